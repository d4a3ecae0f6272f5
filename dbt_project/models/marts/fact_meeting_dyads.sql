with

sides as (

    select * from {{ ref('bridge_meeting_sides') }}

),

meetings as (

    select * from {{ ref('int_meeting_facts') }}

),

pairs as (

    select
        first_sides.meeting_id,
        first_sides.side as side_a,
        second_sides.side as side_b,
        cast(2.0 / (meetings.n_sides * (meetings.n_sides - 1)) as double) as weight,
        greatest(first_sides.updated_at, second_sides.updated_at) as updated_at,
    from sides as first_sides
    inner join sides as second_sides
        on first_sides.meeting_id = second_sides.meeting_id and first_sides.side < second_sides.side
    inner join meetings
        on first_sides.meeting_id = meetings.meeting_id

)

select * from pairs
