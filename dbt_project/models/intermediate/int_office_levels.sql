with

participations as (

    select * from {{ ref('stg_news__participations') }}

),

levels as (

    select * from {{ ref('office_levels') }}

),

offices as (

    select distinct office_key
    from participations
    where office_key is not null

),

-- words at the beginning weigh most ("special envoy of the president"), then the longest
matched as (

    select
        offices.office_key,
        levels.level,
    from offices
    inner join levels
        on contains(' ' || offices.office_key || ' ', ' ' || levels.office_words || ' ')
    qualify row_number() over (
        partition by offices.office_key
        order by
            starts_with(offices.office_key || ' ', levels.office_words || ' ') desc,
            length(levels.office_words) desc,
            levels.office_words
    ) = 1

)

select * from matched
