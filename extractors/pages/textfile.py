"""A story as somebody scraped or pasted it: head lines, headline, date, captions and clutter told from the story.

The only order relied on: headline, then date or byline, then the story, then tags or a copyright line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.pages.clutter import begins_links, drop_clutter, is_clutter, is_end, is_sentence, read_tags_line
from extractors.pages.dateline import AGENCIES, AGENCY_WORDS, find_agency, find_dateline, find_sign_off
from extractors.pages.dates import Moment, parse_date
from extractors.pages.html import squeeze
from extractors.pages.metadata import clean_authors
from extractors.pages.title import likeness

HEAD_FIELDS = frozenset(
    {"url", "publisher", "published_at", "title", "author", "authors", "language", "section", "tags"}
)
N_HEAD_LINES = 25
"""Headline and date are looked for in so many paragraphs at the top."""

_HEAD = re.compile(r"(?P<key>[a-z_]+)\s*:\s*(?P<value>.*)", re.I)
_BYLINE = re.compile(r"^(?:(?:written|reported|story|report) )?by:?\s+(?P<names>[A-Z].{1,80})$", re.I)
_PHOTO = (
    rf"(?:(?:file |handout |pool )?(?:photos?|images?|picture) ?(?:by|from|courtesy(?: of)?|credit)?[:/ ]{{1,2}}[^.]{{2,60}}"
    rf"|(?:{AGENCY_WORDS}|getty images|epa|epa-efe|shutterstock)(?: ?(?:/|via|photos?|file|images?|pool)\b[^.]{{0,60}})*"
    rf"|(?:[^.!?()]{{2,50}}/ ?|[^.!?()]{{2,50}} via )(?:{AGENCY_WORDS}|getty images|epa|pool|afp|inquirer\.net)[^.]{{0,30}}"
    rf"|(?:file|handout|contributed|courtesy|screengrab)(?: photo)?[^.]{{0,40}})"
)
_CREDIT = re.compile(rf"(?:[.!?…\"”)]\s*[\[(|—–-]*|[^\s,]\s*[\[(|—–])\s*(?P<credit>{_PHOTO})[\])]*\.?$", re.I)
_SOURCE = re.compile(r"sources?\s*:.{0,80}", re.I)
_PICTURE = re.compile(
    r"^(?:from (?:left|right)\b|(?:photo|pictured?|image|file|caption|in (?:this|the|a) (?:photo|picture|image|file|undated|handout))\b[^.]{0,40}[:,—–-]"
    r"|(?:this|a|the) (?:combination|file|handout|undated)\b.{0,20}\b(?:photo|picture|image)s?\b)",
    re.I,
)
_DATE_WORDS = re.compile(r"[^\W\d_]+")
_MONTH_WORD = re.compile(
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*$", re.I
)


@dataclass(frozen=True, slots=True)
class ScrapedText:
    title: str
    text: str
    captions: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: Moment | None
    agency: str | None
    """Of the source line, else, where nobody signed the story, of the first photo credit."""


@dataclass(slots=True)
class _Sorted:
    """Paragraphs of the story and what was found among them, in the making."""

    story: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    agency: str | None = None


def read_head(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines at the very top (known keys only) and the rest of the text."""
    head: dict[str, str] = {}
    lines = text.lstrip("\ufeff\r\n ").splitlines()
    for i, line in enumerate(lines):
        found = _HEAD.fullmatch(line.strip())
        if not found or found["key"].lower() not in HEAD_FIELDS:
            return head, "\n".join(lines[i:])
        head[found["key"].lower()] = found["value"].strip()
    return head, ""


def read_scraped_text(
    text: str,
    zone: str | None = None,
    abbreviations: Mapping[str, str] | None = None,
    drop_lines: tuple[str, ...] = (),
    title: str = "",
) -> ScrapedText:
    """Every part of the story. With a given `title` none is looked for."""
    paragraphs = split_paragraphs(text)
    date_at, published = _find_date_line(paragraphs, zone, abbreviations)
    if sum(map(_is_story_sentence, paragraphs[: date_at or 0])) > 2:
        date_at = None  # a date at the foot of the story: it dates it and does not begin it
    title_at = _find_title(paragraphs, date_at) if not title else _find_same(paragraphs, title)
    authors = next((names for names in map(_read_byline, paragraphs[:N_HEAD_LINES]) if names), ())
    start = max(i for i in (date_at, title_at, -1) if i is not None) + 1
    title = title or (paragraphs[title_at] if title_at is not None else "")
    found = _sort_paragraphs(paragraphs, start, title, drop_lines)
    above = [p for p in paragraphs[(title_at if title_at is not None else -1) + 1 : start] if is_caption(p, False)]
    captions = tuple(dict.fromkeys([*above, *found.captions]))
    credits = (m["credit"] for m in map(_CREDIT.search, captions) if m)
    return ScrapedText(
        title=title,
        text="\n\n".join(found.story),
        captions=captions,
        authors=authors,
        tags=tuple(dict.fromkeys(found.tags)),
        published=published,
        agency=found.agency or (None if authors else next(filter(None, map(_agency_of_credit, credits)), None)),
    )


def split_paragraphs(text: str) -> list[str]:
    """Blocks between blank lines; a block is one paragraph when its lines are hard-wrapped, else one a line."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in map(squeeze, block.split("\n")) if line]
        paragraphs.extend([" ".join(lines)] if _is_wrapped(lines) else lines)
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    """Whether all lines but the last are about as long as one another and most break off within a sentence."""
    body = lines[:-1]
    if (
        not body
        or max(map(len, lines)) > 120
        or min(map(len, body)) < 45
        or max(map(len, body)) - min(map(len, body)) > 30
    ):
        return False
    return sum(not is_sentence(line) for line in body) * 2 > len(body)


def _find_date_line(
    paragraphs: list[str], zone: str | None, abbreviations: Mapping[str, str] | None
) -> tuple[int | None, Moment | None]:
    """The first line at the top that is about a date and little else; of several the first is the publication."""
    for i, line in enumerate(paragraphs[:N_HEAD_LINES]):
        if len(line) > 120 or (is_sentence(line) and not re.search(r"[ap]\.m\.$", line, re.I)):
            continue
        words = [word for word in _DATE_WORDS.findall(line) if not _MONTH_WORD.match(word)]
        if len(words) > 10 or find_dateline(line)[0]:
            continue
        moment = parse_date(line.lstrip("/| •·-–—"), zone, abbreviations) or parse_date(line, zone, abbreviations)
        if moment and (len(words) <= 4 or moment.at or re.search(r"publish|post|updat|by ", line, re.I)):
            return i, moment
    return None, None


def _find_title(paragraphs: list[str], date_at: int | None) -> int | None:
    """The headline above the date, or above the first sentence when there is no date.

    A menu's words are not told in the story. Of two lines that share their words the later is it: the earlier is
    a breadcrumb or a short form.
    """
    first_sentence = next((i for i, p in enumerate(paragraphs[:N_HEAD_LINES]) if _is_story_sentence(p)), None)
    story = " ".join(p for p in paragraphs if _is_story_sentence(p))[:3000]
    for limit in (date_at, first_sentence, len(paragraphs[:N_HEAD_LINES])):
        candidates = [i for i, line in enumerate(paragraphs[:limit]) if _is_headline(line)] if limit else []
        if not candidates:
            continue
        told = [i for i in candidates if _is_told_in(paragraphs[i], story)]
        candidates = told or [i for i in candidates if len(paragraphs[i].split()) > 3] or candidates
        best = candidates[0]
        for i in candidates[1:]:
            if likeness(paragraphs[best], paragraphs[i]) >= 0.5 and len(paragraphs[i]) >= len(paragraphs[best]):
                best = i
        return best
    return None


def _is_story_sentence(line: str) -> bool:
    return is_sentence(line) and len(line.split()) > 12 and not is_clutter(line)


def _is_told_in(line: str, story: str) -> bool:
    """Whether the story has two in five of the line's longer words."""
    return len(line.split()) > 3 and likeness(" ".join(w for w in line.split() if len(w) > 3), story) >= 0.4


def _is_headline(line: str) -> bool:
    words = line.split()
    if (
        not 3 <= len(words) <= 30
        or line.endswith((".", ":", ","))
        or line.count(" > ")
        or line.count(" » ")
        or line.count(" / ") > 1
    ):
        return False
    return not (
        is_clutter(line)
        or is_end(line)
        or read_tags_line(line) is not None
        or _read_byline(line)
        or find_dateline(line)[0]
        or find_agency(line)
    )


def _find_same(paragraphs: list[str], title: str) -> int | None:
    return next((i for i, p in enumerate(paragraphs[:N_HEAD_LINES]) if p.casefold() == title.casefold()), None)


def _read_byline(line: str) -> tuple[str, ...]:
    found = _BYLINE.match(line)
    if not found or is_sentence(line) or len(line.split()) > 12:
        return ()
    names = re.split(r"\s*(?:[|•·/–—]| - )\s*", found["names"])[0]
    return clean_authors((names,))


def _sort_paragraphs(paragraphs: list[str], start: int, title: str, drop_lines: tuple[str, ...]) -> _Sorted:
    found = _Sorted()
    n_seen = Counter(paragraphs)
    body = paragraphs[start:]
    filed_at = next((i for i, p in enumerate(body[:10]) if find_dateline(p)[0]), 0)
    has_ended = is_among_links = False
    for i, line in enumerate(body):
        is_last = i == len(body) - 1
        is_among_links = is_among_links and (line.endswith("?") or not is_sentence(line))
        tags = read_tags_line(line)
        if tags is not None:
            found.tags.extend(tags)
            has_ended = has_ended or bool(found.story)
        elif is_end(line):
            has_ended = has_ended or bool(found.story)
        elif has_ended or is_among_links or _is_repeated(line, n_seen, found.story):
            continue
        elif _SOURCE.fullmatch(line):
            found.agency = find_agency(line)
        elif not drop_clutter((line,), drop_lines):
            is_among_links = begins_links(line)
        elif is_caption(line, is_last) or (i < filed_at and is_sentence(line)):
            found.captions.append(line)
        elif i >= filed_at and not _is_still_head(line, found.story, title):
            found.story.append(line)
    while found.story and _is_left_over(found.story[-1]):
        found.story.pop()
    return found


def _is_left_over(line: str) -> bool:
    """A link or a section's name at the end that no heading announced."""
    return len(line.split()) <= 15 and not is_sentence(line) and find_sign_off(line) is None


def _is_repeated(line: str, n_seen: Counter[str], story: list[str]) -> bool:
    """Short lines that come again are the site's; of a long one the first stays."""
    return n_seen[line] > 1 and (len(line.split()) <= 12 or line in story)


def _is_still_head(line: str, story: list[str], title: str) -> bool:
    """Byline, source, picture description or the headline again, before the story's first sentence."""
    if story:
        return False
    return line == title or bool(_read_byline(line) or find_agency(line)) or not is_sentence(line)


def is_caption(line: str, is_last: bool) -> bool:
    """A paragraph that ends with a photo credit or begins as a description of one; at the very end it is a sign-off."""
    if len(line.split()) > 80:
        return False
    return bool(_PICTURE.match(line)) or (not is_last and _CREDIT.search(line) is not None)


def _agency_of_credit(credit: str) -> str | None:
    """The agency in "Jiji Press", "REUTERS/A. Name", "AP Photo", "A. Name/AFP"."""
    for part in re.split(r"\s*[/|]\s*|\s+via\s+|\s+photos?\b|\s+file\b", credit, flags=re.I):
        name = AGENCIES.get(part.strip()) or AGENCIES.get(part.strip().title())
        if name:
            return name
    return None
