with

articles as (

    select * from {{ ref('int_current_articles') }}

),

copies as (

    select * from {{ ref('int_article_copies') }}

),

tellings as (

    select
        article_id,
        count(distinct meeting_id) as n_meetings,
    from {{ ref('int_meeting_tellings') }}
    group by article_id

),

joined as (

    select
        articles.article_id,
        articles.page_id,
        articles.publisher,
        articles.voice,
        articles.url,
        articles.title,
        articles.agency,
        articles.language,
        articles.outcome,
        articles.reason,
        copies.syndicated_from,
        articles.published_method,
        articles.extractor_version,
        coalesce(tellings.n_meetings, 0) as n_meetings,
        copies.syndicated_from is not null as is_copy,
        articles.published_date,
        articles.published_at,
        articles.modified_at,
        articles.fetched_at,
        articles.loaded_at as updated_at,
    from articles
    left join copies
        on articles.article_id = copies.article_id
    left join tellings
        on articles.article_id = tellings.article_id

)

select * from joined
