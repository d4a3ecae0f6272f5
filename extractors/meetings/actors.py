"""Who a sentence names: the value that every reader below hands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One named party. `sides` is empty until somebody tells; `lead` is the word before it, modifiers skipped.

    `role`: "person", "office" (nobody named), "counterpart", "side", "pronoun" ("he", "they", "the two leaders").
    """

    role: str
    start: int
    end: int
    name: str | None = None
    office: str | None = None
    sides: tuple[str, ...] = ()
    lead: str = ""
    count: int = 1  # how many a pronoun stands for; 0 is an unknown plural
    is_reporter: bool = False
    is_generic: bool = False
    is_home_office: bool = False
    is_guessed: bool = False  # the side is the dateline's, told nowhere


MODIFIERS = frozenset(
    """
    a acting an both caretaker chief close communist conservative current de deputy elected embattled exiled
    facto fellow former hardline her high-level high-ranking his incoming interim its late long-time longtime
    military my neighboring neighbouring new newly other our ousted outgoing political populist ranking reformist
    regional same senior special that the their then then- this top transitional veteran visiting western
    """.split()  # noqa: SIM905
)


FIRST_PERSON = -1
"""The count of "I": who writes, when a government does."""
