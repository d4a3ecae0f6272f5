with

source as (

    select * from {{ source('news', 'participations') }}

),

renamed as (

    select
        mention_id,
        article_id,
        side,
        case when {{ fold_text('name_as_written') }} is not null then name_as_written end as name_as_written,
        office_as_written,
        {{ fold_text('name_as_written') }} as name_key,
        -- "Prime Minister and former Foreign Minister" holds one office
        regexp_replace({{ fold_text('office_as_written') }}, ' and (former|ex) .*$', '') as office_key,
        position,
        loaded_at,
    from source

)

select * from renamed
