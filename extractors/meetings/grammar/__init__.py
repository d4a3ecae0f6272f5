"""Meetings that the grammar of a sentence tells beyond doubt: subject, trigger, object. Precise, and silent where it is not sure."""

from extractors.meetings.grammar.candidates import is_match
from extractors.meetings.grammar.document import read_drafts
from extractors.meetings.grammar.tellings import Draft
from extractors.meetings.grammar.triggers import is_wish

__all__ = ["Draft", "is_match", "is_wish", "read_drafts"]
