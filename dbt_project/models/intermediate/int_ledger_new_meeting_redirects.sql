with

matches as (

    select * from {{ ref('int_meeting_matches') }}

),

redirects as (

    select * from {{ ref('stg_ledger__meeting_redirects') }}

),

-- an id that lives on by itself again after it was another's leads to itself
changed as (

    select
        matches.id as from_id,
        matches.surviving_id as to_id,
    from matches
    left join redirects
        on matches.id = redirects.from_id
    where
        not (matches.is_new and matches.id <> matches.surviving_id)
        and coalesce(redirects.to_id, matches.id) <> matches.surviving_id

)

select * from changed
