with

source as (

    select * from {{ source('raw', 'mention_topics') }}

),

renamed as (

    select
        mention_id,
        article_id,
        topic,
        weight
    from source

)

select * from renamed
