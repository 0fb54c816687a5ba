"""The voice behind every claim that is held: that of its speaker, or of the claim that it repeats."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from khronika.model.claim import Claim
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.holdings import Holdings, Moved
from khronika.reconciling.speakers.repeats import Repeating
from khronika.reconciling.speakers.sources import AUTHOR, Voice, carrier_key, is_unnamed, voice_of
from khronika.reconciling.together import leave


@dataclass(slots=True)
class Voices:
    """For each claim who says it, and through whom it came.

    The voice of a repeated claim is that of its root. Whoever passes on what a named speaker said is that speaker's
    carrier and no root, which `voice_of` knows already. An outlet that is cited speaks as the author of what it
    printed, or of what it repeated.
    """

    of: dict[ClaimId, Voice] = field(default_factory=dict)
    repeating: Repeating = field(default_factory=Repeating)
    _heard: dict[ClaimId, Voice] = field(default_factory=dict)
    _heard_in: dict[DocId, list[ClaimId]] = field(default_factory=dict)
    _saying: dict[str, set[ClaimId]] = field(default_factory=dict)
    _published: dict[DocId, tuple[str, str]] = field(default_factory=dict)
    _behind: dict[str, Counter[str]] = field(default_factory=dict)

    def update(self, holdings: Holdings, moved: Moved) -> set[ClaimId]:
        """Takes up what moved; the claims whose voice is another now, or that are no more."""
        changed, redrawn = self.repeating.update(holdings, moved)
        for name in self._publish(holdings, redrawn):
            changed |= self._saying.get(name, set())
        for doc_id in moved.dispatches:
            for claim_id in self._heard_in.pop(doc_id, ()):
                changed.add(claim_id)
                speaker = self._heard.pop(claim_id).speaker
                leave(self._saying, speaker, claim_id)
        for doc_id in moved.dispatches & holdings.of.keys():
            held = holdings.of[doc_id]
            self._heard_in[doc_id] = [claim.claim_id for claim in held.claims]
            for claim in held.claims:
                voice = voice_of(claim, held.root, holdings.dispatches)
                self._heard[claim.claim_id] = voice
                self._saying.setdefault(voice.speaker, set()).add(claim.claim_id)
                changed.add(claim.claim_id)
        back = self.repeating.going_back_to
        changed |= {claim_id for root in changed & back.keys() for claim_id in back[root]}
        return {claim_id for claim_id in changed if self._say(claim_id, holdings.claims.get(claim_id))}

    def _publish(self, holdings: Holdings, touched: Iterable[DocId]) -> set[str]:
        """Counts who stands behind the outlets that are known by name; those behind which somebody else stands now."""
        before: dict[str, str | None] = {}
        for doc_id in touched:
            if (was := self._published.pop(doc_id, None)) is not None:
                before.setdefault(was[0], self._outlet_behind(was[0]))
                self._behind[was[0]][was[1]] -= 1
            dispatch = holdings.dispatches.get(doc_id)
            if dispatch is not None and dispatch.publisher:
                root = self.repeating.root(doc_id)
                now = carrier_key(dispatch, doc_id), carrier_key(holdings.dispatches.get(root), root)
                before.setdefault(now[0], self._outlet_behind(now[0]))
                self._behind.setdefault(now[0], Counter())[now[1]] += 1
                self._published[doc_id] = now
        return {outlet for outlet, was in before.items() if self._outlet_behind(outlet) != was}

    def _outlet_behind(self, outlet: str) -> str | None:
        """For an outlet known by name the one behind it: another, where all that it prints repeats that one's."""
        behind = [one for one, count in self._behind.get(outlet, {}).items() if count]
        return (behind[0] if len(behind) == 1 else outlet) if behind else None

    def _say(self, claim_id: ClaimId, claim: Claim | None) -> bool:
        """Works the voice of a claim out; whether it is another than before."""
        was = self.of.pop(claim_id, None)
        if claim is None:
            return was is not None
        voice = self._voice(claim)
        self.of[claim_id] = voice
        return voice != was

    def _voice(self, claim: Claim) -> Voice:
        voice, laid = self._heard[claim.claim_id], claim.attribution
        outlet = self._outlet_behind(voice.speaker)
        if laid is not None and not is_unnamed(laid) and outlet is None:
            return voice
        root = self.repeating.root_of.get(claim.claim_id)
        if root is not None:
            return self._heard[root]
        return Voice(f"{AUTHOR} of {outlet}", outlet) if outlet is not None else voice
