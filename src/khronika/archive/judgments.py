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

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khronika.archive.canonical import canonical

ACTS = (
    "accept", "reject", "correct", "same event", "not same event", "same person", "not same person", "protect",
    "withdraw", "note", "undo",
)  # fmt: skip


def word_of(act: str) -> str:
    """An act as one word, as people type and read it: same-event."""
    return act.replace(" ", "-")


_VERDICTS = {
    "accept": ("standing", "accepted"),
    "reject": ("standing", "rejected"),
    "same event": ("event", "same"),
    "not same event": ("event", "not the same"),
    "same person": ("person", "same"),
    "not same person": ("person", "not the same"),
    "protect": ("protect", "protected"),
}


_TOGETHER = ({"figure.low", "figure.high"}, {"place.lat", "place.lon"})
"""Values that are one thing in two parts: neither means anything without the other."""


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

    Values that say something of each other are one question asked in parts: who corrects a whole figure has answered
    for its bounds, too; and where one device sets the lower bound and another, without knowing of it, the upper, that
    is a figure that nobody has stated, and disputed. A verdict on another part says of which field it is.
    """
    undone = _undone(judgments)
    answers: dict[Question, list[Judgment]] = {}
    for judgment in sorted(judgments, key=lambda one: one.place):
        if judgment.question is not None and judgment.place not in undone:
            answers.setdefault(judgment.question, []).append(judgment)
    last = {question: _last(question, answers) for question in answers}
    return {
        question: _decided(given, [one for other in related(question, last) for one in last[other]])
        for question, given in sorted(last.items())
        if given
    }


def standing_notes(judgments: Sequence[Judgment]) -> list[Judgment]:
    """The notes that nobody has undone, in the order of their places."""
    undone = _undone(judgments)
    notes = [one for one in judgments if one.act == "note" and one.place not in undone]
    return sorted(notes, key=lambda one: one.place)


def _last(question: Question, answers: Mapping[Question, Sequence[Judgment]]) -> list[Judgment]:
    """The answers to a question that nobody who knew them has answered anew, in whole or with what holds it."""
    wider = [one for other in related(question, answers) if _holds(other, question) for one in answers[other]]
    given = answers[question]
    return [one for one in given if not any(other.knew(one) for other in (*given, *wider) if other is not one)]


def _decided(last: Sequence[Judgment], others: Sequence[Judgment]) -> Decision:
    """others: the last answers to questions that say something of this one."""
    rivals = [other for other in others if any(not other.knew(one) and not one.knew(other) for one in last)]
    verdicts = sorted({str(one.verdict) for one in last})
    verdicts += sorted({_of_another_field(one) for one in rivals})
    return Decision(tuple(verdicts), tuple(one.place for one in (*last, *rivals)))


def related(question: Question, among: Iterable[Question]) -> Iterator[Question]:
    """The other values of the claim that say something of this one: a part, a whole, the other bound."""
    if question.about != "value":
        return
    for other in among:
        if other.about == "value" and other.things[0] == question.things[0] and other != question:
            pair = {other.things[1], question.things[1]}
            if _holds(other, question) or _holds(question, other) or pair in _TOGETHER:
                yield other


def _holds(whole: Question, part: Question) -> bool:
    return part.things[1].startswith(f"{whole.things[1]}.")


def _of_another_field(judgment: Judgment) -> str:
    question = judgment.question
    field = question.things[1] if question else ""
    return canonical({"field": field, **json.loads(str(judgment.verdict))}).decode()


def plain(verdict: str) -> str:
    """The verdict on a value without its wrapping: words as they are, else JSON; of another field with its name."""
    said = json.loads(verdict)
    value = said["value"]
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"{said['field']}: {words}" if "field" in said else words


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
