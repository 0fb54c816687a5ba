"""Values in the order of their ranks, kept while some come and others go."""

from bisect import bisect_left
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

_FEW = 500
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Ordered(Generic[K, V]):
    """Values by key. A few changes since the last look cost next to nothing, many cost one sort.

    rank: what a value stands by; no two values have one rank.
    """

    def __init__(self, rank: Callable[[V], Any]) -> None:
        self._rank = rank
        self._of: dict[K, V] = {}
        self._ranks: list[Any] = []
        self._values: list[V] = []
        self._listed: dict[K, V | None] = {}

    def get(self, key: K) -> V | None:
        """The value of a key, if there is one."""
        return self._of.get(key)

    def put(self, key: K, value: V) -> None:
        """Holds a value, in the place of another of the same key."""
        self._listed.setdefault(key, self._of.get(key))
        self._of[key] = value

    def drop(self, key: K) -> V | None:
        """Lets a value go; the value, if there was one."""
        if key not in self._of:
            return None
        self._listed.setdefault(key, self._of[key])
        return self._of.pop(key)

    def values(self) -> tuple[V, ...]:
        """All values, in order."""
        if len(self._listed) > _FEW:
            ranked = sorted(((self._rank(value), value) for value in self._of.values()), key=lambda row: row[0])
            self._ranks, self._values = [rank for rank, _ in ranked], [value for _, value in ranked]
        else:
            for old in self._listed.values():
                if old is not None:
                    at = bisect_left(self._ranks, self._rank(old))
                    del self._ranks[at], self._values[at]
            for key in self._listed:
                if key in self._of:
                    rank = self._rank(self._of[key])
                    at = bisect_left(self._ranks, rank)
                    self._ranks.insert(at, rank)
                    self._values.insert(at, self._of[key])
        self._listed.clear()
        return tuple(self._values)
