"""The same nouns with other words in them: every string of a frozen dataclass, however deep."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar, cast

from khronika.model.span import Span

Noun = TypeVar("Noun")


def rewritten(value: Noun, words: Callable[[str], str], keep: frozenset[str] = frozenset()) -> Noun:
    """`value` with `words` applied to every string in it, the keys of its mappings too.

    keep: names of fields that stay as they are, at any depth.
    Enumerations, spans, numbers and instants stay as they are.
    """
    return cast(Noun, _rewritten(value, words, keep))


def _rewritten(value: Any, words: Callable[[str], str], keep: frozenset[str]) -> Any:
    if value is None or isinstance(value, Enum | Span | int | float | datetime):
        return value
    if isinstance(value, str):
        return words(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(entry, words, keep) for entry in value)
    if isinstance(value, dict):
        return _rewritten_mapping(value, words, keep)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for field in fields(value):
            before = getattr(value, field.name)
            if field.name not in keep:
                after = _rewritten(before, words, keep)
                if after is not before and after != before:
                    changes[field.name] = after
        return replace(value, **changes) if changes else value
    raise TypeError(f"no strings are looked for in {type(value).__name__}")


def _rewritten_mapping(value: dict[Any, Any], words: Callable[[str], str], keep: frozenset[str]) -> dict[Any, Any]:
    """Two keys that become one keep both their tuples, so that no claim is lost."""
    result: dict[Any, Any] = {}
    for key, entry in value.items():
        new_key, new_entry = _rewritten(key, words, keep), _rewritten(entry, words, keep)
        if new_key in result and isinstance(new_entry, tuple):
            new_entry = (*result[new_key], *new_entry)
        result[new_key] = new_entry
    return result
