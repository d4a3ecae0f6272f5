with

people as (

    select * from {{ ref('int_tellings_people') }}

),

articles as (

    select * from {{ ref('int_articles') }}

),

ledger as (

    select * from {{ ref('stg_ledger__officials') }}

)

select distinct
    people.official_id,
    people.side,
    people.name_key,
    people.page_id,
    articles.first_fetched_at
from people
inner join articles on people.page_id = articles.page_id
anti join ledger
    on
        people.official_id = ledger.official_id
        and people.side = ledger.side
        and people.name_key = ledger.name_key
        and people.page_id = ledger.page_id
