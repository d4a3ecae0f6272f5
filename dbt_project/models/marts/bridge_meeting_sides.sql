with

sides as (

    select * from {{ ref('int_meeting_sides') }}

),

meetings as (

    select * from {{ ref('int_meeting_facts') }}

),

participations as (

    select
        tellings.meeting_id,
        participations.side,
        participations.name_key,
        participations.office_as_written,
        tellings.loaded_at,
    from {{ ref('int_current_participations') }} as participations
    inner join {{ ref('int_meeting_tellings') }} as tellings
        on participations.mention_id = tellings.mention_id

),

-- what is said of those without a name comes first: it stands nowhere else
offices as (

    select
        meeting_id,
        side,
        coalesce(
            mode(office_as_written order by office_as_written) filter (where name_key is null),
            mode(office_as_written order by office_as_written)
        ) as office_as_written,
        max(loaded_at) as updated_at,
    from participations
    group by meeting_id, side

),

joined as (

    select
        sides.meeting_id,
        sides.side,
        offices.office_as_written,
        1.0 / meetings.n_sides as weight,
        coalesce(meetings.host_side = sides.side, false) as is_host,
        offices.updated_at,
    from sides
    inner join meetings
        on sides.meeting_id = meetings.meeting_id
    inner join offices
        on sides.meeting_id = offices.meeting_id and sides.side = offices.side

)

select
    meeting_id,
    side,
    office_as_written,
    cast(weight as double) as weight,
    is_host,
    updated_at,
from joined
