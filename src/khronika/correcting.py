"""A claim with one of its values as a documenter has corrected it. Words, spans and the claim's id stay as they are."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from khronika.errors import WrongUse
from khronika.model.claim import Claim
from khronika.publishing.recalling.evidence import claim_of
from khronika.publishing.recalling.node import Malformed, Node
from khronika.reference.edtf import UNKNOWN, days_of_edtf, interval_of_timex
from khronika.reference.source_kinds import source_kinds
from khronika.reference.vocabulary import event_types, measures, states

FIELDS: Mapping[str, tuple[str, ...]] = {
    "": ("event_type", "reality", "means", "when", "place", "figure"),
    "figure": ("measure", "low", "high", "group", "exactness", "scope", "scope_days", "scope_place", "as_of"),
    "place": ("name", "kind", "precision", "geonames_id", "admin1", "country", "lat", "lon", "near"),
    "attribution": ("speaker", "kind", "stance", "basis"),
    "actors": ("words", "kind", "state", "role", "named"),
}
"""The values that can be corrected, by the part of the claim that holds them; an actor goes by ``actors.0.state``."""
_SETTLED: Mapping[str, Any] = MappingProxyType({"others": [], "why": None})
"""Of a place that a documenter named: no other bearer of its name is meant any more."""
_LOCATED = ("geonames_id", "admin1", "country", "lat", "lon")
_VOCABULARIES: Mapping[str, Callable[[], Mapping[str, object]]] = {
    "event_type": event_types,
    "figure.measure": measures,
    "attribution.kind": source_kinds,
    "state": states,
}


def corrected(claim: Claim, field: str, value: Any) -> Claim:
    """The claim with another value in one of its fields.

    field: as in `FIELDS`, such as ``event_type``, ``figure.low``, ``actors.0.state``; ``when`` takes EDTF, ``figure`` a
    whole number or an object of several of its values, ``place`` a name or an object.

    Raises: WrongUse where there is no such field, or the claim would make no sense with the value.
    """
    return corrected_in(claim, {field: value})


def corrected_in(claim: Claim, values: Mapping[str, Any]) -> Claim:
    """The claim with several of its values corrected at once, which by themselves need not make sense.

    Raises: as `corrected`.
    """
    said = claim.as_dict()
    for field in sorted(values):  # "figure" before "figure.low"
        _correct(said, field, values[field])
    try:
        return claim_of(Node(said, ""))
    except (Malformed, ValueError) as error:
        raise WrongUse(f"{', '.join(sorted(values))}: the claim would make no sense: {error}") from None


def _correct(said: dict[str, object], field: str, value: Any) -> None:
    part, _, name = field.rpartition(".")
    kind = part.partition(".")[0]
    if part == "actors" and name in FIELDS["actors"]:
        raise WrongUse(f"{field}: of which actor? They are numbered from 0: actors.0.{name} is that of the first")
    if name not in FIELDS.get(kind, ()) or (kind != "actors" and kind != part):
        raise WrongUse(f"{field}: no value of a claim that can be corrected; these can: {', '.join(_known_fields())}")
    holder = _part(said, part)
    _must_be_known(field, name, value)
    if field == "when":
        holder["when"] = _when(value)
    elif field == "figure":
        holder["figure"] = _figure(holder["figure"], value)
    elif field == "place":
        holder["place"] = _place(holder["place"], value)
    else:
        holder[name] = value
    if field == "place.name":
        holder |= _nowhere(holder, ("geonames_id", "lat", "lon"))
    if part == "place":
        holder |= _SETTLED


def _known_fields() -> Iterator[str]:
    for group, names in FIELDS.items():
        part = {"": "", "actors": "actors.0."}.get(group, f"{group}.")
        yield from (f"{part}{name}" for name in names)


def value_at(claim: Mapping[str, Any], field: str) -> Any:
    """The value of a claim (as ``Claim.as_dict`` gives it) that a field names; None where it has no such part."""
    here: Any = claim
    for name in field.split("."):
        if isinstance(here, list) and name.isdecimal() and int(name) < len(here):
            here = here[int(name)]
        elif isinstance(here, dict):
            here = here.get(name)
        else:
            return None
    return here


def _part(said: dict[str, object], part: str) -> dict[str, Any]:
    found = value_at(said, part) if part else said
    if not isinstance(found, dict):
        count = len(cast("list[object]", said["actors"]))
        among = f" (it has {count}, numbered from 0)" if part.startswith("actors.") else ""
        raise WrongUse(f"{part}: the claim has none{among}")
    return cast(dict[str, Any], found)


def _must_be_known(field: str, name: str, value: Any) -> None:
    """Raises: WrongUse where a vocabulary has not the word."""
    for key in (field, name):
        known = _VOCABULARIES[key]() if key in _VOCABULARIES else None
        if known is not None and value is not None and value not in known:
            raise WrongUse(f"{field}: {value!r} is none of {', '.join(known)}")


def _when(value: Any) -> dict[str, object] | None:
    """The time that EDTF names. Raises: WrongUse where it is none that is read here."""
    if value is None:
        return None
    interval = interval_of_timex(str(value))
    if interval is UNKNOWN:
        try:
            first, last = days_of_edtf(str(value))
        except ValueError as error:
            raise WrongUse(f"when: {error}") from None
        start, end, edtf = _iso(first), _iso(last), str(value)
    else:
        start, end, edtf = interval.start, interval.end, interval.edtf
    kind = "TIME" if start and "T" in start else "DATE"
    return {
        "edtf": edtf, "start": start, "end": end, "timex_type": kind, "timex_value": str(value), "span": None,
        "basis": "stated",
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(before: Any, value: Any) -> dict[str, Any]:
    if not isinstance(before, dict):
        raise WrongUse("figure: the claim has none")
    if isinstance(value, int) and not isinstance(value, bool):
        return {**before, "low": value, "high": value, "exactness": "exact"}
    if isinstance(value, dict) and value and set(value) <= set(FIELDS["figure"]):
        _must_be_known("figure.measure", "measure", value.get("measure"))
        return {**before, **value}
    raise WrongUse(f"figure: a whole number, or an object with some of {', '.join(FIELDS['figure'])}")


def _place(before: Any, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    given = {"name": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or "name" not in given or not set(given) <= set(FIELDS["place"]):
        raise WrongUse(f"place: a name, or an object with name and some of {', '.join(FIELDS['place'][1:])}")
    located = all(isinstance(given.get(axis), int | float) and math.isfinite(given[axis]) for axis in ("lat", "lon"))
    empty = {"written": given["name"], "kind": "unknown", "near": None, "span": None, "basis": "stated"}
    before = before if isinstance(before, dict) else {}
    kept = {name: before.get(name, fallback) for name, fallback in empty.items() if name not in ("near", "kind")}
    precision = {"precision": "exact" if located else "unlocated"}
    return {**empty, **kept, **dict.fromkeys(_LOCATED), **precision, **given, **_SETTLED}


def _nowhere(place: Mapping[str, Any], gone: tuple[str, ...]) -> dict[str, Any]:
    """What must go where a place is another than before: its point on the map."""
    return {**dict.fromkeys(gone), "precision": "unlocated", "name": place["name"]}
