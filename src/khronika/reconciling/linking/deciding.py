"""What people have decided of pairs: these two are the same, these two are not. It goes before every weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khronika.errors import WrongUse
from khronika.model.link import Sameness

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """same, apart: pairs of numbers of entries, the lower first, in order."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    states: Mapping[Pair, Sameness] = field(default_factory=dict)

    def renumbered(self, new: Mapping[int, int]) -> "Decided":
        """The same decisions under other numbers of the entries."""
        states = {
            (min(new[one], new[other]), max(new[one], new[other])): state for (one, other), state in self.states.items()
        }
        return _of(states)


def _of(states: Mapping[Pair, Sameness]) -> Decided:
    same = tuple(sorted(pair for pair, state in states.items() if state is Sameness.SAME))
    return Decided(same, tuple(sorted(set(states) - set(same))), states)


def decided(pairs: Mapping[Pair, Sameness], names: Sequence[str]) -> Decided:
    """The decisions; a pair that is left undecided is as if nobody had looked at it.

    names: of the entries, for the error. Raises: WrongUse where two entries are decided to be different, and by other
        decisions are the same.
    """
    states = {(min(pair), max(pair)): state for pair, state in pairs.items() if state is not Sameness.UNDECIDED}
    found = _of(states)
    home = {number: number for pair in found.same for number in pair}

    def root(number: int) -> int:
        while home.get(number, number) != number:
            number = home[number]
        return number

    for one, other in found.same:
        first, second = sorted((root(one), root(other)))
        home[second] = first
    for one, other in found.apart:
        if root(one) == root(other):
            raise WrongUse(
                f"{names[one]} and {names[other]} were decided to be different, and other decisions make "
                "them the same: take one of these back"
            )
    return found
