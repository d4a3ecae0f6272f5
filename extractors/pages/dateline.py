"""Where a story says it was filed, and which agency it came from."""

from __future__ import annotations

import re

AGENCIES = {
    "Reuters": "Reuters", "Associated Press": "Associated Press", "The Associated Press": "Associated Press",
    "AP": "Associated Press", "AFP": "Agence France-Presse", "Agence France-Presse": "Agence France-Presse",
    "Jiji Press": "Jiji Press", "Jiji": "Jiji Press", "Kyodo News": "Kyodo News", "Kyodo": "Kyodo News",
    "Xinhua": "Xinhua", "Yonhap": "Yonhap", "Yonhap News Agency": "Yonhap", "TASS": "TASS", "Interfax": "Interfax",
    "RIA Novosti": "RIA Novosti", "Sputnik": "Sputnik", "Anadolu": "Anadolu", "Anadolu Agency": "Anadolu", "AA": "Anadolu",
    "ANI": "ANI", "PTI": "PTI", "IANS": "IANS", "Bernama": "Bernama", "BERNAMA": "Bernama", "Antara": "Antara",
    "ANTARA": "Antara", "APP": "Associated Press of Pakistan", "ANSA": "ANSA", "EFE": "EFE", "dpa": "dpa", "DPA": "dpa",
    "PA Media": "PA Media", "UPI": "UPI", "CNA": "Central News Agency", "VNA": "Vietnam News Agency", "PNA": "PNA",
    "SPA": "Saudi Press Agency", "WAM": "WAM", "QNA": "QNA", "KUNA": "KUNA", "IRNA": "IRNA", "KCNA": "KCNA",
    "Ukrinform": "Ukrinform", "Belga": "Belga", "Lusa": "Lusa", "Bloomberg": "Bloomberg", "NHK": "NHK", "APA": "APA",
}  # fmt: skip
"""As written -> one name, so that two spellings are one source."""

AGENCY_WORDS = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))

_CITY = r"[A-Z\u00c0-\u00de][\w.'’\u2019-]*(?:[ -][A-Z\u00c0-\u00de][\w.'’-]*){0,3}"
_DATELINE = re.compile(
    rf"^(?P<place>{_CITY}(?:, (?:{_CITY}))?(?:, ?(?P<date>[A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?))?)"
    rf"\s*(?:\((?P<agency>[^()]{{2,40}})\)|/(?P<agency2>[A-Z][\w ]{{1,20}})/)?\s*(?:—|–|--|-)\s+(?=\S)"
)
_SIGN_OFF = re.compile(rf"(?:[—–-]\s*|\(|\[|^(?:source|from):?\s+)(?P<agency>{AGENCY_WORDS})[)\].]*$", re.I)


def find_dateline(text: str) -> tuple[str | None, str | None]:
    """(place as written, agency in brackets) of a text that begins with "TOKYO, Japan —" or "Seoul (Yonhap) -".

    A place in ordinary letters counts only when the agency stands in it or a country follows a comma,
    because "Ceasefire - what we know" is no place.
    """
    found = _DATELINE.match(text)
    if not found:
        return None, None
    agency = found["agency"] or found["agency2"]
    place, first = found["place"], found["place"].split(",")[0]
    named = AGENCIES.get((agency or "").strip())
    if not (first.upper() == first or named or found["date"] or ", " in place):
        return None, None
    if found["date"]:
        place = place.removesuffix(found["date"]).rstrip(", ")
    return place, named


def find_agency(line: str) -> str | None:
    """The agency that a byline or source line names, when the whole line is about one: "Jiji Press", "By Reuters"."""
    words = re.sub(r"^(?:by|from|source|via)\s*:?\s+", "", line.strip(" .()[]—–-/|"), flags=re.I)
    return AGENCIES.get(words.strip())


def find_sign_off(paragraph: str) -> str | None:
    """The agency that ends the last paragraph: "... on Friday. — Reuters", "(AFP)"."""
    found = _SIGN_OFF.search(paragraph.strip())
    if not found:
        return None
    return (
        AGENCIES.get(found["agency"]) or AGENCIES.get(found["agency"].title()) or AGENCIES.get(found["agency"].upper())
    )
