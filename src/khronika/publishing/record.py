"""The chronicle as one JSON file, and the schema that is its contract."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any, cast


def as_bytes(value: object) -> bytes:
    """JSON in UTF-8, one space of indent, a line break at the end.

    A lone surrogate, which UTF-8 cannot hold, becomes "?": one code point for one, so that offsets stay true.
    """
    # piece by piece: json.dumps holds every piece of an indented text at once, ten times the size of the file
    written = BytesIO()
    for piece in json.JSONEncoder(ensure_ascii=False, indent=1, allow_nan=False).iterencode(value):
        written.write(piece.encode("utf-8", "replace"))
    written.write(b"\n")
    return written.getvalue()


def record(chronicle: Mapping[str, object], withheld: Mapping[str, object]) -> dict[str, object]:
    """What ``chronicle.json`` holds: the chronicle's own fields, and what was withheld from them."""
    return {**chronicle, "withheld": dict(withheld)}


@cache
def _schema_text() -> str:
    return (resources.files("khronika.publishing") / "chronicle.schema.json").read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``chronicle.json``, parsed."""
    return cast(dict[str, Any], json.loads(_schema_text()))
