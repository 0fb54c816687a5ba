"""Things that stand along a text, found by the stretch that they touch without a walk over all of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from khronika.model.span import Span

Thing = TypeVar("Thing")

_SHELF = 512
"""Code points of one shelf: some sentences, so that a question opens one or two shelves."""


class Along(Generic[Thing]):
    """Things with a span each, in the order in which they were added."""

    def __init__(self, things: Iterable[tuple[Span, Thing]] = ()) -> None:
        self._things: list[tuple[Span, Thing]] = []
        self._shelves: dict[int, list[int]] = defaultdict(list)
        for span, thing in things:
            self.add(span, thing)

    def add(self, span: Span, thing: Thing) -> None:
        """Takes in one more."""
        for shelf in range(span.start // _SHELF, max(span.start, span.end - 1) // _SHELF + 1):
            self._shelves[shelf].append(len(self._things))
        self._things.append((span, thing))

    def touching(self, span: Span) -> list[Thing]:
        """Those that share at least one code point with `span`, in the order in which they were added."""
        found: set[int] = set()
        for shelf in range(span.start // _SHELF, max(span.start, span.end - 1) // _SHELF + 1):
            found.update(self._shelves.get(shelf, ()))
        return [self._things[i][1] for i in sorted(found) if self._things[i][0].overlaps(span)]
