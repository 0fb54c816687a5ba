"""Where the texts write a person's name, so that it can be withheld everywhere and not only in the claims."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import ahocorasick  # type: ignore[import-not-found]

from khronika.model.dispatch import Dispatch
from khronika.model.person import Person

_SHORTEST_ALONE = 4


def with_mentions(people: Sequence[Person], dispatches: Sequence[Dispatch]) -> tuple[Person, ...]:
    """The people with every place in text and title where a variant of their name stands, in any case of letters.

    In a dispatch that writes somebody's full name, the last word of it counts as well ("Boyar was released"), since
    it gives the person away; this may catch a namesake, which for withholding is the safe mistake.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    alone: dict[str, set[int]] = defaultdict(set)
    for index, person in enumerate(people):
        if not person.named:
            continue
        for variant in person.variants:
            wanted[_lowered(variant)].add(index)
            words = variant.split()
            if len(words) > 1 and len(words[-1]) >= _SHORTEST_ALONE:
                alone[_lowered(words[-1])].add(index)
    if not wanted:
        return tuple(people)
    automaton = ahocorasick.Automaton()
    for text in sorted({*wanted, *alone}):
        automaton.add_word(text, text)
    automaton.make_automaton()
    found: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    for dispatch in sorted(dispatches, key=lambda one: one.doc_id):
        hits = [
            (text, (dispatch.doc_id, field, start, end))
            for field, words in (("title", dispatch.title or ""), ("text", dispatch.text))
            for start, end, text in _hits(automaton, words)
        ]
        here = {index for text, _ in hits for index in wanted.get(text, ())}
        for text, place in hits:
            for index in wanted.get(text, set()) | (alone.get(text, set()) & here):
                found[index].append(place)
    return tuple(
        replace(person, mentions=tuple(sorted(set(found[index])))) if index in found else person
        for index, person in enumerate(people)
    )


def _hits(automaton: ahocorasick.Automaton, words: str) -> list[tuple[int, int, str]]:
    """Start, end and lowered text of each name that stands there as whole words."""
    lowered = _lowered(words)
    found = []
    for last, text in automaton.iter(lowered):
        start, end = last + 1 - len(text), last + 1
        before, after = lowered[start - 1 : start], lowered[end : end + 1]
        if not (before.isalnum() or after.isalnum()):
            found.append((start, end, text))
    return found


def _lowered(text: str) -> str:
    """Lower case that keeps every code point in its place, so that offsets stay those of the text."""
    whole = text.lower()
    if len(whole) == len(text):
        return whole
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
