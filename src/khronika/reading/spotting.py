"""Which of many words and phrases stand in a text, by one walk over it."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import ahocorasick  # type: ignore[import-not-found]

Tag = TypeVar("Tag")


class Spotter(Generic[Tag]):
    """Phrases with a tag each, in one automaton.

    It tells what cannot be in a text in a tenth of the time that a regular expression of as many alternatives takes,
    which then needs to be asked about the rest alone.
    """

    def __init__(self, phrases: Iterable[tuple[str, Tag]]) -> None:
        tags: dict[str, set[Tag]] = {}
        for phrase, tag in phrases:
            tags.setdefault(phrase, set()).add(tag)
        self._automaton: Any = ahocorasick.Automaton()
        for phrase, its in tags.items():
            self._automaton.add_word(phrase, frozenset(its))
        self._automaton.make_automaton()
        self._any = bool(tags)

    def tags_in(self, text: str) -> set[Tag]:
        """The tags of all phrases that stand in the text, be it within a word."""
        found: set[Tag] = set()
        if self._any:
            for _, tags in self._automaton.iter(text):
                found |= tags
        return found
