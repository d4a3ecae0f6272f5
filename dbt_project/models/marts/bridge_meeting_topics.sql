with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

topics as (

    select * from {{ ref('stg_news__mention_topics') }}

),

joined as (

    select
        tellings.meeting_id,
        topics.topic,
        max(topics.weight) as weight,
        count(distinct tellings.source) as n_independent_sources,
        max(tellings.loaded_at) as updated_at,
    from tellings
    inner join topics
        on tellings.mention_id = topics.mention_id
    group by tellings.meeting_id, topics.topic

)

select * from joined
