"""``khronika annotate``: one layer of texts, one JSON line a document."""

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from khronika.cli.options import profile_option
from khronika.cli.terminal import complain
from khronika.errors import InputError
from khronika.reading.analysis import Profile
from khronika.reading.annotating import LAYERS, annotate
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant


@click.command("annotate", no_args_is_help=True)
@click.option("--layer", required=True, type=click.Choice(LAYERS), help="What to mark.")
@profile_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
def command(layer: str, profile: Profile, file: Path) -> None:
    """Mark one layer of the texts of a .jsonl file (or - for standard input) and print one JSON line a document.

    \b
    In:   {"doc_id" (or "id"), "text", "published" (or "dct")}
    Out:  {"doc_id", "mentions": [{"start", "end", "text", ...}]}, offsets in code points of the text

    \b
    Example:  khronika annotate --layer times texts.jsonl > times.jsonl
    """
    gazetteer = Gazetteer.open() if layer == "places" else None
    failed = False
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        try:
            record = _record(line, f"{file}:{number}")
        except InputError as error:
            complain(f"not read: {error}")
            failed = True
            continue
        mentions = annotate(layer, record["text"], published=_published(record), gazetteer=gazetteer, profile=profile)
        doc_id = record.get("doc_id", record.get("id"))
        click.echo(json.dumps({"doc_id": doc_id, "mentions": mentions}, ensure_ascii=False))
    if failed:
        sys.exit(1)


def _lines(file: Path) -> Iterator[str]:
    """Lines of a file, a .gz or standard input.

    Raises: InputError where it cannot be opened or decoded.
    """
    try:
        with _opened(file) as handle:
            yield from handle
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(str(file), f"cannot be read as lines of UTF-8: {error}") from error


def _opened(file: Path) -> IO[str]:
    if str(file) == "-":
        return click.get_text_stream("stdin", encoding="utf-8")
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8")
    return file.open(encoding="utf-8")


def _record(line: str, name: str) -> dict[str, Any]:
    """Raises: InputError where the line is no JSON object with a text."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(name, f"is no JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError(name, 'holds no object with a string "text"')
    return record


def _published(record: dict[str, Any]) -> datetime | None:
    value = record.get("published") or record.get("dct")
    return parse_instant(value) if isinstance(value, str) else None
