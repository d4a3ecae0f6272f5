with

meetings as (

    select * from {{ ref('int_meeting_facts') }}

)

select * from meetings
