with

tellings as (

    select * from {{ ref('int_meeting_tellings') }}

),

claims as (

    select * from {{ ref('stg_news__mention_claims') }}

),

meetings as (

    select * from {{ ref('int_meeting_facts') }}

),

sides as (

    select
        meeting_id,
        {{ join_list('list(side)') }} as sides_key,
    from {{ ref('int_meeting_sides') }}
    group by meeting_id

),

-- which one this is of the meetings that were held by the very same sides
counted as (

    select
        meetings.meeting_id,
        row_number() over (
            partition by sides.sides_key order by meetings.about_date, meetings.meeting_id
        ) as n_counted,
    from meetings
    inner join sides
        on meetings.meeting_id = sides.meeting_id
    where meetings.status = 'held'

),

joined as (

    select
        tellings.meeting_id,
        claims.mention_id,
        claims.kind,
        claims.since_as_written,
        claims.text_as_written,
        claims.position,
        claims.ordinal,
        counted.n_counted,
        case when claims.since_as_written is null then claims.ordinal = counted.n_counted end as is_agreed,
        tellings.loaded_at as updated_at,
    from tellings
    inner join claims
        on tellings.mention_id = claims.mention_id
    left join counted
        on tellings.meeting_id = counted.meeting_id

)

select * from joined
