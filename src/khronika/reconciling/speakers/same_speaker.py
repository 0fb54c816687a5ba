"""Which wordings mean one speaker, among those who are heard of one event.

"Mayor Oleg Danshin", "Danshin" and "мэр Олег Даньшин" are one person; "the regional hospital in Orun" and "the
hospital", "police" and "Orun police", "the ministry" and "a ministry spokeswoman" are one office, where no other
hospital, police or ministry is heard of the same event. "The fire chief" is the one fire chief who is named,
a spokeswoman who is named speaks for her ministry, and an outlet that others cite is the author of what it prints.
Only within an event: the police of another town are others.

Conservative as everywhere with names: a surname alone, or an office in short, that fits two longer wordings joins
neither, and somebody who is only described ("a surgeon", "residents") is nobody else.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.model.claim import Claim
from khronika.model.ids import ClaimId
from khronika.reconciling.names.agreement import names_alike
from khronika.reconciling.names.romanising import parts_of
from khronika.reconciling.speakers.sources import AUTHOR, Voice, is_own, is_unnamed

_FILE = "voicing.toml"
_WORD = re.compile(r"[^\W\d_][\w'’-]*|,")
_NAME = range(2, 4)
"""How many words a person's name has."""
_LONGEST_TITLE = 3
"""How many words a title before a surname has at most."""
_BODIES = frozenset({"hospital", "NGO", "union", "organisation"})
"""Kinds of speakers that are many people where a name stands before a description ("Rights Watch, a monitor")."""
_OFFICES = frozenset(
    {"hospital", "NGO", "official", "union", "organisation", "police", "military", "group", "opposition"}
)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A speaker as the words have it.

    name: the words that name a person, where a title stands beside them; titles: those, in small letters.
    office: the words of an office in small letters, its head first; empty for who is a person, a crowd, or described.
    last: what a surname, alone or behind a title ("Chief Calloway"), is compared by; of who
        is named in full, that of the name.
    """

    words: tuple[str, ...]
    name: str | None
    titles: frozenset[str]
    office: tuple[str, ...]
    last: tuple[str, ...]

    @property
    def is_post(self) -> bool:
        """Whether the office is one that a single person holds: "the fire chief"."""
        return bool(self.office) and self.office[0] in _words("posts")

    @property
    def is_body(self) -> bool:
        """Whether the office is one of many people: "the ministry"."""
        return bool(self.office) and not self.is_post


def as_one(voices: Mapping[ClaimId, Voice], claims: Iterable[Claim]) -> dict[ClaimId, Voice]:
    """The voices of the claims of one event, those of one speaker under the key of the fullest wording.

    The order of the claims does not matter. Raises: VocabularyError where the words for offices are malformed.
    """
    found: dict[ClaimId, Voice] = {}
    wordings: dict[str, _Wording] = {}
    outlets: dict[str, _Wording] = {}
    for claim in sorted(claims, key=lambda one: one.claim_id):
        laid, voice = claim.attribution, voices[claim.claim_id]
        found[claim.claim_id] = voice
        if laid is not None and not is_unnamed(laid) and not is_own(voice):
            wordings.setdefault(voice.speaker, _wording(laid.speaker, laid.kind))
        elif voice.speaker == f"{AUTHOR} of {voice.carrier}" and len(voice.carrier.split()) > 1:
            outlets.setdefault(voice.speaker, _outlet(voice.carrier))
    heads = {one.office[0] for one in wordings.values() if one.office}
    wordings |= {key: one for key, one in outlets.items() if one.office and one.office[0] in heads}
    now = _joined(wordings) if len(wordings) > 1 else {}
    return {
        claim_id: replace(voice, speaker=now[voice.speaker]) if voice.speaker in now else voice
        for claim_id, voice in found.items()
    }


def _joined(wordings: Mapping[str, _Wording]) -> dict[str, str]:
    """For each key whose wording is short for another's, the key of the fullest."""
    next_of: dict[str, str] = {}
    for key, short in sorted(wordings.items()):
        full = {other: one for other, one in wordings.items() if other != key and _fuller(other, one, key, short)}
        tops = [other for other, one in full.items() if not any(_fuller(more, full[more], other, one) for more in full)]
        if len(tops) == 1:
            next_of[key] = tops[0]
    return {key: _end_of(key, next_of) for key in next_of}


def _end_of(key: str, next_of: Mapping[str, str]) -> str:
    """The fullest wording in the end; of wordings that stand for one another the first by name."""
    path = [key]
    while (after := next_of.get(path[-1])) is not None:
        if after in path:
            return min(path[path.index(after) :])
        path.append(after)
    return path[-1]


def _fuller(full_key: str, full: _Wording, key: str, short: _Wording) -> bool:
    """Whether two wordings mean one speaker, and the first is the one to keep."""
    if full_key == key:
        return False
    if _same_person(full, short):
        return (len(full.words), key) > (len(short.words), full_key)
    if full.name and not short.name and short.last and short.last == full.last and not _speaks_for(full, short):
        return all(word.casefold() in full.titles | _words("posts") for word in short.words[:-1])
    if full.name and short.is_post:
        return set(short.office) <= full.titles or full.titles == {short.office[0]}
    if full.is_body and short.name:
        return _speaks_for(short, full)
    if not full.office or not short.office or full.office[0] != short.office[0]:
        return False
    less, more = set(short.office), set(full.office)
    return less < more or (less == more and (len(full.words), key) > (len(short.words), full_key))


def _surname(words: Sequence[str], name: str | None) -> tuple[str, ...]:
    if name:
        return tuple(parts_of(name)[-1:])
    if not words or not words[-1][:1].isupper() or len(words) > _LONGEST_TITLE + 1:
        return ()
    return tuple(parts_of(words[-1]))


def _speaks_for(person: _Wording, body: _Wording) -> bool:
    """Whether somebody named speaks for a body: "health ministry spokeswoman Anna Berg" for the ministry."""
    return bool(person.titles & _words("spokespeople")) and set(body.office) <= person.titles


def _same_person(one: _Wording, other: _Wording) -> bool:
    """Whether two wordings name one person, at least one of them with a title."""
    if one.name and other.name:
        return names_alike(one.name, other.name)
    named, bare = (one, other) if one.name else (other, one)
    if not named.name:
        return False
    size = len(named.name.split())
    titled = all(word.casefold() in named.titles for word in bare.words[:-size])
    return titled and len(bare.words) >= size and names_alike(named.name, " ".join(bare.words[-size:]))


@lru_cache(maxsize=4096)
def _wording(speaker: str, kind: str) -> _Wording:
    words = _WORD.findall(speaker)
    if kind in _BODIES and "," in words and words[words.index(",") + 1 :][:1] in (["a"], ["an"]):
        words = words[: words.index(",")]  # what it is, behind what it is called
    name, titles = _named(words)
    bare = tuple(word for word in words if word != ",")
    office = _office(bare) if not name else ()
    if kind not in _OFFICES and not _is_the_one(bare, office):
        office = ()
    return _Wording(bare, name, titles, office, _surname(bare, name))


@lru_cache(maxsize=4096)
def _outlet(carrier: str) -> _Wording:
    """An outlet that speaks for itself, as others may cite it."""
    words = tuple(_WORD.findall(carrier))
    return _Wording(words, None, frozenset(), _office(words), ())


def _is_the_one(words: Sequence[str], office: Sequence[str]) -> bool:
    """Whether one office is spoken of as the one there is: "the committee", and not "the rebels", nor a name."""
    return bool(office) and words[0].casefold() == "the" and not office[0].endswith("s")


def _named(words: Sequence[str]) -> tuple[str | None, frozenset[str]]:
    """The name at the end ("mayor Oleg Danshin") or at the head ("Oleg Danshin, the mayor"), with its titles."""
    last = len(words)
    while last and words[last - 1][:1].isupper() and words[last - 1].casefold() not in _words("posts"):
        last -= 1
    before = [word for word in words[:last] if word != ","]
    if before and len(words) - last in _NAME and before[-1] not in _words("links"):
        return " ".join(words[last:]), frozenset(word.casefold() for word in before)
    if "," in words:
        head, behind = words[: words.index(",")], words[words.index(",") + 1 :]
        if len(head) in _NAME and all(word[:1].isupper() for word in head):
            return " ".join(head), frozenset(word.casefold() for word in behind)
    return None, frozenset()


def _office(words: Sequence[str]) -> tuple[str, ...]:
    """The words of an office, its head first: "the regional hospital in Orun" gives hospital, regional, orun."""
    small = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words]
    speaks = [index for index, word in enumerate(small) if word in _words("spokespeople")]
    if speaks:
        small = small[: speaks[0]] if set(small[: speaks[0]]) - _words("links") else small[speaks[-1] + 1 :]
    elif small[:1] and small[0] in _words("indefinite"):
        return ()
    while small and small[0] in _words("links"):
        small = small[1:]
    link = next((index for index, word in enumerate(small) if word in _words("links")), len(small))
    kept = [*small[:link][::-1], *small[link:]]
    found = tuple(dict.fromkeys(word for word in kept if word not in _words("links")))
    found = found[1:] if len(found) > 1 and found[0] in _words("seats") else found
    return () if not found or found[0] in _words("crowds") else found


@cache
def _words(section: str) -> frozenset[str]:
    """Raises: VocabularyError."""
    try:
        return frozenset(_table()[section])
    except (KeyError, TypeError):
        raise VocabularyError(f"{_FILE}: {section} is missing") from None


@cache
def _table() -> Mapping[str, list[str]]:
    try:
        return tomllib.loads(files("khronika.reconciling.speakers").joinpath(_FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
