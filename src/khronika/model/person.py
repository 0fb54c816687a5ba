"""One human being across claims."""

from dataclasses import dataclass

from khronika.model.ids import ClaimId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """What a claim says of somebody at a time.

    state: a name of the vocabulary of states (sought, detained, released, missing, killed ...).
    when: EDTF, or None where not stated.
    standing: claimed, attempted, denied or planned, by the claim's reality and stance.
    """

    state: str
    when: str | None
    claim_id: ClaimId
    standing: str = "claimed"

    def as_dict(self) -> dict[str, object]:
        """The state as ``chronicle.json`` holds it."""
        return {"state": self.state, "when": self.when, "claim_id": self.claim_id, "standing": self.standing}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two claims that name one person, or may, and what speaks for it and against.

    bits: log2 of the odds that it is one person; None where that was judged. why: in words and numbers, with no name in
    it.
    """

    claims: tuple[ClaimId, ClaimId]
    bits: float | None
    why: str

    @property
    def chance(self) -> float:
        """The probability that belongs to the odds; 1 where it was judged."""
        return 1.0 if self.bits is None else 1 / (1 + 2.0**-self.bits)

    def as_dict(self) -> dict[str, object]:
        """The likeness as ``chronicle.json`` holds it."""
        return {"claims": list(self.claims), "bits": self.bits, "why": self.why}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Two people who may be one: somebody has to look."""

    people: tuple[PersonId, PersonId]
    likeness: Likeness

    def as_dict(self) -> dict[str, object]:
        """The pair as ``chronicle.json`` holds it."""
        return {"people": list(self.people)} | self.likeness.as_dict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named or described, with what is said to have befallen them.

    name: the fullest form of the name, or the description ("a little girl").
    variants: every form in which the texts write it, the chosen one among them.
    named: False where only described; a described person is never merged with another.
    history: in the order of time, then of the text; every entry cites its claim.
    links: what joined those of several spellings, dispatches or events, pair by pair.
    mentions: where the texts write the name: (doc_id, field, start, end), for redaction.
    """

    person_id: PersonId
    name: str
    variants: tuple[str, ...]
    named: bool
    history: tuple[PersonState, ...]
    links: tuple[Likeness, ...] = ()
    mentions: tuple[tuple[str, str, int, int], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The person as ``chronicle.json`` holds it."""
        return {
            "person_id": self.person_id,
            "name": self.name,
            "variants": list(self.variants),
            "named": self.named,
            "history": [state.as_dict() for state in self.history],
            "links": [link.as_dict() for link in self.links],
        }
