"""How news writes days, weeks, months and years: one pattern, its groups named after what they hold."""

from __future__ import annotations

import re

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_BEFORE = rf"(?:\b\s*(?:(?:on|this|last|next)\s+)?{_WEEKDAY}(?:\s+(?:night|morning|afternoon|evening))?\s*[,(]?\s*(?:the\s+)?)?"
_BEHIND = rf"(?:\s*[,(]\s*{_WEEKDAY}\b\)?)?"
"""A weekday beside a numbered day belongs to it: the number decides."""
_TO = r"\s*(?:-|–|—|to|and|until|through|&)\s*"
_YEAR = r"(?:,?\s+(?P<year{n}>(?:19|20)\d\d))?"


def _pattern(text: str, n: int) -> str:
    return text.replace("YEAR", _YEAR.replace("{n}", str(n)))


FORMS = re.compile(
    "|".join(
        (
            _pattern(
                rf"{_BEFORE}(?P<month1>{_MONTH})\b(?:\.\s*|\s+)(?P<day1>{_DAY})(?:{_TO}(?P<last1>{_DAY}))?(?!\d|:)\bYEAR{_BEHIND}",
                1,
            ),
            _pattern(
                rf"{_BEFORE}\b(?P<day2>{_DAY})(?:{_TO}(?P<last2>{_DAY}))?(?:\s+of)?\s+(?P<month2>{_MONTH})\b\.?YEAR{_BEHIND}",
                2,
            ),
            r"\b(?P<iso>(?:19|20)\d\d(?P<sep>[-/])\d\d(?P=sep)\d\d)\b",
            r"\b(?P<which>last|next|this|on|past|the same|previous|coming)?\s*(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b"
            r"(?:(?:\s*(?:-|–|—)\s*|\s+(?:and|to|through|until)\s+(?:on\s+)?)(?P<weekday_last>mon|tues|wednes|thurs|fri|satur|sun)day\b)?"
            r"(?P<ofweek>\s+(?:of\s+)?(?:last|next|this) week)?",
            r"\b(?P<after>(?:a|one|two|three|four|five|six|seven|ten|\d{1,2})\s+days?|a week|the (?:next|following|very next) day|the (?:previous day|day before|eve)|on the eve|"
            r"(?:that|the same|the (?:next|following|previous)) (?:day|morning|afternoon|evening|night)|the (?:evening|night|morning) (?:before|after))\b"
            r"(?P<after_way>\s+(?:later|afterwards?|earlier|before|prior)\b)?(?!\s+(?:of|ago|after))",
            r"\b(?P<relative>today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|earlier in the day|"
            r"(?:earlier|later) in the week|(?:over|at|during) the weekend|"
            r"(?:later|earlier) (?:today|in the day)|last night|the day before yesterday)\b",
            r"\bon the (?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b(?! (?:anniversary|floor|day|birthday|round|session|of ))",
            r"\b(?P<unit_which>last|next|this|the coming|the past)\s+(?P<unit>week(?:end)?|month|year)\b",
            r"\b(?P<ago>a|one|two|three|four|five|six|several|\d+)\s+(?P<ago_unit>day|week|month|year)s?\s+(?P<ago_way>ago|earlier)\b",
            _pattern(
                rf"\b(?:in|during|of|for|since|early|late|mid-?|this|last|next|by|and|until|from)\s+(?:(?:early|late|mid-?|the (?:end|beginning|middle) of)\s*-?)?(?P<month3>{_MONTH})\b(?!\.?\s*\d{{1,2}}\b)YEAR",
                3,
            ),
            r"\b(?:in|during|since|of|early|late|mid-?)\s*(?P<only_year>(?:19|20)\d\d)\b",
            r"\b(?P<season>this (?:coming )?|next |last )(?:spring|summer|autumn|fall|winter)\b",
            r"\b(?:later|earlier)\s+(?P<part_of>this|next|last) (?:year|month)\b|\b(?:first|second|latter) half of (?P<half_of>this|the|next|last) year\b",
            _pattern(
                r"\b(?P<month4>january|february|(?:march|may)(?=,? (?:19|20)\d\d)|april|june|july|august|september|october|november|december)(?:['’]s)?\b(?!\.?\s+\d{1,2}\b)YEAR",
                4,
            ),
        )
    ),
    re.IGNORECASE,
)
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
