"""JSON of which there is only one spelling, so that its digest means something.

Source: RFC 8785 (JSON Canonicalization Scheme), by way of the package rfc8785.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import rfc8785

from khronika.errors import VerificationError

LONGEST_LEAF_BYTES = 1_000_000
_LARGEST = 2**53 - 1
"""Larger whole numbers are not the same in every reader of JSON (RFC 7493); nor does the index hold them all."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_PLAIN = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an object. Raises: VerificationError where JSON cannot hold it (NaN, 2**53 and above)."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise VerificationError("canonical JSON", "values that JSON can hold", type(error).__name__) from error


def parsed_leaf(line: bytes) -> dict[str, Any]:
    """The object of a log's line, which holds no fractions.

    Raises: VerificationError where it is no JSON object, or not in its one canonical spelling.
    """
    try:
        found = _LEAF.decode(line.decode("utf-8"))
        # the standard library spells as RFC 8785 does, where keys are ASCII and numbers whole, as here; it is ten times
        # as quick, and what it does not confirm is looked at again. A key that is repeated is never spelt back
        plain = _PLAIN.encode(found).encode("utf-8")
    except (ValueError, RecursionError):
        found, plain = None, b""
    if not isinstance(found, dict) or (plain != line and canonical(found) != line):
        raise VerificationError("entry", "a JSON object in its canonical spelling (RFC 8785)", "something else")
    return found


def parsed(data: bytes) -> dict[str, Any]:
    """The JSON object of some bytes.

    Raises: VerificationError where they are none, repeat a key, hold what JSON cannot pass on safely (half a character,
        a number of 2**53 and above), or are nested too deep or too long.
    """
    if len(data) > LONGEST_LEAF_BYTES * 64:
        raise VerificationError("JSON", f"at most {LONGEST_LEAF_BYTES * 64} bytes", str(len(data)))
    try:
        found = _ANY.decode(data.decode("utf-8"))
        if _HALF.search(data):  # half a character, unless its other half stands beside it
            _PLAIN.encode(found).encode("utf-8")
    except (ValueError, RecursionError):
        raise VerificationError("JSON", "a JSON object in UTF-8", "something else") from None
    if not isinstance(found, dict):
        raise VerificationError("JSON", "a JSON object", type(found).__name__)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key that is repeated")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > _LARGEST:
        raise ValueError("a number that is too large")
    return number


_LEAF = json.JSONDecoder(parse_int=_whole)
_ANY = json.JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_constant=_no_constant)
