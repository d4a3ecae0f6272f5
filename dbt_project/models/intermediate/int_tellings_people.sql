with

officials as (

    select * from {{ ref('int_participation_officials') }}

),

participations as (

    select * from {{ ref('int_participations') }}

)

select
    officials.mention_id,
    officials.official_id,
    officials.name_key,
    officials.method,
    participations.side,
    participations.name_as_written,
    participations.office_as_written,
    participations.office_family,
    participations.level,
    participations.page_id,
    participations.office_rank,
    officials.position,
    participations.is_former,
    participations.is_acting
from officials
inner join participations
    on officials.mention_id = participations.mention_id and officials.position = participations.position
