with

articles as (

    select * from {{ ref('int_articles') }}
    where outcome = 'ok'

),

bands as (

    select
        article_id,
        unnest(fingerprint) as band
    from articles

),

alike as (

    select
        copies.article_id,
        originals.article_id as original_id,
        count(*) as n_shared_bands
    from bands as copies
    inner join bands as originals
        on copies.band = originals.band and copies.article_id != originals.article_id
    group by all

),

candidates as (

    select
        alike.article_id,
        alike.original_id,
        row_number() over (
            partition by alike.article_id
            order by originals.told_at asc, originals.article_id asc
        ) as choice
    from alike
    inner join articles as copies on alike.article_id = copies.article_id
    inner join articles as originals on alike.original_id = originals.article_id
    where
        copies.publisher != originals.publisher
        and (originals.told_at, originals.article_id) < (copies.told_at, copies.article_id)
        and copies.told_at - originals.told_at <= interval 48 hours
        -- half of the 16 bands: nearly the same text; one band is enough where both name one agency
        and (alike.n_shared_bands >= 8 or lower(copies.agency) = lower(originals.agency))

),

chosen as (

    select
        article_id,
        original_id
    from candidates
    where choice = 1

)

select
    articles.article_id,
    chosen.original_id as syndicated_from,
    -- the earliest of a family is the original of all its copies, so one step leads to the end almost always
    coalesce(grand.original_id, chosen.original_id, articles.article_id) as source_article_id
from articles
left join chosen on articles.article_id = chosen.article_id
left join chosen as grand on chosen.original_id = grand.article_id
