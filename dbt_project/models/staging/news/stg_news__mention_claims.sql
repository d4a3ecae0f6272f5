with

source as (

    select * from {{ source('raw', 'mention_claims') }}

),

renamed as (

    select
        mention_id,
        article_id,
        kind,
        since_as_written,
        text_as_written,
        position,
        ordinal
    from source

)

select * from renamed
