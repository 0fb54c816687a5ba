"""What a claim is made around: an event, with the figure or the people that the same words give it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khronika.model.claim import Reality
from khronika.model.span import Span
from khronika.reading.along import Along
from khronika.reading.mentions import EventMention, FigureMention, PersonMention
from khronika.reference.vocabulary import event_types, measures, states

_SAME_WORDS = 90
"""Code points within which an event's words and a figure of the kind it causes are one assertion."""
_ONE_PHRASE = 20
"""Code points within which they are one phrase ("the number KILLED range from 50 to 150"), told once."""


_ONE_CLAIM = 400
"""Code points within which a person's name and what befell them are shown as one stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """One assertion before its time, place and speaker are known.

    span: the words that must lie in the claim; trigger: those that name the event.
    """

    span: Span
    trigger: Span
    event_type: str
    reality: Reality
    figure: FigureMention | None = None
    people: tuple[PersonMention, ...] = ()
    means: str | None = None
    clause: Span | None = None
    aside: bool = False


def kernels(
    events: Sequence[EventMention], figures: Sequence[FigureMention], people: Sequence[PersonMention]
) -> list[Kernel]:
    """Every figure, every event that no figure tells, every state of a person; in the order of the text.

    Shape: each mention stands in exactly one kernel, but for people who join the figure that counts them.
    """
    stated = [person for person in people if person.state is not None]
    used: set[int] = set()  # positions of the events that a figure or a person tells
    told = Along((_whole(event), (index, event)) for index, event in enumerate(events))
    made = [_of_figure(figure, told, used) for figure in figures]
    joined: set[int] = set()
    befallen = Along((person.trigger or person.span, person) for person in stated)
    made = [_with_people(kernel, befallen, joined) for kernel in made]
    made += [_of_person(person, told, used) for person in stated if id(person) not in joined]
    made += [_of_event(event) for index, event in enumerate(events) if index not in used]
    return sorted(made, key=lambda kernel: (kernel.span, kernel.trigger, kernel.event_type))


def _whole(event: EventMention) -> Span:
    """The event's clause with its trigger."""
    return Span(min(event.span.start, event.trigger.start), max(event.span.end, event.trigger.end))


def _of_figure(figure: FigureMention, told: Along[tuple[int, EventMention]], used: set[int]) -> Kernel:
    """A figure takes in the event that its own trigger names."""
    implied = measures()[figure.measure].event_type
    own = [(i, event) for i, event in told.touching(figure.trigger) if event.trigger.overlaps(figure.trigger)]
    if not figure.of_forces and not own:
        return _of_things(figure, told, used)
    inside = own or [(i, e) for i, e in told.touching(figure.span) if _told_with(e, figure, implied)]
    if not inside:
        return Kernel(
            span=figure.span, trigger=figure.trigger, event_type=implied,
            reality=figure.reality, figure=figure, aside=figure.aside,
        )  # fmt: skip
    event = inside[0][1]
    used.update(i for i, e in inside if own or figure.span.overlaps(e.trigger) or _between(e, figure) <= _ONE_PHRASE)
    reality = figure.reality if figure.reality is not Reality.ACTUAL else event.reality
    if figure.low == 0 and figure.high == 0:
        reality = Reality.ACTUAL
    return Kernel(
        span=figure.span, trigger=event.trigger if own else figure.trigger,
        event_type=event.event_type if own and _goes_with(event.event_type, implied) else implied,
        reality=reality, figure=figure, means=event.means, clause=event.span,
        aside=figure.aside or event.aside,
    )  # fmt: skip


def _of_things(figure: FigureMention, told: Along[tuple[int, EventMention]], used: set[int]) -> Kernel:
    """Vehicles that are nobody's forces count what is done with them ("STOPPED two passenger trains")."""
    near = [(_between(e, figure), i, e) for i, e in told.touching(figure.span) if e.span.contains(figure.span)]
    if not near:
        return Kernel(
            span=figure.span, trigger=figure.trigger, event_type="other",
            reality=figure.reality, figure=figure, aside=figure.aside,
        )  # fmt: skip
    _, index, event = min(near, key=lambda one: one[:2])
    used.add(index)
    reality = figure.reality if figure.reality is not Reality.ACTUAL else event.reality
    return Kernel(
        span=figure.span, trigger=event.trigger, event_type=event.event_type, reality=reality, figure=figure,
        means=event.means, clause=event.span, aside=figure.aside or event.aside,
    )  # fmt: skip


def _told_with(event: EventMention, figure: FigureMention, implied: str) -> bool:
    """Whether an event near the figure is the one that it counts the cost of."""
    return _between(event, figure) <= _SAME_WORDS and event.event_type == implied and event.span.contains(figure.span)


def _between(event: EventMention, figure: FigureMention) -> int:
    """Code points between the event's words and the figure's."""
    return max(event.trigger.start - figure.span.end, figure.span.start - event.trigger.end, 0)


def _goes_with(event_type: str, implied: str) -> bool:
    """Whether the event named can have cost what the figure counts."""
    if event_type == implied:
        return True
    known = event_types().get(event_type)
    measured = event_types().get(implied)
    if known is None or measured is None:
        return False
    return known.group == measured.group or (measured.casualties and known.casualties)


def _with_people(kernel: Kernel, people: Along[PersonMention], joined: set[int]) -> Kernel:
    """The figure's claim with the people whom its own trigger is said of."""
    if kernel.figure is None:
        return kernel
    own = [
        person
        for person in people.touching(kernel.figure.trigger)
        if person.trigger is not None
        and person.trigger.overlaps(kernel.figure.trigger)
        and _event_of(person.state) == _event_of(measures()[kernel.figure.measure].state)
        and id(person) not in joined
    ]
    joined.update(id(person) for person in own)
    return replace(kernel, people=tuple(own))


def _event_of(state: str | None) -> str | None:
    """The event that coming into the state is."""
    return states()[state].event_type if state else None


def _of_event(event: EventMention) -> Kernel:
    return Kernel(
        span=event.trigger, trigger=event.trigger, event_type=event.event_type, reality=event.reality,
        means=event.means, clause=event.span, aside=event.aside,
    )  # fmt: skip


def _of_person(person: PersonMention, told: Along[tuple[int, EventMention]], used: set[int]) -> Kernel:
    """A state of a person that no figure counts; what befell them may stand a sentence or two away from the name."""
    trigger = person.trigger or person.span
    both = Span(min(person.span.start, trigger.start), max(person.span.end, trigger.end))
    implied = _event_of(person.state) or "other"
    named = [(i, event) for i, event in told.touching(trigger) if event.trigger.overlaps(trigger)]
    used.update(i for i, event in named if event.event_type == implied)
    own = named[0][1] if named else None
    return Kernel(
        span=both if both.end - both.start <= _ONE_CLAIM else trigger, trigger=trigger,
        event_type=implied, reality=person.reality, people=(person,),
        means=own.means if own else None, clause=own.span if own else None, aside=own.aside if own else False,
    )  # fmt: skip
