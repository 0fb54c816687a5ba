"""What moved between two chronicles: a pure function of their records (``chronicle.json``), whenever they were written.

Identifiers of incidents and people follow from their claims, so that one that has gained a claim bears a new one. Here
they are known again by the claims that they share, and a claim by where it stands: dispatch, field, span and kind.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from khronika.publishing.withholding.redaction import BLOCK

Record = Mapping[str, Any]
"""What ``chronicle.json`` holds; see ``chronicle.schema.json``."""
NOTHING: Record = {"dispatches": [], "claims": [], "incidents": [], "people": [], "refusals": []}
"""The record of a chronicle without anything, to compare a first one with."""


class Bounds(NamedTuple):
    """A tally's low, best and high; None where a bound is open, or nothing was chosen."""

    low: int | None
    best: int | None
    high: int | None


class Named(NamedTuple):
    """An incident or a refusal: how it is called, and more about it in words."""

    name: str
    words: str


class TallyMove(NamedTuple):
    """A tally of an incident that stayed: one that came or went, or of which somebody gives another account.

    by: the speakers whose accounts are new or other than before; where there are none, those whose accounts went.
    """

    incident: str
    measure: str
    group: str | None
    scope: str
    before: Bounds | None
    after: Bounds | None
    by: tuple[str, ...]


class PersonMove(NamedTuple):
    """Somebody of whom other things are said than before: the states in their order, each with its standing."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What came, went and changed, each in the order of the record that holds it."""

    dispatches_in: tuple[str, ...]
    dispatches_out: tuple[str, ...]
    dispatches_changed: tuple[str, ...]
    refusals_new: tuple[Named, ...]
    refusals_gone: tuple[Named, ...]
    incidents_new: tuple[Named, ...]
    incidents_gone: tuple[Named, ...]
    tallies: tuple[TallyMove, ...]
    people: tuple[PersonMove, ...]

    def __bool__(self) -> bool:
        """Whether anything moved."""
        return any(getattr(self, field.name) for field in fields(self))

    def as_dict(self) -> dict[str, object]:
        """For programs."""
        return {field.name: [_plain(one) for one in getattr(self, field.name)] for field in fields(self)}


def moved(before: Record, after: Record) -> Moved:
    """What moved from one chronicle to another. Nothing did between equal ones; what came one way went the other."""
    texts, texts_after = _texts(before), _texts(after)
    old, new = places(before), places(after)
    stayed = pairs(claims_of(before["incidents"], old), claims_of(after["incidents"], new))
    stayed_after = {then: first for first, then in stayed.items()}
    refusals, refusals_after = _refusals(before), _refusals(after)
    return Moved(
        dispatches_in=tuple(name for name in texts_after if name not in texts),
        dispatches_out=tuple(name for name in texts if name not in texts_after),
        dispatches_changed=tuple(
            name for name, text in texts_after.items() if name in texts and not _is_same(texts[name], text)
        ),
        refusals_new=tuple((refusals_after - refusals).elements()),
        refusals_gone=tuple((refusals - refusals_after).elements()),
        incidents_new=tuple(_named(one) for i, one in enumerate(after["incidents"]) if i not in stayed_after),
        incidents_gone=tuple(_named(one) for i, one in enumerate(before["incidents"]) if i not in stayed),
        tallies=tuple(_tallies(before["incidents"], after["incidents"], stayed_after)),
        people=tuple(_people(before, after, old, new)),
    )


def _texts(record: Record) -> dict[str, tuple[str, str, str]]:
    """When a dispatch was published and what it says, by its name."""
    return {one["doc_id"]: (one["published"] or "", one["title"] or "", one["text"]) for one in record["dispatches"]}


def _is_same(first: tuple[str, str, str], second: tuple[str, str, str]) -> bool:
    """Whether two dispatches are one, but for what is blacked out in either: another dispatch may be the reason."""
    if first == second:
        return True
    both = list(zip(first, second, strict=True))
    return all(len(one) == len(other) for one, other in both) and all(
        BLOCK in (letter, letter_now) or letter == letter_now
        for one, other in both
        for letter, letter_now in zip(one, other, strict=True)
    )


def _refusals(record: Record) -> Counter[Named]:
    """What was not read or set aside; what reconciling compares and leaves out moves with its claims."""
    return Counter(Named(one["name"], one["reason"]) for one in record["refusals"] if one["step"] != "reconciling")


def places(record: Record) -> dict[str, Hashable]:
    """Where each claim stands, by its identifier."""
    return {
        one["claim_id"]: (one["doc_id"], one.get("field"), one["start"], one["end"], one["event_type"])
        for one in record["claims"]
    }


def claims_of(incidents: Sequence[Record], places: Mapping[str, Hashable]) -> list[frozenset[Hashable]]:
    """What each incident is known by: its claims, of an episode those of its parts too; without any, its title."""
    parts: dict[str | None, list[str]] = defaultdict(list)
    for one in incidents:
        parts[one.get("part_of")] += one["claims"]
    found: list[frozenset[Hashable]] = []
    for one in incidents:
        claims = {*one["claims"], *(parts.get(one.get("incident_id"), ()) if one.get("incident_id") else ())}
        marks: set[Hashable] = {(one["kind"], places.get(claim, claim)) for claim in claims}
        found.append(frozenset(marks or {(one["kind"], one["title"])}))
    return found


def pairs(before: Sequence[frozenset[Hashable]], after: Sequence[frozenset[Hashable]]) -> dict[int, int]:
    """Position before -> position after of what is the same, those that share most of their claims first."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for index, claims in enumerate(after):
        for claim in claims:
            holders[claim].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for index, claims in enumerate(before):
        shared.update((index, other) for claim in claims for other in holders[claim])

    def rank(pair: tuple[int, int]) -> tuple[float, int, int]:
        # of equals those that stand first; the same whichever record is called the earlier
        together = len(before[pair[0]] | after[pair[1]])
        return -shared[pair] / together, sum(pair), abs(pair[0] - pair[1])

    found: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in sorted(shared, key=rank):
        if first not in found and second not in taken:
            found[first] = second
            taken.add(second)
    return found


def _named(incident: Record) -> Named:
    """An incident with the bounds of its tallies that count everybody."""
    whole = [tally for tally in incident["tallies"] if tally["group"] is None and tally["scope"] == "whole"]
    told = (f"{tally['measure']} {in_figures(_bounds(tally))}" for tally in whole if tally["status"] == "reported")
    return Named(incident["title"], ", ".join(told))


def _tallies(before: Sequence[Record], after: Sequence[Record], stayed_after: Mapping[int, int]) -> Iterator[TallyMove]:
    for index, incident in enumerate(after):
        if index not in stayed_after:
            continue
        old = {_key(tally): tally for tally in before[stayed_after[index]]["tallies"]}
        new = {_key(tally): tally for tally in incident["tallies"]}
        for key in [*new, *(key for key in old if key not in new)]:
            was, now = old.get(key), new.get(key)
            bounds, bounds_now = was and _bounds(was), now and _bounds(now)
            by = _by(was, now)
            if bounds != bounds_now or by:
                yield TallyMove(incident["title"], *key, bounds, bounds_now, by)


def _key(tally: Record) -> tuple[str, str | None, str]:
    return tally["measure"], tally["group"], tally["scope"]


def _bounds(tally: Record) -> Bounds:
    return Bounds(tally["low"], tally["best"], tally["high"])


def _by(was: Record | None, now: Record | None) -> tuple[str, ...]:
    old, new = _accounts(was), _accounts(now)
    other = [one for one in new if one not in old] or [one for one in old if one not in new]
    return tuple(dict.fromkeys(speaker for speaker, *_ in other))


def _accounts(tally: Record | None) -> list[tuple[str, int | None, int | None, str]]:
    return [(one["speaker"], one["low"], one["high"], one["standing"]) for one in (tally["accounts"] if tally else ())]


def _people(
    before: Record, after: Record, old: Mapping[str, Hashable], new: Mapping[str, Hashable]
) -> Iterator[PersonMove]:
    stayed = pairs(told_of(before["people"], old), told_of(after["people"], new))
    stayed_after = {then: first for first, then in stayed.items()}
    for index, person in enumerate(after["people"]):
        was = before["people"][stayed_after[index]] if index in stayed_after else None
        states, states_now = _states(was), _states(person)
        if states != states_now:
            yield PersonMove(person["name"], states, states_now)
    for index, person in enumerate(before["people"]):
        if index not in stayed and person["history"]:
            yield PersonMove(person["name"], _states(person), ())


def told_of(people: Sequence[Record], places: Mapping[str, Hashable]) -> list[frozenset[Hashable]]:
    """The claims that tell of a person, with the state that each tells of."""
    return [
        frozenset((places.get(one["claim_id"], one["claim_id"]), one["state"]) for one in person["history"])
        for person in people
    ]


def _states(person: Record | None) -> tuple[str, ...]:
    history: Iterable[Record] = person["history"] if person else ()
    words = (one["state"] + ("" if one["standing"] == "claimed" else f" ({one['standing']})") for one in history)
    return tuple(dict.fromkeys(words))


def in_figures(bounds: Bounds | None) -> str:
    """ "4", "4 to 9", "at least 4", "4 to 9, best 7"; "none" where there is no tally. No figure that nobody chose."""
    if bounds is None:
        return "none"
    low, best, high = bounds
    if low == high:
        return "uncounted" if low is None else str(low)
    words = f"up to {high}" if low is None else f"{low} to {high}"
    if high is None:
        words = f"at least {low}"
    return words if best is None else f"{words}, best {best}"


def _plain(one: object) -> object:
    return one._asdict() if isinstance(one, Named | TallyMove | PersonMove) else one
