with

source as (

    select * from {{ source('ledger', 'meetings') }}

),

renamed as (

    select distinct
        meeting_id as id,
        page_id,
        mention_key as element_key,
        {{ join_list('sides') }} as weak_key,
        first_fetched_at,
    from source

)

select * from renamed
