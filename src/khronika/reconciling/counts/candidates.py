"""How many were killed or hurt in all: the numbers that an event's dispatches show, and what speaks for each.

A report says how many in many ways at once: in its title, its opening and far below, of everybody, of a group, of one
who is described, by the names of the dead, by the word for a killing that nobody counts, by a doer who dies beside the
victims. Every way gives a number; the same number by several ways speaks for itself. Features are classes of such
ways, never words of a text; ``weighing.py`` weighs them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from khronika.model.actor import Role
from khronika.model.attribution import Stance
from khronika.model.claim import Claim, Reality
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, DocId
from khronika.model.tally import Tally
from khronika.reconciling.aspects.families import says_deadly
from khronika.reconciling.aspects.groups import by_own_hand, counts_one, group_named, is_doer
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.leads import opens
from khronika.reconciling.counts.numerals import at_a_place, by_charges, by_order, counts_a_couple, joins_several
from khronika.reconciling.counts.standing import ADDED, COUNTED, DOUBTED, RUNNING, SUPERSEDED, words_of
from khronika.reconciling.names.agreement import name_key
from khronika.reconciling.weights import weight

HARMS = ("killed", "injured")
MOST = 40
"""Larger numbers are not weighed: in what the weights were learned from, few were harmed."""
HELD = "the grounds give it"
"""The one feature whose weight is set by hand: what the grounds give stands unless another number is far likelier."""
GONE = (SUPERSEDED, DOUBTED, RUNNING)
"""Standings of accounts whose numbers nobody gives for this event now."""
_SUMMAND = "within a sum"
_SEVERAL = "of several events"
_OF_ALL = ("whole", "at least", "group", "side by side")
_APART = 12
"""Characters between two claims of one sentence ("eight were killed and at least 46 wounded in shootings")."""
_OPENING, _BELOW = "opening", "below"
_PLACES = ("title", "opening", "below", "far down")
_DEEDS = {"killed": ("killed",), "injured": ("injured", "shot", "hospitalised")}
_HURTING = {"injury": "injured", "shooting": "shot"}
"""What somebody suffered, by kind of event."""
_OF_SOME = ("group", "added", "side by side", "described", "not counted")
_OF_VICTIMS = ("whole", "group", "added", "side by side", "described")
_ONE_ALONE = {*((1, way) for way in ("doer", "described", "not counted", _SUMMAND)), (2, "added")}
"""Numbers and ways in which one who dies by his own hand may be told of, and nobody besides."""
_UNSURE = (Stance.DOUBTS, Stance.DENIES, Stance.DEMANDS, Stance.PREDICTS)

Features = dict[str, float]


class Candidate(NamedTuple):
    """A number that may be the whole (None: nobody was, or nothing tells), with what speaks for and against it.

    claims: those that give it.
    """

    number: int | None
    features: Features
    claims: tuple[ClaimId, ...] = ()


class Told(NamedTuple):
    """A number that one claim gives, or makes possible.

    way: how the words give it ("whole", "group", "described" ...). place: where in the dispatch. day: of publication.
    """

    number: int
    measure: str
    way: str
    place: str
    root: DocId
    day: int
    claims: tuple[ClaimId, ...]


class Page(NamedTuple):
    """What an event's dispatches say.

    members: its claims. mainly: the dispatches (copies as their original) that are mainly about it.
    elsewhere: what these say in their titles and openings, and what was put with other events.
    """

    members: Sequence[Traits]
    mainly: frozenset[DocId]
    elsewhere: Sequence[Traits] = ()


def candidates_of(measure: str, tallies: Sequence[Tally], page: Page, dead: int) -> list[Candidate]:
    """The numbers of a measure that an event's claims and tallies show, the empty one first.

    dead: how many were killed, for the injured.
    """
    gone = _replaced(tallies)
    here = [traits for traits in page.members if _stands(traits.claim) and traits.claim.claim_id not in gone]
    others = [traits for traits in page.elsewhere if _stands(traits.claim)]
    several = _of_several([*here, *others])
    told = [_of(one, page.mainly) for traits in here for one in _told(traits)]
    told += [_of(one, page.mainly) for one in (*_side_by_side(here), *_names_together(here))]
    told += [one._replace(place=f"{one.place}, elsewhere") for traits in others for one in _told(traits)]
    told += [one._replace(place=f"{one.place}, elsewhere") for one in _side_by_side(others)]
    headline = {tally.measure: tally for tally in tallies if tally.group is None}
    told = [one._replace(way=_SEVERAL) if several & set(one.claims) and one.way in _OF_ALL else one for one in told]
    told = _with_sums(told, headline)
    sheet = _Sheet(measure, told, [*here, *others], page.mainly, headline, dead)
    numbers = sorted(number for number in sheet.numbers() if 0 < number <= MOST)
    found = [Candidate(one, sheet.of(one, numbers), sheet.claims_of(one)) for one in numbers]
    return [Candidate(None, sheet.of_none(numbers)), *found]


def _of_several(members: Sequence[Traits]) -> frozenset[ClaimId]:
    """Claims whose words, or those that they stand side by side with, speak of several events at once."""
    joined: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for traits in members:
        claim = traits.claim
        if joins_several(claim.quote):
            joined[claim.doc_id, claim.field].append((claim.span.start, claim.span.end))
    return frozenset(
        traits.claim.claim_id
        for traits in members
        for start, end in joined.get((traits.claim.doc_id, traits.claim.field), ())
        if start - _APART <= traits.claim.span.end and traits.claim.span.start <= end + _APART
    )


def _replaced(tallies: Sequence[Tally]) -> frozenset[ClaimId]:
    """Claims whose figure was replaced, taken back or quoted to be doubted, or covers more than the event."""
    accounts = [account for tally in tallies for account in tally.accounts]
    gone = {one for account in accounts if account.standing in GONE for one in account.claims}
    return frozenset(gone | {one for account in accounts for one in account.superseded})


def _stands(claim: Claim) -> bool:
    laid = claim.attribution
    return claim.reality is Reality.ACTUAL and not (laid and laid.stance in _UNSURE)


def _place(claim: Claim) -> str:
    if claim.field == "title":
        return "title"
    start = claim.span.start
    if start < weight("lead", "opening"):
        return _OPENING
    return _BELOW if start < weight("lead", "injured") else "far down"


def _of(told: Told, mainly: frozenset[DocId]) -> Told:
    return told if told.root in mainly else told._replace(place="another report")


def _told(traits: Traits) -> Iterator[Told]:
    claim, figure = traits.claim, traits.claim.figure
    day = traits.published.toordinal() if traits.published else 0
    if figure is None:
        for number, measure, way in _without_count(traits):
            yield Told(number, measure, way, _place(claim), traits.root, day, (claim.claim_id,))
    elif figure.measure in _DEEDS["killed"] + _DEEDS["injured"] and figure.low is not None:
        yield Told(figure.low, figure.measure, _way(claim), _place(claim), traits.root, day, (claim.claim_id,))
        last = figure.scope is Scope.ADDITION or (figure.scope is Scope.WHOLE and figure.low == figure.high == 1)
        order = by_order(words_of(claim, figure)) if last else None
        if order:
            yield Told(order, figure.measure, "by order", _place(claim), traits.root, day, (claim.claim_id,))


def _without_count(traits: Traits) -> Iterator[tuple[int, str, str]]:
    """What a claim without a figure makes possible: number, measure and way."""
    claim = traits.claim
    if _tells_of_a_death(traits):
        yield 1, "killed", "not counted"
        charged = by_charges(claim.quote)
        if charged:
            yield charged, "killed", "by charges"
    elif claim.event_type in _HURTING:
        yield 1, _HURTING[claim.event_type], "not counted"


def _tells_of_a_death(traits: Traits) -> bool:
    """Whether the words say that somebody was killed, whether they count or not."""
    return traits.claim.event_type == "killing" or (traits.family.violence and says_deadly(traits.claim))


def _way(claim: Claim) -> str:
    figure = claim.figure
    assert figure is not None  # asked of those that have one
    if figure.high == 0:
        return "none"
    if figure.scope is not Scope.WHOLE:
        return figure.scope.value
    if is_doer(figure.group):
        return "doer"
    if (figure.low, figure.high) == (1, 1) and not counts_one(words_of(claim, figure)):
        return "described"
    if figure.measure == "killed" and at_a_place(claim.quote):
        return "at a place"
    if figure.high is None:
        return "at least"
    return "whole" if group_named(figure.group) is None else "group"


def _side_by_side(members: Sequence[Traits]) -> list[Told]:
    """What one sentence counts one beside the other ("a woman and her two children"), added up."""
    beside: dict[tuple[str, str, int, int, str], dict[str, tuple[int, Traits]]] = defaultdict(dict)
    for traits in members:
        claim, figure = traits.claim, traits.claim.figure
        group = _one_beside(claim) if figure else None
        if figure and figure.low and group and figure.scope is Scope.WHOLE:
            key = claim.doc_id, claim.field, claim.span.start, claim.span.end, figure.measure
            beside[key][group] = figure.low, traits
    found: list[Told] = []
    for (*_, measure), groups in beside.items():
        if len(groups) > 1:
            traits = next(iter(groups.values()))[1]
            day = traits.published.toordinal() if traits.published else 0
            total = sum(low for low, _ in groups.values())
            claims = tuple(one.claim.claim_id for _, one in groups.values())
            found.append(Told(total, measure, "side by side", _place(traits.claim), traits.root, day, claims))
    return found


def _names_together(members: Sequence[Traits]) -> list[Told]:
    """As many as one sentence names of whom it counts none: "killing Anna Brel, 18, and Ivo Taral, 20"."""
    named: dict[tuple[str, str, int, int, str], dict[frozenset[str], Traits]] = defaultdict(dict)
    for traits in members:
        claim = traits.claim
        for actor in claim.actors if claim.figure is None else ():
            if actor.named and actor.role is not Role.DID and actor.state in HARMS:
                key = claim.doc_id, claim.field, claim.span.start, claim.span.end, str(actor.state)
                named[key][frozenset(name_key(actor.words))] = traits
    found: list[Told] = []
    for (*_, measure), people in named.items():
        if len(people) > 1:
            traits = next(iter(people.values()))
            day = traits.published.toordinal() if traits.published else 0
            claims = tuple(dict.fromkeys(one.claim.claim_id for one in people.values()))
            found.append(Told(len(people), measure, "names", _place(traits.claim), traits.root, day, claims))
    return found


def _one_beside(claim: Claim) -> str | None:
    """The group that a figure counts; one who is described and belongs to none is a group of their own."""
    figure = claim.figure
    assert figure is not None  # asked of those that have one
    group = group_named(figure.group)
    if group is None and figure.low == figure.high and counts_a_couple(words_of(claim, figure)):
        return "couple"
    if group is None and (figure.low, figure.high) == (1, 1) and not counts_one(words_of(claim, figure)):
        return f"somebody at {figure.span.start}"
    return group


def _with_sums(told: Sequence[Told], headline: Mapping[str, Tally]) -> list[Told]:
    """The numbers, with the sums that accounts make of groups; a group within a sum is a part of it."""
    found = list(told)
    for measure, tally in headline.items():
        for account in tally.accounts:
            if account.standing != COUNTED or not account.low or not account.why.startswith(ADDED):
                continue
            parts = [one for one in told if set(one.claims) <= set(account.claims) and one.measure == measure]
            if parts:
                first = min(parts, key=lambda one: _PLACES.index(one.place) if one.place in _PLACES else len(_PLACES))
                whole = first._replace(number=account.low, way="added", claims=account.claims)
                found = [*(one._replace(way=_SUMMAND) if one in parts else one for one in found), whole]
    return found


class _Sheet:
    """What is known of one measure of an event."""

    def __init__(
        self, measure: str, told: Sequence[Told], members: Sequence[Traits], mainly: frozenset[DocId],
        headline: Mapping[str, Tally], dead: int,
    ) -> None:  # fmt: skip
        self.measure, self.told, self.dead = measure, told, dead
        self.tally = headline.get(measure)
        self.shot = headline.get("shot")
        self.injured = headline.get("injured")
        self.named = len(self.tally.named) if self.tally else 0
        self.doers = _doers_dead(members)
        self.own_hand = any(_by_own_hand(traits.claim) for traits in members)
        self.beside_victims = _beside_victims(members)
        self.own = [one for one in told if one.measure in _DEEDS[measure] and one.number > 0]
        self.kinds = Counter(traits.claim.event_type for traits in members)
        self.places = {traits.claim.event_type: set[str]() for traits in members}
        for traits in members:
            self.places[traits.claim.event_type].add(_place(traits.claim))
        self.roots = sorted(mainly)
        self.opening = _harms_of_openings(members)
        self.several = {one.root for one in told if one.way == _SEVERAL and one.place in ("title", _OPENING)}
        self.by_way = self._by_way()

    def _by_way(self) -> dict[str, dict[DocId, set[int]]]:
        """The numbers that each dispatch gives in each way and place."""
        found: dict[str, dict[DocId, set[int]]] = defaultdict(lambda: defaultdict(set))
        for one in self.own:
            name = one.way if one.measure == self.measure else f"{one.measure} {one.way}"
            for number in self._numbers_of(one):
                found[f"{name}, {one.place}"][one.root].add(number)
        return found

    def _numbers_of(self, one: Told) -> Iterator[int]:
        if self.measure == "injured" and one.measure == "shot" and one.number > self.dead:
            yield one.number - self.dead
        elif self.measure != "injured" or one.measure != "shot":
            yield one.number

    def numbers(self) -> set[int]:
        """All numbers that may be the whole."""
        found = {number for roots in self.by_way.values() for here in roots.values() for number in here}
        found |= {self.named} | self._of_tally()
        if self.measure == "killed" and self.doers:
            found |= {number + self.doers for number in found}
        if all(one.way == "not counted" for one in self.own):  # a killing that nobody counts does not unsay the names
            return {number for number in found if number >= self.named}
        return found

    def claims_of(self, number: int) -> tuple[ClaimId, ...]:
        """The claims that give a number, of themselves or with a doer who died."""
        doers = {number, number - self.doers} if self.measure == "killed" and self.doers else {number}
        giving = [one for one in self.own if doers & set(self._numbers_of(one)) or one.way == "doer"]
        return tuple(dict.fromkeys(claim for one in giving for claim in one.claims))

    def _of_tally(self) -> set[int]:
        tally = self.tally
        return {one for one in (tally.low, tally.best, tally.high) if one} if tally else set()

    def of(self, number: int, numbers: Sequence[int]) -> Features:
        """What speaks for and against a number."""
        found: Features = {f"number {number}" if number < 4 else "number 4 or more": 1.0, "size": math.log(number)}
        for name, roots in self.by_way.items():
            share = sum(number in here for here in roots.values()) / len(roots)
            if share:
                found[name] = share
        found[HELD] = float(self.tally is not None and self.tally.best == number)
        found |= self._by_reports(number)
        found |= self._by_tally(number) | self._by_names(number) | self._by_openings(number)
        if number == numbers[-1]:
            found["the highest"] = 1.0
        if self.measure == "killed" and self.doers:
            found |= self._by_own_hand(number) if self.own_hand else self._with_doer(number)
        if self.measure == "injured":
            found |= self._beside_dead(number)
        return found

    def _by_reports(self, number: int) -> Features:
        """In how many of the dispatches that are mainly about it the number stands."""
        giving = {one.root for one in self.own if number in self._numbers_of(one) and one.way != _SUMMAND}
        first = {
            one.root
            for one in self.own
            if one.place in ("title", _OPENING)
            and one.way not in ("not counted", _SUMMAND)
            and number in self._numbers_of(one)
        }
        return {
            "share of the reports": self._share(giving),
            "share of the openings": self._share(first),
            "in no opening": float(not first),
        }

    def _share(self, roots: Set[DocId]) -> float:
        return sum(root in roots for root in self.roots) / len(self.roots) if self.roots else 0.0

    def _by_tally(self, number: int) -> Features:
        tally = self.tally
        if tally is None:
            return {}
        found: Features = {}
        if tally.best == number:
            found["the accounts allow it"] = 1.0
        if tally.best is None and tally.low == number:
            found["the lowest account, others differ"] = 1.0
        if tally.best is None and tally.high == number:
            found["the highest account, others differ"] = 1.0
        counted = [one for one in tally.accounts if one.standing == COUNTED]
        if counted:
            found["share of accounts"] = sum(number in (one.low, one.high) for one in counted) / len(counted)
        newest = max((one.day for one in self.own if one.way == "whole" and one.measure == self.measure), default=0)
        if newest and any(o.day == newest and o.number == number and o.way == "whole" for o in self.own):
            found["the newest count"] = 1.0
        return found

    def _by_names(self, number: int) -> Features:
        if not self.named:
            return {}
        if self.named == number:
            return {"as many are named": 1.0, "as many are named, several": float(number > 1)}
        if self.named > number:
            return {"more are named": min(3.0, self.named - number)}
        return {"fewer are named": 1.0}

    def _by_openings(self, number: int) -> Features:
        first = [o.number for o in self.own if o.place in ("title", _OPENING) and o.measure == self.measure]
        if not first:
            return {}
        if number > max(first):
            return {"above every opening": 1.0}
        return {"the highest of the openings": 1.0} if number == max(first) else {"below an opening": 1.0}

    def _with_doer(self, number: int) -> Features:
        base = self.tally.best if self.tally and self.tally.best is not None else None
        most = max((o.number for o in self.own if o.way in _OF_VICTIMS), default=0)
        found: Features = {}
        if base is not None and number == base + self.doers:
            found["the accounts and a doer who died"] = 1.0
        if base is not None and number == base:
            found["the accounts, and a doer died"] = 1.0
        if number == most + self.doers:
            found["the most told of and a doer who died"] = 1.0
        if number == 1:
            found["one, and a doer died"] = 1.0
        return found

    def _by_own_hand(self, number: int) -> Features:
        """How a number lies to the victims with the doer who killed himself, and to what is said of everybody."""
        victims = max((o.number for o in self.own if o.way in _OF_SOME), default=0) + 1
        everybody = max((o.number for o in self.own if o.way in ("whole", "at least")), default=0)
        told = "by their own hand"
        if not self.beside_victims:
            one = all((o.number, o.way) in _ONE_ALONE for o in self.own)
            told = f"{told}, {'and only one is counted' if one else 'beside nobody'}"
        if number == max(victims, everybody):
            return {f"{told}: the victims and the doer, or everybody": 1.0}
        more = number > max(victims, everybody)
        return {f"{told}: {'more' if more else 'fewer'} than the victims and the doer": 1.0}

    def _beside_dead(self, number: int) -> Features:
        found: Features = {}
        if number == 1 and self.dead == 1:
            found["one, and one died"] = 1.0
        if number == self.dead:
            found["as many died"] = 1.0
        shot = self.shot.best if self.shot else None
        if shot:
            if number + self.dead == shot:
                found["with the dead as many as were shot"] = 1.0
            elif number + self.dead > shot:
                found["with the dead more than were shot"] = 1.0
        if self.dead:
            found["some died"] = 1.0
        return found

    def of_none(self, numbers: Sequence[int]) -> Features:
        """What speaks for nobody, or for nothing that tells."""
        found: Features = {"none": 1.0, HELD: float(self.tally is None or not self.tally.best)}
        if not numbers:
            found["none, nothing told"] = 1.0
        found["none, reports that open with a death"] = self._share(self.opening["killed"])
        found["none, reports that open with the hurt alone"] = self._share(
            self.opening["hurt"] - self.opening["killed"]
        )
        found["none, reports that open with several events"] = self._share(self.several)
        found["none, reports that tell of none"] = 1 - self._share({one.root for one in self.own})
        tally = self.tally
        if tally is None or (tally.best is None and not tally.low):
            found["none, no account"] = 1.0
        elif tally.best == 0:
            found["none, the accounts allow it"] = 1.0
        elif tally.best is None:
            found["none, the accounts differ"] = 1.0
        for kind, harm in (("killing", "killed"), ("injury", "hurt"), ("shooting", "shot")):
            places = self.places.get(kind, set())
            first = next((place for place in _PLACES if place in places), "nowhere")
            found[f"none, {harm} first told: {first}"] = 1.0
        first = next((place for place in _PLACES if any(o.place == place for o in self.own)), "nowhere")
        found[f"none, first number: {first}"] = 1.0
        if self.measure == "injured":
            found["none, some died"] = float(self.dead > 0)
            shot = self.shot.best if self.shot else None
            found["none, all who were shot died"] = float(bool(shot) and shot == self.dead)
        if self.measure == "killed":
            found["none, some are named"] = float(self.named > 0)
            found["none, a number of the hurt"] = float(bool(self.injured and self.injured.best))
        for kind in ("charges", "trial", "sentencing", "arrests"):
            if kind in self.kinds:
                found[f"none, {kind}"] = 1.0
        return found


def _harms_of_openings(members: Sequence[Traits]) -> dict[str, set[DocId]]:
    """Which dispatches open with a death, and which with somebody hurt."""
    found: dict[str, set[DocId]] = {"killed": set(), "hurt": set()}
    for traits in members:
        claim = traits.claim
        if opens(traits):
            measure = claim.figure.measure if claim.figure and claim.figure.low else None
            if measure == "killed" or (not claim.figure and _tells_of_a_death(traits)):
                found["killed"].add(traits.root)
            if measure in _DEEDS["injured"] or claim.event_type == "injury":
                found["hurt"].add(traits.root)
    return found


def _doers_dead(members: Sequence[Traits]) -> int:
    """How many doers are said to have died: by a figure of them, or by the name of one who did it."""
    counted = max((_doers_counted(traits.claim) for traits in members), default=0)
    did = {name_key(actor.words) for t in members for actor in t.claim.actors if actor.named and actor.role is Role.DID}
    died = {
        name_key(actor.words) for t in members for actor in t.claim.actors if actor.named and actor.state == "killed"
    }
    return max(counted, min(1, len(did & died)))


def _by_own_hand(claim: Claim) -> bool:
    figure = claim.figure
    return bool(figure and figure.measure == "killed" and figure.group and by_own_hand(figure.group))


def _beside_victims(members: Sequence[Traits]) -> bool:
    """Whether words that tell of a death by somebody's own hand stand beside a count of others who were killed.

    "A man killed two women and then himself", and not "a boy died after he accidentally shot himself".
    """
    spots: dict[tuple[DocId, str], list[tuple[int, int, bool]]] = defaultdict(list)
    for traits in members:
        claim, figure = traits.claim, traits.claim.figure
        if figure and figure.measure == "killed" and figure.low:
            spots[claim.doc_id, claim.field].append((claim.span.start, claim.span.end, _by_own_hand(claim)))
    return any(
        own is not other and begun <= end + _APART
        for here in spots.values()
        for (_, end, own), (begun, _, other) in pairwise(sorted(here))
    )


def _doers_counted(claim: Claim) -> int:
    figure = claim.figure
    if figure is None or figure.measure != "killed" or not figure.low:
        return 0
    return figure.low if is_doer(figure.group) else 0
