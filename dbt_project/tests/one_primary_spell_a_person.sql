-- every person has exactly one current row to join, and spells that follow one another without a gap
with

spells as (

    select
        *,
        lead(valid_from) over (partition by official_id order by valid_from) as next_from,
    from {{ ref('dim_officials') }}

)

select official_id
from spells
group by official_id
having count(*) filter (where is_primary and is_current) <> 1 or bool_or(valid_to is distinct from next_from)
