with

checked as (

    select * from {{ ref('int_checked_mentions') }}

),

accepted as (

    select * exclude (rejected_because)
    from checked
    where rejected_because is null

)

select * from accepted
