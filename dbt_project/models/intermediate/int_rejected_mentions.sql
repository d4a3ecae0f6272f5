with

checked as (

    select * from {{ ref('int_checked_mentions') }}

),

rejected as (

    select
        mention_id,
        article_id,
        rejected_because,
        quote,
        loaded_at,
    from checked
    where rejected_because is not null

)

select * from rejected
