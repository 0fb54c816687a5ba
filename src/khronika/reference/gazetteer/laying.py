"""Writing the compiled file: header and sections one after the other, put in place in one step."""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from khronika.reference.gazetteer.layout import MAGIC, SECTIONS

_CHUNK = 1 << 20


def lay(sections: Mapping[str, bytes | Path], header: Mapping[str, Any], out: Path) -> str:
    """Write the sections, each given as bytes or as a file that holds them, and return the digest of the content.

    header: what it says besides the places of the sections, their total length and the digest.
    """
    places, length = {}, 0
    for name in SECTIONS:
        size = _size(sections[name])
        places[name] = [length, size]
        length += size + -size % 8
    whole = {**header, "body": length, "sections": places}
    digest = hashlib.sha256()
    for chunk in _body(sections):
        digest.update(chunk)
    digest.update(json.dumps(whole, sort_keys=True).encode())
    text = json.dumps(whole | {"digest": digest.hexdigest()}, sort_keys=True, separators=(",", ":")).encode()
    head = MAGIC + struct.pack("<I", len(text)) + text
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(out.name + ".new")
    with fresh.open("wb") as file:
        file.write(head + b"\0" * (-len(head) % 8))
        for chunk in _body(sections):
            file.write(chunk)
    fresh.replace(out)
    return digest.hexdigest()


def _size(section: bytes | Path) -> int:
    return section.stat().st_size if isinstance(section, Path) else len(section)


def _body(sections: Mapping[str, bytes | Path]) -> Iterator[bytes]:
    for name in SECTIONS:
        section = sections[name]
        if isinstance(section, Path):
            with section.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        else:
            yield section
        yield b"\0" * (-_size(section) % 8)
