"""From words to candidates: everything that could be a place, the recogniser decides."""

from collections.abc import Iterator, Sequence

from khronika.model.span import Span
from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Gazetteer, Hit, PlaceKind, normalise

_LONGEST_NAME = 5
_SHORTEST = 2
_REGIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2)


class Generator:
    """Finds candidates in one text."""

    def __init__(self, words: Words, lexicon: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gazetteer = gazetteer

    def candidates(self, given: Sequence[Span] = ()) -> list[Candidate]:
        """Every candidate, in the order of the text, longer ones first; `given` are spans found by others."""
        found = [*self._named(), *self._abbreviations(), *self._given(given)]
        taken = {(candidate.start, candidate.end) for candidate in found}
        found += [candidate for candidate in self._described() if (candidate.start, candidate.end) not in taken]
        return sorted(found, key=lambda candidate: (candidate.start, -candidate.end))

    def _make(self, first: int, last: int, origin: Origin, hits: tuple[Hit, ...] = (), kind: str = "") -> Candidate:
        start, end = self.words.start[first], self.words.end[last - 1]
        return Candidate(first, last, start, end, normalise(self.words.whole[start:end]), origin, hits, kind)

    def _named(self) -> Iterator[Candidate]:
        """Names that the gazetteer has, and demonyms."""
        words = self.words
        count = len(words)
        for first in range(count):
            if not words.capital[first]:
                continue
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
        place = self.lexicon.demonyms.get(words.whole[words.start[first] : words.end[last - 1]].lower())
        if place is not None:
            hits = self._hits_of_demonym(place)
            if hits:
                yield self._make(first, last, Origin.DEMONYM, hits)
                return
        form = normalise(words.whole[words.start[first] : words.end[last - 1]])
        hits = hits_of(form) if len(form) >= _SHORTEST else ()
        kind = self._kind_after(last)
        if kind in _REGIONS:
            regions = tuple(hit for hit in hits if hit.entry.kind in _REGIONS)
            if not regions:
                regions = tuple(hit for end in (kind, "region") for hit in hits_of(f"{form} {end}"))
            hits = regions or hits
        if hits and not (len(form) == _SHORTEST and not words.text[first].isupper()):
            candidate = self._make(first, last, Origin.GAZETTEER, hits, kind)
            yield candidate

    def _hits_of_demonym(self, place: str) -> tuple[Hit, ...]:
        if len(place) == 2:
            country = self.gazetteer.country(place)
            return (Hit(country, True),) if country else ()
        hits = self.gazetteer.hits(normalise(place))
        wide = tuple(hit for hit in hits if hit.entry.kind is not PlaceKind.CITY and hit.main)
        return wide[:1]

    def _kind_after(self, last: int) -> str:
        """The kind that lower-case words right after the name give it."""
        words = self.words
        if last >= len(words) or words.gap(last) != " ":
            return ""
        if last + 1 < len(words) and words.gap(last + 1) == " ":
            pair = self.lexicon.kinds_after.get(f"{words.lower[last]} {words.lower[last + 1]}")
            if pair:
                return pair
        return self.lexicon.kinds_after.get(words.lower[last], "") if not words.capital[last] or words.shouted[last] else ""

    def _abbreviations(self) -> Iterator[Candidate]:
        """States as newspapers shorten them: after a comma, or spelled with full stops inside."""
        whole = self.words.whole
        starts = {start: index for index, start in enumerate(self.words.start)}
        for match in self.lexicon.abbreviation_pattern.finditer(whole):
            if whole[max(0, match.start() - 2) : match.start()] not in (", ", "., ") and match.group().count(".") < 2:
                continue
            first = starts.get(match.start())
            if first is None:
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

    def _described(self) -> Iterator[Candidate]:
        """Names that the text itself calls a place: "Orun Street", "Highway 19", "the Kalen oil field"."""
        words, lexicon = self.words, self.lexicon
        for index in range(len(words)):
            text = words.text[index]
            kind = lexicon.name_ends.get(text) or (lexicon.name_ends.get(text.capitalize()) if words.shouted[index] else None)
            if kind and words.joined[index]:
                first = self._name_before(index)
                if first < index:
                    yield self._ending(first, index, kind)
            if text in lexicon.numbered_roads:
                last = index + 1
                if last < len(words) and words.gap(last) in (" ", "-", " - ") and words.text[last].isalnum() and words.text[last][0].isdigit():
                    yield self._make(self._road_start(index), last + 1, Origin.DESCRIBED, (), "street")
            elif text in lexicon.name_starts and index + 1 < len(words) and words.capital[index + 1] and words.joined[index + 1]:
                yield self._make(index, index + 2, Origin.DESCRIBED, (), lexicon.name_starts[text])
            if words.capital[index]:
                yield from self._called(index)

    def _road_start(self, index: int) -> int:
        words = self.words
        pair = f"{words.text[index - 1]} {words.text[index]}" if index else ""
        return index - 1 if pair in self.lexicon.numbered_roads else index

    def _ending(self, first: int, index: int, kind: str) -> Candidate:
        """ "Memphis St.": the full stop belongs to the name."""
        words = self.words
        candidate = self._make(first, index + 1, Origin.DESCRIBED, (), kind)
        dotted = words.text[index] + "."
        if dotted in self.lexicon.name_ends and words.whole[candidate.end : candidate.end + 1] == ".":
            candidate.end += 1
        candidate.hits = self.gazetteer.hits(candidate.form)
        return candidate

    def _name_before(self, index: int) -> int:
        """Index of the first word of the run of capitalised words that ends before `index`."""
        words = self.words
        first = index
        while first > 0 and words.joined[first] and index - first < 4:
            before = first - 1
            if not words.capital[before] or (words.first[before] and words.lower[before] in self.lexicon.ordinary and first < index):
                break
            if words.lower[before] in ("the", "a", "an", "in", "on", "at", "from"):
                break
            first = before
        return first

    def _called(self, index: int) -> Iterator[Candidate]:
        """A capitalised run with lower-case words beside it that say what kind of place it is."""
        words = self.words
        if index and words.capital[index - 1] and words.joined[index]:
            return
        last = index + 1
        while last < len(words) and last - index < 3 and words.capital[last] and words.joined[last]:
            last += 1
        kind = self._kind_after(last) or self._kind_before(index) or self._located(index, last)
        form = normalise(words.whole[words.start[index] : words.end[last - 1]])
        if kind and len(form) > _SHORTEST and words.lower[index] not in self.lexicon.seldom_places:
            if words.first[index] and words.lower[index] in self.lexicon.ordinary:
                return
            if form in self.lexicon.demonyms:
                return
            hits = self.gazetteer.hits(form)
            if not hits:
                yield self._make(index, last, Origin.DESCRIBED, hits, kind)

    def _located(self, index: int, last: int) -> str:
        """ "unknown" for a strange name after "in" and the like, which may be a misspelt town or a small one."""
        words = self.words
        if index == 0 or words.gap(index) != " " or words.lower[index - 1] not in self.lexicon.locating:
            return ""
        return "" if any(words.lower[at] in self.lexicon.ordinary for at in range(index, last)) else "unknown"

    def _kind_before(self, index: int) -> str:
        """The kind that "village of" and the like before a name give it."""
        words = self.words
        if index < 2 or words.lower[index - 1] != "of" or words.gap(index) != " ":
            return ""
        two = f"{words.lower[index - 3]} {words.lower[index - 2]}" if index > 2 else ""
        return self.lexicon.kinds_before.get(two) or self.lexicon.kinds_before.get(words.lower[index - 2], "")

