{#
Which ids a group may bear, from the ledger and from its own first element; the least of them is its id.

`elements` has (group_key, page_id, element_key, weak_key, first_fetched_at), `ledger` has (id, page_id, element_key,
weak_key, first_fetched_at). A ledger id goes to one group: to the one whose own id it is, else to the one that holds
its first page, else to the one with which it shares most. Elements meet by page and key; what is left over on a page
that has changed meets by the weak key, or when one id and one group are all that is left over there.
So any order of loading ends with the same ids.
#}
{% macro match_ledger(elements, ledger, prefix) %}
with

elements as (

    select * from {{ elements }}

),

ledger as (

    select * from {{ ledger }}

),

own_ids as (

    select
        group_key,
        '{{ prefix }}' || {{ hash_texts(['page_id', 'element_key']) }} as id,
        page_id,
        first_fetched_at,
    from elements
    qualify row_number() over (partition by group_key order by first_fetched_at, page_id, element_key) = 1

),

ledger_ids as (

    select
        id,
        page_id,
        first_fetched_at,
    from ledger
    qualify row_number() over (partition by id order by first_fetched_at, page_id) = 1

),

left_in_ledger as (

    select ledger.*
    from ledger
    left join elements
        on ledger.page_id = elements.page_id and ledger.element_key = elements.element_key
    where elements.page_id is null

),

left_elements as (

    select elements.*
    from elements
    left join ledger
        on elements.page_id = ledger.page_id and elements.element_key = ledger.element_key
    where ledger.page_id is null

),

shared as (

    select
        ledger.id,
        elements.group_key,
        ledger.page_id,
        3 as weight,
    from ledger
    inner join elements
        on ledger.page_id = elements.page_id and ledger.element_key = elements.element_key

    union all

    select
        left_in_ledger.id,
        left_elements.group_key,
        left_in_ledger.page_id,
        2 as weight,
    from left_in_ledger
    inner join left_elements
        on left_in_ledger.page_id = left_elements.page_id and left_in_ledger.weak_key = left_elements.weak_key

    union all

    select
        min(left_in_ledger.id) as id,
        min(left_elements.group_key) as group_key,
        left_in_ledger.page_id,
        1 as weight,
    from left_in_ledger
    inner join left_elements
        on left_in_ledger.page_id = left_elements.page_id
    group by left_in_ledger.page_id
    having count(distinct left_in_ledger.id) = 1 and count(distinct left_elements.group_key) = 1

),

matches as (

    select
        shared.id,
        shared.group_key,
        sum(shared.weight) as weight,
        bool_or(shared.weight = 3 and shared.page_id = ledger_ids.page_id) as has_first_page,
    from shared
    inner join ledger_ids
        on shared.id = ledger_ids.id
    group by shared.id, shared.group_key

),

kept_ids as (

    select
        matches.group_key,
        matches.id,
        ledger_ids.page_id,
        ledger_ids.first_fetched_at,
        false as is_new,
    from matches
    inner join ledger_ids
        on matches.id = ledger_ids.id
    inner join own_ids
        on matches.group_key = own_ids.group_key
    qualify row_number() over (
        partition by matches.id
        order by
            matches.id = own_ids.id desc,
            matches.has_first_page desc,
            matches.weight desc,
            own_ids.first_fetched_at,
            own_ids.page_id,
            matches.group_key
    ) = 1

),

-- a page that has changed gives another own id, which must not take the place of the one given before
new_ids as (

    select
        own_ids.group_key,
        own_ids.id,
        own_ids.page_id,
        own_ids.first_fetched_at,
        true as is_new,
    from own_ids
    left join kept_ids
        on own_ids.group_key = kept_ids.group_key and own_ids.page_id = kept_ids.page_id
    where kept_ids.id is null

),

candidates as (

    select * from kept_ids
    union all
    select * from new_ids

),

final as (

    select
        group_key,
        id,
        first_value(id) over (partition by group_key order by first_fetched_at, page_id, id) as surviving_id,
        is_new,
    from candidates

)

select * from final
{% endmacro %}
