with

people as (

    select * from {{ ref('int_meeting_people') }}

),

meetings as (

    select * from {{ ref('int_meeting_facts') }}

),

spells as (

    select * from {{ ref('int_official_spells') }}

),

-- the spell of the day, else the first one after it
spells_on_day as (

    select
        people.meeting_id,
        people.official_id,
        spells.official_spell_id,
        spells.office,
    from people
    inner join meetings
        on people.meeting_id = meetings.meeting_id
    inner join spells
        on people.official_id = spells.official_id
    qualify row_number() over (
        partition by people.meeting_id, people.official_id
        order by
            spells.valid_from <= meetings.about_date desc,
            case when spells.valid_from <= meetings.about_date then spells.valid_from end desc nulls last,
            spells.valid_from
    ) = 1

),

joined as (

    select
        people.meeting_id,
        people.official_id,
        spells_on_day.official_spell_id,
        people.side,
        spells_on_day.office as office_on_day,
        people.name_as_written,
        people.office_as_written,
        people.score,
        people.updated_at,
    from people
    inner join spells_on_day
        on people.meeting_id = spells_on_day.meeting_id and people.official_id = spells_on_day.official_id

)

select * from joined
