with

source as (

    select * from {{ source('news', 'articles') }}

),

renamed as (

    select
        article_id,
        page_id,
        fetch_id,
        batch_id,
        publisher,
        voice,
        url,
        extractor_version,
        outcome,
        reason,
        title,
        agency,
        dateline,
        language,
        section,
        published_method,
        modified_method,
        publisher_method,
        fingerprint,
        is_zone_assumed,
        is_paywalled,
        is_live_blog,
        has_layout_changed,
        coalesce(published_date, cast(published_at as date)) as published_date,
        published_at,
        modified_at,
        fetched_at,
        -- when the story was told, as near as the page lets us know
        coalesce(published_at, cast(published_date as timestamptz), fetched_at) as told_at,
        loaded_at,
    from source

)

select * from renamed
