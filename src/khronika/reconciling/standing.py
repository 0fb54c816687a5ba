"""The chronicle of a collection that grows: kept standing, so that one more dispatch touches only its neighbourhood.

Each stage keeps what it made, and takes up only what moved in those before it: holdings (what follows from a dispatch
alone), neighbourhoods of accounts with their events, voices, people, incidents and episodes, sources, mentions. What
each makes of a neighbourhood is a function of that neighbourhood and of the calibration, so that the chronicle is the
one that everything handed in at once would give, whatever came first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, IncidentId
from khronika.model.incident import Incident
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.model.refusal import Refusal
from khronika.reconciling.counts.caveats import placed
from khronika.reconciling.counts.policies import policy_named
from khronika.reconciling.counts.weighing import pages_of, with_counts_weighed
from khronika.reconciling.holdings import Holdings, Moved, in_order
from khronika.reconciling.incidents.building import Around, Incidents
from khronika.reconciling.incidents.events import Context
from khronika.reconciling.incidents.neighbourhoods import Neighbourhoods
from khronika.reconciling.incidents.telling import incidents_told
from khronika.reconciling.names.searching import Mentions
from khronika.reconciling.people.neighbourhoods import People
from khronika.reconciling.speakers.grounds import NO_CALIBRATION, Calibration, calibrated
from khronika.reconciling.speakers.sources import Sources
from khronika.reconciling.speakers.voices import Voices
from khronika.reference.vocabulary import event_types
from khronika.uncollected import uncollected


class Reconciler:
    """Dispatches and claims that come and go, and the chronicle of those that are there.

    policy: how low, best and high are chosen; see ``policies/``.
    calibration: what is known beforehand of the ground of outlets. Without one, the claims that are there give
        themselves one whenever the chronicle is asked for, at a cost that grows with them, small as it is.

    Raises: WrongUse for an unknown policy; VocabularyError where a data file is malformed.
    """

    def __init__(self, *, policy: str = "ucdp", calibration: Calibration | None = None) -> None:
        self._policy = policy_named(policy)
        self._given = calibration
        self._calibration = calibration or NO_CALIBRATION
        self._links = NO_LINKS
        self._holdings = Holdings()
        self._neighbourhoods = Neighbourhoods()
        self._voices = Voices()
        self._people = People()
        self._incidents = Incidents()
        self._sources = Sources()
        self._mentions = Mentions()
        self._incidents_of: dict[DocId, tuple[IncidentId, ...]] = {}
        self._weighed: dict[IncidentId, Incident] = {}
        self._asides: dict[DocId, list[Refusal]] = {}

    def put(self, dispatches: Iterable[Dispatch], claims: Iterable[Claim]) -> None:
        """Holds dispatches with their claims, each in the place of what was held of the same dispatch.

        Claims whose dispatch is not handed in are held without its times and copies.
        """
        known = {dispatch.doc_id: dispatch for dispatch in dispatches}
        told = by_dispatch(claims)
        for doc_id in known.keys() | told.keys():
            self._holdings.put(doc_id, known.get(doc_id), in_order(told.get(doc_id, ())))

    def hold(self, dispatches: Sequence[Dispatch], claims: Iterable[Claim]) -> None:
        """Holds these and no others; what is held already, and is the same, stays untouched."""
        with uncollected():
            self._settle()
        standing = self._holdings.of
        known = {dispatch.doc_id: dispatch for dispatch in dispatches}
        told = by_dispatch(claims)
        for doc_id in standing.keys() - known.keys() - told.keys():
            self._holdings.put(doc_id, None, ())
        for doc_id in known.keys() | told.keys():
            dispatch, read = known.get(doc_id), in_order(told.get(doc_id, ()))
            held = standing.get(doc_id)
            if held is None or held.dispatch != dispatch or held.read != read:
                self._holdings.put(doc_id, dispatch, read)

    def remove(self, doc_ids: Iterable[DocId]) -> None:
        """Lets dispatches go, with their claims."""
        for doc_id in doc_ids:
            self._holdings.put(doc_id, None, ())

    def judge(self, links: Links) -> None:
        """Takes up what documenters have judged of claims, in the place of what they had judged before."""
        self._links = links

    def chronicle(
        self,
        *,
        refusals: Sequence[Refusal] = (),
        not_held: Sequence[NotHeld] = (),
        caveats: Sequence[Caveat] = (),
        reader: Mapping[str, str] | None = None,
    ) -> Chronicle:
        """The chronicle of what is held now.

        refusals, not_held, caveats, reader: of the steps before, passed on; each caveat with the incident that it is
            told beside.
        """
        with uncollected():
            self._settle()
        holdings, incidents = self._holdings, self._incidents
        doc_ids = sorted(holdings.of)
        held = [holdings.of[doc_id] for doc_id in doc_ids]
        asides = chain.from_iterable(self._asides.values())
        return Chronicle(
            dispatches=tuple([one.dispatch for one in held if one.dispatch is not None]),
            claims=tuple(chain.from_iterable([one.claims for one in held])),
            incidents=tuple([self._weighed.get(one.incident_id, one) for one in incidents.incidents.values()]),
            people=self._people.people.values(),
            sources=self._sources.sources.values(),
            not_held=tuple(sorted(not_held, key=lambda gap: (gap.doc_id, gap.start, gap.end, gap.kind, gap.what))),
            refusals=tuple(
                sorted([*refusals, *asides, *self._not_followed()], key=lambda one: (one.step, one.name, one.reason))
            ),
            incidents_of={doc_id: self._incidents_of[doc_id] for doc_id in doc_ids if doc_id in self._incidents_of},
            policy=self._policy.name,
            reader=dict(sorted((reader or {}).items())),
            repeats=self._voices.repeating.tree(),
            undecided=self._people.undecided(),
            caveats=placed(caveats, self._claims_in, incidents.home),
        )

    def _settle(self) -> None:
        """Takes up what came and went since the last time, stage by stage."""
        before = self._calibration
        if self._given is None and self._holdings.waiting:
            self._calibration = calibrated(*self._holdings.read())
        holdings = self._holdings
        moved = holdings.settle(self._calibration, anew=self._calibration is not before)
        events = self._neighbourhoods
        gone, fresh = events.update(holdings, moved, self._links)
        revoiced = self._voices.update(holdings, moved)
        elsewhere = [one.claim.claim_id for number in fresh for one in events.events[number].members]
        people, of_people = self._people.update(holdings, moved, (events.event_of, elsewhere), self._links)
        stale = {events.event_of[claim_id] for claim_id in revoiced | of_people if claim_id in events.event_of}
        context = Context(
            voices=self._voices.of,
            policy=self._policy,
            befell=self._people.befell,
            people_in=self._people.in_claim,
            homes=holdings.homes,
        )
        around = Around(events.events, events.unbound)
        touched = self._incidents.update(around, gone, fresh | stale, context)
        now = {claim.claim_id for doc_id in moved.dispatches for claim in self._claims_in(doc_id)}
        self._sources.update(revoiced | now, holdings.claims, self._voices.of)
        self._mentions.update(holdings.dispatches, moved.dispatches, self._people.people, people)
        told = touched | moved.dispatches
        told_of = {incident_id for doc_id in told for incident_id in self._incidents_of.get(doc_id, ())}
        self._tell_of(told, moved)
        if self._policy.weighed:
            self._weigh(told, told_of)

    def _tell_of(self, touched: Collection[DocId], moved: Moved) -> None:
        """Which incidents dispatches tell of, and which of their claims stand in none."""
        for doc_id in touched:
            told = incidents_told(self._claims_in(doc_id), self._incidents.home, self._incidents.incidents.get)
            self._incidents_of.pop(doc_id, None)
            if told:
                self._incidents_of[doc_id] = told
        for doc_id in moved.dispatches:
            self._asides.pop(doc_id, None)
            held = self._holdings.of.get(doc_id)
            if held is not None and held.aside:
                self._asides[doc_id] = asides_refused(doc_id, held.aside)

    def _weigh(self, touched: Collection[DocId], before: Collection[IncidentId]) -> None:
        """The counts of all incidents that the dispatches tell of, weighed anew. before: those that they told of."""
        standing = self._incidents.incidents
        told = {incident_id for doc_id in touched for incident_id in self._incidents_of.get(doc_id, ())}
        found = [incident for incident_id in sorted(told) if (incident := standing.get(incident_id)) is not None]
        doc_ids = {doc_id for one in found for doc_id in one.dispatches}
        traits = {one.claim.claim_id: one for doc_id in doc_ids for one in self._holdings.of[doc_id].traits}
        pages = pages_of(found, traits, self._incidents_of)
        self._weighed.update((one.incident_id, one) for one in with_counts_weighed(found, pages, self._policy))
        for incident_id in before:
            if standing.get(incident_id) is None:
                self._weighed.pop(incident_id, None)

    def _claims_in(self, doc_id: DocId) -> Sequence[Claim]:
        held = self._holdings.of.get(doc_id)
        return held.claims if held is not None else ()

    def _not_followed(self) -> list[Refusal]:
        pairs: list[tuple[Pair, str]] = []
        if self._links is not NO_LINKS:
            pairs = [*self._neighbourhoods.not_followed(), *self._people.not_followed(self._holdings)]
        return [
            Refusal(step="reconciling", name=" ".join(pair), reason=f"judged, and not followed: {why}", unread=False)
            for pair, why in pairs
        ]


def by_dispatch(claims: Iterable[Claim]) -> dict[DocId, list[Claim]]:
    """The claims, each once, by the dispatch that makes them."""
    found: dict[DocId, list[Claim]] = {}
    for claim in {claim.claim_id: claim for claim in claims}.values():
        found.setdefault(claim.doc_id, []).append(claim)
    return found


def asides_refused(doc_id: DocId, aside: Iterable[Claim]) -> list[Refusal]:
    """One refusal for each reason why claims of a dispatch stand in no incident."""
    by_reason: dict[str, list[ClaimId]] = {}
    for claim in aside:
        by_reason.setdefault(_why_aside(claim), []).append(claim.claim_id)
    return [
        Refusal(step="reconciling", name=doc_id, reason=f"{why}: {', '.join(sorted(ids))}", unread=False)
        for why, ids in by_reason.items()
    ]


def _why_aside(claim: Claim) -> str:
    known = event_types().get(claim.event_type)
    if known and known.group == "evidence":
        return "what a file says of its own making, and so in no incident"
    return "told for comparison, of another event, and so in no incident"
