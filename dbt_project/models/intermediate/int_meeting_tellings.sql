with

mentions as (

    select * from {{ ref('int_current_mentions') }}

),

groups as (

    select * from {{ ref('int_meeting_groups') }}

),

ids as (

    select * from {{ ref('int_meeting_ids') }}

),

articles as (

    select * from {{ ref('int_current_articles') }}

),

copies as (

    select * from {{ ref('int_article_copies') }}

),

facts as (

    select * from {{ ref('int_mention_facts') }}

),

joined as (

    select
        ids.meeting_id,
        mentions.*,
        facts.level,
        articles.publisher,
        articles.voice,
        articles.url,
        copies.syndicated_from,
        coalesce(copies.syndicated_from, mentions.article_id) as origin_article_id,
        coalesce(origins.publisher, articles.publisher) as source,
        articles.voice = 'official' as is_official,
        copies.syndicated_from is not null as is_copy,
    from mentions
    inner join groups
        on mentions.mention_id = groups.mention_id
    inner join ids
        on groups.group_key = ids.group_key
    inner join facts
        on mentions.mention_id = facts.mention_id
    inner join articles
        on mentions.article_id = articles.article_id
    left join copies
        on mentions.article_id = copies.article_id
    left join articles as origins
        on copies.syndicated_from = origins.article_id

),

-- plans that are told after the report are stale, and so are calls-off, unless a ministry denies the meeting
judged as (

    select
        *,
        status <> 'held'
        and not (status = 'cancelled' and is_official)
        and coalesce(told_at >= min(told_at) filter (where status = 'held') over (partition by meeting_id), false)
            as is_stale,
    from joined

),

settled as (

    select
        *,
        first_value(status) over (
            partition by meeting_id
            order by
                is_stale,
                told_at desc,
                case status when 'held' then 1 when 'cancelled' then 2 when 'postponed' then 3 else 4 end,
                mention_id
        ) as final_status,
    from judged

)

select * from settled
