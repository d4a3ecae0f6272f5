with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}
    where (city is not null or country is not null) and mode not in ('phone', 'video')

),

candidates as (

    select
        meeting_id,
        city,
        country,
        min(case when status = final_status then 1 else 2 end) as distance,
        case when city is not null and country is not null then 1 when country is not null then 2 else 3 end
            as vagueness,
        bool_or(is_official) as has_official_source,
        count(distinct source) as n_sources,
        min(told_at) as first_told_at,
    from tellings
    group by meeting_id, city, country

),

chosen as (

    select
        meeting_id,
        city,
        country,
    from candidates
    qualify row_number() over (
        partition by meeting_id
        order by distance, vagueness, has_official_source desc, n_sources desc, first_told_at, country, city
    ) = 1

)

select * from chosen
