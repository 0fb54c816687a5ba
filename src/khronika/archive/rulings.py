"""What documenters' judgments come to for the claims that are there now.

Judgments name claims by id and by where they stood. Where a text was read anew, its claims may bear other ids: each
claim that was judged is first found again by its span, and only then is it asked which judgment has the last word, so
that one of last year and one of today, on what is the same claim, meet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.archive.judgments import Judgment, Question, folded, judgment_of, standing_notes
from khronika.archive.readings import claims_of, reanchored
from khronika.archive.rows import ClaimRow

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A judgment as its entry has it: log and number, what it says, and what its author had seen of other logs."""

    place: Place
    said: Mapping[str, Any]
    sight: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer that stands to a question (or a note that was not undone), with its reasons and its entries.

    verdicts: one; several where it is disputed; of a note its words.
    """

    question: Question
    verdicts: tuple[str, ...]
    why: tuple[str, ...]
    by: tuple[Place, ...]

    @property
    def disputed(self) -> bool:
        """Whether people have to talk."""
        return len(self.verdicts) > 1


@dataclass(frozen=True, slots=True)
class Rulings:
    """What stands; and what stands of claims that are not found again, under the ids that they had."""

    standing: tuple[Ruling, ...] = ()
    lost: tuple[Ruling, ...] = ()


def rulings(judgments: Sequence[Said], claims: Sequence[ClaimRow]) -> Rulings:
    """What the judgments come to for `claims`. Pure, and the same in whatever order the judgments come."""
    named = {row.claim_id: row for one in judgments for row in claims_of(one.said)}
    found = reanchored([named[claim_id] for claim_id in sorted(named)], claims)
    gone = {row.claim_id for row in found.lost}
    kept: list[Judgment] = []
    said: dict[Place, Mapping[str, Any]] = {}
    for one in sorted(judgments, key=lambda one: one.place):
        missing = gone.intersection(row.claim_id for row in claims_of(one.said))
        now = one.said if missing else _anchored(one.said, found.now)
        judgment = judgment_of(one.place, now, one.sight)
        if judgment is not None:
            kept.append(judgment)
            said[one.place] = now
    standing = [
        Ruling(question, decision.verdicts, _reasons(said, decision.by), decision.by)
        for question, decision in folded(kept).items()
    ]
    for note in standing_notes(kept):
        about = tuple(row.claim_id for row in claims_of(said[note.place]))
        standing.append(Ruling(Question("note", about), _reasons(said, [note.place]), (), (note.place,)))
    return Rulings(
        tuple(one for one in standing if not gone.intersection(one.question.things)),
        tuple(one for one in standing if gone.intersection(one.question.things)),
    )


def _anchored(said: Mapping[str, Any], now: Mapping[str, str]) -> dict[str, Any]:
    """What a judgment says, with its claims under the ids that they have now."""
    if not isinstance(said.get("claims"), list):
        return dict(said)
    rows = claims_of(said)
    return {**said, "claims": [row.anchor() | {"claim_id": now.get(row.claim_id, row.claim_id)} for row in rows]}


def _reasons(said: Mapping[Place, Mapping[str, Any]], by: Sequence[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(said[place].get("why", "")) for place in by))
