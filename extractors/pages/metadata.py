"""What a page says of itself beside its text: title, authors, dates, tags, and how each date was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from htmldate import find_date
from lxml.html import HtmlElement

from extractors.pages.dates import Moment, parse_date
from extractors.pages.html import split_url, squeeze, text_of
from extractors.pages.jsonld import ArticleNode, read_article_node
from extractors.pages.title import choose_title

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "originalpublicationdate", "article.published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "iso-8601-publish-date", "displaydate",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
_BYLINE = re.compile(
    r"(?:^|[-_\s])(?:byline|author|reporter|auteur|autor)(?:[-_]?names?|s|[-_]?link)?(?:$|[-_\s])", re.I
)
_NAME_CUT = re.compile(r"\s*(?:,| and | & | und | et |;|\||/)\s*", re.I)
_BY = re.compile(
    r"^(?:(?:written|reported|posted|story|words|view all posts|(?:more )?(?:articles|stories))\s+)?(?:by|von|par|por|di|text|authors?)\s*:?\s+",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:officer|head of|editor|editors|reporter|correspondent|writer|columnist|contributor|staff writer|chief|director|analyst|bureau)\b",
    re.I,
)
_URL_DAY = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with the way it was found; an impossible one is kept only when there is no possible one."""

    moment: Moment
    method: str


@dataclass(frozen=True, slots=True)
class PageMetadata:
    title: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    section: str | None
    canonical_url: str | None
    language: str | None
    published: FoundDate | None
    modified: FoundDate | None
    is_paywalled: bool
    is_live_blog: bool
    declared_body: str  # JSON-LD articleBody


def read_metadata(
    tree: HtmlElement,
    url: str,
    fetched_at: datetime,
    zone: str | None = None,
    abbreviations: Mapping[str, str] | None = None,
) -> PageMetadata:
    """All fields by general rules; a publisher's layout overrides single ones afterwards."""
    metas, node = _read_metas(tree), read_article_node(tree)
    modified = [
        ("json-ld", node.modified),
        *(("meta", text) for name in _MODIFIED_METAS for text in metas.get(name, ())),
    ]
    return PageMetadata(
        title=choose_title(tree, node.headline, metas),
        authors=_read_authors(tree, node, metas),
        tags=_read_tags(tree, node, metas),
        section=node.section or next(iter(metas.get("article:section", ())), None),
        canonical_url=read_canonical(tree, url),
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or next(iter(metas.get("og:locale", ())), None),
        published=find_published(tree, node, metas, url, fetched_at, zone, abbreviations or {}),
        modified=_choose(((m, parse_date(t, zone, abbreviations)) for m, t in modified), fetched_at),
        is_paywalled=not node.is_free
        or any(t in {"locked", "metered", "paid"} for t in metas.get("article:content_tier", ())),
        is_live_blog=node.is_live,
        declared_body=node.body,
    )


def _read_metas(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    """name, property or itemprop in small letters -> contents in page order."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = squeeze(meta.get("content"))
        for key in ("name", "property", "itemprop"):
            if content and meta.get(key):
                found.setdefault(str(meta.get(key)).strip().lower(), []).append(content)
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def find_published(
    tree: HtmlElement,
    node: ArticleNode,
    metas: Mapping[str, tuple[str, ...]],
    url: str,
    fetched_at: datetime,
    zone: str | None,
    abbreviations: Mapping[str, str],
) -> FoundDate | None:
    """JSON-LD, meta, <time>, then the address; the first possible date wins. A guess only where nothing is declared."""

    def candidates() -> Iterator[tuple[str, Moment | None]]:
        yield "json-ld", parse_date(node.published, zone, abbreviations)
        for name in _PUBLISHED_METAS:
            for text in metas.get(name, ()):
                yield "meta", parse_date(text, zone, abbreviations)
        for text in _time_elements(tree):
            yield "time", parse_date(text, zone, abbreviations)
        found = _URL_DAY.search(split_url(url).path)
        if found:
            yield "url", parse_date("-".join(found.groups()))

    return _choose(candidates(), fetched_at) or _guess_date(tree, url, fetched_at)


def _choose(candidates: Iterator[tuple[str, Moment | None]], fetched_at: datetime) -> FoundDate | None:
    impossible: FoundDate | None = None
    for method, moment in candidates:
        if moment is None:
            continue
        if moment.is_possible(fetched_at):
            return FoundDate(moment, method)
        impossible = impossible or FoundDate(moment, method)
    return impossible


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """Elements that are named as the date of publication, then every <time> from the first h1 on."""
    named = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    after = tree.xpath("//h1[1]/following::time | //header//time | //article//time | //time")
    for element in [*named, *after][:30]:
        yield element.get("datetime") or element.get("content") or text_of(element)


def _guess_date(tree: HtmlElement, url: str, fetched_at: datetime) -> FoundDate | None:
    """htmldate's day; it writes a bare year, such as a copyright line's, as 1 January, which is no day of a story."""
    try:
        found = find_date(tree, url=url, original_date=True, max_date=fetched_at.date().isoformat())
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    moment = parse_date(str(found)) if found and not str(found).endswith("-01-01") else None
    return FoundDate(moment, "text") if moment else None


def _read_authors(tree: HtmlElement, node: ArticleNode, metas: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Persons before the house: a site that names itself as author often has the byline elsewhere."""
    sites = {name.casefold() for name in (*metas.get("og:site_name", ()), *node.publishers)}
    house: tuple[str, ...] = ()
    for names in (node.authors, *(metas.get(name, ()) for name in _AUTHOR_METAS)):
        cleaned = clean_authors(names)
        if cleaned and not sites.issuperset(name.casefold() for name in cleaned):
            return cleaned
        house = house or cleaned
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")
    bylines = marked or [e for e in tree.xpath("//*[@class]") if _BYLINE.search(e.get("class") or "")]
    for element in bylines[:5]:
        cleaned = clean_authors((text_of(element),))
        if cleaned:
            return cleaned
    return house


def clean_authors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Persons' and desks' names without "By", addresses and times; empty when what is left is no name."""
    found: list[str] = []
    for text in names:
        if "://" in text or "@" in text or len(text) > 200:
            continue
        for part in _NAME_CUT.split(_BY.sub("", squeeze(text))):
            name = _BY.sub("", part).strip(" .·•-–—:*")
            if found and _ROLE.search(name):
                continue
            if 2 < len(name) <= 60 and len(name.split()) <= 6 and not re.search(r"\d", name):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _read_tags(tree: HtmlElement, node: ArticleNode, metas: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    listed = metas.get("article:tag", ()) or node.tags or metas.get("news_keywords", ()) or metas.get("keywords", ())
    words = [squeeze(part) for text in listed for part in text.split(",")]
    if not words:
        words = [text_of(link) for link in tree.xpath("//*[@rel='tag'] | //*[contains(@class, 'tag-list')]//a")]
    return tuple(dict.fromkeys(word for word in words if word))


def read_canonical(tree: HtmlElement, url: str) -> str | None:
    """Only an address on the host that answered: a page may not take the name of somebody else's page."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    links += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    host = split_url(url).hostname or ""
    for address in links:
        try:
            absolute = urljoin(url, (address or "").strip())
        except ValueError:
            continue
        parts = split_url(absolute)
        is_own = not host or (parts.hostname or "").removeprefix("www.") == host.removeprefix("www.")
        if parts.scheme in {"http", "https"} and parts.hostname and is_own and parts.path.strip("/"):
            return str(absolute)
    return None
