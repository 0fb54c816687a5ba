"""What an exporter is, what it gives back, and which exporters there are.

An exporter of somebody else's is an entry point of the group ``khronika.exporters`` that names an ``Exporter``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khronika.errors import WrongUse
from khronika.hooks import plugged_in
from khronika.publishing.recalling import Recalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something of one record that the format cannot hold, or holds as less than it is.

    rule: a name of the exporter's `rules`, which say in plain words why.
    record: what kind of record it is (incident, tally, claim, person, source, dispatch, gap, refusal).
    record_id: its identifier in the chronicle. title: how a person knows it, "" where the identifier says enough.
    what: what is lost, or what was written in its place; "" where the rule says it all.
    exported: False where the record is left out as a whole.
    """

    rule: str
    record: str
    record_id: str
    title: str = ""
    what: str = ""
    exported: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an exporter makes of a chronicle.

    files: name -> bytes. counts: name of a file -> records in it.
    losses: everything that the files do not hold, in the order of the chronicle.
    """

    files: Mapping[str, bytes]
    counts: Mapping[str, int]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One exchange format.

    name: as ``--to`` has it. title: as a person calls it.
    about: what a row or record is, and by which rules, a paragraph.
    rules: name of a loss -> why, in a sentence that stands by itself.
    empty: column that is never filled -> why.
    export: pure; the same chronicle gives the same bytes. Raises: MissingExtra where a library is not installed.
    """

    name: str
    title: str
    about: str
    rules: Mapping[str, str]
    empty: Mapping[str, str]
    export: Callable[[Recalled], Export]


def exporters() -> dict[str, Exporter]:
    """Every exporter by name; where two have one name, a stranger's comes before the built-in one.

    Raises: WrongUse where a plug-in gives something else.
    """
    found: dict[str, Exporter] = {}
    for address, thing in plugged_in("exporter"):
        if not isinstance(thing, Exporter):
            raise WrongUse(f"the plug-in {address!r} is no Exporter")
        found.setdefault(thing.name, thing)
    return found


def exporter_named(name: str) -> Exporter:
    """The exporter of this name. Raises: WrongUse where there is none."""
    known = exporters()
    if name not in known:
        raise WrongUse(f"there is no export to {name!r}; there is one to {', '.join(sorted(known))}")
    return known[name]
