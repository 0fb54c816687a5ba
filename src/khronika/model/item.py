"""Bytes as they were received."""

from dataclasses import dataclass

from khronika.model.ids import Sha256Hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file, page or record exactly as it came in, named by the digest of its bytes.

    name: the path below the folder that was given, or the path and the line of a record.
    media_type: what it was read as (text/plain, text/markdown, text/html, application/json).
    size_bytes: length of the bytes.
    encoding: the character encoding that its text was decoded by.
    """

    sha256: Sha256Hex
    name: str
    media_type: str
    size_bytes: int
    encoding: str

    def as_dict(self) -> dict[str, object]:
        """The item as ``chronicle.json`` holds it."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "media_type": self.media_type,
            "size_bytes": self.size_bytes,
            "encoding": self.encoding,
        }
