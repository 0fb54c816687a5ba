"""Which kinds of source there are, and which of them are protected."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khronika.reference.vocabulary import Entry, by_name, load


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKind(Entry):
    """A kind of source; protected: naming one of this kind may put somebody at risk."""

    protected: bool


@cache
def source_kinds() -> Mapping[str, SourceKind]:
    """Every kind of source by name. Raises: VocabularyError."""
    return by_name("source_kinds.toml", load("source_kinds.toml", "source_kind", SourceKind))
