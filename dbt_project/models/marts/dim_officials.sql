with

spells as (

    select * from {{ ref('int_official_spells') }}

),

names as (

    select * from {{ ref('int_official_names') }}

),

sides as (

    select * from {{ ref('dim_sides') }}

),

joined as (

    select
        spells.official_spell_id,
        spells.official_id,
        names.name,
        names.spellings,
        spells.side,
        sides.country,
        spells.office,
        spells.level,
        'first_seen' as valid_from_basis,
        spells.is_current,
        spells.is_current as is_primary,
        spells.valid_from,
        spells.valid_to,
        greatest(spells.updated_at, names.updated_at) as updated_at,
    from spells
    inner join names
        on spells.official_id = names.official_id
    left join sides
        on spells.side = sides.side

)

select * from joined
