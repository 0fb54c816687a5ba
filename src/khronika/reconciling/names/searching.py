"""Where the texts write a person's name, so that it can be withheld everywhere and not only in the claims."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId, PersonId
from khronika.model.person import Person
from khronika.reconciling.ordered import Ordered
from khronika.reconciling.together import leave

_SHORTEST_ALONE = 4
_FEW = 12
"""So many names at most are looked for one by one in texts that were searched for the others before."""
_RUN = re.compile(r"[^\W_]+")
Place = tuple[str, int, int]
"""Title or text, start and end."""


@dataclass(slots=True)
class Mentions:
    """Every place in text and title where a variant of somebody's name stands, in any case of letters.

    In a dispatch that writes somebody's full name, the last word of it counts as well ("Boyar was released"), since
    it gives the person away; this may catch a namesake, which for withholding is the safe mistake.
    """

    _texts: dict[DocId, bytes] = field(default_factory=dict)
    _full: dict[PersonId, frozenset[str]] = field(default_factory=dict)
    _alone: dict[PersonId, frozenset[str]] = field(default_factory=dict)
    _bearers: dict[str, set[PersonId]] = field(default_factory=dict)
    _beginning: dict[str, set[str]] = field(default_factory=dict)
    _hits: dict[str, dict[DocId, list[Place]]] = field(default_factory=dict)
    _names_in: dict[DocId, set[str]] = field(default_factory=dict)

    def update(
        self,
        dispatches: Mapping[DocId, Dispatch],
        moved: Collection[DocId],
        people: Ordered[PersonId, Person],
        changed: Iterable[PersonId],
    ) -> None:
        """Takes up dispatches and people that came, went or changed, and gives people the mentions they have now."""
        again = set(changed)
        for doc_id in moved:
            self._texts.pop(doc_id, None)
            for name in self._names_in.pop(doc_id, ()):
                del self._hits[name][doc_id]
                again |= self._bearers[name]
        new = self._call(people, again)
        again |= self._search(dispatches, [doc_id for doc_id in self._texts if new], new)
        here = [doc_id for doc_id in moved if doc_id in dispatches]
        for doc_id in here:
            self._texts[doc_id] = "\n".join(_fields(dispatches[doc_id]).values()).encode("utf-8", "surrogatepass")
        again |= self._search(dispatches, here, self._hits.keys())
        for person_id in again:
            person = people.get(person_id)
            if person is not None and (mentions := self._mentions(person_id)) != person.mentions:
                people.put(person_id, replace(person, mentions=mentions))

    def _call(self, people: Ordered[PersonId, Person], again: Iterable[PersonId]) -> set[str]:
        """Takes up what people are called; names that nobody had before."""
        new: set[str] = set()
        released: set[str] = set()
        for person_id in again:
            for name in self._full.pop(person_id, frozenset()) | self._alone.pop(person_id, frozenset()):
                self._bearers[name].discard(person_id)
                released.add(name)
        for person_id in again:
            person = people.get(person_id)
            if person is None or not person.named:
                continue
            words = [variant.split() for variant in person.variants]
            last = (said[-1] for said in words if len(said) > 1 and len(said[-1]) >= _SHORTEST_ALONE)
            self._full[person_id] = frozenset(map(_lowered, person.variants))
            self._alone[person_id] = frozenset(map(_lowered, last))
            for name in self._full[person_id] | self._alone[person_id]:
                if name not in self._bearers:
                    self._bearers[name], self._hits[name] = set(), {}
                    self._beginning.setdefault(_first_run(name), set()).add(name)
                    new.add(name)
                self._bearers[name].add(person_id)
        for name in released:
            if not self._bearers[name]:
                self._drop(name)
        return new

    def _drop(self, name: str) -> None:
        del self._bearers[name]
        for doc_id in self._hits.pop(name):
            self._names_in[doc_id].discard(name)
        leave(self._beginning, _first_run(name), name)

    def _search(
        self, dispatches: Mapping[DocId, Dispatch], doc_ids: Iterable[DocId], names: Collection[str]
    ) -> set[PersonId]:
        """Looks for names in dispatches; whose names were found."""
        if not names:
            return set()
        few = [name.encode("utf-8", "surrogatepass") for name in names] if len(names) <= _FEW else []
        found: set[PersonId] = set()
        for doc_id in doc_ids:
            if few and not any(name in self._texts[doc_id] for name in few):
                continue
            for where, words in _fields(dispatches[doc_id]).items():
                for start, end, name in self._hits_in(words):
                    if name in names:
                        self._hits[name].setdefault(doc_id, []).append((where, start, end))
                        self._names_in.setdefault(doc_id, set()).add(name)
                        found |= self._bearers[name]
        return found

    def _hits_in(self, lowered: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and lowered text of each name that stands there as whole words."""
        for run in _RUN.finditer(lowered):
            for name in self._beginning.get(run[0], ()):
                end = run.start() + len(name)
                if lowered.startswith(name, run.start()) and not lowered[end : end + 1].isalnum():
                    yield run.start(), end, name
        for name in self._beginning.get("", ()):  # names that begin with a mark
            start = lowered.find(name)
            while start >= 0:
                end = start + len(name)
                if not (lowered[max(0, start - 1) : start].isalnum() or lowered[end : end + 1].isalnum()):
                    yield start, end, name
                start = lowered.find(name, start + 1)

    def _mentions(self, person_id: PersonId) -> tuple[tuple[str, str, int, int], ...]:
        full = self._full.get(person_id, frozenset())
        names = full | self._alone.get(person_id, frozenset())
        doc_ids = {doc_id for name in full for doc_id in self._hits[name]}
        found = {(doc_id, *place) for name in names for doc_id in doc_ids for place in self._hits[name].get(doc_id, ())}
        return tuple(sorted(found))


def _fields(dispatch: Dispatch) -> dict[str, str]:
    return {"title": _lowered(dispatch.title or ""), "text": _lowered(dispatch.text)}


def _first_run(name: str) -> str:
    """The letters and digits that a name begins with."""
    found = _RUN.match(name)
    return found[0] if found else ""


def _lowered(text: str) -> str:
    """Lower case that keeps every code point in its place, so that offsets stay those of the text."""
    whole = text.lower()
    if len(whole) == len(text):
        return whole
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
