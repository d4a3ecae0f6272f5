with

source as (

    select * from {{ source('ledger', 'official_redirects') }}

),

renamed as (

    select
        from_id,
        to_id,
        given_at
    from source

)

select * from renamed
