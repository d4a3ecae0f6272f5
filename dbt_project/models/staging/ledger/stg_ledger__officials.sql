with

source as (

    select * from {{ source('ledger', 'officials') }}

),

renamed as (

    select distinct
        official_id as id,
        page_id,
        length(side) || ':' || side || name_key as element_key,
        length(side) || ':' || side || split_part(name_key, ' ', -1) as weak_key,
        first_fetched_at,
    from source

)

select * from renamed
