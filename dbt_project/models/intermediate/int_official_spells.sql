with

tellings as (

    select * from {{ ref('int_meeting_officials') }}

),

names as (

    select
        official_id,
        name_as_written as name,
        row_number() over (
            partition by official_id
            order by
                contains(trim(name_as_written), ' ') desc,
                name_as_written = upper(name_as_written) asc,
                regexp_matches(name_as_written, '\p{Lu}{3,}') asc,
                count(*) desc,
                length(name_as_written) asc,
                name_as_written asc
        ) as choice
    from tellings
    group by official_id, name_as_written

),

people as (

    select
        official_id,
        list(distinct name_as_written order by name_as_written) as names,
        -- one page alone, or a surname alone, is not enough to be sure of a person
        count(distinct page_id) < 2 as is_provisional,
        max(day) as last_day,
        max(loaded_at) as updated_at
    from tellings
    group by official_id

),

in_office as (

    select * from tellings
    where office_family is not null and not is_former

),

office_names as (

    select
        official_id,
        side,
        office_family,
        office_as_written as office,
        row_number() over (
            partition by official_id, side, office_family
            order by count(*) desc, length(office_as_written) asc, office_as_written asc
        ) as choice
    from in_office
    group by official_id, side, office_family, office_as_written

),

spells as (

    select
        official_id,
        side,
        office_family,
        any_value(level) as level,
        min(office_rank) as office_rank,
        mode(is_acting) as is_acting,
        min(day) as first_day,
        max(day) as last_day,
        count(*) as n_tellings
    from in_office
    group by official_id, side, office_family

),

without_office as (

    select
        tellings.official_id,
        min_by(tellings.side, tellings.told_at) as side,
        null::varchar as office_family,
        null::varchar as level,
        null::integer as office_rank,
        false as is_acting,
        min(tellings.day) as first_day,
        max(tellings.day) as last_day,
        count(*) as n_tellings
    from tellings
    where tellings.official_id not in (select spells.official_id from spells)
    group by tellings.official_id

),

all_spells as (

    select * from spells
    union all by name
    select * from without_office

),

later as (

    select
        this.official_id,
        this.side,
        this.office_family,
        min(following.first_day) as valid_to
    from all_spells as this
    inner join all_spells as following
        on this.official_id = following.official_id and this.last_day < following.first_day
    group by this.official_id, this.side, this.office_family

),

bounded as (

    select
        all_spells.*,
        later.valid_to
    from all_spells
    left join later
        on
            all_spells.official_id = later.official_id
            and all_spells.side = later.side
            and all_spells.office_family is not distinct from later.office_family

)

select
    substr(sha256(concat_ws('|', bounded.official_id, bounded.side, coalesce(bounded.office_family, ''))), 1, 16)
        as official_spell_id,
    bounded.official_id,
    names.name,
    people.names,
    bounded.side,
    office_names.office,
    bounded.office_family,
    bounded.level,
    bounded.n_tellings,
    bounded.is_acting,
    people.is_provisional,
    bounded.valid_to is null as is_current,
    bounded.valid_to is null and row_number() over (
        partition by bounded.official_id
        order by
            bounded.valid_to is null desc, bounded.last_day desc, bounded.office_rank asc nulls last,
            bounded.n_tellings desc, bounded.side asc, bounded.office_family asc
    ) = 1 as is_primary,
    bounded.first_day as valid_from,
    bounded.valid_to,
    people.updated_at
from bounded
inner join people on bounded.official_id = people.official_id
inner join names on bounded.official_id = names.official_id and names.choice = 1
left join office_names
    on
        bounded.official_id = office_names.official_id
        and bounded.side = office_names.side
        and bounded.office_family = office_names.office_family
        and office_names.choice = 1
