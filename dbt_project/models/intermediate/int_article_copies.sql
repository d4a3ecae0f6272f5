with

articles as (

    select * from {{ ref('int_current_articles') }}
    where outcome = 'ok'

),

-- what was told first is the original; where an agency tells it too, the agency's
ordered as (

    select
        article_id,
        fingerprint,
        {{ fold_text('agency') }} as agency_key,
        told_at,
        row_number() over (order by voice = 'agency' desc, told_at, page_id) as original_rank,
    from articles

),

bands as (

    select distinct
        ordered.article_id,
        unnest(ordered.fingerprint) as band,
        ordered.agency_key,
        ordered.told_at,
        ordered.original_rank,
    from ordered

),

nearest as (

    select
        copies.article_id,
        min_by(originals.article_id, originals.original_rank) as copied_from,
    from bands as copies
    inner join bands as originals
        on
            copies.band = originals.band
            and originals.original_rank < copies.original_rank
            and (
                copies.agency_key = originals.agency_key
                or originals.told_at between copies.told_at - interval 48 hour and copies.told_at + interval 48 hour
            )
    group by copies.article_id

),

-- a copy of a copy leads to the original
chains as (

    with recursive steps as (

        select
            article_id,
            copied_from,
        from nearest

        union all

        select
            steps.article_id,
            nearest.copied_from,
        from steps
        inner join nearest
            on steps.copied_from = nearest.article_id

    )

    select * from steps

),

originals as (

    select
        chains.article_id,
        chains.copied_from as syndicated_from,
    from chains
    left join nearest
        on chains.copied_from = nearest.article_id
    where nearest.article_id is null

)

select * from originals
