with

elements as (

    select * from {{ ref('int_official_elements') }}

),

ids as (

    select * from {{ ref('int_official_ids') }}

),

ledger as (

    select * from {{ ref('stg_ledger__officials') }}

),

missing as (

    select
        ids.official_id,
        elements.side,
        elements.name_key,
        elements.page_id,
        elements.first_fetched_at,
    from elements
    inner join ids
        on elements.group_key = ids.group_key
    left join ledger
        on
            ids.official_id = ledger.id
            and elements.page_id = ledger.page_id
            and elements.element_key = ledger.element_key
    where ledger.id is null

)

select * from missing
