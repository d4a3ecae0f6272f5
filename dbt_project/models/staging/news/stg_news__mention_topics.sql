with

source as (

    select * from {{ source('news', 'mention_topics') }}

),

renamed as (

    select
        mention_id,
        article_id,
        topic,
        weight,
        loaded_at,
    from source

)

select * from renamed
