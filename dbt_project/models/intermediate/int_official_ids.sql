with

matches as (

    select * from {{ ref('int_official_matches') }}

),

ids as (

    select distinct
        group_key,
        surviving_id as official_id,
    from matches

)

select * from ids
