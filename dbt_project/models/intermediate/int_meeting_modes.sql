with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

candidates as (

    select
        meeting_id,
        mode,
        mode = 'unknown' as is_unknown,
        min(case when status = final_status then 1 else 2 end) as distance,
        bool_or(is_official) as has_official_source,
        count(distinct source) as n_sources,
        min(told_at) as first_told_at,
    from tellings
    group by meeting_id, mode

),

chosen as (

    select
        meeting_id,
        mode,
    from candidates
    qualify row_number() over (
        partition by meeting_id
        order by is_unknown, distance, n_sources desc, has_official_source desc, first_told_at, mode
    ) = 1

)

select * from chosen
