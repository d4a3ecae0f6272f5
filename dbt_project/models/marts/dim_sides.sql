with

known as (

    select * from {{ ref('sides') }}

),

found as (

    select
        side,
        max(loaded_at) as updated_at,
    from {{ ref('int_current_participations') }} as participations
    inner join {{ ref('int_current_mentions') }} as mentions
        on participations.mention_id = mentions.mention_id
    group by side

),

places as (

    select distinct country as side
    from {{ ref('int_meeting_facts') }}
    where country is not null

),

all_sides as (

    select side from known
    union
    select side from found
    union
    select side from places

),

joined as (

    select
        all_sides.side,
        coalesce(known.name, all_sides.side) as name,
        coalesce(known.kind, 'other') as kind,
        known.iso_alpha2,
        case when known.kind = 'state' then all_sides.side end as country,
        coalesce(known.source, 'news pages') as source,
        found.side is not null as is_in_news,
        coalesce(found.updated_at, timestamptz '1970-01-01 00:00:00+00') as updated_at,
    from all_sides
    left join known
        on all_sides.side = known.side
    left join found
        on all_sides.side = found.side

)

select * from joined
