with

batches as (

    select * from {{ ref('stg_news__batches') }}

),

newest as (

    select
        batch_id,
        sequence,
    from batches
    qualify row_number() over (order by sequence desc) = 1

)

select * from newest
