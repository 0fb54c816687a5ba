"""What changed from one edition to the next, and why: for a page, and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from khronika.publishing.editions.moved import Moved, Record, in_figures, moved
from khronika.publishing.editions.permanence import Tombstone
from khronika.publishing.pages.templating import environment_with
from khronika.publishing.record import as_bytes

FORMAT = "khronika-edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition as it is published.

    at: claimed, UTC. heads: of the archive's logs that it was made from, size and root. previous: number and digest of
    the manifest of the one before. judgments: those that stand in it and did not in the one before;
    gone: those that did.
    """

    number: int
    at: str
    why: str
    archive: str
    heads: Mapping[str, tuple[int, str]]
    previous: Mapping[str, Any] | None
    moved: Moved
    judgments: Sequence[Record]
    gone: Sequence[Record]
    tombstones: tuple[Tombstone, ...]

    def as_bytes(self) -> bytes:
        """``edition.json``."""
        return as_bytes(
            {
                "format": FORMAT,
                "version": 1,
                "number": self.number,
                "at": self.at,
                "why": self.why,
                "archive": self.archive,
                "heads": {log: list(head) for log, head in self.heads.items()},
                "previous": self.previous,
                "changes": self.moved.as_dict(),
                "judgments": list(self.judgments),
                "judgments_gone": list(self.gone),
                "tombstones": [stone._asdict() for stone in self.tombstones],
            }
        )

    def page(self) -> bytes:
        """``changes.html``, to be read beside the chronicle."""
        return _environment().get_template("changes.html").render(it=self).encode("utf-8", "replace")


def changed(before: Record, after: Record) -> tuple[Moved, list[Record], list[Record]]:
    """What moved between two public records; the judgments that are new, and those that stand no more."""
    old, new = before.get("judgments", []), after.get("judgments", [])
    stood, stands = [_same_in_editions(one) for one in old], [_same_in_editions(one) for one in new]
    fresh = [one for one, known in zip(new, stands, strict=True) if known not in stood]
    return moved(before, after), fresh, [one for one, known in zip(old, stood, strict=True) if known not in stands]


def _same_in_editions(judgment: Record) -> Record:
    """A judgment without the ids of its claims, where the entries tell what it is: withheld claims get new ids."""
    return {key: value for key, value in judgment.items() if key != "claims" or not judgment.get("by")}


@cache
def _environment() -> Environment:
    css = resources.files("khronika.publishing.pages") / "static" / "chronicle.css"
    return environment_with({"figures": in_figures}, {"css": Markup(css.read_text(encoding="utf-8"))})
