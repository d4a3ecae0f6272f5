with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}
    where start_date is not null

),

-- what was called off keeps the day for which it was last set, whoever tells it
candidates as (

    select
        meeting_id,
        start_date,
        end_date,
        date_precision,
        case date_precision when 'day' then 1 when 'week' then 2 when 'month' then 3 when 'year' then 4 else 5 end
            as vagueness,
        min(case when status = final_status then 1 else 2 end) as distance,
        max(case when status <> final_status then told_at end) as last_told_before,
        bool_or(is_official) as has_official_source,
        count(distinct source) as n_sources,
        min(told_at) as first_told_at,
    from tellings
    group by meeting_id, start_date, end_date, date_precision

),

chosen as (

    select
        meeting_id,
        start_date,
        end_date,
        date_precision,
    from candidates
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
