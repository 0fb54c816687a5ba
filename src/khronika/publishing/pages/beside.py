"""What stands beside the counts of an incident: who repeats whom, and passages that say why counts are low."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.model.ids import DocId
from khronika.model.incident import Incident
from khronika.model.repeat import Repeat, Repetition
from khronika.publishing.pages.citing import Citer, Words

_HOW = {
    Repetition.COPY: "printed again by",
    Repetition.QUOTES: "cited by",
    Repetition.SAME_WORDS: "in the same words, uncredited, in",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One dispatch in the tree of who repeats whom; `how` is "" for a root, `depth` 0 there."""

    depth: int
    name: str
    href: str
    how: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that say why counts are low, with the way to their dispatch."""

    kind: str
    words: tuple[Words, ...]
    name: str
    href: str


class Beside:
    """What one page shows beside the counts of its incidents."""

    def __init__(self, citer: Citer) -> None:
        self._citer = citer

    def tree(self, incident: Incident) -> list[Branch]:
        """The dispatches of an incident that repeat one another, each root followed by what repeats it."""
        repeats = self._citer.ledger.repeats
        told = [repeats[doc_id] for doc_id in incident.dispatches if doc_id in repeats]
        below: dict[DocId, list[Repeat]] = defaultdict(list)
        for edge in told:
            below[edge.of].append(edge)
        tops = sorted({edge.of for edge in told} - {edge.doc_id for edge in told})
        return [branch for top in tops for branch in self._branches(top, "", 0, below)]

    def _branches(self, doc_id: DocId, how: str, depth: int, below: dict[DocId, list[Repeat]]) -> Iterator[Branch]:
        yield Branch(depth, *self._named(doc_id), how)
        for edge in below.pop(doc_id, ()):  # taken out, so that a ring in a file from elsewhere ends
            yield from self._branches(edge.doc_id, _HOW[edge.how], depth + 1, below)

    def passages(self, incident: Incident) -> list[Passage]:
        """The passages kept beside the incident's tallies."""
        return [
            Passage(one.kind, self._citer.passage(one.doc_id, one.words, one.start), *self._named(one.doc_id))
            for one in self._citer.ledger.caveats.get(incident.incident_id, ())
        ]

    def _named(self, doc_id: DocId) -> tuple[str, str]:
        return self._citer.name_of(doc_id), self._citer.addresses.dispatch(self._citer.page, doc_id)
