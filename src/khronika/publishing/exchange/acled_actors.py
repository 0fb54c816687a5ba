"""The main actors of an event as ACLED has them: Actor 1, Actor 2, their types and the interaction."""

from collections.abc import Iterator
from typing import Any

from khronika.model.incident import Incident
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.countries import country
from khronika.publishing.exchange.sides import Sides
from khronika.publishing.tables.flat import Row

CODES = codes("acled")
DEMONSTRATIONS = ("Protests", "Riots")


def actors_of(incident: Incident, sides: Sides) -> Row:
    """Actor 1, Actor 2, their types and the interaction ("17": state forces and civilians; "60": protesters alone)."""
    kind = incident.acled_event_type or ""
    where = country(incident.place.country if incident.place else None)
    name = where.name if where else None
    did = _actor(sides.did_kind, sides.did, name)
    generic = CODES["first_actor"].get(kind)
    if generic:
        first = _actor(generic, None, name)
        second = (None, None) if sides.did_kind in CODES["demonstrators"] else did
    else:
        second_kind = CODES["second_actor"].get(kind) or next(iter(sides.suffered_kinds), None)
        takes_civilians = kind not in CODES["armed_sides_only"]
        first, second = did, _actor(second_kind, None, name) if takes_civilians else (None, None)
    return {
        "actor1": first[0],
        "inter1": first[1],
        "actor2": second[0],
        "inter2": second[1],
        "interaction": _interaction(first, second, alone=kind in CODES["one_actor"]),
    }


def _actor(kind: str | None, words: str | None, where: str | None) -> tuple[str | None, int | None]:
    """Name and type: ACLED's generic name with the country, else the words of the reports."""
    row: dict[str, Any] = CODES["kind"].get(kind, {})
    generic = row.get("name")
    if generic:
        return (f"{generic} ({where})" if where else generic), row.get("inter")
    return words, row.get("inter") if words else None


def _interaction(
    first: tuple[str | None, int | None], second: tuple[str | None, int | None], *, alone: bool
) -> int | None:
    """The two types as one number, the lower first; None where a type is missing.

    alone: whether an event of this type can have one actor only; 0 then stands for the other.
    """
    if first[1] is None or (second[0] is not None and second[1] is None):
        return None
    if second[1] is None:
        return first[1] * 10 if alone else None
    low, high = sorted((first[1], second[1]))
    return low * 10 + high


def doubts_of_sides(incident: Incident, sides: Sides) -> Iterator[tuple[str, str]]:
    """What the reader of a row must be told of its actors: rule and words."""
    kind = incident.acled_event_type
    if sides.contested:
        yield "contested_parties", "; ".join(sides.contested)
    elif sides.did is None and kind not in DEMONSTRATIONS:
        yield "party_not_stated", ""
    elif sides.did is not None and CODES["kind"].get(sides.did_kind, {}).get("inter") is None:
        yield "party_without_code", f"{sides.did}: {sides.did_kind or 'kind not known'}"
