"""Article -> MeetingMention: which meetings between officials of different sides a text reports. Pure, no network."""

from extractors.meetings.detect import find_meetings

__all__ = ["find_meetings"]
