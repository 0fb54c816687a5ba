"""Judgments: what documenters decide about claims, each a signed entry with a reason.

A judgment names claims, never incidents, so it outlives a new reading. None erases another: an undo is an entry, too,
and so is an undo of that.

Act                         Question                    Verdict
accept, reject              does this claim stand       accepted, rejected
correct                     what is this value of it    the value
same event, not same event  are these two one event     same, not the same
same person, not same person  are these two one person  same, not the same
protect                     is this source protected    protected
withdraw                    none: see ``erasing``
note, undo                  none
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khronika.archive.canonical import canonical

ACTS = (
    "accept", "reject", "correct", "same event", "not same event", "same person", "not same person", "protect",
    "withdraw", "note", "undo",
)  # fmt: skip
_VERDICTS = {
    "accept": ("standing", "accepted"),
    "reject": ("standing", "rejected"),
    "same event": ("event", "same"),
    "not same event": ("event", "not the same"),
    "same person": ("person", "same"),
    "not same person": ("person", "not the same"),
    "protect": ("protect", "protected"),
}


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """What a judgment answers: about what (standing, value, event, person, protect), and of which things.

    things: claim ids in order, or a source's name; for a value, the claim id and the field.
    """

    about: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One judgment. sight: entries of each other log that its author had seen; undoes: the entry it undoes."""

    log: str
    seq: int
    act: str
    question: Question | None = None
    verdict: str | None = None
    sight: Mapping[str, int] = field(default_factory=dict)
    undoes: tuple[str, int] | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Log and number."""
        return self.log, self.seq

    def knew(self, other: "Judgment") -> bool:
        """Whether its author had seen the other one."""
        if other.log == self.log:
            return other.seq < self.seq
        return self.sight.get(other.log, 0) > other.seq


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a question.

    verdicts: one; or several, where judgments disagree that were made without knowledge of each other.
    by: the judgments that stand for them.
    """

    verdicts: tuple[str, ...]
    by: tuple[tuple[str, int], ...]

    @property
    def disputed(self) -> bool:
        """Whether people have to talk."""
        return len(self.verdicts) > 1


def judgment_of(place: tuple[str, int], said: Mapping[str, Any], sight: Mapping[str, int]) -> Judgment | None:
    """The judgment that a payload holds, or None where it is not one that this version knows."""
    act = said.get("act")
    if act not in ACTS:
        return None
    claims = claims_named(said)
    log, seq = place
    if act == "correct" and claims:
        value = canonical({"value": said.get("value")}).decode()
        return Judgment(
            log=log, seq=seq, act=act, sight=sight, verdict=value,
            question=Question("value", (claims[0], str(said.get("field")))),
        )  # fmt: skip
    if act in _VERDICTS:
        about, verdict = _VERDICTS[act]
        things = (str(said.get("source")),) if about == "protect" else tuple(sorted(claims))
        return Judgment(log=log, seq=seq, act=act, sight=sight, question=Question(about, things), verdict=verdict)
    match said.get("undoes"):
        case [str(other), int(number)]:
            return Judgment(log=log, seq=seq, act=act, sight=sight, undoes=(other, number))
    return Judgment(log=log, seq=seq, act=act, sight=sight)


def claims_named(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the claims that a judgment names; what is no claim is passed over."""
    named = said.get("claims")
    found = [claim.get("claim_id") for claim in named if isinstance(claim, dict)] if isinstance(named, list) else []
    return tuple(claim_id for claim_id in found if isinstance(claim_id, str))


def folded(judgments: Sequence[Judgment]) -> dict[Question, Decision]:
    """What was decided, question by question; the same in whatever order the judgments come.

    An answer gives way to a later one whose author knew it; answers that knew nothing of each other stand side by
    side. No clock decides. What is withdrawn cannot be undone.
    """
    undone = _undone(judgments)
    answers: dict[Question, list[Judgment]] = {}
    for judgment in sorted(judgments, key=lambda one: one.place):
        if judgment.question is not None and judgment.place not in undone:
            answers.setdefault(judgment.question, []).append(judgment)
    return {question: _decided(given) for question, given in sorted(answers.items())}


def standing_notes(judgments: Sequence[Judgment]) -> list[Judgment]:
    """The notes that nobody has undone, in the order of their places."""
    undone = _undone(judgments)
    notes = [one for one in judgments if one.act == "note" and one.place not in undone]
    return sorted(notes, key=lambda one: one.place)


def _decided(given: Sequence[Judgment]) -> Decision:
    last = [one for one in given if not any(other.knew(one) for other in given if other is not one)]
    verdicts = sorted({str(one.verdict) for one in last})
    return Decision(tuple(verdicts), tuple(one.place for one in last))


def _undone(judgments: Sequence[Judgment]) -> set[tuple[str, int]]:
    """The judgments that were undone by one that stands itself and knew them.

    Whether a judgment stands is known once that is known of all that undo it, so those that nobody undoes come first.
    """
    by_place = {judgment.place: judgment for judgment in judgments}
    target: dict[tuple[str, int], tuple[str, int]] = {}
    for judgment in judgments:
        if judgment.undoes in by_place and judgment.knew(by_place[judgment.undoes]):
            target[judgment.place] = judgment.undoes
    open_questions = Counter(target.values())
    ready = [place for place in by_place if not open_questions[place]]
    undone: set[tuple[str, int]] = set()
    while ready:
        place = ready.pop()
        if place not in target:
            continue
        if place not in undone:
            undone.add(target[place])
        open_questions[target[place]] -= 1
        if not open_questions[target[place]]:
            ready.append(target[place])
    return undone
