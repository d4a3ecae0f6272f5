with

source as (

    select * from {{ source('ledger', 'meetings') }}

),

renamed as (

    select
        meeting_id,
        page_id,
        mention_key,
        start_date,
        sides,
        first_fetched_at,
        given_at
    from source

)

select * from renamed
