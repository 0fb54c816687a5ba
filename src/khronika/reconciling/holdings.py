"""What has been handed in, dispatch by dispatch, with what follows from a dispatch and from those it refers to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.traits import Traits, root_of, traits_in
from khronika.reconciling.incidents.gathering import Standing, standing_of
from khronika.reconciling.speakers.grounds import Calibration, Home, settled
from khronika.reconciling.together import leave, reached


@dataclass(slots=True)
class Held:
    """A dispatch (None where only its claims are known) and its claims.

    read: the claims as they were handed in, in order. claims: the same with the places that are meant.
    tell, about, aside: the claims that tell of events, those about a claim (with the one that the chain ends in), and
        those that stand in no incident.
    """

    dispatch: Dispatch | None
    read: Sequence[Claim]
    claims: Sequence[Claim]
    home: Home | None
    root: DocId
    traits: Sequence[Traits] = ()
    tell: Sequence[Traits] = ()
    about: Sequence[tuple[Traits, ClaimId]] = ()
    aside: Sequence[Claim] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """What came, went or is told otherwise: dispatches; roots of dispatches; claims that others are told of."""

    dispatches: frozenset[DocId]
    roots: frozenset[DocId]
    targets: frozenset[ClaimId]


@dataclass(slots=True)
class Holdings:
    """Everything that is held. A dispatch hangs on those that it copies, and those whose claims its own are about."""

    of: dict[DocId, Held] = field(default_factory=dict)
    dispatches: dict[DocId, Dispatch] = field(default_factory=dict)
    claims: dict[ClaimId, Claim] = field(default_factory=dict)
    homes: dict[DocId, Home] = field(default_factory=dict)
    by_root: dict[DocId, set[DocId]] = field(default_factory=dict)
    about: dict[ClaimId, list[Traits]] = field(default_factory=dict)
    _copied: dict[DocId, DocId | None] = field(default_factory=dict)
    _copies: dict[DocId, set[DocId]] = field(default_factory=dict)
    _telling_about: dict[ClaimId, set[DocId]] = field(default_factory=dict)
    _waiting: dict[DocId, tuple[Dispatch | None, Sequence[Claim]]] = field(default_factory=dict)

    def put(self, doc_id: DocId, dispatch: Dispatch | None, claims: Sequence[Claim]) -> None:
        """Holds a dispatch with its claims in order, instead of what was held of it; nothing, if there is nothing."""
        self._waiting[doc_id] = dispatch, claims

    @property
    def waiting(self) -> bool:
        """Whether anything is waiting to be taken in."""
        return bool(self._waiting)

    def read(self) -> tuple[list[Claim], dict[DocId, Dispatch]]:
        """All claims as they were handed in, and all dispatches, also those that are waiting."""
        now = {doc_id: (held.dispatch, held.read) for doc_id, held in self.of.items()} | self._waiting
        claims = [claim for _, read in now.values() for claim in read]
        return claims, {doc_id: dispatch for doc_id, (dispatch, _) in now.items() if dispatch is not None}

    def settle(self, calibration: Calibration, *, anew: bool) -> Moved:
        """Takes in what is waiting. anew: whether the calibration is another than before."""
        if anew:
            self._wait_where_settled_otherwise(calibration)
        waiting, self._waiting = self._waiting, {}
        changed = set(waiting)
        named = {claim.claim_id for doc_id in changed if doc_id in self.of for claim in self.of[doc_id].claims}
        roots = {self.of[doc_id].root for doc_id in changed if doc_id in self.of}
        targets = {target for doc_id in changed if doc_id in self.of for _, target in self.of[doc_id].about}
        for doc_id in waiting:
            self._let_go(doc_id)
        for doc_id, (dispatch, claims) in waiting.items():
            if dispatch is not None or claims:
                self._take(doc_id, dispatch, claims, calibration)
                named.update(claim.claim_id for claim in claims)
        for doc_id in self._hanging_on(changed, named):
            if doc_id in self.of:
                roots.add(self.of[doc_id].root)
                targets.update(target for _, target in self.of[doc_id].about)
                self._tell(doc_id)
                roots.add(self.of[doc_id].root)
                targets.update(target for _, target in self.of[doc_id].about)
            changed.add(doc_id)
        return Moved(frozenset(changed), frozenset(roots), frozenset(targets))

    def members(self, root: DocId) -> list[Held]:
        """The dispatches of a root, its copies with it, by name."""
        return [self.of[doc_id] for doc_id in sorted(self.by_root.get(root, ()))]

    def _wait_where_settled_otherwise(self, calibration: Calibration) -> None:
        for doc_id, held in self.of.items():
            if doc_id not in self._waiting:
                claims, home = settled(held.read, held.dispatch, doc_id, calibration)
                if home != held.home or claims != list(held.claims):
                    self._waiting[doc_id] = held.dispatch, held.read

    def _take(self, doc_id: DocId, dispatch: Dispatch | None, read: Sequence[Claim], calibration: Calibration) -> None:
        claims, home = settled(read, dispatch, doc_id, calibration)
        self.of[doc_id] = Held(dispatch, read, claims, home, doc_id)
        self.claims.update((claim.claim_id, claim) for claim in claims)
        self.by_root.setdefault(doc_id, set()).add(doc_id)
        if home is not None:
            self.homes[doc_id] = home
        if dispatch is not None:
            self.dispatches[doc_id] = dispatch
            self._copied[doc_id] = dispatch.copy_of
            if dispatch.copy_of:
                self._copies.setdefault(dispatch.copy_of, set()).add(doc_id)
        for claim in claims:
            if claim.about is not None:
                self._telling_about.setdefault(claim.about, set()).add(doc_id)

    def _let_go(self, doc_id: DocId) -> None:
        held = self.of.pop(doc_id, None)
        if held is None:
            return
        for claim in held.claims:
            self.claims.pop(claim.claim_id, None)
        for target in {claim.about for claim in held.claims if claim.about is not None}:
            leave(self._telling_about, target, doc_id)
        self._forget_about(held)
        leave(self.by_root, held.root, doc_id)
        self.homes.pop(doc_id, None)
        self._copied.pop(doc_id, None)
        if self.dispatches.pop(doc_id, None) and held.dispatch and held.dispatch.copy_of:
            leave(self._copies, held.dispatch.copy_of, doc_id)

    def _hanging_on(self, changed: Collection[DocId], named: Collection[ClaimId]) -> set[DocId]:
        """Those that changed, and all that copy them or tell about their claims, directly or by way of others."""
        about = (doc_id for claim_id in named for doc_id in self._telling_about.get(claim_id, ()))
        return reached((*changed, *about), self._referring_to)

    def _referring_to(self, doc_id: DocId) -> Iterator[DocId]:
        yield from self._copies.get(doc_id, ())
        held = self.of.get(doc_id)
        for claim in held.claims if held else ():
            yield from self._telling_about.get(claim.claim_id, ())

    def _tell(self, doc_id: DocId) -> None:
        """Works out what follows from a dispatch and those that it hangs on."""
        held = self.of[doc_id]
        self._forget_about(held)
        leave(self.by_root, held.root, doc_id)
        held.root = root_of(doc_id, self._copied)
        self.by_root.setdefault(held.root, set()).add(doc_id)
        held.traits = traits_in(held.claims, held.dispatch, held.root)
        standings = [standing_of(claim, self.claims) for claim in held.claims]
        by_standing: Mapping[Standing, list[int]] = {
            standing: [at for at, (here, _) in enumerate(standings) if here is standing] for standing in Standing
        }
        held.tell = [held.traits[at] for at in by_standing[Standing.TELLS]]
        held.about = [(held.traits[at], standings[at][1]) for at in by_standing[Standing.ABOUT]]
        held.aside = [held.claims[at] for at in by_standing[Standing.ASIDE]]
        for traits, target in held.about:
            self.about.setdefault(target, []).append(traits)

    def _forget_about(self, held: Held) -> None:
        for traits, target in held.about:
            self.about[target].remove(traits)
            if not self.about[target]:
                del self.about[target]


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of one dispatch as they stand in it."""
    return sorted(claims, key=_order)


def _order(claim: Claim) -> tuple[object, ...]:
    """The title before the text, then by where it stands."""
    return claim.field != "title", claim.span, claim.trigger, claim.claim_id
