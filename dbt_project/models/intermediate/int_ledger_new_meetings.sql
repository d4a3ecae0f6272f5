with

elements as (

    select * from {{ ref('int_meeting_elements') }}

),

ids as (

    select * from {{ ref('int_meeting_ids') }}

),

ledger as (

    select * from {{ ref('stg_ledger__meetings') }}

),

missing as (

    select
        ids.meeting_id,
        elements.page_id,
        elements.element_key as mention_key,
        elements.first_fetched_at,
        elements.sides,
        elements.start_date,
    from elements
    inner join ids
        on elements.group_key = ids.group_key
    left join ledger
        on
            ids.meeting_id = ledger.id
            and elements.page_id = ledger.page_id
            and elements.element_key = ledger.element_key
    where ledger.id is null

)

select * from missing
