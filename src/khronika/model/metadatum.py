"""What a file says of its own making."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class MetadatumKind(StrEnum):
    """What one line of a file's metadata is about."""

    MADE = "made"
    TAKEN = "taken"
    POSITION = "position"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadatum:
    """One line of a file's metadata: what the file claims, which anybody can have written into it.

    span: the line in the dispatch's text, which is the listing of them all.
    time: of `taken`: ISO 8601 to the second, with its offset where the file gives one, else the camera's own clock.
    lat, lon: of `position`: WGS 84 degrees.
    sensitive: whether it may lead to a person, so that it is withheld from what is published by default.
    """

    kind: MetadatumKind
    span: Span
    time: str | None = None
    lat: float | None = None
    lon: float | None = None
    sensitive: bool = False
