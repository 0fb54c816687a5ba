"""What bad luck or bad will does to bytes, of any kind and of kinds whose build is known: zip, gzip, JSON, text."""

import gzip
import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

LARGEST_BYTES = 400_000
"""A mutated input is cut here: large ones are the business of benchmarks.hostile."""
_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 2**63 - 1)
_DIGITS = re.compile(rb"\d+")
_WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae", b"]]>", b"<!--",
    b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"&#x110000;", b"NaN", b"1e999", b"-0",
    b"../../x", b"/etc/x", b"C:\\x", b'"', b"'", b"\\", b"\\ud800", b"\r", b"\n\n", b"\t", b"%", b"%s", b"{}",
    b"=cmd()", b"[" * 2000, b"{" * 2000, b"<a>" * 500, b"9" * 5000, "٣".encode(), "²".encode(), "½".encode(),
    "１".encode(), "İ".encode(), "\u2028".encode(),
)  # fmt: skip
_BLOWN_UP = (b"0", b"-1", b"99", b"9" * 9, b"9" * 30, b"9" * 5000, b"1e400", b"0x1", "٣".encode(), "²".encode())
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, 1e308, "", "a", "\x00", "9" * 400, "0001-01-01", "9999-12-31T23:59:59Z",
    "2031-02-30", [], {}, [[]], {"": None}, "\ud800", "x" * 5000,
)  # fmt: skip
Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutated(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """`data` after one to four mutations, inside of its container where it has one; the same for the same `chance`.

    others: samples of the same kind, of which parts may be taken.
    """
    for _ in range(chance.choice((1, 1, 2, 4))):
        inside = _inside(data)
        if inside is not None and chance.random() < 0.6:
            data = inside(chance, data, others)
        else:
            data = chance.choice(_PLAIN)(chance, data, others)
    return data[:LARGEST_BYTES]


def _inside(data: bytes) -> Mutation | None:
    if data.startswith(b"PK"):
        return _in_zip
    if data.startswith(b"\x1f\x8b"):
        return _in_gzip
    return _in_json if data.lstrip()[:1] in (b"{", b"[") else None


def _flip(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    found = bytearray(data)
    for _time in range(chance.choice((1, 3, 20)) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut_short(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _stretch(chance: random.Random, data: bytes) -> tuple[int, int]:
    begin = chance.randrange(len(data) + 1)
    return begin, min(len(data), begin + chance.choice((1, 4, 32, 300, 4000)))


def _left_out(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    begin, end = _stretch(chance, data)
    return data[:begin] + data[end:]


def _repeated(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    begin, end = _stretch(chance, data)
    return data[:begin] + data[begin:end] * chance.choice((2, 3, 50)) + data[end:]


def _spliced(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    begin, end = _stretch(chance, other)
    at, until = _stretch(chance, data)
    return data[:at] + other[begin:end] + data[chance.choice((at, until)) :]


def _length_field(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    size = chance.choice((1, 2, 4, 8))
    at = chance.randrange(len(data) + 1)
    number = chance.choice(_NUMBERS).to_bytes(8, "little")[:size]
    number = number if chance.random() < 0.5 else number[::-1]
    return data[:at] + number + data[at + size :]


def _digits(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    number = chance.choice(_BLOWN_UP)
    return data[: one.start()] + number + data[one.end() :]


def _word(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    begin, end = _stretch(chance, data)
    return data[:begin] + chance.choice(_WORDS) + data[chance.choice((begin, end)) :]


def _lines(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], chance.choice((lines[one], lines[one] * 2, b""))
    return b"\n".join(lines)


def _recoded(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32", "cp1251", "latin-1", "utf-7")), "replace")


_PLAIN: tuple[Mutation, ...] = (
    _flip, _flip, _cut_short, _left_out, _repeated, _spliced, _length_field, _length_field, _digits, _digits, _word,
    _word, _lines, _recoded,
)  # fmt: skip


def _in_zip(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One member changed, renamed, left out or doubled; the rest of the zip is as it should be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            comment = zipped.comment
            members = [(one.filename, zipped.read(one), one.compress_type) for one in zipped.infolist()]
    except Exception:  # noqa: BLE001  (it was mutated before)
        return _flip(chance, data, others)
    if not members:
        return data
    at = chance.randrange(len(members))
    name, held, how = members[at]
    do = chance.randrange(10)
    if do == 0:
        members[at] = (chance.choice(("../../x", "/x", "", "a\\b", name + "/", "\u202ename")), held, how)
    elif do == 1:
        del members[at]
    elif do == 2:
        members.append(members[at])
    else:
        members[at] = (name, mutated(chance, held, [held, *(one[1] for one in members)]), how)
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as zipped:  # of names that stand twice
        for name, held, how in members:
            zipped.writestr(zipfile.ZipInfo(name), held, how if how in (0, 8, 12, 14) else 0)
        zipped.comment = comment
    return out.getvalue()


def _in_gzip(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    try:
        held = gzip.decompress(data)
    except Exception:  # noqa: BLE001  (it was mutated before)
        return _flip(chance, data, others)
    return gzip.compress(mutated(chance, held, [held]), mtime=0)


def _in_json(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One value of a document, or of one of its lines, becomes another one, of whatever type."""
    lines = [data]
    at = 0
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        lines = data.split(b"\n")
        at = chance.randrange(len(lines))
        try:
            found = json.loads(lines[at])
        except (ValueError, RecursionError):
            return chance.choice(_PLAIN)(chance, data, others)
    try:
        lines[at] = json.dumps(_other_value(chance, found)).encode()
    except (ValueError, RecursionError):
        return data
    return b"\n".join(lines)


def _other_value(chance: random.Random, found: Any) -> Any:
    """The same document with one value changed, found by walking down at random."""
    if not isinstance(found, dict | list) or not found or chance.random() < 0.1:
        return chance.choice(_VALUES)
    keys = list(found) if isinstance(found, dict) else list(range(len(found)))
    key = chance.choice(keys)
    do = chance.randrange(8)
    if do == 0:
        del found[key]
    elif do == 1:
        found[key] = found[chance.choice(keys)]
    else:
        found[key] = _other_value(chance, found[key])
    return found
