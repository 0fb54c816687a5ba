"""Names that the text itself calls a place: "Orun Street", "Highway 19", "the Kalen oil field"."""

from collections.abc import Iterator

from khronika.reading.places.candidate import Candidate, Origin, candidate_at
from khronika.reading.places.kinds import Kinds
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Gazetteer, PlaceKind, normalise

_SHORTEST = 3
_LONGEST_ENDING = 4
_LONGEST_CALLED = 3
_OPENING = (" “", ' "', " «", " ‘")
_CLOSING = ("”", '"', "»", "’")
_REGIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2)


class DescribedNames:
    """Finds them in one text."""

    def __init__(self, words: Words, lexicon: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.kinds = Kinds(words, lexicon)

    def candidates(self) -> Iterator[Candidate]:
        """Every name that its own words or the words around it call a place, known to the gazetteer or not."""
        words, lexicon = self.words, self.lexicon
        for index, text in enumerate(words.text):
            if not text[0].isupper():
                continue
            kind = lexicon.name_ends.get(text.capitalize() if words.shouted[index] else text)
            if kind and words.joined[index]:
                first = self._name_before(index)
                if first < index:
                    yield self._ending(first, index, kind)
            yield from self._beginning(index)
            if words.capital[index]:
                yield from self._called(index)

    def _beginning(self, index: int) -> Iterator[Candidate]:
        """ "Highway 19", "Lake Orun"."""
        words, text, after = self.words, self.words.text[index], index + 1
        if after >= len(words):
            return
        if text in self.lexicon.numbered_roads:
            if words.gaps[after] in (" ", "-", " - ") and words.text[after][0].isdigit():
                yield candidate_at(words, self._road_start(index), after + 1, Origin.DESCRIBED, (), "street")
        elif text in self.lexicon.name_starts and words.capital[after] and words.joined[after]:
            yield candidate_at(words, index, after + 1, Origin.DESCRIBED, (), self.lexicon.name_starts[text])

    def _road_start(self, index: int) -> int:
        words = self.words
        pair = f"{words.text[index - 1]} {words.text[index]}" if index else ""
        return index - 1 if pair in self.lexicon.numbered_roads else index

    def _ending(self, first: int, index: int, kind: str) -> Candidate:
        """ "Memphis St.": the full stop belongs to the name."""
        words = self.words
        candidate = candidate_at(words, first, index + 1, Origin.DESCRIBED, (), kind)
        dotted = words.text[index] + "."
        if dotted in self.lexicon.name_ends and words.whole[candidate.end : candidate.end + 1] == ".":
            candidate.end += 1
        if kind == "square":
            candidate.stated = True
            self._take_quoted(candidate, index)
            return candidate
        candidate.hits = self.gazetteer.hits(candidate.form)
        if not candidate.hits and kind in _REGIONS:
            bare = normalise(words.whole[candidate.start : words.end[index - 1]])
            candidate.hits = self.gazetteer.hits(f"{bare} county") or self.gazetteer.hits(bare)
        return candidate

    def _take_quoted(self, candidate: Candidate, index: int) -> None:
        """ "Central Square “Orun”": the quoted word is the square's own name."""
        words, after = self.words, index + 1
        if (
            after < len(words)
            and words.capital[after]
            and words.gaps[after] in _OPENING
            and words.gaps[after + 1][:1] in _CLOSING
        ):
            candidate.last, candidate.end = after + 1, words.end[after] + 1

    def _name_before(self, index: int) -> int:
        """Index of the first word of the run of capitalised words that ends before `index`."""
        words = self.words
        first = index
        while first > 0 and words.joined[first] and index - first < _LONGEST_ENDING:
            before = first - 1
            begins_sentence = words.first[before] and words.lower[before] in self.lexicon.ordinary
            if not words.capital[before] or (begins_sentence and first < index):
                break
            if words.lower[before] in self.lexicon.articles or words.lower[before] in self.lexicon.locating:
                break
            first = before
        return first

    def _called(self, index: int) -> Iterator[Candidate]:
        """A capitalised run with lower-case words beside it that say what kind of place it is."""
        words = self.words
        if index and words.capital[index - 1] and words.joined[index]:
            return
        last = index + 1
        while last < len(words) and last - index < _LONGEST_CALLED and words.capital[last] and words.joined[last]:
            last += 1
        kind = self.kinds.after(last) or self.kinds.before(index) or self.kinds.located(index, last)
        form = normalise(words.whole[words.start[index] : words.end[last - 1]])
        if not kind or len(form) < _SHORTEST or form in self.lexicon.demonyms or self.gazetteer.hits(form):
            return
        first_is_plain = words.first[index] and words.lower[index] in self.lexicon.ordinary
        if first_is_plain or words.lower[index] in self.lexicon.seldom_places:
            return
        candidate = candidate_at(words, index, last, Origin.DESCRIBED, (), kind)
        plain = all(words.lower[at] in self.lexicon.ordinary for at in range(index, last))
        candidate.stated = kind != "unknown" and not plain
        yield candidate
