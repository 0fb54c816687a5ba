"""The one door of the linter: files in, what they would show out: where, and who by pseudonym, never the words."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from khronika.errors import WrongUse
from khronika.model.chronicle import Chronicle
from khronika.publishing.linting.coordinates import RECORDS, fine_points, fine_points_of
from khronika.publishing.linting.texts import Opaque, Piece, Records, Trace, pieces_of
from khronika.publishing.linting.values import Values, values_of
from khronika.publishing.withholding.kin import kin_spans
from khronika.publishing.withholding.redaction import BLOCK

_FINE = "a point that is not public"
_MOST = 200
_NEAR = 120
"""Code points around a relative's name in which something withheld makes it tell."""


class Finding(NamedTuple):
    """Something that would be shown. refused: False where it is only worth a look."""

    file: str
    where: str
    what: str
    refused: bool = True

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.what) if part)


def lint_folder(out: Path, chronicle: Chronicle) -> list[Finding]:
    """What a file, or any file of a folder, would show of what is protected in a chronicle, in the order of names.

    Raises: WrongUse where there is no such file or folder.
    """
    if not out.exists():
        raise WrongUse(f"{out}: there is no such file or folder")
    paths = sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]
    named = ((path.relative_to(out).as_posix() if path != out else path.name, path) for path in paths)
    return lint(((name, path.read_bytes()) for name, path in named), chronicle)


def lint_files(files: Mapping[str, bytes], chronicle: Chronicle) -> list[Finding]:
    """As `lint_folder`, of files that are not written yet."""
    return lint(sorted(files.items()), chronicle)


def lint(files: Iterable[tuple[str, bytes]], chronicle: Chronicle) -> list[Finding]:
    """What files (name, bytes) would show; at most 200 things of one file."""
    values = values_of(chronicle)
    found: list[Finding] = []
    for name, data in files:
        if hashlib.sha256(data).digest() in _shipped():
            continue
        ours = dict.fromkeys(_of_file(name, data, values))
        found += list(ours)[:_MOST]
    return found


def _of_file(name: str, data: bytes, values: Values) -> Iterator[Finding]:
    shown = values.without(name)
    if shown != name:
        yield Finding(shown, "name of the file", "a protected name")
    try:
        for piece in pieces_of(name, data):
            if isinstance(piece, Trace):
                yield Finding(shown, values.without(piece.where), piece.what)
                continue
            where = values.without(piece.where)
            if isinstance(piece, Records):
                for point in fine_points_of(piece.rows, values.points, piece.first):
                    yield Finding(shown, ", ".join(filter(None, (where, values.without(point)))), _FINE)
                continue
            for hit in values.hits(piece.text):
                yield Finding(shown, _at(where, piece.text, hit.start), hit.label)
            if (piece.prose and not piece.rows) or name.lower().endswith(RECORDS):
                for point in fine_points(name, piece.text, values.points):
                    yield Finding(shown, ", ".join(filter(None, (where, point))), _FINE)
            if piece.prose:
                yield from _relatives(shown, where, piece)
    except Opaque as error:
        yield Finding(shown, "", f"cannot be looked into: {error}")


def _relatives(shown: str, where: str, piece: Piece) -> Iterator[Finding]:
    """Relatives who are named near something that was withheld."""
    for start, end in kin_spans(piece.text):
        if BLOCK in piece.text[max(0, start - _NEAR) : end + _NEAR] and BLOCK not in piece.text[start:end]:
            what = "a relative is named beside somebody who is withheld"
            yield Finding(shown, _at(where, piece.text, start), what, refused=False)


def _at(where: str, text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return ", ".join(filter(None, (where, f"line {line}, column {column}")))


@cache
def _shipped() -> frozenset[bytes]:
    """Digests of the scripts and styles that every chronicle carries as they are."""
    room = resources.files("khronika.publishing.pages")
    waiting = [room / "static", room / "vendor"]
    found = set()
    while waiting:
        one = waiting.pop()
        if one.is_dir():
            waiting += list(one.iterdir())
        elif one.is_file():
            found.add(hashlib.sha256(one.read_bytes()).digest())
    return frozenset(found)
