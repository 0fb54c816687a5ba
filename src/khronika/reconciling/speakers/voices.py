"""The voice behind every claim that is held: that of its speaker, or of the claim that it repeats."""

from collections import Counter
from dataclasses import dataclass, field

from khronika.model.claim import Claim
from khronika.model.ids import ClaimId, DocId
from khronika.reconciling.holdings import Holdings, Moved
from khronika.reconciling.speakers.repeats import Repeating, publisher_key
from khronika.reconciling.speakers.sources import AUTHOR, Voice, is_unnamed, voice_of


@dataclass(slots=True)
class Voices:
    """For each claim who says it, and through whom it came.

    The voice of a repeated claim is that of its root. Whoever passes on what a named speaker said is that speaker's
    carrier and no root, which `voice_of` knows already. An outlet that is cited speaks as the author of its own words.
    """

    of: dict[ClaimId, Voice] = field(default_factory=dict)
    repeating: Repeating = field(default_factory=Repeating)
    _heard: dict[ClaimId, Voice] = field(default_factory=dict)
    _heard_in: dict[DocId, list[ClaimId]] = field(default_factory=dict)
    _saying: dict[str, set[ClaimId]] = field(default_factory=dict)
    _publisher: dict[DocId, str] = field(default_factory=dict)
    _publishers: Counter[str] = field(default_factory=Counter)

    def update(self, holdings: Holdings, moved: Moved) -> set[ClaimId]:
        """Takes up what moved; the claims whose voice is another now, or that are no more."""
        changed = self.repeating.update(holdings, moved)
        for name in self._publish(holdings, moved):
            changed |= self._saying.get(name, set())
        for doc_id in moved.dispatches:
            for claim_id in self._heard_in.pop(doc_id, ()):
                changed.add(claim_id)
                speaker = self._heard.pop(claim_id).speaker
                self._saying[speaker].discard(claim_id)
                if not self._saying[speaker]:
                    del self._saying[speaker]
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

    def _publish(self, holdings: Holdings, moved: Moved) -> set[str]:
        """Counts the outlets that are known by name; those that were not known before, or are no more."""
        before = {self._publisher[doc_id] for doc_id in moved.dispatches if doc_id in self._publisher}
        now: set[str] = set()
        known = {name for name in before if self._publishers[name]}
        for doc_id in moved.dispatches:
            if (name := self._publisher.pop(doc_id, None)) is not None:
                self._publishers[name] -= 1
        for doc_id in moved.dispatches & holdings.dispatches.keys():
            if (name := publisher_key(holdings.dispatches[doc_id])) is not None:
                now.add(name)
                if self._publishers[name]:
                    known.add(name)
                self._publisher[doc_id] = name
        for doc_id in moved.dispatches & self._publisher.keys():
            self._publishers[self._publisher[doc_id]] += 1
        return {name for name in before | now if (name in known) != bool(self._publishers[name])}

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
        cited = self._publishers[voice.speaker] > 0
        if laid is not None and not is_unnamed(laid) and not cited:
            return voice
        root = self.repeating.root_of.get(claim.claim_id)
        if root is not None:
            return self._heard[root]
        return Voice(f"{AUTHOR} of {voice.speaker}", voice.speaker) if cited else voice
