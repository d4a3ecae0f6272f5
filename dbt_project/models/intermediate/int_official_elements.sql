with

participations as (

    select * from {{ ref('int_current_participations') }}

),

people as (

    select * from {{ ref('int_people') }}

),

keyed as (

    select
        people.person_key as group_key,
        participations.page_id,
        participations.side,
        participations.name_key,
        participations.first_fetched_at,
        dense_rank() over (
            partition by participations.page_id, participations.side, participations.name_key
            order by people.person_key
        ) as namesake,
    from participations
    inner join people
        on participations.mention_id = people.mention_id and participations.position = people.position

),

elements as (

    select distinct
        group_key,
        page_id,
        side,
        case when namesake = 1 then name_key else namesake || ' ' || name_key end as name_key,
        first_fetched_at,
    from keyed

),

final as (

    select
        *,
        length(side) || ':' || side || name_key as element_key,
        length(side) || ':' || side || split_part(name_key, ' ', -1) as weak_key,
    from elements

)

select * from final
