"""What two written names say for and against one bearer, word by word, in bits.

Words that agree weigh by how rare the name is (Winkler 1988, as in Splink's term frequencies). What is left over in
both names speaks against: relatives and namesakes share more than chance would, so that a given name, a family name or
a father's name that differs bounds the whole, however rare what agrees is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from khronika.reconciling.names.given_names import full_names
from khronika.reconciling.names.romanising import generation_of, is_particle, is_patronymic, parts_of
from khronika.reconciling.names.shares import rarity_of
from khronika.reconciling.names.word_levels import finer_level
from khronika.reconciling.weights import person_weight

_WHOLE = ("same", "another spelling", "consonants", "alike", "nickname")
_IN_WORDS = {
    "same": "the same",
    "another spelling": "the same in another spelling",
    "consonants": "the same where one is written without vowels",
    "alike": "nearly the same",
    "nickname": "a short form",
    "initial": "an initial",
    "ending": "with another ending",
    "near": "somewhat alike",
    "different": "another",
}
_JOINED = 4
"""Letters that two words put together need to be compared to one with a letter's difference."""


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """bits: the sum, bounded. told: what it is made of, in words, with its bits; no word of a name is in it.

    alone: "family" or "given" where one of the names is one word, and which it is of the other; else "".
    given_alike: whether the given names are nearly the same, and no more. differ: whether each has a word that the
    other has not, so that the two are never put together through a third.
    """

    bits: float
    told: tuple[tuple[str, float], ...]
    alone: str = ""
    given_alike: bool = False
    differ: bool = False


NOTHING = NameEvidence(-99.0, (), differ=True)


@lru_cache(maxsize=1 << 18)
def name_evidence(one: str, other: str) -> NameEvidence:
    """What the two names, as written, say; the same whichever comes first."""
    first, second = sorted((one, other), key=lambda name: (len(words_of(name)), words_of(name), name))
    short, long = words_of(first), words_of(second)
    if not short:
        return NOTHING
    if len(short) == 1:
        return _one_word(short[0], long)
    short, long = _put_together(short, long), _put_together(long, short)
    generations = {generation_of(first), generation_of(second)}
    return _Comparison(*sorted((short, long), key=len)).evidence(generations)


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, given name first as far as comma and patronymic tell."""
    before, comma, behind = name.partition(",")
    words = [*parts_of(behind), *parts_of(before)] if comma else list(parts_of(name))
    if len(words) > 2 and is_patronymic(words[-1]) and not is_patronymic(words[1]):
        words = [*words[1:], words[0]]
    return tuple(words)


def _put_together(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The words, with two that the other name writes as one put together (Wei Ming, Weiming)."""
    for at, (one, other) in enumerate(pairwise(words)):
        whole = one + other
        for word in others:
            alike = len(whole) > _JOINED and OSA.distance(whole, word, score_cutoff=1) <= 1
            if whole == word or (alike and word not in words):
                return (*words[:at], word, *words[at + 2 :])
    return words


def _one_word(word: str, long: Sequence[str]) -> NameEvidence:
    """One word and a name: the family name by itself, or the given name."""
    best = NOTHING
    for at, whole in enumerate(long):
        level = finer_level(word, whole)
        if level not in _WHOLE or len(word) == 1:
            continue
        alone = "family" if at == len(long) - 1 else "given"
        bits = min(_agreed(level, word, whole), person_weight("names_at_most", "one_word"))
        if bits > best.bits:
            best = NameEvidence(bits, ((f"a name alone, {_IN_WORDS[level]}", bits),), alone)
    return best


def _agreed(level: str, one: str, other: str) -> float:
    """The weight of two words that agree at a level."""
    if level == "initial":
        return person_weight("names_most", "initial")
    name = level.replace(" ", "_")
    words = {one, other, *(full_names(one) | full_names(other) if level == "nickname" else ())}
    rarity = min(rarity_of(word) for word in words)
    return min(rarity + person_weight("names", name), person_weight("names_most", name))


def _conflict(one: str, other: str) -> str:
    """How two words that are left over in both names differ."""
    if 1 in (len(one), len(other)):
        return "initial"
    return {"an ending": "ending", "near": "near"}.get(finer_level(one, other), "different")


@dataclass(slots=True)
class _Comparison:
    """Two names of two words or more, the shorter first."""

    short: tuple[str, ...]
    long: tuple[str, ...]

    def evidence(self, generations: set[str]) -> NameEvidence:
        matched = self._matched()
        left = [at for at in range(len(self.short)) if at not in {one for one, _, _, _ in matched}]
        over = [at for at in range(len(self.long)) if at not in {other for _, other, _, _ in matched}]
        over = [at for at in over if not (0 < at < len(self.long) - 1 and is_particle(self.long[at]))]
        left = [at for at in left if not (0 < at < len(self.short) - 1 and is_particle(self.short[at]))]
        told = [(f"{self._role(one, other)} name {_IN_WORDS[level]}", bits) for one, other, level, bits in matched]
        bounds = list(self._bounds(matched, left, over))
        if len(left) != len(over):
            told.append(("words left out", person_weight("names_left", "dropped") * abs(len(over) - len(left))))
        if self._moved(matched):
            told.append(("another order", person_weight("names_left", "order")))
        if over and not left and not self._moved(matched) and over[-1] == len(self.long) - 1:
            told.append(("the last name left out", person_weight("names_left", "last_dropped")))
        if len(generations) > 1:
            told.append(("only one says which of a family", person_weight("names_left", "generation")))
            if "" not in generations:
                bounds.append(("two of one family by Jr., Sr.", person_weight("names_at_most", "generations")))
        bits = min(sum(part for _, part in told), person_weight("names_most", "all"))
        for why, most in bounds:
            if bits > most:
                told.append((why, most - bits))
                bits = most
        given_alike = any(not one and not other and level == "alike" for one, other, level, _ in matched)
        return NameEvidence(bits, tuple(told), given_alike=given_alike, differ=bool(left and over))

    def _matched(self) -> list[tuple[int, int, str, float]]:
        """Pairs of words that agree, each word in one at most, the best first: positions, level, bits."""
        found = []
        for one, word in enumerate(self.short):
            for other, whole in enumerate(self.long):
                level = finer_level(word, whole)
                if level in _WHOLE or level == "initial":
                    bits = _agreed(level, word, whole)
                    apart = min(abs(one - other), abs(len(self.short) - one - len(self.long) + other))
                    found.append((-bits, apart, one, other, level))
        kept: list[tuple[int, int, str, float]] = []
        for bits, _, one, other, level in sorted(found):
            if all(one != known and other != known2 for known, known2, _, _ in kept):
                kept.append((one, other, level, -bits))
        return sorted(kept)

    def _role(self, one: int, other: int) -> str:
        if one == 0 and other == 0:
            return "given"
        last = one == len(self.short) - 1 and other == len(self.long) - 1
        return "family" if last else "another"

    def _moved(self, matched: Sequence[tuple[int, int, str, float]]) -> bool:
        return any(second[1] < first[1] for first, second in pairwise(matched))

    def _bounds(
        self, matched: Sequence[tuple[int, int, str, float]], left: Sequence[int], over: Sequence[int]
    ) -> Iterator[tuple[str, float]]:
        """What the names can weigh at most, and why."""
        if not any(level in _WHOLE for _, _, level, _ in matched):
            yield "no whole word agrees", person_weight("names_at_most", "no_whole_word")
        for role, level in self._conflicts(left, over):
            how = f"{role} name {_IN_WORDS[level]}"
            yield how, person_weight("names_at_most", f"{role}_{level}")
        if self._moved(matched):
            if len(matched) > 2 and matched[-1][:2] == (len(self.short) - 1, len(self.long) - 1):
                yield "the names before the last are exchanged", person_weight("names_at_most", "inner_order")
        elif over and not left:
            if over[0] == 0:
                yield "the first name left out", person_weight("names_at_most", "first_missing")
            if over[-1] == len(self.long) - 1 and is_patronymic(self.short[-1]):
                yield "a father's name for a family name", person_weight("names_at_most", "father_only")

    def _conflicts(self, left: Sequence[int], over: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Words left over in both names, by what they are: given, family or middle, and how far they agree."""
        for one in left:
            if not over:
                return
            role, places = self._place(one)
            meant = [other for other in over if other in places] or list(over)
            levels = [_conflict(self.short[one], self.long[other]) for other in meant]
            level = next((name for name in ("ending", "near", "initial") if name in levels), "different")
            if level == "initial" and role == "family":
                level = "different"
            if level == "ending" and role == "middle":
                level = "near"
            yield role, level

    def _place(self, one: int) -> tuple[str, tuple[int, ...]]:
        """What a word of the shorter name is, and where its counterpart in the longer would stand."""
        if one == 0:
            return "given", (0,)
        if one == len(self.short) - 1:
            return "family", (len(self.long) - 1,)
        return "middle", tuple(range(1, len(self.long) - 1))
