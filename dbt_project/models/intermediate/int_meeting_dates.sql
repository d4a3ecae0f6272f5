with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}
    where start_date is not null

),

-- what was called off keeps the day for which it was last set, whoever tells it
dated as (

    select
        meeting_id,
        start_date,
        nullif(end_date, start_date) as end_date,
        date_precision,
        case date_precision when 'day' then 1 when 'week' then 2 when 'month' then 3 when 'year' then 4 else 5 end
            as vagueness,
        source,
        is_official,
        told_at,
        case when status = final_status then 1 else 2 end as distance,
    from tellings

),

-- a span speaks for the days in it that are told one by one
enclosed as (

    select
        spans.meeting_id,
        spans.start_date,
        spans.end_date,
        count(distinct days.start_date) as n_days,
        bool_or(days.is_official) as has_official_source,
        count(distinct days.source) as n_sources,
    from (select distinct meeting_id, start_date, end_date, distance from dated where end_date is not null) as spans
    inner join dated as days
        on
            spans.meeting_id = days.meeting_id
            and spans.distance = days.distance
            and days.date_precision = 'day'
            and days.end_date is null
            and days.start_date between spans.start_date and spans.end_date
    group by spans.meeting_id, spans.start_date, spans.end_date

),

candidates as (

    select
        meeting_id,
        start_date,
        end_date,
        date_precision,
        vagueness,
        min(distance) as distance,
        max(case when distance = 2 then told_at end) as last_told_before,
        bool_or(is_official) as has_official_source,
        count(distinct source) as n_sources,
        min(told_at) as first_told_at,
    from dated
    group by meeting_id, start_date, end_date, date_precision, vagueness

),

-- one report of a span against many of one and the same day is no more than another report
supported as (

    select
        candidates.* exclude (has_official_source, n_sources),
        coalesce(enclosed.n_days >= 2 or candidates.n_sources * 2 >= enclosed.n_sources, false) as is_joining,
        candidates.has_official_source
        or (is_joining and enclosed.has_official_source) as has_official_source,
        candidates.n_sources + case when is_joining then enclosed.n_sources else 0 end as n_sources,
    from candidates
    left join enclosed
        on
            candidates.meeting_id = enclosed.meeting_id
            and candidates.start_date = enclosed.start_date
            and candidates.end_date = enclosed.end_date

),

chosen as (

    select
        meeting_id,
        start_date,
        end_date,
        date_precision,
    from supported
    qualify row_number() over (
        partition by meeting_id
        order by
            distance,
            vagueness,
            case when distance = 2 then last_told_before end desc nulls last,
            has_official_source desc,
            n_sources desc,
            first_told_at,
            start_date,
            end_date
    ) = 1

)

select * from chosen
