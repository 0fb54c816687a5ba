"""One human being across claims: spellings joined where that is safe, and a history of what befell them.

Conservative: names must agree in given name and family name (see ``names``), and the claims must have something in
common (a dispatch, an event, a place), since two men of one name are merged at a family's cost. Nobody is ever moved
from missing to killed: both states stay, each with its claim.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khronika.model.actor import Actor
from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId, PersonId, short_digest
from khronika.model.person import Person, PersonState
from khronika.reconciling.days import bounds_of
from khronika.reconciling.names import has_initial, name_key, names_alike
from khronika.reconciling.romanising import parts_of
from khronika.reconciling.traits import Traits
from khronika.reconciling.weights import weight
from khronika.reconciling.whereabouts import Spot, kilometres, relation
from khronika.reference.vocabulary import states

_DENYING = (Stance.DENIES, Stance.DOUBTS)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A spelling of a name in one dispatch (copies with their original), with the claims that it has a part in."""

    root: DocId
    words: str
    parts: tuple[str, ...]
    seen: tuple[tuple[Traits, Actor], ...]
    events: frozenset[int]
    spots: frozenset[Spot | None]
    deaths: frozenset[int]


def people_of(members: Sequence[Traits], event_of: Mapping[ClaimId, int]) -> list[tuple[Person, list[ClaimId]]]:
    """Everybody named or described with what befell them, and the claims that each has a part in.

    event_of: the number of the event that a claim was put with; asides have none.
    """
    ordered = sorted(members, key=lambda one: one.order)
    groups = _joined(list(_bearers(ordered, event_of)))
    found = [_person([pair for bearer in group for pair in bearer.seen], named=True) for group in groups]
    found += [_person([(traits, actor)], named=False) for traits, actor in _described(ordered)]
    return sorted(found, key=lambda pair: (not pair[0].named, parts_of(pair[0].name), pair[0].person_id))


def _bearers(members: Sequence[Traits], event_of: Mapping[ClaimId, int]) -> Iterator[Bearer]:
    grouped: dict[tuple[DocId, str], list[tuple[Traits, Actor]]] = defaultdict(list)
    for traits in members:
        for actor in traits.claim.actors:
            if actor.named and parts_of(actor.words):
                grouped[traits.root, name_key(actor.words)].append((traits, actor))
    for (root, _), seen in sorted(grouped.items(), key=lambda item: item[0]):
        words = min((actor.words for _, actor in seen), key=lambda text: (-len(text), text))
        events = frozenset(event_of[t.claim.claim_id] for t, _ in seen if t.claim.claim_id in event_of)
        spots = frozenset(traits.spot for traits, _ in seen)
        yield Bearer(root, words, parts_of(words), tuple(seen), events, spots, _dies_on(seen))


def _joined(bearers: Sequence[Bearer]) -> list[list[Bearer]]:
    """Bearers that are one person. A group takes another in only where every spelling agrees with every other."""
    home = {index: [index] for index in range(len(bearers))}
    for one, other in sorted(_pairs(bearers), key=lambda pair: _closeness(bearers, pair)):
        left, right = home[one], home[other]
        if left is right or not all(_one_person(bearers[a], bearers[b]) for a in left for b in right):
            continue
        merged = sorted([*left, *right])
        for index in merged:
            home[index] = merged
    unique = {id(group): group for group in home.values()}
    return [[bearers[index] for index in group] for group in sorted(unique.values())]


def _closeness(bearers: Sequence[Bearer], pair: tuple[int, int]) -> tuple[bool, bool, bool, tuple[int, int]]:
    """Equal spellings first, then those of one dispatch, then those without initials."""
    one, other = bearers[pair[0]], bearers[pair[1]]
    initials = has_initial(one.words) or has_initial(other.words)
    return one.parts != other.parts, one.root != other.root, initials, pair


def _pairs(bearers: Sequence[Bearer]) -> set[tuple[int, int]]:
    """Pairs whose names fit. Compared are those that share a word's first consonants and another's first letter."""
    named: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, bearer in enumerate(bearers):
        named[tuple(sorted(bearer.parts))].append(index)
    blocks: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(named):
        for key in {(_skeleton(a), b[0]) for a in name for b in name if len(a) > 1 and (a != b or len(name) == 1)}:
            blocks[key].append(name)
    pairs = {
        (one, other)
        for names in blocks.values()
        for place, one in enumerate(names)
        for other in names[place:]
        if names_alike(" ".join(one), " ".join(other))
    }
    found = {
        (min(a, b), max(a, b)) for one, other in pairs for a in named[one] for b in named[other] if a != b
    } | _family_names_alone(bearers)
    torn = _torn(bearers, found)
    return {pair for pair in found if not torn.intersection(pair)}


def _family_names_alone(bearers: Sequence[Bearer]) -> set[tuple[int, int]]:
    """Within one dispatch, a family name alone with the full names that end in it."""
    by_root: dict[DocId, list[int]] = defaultdict(list)
    for index, bearer in enumerate(bearers):
        by_root[bearer.root].append(index)
    return {
        (min(short, long), max(short, long))
        for members in by_root.values()
        for short in members
        if len(bearers[short].parts) == 1
        for long in members
        if _name_fits(bearers[short], bearers[long]) and short != long
    }


def _torn(bearers: Sequence[Bearer], pairs: set[tuple[int, int]]) -> set[int]:
    """Short names ("Garcia", "J. Garcia") that fit two people who are not one: undecided, so they stay apart."""
    fits: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(pairs):
        for short, long in ((one, other), (other, one)):
            if len(bearers[short].parts) == 1 or has_initial(bearers[short].words):
                fits[short].append(long)
    return {
        short
        for short, long in fits.items()
        if any(not _name_fits(bearers[a], bearers[b]) for place, a in enumerate(long) for b in long[place + 1 :])
    }


def _skeleton(part: str) -> str:
    return part[0] + "".join(letter for letter in part[1:] if letter not in "aeiou")[:3]


def _name_fits(one: Bearer, other: Bearer) -> bool:
    """Whether the names agree; within one dispatch a family name alone stands for the full name that ends with it."""
    if one.root == other.root and 1 in (len(one.parts), len(other.parts)):
        short, long = sorted((one.parts, other.parts), key=len)
        return len(long) > 1 and short[0] == long[-1]
    return names_alike(one.words, other.words)


def _one_person(one: Bearer, other: Bearer) -> bool:
    """Whether two bearers can be one person and have something in common but the name."""
    if one.root == other.root and 1 in (len(one.parts), len(other.parts)):
        return one.parts == other.parts or _name_fits(one, other)
    return names_alike(one.words, other.words) and _connected(one, other)


def _connected(one: Bearer, other: Bearer) -> bool:
    """Whether dispatch, event or place ties the two together, or nothing speaks against it and names are full."""
    if one.root == other.root or one.events & other.events:
        return True
    if one.deaths and other.deaths and not one.deaths & other.deaths:
        return False
    found = {relation(here, there) for here in one.spots for there in other.spots}
    if found & {"same_place", "same_town", "near", "within", "same_region"}:
        return True
    # without any tie only names that are written out will do, within weeks, and never against the map
    written_out = not has_initial(one.words) and not has_initial(other.words)
    return written_out and _days_between(one, other) <= weight("people", "most_days") and not _far_apart(one, other)


def _far_apart(one: Bearer, other: Bearer) -> bool:
    """Whether what is told of the two lies in other countries or regions, or far apart on the map."""
    pairs = [(here, there) for here in one.spots for there in other.spots if here and there]
    return bool(pairs) and all(_far(here, there) for here, there in pairs)


def _far(here: Spot, there: Spot) -> bool:
    if here.country and there.country and here.country != there.country:
        return True
    if here.point and there.point:
        return kilometres(here.point, there.point) > weight("people", "most_km")
    return bool(here.admin1 and there.admin1 and here.admin1 != there.admin1)


def _days_between(one: Bearer, other: Bearer) -> int:
    """Days between the nearest claims of the two, by the days of events; 0 where nothing is known."""
    known = [(a.days, b.days) for a, _ in one.seen for b, _ in other.seen if a.days.known and b.days.known]
    return min((here.gap(there) for here, there in known), default=0)


def _dies_on(seen: Sequence[tuple[Traits, Actor]]) -> frozenset[int]:
    """Days on which claims have somebody killed, with a day's play; nobody dies twice."""
    return frozenset(
        day + step
        for traits, actor in seen
        if actor.state == "killed" and traits.days.hard
        for day in (traits.days.first, traits.days.last)
        for step in (-1, 0, 1)
    )


def _described(members: Sequence[Traits]) -> Iterator[tuple[Traits, Actor]]:
    """People who are described and not named, where something befell them; each stays by itself."""
    for traits in members:
        for actor in traits.claim.actors:
            if not actor.named and actor.state and actor.kind == "person":
                yield traits, actor


def _person(seen: Sequence[tuple[Traits, Actor]], *, named: bool) -> tuple[Person, list[ClaimId]]:
    counted = Counter(actor.words for _, actor in seen)
    variants = sorted(counted)
    name = max(variants, key=lambda text: (len(parts_of(text)), not has_initial(text), counted[text], len(text), text))
    claims = sorted({traits.claim.claim_id for traits, _ in seen})
    person_id = PersonId(short_digest("person", named, name_key(name), *claims))
    history = [state for pair in sorted(seen, key=_moment) if (state := _state(*pair))]
    person = Person(
        person_id=person_id,
        name=name,
        variants=tuple(variants),
        named=named,
        history=tuple(dict.fromkeys(history)),
    )
    return person, claims


def _moment(pair: tuple[Traits, Actor]) -> tuple[object, ...]:
    """When a state was: the first day said, else the day published.

    Of one day and publication in the order of the vocabulary (detained before released), since a sentence may turn
    it round ("released were the three who had been detained").
    """
    traits, actor = pair
    day = 0 if not traits.days.known else traits.days.first if traits.days.hard else traits.days.last
    published = traits.published.timestamp() if traits.published else 0.0
    rank = list(states()).index(actor.state) if actor.state and actor.state in states() else -1
    return day, published, rank, traits.order, actor.span.start, actor.state or ""


def _state(traits: Traits, actor: Actor) -> PersonState | None:
    if not actor.state:
        return None
    claim = traits.claim
    when = claim.when.edtf if claim.when and claim.when.edtf and any(bounds_of(claim.when)) else None
    return PersonState(state=actor.state, when=when, claim_id=claim.claim_id, standing=standing_of(claim))


def standing_of(claim: Claim) -> str:
    """How a claim says that something befell somebody: claimed, attempted, planned or denied."""
    if (claim.attribution and claim.attribution.stance in _DENYING) or claim.reality is Reality.DID_NOT_HAPPEN:
        return "denied"
    return {Reality.ATTEMPTED: "attempted", Reality.PLANNED: "planned"}.get(claim.reality, "claimed")
