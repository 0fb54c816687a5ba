"""The one table that every benchmark's result goes into, and the files it is kept in."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One number.

    layer: the question (when, where, ...); corpus, part (read, unread, all); measure: what the value counts.
    value: as printed; peer: what others reach on it, as handed down and not rerun unless it says so;
    ceiling: the best that any choice could reach, where that is known. "" where there is none.
    """

    layer: str
    corpus: str
    part: str
    measure: str
    value: str
    peer: str = ""
    ceiling: str = ""


COLUMNS = tuple(field.name for field in fields(Result))


def percent(share: float) -> str:
    """A share as a number of a hundred with one place."""
    return f"{100 * share:.1f}"


def markdown(results: Sequence[Result]) -> str:
    """The table in Markdown, its columns as wide as they need to be."""
    rows = [COLUMNS, *(astuple(result) for result in results)]
    rows = [tuple(cell.replace("|", "\\|") for cell in row) for row in rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]) + "\n"


def keep(results: Sequence[Result], folder: Path) -> None:
    """Write results.csv and results.md."""
    folder.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([COLUMNS, *(astuple(result) for result in results)])
    (folder / "results.csv").write_text(text.getvalue(), "utf-8")
    (folder / "results.md").write_text(markdown(results), "utf-8")
