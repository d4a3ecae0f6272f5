with

articles as (

    select * from {{ ref('stg_news__articles') }}

),

batches as (

    select * from {{ ref('stg_news__batches') }}

),

-- by their numbers, then by when they came; so a warehouse that is loaded again in another order ends the same
versions as (

    select
        extractor_version,
        row_number() over (
            order by
                list_transform(string_split(extractor_version, '.'), lambda part: try_cast(part as integer)),
                min(sequence)
        ) as version_rank,
    from batches
    group by extractor_version

),

ranked as (

    select
        articles.*,
        min(articles.fetched_at) over (partition by articles.page_id) as first_fetched_at,
        row_number() over (
            partition by articles.page_id
            order by
                versions.version_rank desc nulls last,
                articles.outcome = 'ok' desc,
                coalesce(articles.modified_at, articles.told_at) desc,
                articles.fetched_at desc,
                articles.article_id
        ) as page_rank,
    from articles
    left join versions
        on articles.extractor_version = versions.extractor_version

),

current_articles as (

    select * exclude (page_rank)
    from ranked
    where page_rank = 1

)

select * from current_articles
