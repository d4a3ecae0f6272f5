with

ledger as (

    select * from {{ ref('stg_ledger__officials') }}

),

given as (

    select * from {{ ref('stg_ledger__official_redirects') }}

),

people as (

    select * from {{ ref('int_tellings_people') }}

),

gone as (

    select ledger.*
    from ledger
    anti join people on ledger.official_id = people.official_id

),

votes as (

    select
        gone.official_id as from_id,
        people.official_id as to_id,
        count(*) as n_votes
    from gone
    inner join people
        on gone.page_id = people.page_id and gone.side = people.side and gone.name_key = people.name_key
    group by gone.official_id, people.official_id

),

chosen as (

    select
        from_id,
        to_id
    from votes
    qualify row_number() over (partition by from_id order by n_votes desc, to_id asc) = 1

),

newest_given as (

    select
        from_id,
        max_by(to_id, given_at) as to_id
    from given
    group by from_id

)

select
    chosen.from_id,
    chosen.to_id
from chosen
anti join newest_given on chosen.from_id = newest_given.from_id and chosen.to_id = newest_given.to_id
