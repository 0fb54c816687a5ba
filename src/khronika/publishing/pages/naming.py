"""What a page calls a speaker, a dispatch and one of a group; the claims keep the words as they were read."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from khronika.model.attribution import UNNAMED
from khronika.model.dispatch import Dispatch
from khronika.publishing.withholding.searching import Hit

AUTHOR = "author"
_LONGEST_NAME = 90
"""Code points of a first line that may stand for a dispatch's missing title."""
_ONE_OF_MANY = re.compile(r"^(one|an?|1) ([\w-]+)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W\d_]+$")


def speaker_in_words(name: str) -> str:
    """What to call a speaker: those without a name in words, "One women" in the singular."""
    if name == UNNAMED:
        return "no source named"
    if name == AUTHOR:
        return "the dispatch itself"
    return _ONE_OF_MANY.sub(lambda found: f"{found[1]} {singular(found[2])}", name)


def source_in_words(name: str) -> str:
    """What to call a source in a list of all, away from any sentence."""
    if name != AUTHOR and speaks_for_itself(name):
        return f"the dispatches’ own “{name}”"
    return f"“{name}” (no name)" if names_nobody(name) else speaker_in_words(name)


def speaks_for_itself(name: str) -> bool:
    """Whether the dispatch speaks of itself ("We")."""
    return name == AUTHOR or name.casefold() in _words("speakers", "own")


def names_nobody(name: str) -> bool:
    """Whether the words name somebody only in their sentence: "they", "eleven"."""
    return name.casefold() in _words("speakers", "pronouns") | _words("speakers", "numbers")


def names_a_newer(words: str) -> bool:
    """Whether words that mention an update speak of one that came later ("The most recent update is here")."""
    return any(re.search(rf"\b{re.escape(sign)}\b", words, re.IGNORECASE) for sign in _words("updates", "newer"))


def shown_kind(kind: str) -> str:
    """The kind of a source where it says more than the name does, else ""."""
    return "" if kind in _words("speakers", "silent_kinds") else kind


def dispatch_name(dispatch: Dispatch, withheld: Sequence[Hit], *, title: bool = True) -> str:
    """What to call a dispatch: its publisher, its title, its first line, else the name that its owner gave it.

    withheld: what is withheld of its text; a first line with a gap in it is no name. title: whether the title may be
    shown.
    """
    if dispatch.publisher:
        return dispatch.publisher
    if dispatch.title and title:
        return dispatch.title
    return _first_line(dispatch, withheld) or dispatch.doc_id


def singular(words: str) -> str:
    """One of a group: "women" -> "woman", "tanker drivers" -> "tanker driver", "police" -> "police"."""
    last = _LAST_WORD.search(words)
    if last is None:
        return words
    word = last.group()
    irregular: dict[str, str] = _table()["singular"]["irregular"]
    one = irregular.get(word.casefold())
    if one is None and word.casefold() not in _words("singular", "same"):
        one = word[:-1] if re.search("[^s]s$", word) else word
    return words[: last.start()] + (one or word)


def _first_line(dispatch: Dispatch, withheld: Sequence[Hit]) -> str:
    start = next((at for at, letter in enumerate(dispatch.text) if not letter.isspace()), 0)
    line = dispatch.text[start : start + _LONGEST_NAME + 1].split("\n", 1)[0].rstrip()
    whole = len(line) <= _LONGEST_NAME and line[-1:] not in (".", ",", ";", "")
    aside = any(span.start <= start < span.end for span in dispatch.furniture)
    hidden = any(gap.start < start + len(line) and start < gap.end for gap in withheld)
    return _calm(line) if whole and line[0].isalnum() and not aside and not hidden else ""


def _calm(line: str) -> str:
    """Capitals throughout, as of a masthead, in ordinary letters; short words may be abbreviations and stay."""
    if not line.isupper():
        return line
    small = _words("titles", "small")
    words = [word.lower() if word.casefold() in small else _capital(word) for word in line.split(" ")]
    return " ".join([_capital(words[0]), *words[1:]])


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower() if len(word) > 3 or word.islower() else word


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("khronika.publishing.pages") / "naming.toml").read_text(encoding="utf-8"))


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(_table()[table][name])
