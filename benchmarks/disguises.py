"""What one value may look like on a disk: its spellings, in every encoding that a program may have put it into."""

import base64
import codecs
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import ahocorasick  # type: ignore[import-not-found]  # compiled, without stubs
import iuliia

from khronika.publishing.withholding.folding import fold_word
from khronika.publishing.withholding.spelling import sounded
from khronika.reference.scripts import latin

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp1256", "cp1252")
FEWEST_BYTES = 6
"""Shorter needles stand in ciphertext by chance."""
_LONG = 5
"""Letters or digits; fewer say nothing."""
_CHUNK = 1 << 22


def spellings(value: str) -> set[str]:
    """A value as it may be written: in Latin letters by any table, without accents, by sound, decomposed, in any case.

    What has no spaces in it (an address, a name run together) is among them, and every longer word of it alone.
    """
    words = [word for word in value.split() if len(word) >= _LONG]
    return {spelling for one in (value, *words) for spelling in _spellings(one)}


def _spellings(value: str) -> set[str]:
    written = {value, latin(value), fold_word(value), " ".join(map(sounded, value.split()))}
    written |= {str(table.translate(value)) for table in iuliia.schemas.schemas.values()}
    written |= {one.replace(" ", with_) for one, with_ in product(list(written), ("", "_", "-"))}
    cased = {how(one) for one in written for how in (str, str.upper, str.lower, str.title)}
    forms = {unicodedata.normalize(form, one) for one in cased for form in ("NFC", "NFD", "NFKC", "NFKD")}
    return {one for one in forms if sum(map(str.isalnum, one)) >= _LONG}


def needles(values: Iterable[str]) -> dict[bytes, str]:
    """The bytes that a value, or one of its spellings, may stand on a disk as -> the value."""
    found: dict[bytes, str] = {}
    for value in values:
        for spelling in spellings(value):
            for needle in _encoded(spelling):
                if len(needle) >= FEWEST_BYTES:
                    found.setdefault(needle, value)
    return found


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        yield data
        yield from _in_letters(data)
    escaped = json.dumps(text)[1:-1].encode()
    yield from (escaped, escaped.replace(b"\\u", b"\\\\u"), codecs.encode(text, "unicode_escape"))
    yield json.dumps(text.upper())[1:-1].upper().replace("\\U", "\\u").encode()
    percent = quote(text)
    yield from (percent.encode(), percent.lower().encode())


def _in_letters(data: bytes) -> Iterator[bytes]:
    """Bytes as hexadecimal digits, and as base64 wherever in a longer stretch they begin."""
    yield from (data.hex().encode(), data.hex().upper().encode())
    for before in range(3):
        whole = (before + len(data)) // 3 * 3 - before
        letters = base64.b64encode(bytes(before) + data[:whole])[4 if before else 0 :]
        yield from (letters, letters.replace(b"+", b"-").replace(b"/", b"_"))


class Grep:
    """Looks for values in files, in all their disguises at once."""

    def __init__(self, values: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._longest = 1
        for needle, value in needles(values).items():
            self._automaton.add_word(needle.decode("latin-1"), value)  # a code point is a byte
            self._longest = max(self._longest, len(needle))
        self._automaton.make_automaton()

    def in_bytes(self, data: bytes) -> set[str]:
        """The values that stand in some bytes."""
        return {value for _, value in self._automaton.iter(data.decode("latin-1"))}

    def in_file(self, path: Path) -> set[str]:
        """The values that stand in a file."""
        found: set[str] = set()
        tail = b""
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                found |= self.in_bytes(tail + chunk)
                tail = chunk[-self._longest :]
        return found

    def below(self, *folders: Path) -> dict[Path, set[str]]:
        """The files and folders below folders that show a value, in their bytes or their names; with the values."""
        found: dict[Path, set[str]] = {}
        for path, name in ((path, path.relative_to(one)) for one in folders for path in one.rglob("*")):
            shown = self.in_bytes(os.fsencode(name))
            if path.is_file():
                shown |= self.in_file(path)
            if shown:
                found[path] = shown
        return found
