"""What the tests of the formats share: bytes through the same way that a named file takes."""

from pathlib import Path

from khronika.hooks import Limits, formats
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Inside, Made, made_of, suffix_of
from khronika.model.refusal import Refusal

SAMPLES = Path(__file__).parents[1] / "samples"


def taken(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Made | Refusal]:
    """Everything that is made of a file with these bytes."""
    known = formats()
    return list(made_of(Inside(name=name, data=data, suffix=suffix_of(name, known)), known, limits))


def told(things: list[Made | Refusal]) -> dict[str, str]:
    """Name -> "read", "note: why" or "refused: why"."""
    found = {}
    for thing in things:
        if isinstance(thing, Made):
            found[f"{thing.file.name}:{thing.draft.where}".removesuffix(":")] = "read"
        else:
            found[thing.name] = f"{'refused' if thing.unread else 'note'}: {thing.reason}"
    return found


def read_names(things: list[Made | Refusal]) -> list[str]:
    """The names of what was read."""
    return [name for name, outcome in told(things).items() if outcome == "read"]
