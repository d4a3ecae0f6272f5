with

source as (

    select * from {{ source('news', 'mention_claims') }}

),

renamed as (

    select
        mention_id,
        article_id,
        kind,
        since_as_written,
        text_as_written,
        position,
        ordinal,
        loaded_at,
    from source

)

select * from renamed
