"""What a page says about itself in its head: title, time, outlet, address, language.

Asked in this order: the Open Graph protocol's ``article:published_time`` and its kin, schema.org's ``datePublished``
(as JSON-LD or microdata), Dublin Core and the names that news systems use, the first ``<time datetime=...>``.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice

from khronika.reference.entities import countable, unescaped

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
    "article:modified_time",
)
_LINKED_DATA = re.compile(r"<script\b[^>]{0,200}?application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_LINKED_BLOCKS = 20
"""Blocks of linked data that are looked at."""
_HEAD_CHARS = 400_000
"""Code points of a page in which its facts are sought; they stand at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page states; None, or "" for the language, where it does not say.

    published: in the page's own words (mostly ISO 8601).
    """

    title: str | None
    published: str | None
    site: str | None
    url: str | None
    language: str


def page_facts(page: str) -> PageFacts:
    """The facts that stand in a page; pure, and never raises on a broken page."""
    head = countable(page[:_HEAD_CHARS])
    collector = _Collector()
    with suppress(AssertionError):  # so the library ends at a marked section that is none ("<![a")
        collector.feed(head)
    named = collector.named
    linked = _linked_data(head)
    heading = _clean(named.get("og:title")) or _clean(linked.get("headline")) or _clean(collector.first_heading)
    published = next((named[name] for name in _PUBLISHED[:3] if named.get(name)), None) or linked.get("datePublished")
    return PageFacts(
        title=heading or _clean(collector.title),
        published=published or next((named[name] for name in _PUBLISHED if named.get(name)), collector.first_time),
        site=_clean(named.get("og:site_name")) or _clean(linked.get("publisher")),
        url=named.get("canonical") or named.get("og:url") or None,
        language=collector.language,
    )


class _Collector(HTMLParser):
    """Gathers the elements that hold facts; the standard parser keeps no tree, so no nesting can hurt it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.named: dict[str, str] = {}
        self.title = ""
        self.first_heading = ""
        self.first_time: str | None = None
        self.language = ""
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta":
            for key in ("property", "name", "itemprop"):
                if given.get(key) and given.get("content"):
                    self.named.setdefault(given[key].lower(), given["content"].strip())
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.named.setdefault("canonical", given.get("href", "").strip())
        elif tag == "time":
            self._note_time(given)
        if tag in ("title", "h1"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data[:500]
        elif self._inside == "h1" and len(self.first_heading) < 500:
            self.first_heading += data[:500]

    def _note_time(self, given: dict[str, str]) -> None:
        if self.first_time is None and given.get("datetime", "").strip():
            self.first_time = given["datetime"].strip()


def _linked_data(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in islice(_LINKED_DATA.finditer(head), _LINKED_BLOCKS):
        try:
            data = json.loads(head[match.end() : head.find("</", match.end())])
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, 0):
            for name in ("headline", "datePublished"):
                if isinstance(thing.get(name), str):
                    found.setdefault(name, str(thing[name]))
            publisher = thing.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                found.setdefault("publisher", publisher["name"])
    return found


def _things(data: object, depth: int) -> Iterator[dict[str, object]]:
    """The objects of linked data: the outermost, those of a list, those of a graph."""
    if depth > 3:
        return
    if isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for part in data:
            yield from _things(part, depth + 1)


def _clean(words: str | None) -> str | None:
    """One line without the spaces around it, or None where nothing is left."""
    return " ".join(unescaped(words).split()) or None if words else None
