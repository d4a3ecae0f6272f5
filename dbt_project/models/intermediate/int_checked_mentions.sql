with

mentions as (

    select * from {{ ref('stg_news__meeting_mentions') }}

),

articles as (

    select * from {{ ref('int_current_articles') }}
    where outcome = 'ok'

),

participations as (

    select
        mention_id,
        list_sort(list(distinct side)) as sides,
        count(*) as n_participants,
    from {{ ref('stg_news__participations') }}
    where side is not null
    group by mention_id

),

joined as (

    select
        mentions.*,
        articles.first_fetched_at,
        articles.published_date as reported_date,
        articles.told_at,
        coalesce(participations.sides, []) as sides,
        coalesce(participations.n_participants, 0) as n_participants,
    from mentions
    inner join articles
        on mentions.article_id = articles.article_id
    left join participations
        on mentions.mention_id = participations.mention_id

),

checked as (

    select
        *,
        case
            when len(sides) < 2 then 'fewer than two sides'
            when n_participants > 100 then 'more than 100 participants'
            when start_date_as_told is not null and start_date is null then 'the date cannot be read'
            when end_date_as_told is not null and end_date is null then 'the last day cannot be read'
            when year(start_date) not between 1945 and 2100 or year(end_date) not between 1945 and 2100
                then 'the date is out of 1945 to 2100'
            when end_date < start_date then 'it ends before it starts'
        end as rejected_because,
    from joined

)

select * from checked
