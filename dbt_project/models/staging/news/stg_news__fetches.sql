with

source as (

    select * from {{ source('news', 'fetches') }}

),

renamed as (

    select
        fetch_id,
        publisher,
        url,
        final_url,
        source as found_by,
        found_in,
        outcome,
        reason,
        content_type,
        status_code,
        attempt,
        n_bytes_wire,
        n_bytes_body,
        duration_s,
        fetched_at,
        loaded_at,
    from source

)

select * from renamed
