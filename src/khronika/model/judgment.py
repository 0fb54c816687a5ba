"""What a documenter has decided about claims, as a chronicle follows and shows it."""

from dataclasses import dataclass

from khronika.model.ids import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """The answer that stands to one question, or a note.

    about: standing (is a claim kept), value (what one of its values is), event, person (are two claims of one), note.
    verdicts: one; several where documenters who did not know of each other disagree, which nothing follows.
    field: of a value, which ("figure.low").
    why: the reasons, in the documenters' words. by: the archive's entries that say so ("3004f890/12").
    """

    about: str
    claims: tuple[ClaimId, ...]
    verdicts: tuple[str, ...]
    why: tuple[str, ...]
    by: tuple[str, ...]
    field: str | None = None

    @property
    def disputed(self) -> bool:
        """Whether people have to talk before anything follows from it."""
        return len(self.verdicts) > 1

    def as_dict(self) -> dict[str, object]:
        """The judgment as ``chronicle.json`` holds it."""
        return {
            "about": self.about,
            "claims": list(self.claims),
            "field": self.field,
            "verdicts": list(self.verdicts),
            "disputed": self.disputed,
            "why": list(self.why),
            "by": list(self.by),
        }
