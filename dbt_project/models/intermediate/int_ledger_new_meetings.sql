with

mention_meetings as (

    select * from {{ ref('int_mention_meetings') }}

),

mentions as (

    select * from {{ ref('int_mentions') }}

),

ledger as (

    select * from {{ ref('stg_ledger__meetings') }}

)

select distinct
    mention_meetings.meeting_id,
    mention_meetings.page_id,
    mention_meetings.mention_key,
    mentions.first_fetched_at,
    mentions.sides,
    mentions.start_date
from mention_meetings
inner join mentions on mention_meetings.mention_id = mentions.mention_id
anti join ledger
    on
        mention_meetings.meeting_id = ledger.meeting_id
        and mention_meetings.page_id = ledger.page_id
        and mention_meetings.mention_key = ledger.mention_key
