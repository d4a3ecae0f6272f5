with

source as (

    select * from {{ source('raw', 'participations') }}

),

renamed as (

    select
        mention_id,
        article_id,
        name_as_written,
        office_as_written,
        side,
        position
    from source

)

select * from renamed
