with

mentions as (

    select * from {{ ref('int_current_mentions') }}

),

participations as (

    select * from {{ ref('int_current_participations') }}

),

people as (

    select * from {{ ref('int_people') }}

),

people_in_mentions as (

    select
        mention_id,
        list(distinct person_key) as people,
    from people
    group by mention_id

),

-- a level that not all share tells no two meetings apart
levels as (

    select
        mention_id,
        min_by(
            level, case level when 'leaders' then 1 when 'ministers' then 2 when 'officials' then 3 else 4 end
        ) as level,
        case when count(distinct level) filter (where level <> 'unknown') = 1
            then any_value(level) filter (where level <> 'unknown')
            else 'unknown'
        end as shared_level,
    from participations
    group by mention_id

),

joined as (

    select
        mentions.mention_id,
        mentions.page_id,
        mentions.status,
        mentions.mode,
        mentions.start_date,
        mentions.end_date,
        mentions.date_precision,
        mentions.city,
        mentions.country,
        mentions.event,
        levels.level,
        levels.shared_level,
        mentions.sides,
        coalesce(people_in_mentions.people, []) as people,
        mentions.reported_date,
    from mentions
    left join levels
        on mentions.mention_id = levels.mention_id
    left join people_in_mentions
        on mentions.mention_id = people_in_mentions.mention_id

)

select * from joined
