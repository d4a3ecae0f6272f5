with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

participations as (

    select
        mention_id,
        string_agg(side, ', ' order by position) as sides,
        string_agg(name_as_written, ', ' order by position) as officials,
    from {{ ref('int_current_participations') }}
    group by mention_id

),

topics as (

    select
        mention_id,
        string_agg(topic, ', ' order by weight desc, topic) as topics,
    from {{ ref('stg_news__mention_topics') }}
    group by mention_id

),

{% set fields = {
    'status': 'tellings.status',
    'mode': "nullif(tellings.mode, 'unknown')",
    'date': "tellings.start_date_as_told || coalesce('/' || tellings.end_date_as_told, '')",
    'place': "concat_ws(', ', tellings.city, tellings.country)",
    'event': 'tellings.event',
    'sides': 'participations.sides',
    'officials': 'participations.officials',
    'topics': 'topics.topics',
} %}
told as (

    {% for field, value in fields.items() %}
    select
        tellings.mention_id,
        '{{ field }}' as field,
        nullif({{ value }}, '') as told_value,
    from tellings
    left join participations
        on tellings.mention_id = participations.mention_id
    left join topics
        on tellings.mention_id = topics.mention_id
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

joined as (

    select
        tellings.meeting_id,
        tellings.mention_id,
        tellings.article_id,
        told.field,
        told.told_value,
        tellings.publisher,
        tellings.url,
        tellings.quote,
        tellings.evidence_field,
        tellings.extractor_version,
        tellings.start_offset,
        tellings.end_offset,
        tellings.score,
        tellings.is_official,
        tellings.is_copy,
        tellings.is_stale,
        tellings.told_at,
        tellings.loaded_at as updated_at,
    from tellings
    inner join told
        on tellings.mention_id = told.mention_id
    where told.told_value is not null

)

select * from joined
