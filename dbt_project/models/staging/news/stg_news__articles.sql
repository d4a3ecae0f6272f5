with

source as (

    select * from {{ source('raw', 'articles') }}

),

renamed as (

    select
        article_id,
        page_id,
        fetch_id,
        publisher,
        url,
        canonical_url,
        extractor_version,
        outcome,
        reason,
        voice,
        title,
        agency,
        language,
        section,
        published_method,
        publisher_method,
        fingerprint,
        batch_id,
        published_date,
        published_at,
        modified_at,
        fetched_at,
        loaded_at
    from source

)

select * from renamed
