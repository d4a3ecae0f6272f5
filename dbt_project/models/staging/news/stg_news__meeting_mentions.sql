with

source as (

    select * from {{ source('news', 'meeting_mentions') }}

),

renamed as (

    select
        mention_id,
        article_id,
        page_id,
        extractor_version,
        status,
        mode,
        start_date as start_date_as_told,
        end_date as end_date_as_told,
        date_precision,
        city,
        country,
        event,
        evidence as quote,
        evidence_field,
        position,
        "start" as start_offset,
        "end" as end_offset,
        score,
        is_sideline,
        {{ first_day('start_date') }} as start_date,
        {{ first_day('end_date') }} as end_date,
        loaded_at,
    from source

)

select * from renamed
