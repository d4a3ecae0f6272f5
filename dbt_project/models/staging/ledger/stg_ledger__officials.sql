with

source as (

    select * from {{ source('ledger', 'officials') }}

),

renamed as (

    select
        official_id,
        side,
        name_key,
        page_id,
        first_fetched_at,
        given_at
    from source

)

select * from renamed
