"""Which people so far are compared at all: those whose names share a key; the work stays near to their number.

A key is the first consonants of a word of the name, or of a fuller form of it, with the first letter of another; a
single word is compared within its dispatch and its events. In a block that is larger than a cap (a frequent name) each
is compared with its neighbours in the order of names and days only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from khronika.reconciling.names.agreement import skeleton
from khronika.reconciling.names.given_names import full_names, spelling_groups
from khronika.reconciling.people.name_evidence import words_of
from khronika.reconciling.people.units import Unit

LARGEST_BLOCK = 60
NEIGHBOURS = 12
Pair = tuple[int, int]
_ONE_SOUND = str.maketrans("hjyikqcz", "giiigggs")
"""First letters that one name begins with in several spellings (Halyna, Galina; Yevgeny, Evgeny)."""


def candidates(units: Sequence[Unit]) -> list[Pair]:
    """Pairs of numbers of units, the lower first, each once, in order."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    order = sorted(range(len(units)), key=lambda number: (_by_name(units[number]), number))
    for number in order:
        for key in sorted(set(_keys(units[number])), key=repr):
            blocks[key].append(number)
    found: set[Pair] = set()
    for members in blocks.values():
        reach = len(members) if len(members) <= LARGEST_BLOCK else NEIGHBOURS
        for at, one in enumerate(members):
            found.update((min(one, other), max(one, other)) for other in members[at + 1 : at + 1 + reach])
    return sorted(found)


def _by_name(unit: Unit) -> tuple[object, ...]:
    return sorted(words_of(unit.names[0])), unit.days[:1], sorted(unit.roots)


def _keys(unit: Unit) -> Iterator[tuple[object, ...]]:
    for name in unit.names:
        words = [word for word in words_of(name) if len(word) > 1]
        for one, other in combinations([*words, *(word for word in words_of(name) if len(word) == 1)], 2):
            for first, second in ((one, other), (other, one)):
                if len(first) > 1:
                    for sound in _sounds(first):
                        for letter in {whole[0].translate(_ONE_SOUND) for whole in _forms(second)}:
                            yield "name", sound, letter
        for word in words:
            for sound in _sounds(word):
                for root in unit.roots:
                    yield "dispatch", root, sound
                if len(words) == 1 or word in (words[0], words[-1]):
                    for event in unit.events:
                        yield "event", event, sound


def _sounds(word: str) -> set[str]:
    return {skeleton(form)[0].translate(_ONE_SOUND) + skeleton(form)[1:] for form in _forms(word)}


def _forms(word: str) -> set[str]:
    """The word, the first spelling of its name, and what it may be short for."""
    return {word, *spelling_groups(word), *full_names(word)}
