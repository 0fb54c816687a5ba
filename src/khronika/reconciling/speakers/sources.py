"""Who speaks: one source for every speaker, under whatever articles and letters the dispatches write."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from khronika.model.attribution import UNNAMED, Attribution
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, SourceId, short_digest
from khronika.model.source import Source
from khronika.reconciling.aspects.groups import speaks_for_itself
from khronika.reconciling.aspects.whereabouts import folded
from khronika.reconciling.ordered import Ordered
from khronika.reference.hosts import host_of
from khronika.reference.source_kinds import source_kinds

AUTHOR = "author"
_ARTICLE = re.compile(r"^(?:the|a|an|our|their|his|her|its)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a claim, and through whom it came.

    speaker: key of the source; for the author and for an unnamed speaker, that of the carrier with a mark, since
        nobody can tell such a speaker from the publisher.
    carrier: key of the outlet through which the claim reached us, nearest to the speaker.
    """

    speaker: str
    carrier: str


@lru_cache(maxsize=65536)
def speaker_key(name: str) -> str:
    """One key for "the Ministry", "Ministry" and "ministry's"."""
    bare = _ARTICLE.sub("", name.strip().replace("’s", "").replace("'s", ""))
    return folded(bare) or folded(name)


def carrier_key(dispatch: Dispatch | None, root: DocId) -> str:
    """The publisher of the original: its name, else the domain of its address, else the dispatch itself."""
    if dispatch is None:
        return f"dispatch {root}"
    if dispatch.publisher:
        return folded(dispatch.publisher)
    return host_of(dispatch.url) or f"dispatch {root}"


def voice_of(claim: Claim, root: DocId, dispatches: Mapping[DocId, Dispatch]) -> Voice:
    """The voice behind a claim; that of a copy is that of the original."""
    publisher = carrier_key(dispatches.get(root), root)
    attribution = claim.attribution
    if attribution is None or speaks_for_itself(attribution.speaker):
        return Voice(f"{AUTHOR} of {publisher}", publisher)
    carrier = speaker_key(attribution.chain[-1]) if attribution.chain else publisher
    if is_unnamed(attribution):
        return Voice(f"{UNNAMED} in {carrier}", carrier)
    return Voice(speaker_key(attribution.speaker), carrier)


def is_unnamed(attribution: Attribution) -> bool:
    """Whether the words do not say who speaks."""
    return attribution.speaker == UNNAMED or attribution.kind == UNNAMED


def independent_count(voices: Sequence[Voice]) -> int:
    """How many independent roots stand behind claims.

    As many as can be picked so that no two share a speaker and no two share a carrier: a largest matching between
    speakers and carriers. Three speakers heard only through one paper are one root, and so is one speaker quoted by
    ten papers. Author and unnamed speakers count as their publisher's own. Never more than the smaller of the number
    of speakers and the number of carriers.
    """
    through: dict[str, list[str]] = defaultdict(list)
    for speaker, carrier in sorted({_own(voice) for voice in voices}):
        through[speaker].append(carrier)
    taken: dict[str, str] = {}

    def finds(speaker: str, seen: set[str]) -> bool:
        for carrier in through[speaker]:
            if carrier in seen:
                continue
            seen.add(carrier)
            if carrier not in taken or finds(taken[carrier], seen):
                taken[carrier] = speaker
                return True
        return False

    return sum(finds(speaker, set()) for speaker in sorted(through))


def is_nobody_named(speaker: str) -> bool:
    """Whether an account's speaker is the dispatch itself or somebody whom it does not name."""
    return speaker in (AUTHOR, UNNAMED)


def is_own(voice: Voice) -> bool:
    """Whether the outlet speaks for itself, or for somebody whom it does not name."""
    return voice.speaker.startswith((f"{AUTHOR} of ", f"{UNNAMED} in "))


def _own(voice: Voice) -> tuple[str, str]:
    return f"publisher {voice.carrier}" if is_own(voice) else voice.speaker, voice.carrier


@dataclass(slots=True)
class Spoken:
    """What one source is said to be and to say, counted, so that a claim comes or goes without a look at the rest."""

    claims: list[ClaimId] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    wordings: Counter[str] = field(default_factory=Counter)
    carriers: Counter[str] = field(default_factory=Counter)

    def count(self, claim_id: ClaimId, laid: Attribution, carrier: str, *, by: int) -> None:
        """Takes a claim in (by 1) or lets it go (by -1)."""
        at = bisect_left(self.claims, claim_id)
        if by > 0:
            self.claims.insert(at, claim_id)
        else:
            del self.claims[at]
        self.kinds[laid.kind] += by
        self.speakers[laid.speaker] += by
        self.carriers[carrier] += by
        for words in {laid.source, laid.speaker}:
            if words and words != UNNAMED:
                self.wordings[words] += by


@dataclass(slots=True)
class Sources:
    """Every named speaker, and one entry for those who are not named; by name.

    Reliability stays F (cannot be judged) until a person judges it. A source is protected where any of its claims
    gives it a protected kind, or one that no vocabulary knows.
    """

    sources: Ordered[str, Source] = field(default_factory=lambda: Ordered(_order))
    _spoken: dict[str, Spoken] = field(default_factory=dict)
    _laid: dict[ClaimId, tuple[Attribution, str]] = field(default_factory=dict)

    def update(
        self, changed: Iterable[ClaimId], claims: Mapping[ClaimId, Claim], voices: Mapping[ClaimId, Voice]
    ) -> None:
        """Takes up the claims that came, went or have another voice."""
        touched: set[str] = set()
        for claim_id in changed:
            if (was := self._laid.pop(claim_id, None)) is not None:
                touched.add(_key(was[0]))
                self._spoken[_key(was[0])].count(claim_id, *was, by=-1)
            claim = claims.get(claim_id)
            if claim is not None and claim.attribution:
                now = claim.attribution, voices[claim_id].carrier
                self._laid[claim_id] = now
                touched.add(_key(now[0]))
                self._spoken.setdefault(_key(now[0]), Spoken()).count(claim_id, *now, by=1)
        for key in touched:
            spoken = self._spoken[key]
            if spoken.claims:
                self.sources.put(key, _source(key, spoken))
            else:
                del self._spoken[key]
                self.sources.drop(key)


def _key(attribution: Attribution) -> str:
    return UNNAMED if is_unnamed(attribution) else speaker_key(attribution.speaker)


def _order(source: Source) -> tuple[str, SourceId]:
    return folded(source.name), source.source_id


def _source(key: str, spoken: Spoken) -> Source:
    kinds = +spoken.kinds
    known = source_kinds()
    return Source(
        source_id=SourceId(short_digest("source", key)),
        name=UNNAMED if key == UNNAMED else _shown(+spoken.speakers),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        protected=any(known[kind].protected if kind in known else True for kind in kinds),
        claims=tuple(spoken.claims),
        carriers=tuple(sorted(+spoken.carriers)),
        wordings=tuple(sorted(+spoken.wordings)),
    )


def speaker_name(wordings: Iterable[str]) -> str:
    """The name to show: the most frequent wording without its article, of equals the longest."""
    return _shown(Counter(wordings))


def _shown(wordings: Mapping[str, int]) -> str:
    counted: Counter[str] = Counter()
    for words, count in wordings.items():
        counted[_ARTICLE.sub("", words.strip()) or words] += count
    return min(counted, key=lambda words: (-counted[words], -len(words), words))
