"""``khronika annotate``: one layer of texts, one JSON line a document."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import click

from khronika.cli.options import Named, profile_option
from khronika.cli.terminal import complain, print_json
from khronika.errors import InputError, ModelError
from khronika.intake.language import language_of
from khronika.reading.analysis import Profile
from khronika.reading.annotating import LAYERS, annotate
from khronika.reference.display import sayable
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.instants import parse_instant
from khronika.reference.scripts import is_cyrillic

_ASSUMED = "en"
"""The language of a line that does not say it, in a script that does not tell."""


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the input; language: as it says, else as its script shows; note: what was set aside, or None."""

    doc_id: str | int | None
    text: str
    published: datetime | None
    language: str
    note: str | None


@click.command("annotate", no_args_is_help=True)
@click.option("--layer", required=True, type=click.Choice(LAYERS), help="What to mark.")
@profile_option
@click.argument("file", type=Named(exists=True, dir_okay=False, allow_dash=True))
def command(layer: str, profile: Profile, file: Path) -> None:
    """Mark one layer of the texts of a .jsonl file (a .gz of one, or - for standard input).

    \b
    In, one a line:   {"doc_id" (or "id"), "text", "published" (or "dct"), "language"}
    Out, one a line:  {"doc_id", "mentions": [{"start", "end", "text", ...}]}
    Offsets count code points of the text; the end is exclusive. docs/annotate.md lists the fields of each layer.

    \b
    Examples:
      khronika annotate --layer times texts.jsonl > times.jsonl
      zcat texts.jsonl.gz | khronika annotate --layer figures --profile fast -
    """
    name = "standard input" if str(file) == "-" else str(file)
    gazetteer = Gazetteer.open() if layer == "places" else None
    failed = False
    for document in _documents(file, name):
        if isinstance(document, InputError):
            complain(f"not read: {document}")
            failed = True
            continue
        if document.note:
            complain(f"note: {document.note}")
        try:
            mentions = annotate(
                layer, document.text, published=document.published, gazetteer=gazetteer, profile=profile,
                code=document.language,
            )  # fmt: skip
        except ModelError as error:
            if document.language == _ASSUMED:
                raise
            complain(f"not read: {document.doc_id}: {error}")
            failed = True
            continue
        print_json({"doc_id": document.doc_id, "mentions": mentions})
    if failed:
        sys.exit(1)


def _documents(file: Path, name: str) -> Iterator[Document | InputError]:
    """What each line holds, or why it cannot be read; likewise at the end of a file that breaks off."""
    try:
        for where, line in _lines(file, name):
            try:
                yield _document(line, where)
            except InputError as error:
                yield error
    except InputError as error:
        yield error


def _lines(file: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """The lines that are not blank, each with its name ("texts.jsonl:3").

    Raises: InputError where the file cannot be opened, or a compressed one is damaged.
    """
    try:
        with _opened(file) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield f"{name}:{number}", line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(name, "the compressed file is damaged or cut short") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(name, f"cannot be read: {error.strerror or error}") from error


def _opened(file: Path) -> IO[bytes] | gzip.GzipFile:
    if str(file) == "-":
        return sys.stdin.buffer
    if file.suffix == ".gz":
        return gzip.open(file, "rb")
    return file.open("rb")


def _document(line: bytes, where: str) -> Document:
    """Raises: InputError where the line is no JSON object with a text."""
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        raise InputError(where, "the line is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise InputError(where, "not JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError(where, 'holds no object with a string "text"')
    doc_id = next((record[key] for key in ("doc_id", "id") if isinstance(record.get(key), str | int)), None)
    stated = next((record[key] for key in ("published", "dct") if record.get(key)), None)
    published = parse_instant(stated) if isinstance(stated, str) else None
    note = f"{where}: its time of publication cannot be understood, so relative times stay open"
    # half characters (lone surrogates) cannot be printed; U+FFFD in their place keeps every offset
    return Document(
        sayable(doc_id) if isinstance(doc_id, str) else doc_id,
        sayable(record["text"]),
        published,
        _language(record),
        note if stated and not published else None,
    )


def _language(record: dict[str, object]) -> str:
    """The language that a line states, else that of its words where they are Cyrillic."""
    stated = record.get("language")
    if isinstance(stated, str) and stated:
        return stated.lower()[:2]
    text = str(record["text"])
    return (language_of(text) if is_cyrillic(text) else None) or _ASSUMED
