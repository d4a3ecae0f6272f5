-- a meeting without two sides, or without a sentence for what it says, must not be published
select meetings.meeting_id
from {{ ref('fact_meetings') }} as meetings
left join {{ ref('fact_meeting_evidence') }} as evidence
    on meetings.meeting_id = evidence.meeting_id
left join {{ ref('mart_meetings_flat') }} as flat
    on meetings.meeting_id = flat.meeting_id
group by meetings.meeting_id
having
    any_value(meetings.n_sides) < 2
    or any_value(flat.meeting_id) is null
    or count(*) filter (where evidence.field = 'status' and evidence.told_value = meetings.status) = 0
    or (any_value(meetings.start_date) is not null and count(*) filter (where evidence.field = 'date') = 0)
    or (any_value(meetings.country) is not null and count(*) filter (where evidence.field = 'place') = 0)
