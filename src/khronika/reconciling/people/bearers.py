"""Who bears a name in a dispatch: each spelling once, with the claims it has a part in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khronika.model.actor import Actor
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.aspects.whereabouts import Spot
from khronika.reconciling.names.agreement import name_key
from khronika.reconciling.names.romanising import parts_of


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

    @property
    def claims(self) -> frozenset[ClaimId]:
        """The claims that the name stands in."""
        return frozenset(traits.claim.claim_id for traits, _ in self.seen)


def bearers_of(
    members: Sequence[Traits], event_of: Mapping[ClaimId, int], alone: frozenset[ClaimId] = frozenset()
) -> Iterator[Bearer]:
    """Everybody who is named, in order.

    event_of: the number of the event that a claim was put with. alone: claims whose people a documenter has judged to
    be others than those of the same name in the same dispatch; they bear their names apart.
    """
    grouped: dict[tuple[DocId, str, str], list[tuple[Traits, Actor]]] = defaultdict(list)
    for traits in members:
        for actor in traits.claim.actors:
            if actor.named and parts_of(actor.words):
                own = traits.claim.claim_id if traits.claim.claim_id in alone else ""
                grouped[traits.root, name_key(actor.words), own].append((traits, actor))
    for (root, _, _), seen in sorted(grouped.items(), key=lambda item: item[0]):
        words = min((actor.words for _, actor in seen), key=lambda text: (-len(text), text))
        events = frozenset(event_of[t.claim.claim_id] for t, _ in seen if t.claim.claim_id in event_of)
        spots = frozenset(traits.spot for traits, _ in seen)
        yield Bearer(root, words, parts_of(words), tuple(seen), events, spots, _dies_on(seen))


def _dies_on(seen: Sequence[tuple[Traits, Actor]]) -> frozenset[int]:
    """Days on which claims have somebody killed, with a day's play; nobody dies twice."""
    return frozenset(
        day + step
        for traits, actor in seen
        if actor.state == "killed" and traits.days.hard
        for day in (traits.days.first, traits.days.last)
        for step in (-1, 0, 1)
    )
