with

sightings as (

    select * from {{ ref('int_official_sightings') }}

),

grouped as (

    select
        meeting_id,
        official_id,
        mode(side order by side) as side,
        max(score) as score,
        max(loaded_at) as updated_at,
    from sightings
    group by meeting_id, official_id

),

-- the fullest words of the best source
written as (

    select
        meeting_id,
        official_id,
        name_as_written,
        office_as_written,
    from sightings
    qualify row_number() over (
        partition by meeting_id, official_id
        order by
            office_as_written is null,
            is_official desc,
            length(name_key) desc,
            told_at,
            mention_id,
            position
    ) = 1

),

joined as (

    select
        grouped.meeting_id,
        grouped.official_id,
        grouped.side,
        written.name_as_written,
        written.office_as_written,
        grouped.score,
        grouped.updated_at,
    from grouped
    inner join written
        on grouped.meeting_id = written.meeting_id and grouped.official_id = written.official_id

)

select * from joined
