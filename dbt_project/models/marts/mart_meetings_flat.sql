with

meetings as (

    select * from {{ ref('int_meeting_facts') }}

),

sides as (

    select
        meeting_id,
        string_agg(side, ', ' order by side) as sides,
    from {{ ref('int_meeting_sides') }}
    group by meeting_id

),

officials as (

    select * from {{ ref('bridge_meeting_officials') }}

),

names as (

    select * from {{ ref('int_official_names') }}

),

participants as (

    select
        officials.meeting_id,
        string_agg(
            names.name || ' (' || coalesce(officials.office_on_day || ', ', '') || officials.side || ')',
            '; ' order by officials.side, names.name
        ) as participants,
    from officials
    inner join names
        on officials.official_id = names.official_id
    group by officials.meeting_id

),

topics as (

    select
        bridge.meeting_id,
        string_agg(dim_topics.label, '; ' order by bridge.weight desc, bridge.topic) as topics,
    from {{ ref('bridge_meeting_topics') }} as bridge
    inner join {{ ref('dim_topics') }} as dim_topics
        on bridge.topic = dim_topics.topic
    group by bridge.meeting_id

),

quotes as (

    select
        meeting_id,
        quote,
        url,
        publisher,
    from {{ ref('int_meeting_tellings') }}
    qualify row_number() over (
        partition by meeting_id
        order by status = final_status desc, is_official desc, is_copy, score desc, told_at, mention_id
    ) = 1

),

joined as (

    select
        meetings.meeting_id,
        meetings.start_date,
        meetings.end_date,
        meetings.date_precision,
        meetings.status,
        meetings.mode,
        meetings.format,
        meetings.level,
        sides.sides,
        participants.participants,
        meetings.city,
        meetings.country,
        meetings.event,
        topics.topics,
        meetings.n_independent_sources,
        meetings.n_articles,
        meetings.score,
        quotes.quote,
        quotes.url,
        quotes.publisher,
        meetings.about_date,
        meetings.first_published_at,
        meetings.updated_at,
    from meetings
    inner join sides
        on meetings.meeting_id = sides.meeting_id
    inner join quotes
        on meetings.meeting_id = quotes.meeting_id
    left join participants
        on meetings.meeting_id = participants.meeting_id
    left join topics
        on meetings.meeting_id = topics.meeting_id

)

select * from joined
