"""What a bad file is: its name, how it is made, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

STORY = (
    "ORUN, 14 March 2031 (Halda Wire) - Soldiers fired on a crowd in the harbour of Orun on Thursday, killing four "
    "people and wounding twelve, the governor's office said.\n"
)
"""A report that can be read, for what is hostile around it."""
MIB = 1 << 20


class Fate(Enum):
    """What must become of a bad file; every one of them is accounted for by its name."""

    REFUSED = "refused"  # not read, with a reason
    READ = "read"  # becomes at least one dispatch
    EITHER = "either"  # both are right; a file of many may be read in part
    LEFT = "left out"  # passed over by name, which loses nothing
    NOTHING = "nothing"  # holds no file: nothing need be said


@dataclass(frozen=True, slots=True)
class Case:
    """One bad file.

    name: as it stands in the folder; bytes, since a name may be no text.
    make: writes it at a path; `big` turns the size that the case is known by into the one to be made.
    """

    name: bytes
    fate: Fate
    make: Callable[[Path, Callable[[int], int]], None]
    about: str


CASES: list[Case] = []
Content = Callable[[Callable[[int], int]], bytes | str]
Making = Callable[[Path, Callable[[int], int]], None]


def content(name: str | bytes, fate: Fate) -> Callable[[Content], Content]:
    """Takes a function that gives the bytes (or the text) of a bad file; its docstring says what is bad."""

    def add(give: Content) -> Content:
        def make(path: Path, big: Callable[[int], int]) -> None:
            given = give(big)
            path.write_bytes(given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass"))

        _add(name, fate, make, give.__doc__)
        return give

    return add


def made(name: str | bytes, fate: Fate) -> Callable[[Making], Making]:
    """Takes a function that writes a bad file at a path."""

    def add(make: Making) -> Making:
        _add(name, fate, make, make.__doc__)
        return make

    return add


def _add(name: str | bytes, fate: Fate, make: Making, about: str | None) -> None:
    raw = name if isinstance(name, bytes) else name.encode()
    if raw in {case.name for case in CASES}:
        raise ValueError(f"two bad files are named {name!r}")
    if not about:
        raise ValueError(f"{name!r} does not say what is bad about it")
    CASES.append(Case(raw, fate, make, about))
