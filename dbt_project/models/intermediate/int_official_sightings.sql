with

participations as (

    select * from {{ ref('int_current_participations') }}

),

people as (

    select * from {{ ref('int_people') }}

),

ids as (

    select * from {{ ref('int_official_ids') }}

),

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

sides as (

    select * from {{ ref('int_meeting_sides') }}

),

joined as (

    select
        tellings.meeting_id,
        ids.official_id,
        participations.mention_id,
        participations.article_id,
        participations.side,
        participations.name_as_written,
        participations.name_key,
        participations.office_as_written,
        participations.office_key,
        participations.level,
        participations.position,
        tellings.score,
        tellings.is_official,
        participations.known_date,
        tellings.told_at,
        tellings.loaded_at,
    from participations
    inner join people
        on participations.mention_id = people.mention_id and participations.position = people.position
    inner join ids
        on people.person_key = ids.group_key
    inner join tellings
        on participations.mention_id = tellings.mention_id
    -- who stands for a side that was left out is left out with it
    inner join sides
        on tellings.meeting_id = sides.meeting_id and participations.side = sides.side

)

select * from joined
