"""Who speaks: one source for every speaker, under whatever articles and letters the dispatches write."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khronika.model.attribution import UNNAMED, Attribution
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, SourceId, short_digest
from khronika.model.source import Source
from khronika.reconciling.aspects.groups import speaks_for_itself
from khronika.reconciling.aspects.whereabouts import folded
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


def sources_of(claims: Sequence[Claim], voices: Mapping[ClaimId, Voice]) -> tuple[Source, ...]:
    """Every named speaker, and one entry for those who are not named; by name.

    Reliability stays F (cannot be judged) until a person judges it. A source is protected where any of its claims
    gives it a protected kind, or one that no vocabulary knows.
    """
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.attribution:
            named = not is_unnamed(claim.attribution)
            grouped[speaker_key(claim.attribution.speaker) if named else UNNAMED].append(claim)
    found = [_source(key, group, voices) for key, group in grouped.items()]
    return tuple(sorted(found, key=lambda source: (folded(source.name), source.source_id)))


def _source(key: str, claims: Sequence[Claim], voices: Mapping[ClaimId, Voice]) -> Source:
    laid = [claim.attribution for claim in claims if claim.attribution]
    kinds = Counter(attribution.kind for attribution in laid)
    known = source_kinds()
    wordings = {words for one in laid for words in (one.source, one.speaker) if words and words != UNNAMED}
    return Source(
        source_id=SourceId(short_digest("source", key)),
        name=UNNAMED if key == UNNAMED else speaker_name([one.speaker for one in laid]),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        protected=any(known[kind].protected if kind in known else True for kind in kinds),
        claims=tuple(sorted(claim.claim_id for claim in claims)),
        carriers=tuple(sorted({voices[claim.claim_id].carrier for claim in claims})),
        wordings=tuple(sorted(wordings)),
    )


def speaker_name(wordings: Sequence[str]) -> str:
    """The name to show: the most frequent wording without its article, of equals the longest."""
    counted = Counter(_ARTICLE.sub("", words.strip()) or words for words in wordings)
    return min(counted, key=lambda words: (-counted[words], -len(words), words))
