with

participations as (

    select * from {{ ref('stg_news__participations') }}

),

mentions as (

    select * from {{ ref('int_current_mentions') }}

),

levels as (

    select * from {{ ref('int_office_levels') }}

),

synonyms as (

    select * from {{ ref('office_synonyms') }}

),

joined as (

    select
        participations.mention_id,
        participations.article_id,
        mentions.page_id,
        participations.side,
        participations.name_as_written,
        participations.name_key,
        participations.office_as_written,
        coalesce(synonyms.same_as, participations.office_key) as office_key,
        coalesce(levels.level, 'unknown') as level,
        participations.position,
        -- the day on which the office is known to have been held
        case
            when mentions.date_precision = 'day' and mentions.status = 'held' then mentions.start_date
            else coalesce(mentions.reported_date, cast(mentions.told_at as date))
        end as known_date,
        mentions.first_fetched_at,
    from participations
    inner join mentions
        on participations.mention_id = mentions.mention_id
    left join levels
        on participations.office_key = levels.office_key
    left join synonyms
        on participations.office_key = synonyms.office_key
    where participations.side is not null

)

select * from joined
