"""Who is who and which is which: the pure core of two dbt models, `int_people` and `int_meeting_groups`.

dbt calls it, since grouping under constraints cannot be said clearly in SQL. It sees no text and opens nothing.
"""

from extractors.identity.meetings import MentionFacts, group_mentions
from extractors.identity.people import PersonMention, resolve_people

__all__ = ["MentionFacts", "PersonMention", "group_mentions", "resolve_people"]
