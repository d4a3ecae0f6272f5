with

days as (

    select * from {{ ref('int_official_days') }}

),

marked as (

    select
        *,
        coalesce(
            lag(side) over by_day = side and lag(spell_key) over by_day = spell_key,
            false
        ) as is_same_as_before,
    from days
    window by_day as (partition by official_id order by known_date)

),

numbered as (

    select
        *,
        count(*) filter (where not is_same_as_before) over (
            partition by official_id order by known_date
        ) as spell_number,
    from marked

),

spells as (

    select
        official_id,
        spell_number,
        any_value(side) as side,
        mode(office order by office) as office,
        mode(level order by level) as level,
        min(known_date) as valid_from,
        lead(min(known_date)) over (partition by official_id order by spell_number) as valid_to,
        max(updated_at) as updated_at,
    from numbered
    group by official_id, spell_number

),

final as (

    select
        'spl_' || {{ hash_texts(['official_id', 'cast(valid_from as varchar)']) }} as official_spell_id,
        official_id,
        side,
        office,
        level,
        valid_to is null as is_current,
        valid_from,
        valid_to,
        updated_at,
    from spells

)

select * from final
