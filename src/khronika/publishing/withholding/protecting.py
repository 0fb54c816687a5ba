"""Whose names and words are withheld unless somebody decides otherwise.

Protected are: every person named in the chronicle who is not known only by a public office; every source
whose kind the vocabulary protects; every actor named as one who suffered, was present or took part; everybody whom
a text names without any claim being read of it ("... said Dana Merev, a crane driver who stood at the gate").
After SJAC's and Bayanat's practice of redacting nearly all names in public work, and of generating public
text from a public record only.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from khronika.errors import VocabularyError
from khronika.model.chronicle import Chronicle
from khronika.model.ids import ClaimId, PersonId, SourceId
from khronika.model.person import Person
from khronika.publishing.withholding.folding import fold_word
from khronika.reference.source_kinds import source_kinds

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_LISTS = (
    "public_source_kinds",
    "public_actor_kinds",
    "honorifics",
    "function_words",
    "small_words",
    "institution_words",
    "ordinary_words",
    "kin_words",
)


_SHORT = 3
"""Letters; "Li", "Ан" and "نور" are names, and look like much else."""

NOBODY: Mapping[str, str] = MappingProxyType({})


class Asked:
    """The full names that documenters have said to be protected: nothing else that bears them keeps them shown."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [_spaced(name) for name in names if len(name_parts(name)) > 1]

    def holds(self, words: str) -> bool:
        """Whether one of the names stands in the words."""
        return bool(self._names) and any(name in _spaced(words) for name in self._names)


def _spaced(name: str) -> str:
    """The words of a name, folded, a space around each."""
    return f" {' '.join(_WORD.findall(fold_word(name)))} "


class _Numbers:
    """Hands out pseudonyms: those that a name had before, else the next number of its kind."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._given: set[str] = set()
        self._last: dict[str, int] = {}
        for label in known.values():
            kind, _, number = label.rpartition(" ")
            if number.isdecimal():
                self._last[kind] = max(self._last.get(kind, 0), int(number))

    def label(self, kind: str, names: Iterable[str]) -> str:
        """The pseudonym of somebody of a kind who goes by these names."""
        before = (self._known.get(fold_word(name), "") for name in names)
        found = next((one for one in before if one.rpartition(" ")[0] == kind and one not in self._given), None)
        if found is None:
            self._last[kind] = self._last.get(kind, 0) + 1
            found = f"{kind} {self._last[kind]}"
        self._given.add(found)
        return found


@dataclass(frozen=True, slots=True)
class Protected:
    """Who is protected.

    people: the pseudonym of each person; the others are public figures or only described.
    sources: the pseudonym of each source.
    names: every name to be found, with the pseudonym that takes its place, fullest names first.
    claims: the claims laid to protected sources, with the source's pseudonym.
    public: names that stay although a protected one may be a part of them.
    """

    people: dict[PersonId, str]
    sources: dict[SourceId, str]
    names: tuple[tuple[str, str], ...]
    claims: dict[ClaimId, str]
    public: tuple[str, ...]


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of ``redaction.toml``, in lower case. Raises: VocabularyError where one is missing."""
    table = tomllib.loads(
        (resources.files("khronika.publishing.withholding") / "redaction.toml").read_text(encoding="utf-8")
    )
    for name in _LISTS:
        if not isinstance(table.get(name), list):
            raise VocabularyError(f"redaction.toml: {name}: a list of words is missing")
    return {name: frozenset(str(word).lower() for word in table[name]) for name in _LISTS}


def protected(chronicle: Chronicle, before: Mapping[str, str] = NOBODY) -> Protected:
    """Who of this chronicle is protected, numbered in its own order.

    before: the pseudonyms of names (folded) from before, which they keep; whoever is new is numbered after them.
    """
    asked = Asked(chronicle.protected)
    officials = tuple(form for form in _public_wordings(chronicle) if not asked.holds(form))
    people: dict[PersonId, str] = {}
    numbers = _Numbers(before)
    names: list[tuple[str, str]] = []
    public: list[str] = list(officials)
    for person in chronicle.people:
        forms = (person.name, *person.variants)
        if person.named and (not _is_public(person, officials) or any(map(asked.holds, forms))):
            people[person.person_id] = numbers.label("Person", forms)
            names += [(form, people[person.person_id]) for form in forms]
        elif person.named:
            public += forms
    sources = {
        source.source_id: numbers.label(f"a protected source ({source.kind})", (source.name, *source.wordings))
        for source in chronicle.sources
        if source.protected
    }
    known = {fold_word(name) for name, _ in names} | {fold_word(name) for name in public}
    for name in _named_actors(chronicle):
        if fold_word(name) not in known:
            known.add(fold_word(name))
            names.append((name, "a person"))
    known |= {name for name in _not_people(chronicle) if not asked.holds(name)}
    for source in chronicle.sources:
        if source.protected:
            for form in (source.name, *source.wordings):
                names += [(name, sources[source.source_id]) for name in names_in(form) if fold_word(name) not in known]
    names += [(name, "a person") for name in _named_elsewhere(chronicle, known, (*public, *(n for n, _ in names)))]
    claims = _protected_claims(chronicle, sources)
    return Protected(people, sources, tuple(names), claims, tuple(dict.fromkeys(public)))


def _protected_claims(chronicle: Chronicle, sources: dict[SourceId, str]) -> dict[ClaimId, str]:
    """Claims of protected sources; a claim that no source holds goes by its kind of speaker."""
    claims = {claim: name for s in chronicle.sources if (name := sources.get(s.source_id)) for claim in s.claims}
    held = {claim for source in chronicle.sources for claim in source.claims}
    kinds = source_kinds()
    for claim in chronicle.claims:
        said = claim.attribution
        if claim.claim_id not in held and said is not None and said.kind in kinds and kinds[said.kind].protected:
            claims[claim.claim_id] = f"a protected source ({said.kind})"
    for claim in chronicle.set_aside:
        claims[claim.claim_id] = f"a protected source ({claim.attribution.kind})" if claim.attribution else "a person"
    return claims


def name_parts(name: str) -> list[str]:
    """The words of a name that tell who is meant: honorifics, small words and words for institutions left out.

    "Nurse Leila Al-Hassan" -> ["Leila", "Al-Hassan", "Hassan"].
    """
    dropped = lists()["honorifics"] | lists()["function_words"] | lists()["institution_words"]
    words = [word for word in _WORD.findall(name) if word.lower() not in dropped]
    inner = [part for word in words for part in re.split(r"[’'\-]", word) if part != word and len(part) > 3]
    return words + [part for part in inner if part.lower() not in dropped]


def is_common(name: str) -> bool:
    """Whether a name is nothing but words that texts are full of ("the", "Dr", "он"): it would cover them all."""
    return not any(part.lower() not in lists()["small_words"] for part in name_parts(name))


def is_short(name: str) -> bool:
    """Whether a name is one word that may well be another one, too: of three letters at most, or an ordinary word."""
    parts = name_parts(name)
    return len(parts) < 2 and (len("".join(parts)) <= _SHORT or fold_word(name) in lists()["ordinary_words"])


def names_in(wording: str) -> list[str]:
    """The proper names of people within the words by which a source is called.

    "a nurse named Dinara Velikhanova" -> ["Dinara Velikhanova"]; "One woman interviewed on Channel Seven" -> [].
    A single capitalised word right before another noun ("Kazakh oil workers") is no name.
    """
    words = list(_WORD.finditer(wording))
    skipped = lists()["institution_words"] | lists()["honorifics"] | lists()["function_words"]
    found: list[str] = []
    run: list[re.Match[str]] = []
    for index, word in enumerate([*words, None]):
        joined = bool(run) and word is not None and wording[run[-1].end() : word.start()].strip() == ""
        capital = word is not None and word.group()[0].isupper() and word.group().lower() not in skipped
        if run and not (capital and joined):
            following = words[index] if word is not None and joined else None
            attributive = following is not None and following.group().lower() not in lists()["function_words"]
            if len(run) > 1 or not attributive:
                found.append(wording[run[0].start() : run[-1].end()])
            run = []
        if capital and word is not None:
            run.append(word)
    return found


def _public_wordings(chronicle: Chronicle) -> tuple[str, ...]:
    kinds = lists()["public_source_kinds"]
    return tuple(
        dict.fromkeys(
            form
            for source in chronicle.sources
            if source.kind.lower() in kinds and not source.protected
            for form in (source.name, *source.wordings)
        )
    )


def _not_people(chronicle: Chronicle) -> set[str]:
    """Capitalised words in the wordings of sources that name a place or a carrier ("a colleague at Old Quay")."""
    names = {form for source in chronicle.sources for form in source.carriers}
    names |= {dispatch.publisher for dispatch in chronicle.dispatches if dispatch.publisher}
    for claim in chronicle.claims:
        if claim.place is not None:
            names |= {form for form in (claim.place.name, claim.place.written, claim.place.near) if form}
            names |= {form for form in (claim.place.admin1, claim.place.country) if form}
    return {fold_word(part) for name in names for part in (name, *names_in(name))}


def _is_public(person: Person, officials: tuple[str, ...]) -> bool:
    """Whether the fullest name stands in the words for an office holder, and nothing befell the person.

    A surname alone could be a namesake's, so it counts only where no state is told of the person; somebody
    who was detained or killed keeps the protection unless the full name is that of an office holder.
    """
    name = fold_word(person.name)
    if " " not in name and person.history:
        return False
    return any(f" {name} " in _spaced(form) for form in officials)


def _named_actors(chronicle: Chronicle) -> list[str]:
    """Named actors who are not called agents of a state or an armed body, in the order of the claims."""
    kinds = lists()["public_actor_kinds"]
    return list(
        dict.fromkeys(
            actor.words
            for claim in chronicle.claims
            for actor in claim.actors
            if actor.named and actor.kind.lower() not in kinds
        )
    )


def _named_elsewhere(chronicle: Chronicle, known: set[str], wordings: Iterable[str]) -> list[str]:
    """Names that stand in the texts and nowhere else in the chronicle; parts of a known wording are known by it."""
    said = " ".join(map(_spaced, wordings))
    institutions = lists()["institution_words"]
    return [
        name
        for name in chronicle.named
        if fold_word(name) not in known
        and _spaced(name) not in said
        and not institutions & {word.lower() for word in _WORD.findall(name)}
    ]
