with

source as (

    select * from {{ source('news', 'load_manifest') }}

),

renamed as (

    select
        batch_id,
        segment,
        extractor_version,
        sequence,
        n_fetches,
        n_articles,
        n_mentions,
        loaded_at,
    from source

)

select * from renamed
