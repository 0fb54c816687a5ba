"""Who speaks."""

from dataclasses import dataclass

from khronika.model.ids import ClaimId, SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A person, office, outlet or document to whom claims are laid.

    kind: a name of the vocabulary of source kinds.
    reliability: Admiralty code A to F; F (cannot be judged) until a person judges it.
    protected: True where naming the source may put somebody at risk (by kind, see the vocabulary).
    carriers: the roots through which it was heard: publishers and broadcasters.
    wordings: how the dispatches name it.
    """

    source_id: SourceId
    name: str
    kind: str
    protected: bool
    claims: tuple[ClaimId, ...]
    carriers: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    reliability: str = "F"

    def as_dict(self) -> dict[str, object]:
        """The source as ``chronicle.json`` holds it."""
        return {
            "source_id": self.source_id,
            "name": self.name,
            "kind": self.kind,
            "reliability": self.reliability,
            "protected": self.protected,
            "carriers": list(self.carriers),
            "wordings": list(self.wordings),
            "claims": list(self.claims),
        }
