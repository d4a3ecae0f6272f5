with

articles as (

    select * from {{ ref('dim_articles') }}

),

tellings as (

    select
        publisher,
        count(distinct meeting_id) as n_meetings,
    from {{ ref('int_meeting_tellings') }}
    group by publisher

),

sources as (

    select
        publisher,
        mode(voice order by voice) as voice,
        count(*) as n_articles,
        count(*) filter (where is_copy) as n_copies,
        min(published_date) as first_published_date,
        max(published_date) as last_published_date,
        max(updated_at) as updated_at,
    from articles
    group by publisher

),

joined as (

    select
        sources.publisher,
        sources.voice,
        sources.n_articles,
        sources.n_copies,
        coalesce(tellings.n_meetings, 0) as n_meetings,
        sources.first_published_date,
        sources.last_published_date,
        sources.updated_at,
    from sources
    left join tellings
        on sources.publisher = tellings.publisher

)

select * from joined
