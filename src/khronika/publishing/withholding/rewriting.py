"""The same nouns with other words in them: every string of a frozen dataclass, however deep."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar, cast

from khronika.model.span import Span

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stays as it is, at any depth: fields by their names, and of other fields the keys of their mappings."""

    fields: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


def rewritten(value: Noun, words: Callable[[str], str], keep: Kept | None = None) -> Noun:
    """`value` with `words` applied to every string in it, the keys of its mappings too.

    Enumerations, spans, numbers and instants stay as they are.
    """
    return cast(Noun, _rewritten(value, words, keep or Kept()))


def _rewritten(value: Any, words: Callable[[str], str], keep: Kept) -> Any:
    if value is None or isinstance(value, Enum | Span | int | float | datetime):
        return value
    if isinstance(value, str):
        return words(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(entry, words, keep) for entry in value)
    if isinstance(value, dict):
        return _rewritten_mapping(value, words, keep, words)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for field in fields(value):
            before = getattr(value, field.name)
            if field.name not in keep.fields:
                of_key = _as_it_is if field.name in keep.keys else words
                after = (
                    _rewritten_mapping(before, words, keep, of_key)
                    if isinstance(before, dict)
                    else _rewritten(before, words, keep)
                )
                if after is not before and after != before:
                    changes[field.name] = after
        return replace(value, **changes) if changes else value
    raise TypeError(f"no strings are looked for in {type(value).__name__}")


def _as_it_is(text: str) -> str:
    return text


def _rewritten_mapping(
    value: dict[Any, Any], words: Callable[[str], str], keep: Kept, of_key: Callable[[str], str]
) -> dict[Any, Any]:
    """Two keys that become one keep both their tuples, so that no claim is lost."""
    result: dict[Any, Any] = {}
    for key, entry in value.items():
        new_key, new_entry = _rewritten(key, of_key, keep), _rewritten(entry, words, keep)
        if new_key in result and isinstance(new_entry, tuple):
            new_entry = (*result[new_key], *new_entry)
        result[new_key] = new_entry
    return result
