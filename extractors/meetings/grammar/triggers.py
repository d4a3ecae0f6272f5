"""Finds the words that can show a meeting, and whether it is held, to come, called off or only wished for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.model import Mode, Status

MAX_TRIGGERS = 10
"""More in one sentence is a list of words, not prose."""

_ADVERBS = r"(?:\s+(?:up|separately|briefly|privately|again|here|jointly|together|virtually|online|face[- ]to[- ]face|one[- ]on[- ]one|today|earlier|also|later))*"
_PATTERNS = {
    "meet": rf"\b(?:met|meets|meet)\b{_ADVERBS}|(?<=\bafter )meeting\b|(?<=\bbefore )meeting\b|(?<=\bwas )meeting\b|(?<=\bwere )meeting\b|"
    r"(?<=\bis )meeting\b|(?<=\bare )meeting\b|(?<=\bwhile )meeting\b|(?<=\bon )meeting\b(?= (?:with )?[A-Z])|(?<=\bbeen )meeting\b|(?<=\bby )meeting\b(?= (?:with )?[A-Z])",
    "sit": r"\b(?:spent|spends|spending|sat|face to face|took tea|had (?:an?|half an) (?:[\w-]+ )?hour)\b(?= (?:[^.;,]{0,60} )?with\b)|\b(?:gathered|gather|gathers|gathering|reconvened|came together|come together|got together|faced each other)\b|\b(?:sat|sits|sit|sitting) down\b|\b(?:conferred|confers|confer|huddled|lunched|dined|negotiated|consulted|consults|(?:consult|consulting|engage|engages|engaged|engaging)(?= with)|met up|parleyed|held a bilateral)\b|\b(?:saw|see|called on|calls on|call on)\b(?= (?:[A-Z]|the [A-Z]|his [a-z A-Z]*counterpart|her [a-z A-Z]*counterpart))",
    "speak": r"\b(?:spoke|speaks|speak|spoken|speaking|talked|talking|talk|conversed)\b(?:\s+(?:\w+\s+){0,6}?(?:with|to)\b)?|\b(?:discussed|discuss|discussing)\b(?=[^.;]{1,80}\bwith\b)",
    "phone": r"\b(?:phoned|telephoned|rang)\b|\bcalled\b(?= (?:[A-Z]|his |her )[\w’' .-]{3,60}(?:\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\btoday|\byesterday|\bto (?:discuss|congratulate|express|convey)))",
    "host": r"\b(?:hosted|hosts|hosting|host|received|receives|receive|receiving|welcomed|welcomes|welcoming)\b(?!\s+(?:the|a|an)?\s*(?:news|support|decision|announcement|move|agreement|letter|report|aid|message|applause|talks|summit|meeting|conference))",
    "noun": r"\b(?:(?:phone|telephone|video|conference|joint|introductory|congratulatory|secure)\s+)*(?:calls?|conversations?|talks|meetings?|summits?|consultations|discussions|negotiations|teleconference|"
    r"video\s?conference|videoconference|video link|audience|(?:working )?(?:luncheon|lunch|dinner|breakfast)|encounter|t[eê]te-[aà]-t[eê]te|dialogue|pull-aside|bilaterals?|get-together|session)\b(?!\s+(?:room|place|hall|point|table))",
    "visit": r"\b(?:visited|visits|visit|visiting|trip|travel(?:l?ed|s|l?ing)?|flew|flies|fly|arriv(?:ed|es|ing|al))\b",
}
_ALL = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()), re.IGNORECASE)

_PHONE = re.compile(r"\b(?:(?:tele)?phone[ds]?|telephoned|by phone|calls?|called)\b", re.IGNORECASE)
_VIDEO = re.compile(r"\b(?:video\w*|virtual(?:ly)?|online|via zoom|video link|teleconference)\b", re.IGNORECASE)
_CALL_FOR = re.compile(
    r"^\s*(?:for|on(?!\s+(?:\d|[A-Z]))|upon|it|him|her|them|to\s+(?:end|stop|action|arms)|by|in\b|into|themselves|off)\b",
    re.IGNORECASE,
)

_NOT_ONE = re.compile(
    r"\b(?:(?-i:may)|might|could|can|should|must|cannot|can't|hop(?:es?|ed|ing)|wants?|wanted|wish\w*|ready|willing(?:ness)?|open|offer\w*|propos\w+|urg\w+|"
    r"call(?:ed|s|ing)? (?:for|on)|demand\w*|seek\w*|sought|push(?:ed|ing)? for|appeal\w*|possib\w+|potential|if|whether|unless|without|no|not|never|"
    r"\w+n['’]t|prospects?|idea|suggest\w*|request\w*|ask\w* (?:for|to)|favou?rs?|need\w*|try\w*|tried|failed|fail|would like|refus\w+ to (?:rule|say)|"
    r"rumou?rs?|speculat\w+|interest\w* in|consider\w*|ever|rather than|instead of|chance|opportunity|encourag\w+|prefer\w*|mull\w*|before any|until|"
    r"yearly|annual|regular(?:ly)?|frequent(?:ly)?|often|usually|always|routine(?:ly)?|years of|months of|decades of|every|stalled|deadlocked|"
    r"resum(?:e|ption) (?:of )?|return to|restart|back to)\b(?:[^.;:]|\.(?=\S)){0,45}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|'ll|is to|are to|was to|were to|due|scheduled|set to|plan(?:s|ned|ning)?|expect(?:s|ed)?|slated|going to|about to|agreed to|"
    r"to be held|upcoming|forthcoming|coming|next|ahead of|prepar\w+|is heading|heads? to|leaves? for|flies|fly to|travels? to|tomorrow|later today|"
    r"arrange\w*|intend\w*|would|announced (?:a|plans)|confirmed (?:a|plans)|invited|looks? forward to|before)\b(?:[^.;:]|\.(?=\S)){0,60}$",
    re.IGNORECASE,
)
_PLANNED_AFTER = re.compile(
    r"^(?:[^.;:]|\.(?=\S)){0,50}?\b(?:will be held|will take place|is (?:scheduled|set|due|planned|expected|slated|to take place|to be held)|are (?:scheduled|set|due|planned|expected|to take place|to be held)|"
    r"(?:was|were|been) (?:scheduled|planned|set) for|scheduled for|due (?:on|in|next|to)|planned for|set for|slated for|tomorrow|next (?:week|month|year))\b",
    re.IGNORECASE,
)
_CANCELLED_BEFORE = re.compile(
    r"\b(?:cancel\w*|call(?:ed|s|ing)? off|scrap\w*|abandon\w*|(?:refus|declin)\w+ to (?:meet|hold|see|receive|attend)|(?:refus|declin)\w+|snubb\w+|withdrew from|pull(?:ed|s) out of|"
    r"den(?:y|ied|ies)|dropp\w+|axed|skip\w*)\b(?:[^.;:]|\.(?=\S)){0,40}$",
    re.IGNORECASE,
)
_CANCELLED_AFTER = re.compile(
    r"^(?:[^.;:]|\.(?=\S)){0,60}?\b(?:(?:was|were|been|is|are|has|have|had)\s+(?:abruptly |suddenly )?(?:cancel\w+|called off|scrapped|abandoned|axed|dropped)|never took place|did not take place|(?:that|which) \w+ (?:cancelled|canceled|declined|refused))\b",
    re.IGNORECASE,
)
_POSTPONED_BEFORE = re.compile(
    r"\b(?:postpon\w*|put off|delay\w*|push\w* back|reschedul\w*|defer\w+)\b(?:[^.;:]|\.(?=\S)){0,40}$", re.IGNORECASE
)
_POSTPONED_AFTER = re.compile(
    r"^(?:[^.;:]|\.(?=\S)){0,60}?\b(?:(?:was|were|been|is|are|has|have|had)\s+(?:postponed|put off|delayed|pushed back|rescheduled|deferred))\b",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"^(?:[^.;:,]|\.(?=\S)){0,50}?\b(?:possible|if|unless|would be (?:useful|good|welcome)|could|might|may (?:be|take))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^(?:met|sat|conferred|huddled|lunched|dined|negotiated|consulted|saw|spoke|talked|discussed|phoned|telephoned|rang|called|hosted|received|welcomed|greeted|visited)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trigger:
    kind: str
    start: int
    end: int
    text: str
    mode: Mode
    status: Status | None  # null: wished for, denied in general or made a habit; no meeting


def read_triggers(sentence: str) -> tuple[Trigger, ...]:
    found: list[Trigger] = []
    for match in _ALL.finditer(sentence):
        if len(found) == MAX_TRIGGERS:
            break
        kind = match.lastgroup
        assert kind is not None
        start, end = match.span()
        text = match.group()
        if (
            "call" in text.lower()
            and kind in {"noun", "sit"}
            and (
                _CALL_FOR.match(sentence[end:])
                or (
                    re.search(r"\b(?:to|who|which|that|and|they|he|she|also|it)\s+$", sentence[:start])
                    and kind == "noun"
                )
            )
        ):
            continue
        if kind == "sit" and text.lower() == "see" and not re.search(r"\b(?:to|will)\s$", sentence[:start]):
            continue
        found.append(
            Trigger(
                kind, start, end, text, _mode(sentence, kind, start, end), _status(sentence, kind, text, start, end)
            )
        )
    return tuple(found)


def _mode(sentence: str, kind: str, start: int, end: int) -> Mode:
    near = sentence[max(0, start - 40) : end + 60]
    text = sentence[start:end]
    if _VIDEO.search(near):
        return Mode.VIDEO
    if kind == "phone" or (
        kind in {"noun", "speak"}
        and _PHONE.search(
            near if kind == "speak" else f"{sentence[max(0, start - 14) : start]}{text}{sentence[end : end + 14]}"
        )
    ):
        return Mode.PHONE
    if kind == "speak":
        return Mode.UNKNOWN
    return Mode.IN_PERSON


def _status(sentence: str, kind: str, text: str, start: int, end: int) -> Status | None:
    before, after = _clause_before(sentence, start), sentence[end : end + 100]
    if _POSTPONED_BEFORE.search(before) or (kind == "noun" and _POSTPONED_AFTER.match(after)):
        return Status.POSTPONED
    if _CANCELLED_BEFORE.search(before) or (kind == "noun" and _CANCELLED_AFTER.match(after)):
        return Status.CANCELLED
    if _NOT_ONE.search(before) or (kind == "noun" and _NEGATED_AFTER.match(after)):
        return None
    if _PAST.match(text) and not re.search(r"\b(?:be|being)\s+$", before):
        return Status.HELD
    if _PLANNED.search(before) or (kind == "noun" and _PLANNED_AFTER.match(after)):
        return Status.PLANNED
    return Status.HELD


def _clause_before(sentence: str, start: int) -> str:
    window = sentence[max(0, start - 90) : start]
    cut = max(
        (
            match.end()
            for match in re.finditer(
                r"[;:—]|,? (?:but|although|while|whereas|after|following|during)\b|\b(?:said|says|told reporters) (?:that )?(?=he|she|it|they|the|[A-Z])",
                window,
            )
        ),
        default=0,
    )
    return window[cut:]


def is_wish(sentence: str, start: int) -> bool:
    """True where the words before a trigger say that it is possible or only wanted, or it calls on somebody to do something."""
    before = sentence[max(0, start - _NEAR) : start]
    return bool(_APPEAL.match(sentence, start) or _POSSIBLE.search(before))


_NEAR = 70
"""Characters."""

_TO_SIT = r"(?:(?:hold|have|host|attend|seek|arrange|go|come|travel|fly|agree|join|get|sit|take)\s+(?:\S+\s+){0,4})?"
_POSSIBLE = re.compile(
    rf"\b(?:may|might|could)\s+(?:(?:\w+ly|also|still|well|soon|then|even|yet|again|first|both|now|next|either)\s+){{0,2}}(?:be\s+)?{_TO_SIT}$"
    r"|\b(?:possible|potential|possibility of|prospects? (?:of|for)|idea of|proposal for|hypothetical|chances? of)\s+"
    r"(?:a|an|the|any|another|direct|new|future|bilateral|face-to-face|leaders['’]?|[A-Z][\w.-]+)?\s*(?:\S+\s+){0,2}$"
    r"|\b(?:call(?:s|ed|ing)? for|push(?:es|ed|ing)? for|press(?:es|ed|ing)? for|appeal(?:s|ed|ing)? for|demand(?:s|ed|ing)?|suggest(?:s|ed|ing))\s+"
    r"(?:(?:a|an|the|new|direct|urgent|immediate|early|fresh|more|further|peace|bilateral|face-to-face|emergency|high-level)\s+)*$"
    r"|\b(?:unlikely|reluctant|unwilling|willing|ready|prepared|open|eager|keen|offer(?:s|ed|ing)|want(?:s|ed|ing)?|wish(?:es|ed)?|urg(?:es|ed|ing)|appeal(?:s|ed|ing))\s+to\s+"
    r"(?:(?:hold|have|host|attend)\s+(?:a\s+|the\s+|any\s+)?(?:\w+\s+)?)?$"
)
"""What before a trigger makes a meeting of it that nobody has agreed on: "may see", "a possible summit", "open to talks"."""

_APPEAL = re.compile(
    r"call(?:s|ed|ing)?\s+for\b|call(?:s|ed|ing)?\s+(?:up)?on\s+(?:[\w'’.-]+\s+){1,6}?(?:not\s+)?to\s+(?!discuss|talk|hold|brief|review)[a-z]+",
    re.IGNORECASE,
)
"""Something is called for, or somebody is called on to do something, which is no visit to him."""
