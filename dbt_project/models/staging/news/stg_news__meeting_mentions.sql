with

source as (

    select * from {{ source('raw', 'meeting_mentions') }}

),

renamed as (

    select
        mention_id,
        article_id,
        status,
        mode,
        start_date,
        end_date,
        date_precision,
        city,
        country,
        event,
        evidence,
        evidence_field,
        extractor_version,
        position,
        "start" as start_offset,
        "end" as end_offset,
        score,
        is_sideline,
        loaded_at
    from source

)

select * from renamed
