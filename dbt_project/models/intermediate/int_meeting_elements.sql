with

mentions as (

    select * from {{ ref('int_current_mentions') }}

),

groups as (

    select * from {{ ref('int_meeting_groups') }}

),

keyed as (

    select
        groups.group_key,
        mentions.page_id,
        mentions.sides,
        mentions.start_date_as_told as start_date,
        mentions.mode,
        {{ join_list('mentions.sides') }} as weak_key,
        mentions.first_fetched_at,
        min(mentions.position) over (partition by groups.group_key, mentions.page_id) as position,
    from mentions
    inner join groups
        on mentions.mention_id = groups.mention_id

),

-- two meetings of one page that a text tells with the same sides, day and mode
numbered as (

    select
        *,
        dense_rank() over (
            partition by page_id, weak_key, start_date, mode
            order by position, group_key
        ) as namesake,
    from keyed

),

final as (

    select distinct
        group_key,
        page_id,
        sides,
        start_date,
        weak_key,
        weak_key || ' ' || coalesce(start_date, '') || ' ' || mode
        || case when namesake > 1 then ' ' || namesake else '' end as element_key,
        first_fetched_at,
    from numbered

)

select * from final
