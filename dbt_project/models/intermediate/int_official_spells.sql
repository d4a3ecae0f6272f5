with

sightings as (

    select * from {{ ref('int_official_sightings') }}

),

-- who is never seen with an office has one spell without; else only sightings with an office make spells
told as (

    select
        *,
        coalesce(office_key, '') as spell_key,
    from sightings
    qualify office_key is not null or bool_and(office_key is null) over (partition by official_id)

),

-- one office a day: the one most often told
days as (

    select
        official_id,
        known_date,
        side,
        spell_key,
        mode(office_as_written order by office_as_written) as office,
        min_by(
            level, case level when 'leaders' then 1 when 'ministers' then 2 when 'officials' then 3 else 4 end
        ) as level,
        count(*) as n_told,
        max(loaded_at) as updated_at,
    from told
    group by official_id, known_date, side, spell_key
    qualify row_number() over (
        partition by official_id, known_date order by count(*) desc, length(spell_key) desc, side, spell_key
    ) = 1

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
        max_by(office, n_told) as office,
        min(level) as level,
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
