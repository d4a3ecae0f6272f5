with

manifest as (

    select * from {{ ref('stg_news__load_manifest') }}

)

select
    batch_id,
    sequence,
    loaded_at
from manifest
qualify row_number() over (order by sequence desc) = 1
