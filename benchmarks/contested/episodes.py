"""The episodes and their answers, as the files in ``episodes/`` hold them (README.md explains every field)."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.reference.instants import parse_instant

FOLDER = Path(__file__).parent / "episodes"
UNREAD = "4a"
"""Episodes the SHA-256 of whose names is less, in hexadecimal, were only scored while Khronika was made."""
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that stands in the words: `start` to `end` of the dispatch `doc` give it.

    bounds: every pair of low and high that is right ("more than 40" is 40 or more, or 41 or more).
    by: words that the speaker's name holds; None for the author; "unnamed" for a passive report.
    on: the event of the episode that it counts; standing: see README.md.
    """

    doc: str
    start: int
    end: int
    words: str
    bounds: tuple[Bounds, ...]
    measure: str
    by: str | None
    on: str
    standing: str
    group: str | None = None
    place: str | None = None
    days: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Low, best and high of one measure and group of one event; `status` is reported, unknown or none reported."""

    on: str
    measure: str
    group: str | None
    status: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    falls: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Dispatches of one crisis and what a careful reader makes of them.

    repeats: for a dispatch the one that it repeats or quotes, with the manner ("copies", "quotes", "same_words").
    """

    name: str
    title: str
    hard: tuple[str, ...]
    dispatches: tuple[Dispatch, ...]
    figures: tuple[Figure, ...]
    tolls: tuple[Toll, ...]
    repeats: Mapping[str, tuple[str, str]]
    updates: Mapping[str, str]
    roots: Mapping[str, int]
    grades: tuple[Mapping[str, str], ...]
    why_low: tuple[tuple[str, int, int], ...]
    people: tuple[tuple[str, str], ...]


def episodes(part: str = "all") -> list[Episode]:
    """The episodes of a part (read, unread or all), by name."""
    paths = sorted(FOLDER.glob("*.toml"))
    unread = [path for path in paths if hashlib.sha256(path.stem.encode()).hexdigest() < UNREAD]
    chosen = {"all": paths, "unread": unread, "read": [path for path in paths if path not in unread]}[part]
    return [_episode(path) for path in chosen]


def _episode(path: Path) -> Episode:
    row = tomllib.loads(path.read_text("utf-8"))
    texts = {one["id"]: one["text"].strip() for one in row["dispatch"]}
    return Episode(
        name=path.stem,
        title=row["title"],
        hard=tuple(row["hard"]),
        dispatches=tuple(_dispatch(one, texts[one["id"]]) for one in row["dispatch"]),
        figures=tuple(_figure(one, texts, path) for one in row.get("figures", ())),
        tolls=tuple(_toll(one) for one in row["tallies"]),
        repeats={
            later: (earlier, how)
            for how in ("copies", "quotes", "same_words")
            for later, earlier in row.get(how, {}).items()
        },
        updates=row.get("not_copies", {}),
        roots=row.get("roots", {}),
        grades=tuple(row.get("grades", ())),
        why_low=tuple((one["in"], *_span(one, texts, path)) for one in row.get("why_low", ())),
        people=tuple((one["name"], one["state"]) for one in row.get("people", ())),
    )


def _dispatch(row: Mapping[str, Any], text: str) -> Dispatch:
    return Dispatch(
        doc_id=DocId(row["id"]), text=text, published=parse_instant(row["published"]),
        language=row.get("language", "en"), publisher=row["publisher"],
    )  # fmt: skip


def _span(row: Mapping[str, Any], texts: Mapping[str, str], path: Path) -> tuple[int, int]:
    """Where the words stand, letters' case aside. Raises: ValueError where they do not stand in the dispatch."""
    start = texts[row["in"]].casefold().find(row["words"].casefold())
    if start < 0:
        raise ValueError(f"{path.name}: dispatch {row['in']} does not hold {row['words']!r}")
    return start, start + len(row["words"])


def _figure(row: Mapping[str, Any], texts: Mapping[str, str], path: Path) -> Figure:
    start, end = _span(row, texts, path)
    return Figure(
        doc=row["in"], start=start, end=end, words=row["words"], bounds=bounds_of(row["count"]), measure=row["of"],
        by=row.get("by"), on=row["on"], standing=row["as"], group=row.get("group"), place=row.get("place"),
        days=row.get("days"), as_of=row.get("asof"),
    )  # fmt: skip


def bounds_of(words: str) -> tuple[Bounds, ...]:
    """Low and high of "9", "9..", "..9", "9..12", ">9" (two pairs are right) and "some" (not counted)."""
    if words == "some":
        return ((None, None),)
    if words.startswith(">"):
        return (int(words[1:]), None), (int(words[1:]) + 1, None)
    low, dots, high = words.partition("..")
    if not dots:
        return ((int(low), int(low)),)
    return ((int(low) if low else None, int(high) if high else None),)


def _toll(row: Mapping[str, Any]) -> Toll:
    given = row["is"]
    numbers = [None if part.strip() == "-" else int(part) for part in given.split("/")] if "/" in given else [None] * 3
    low, best, high = numbers
    return Toll(
        on=row["on"], measure=row["of"], group=row.get("group"), status="reported" if "/" in given else given,
        low=low, best=best, high=high, falls=row.get("falls"),
    )  # fmt: skip
