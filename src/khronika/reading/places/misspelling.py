"""Misspelt names: resolved to a place in play, never to one elsewhere.

In play are the places that the text resolves to and, for a name that the text itself puts somewhere ("in
Orunn", "the village of Orunn"), also the towns of the regions that those lie in.
"""

from collections import Counter

from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.resolving import key_of
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Entry, Gazetteer, Hit, PlaceKind, Spelled, normalise

_SHORTEST = 5
_REGIONS_IN_PLAY = 6
_LONG = 10  # letters; shorter names are two edits from too many villages
_MOST_TOWNS = 1500  # in a larger region some town is spelt like almost anything
_TOWN_KINDS = ("", "unknown", "city", "admin1", "admin2")


class Misspellings:
    """Settles the unknown names of one text."""

    def __init__(self, words: Words, lexicon: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.in_play: Spelled = {}

    def settle(self, chosen: list[Candidate], all_of_them: list[Candidate], meant: dict[str, Entry]) -> list[Candidate]:
        """The chosen candidates with misspelt ones added and resolved; fills `meant` (see ``key_of``)."""
        in_play = list(
            {entry.number: entry for entry in meant.values() if entry.kind is not PlaceKind.COUNTRY}.values()
        )
        if not in_play:
            return chosen
        taken = {at for candidate in chosen for at in range(candidate.first, candidate.last)}
        kept = list(chosen)
        for candidate in all_of_them:
            if candidate.hits or candidate.kind not in _TOWN_KINDS or len(candidate.form) < _SHORTEST:
                continue
            if all(word in self.lexicon.ordinary for word in candidate.form.split()):
                continue
            mine = range(candidate.first, candidate.last)
            if candidate not in chosen and not taken.isdisjoint(mine):
                continue
            entry = self._nearest(candidate.form) or self._in_region(candidate, meant)
            if entry is None:
                continue
            self._take(candidate, entry, meant)
            self._put_in_play([entry])
            if taken.isdisjoint(mine):
                kept.append(candidate)
                taken.update(mine)
        kept += self._strange(taken, meant)
        return sorted(kept, key=lambda candidate: candidate.start)

    def _take(self, candidate: Candidate, entry: Entry, meant: dict[str, Entry]) -> None:
        candidate.hits = (Hit(entry, False),)
        candidate.origin = Origin.MISSPELT
        meant[key_of(candidate)] = entry

    def _put_in_play(self, entries: list[Entry]) -> None:
        for letter, (forms, numbers) in self.gazetteer.spelled(entries).items():
            known_forms, known_numbers = self.in_play.setdefault(letter, ([], []))
            known_forms += forms
            known_numbers += numbers

    def _nearest(self, form: str) -> Entry | None:
        found = self.gazetteer.nearest(form, self.in_play)
        return found[0] if found else None

    def _in_region(self, candidate: Candidate, meant: dict[str, Entry]) -> Entry | None:
        """The nearest spelling among the regions of the countries in play, or the towns of the regions in play."""
        if candidate.kind == "admin1":
            nations = Counter(entry.country for entry in meant.values() if entry.country)
            for nation, _ in nations.most_common(2):
                found = self.gazetteer.near_spellings(candidate.form, self.gazetteer.regions_of(nation))
                if found:
                    return found[0]
            return None
        most_edits = 1 if len(candidate.form) < _LONG else 2
        regions = Counter(entry.admin1_index for entry in meant.values() if entry.admin1_index >= 0)
        for number, _ in regions.most_common(_REGIONS_IN_PLAY):
            region = self.gazetteer.entry(number)
            if len(self.gazetteer.within(region)) > _MOST_TOWNS:
                continue
            found = self.gazetteer.near_spellings_within(candidate.form, region, most_edits)
            if found:
                return found[0]
        return None

    def _strange(self, taken: set[int], meant: dict[str, Entry]) -> list[Candidate]:
        """Single capitalised words, wherever they stand, that nearly spell a place of this text."""
        words, lexicon = self.words, self.lexicon
        found = []
        for at in range(len(words)):
            low = words.lower[at]
            if not words.capital[at] or at in taken or len(low) < _SHORTEST or low[0] not in self.in_play:
                continue
            if (
                low in lexicon.ordinary
                or low in lexicon.given_names
                or low in lexicon.surnames
                or low in lexicon.demonyms
            ):
                continue
            if self._person_beside(at) or self.gazetteer.hits(normalise(low)):
                continue
            entry = self._nearest(low)
            if entry is not None:
                start, end = words.start[at], words.end[at]
                candidate = Candidate(at, at + 1, start, end, normalise(low), Origin.MISSPELT)
                self._take(candidate, entry, meant)
                found.append(candidate)
        return found

    def _person_beside(self, at: int) -> bool:
        words = self.words
        before = at > 0 and words.joined[at] and words.capital[at - 1] and not words.first[at - 1]
        after = at + 1 < len(words) and words.joined[at + 1] and words.capital[at + 1] and words.gaps[at + 1] == " "
        return before or after
