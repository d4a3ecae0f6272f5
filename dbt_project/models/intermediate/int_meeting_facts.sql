with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

dates as (

    select * from {{ ref('int_meeting_dates') }}

),

places as (

    select * from {{ ref('int_meeting_places') }}

),

modes as (

    select * from {{ ref('int_meeting_modes') }}

),

events as (

    select * from {{ ref('int_meeting_events') }}

),

sides as (

    select
        meeting_id,
        count(*) as n_sides,
    from {{ ref('int_meeting_sides') }}
    group by meeting_id

),

people as (

    select
        meeting_id,
        count(distinct official_id) as n_officials,
    from {{ ref('int_meeting_people') }}
    group by meeting_id

),

hosts as (

    select
        places.meeting_id,
        places.country as host_side,
    from places
    inner join {{ ref('int_meeting_sides') }} as meeting_sides
        on places.meeting_id = meeting_sides.meeting_id and places.country = meeting_sides.side

),

-- copies of one text are one voice, however often they are printed
origins as (

    select
        meeting_id,
        origin_article_id,
        max(score) as score,
    from tellings
    group by meeting_id, origin_article_id

),

scores as (

    select
        meeting_id,
        1 - product(1 - score) as score,
    from origins
    group by meeting_id

),

counted as (

    select
        meeting_id,
        any_value(final_status) as status,
        min_by(
            level, case level when 'leaders' then 1 when 'ministers' then 2 when 'officials' then 3 else 4 end
        ) as level,
        count(distinct page_id) as n_articles,
        count(distinct source) as n_independent_sources,
        bool_or(is_sideline) as is_sideline,
        bool_or(is_official) as has_official_source,
        min(told_at) filter (where status = 'planned') as first_announced_at,
        min(told_at) as first_published_at,
        max(loaded_at) as updated_at,
    from tellings
    group by meeting_id

),

joined as (

    select
        counted.meeting_id,
        counted.status,
        modes.mode,
        case sides.n_sides when 2 then 'bilateral' when 3 then 'trilateral' else 'multilateral' end as format,
        counted.level,
        dates.start_date,
        dates.end_date,
        coalesce(dates.date_precision, 'unknown') as date_precision,
        case when modes.mode not in ('phone', 'video') then places.city end as city,
        case when modes.mode not in ('phone', 'video') then places.country end as country,
        case when modes.mode not in ('phone', 'video') then hosts.host_side end as host_side,
        events.event,
        sides.n_sides,
        coalesce(people.n_officials, 0) as n_officials,
        counted.n_articles,
        counted.n_independent_sources,
        scores.score,
        counted.is_sideline,
        counted.has_official_source,
        coalesce(dates.start_date, cast(counted.first_published_at as date)) as about_date,
        counted.first_announced_at,
        counted.first_published_at,
        counted.updated_at,
    from counted
    inner join scores
        on counted.meeting_id = scores.meeting_id
    inner join modes
        on counted.meeting_id = modes.meeting_id
    inner join sides
        on counted.meeting_id = sides.meeting_id
    left join dates
        on counted.meeting_id = dates.meeting_id
    left join places
        on counted.meeting_id = places.meeting_id
    left join hosts
        on counted.meeting_id = hosts.meeting_id
    left join events
        on counted.meeting_id = events.meeting_id
    left join people
        on counted.meeting_id = people.meeting_id

)

select * from joined
