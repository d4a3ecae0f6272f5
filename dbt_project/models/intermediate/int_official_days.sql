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

counted as (

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

),

-- one office a day: the one most often told
days as (

    select
        *,
        sum(n_told) over (partition by official_id, side, spell_key) as n_told_ever,
    from counted
    qualify row_number() over (
        partition by official_id, known_date order by n_told desc, length(spell_key) desc, side, spell_key
    ) = 1

),

-- an office told now and then between reports of a more usual one of the same side is another word for that one
enclosed as (

    select
        days.official_id,
        days.known_date,
        usual.spell_key,
        mode(usual.office order by usual.office) as office,
        mode(usual.level order by usual.level) as level,
    from days
    inner join days as usual
        on
            days.official_id = usual.official_id
            and days.side = usual.side
            and days.spell_key <> usual.spell_key
            and usual.known_date between days.known_date - 366 and days.known_date + 366
            and (
                usual.n_told_ever > days.n_told_ever
                or (usual.n_told_ever = days.n_told_ever and usual.spell_key < days.spell_key)
            )
    group by days.official_id, days.known_date, usual.spell_key, usual.n_told_ever
    having min(usual.known_date) < days.known_date and max(usual.known_date) > days.known_date
    qualify row_number() over (
        partition by days.official_id, days.known_date order by usual.n_told_ever desc, usual.spell_key
    ) = 1

),

final as (

    select
        days.official_id,
        days.side,
        coalesce(enclosed.spell_key, days.spell_key) as spell_key,
        coalesce(enclosed.office, days.office) as office,
        coalesce(enclosed.level, days.level) as level,
        days.n_told,
        days.known_date,
        days.updated_at,
    from days
    left join enclosed
        on days.official_id = enclosed.official_id and days.known_date = enclosed.known_date

)

select * from final
