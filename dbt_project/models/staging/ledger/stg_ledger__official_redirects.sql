with

source as (

    select * from {{ source('ledger', 'official_redirects') }}

),

latest as (

    select
        from_id,
        to_id,
        given_at,
    from source
    qualify row_number() over (partition by from_id order by given_at desc, to_id) = 1

)

select * from latest
