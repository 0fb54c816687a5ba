"""One of the three judgements on an incident, with the rule that gave it."""

from dataclasses import dataclass, field

from khronika.model.ids import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A word of the vocabulary of grades, and why.

    value: for `reported`: single source, two or more sources, denied; for `occurred`: confirmed, fair,
        weak, contested, discounted; for `responsible`: stated, contested, not stated.
    rule: the rule that gave it, in one sentence.
    parties: for `responsible`: who is named, each with the claims that name them.
    claims: the claims that it rests on.
    """

    value: str
    rule: str
    parties: dict[str, tuple[ClaimId, ...]] = field(default_factory=dict)
    claims: tuple[ClaimId, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The grade as ``chronicle.json`` holds it."""
        return {
            "value": self.value,
            "rule": self.rule,
            "parties": {name: list(ids) for name, ids in self.parties.items()},
            "claims": list(self.claims),
        }
