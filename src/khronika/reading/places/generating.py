"""From words to candidates: everything that could be a place, the recogniser decides."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from khronika.model.span import Span
from khronika.reading.places.candidate import Candidate, Origin, candidate_at
from khronika.reading.places.described import DescribedNames
from khronika.reading.places.kinds import Kinds
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Gazetteer, Hit, PlaceKind, normalise

_LONGEST_NAME = 5
_SHORTEST = 2
_NATIONS_TRIED = 4
_SHORTEST_ALONE = 4
_REGIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2)


class Generator:
    """Finds candidates in one text."""

    def __init__(self, words: Words, lexicon: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.kinds = Kinds(words, lexicon)
        self.capitals = [at for at, capital in enumerate(words.capital) if capital]

    def candidates(self, given: Sequence[Span] = ()) -> list[Candidate]:
        """Every candidate, in the order of the text, longer ones first; `given` are spans found by others."""
        words = self.words
        found = [*self._named(), *self._abbreviations(), *self._given(given)]
        taken = {(candidate.start, candidate.end) for candidate in found}
        found += [
            candidate
            for candidate in DescribedNames(words, self.lexicon, self.gazetteer).candidates()
            if (candidate.start, candidate.end) not in taken
        ]
        return sorted(found, key=lambda candidate: (candidate.start, -candidate.end))

    def _named(self) -> Iterator[Candidate]:
        """Names that the gazetteer has, and demonyms."""
        words = self.words
        count = len(words)
        for first in self.capitals:
            if first and words.gaps[first] == "-" and words.lower[first - 1] in self.lexicon.particles:
                continue  # the tail of a longer name: "Tell al-Orun"
            last = first
            while last < count and last - first < _LONGEST_NAME and (last == first or words.joined[last]):
                last += 1
                if not words.capital[last - 1]:
                    if words.lower[last - 1] not in self.lexicon.particles:
                        break
                    continue
                yield from self._at(first, last)

    def _at(self, first: int, last: int) -> Iterator[Candidate]:
        words, hits_of = self.words, self.gazetteer.hits
        form = normalise(words.whole[words.start[first] : words.end[last - 1]])
        place = self.lexicon.demonyms.get(form)
        if place is not None:
            hits = self._hits_of_demonym(place)
            if hits:
                yield candidate_at(words, first, last, Origin.DEMONYM, hits)
                return
        hits = hits_of(form) if len(form) >= _SHORTEST else ()
        if not hits or (len(form) == _SHORTEST and not words.text[first].isupper()):
            return
        if last - first > 1 and self.lexicon.name_ends.get(words.text[last - 1].capitalize()) == "square":
            return  # of the many Central Squares the gazetteer has only those that are towns
        kind = self.kinds.after(last) or self.kinds.before(first)
        if kind in _REGIONS:
            hits = self._regions(form, hits) or hits
        yield candidate_at(words, first, last, Origin.GAZETTEER, hits, kind)

    def _regions(self, form: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """The regions of that name; where only a town bears it ("Orun region" for the region of Orin), regions
        of its country that are nearly spelt so."""
        regions = tuple(hit for hit in hits if hit.entry.kind in _REGIONS)
        if regions:
            return regions
        nations = {hit.entry.country: None for hit in hits[:_NATIONS_TRIED] if hit.entry.country}
        near = [self.gazetteer.near_spellings(form, self.gazetteer.regions_of(nation)) for nation in nations]
        return tuple(Hit(entry, False) for entries in near for entry in entries[:1])

    def _hits_of_demonym(self, place: str) -> tuple[Hit, ...]:
        if len(place) == 2:
            country = self.gazetteer.country(place)
            return (Hit(country, True),) if country else ()
        hits = self.gazetteer.hits(normalise(place))
        wide = tuple(hit for hit in hits if hit.entry.kind is not PlaceKind.CITY and hit.main)
        return wide[:1]

    def _abbreviations(self) -> Iterator[Candidate]:
        """States as newspapers shorten them: after a comma, or long enough and with a full stop."""
        whole = self.words.whole
        for match in self.lexicon.abbreviation_pattern.finditer(whole):
            after_comma = whole[max(0, match.start() - 2) : match.start()] == ", "
            if not after_comma and (not match.group().endswith(".") or len(match.group()) < _SHORTEST_ALONE):
                continue
            first = bisect_left(self.words.start, match.start())
            begins = first < len(self.words) and self.words.start[first] == match.start()
            if not begins or (self.words.shouted[first] and "." not in match.group()):
                continue
            last = first
            while last < len(self.words) and self.words.start[last] < match.end():
                last += 1
            name = self.lexicon.abbreviations[match.group()]
            hits = tuple(h for h in self.gazetteer.hits(normalise(name)) if h.entry.kind is PlaceKind.ADMIN1)
            form = normalise(name)
            yield Candidate(first, last, match.start(), match.end(), form, Origin.ABBREVIATION, hits[:1])

    def _given(self, spans: Sequence[Span]) -> Iterator[Candidate]:
        """Spans that somebody else found, such as a statistical tagger."""
        for span in spans:
            inside = [i for i in range(len(self.words)) if span.start <= self.words.start[i] < span.end]
            if inside:
                form = normalise(span.of(self.words.whole))
                hits = self.gazetteer.hits(form)
                yield Candidate(inside[0], inside[-1] + 1, span.start, span.end, form, Origin.GIVEN, hits)
