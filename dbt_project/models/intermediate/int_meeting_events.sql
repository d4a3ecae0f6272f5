with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}
    where event is not null

),

candidates as (

    select
        meeting_id,
        event,
        bool_or(is_official) as has_official_source,
        count(distinct source) as n_sources,
    from tellings
    group by meeting_id, event

),

chosen as (

    select
        meeting_id,
        event,
    from candidates
    qualify row_number() over (
        partition by meeting_id
        order by n_sources desc, has_official_source desc, length(event) desc, event
    ) = 1

)

select * from chosen
