with

bounds as (

    select
        least(coalesce(min(year(about_date)), 2024), 2024) as first_year,
        greatest(coalesce(max(year(about_date)), 2027), 2027) as last_year,
        coalesce(max(updated_at), timestamptz '1970-01-01 00:00:00+00') as updated_at,
    from {{ ref('int_meeting_facts') }}

),

days as (

    select
        cast(
            unnest(generate_series(make_date(first_year, 1, 1), make_date(last_year, 12, 31), interval 1 day)) as date
        ) as day,
        updated_at,
    from bounds

),

final as (

    select
        cast(year(day) as integer) as year,
        cast(quarter(day) as integer) as quarter,
        cast(month(day) as integer) as month,
        cast(isodow(day) as integer) as iso_weekday,
        cast(weekofyear(day) as integer) as iso_week,
        day as date_day,
        cast(date_trunc('month', day) as date) as first_day_of_month,
        updated_at,
    from days

)

select * from final
