"""Lists of people, linked: who is one person, what is open, and by which weights."""

from dataclasses import dataclass
from typing import NamedTuple

from khronika.model.entry import Entry
from khronika.model.link import Link


class LevelWeight(NamedTuple):
    """What a level of agreement weighs. one_person, two_people: how often it is met among pairs of either kind."""

    field: str
    level: str
    one_person: float
    two_people: float
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """The outcome of linking.

    groups: numbers of entries, each in exactly one group; a group is one person.
    links: the pairs that are the same or undecided, and those that were decided to be different, in order.
    weights: what every level weighed. odds_bits: log2 of the odds of any two entries before anything is compared.
    compared: pairs that were compared. crowded: entries with so frequent a name that they were not compared with every
    other of it, unless another field agreed.
    """

    entries: tuple[Entry, ...]
    groups: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]
    weights: tuple[LevelWeight, ...]
    odds_bits: float
    compared: int
    crowded: int
