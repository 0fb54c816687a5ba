"""A value of a JSON document that knows where it stands, so that a complaint can say so."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from itertools import pairwise
from math import isfinite
from typing import TypeVar

from khronika.model.span import Span

_LARGEST = 2**53
"""The largest whole number that every reader of JSON holds exactly. Source: RFC 8259, section 6."""
Word = TypeVar("Word", bound=Enum)
Noun = TypeVar("Noun")


class Malformed(ValueError):
    """A value is not what the schema says; the text names its place ("claims[3].figure.low") and the reason."""


class Node:
    """One object of the document; its values are asked for by name and type. Names that nobody asks for are ignored,
    since a later minor version of the schema may add some.

    Every method raises Malformed where the value is missing or of another type.
    """

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise Malformed(f"{path or 'the file'}: no object")
        self._value: dict[str, object] = value
        self.path = path

    def at(self, name: str) -> str:
        """Where a value stands."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether the object has a value of this name, null included."""
        return name in self._value

    def _get(self, name: str) -> object:
        if name not in self._value:
            raise Malformed(f"{self.at(name)}: missing")
        return self._value[name]

    def text(self, name: str) -> str:
        """A string; a lone surrogate, which no file can hold, becomes "?"."""
        return _text(self._get(name), self.at(name))

    def maybe_text(self, name: str) -> str | None:
        """A string or None."""
        return None if self._get(name) is None else self.text(name)

    def count(self, name: str) -> int:
        """A whole number from 0 to 2**53."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Malformed(f"{self.at(name)}: no whole number")
        if not 0 <= value <= _LARGEST:
            raise Malformed(f"{self.at(name)}: a number below zero or beyond 2**53")
        return value

    def maybe_count(self, name: str) -> int | None:
        """A whole number or None."""
        return None if self._get(name) is None else self.count(name)

    def degrees(self, name: str, most: float) -> float | None:
        """A number from -most to most, or None."""
        return None if self._get(name) is None else self.number(name, most)

    def maybe_number(self, name: str, most: float) -> float | None:
        """A number from -most to most, or None."""
        return None if self._get(name) is None else self.number(name, most)

    def number(self, name: str, most: float) -> float:
        """A number from -most to most."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Malformed(f"{self.at(name)}: no number")
        if not isfinite(value) or abs(value) > most:
            raise Malformed(f"{self.at(name)}: not between -{most:g} and {most:g}")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._get(name)
        if not isinstance(value, bool):
            raise Malformed(f"{self.at(name)}: neither true nor false")
        return value

    def word(self, name: str, kind: type[Word]) -> Word:
        """A member of a closed list."""
        value = self.text(name)
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(str(member.value) for member in kind)
            raise Malformed(f"{self.at(name)}: must be one of {known}") from None

    def instant(self, name: str) -> datetime | None:
        """An instant with its zone, or None."""
        value = self.maybe_text(name)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            raise Malformed(f"{self.at(name)}: no time") from None
        if found.tzinfo is None:
            raise Malformed(f"{self.at(name)}: a time without a zone")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(_text(value, f"{self.at(name)}[{index}]") for index, value in self._listed(name))

    def each(self, name: str, made: "Callable[[Node], Noun]") -> tuple[Noun, ...]:
        """A list of objects, each made into a noun."""
        return tuple(made(Node(value, f"{self.at(name)}[{index}]")) for index, value in self._listed(name))

    def maybe(self, name: str, made: "Callable[[Node], Noun]") -> Noun | None:
        """An object made into a noun, or None."""
        value = self._get(name)
        return None if value is None else made(Node(value, self.at(name)))

    def node(self, name: str) -> "Node":
        """An object."""
        return Node(self._get(name), self.at(name))

    def texts_by_name(self) -> dict[str, str]:
        """This object, all of whose values are strings."""
        return {_text(name, self.path): self.text(name) for name in self._value}

    def lists_by_name(self) -> dict[str, tuple[str, ...]]:
        """This object, all of whose values are lists of strings."""
        return {_text(name, self.path): self.texts(name) for name in self._value}

    def span(self, name: str) -> Span:
        """A list of two whole numbers, the second not below the first."""
        return _span(self._get(name), self.at(name))

    def maybe_span(self, name: str) -> Span | None:
        """A span or None."""
        return None if self._get(name) is None else self.span(name)

    def spans(self, name: str) -> tuple[Span, ...]:
        """A list of spans."""
        return tuple(_span(value, f"{self.at(name)}[{index}]") for index, value in self._listed(name))

    def pairs(self, name: str) -> tuple[tuple[int, int], ...]:
        """A list of pairs of whole numbers."""
        found = []
        for index, value in self._listed(name):
            path = f"{self.at(name)}[{index}]"
            if not isinstance(value, list) or len(value) != 2:
                raise Malformed(f"{path}: no pair of numbers")
            pair = Node({"from": value[0], "to": value[1]}, path)
            found.append((pair.count("from"), pair.count("to")))
        return tuple(found)

    def own_span(self) -> Span:
        """The span of an object that has its ends as `start` and `end`."""
        return _span([self.count("start"), self.count("end")], self.path)

    def _listed(self, name: str) -> Iterator[tuple[int, object]]:
        value = self._get(name)
        if not isinstance(value, list):
            raise Malformed(f"{self.at(name)}: no list")
        return enumerate(value)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise Malformed(f"{path}: no text")
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _span(value: object, path: str) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise Malformed(f"{path}: no pair of offsets")
    ends = Node({"start": value[0], "end": value[1]}, path)
    start, end = ends.count("start"), ends.count("end")
    if end < start:
        raise Malformed(f"{path}: ends before it starts")
    return Span(start, end)


def must_be_ordered(path: str, numbers: Mapping[str, int | None]) -> None:
    """Raises Malformed where a number is above one that is named after it; None is left out."""
    given = [(name, number) for name, number in numbers.items() if number is not None]
    for (name, number), (after, larger) in pairwise(given):
        if number > larger:
            raise Malformed(f"{path}: {name} {number} is above {after} {larger}")
