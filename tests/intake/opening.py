"""What a file of bytes comes to, for the tests of single formats."""

from functools import cache
from pathlib import Path

from khronika.hooks import Draft, Format, Limits, formats
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Inside, Made, made_of
from khronika.model.refusal import Refusal

SAMPLES = Path(__file__).parents[1] / "data" / "formats"


@cache
def known() -> tuple[Format, ...]:
    """The formats, loaded once."""
    return formats()


def opened(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> list[Made | Refusal]:
    """Everything that a file of these bytes holds."""
    suffix = Path(name).suffix.lower()
    return list(made_of(Inside(name=name, data=data, suffix=suffix), known(), limits))


def drafts(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> dict[str, Draft]:
    """The drafts by the name under which each will be found; nothing may be refused."""
    things = opened(data, name, limits)
    assert not [thing.reason for thing in things if isinstance(thing, Refusal) and thing.unread]
    return {_name(thing): thing.draft for thing in things if isinstance(thing, Made)}


def refusals(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str]]:
    """Name and reason of everything that could not be read."""
    return [(thing.name, thing.reason) for thing in opened(data, name, limits) if isinstance(thing, Refusal)]


def sample(name: str) -> bytes:
    """A file made by one of the programs that README.md of the samples names."""
    return (SAMPLES / name).read_bytes()


def _name(made: Made) -> str:
    return f"{made.file.name}:{made.draft.where}" if made.draft.where else made.file.name
