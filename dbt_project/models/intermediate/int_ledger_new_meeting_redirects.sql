with

ledger as (

    select * from {{ ref('stg_ledger__meetings') }}

),

given as (

    select * from {{ ref('stg_ledger__meeting_redirects') }}

),

mention_meetings as (

    select * from {{ ref('int_mention_meetings') }}

),

mentions as (

    select * from {{ ref('int_mentions') }}

),

gone as (

    select ledger.*
    from ledger
    anti join mention_meetings on ledger.meeting_id = mention_meetings.meeting_id

),

votes as (

    select
        gone.meeting_id as from_id,
        mention_meetings.meeting_id as to_id,
        sum(case when gone.mention_key = mention_meetings.mention_key then 2 else 1 end) as n_votes
    from gone
    inner join mention_meetings on gone.page_id = mention_meetings.page_id
    inner join mentions on mention_meetings.mention_id = mentions.mention_id
    where gone.mention_key = mention_meetings.mention_key or gone.sides = mentions.sides
    group by gone.meeting_id, mention_meetings.meeting_id

),

chosen as (

    select
        from_id,
        to_id
    from votes
    qualify row_number() over (partition by from_id order by n_votes desc, to_id asc) = 1

),

newest_given as (

    select
        from_id,
        max_by(to_id, given_at) as to_id
    from given
    group by from_id

)

select
    chosen.from_id,
    chosen.to_id
from chosen
anti join newest_given on chosen.from_id = newest_given.from_id and chosen.to_id = newest_given.to_id
