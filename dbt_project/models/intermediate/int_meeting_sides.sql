with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

told_sides as (

    select
        meeting_id,
        source,
        is_official,
        unnest(sides) as side,
    from tellings

),

meetings as (

    select
        meeting_id,
        count(distinct source) as n_sources,
    from tellings
    group by meeting_id

),

counted as (

    select
        told_sides.meeting_id,
        told_sides.side,
        count(distinct told_sides.source) = 1
        and not bool_or(told_sides.is_official)
        and any_value(meetings.n_sources) >= 3 as is_doubtful,
    from told_sides
    inner join meetings
        on told_sides.meeting_id = meetings.meeting_id
    group by told_sides.meeting_id, told_sides.side

),

-- doubt must not leave a meeting with fewer than two sides
kept as (

    select
        meeting_id,
        side,
    from counted
    qualify not is_doubtful or count(*) filter (where not is_doubtful) over (partition by meeting_id) < 2

)

select * from kept
