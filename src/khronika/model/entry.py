"""A row of a list of people."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row of a list says of somebody.

    list: the name of the list. key: what tells the row from the others of its list: its own id, else its number.
    said: field (see ``linking/fields.toml``) -> the words as written; a field that the row leaves open is not in it.
    """

    list: str
    key: str
    said: Mapping[str, str]

    @property
    def entry_id(self) -> str:
        """List and key: "morgue.csv:12"."""
        return f"{self.list}:{self.key}"
