with

people as (

    select * from {{ ref('int_tellings_people') }}

),

mention_meetings as (

    select * from {{ ref('int_mention_meetings') }}

),

mentions as (

    select * from {{ ref('int_mentions') }}

),

facts as (

    select * from {{ ref('int_meeting_facts') }}

)

select
    mention_meetings.meeting_id,
    people.*,
    mentions.voice,
    mentions.score,
    coalesce(mentions.low_date, mentions.told_at::date) as day,
    mentions.low_date is not null and mentions.date_precision = 'day' as is_day_told,
    mentions.told_at,
    mentions.loaded_at
from people
inner join mention_meetings on people.mention_id = mention_meetings.mention_id
inner join mentions on people.mention_id = mentions.mention_id
inner join facts on mention_meetings.meeting_id = facts.meeting_id
where list_contains(facts.sides, people.side)
