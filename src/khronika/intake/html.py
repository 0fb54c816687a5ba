"""HTML pages: the readable text, with the title, time, outlet and address that the page states.

The readable text is found by trafilatura (Barbaresi 2021, ACL-IJCNLP demonstrations, 122-131). It loads slowly, so it
is loaded with the first page. How deep a page nests its elements is counted beforehand on the bare text, since the
parser underneath would run out of stack.
"""

import re
from collections.abc import Iterable
from typing import Any

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits
from khronika.intake.decoding import decoded
from khronika.intake.measures import within
from khronika.intake.pagefacts import PageFacts, page_facts
from khronika.model.refusal import Refusal
from khronika.reference.hosts import host_of

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)|<!--.*?(?:-->|\Z)", re.DOTALL)
_BARE = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_ENDS_BY_ITSELF = {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "colgroup", "rt", "rp"}
_OPAQUE = {"script", "style", "svg", "template"}


def read(data: bytes, name: str, limits: Limits) -> Iterable[Draft | Refusal]:
    """The one draft of a page. Raises: InputError where it holds no readable text, LimitExceeded."""
    within(len(data), limits.html_bytes, "html_bytes", name)
    found = decoded(data, name, declares=True)
    page = found.text.replace("\r\n", "\n").replace("\0", "")
    within(nesting(page), limits.html_depth, "html_depth", name)
    facts = page_facts(page)
    text = readable(page)
    if not text:
        raise InputError(name, "the page holds no readable text")
    draft = Draft(
        raw=data,
        text=text,
        encoding=found.encoding,
        title=_title(facts, text),
        published=facts.published,
        published_from="metadata" if facts.published else None,
        month_first=facts.language.lower() in ("en-us", "en_us"),
        url=facts.url,
        publisher=facts.site or (host_of(facts.url) if facts.url else None),
        notes=(found.note,) if found.note else (),
    )
    return [draft]


def nesting(page: str) -> int:
    """How deep the elements of a page nest at most, scripts and styles left out.

    Unit: open elements. Elements that need no end tag are counted once however often they are left open.
    """
    deepest = depth = 0
    open_loosely: set[str] = set()
    lowered = page.lower()
    resume = 0
    for match in _TAG.finditer(lowered):
        element = match[2]
        if match.start() < resume or not element or element in _BARE:
            continue
        if element in _OPAQUE:
            if not match[1]:
                # one search for each end tag that exists: a page of open scripts is gone through once
                end = lowered.find(f"</{element}", match.end())
                resume = end if end >= 0 else len(lowered)
            continue
        if element in _ENDS_BY_ITSELF:
            open_loosely.add(element)
        elif match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest + len(open_loosely)


def readable(page: str) -> str:
    """The text of the report on a page, a paragraph a line with a blank line between; "" where there is none."""
    # a heavy engine: 0.4 s to load, of no use to those who read no pages
    import trafilatura  # noqa: PLC0415

    options: dict[str, Any] = {"output_format": "txt", "include_comments": False, "include_tables": True}
    text = trafilatura.extract(page, deduplicate=False, **options)
    if not text or len(text) < 200:
        # very short pages fall through its fences, which are made for newspapers
        _, plain, _ = trafilatura.baseline(page)
        longer = "\n".join(line for line in plain.splitlines() if line.strip())
        text = longer if len(longer) > 2 * len(text or "") else text
    lines = [line.strip() for line in (text or "").splitlines()]
    return "\n\n".join(line for line in lines if line)


def _title(facts: PageFacts, text: str) -> str | None:
    """The page's own headline, unless the readable text opens with it."""
    if not facts.title:
        return None
    opening = " ".join(text[: 2 * len(facts.title) + 40].split())
    return None if opening.startswith(facts.title) else facts.title


def _recognises(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:600].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start


FORMAT = Format(
    name="html",
    media_type="text/html",
    suffixes=(".html", ".htm", ".xhtml"),
    recognises=_recognises,
    read=read,
)
