with

sightings as (

    select * from {{ ref('int_official_sightings') }}

),

-- typings of one spelling count together, and the one most often seen stands for them
spellings as (

    select
        official_id,
        name_key,
        mode(name_as_written order by name_as_written) as name,
        count(distinct article_id) as n_articles,
        len(string_split(name_key, ' ')) as n_words,
        max(loaded_at) as updated_at,
    from sightings
    group by official_id, name_key

),

-- a surname alone is no full name; of the full names the one most often seen
names as (

    select
        official_id,
        name,
        list(name) over (
            partition by official_id order by name_key
            rows between unbounded preceding and unbounded following
        ) as spellings,
        max(updated_at) over (partition by official_id) as updated_at,
    from spellings
    qualify row_number() over (
        partition by official_id order by n_words > 1 desc, n_articles desc, n_words desc, length(name_key) desc, name_key
    ) = 1

)

select * from names
