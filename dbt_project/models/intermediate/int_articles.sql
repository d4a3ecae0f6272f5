with

articles as (

    select * from {{ ref('stg_news__articles') }}

),

manifest as (

    select * from {{ ref('stg_news__load_manifest') }}

),

extractor_versions as (

    select
        extractor_version,
        min(sequence) as first_sequence
    from manifest
    group by extractor_version

),

ranked as (

    select
        articles.*,
        coalesce(articles.published_at, articles.published_date::timestamp at time zone 'UTC', articles.fetched_at) as told_at,
        min(articles.fetched_at) over (partition by articles.page_id) as first_fetched_at,
        row_number() over (
            partition by articles.page_id
            order by
                extractor_versions.first_sequence desc nulls last,
                articles.outcome = 'ok' desc,
                coalesce(
                    articles.modified_at, articles.published_at, articles.published_date::timestamp at time zone 'UTC'
                ) desc nulls last,
                articles.fetched_at desc,
                articles.article_id asc
        ) as newness
    from articles
    left join extractor_versions on articles.extractor_version = extractor_versions.extractor_version

)

select
    article_id,
    page_id,
    publisher,
    url,
    extractor_version,
    outcome,
    reason,
    voice,
    title,
    agency,
    language,
    fingerprint,
    published_date,
    published_at,
    told_at,
    first_fetched_at,
    fetched_at,
    loaded_at
from ranked
where newness = 1
