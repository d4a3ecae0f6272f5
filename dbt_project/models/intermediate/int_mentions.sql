with

articles as (

    select * from {{ ref('int_articles') }}
    where outcome = 'ok'

),

copies as (

    select * from {{ ref('int_article_copies') }}

),

mentions as (

    select * from {{ ref('stg_news__meeting_mentions') }}

),

participations as (

    select * from {{ ref('int_participations') }}

),

sides as (

    select
        mention_id,
        list(distinct side order by side) as sides,
        list(distinct side order by side) filter (where name_as_written is not null) as named_sides,
        list(distinct level order by level) filter (where level in ('leaders', 'ministers')) as levels,
        count(*) as n_participants
    from participations
    group by mention_id

),

bounds as (

    select
        mention_id,
        {{ first_day_of('start_date') }} as low_date,
        case date_precision
            when 'week' then {{ first_day_of('start_date') }} + 6
            when 'month' then last_day({{ first_day_of('start_date') }})
            when 'year' then last_day({{ first_day_of('start_date') }} + interval 11 months)
            else coalesce({{ first_day_of('end_date') }}, {{ first_day_of('start_date') }})
        end::date as high_date
    from mentions

),

joined as (

    select
        mentions.mention_id,
        mentions.article_id,
        articles.page_id,
        copies.source_article_id,
        case
            when sources.publisher in ('inbox', 'web')
                then coalesce(nullif(regexp_extract(sources.url, '^https?://([^/:]+)', 1), ''), sources.page_id)
            else sources.publisher
        end as source,
        articles.publisher,
        articles.url,
        articles.title,
        articles.voice,
        mentions.extractor_version,
        mentions.status,
        mentions.mode,
        mentions.start_date,
        mentions.end_date,
        mentions.date_precision,
        mentions.city,
        mentions.country,
        mentions.event,
        mentions.evidence,
        mentions.evidence_field,
        sides.sides,
        coalesce(sides.named_sides, []::varchar[]) as named_sides,
        coalesce(sides.levels, []::varchar[]) as levels,
        mentions.position,
        mentions.start_offset,
        mentions.end_offset,
        coalesce(sides.n_participants, 0) as n_participants,
        mentions.score,
        mentions.is_sideline,
        bounds.low_date,
        bounds.high_date,
        articles.published_date,
        articles.told_at,
        articles.first_fetched_at,
        articles.loaded_at
    from mentions
    inner join articles on mentions.article_id = articles.article_id
    inner join copies on mentions.article_id = copies.article_id
    inner join articles as sources on copies.source_article_id = sources.article_id
    inner join bounds on mentions.mention_id = bounds.mention_id
    left join sides on mentions.mention_id = sides.mention_id

)

select
    *,
    case
        when coalesce(len(sides), 0) < 2 then 'fewer than two sides'
        when n_participants > 100 then 'more than 100 participants'
        when start_date is not null and low_date is null then 'no date that can be read'
        when year(low_date) < 1945 or low_date > told_at::date + 3660 then 'impossible date'
        when high_date < low_date or high_date > low_date + 366 then 'impossible span of days'
        when status not in ('held', 'planned', 'cancelled', 'postponed') then 'unknown status'
    end as reason_left_out
from joined
