with

mentions as (

    select * from {{ ref('int_mentions') }}
    where reason_left_out is null

),

participations as (

    select * from {{ ref('int_participations') }}

)

select
    participations.mention_id,
    participations.page_id,
    participations.name_as_written,
    participations.office_as_written,
    participations.side,
    {{ utc_text('mentions.first_fetched_at') }} as first_fetched_at_text,
    participations.position,
    coalesce(mentions.low_date, mentions.told_at::date) as day
from participations
inner join mentions on participations.mention_id = mentions.mention_id
where participations.name_as_written is not null
