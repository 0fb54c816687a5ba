"""Markdown: the file unchanged, its front matter read as metadata and kept out of the report."""

import re
from collections.abc import Iterable

from khronika.hooks import Draft, Format, Limits
from khronika.intake.decoding import decoded
from khronika.intake.measures import within
from khronika.model.refusal import Refusal
from khronika.model.span import Span

_FRONT_MATTER = re.compile(
    r"\s*(?:---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"^(?P<name>[A-Za-z_][\w -]{0,40}?)[ \t]{0,20}[:=](?P<value>.*)$", re.MULTILINE)
_PUBLISHED = ("published", "date", "pubdate", "datepublished", "created")
_PUBLISHER = ("publisher", "author", "source", "organisation", "organization")
_ADDRESS = ("url", "link", "permalink", "canonical")


def read(data: bytes, name: str, limits: Limits) -> Iterable[Draft | Refusal]:
    """The one draft of a Markdown file. Raises: InputError, LimitExceeded.

    Front matter is the block between two lines ``---`` at the head; of it ``title``, ``date``, ``author`` and
    ``url`` are understood (and a few other names for them), one to a line.
    """
    within(len(data), limits.page_bytes, "page_bytes", name)
    found = decoded(data, name)
    front = _FRONT_MATTER.match(found.text)
    fields = _fields(front["body"]) if front else {}
    furniture = [Span(*front.span())] if front else []
    furniture += _hidden(found.text)
    published = _first(fields, _PUBLISHED)
    draft = Draft(
        raw=data,
        text=found.text,
        encoding=found.encoding,
        title=_title(fields.get("title"), found.text[front.end() if front else 0 :]),
        published=published,
        published_from="metadata" if published else None,
        publisher=_first(fields, _PUBLISHER),
        url=_first(fields, _ADDRESS),
        furniture=tuple(furniture),
        notes=(found.note,) if found.note else (),
    )
    return [draft]


def _hidden(text: str) -> list[Span]:
    """The comments, which no reader of the page sees."""
    found: list[Span] = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        found.append(Span(start, end + 3))
        start = text.find("<!--", end + 3)
    return found


def _fields(body: str) -> dict[str, str]:
    return {
        match["name"].lower().replace("-", "").replace("_", ""): _unquoted(match["value"].strip())
        for match in _FIELD.finditer(body)
    }


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


def _title(title: str | None, body: str) -> str | None:
    """The title of the front matter, unless the report opens with the same words as its heading."""
    if title is None:
        return None
    return None if body.lstrip("# \t\r\n*").startswith(title) else title


def _recognises(head: bytes) -> bool:
    return bool(re.match(rb"(?:\xef\xbb\xbf)?(?:---\r?\n[A-Za-z_]+\s*:|# \S)", head))


FORMAT = Format(
    name="markdown",
    media_type="text/markdown",
    suffixes=(".md", ".markdown", ".mdown"),
    recognises=_recognises,
    read=read,
)
