with

known as (

    select * from {{ ref('topics') }}

),

found as (

    select
        topic,
        count(*) as n_meetings,
        max(updated_at) as updated_at,
    from {{ ref('bridge_meeting_topics') }}
    group by topic

),

joined as (

    select
        coalesce(known.topic, found.topic) as topic,
        coalesce(known.label, found.topic) as label,
        coalesce(found.n_meetings, 0) as n_meetings,
        coalesce(found.updated_at, timestamptz '1970-01-01 00:00:00+00') as updated_at,
    from known
    full outer join found
        on known.topic = found.topic

)

select * from joined
