with

articles as (

    select * from {{ ref('int_articles') }}
    where outcome = 'ok'

),

participations as (

    select * from {{ ref('stg_news__participations') }}

),

offices as (

    select * from {{ ref('office_levels') }}

),

written as (

    select
        participations.mention_id,
        articles.page_id,
        participations.position,
        participations.side,
        -- longer ones are clutter that a reader took for a name
        case
            when length(participations.name_as_written) <= 200 and regexp_matches(participations.name_as_written, '\pL')
                then participations.name_as_written
        end as name_as_written,
        case when length(participations.office_as_written) <= 300 then participations.office_as_written end as office_as_written
    from participations
    inner join articles on participations.article_id = articles.article_id
    where length(participations.side) between 2 and 60

),

office_texts as (

    select distinct office_as_written
    from written
    where office_as_written is not null

),

matched as (

    select
        office_texts.office_as_written,
        offices.family,
        offices.level,
        offices.rank
    from office_texts
    inner join offices on regexp_matches(lower(office_texts.office_as_written), offices.pattern)
    qualify row_number() over (partition by office_texts.office_as_written order by offices.rank) = 1

)

select
    written.*,
    coalesce(matched.family, lower(written.office_as_written)) as office_family,
    matched.level,
    matched.rank as office_rank,
    coalesce(regexp_matches(lower(written.office_as_written), '^(former|ex)\b'), false) as is_former,
    coalesce(regexp_matches(lower(written.office_as_written), '\b(acting|interim|caretaker)\b'), false) as is_acting
from written
left join matched on written.office_as_written = matched.office_as_written
