with

matches as (

    select * from {{ ref('int_meeting_matches') }}

),

ids as (

    select distinct
        group_key,
        surviving_id as meeting_id,
    from matches

)

select * from ids
