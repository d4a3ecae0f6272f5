with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}
    where not is_stale and not is_copy

),

-- a telling without a date changes none
dated as (

    select
        meeting_id,
        mention_id,
        article_id,
        status,
        last_value(start_date ignore nulls) over (
            partition by meeting_id, status order by told_at, mention_id
            rows between unbounded preceding and current row
        ) as start_date,
        told_at as reported_at,
        loaded_at as updated_at,
    from tellings

),

compared as (

    select
        *,
        lag(status) over by_time as from_status,
        lag(start_date) over by_time as from_date,
    from dated
    window by_time as (partition by meeting_id order by reported_at, mention_id)

),

-- reports of one day by many are no change; only plans are moved
changes as (

    select
        meeting_id,
        mention_id,
        article_id,
        from_status,
        status as to_status,
        row_number() over (partition by meeting_id order by reported_at, mention_id) as change_number,
        from_date,
        start_date as to_date,
        reported_at,
        updated_at,
    from compared
    where
        from_status is null
        or from_status <> status
        or (status <> 'held' and from_date <> start_date)

)

select * from changes
