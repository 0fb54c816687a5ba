"""Names of people in a sentence, by how they are written and what stands beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khronika.model.span import Span
from khronika.reading.lexicon import word_set
from khronika.reading.people.telling import is_seized
from khronika.reading.sentence import Sentence, Token

_PART = re.compile(r"[^\W\d_][\w'’.-]*")
_SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of capitalised words that is taken for a person's name.

    tokens: where it stands in its sentence, titles left out.
    words: as written.
    titled: True where a title or rank stands before it.
    """

    tokens: range
    span: Span
    words: str
    titled: bool


def names_of(sentence: Sentence, not_people: Sequence[Span], known: Iterable[str] = ()) -> list[Name]:
    """Names of people in order: two capitalised words or more, one behind a title, or a surname known from before.

    not_people: spans of places and other things that are written like names.
    known: surnames of people whom the text has named in full before.
    """
    surnames = frozenset(known)
    tokens = sentence.tokens
    if sentence.text.isupper():
        return []
    found, at = [], 0
    while at < len(tokens):
        run = _run_at(tokens, at) if tokens[at].text[:1].isupper() else None
        if not run:
            at += 1
            continue
        name = _name_from(sentence, run, not_people, surnames)
        if name is not None:
            found.append(name)
        at = run.stop
    return found


def _run_at(tokens: Sequence[Token], at: int) -> range:
    """Capitalised words that touch, with particles between ("Ahmed al Sarit", "Maria de Oro")."""
    stop = at
    while stop < len(tokens) and (_is_capital(tokens[stop]) or (stop > at and _joins(tokens, stop))):
        stop += 1
    return range(at, stop)


def _is_capital(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.pos not in ("DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ")
        and _PART.fullmatch(token.text) is not None
    )


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word goes on with a name before it: a particle before another part, the stop of an initial."""
    token = tokens[at]
    if token.text == ".":
        return len(tokens[at - 1].text) == 1
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return following[:1].isupper() and token.lower in word_set("en", "people", "particles")


def _name_from(sentence: Sentence, run: range, not_people: Sequence[Span], surnames: frozenset[str]) -> Name | None:
    tokens = sentence.tokens
    titles = word_set("en", "people", "titles")
    start, stop = run.start, run.stop
    while start < stop and tokens[start].lower.rstrip(".") in titles:
        start += 1
    titled = start > run.start or _title_before(tokens, start)
    while start < stop and tokens[start].lower.rstrip(".") in word_set("en", "people", "calendar"):
        start += 1
    while stop > start and tokens[stop - 1].text == ".":
        stop -= 1
    body = range(start, stop)
    if len(body) == 0 or len(body) > 5:
        return None
    words = [tokens[i] for i in body]
    if any(word.lower.rstrip(".") in word_set("en", "people", "not_a_name") for word in words):
        return None
    span = sentence.span_of(body)
    if any(span.overlaps(place) for place in not_people):
        return None
    if len(body) == 1 and not titled and words[0].text not in surnames and not is_seized(sentence, start):
        return None
    if len(body) == 1 and (len(words[0].text) < 3 or words[0].text.isupper()):
        return None
    if start == 0 and not titled and len(body) == 2 and words[0].pos not in ("PROPN", "NOUN"):
        return None
    if all(word.text.isupper() and len(word.text) > 1 for word in words) or not _like_a_name(words, titled=titled):
        return None
    return Name(
        tokens=body,
        span=span,
        words=sentence.text[span.start - sentence.span.start : span.end - sentence.span.start],
        titled=titled,
    )


def _title_before(tokens: Sequence[Token], start: int) -> bool:
    return (
        start > 0
        and tokens[start - 1].lower.rstrip(".") in word_set("en", "people", "titles")
        and tokens[start - 1].pos in ("NOUN", "PROPN")
    )


def _like_a_name(words: Sequence[Token], *, titled: bool) -> bool:
    """Whether the tagger, or the words themselves, allow a name: proper nouns for the most part."""
    proper = sum(word.pos == "PROPN" for word in words)
    return proper * 2 >= len(words) and (
        titled or not words[-1].lower.endswith(("ing", "tion", "ism", "ists", "ness", "ment"))
    )


def surname(name: str) -> str:
    """The word by which a person is named the second time."""
    parts = [part for part in name.split() if part.lower() not in _SUFFIX]
    return parts[-1] if parts else name
