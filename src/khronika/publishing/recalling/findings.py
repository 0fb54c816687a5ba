"""Incidents, people, sources and the rest, from the objects of ``chronicle.json``: ``as_dict`` turned round."""

from khronika.model.caveat import Caveat
from khronika.model.chronicle import NotHeld
from khronika.model.grade import Grade
from khronika.model.ids import ClaimId, DocId, IncidentId, PersonId, SourceId
from khronika.model.incident import Incident
from khronika.model.person import Likeness, Person, PersonState, Undecided
from khronika.model.refusal import Refusal
from khronika.model.repeat import Repeat, Repetition
from khronika.model.source import Source
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.publishing.recalling.evidence import place_of
from khronika.publishing.recalling.node import Malformed, Node, must_be_ordered

_MOST_BITS = 1000.0


def incident_of(node: Node) -> Incident:
    """An incident or episode."""
    part_of = node.maybe_text("part_of")
    return Incident(
        incident_id=IncidentId(node.text("incident_id")),
        kind=node.text("kind"),
        part_of=IncidentId(part_of) if part_of is not None else None,
        title=node.text("title"),
        event_type=node.text("event_type"),
        acled_event_type=node.maybe_text("acled_event_type"),
        acled_sub_event_type=node.maybe_text("acled_sub_event_type"),
        reality=node.text("reality"),
        when=node.text("when"),
        start=node.maybe_text("start"),
        end=node.maybe_text("end"),
        place=node.maybe("place", place_of),
        tallies=node.each("tallies", _tally),
        reported=_grade(node.node("reported")),
        occurred=_grade(node.node("occurred")),
        responsible=_grade(node.node("responsible")),
        independent_sources=node.count("independent_sources"),
        dispatches=tuple(map(DocId, node.texts("dispatches"))),
        claims=_claims(node),
        people=tuple(map(PersonId, node.texts("people"))),
        event_types={name: _ids(ids) for name, ids in node.node("event_types").lists_by_name().items()},
        links={ClaimId(name): why for name, why in node.node("links").texts_by_name().items()},
    )


def person_of(node: Node) -> Person:
    """A person with the history of what is said to have befallen them."""
    return Person(
        person_id=PersonId(node.text("person_id")),
        name=node.text("name"),
        variants=node.texts("variants"),
        named=node.flag("named"),
        history=node.each("history", _state),
        links=node.each("links", _likeness) if node.has("links") else (),
    )


def undecided_of(node: Node) -> Undecided:
    """Two people who may be one."""
    one, other = _two(node, "people")
    return Undecided(people=(PersonId(one), PersonId(other)), likeness=_likeness(node))


def source_of(node: Node) -> Source:
    """Somebody who speaks."""
    return Source(
        source_id=SourceId(node.text("source_id")),
        name=node.text("name"),
        kind=node.text("kind"),
        protected=node.flag("protected"),
        claims=_claims(node),
        carriers=node.texts("carriers"),
        wordings=node.texts("wordings"),
        reliability=node.text("reliability"),
    )


def not_held_of(node: Node) -> NotHeld:
    """Something that is mentioned and not among the inputs."""
    span = node.own_span()
    return NotHeld(
        doc_id=DocId(node.text("doc_id")),
        start=span.start,
        end=span.end,
        what=node.text("what"),
        kind=node.text("kind"),
    )


def repeat_of(node: Node) -> Repeat:
    """A dispatch that repeats an earlier one."""
    return Repeat(
        doc_id=DocId(node.text("doc_id")),
        of=DocId(node.text("of")),
        root=DocId(node.text("root")),
        how=node.word("how", Repetition),
        claims=_claims(node),
    )


def caveat_of(node: Node) -> Caveat:
    """A passage that says why counts are low."""
    span, home = node.own_span(), node.maybe_text("incident_id")
    return Caveat(
        doc_id=DocId(node.text("doc_id")),
        start=span.start,
        end=span.end,
        words=node.text("words"),
        kind=node.text("kind"),
        incident_id=IncidentId(home) if home is not None else None,
    )


def refusal_of(node: Node) -> Refusal:
    """What a step could not do."""
    return Refusal(
        step=node.text("step"), name=node.text("name"), reason=node.text("reason"), unread=node.flag("unread")
    )


def _ids(names: tuple[str, ...]) -> tuple[ClaimId, ...]:
    return tuple(map(ClaimId, names))


def _claims(node: Node) -> tuple[ClaimId, ...]:
    return _ids(node.texts("claims"))


def _likeness(node: Node) -> Likeness:
    one, other = _two(node, "claims")
    bits = node.maybe_number("bits", _MOST_BITS)
    return Likeness(claims=(ClaimId(one), ClaimId(other)), bits=bits, why=node.text("why"))


def _two(node: Node, name: str) -> tuple[str, str]:
    found = node.texts(name)
    if len(found) != 2:
        raise Malformed(f"{node.at(name)}: not two")
    return found[0], found[1]


def _state(node: Node) -> PersonState:
    return PersonState(
        state=node.text("state"),
        when=node.maybe_text("when"),
        claim_id=ClaimId(node.text("claim_id")),
        standing=node.text("standing"),
    )


def _grade(node: Node) -> Grade:
    parties = {name: _ids(ids) for name, ids in node.node("parties").lists_by_name().items()}
    return Grade(value=node.text("value"), rule=node.text("rule"), parties=parties, claims=_claims(node))


def _account(node: Node) -> Account:
    low, high = node.maybe_count("low"), node.maybe_count("high")
    must_be_ordered(node.path, {"low": low, "high": high})
    return Account(
        speaker=node.text("speaker"),
        low=low,
        high=high,
        scope=node.text("scope"),
        claims=_claims(node),
        superseded=_ids(node.texts("superseded")),
        standing=node.text("standing"),
        why=node.text("why"),
        falls=node.pairs("falls") if node.has("falls") else (),
    )


def _tally(node: Node) -> Tally:
    low, best, high = node.maybe_count("low"), node.maybe_count("best"), node.maybe_count("high")
    must_be_ordered(node.path, {"low": low, "best": best, "high": high})
    return Tally(
        measure=node.text("measure"),
        group=node.maybe_text("group"),
        scope=node.text("scope"),
        status=node.word("status", TallyStatus),
        low=low,
        best=best,
        high=high,
        why=node.text("why"),
        policy=node.text("policy"),
        accounts=node.each("accounts", _account),
        claims=_claims(node),
        named=tuple(map(PersonId, node.texts("named"))) if node.has("named") else (),
    )
