"""What speaks for and against a candidate being a place: the features of the recogniser.

A feature is a name; its weight was learned (``python -m training.places``). Source of the idea: gazetteer
lookup with a local linear classifier, as in Lieberman, Samet and Sankaranarayanan 2010 (ICDE).
"""

from collections import Counter, defaultdict

from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Entry, PlaceKind

PRIORS = {"plain,capital": 1.0, "speaks,capital": 1.5}
"""Log-odds that are set and not learned: the training texts are local papers and reports of epidemics, in which foreign
capitals are too rare. In three-fold cross-validation they change F1 by less than 0.1 points on either corpus."""

_WIDE = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.WATER)
_CONTAINS_LIMIT = 40
_CITY = 100_000  # people
_LONG_NAME = 6  # letters


class Describer:
    """Features of the candidates of one text."""

    def __init__(self, words: Words, lexicon: PlaceWords, candidates: list[Candidate]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.by_start: dict[int, list[Candidate]] = defaultdict(list)
        self.by_end: dict[int, list[Candidate]] = defaultdict(list)
        self.times: Counter[str] = Counter()
        self.as_person: set[str] = set()
        self.as_first_name: set[str] = set()
        self.as_last_name: set[str] = set()
        self.located: Counter[str] = Counter()
        for candidate in candidates:
            self.by_start[candidate.first].append(candidate)
            self.by_end[candidate.last].append(candidate)
            self.times[candidate.form] += 1
            self._note(candidate)
        self.nations = Counter(
            candidate.hits[0].entry.country
            for candidate in candidates
            if candidate.hits and candidate.hits[0].entry.kind in _WIDE and candidate.hits[0].entry.country
        )
        self.states = {
            candidate.hits[0].entry.number
            for candidate in candidates
            if candidate.hits and candidate.hits[0].entry.kind is PlaceKind.ADMIN1
        }

    def _note(self, candidate: Candidate) -> None:
        words, first = self.words, candidate.first
        if first and words.joined[first]:
            before = words.lower[first - 1]
            if words.capital[first - 1] and (before in self.lexicon.given_names or len(before) == 1):
                self.as_person.add(candidate.form)
            if before in self.lexicon.titles and words.capital[first - 1]:
                self.as_person.add(candidate.form)
            if before in self.lexicon.locating:
                self.located[candidate.form] += 1
            if words.capital[first - 1] and words.gaps[first] == " " and self._strange(first - 1):
                self.as_last_name.add(candidate.form)
        last = candidate.last
        if last < len(words) and words.capital[last] and words.gaps[last] == " " and self._strange(last):
            self.as_first_name.add(candidate.form)

    def _strange(self, at: int) -> bool:
        """A capitalised word that is no English word in lower case, such as a family name."""
        low, lexicon = self.words.lower[at], self.lexicon
        return (
            low not in lexicon.ordinary
            and low not in lexicon.demonyms
            and low not in lexicon.seldom_places
            and len(low) > 1
        )

    def features(self, candidate: Candidate) -> list[str]:
        """Names of the features that hold."""
        found = ["bias", f"origin={candidate.origin}"]
        self._around(candidate, found)
        self._inside(candidate, found)
        self._elsewhere(candidate, found)
        if candidate.hits:
            self._known(candidate, found)
            self._beside(candidate, found)
        return found

    def _around(self, candidate: Candidate, found: list[str]) -> None:
        words, first, last = self.words, candidate.first, candidate.last
        count = len(words)
        gap = words.gaps[first].strip()
        before = words.lower[first - 1] if first else "^"
        capital_before = first > 0 and words.capital[first - 1] and not words.first[first - 1] and words.joined[first]
        found.append(f"gap<{gap[:3]}" if gap else f"<{before}")
        if first > 1:
            found.append(f"<<{words.lower[first - 2]}")
        if capital_before:
            found.append("<Cap" + (",given" if before in self.lexicon.given_names else ""))
        if before in self.lexicon.titles and words.joined[first]:
            found.append("<title" + (",Cap" if words.capital[first - 1] else ""))
        if len(before) == 1 and words.capital[first - 1] and words.joined[first]:
            found.append("<initial")
        if before in self.lexicon.directions:
            found.append("<direction")
        if before in self.lexicon.locating and not gap:
            found.append("<locating")
        if first and words.first[first] and not words.shouted[first]:
            found.append("first")
        gap = words.whole[candidate.end : words.start[last]].strip() if last < count else "$"
        after = words.lower[last] if last < count else "$"
        found.append(f"gap>{gap[:3]}" if gap else f">{after}")
        if not gap and last < count and words.capital[last] and words.joined[last]:
            self._capital_after(candidate, after, found)
        if candidate.kind:
            found.append(f"kind={candidate.kind}")
        if words.shouted[first]:
            found.append("shouted")

    def _capital_after(self, candidate: Candidate, after: str, found: list[str]) -> None:
        found.append(">Cap")
        if after in self.lexicon.organisations:
            found.append(">organisation")
        elif after not in self.lexicon.ordinary:
            found.append(">Cap,strange")
            if candidate.form in self.lexicon.given_names:
                found.append("given>Cap,strange")
        if after in self.lexicon.surnames:
            found.append(">surname")

    def _inside(self, candidate: Candidate, found: list[str]) -> None:
        lexicon, form = self.lexicon, candidate.form
        size = candidate.last - candidate.first
        found.append(f"words={min(size, 4)}")
        first = self.words.first[candidate.first]
        if form in lexicon.ordinary:
            found.append("ordinary,first" if first else "ordinary")
        if form in lexicon.given_names:
            found.append("given,first" if first else "given")
        if form in lexicon.surnames:
            found.append("surname")
        if form in lexicon.seldom_places:
            found.append("seldom")
        written = self.words.text[candidate.first]
        if written.isupper() and not self.words.shouted[candidate.first]:
            found.append(f"capitals={min(len(written), 4)}")
        if size > 1 and all(word in lexicon.ordinary for word in form.split()):
            found.append("all ordinary")
        if candidate.origin is Origin.DESCRIBED or self.words.text[candidate.last - 1] in lexicon.name_ends:
            found.append(f"end={self.words.lower[candidate.last - 1]}")
        if candidate.origin is Origin.DEMONYM:
            found.append(f"demonym,{'s' if form.endswith('s') else ''}")

    def _elsewhere(self, candidate: Candidate, found: list[str]) -> None:
        form = candidate.form
        found.append(f"times={min(self.times[form], 4)}")
        if form in self.as_person:
            found.append("person elsewhere")
        if form in self.as_first_name:
            found.append("first name elsewhere")
        if form in self.as_last_name:
            found.append("last name elsewhere" + (",located" if self.located[form] else ""))
        if self.located[form]:
            found.append("located elsewhere")
        # Shorter than a candidate around it, or longer than one within.
        if any(other.end > candidate.end and other.hits for other in self.by_start[candidate.first]):
            found.append("inside longer")
        if any(other.start < candidate.start and other.hits for other in self.by_end[candidate.last]):
            found.append("inside longer, tail")
        if any(other.end < candidate.end and other.hits for other in self.by_start[candidate.first]):
            found.append("holds shorter")

    def _beside(self, candidate: Candidate, found: list[str]) -> None:
        """Lists of names: "Orun, Kale and Tesk"."""
        words, first, last = self.words, candidate.first, candidate.last
        if words.gaps[last] == ", " and self._any_known(self.by_start, last):
            found.append("list>")
        elif last < len(words) and words.lower[last] == "and" and self._any_known(self.by_start, last + 1):
            found.append("and>")
        if words.gaps[first] == ", " and self._any_known(self.by_end, first):
            found.append("<list")
        elif first > 1 and words.lower[first - 1] == "and" and self._any_known(self.by_end, first - 1):
            found.append("<and")

    def _any_known(self, side: dict[int, list[Candidate]], at: int) -> bool:
        return any(other.hits for other in side.get(at, ()))

    def _known(self, candidate: Candidate, found: list[str]) -> None:
        top = candidate.hits[0].entry
        size = len(str(top.population)) if top.population else 0
        main = any(hit.main for hit in candidate.hits)
        found.append(f"top={top.kind},{size}")
        found.append(f"main={main},{min(len(candidate.hits), 3)}")
        if main and top.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
            found.append("country")
        entries = [hit.entry for hit in candidate.hits[:_CONTAINS_LIMIT]]
        wide = self._next_wide(candidate)
        if wide and any(inside(entry, other) for entry in entries for other in wide):
            found.append("X, in Y")
        elif wide:
            found.append("X, Y")
        if self._holds_previous(candidate):
            found.append("Y after X")
        if self.states and any(
            entry.admin1_index in self.states for entry in entries if entry.kind is not PlaceKind.ADMIN1
        ):
            found.append("state in text")
        elif self.nations and any(entry.country in self.nations for entry in entries):
            found.append("country in text")
        capital = any(entry.capital for entry in entries)
        if capital:
            found.append("capital")
        if main and self._plain(candidate):
            self._famous(candidate, capital, found)
        if self._speaks(candidate):
            found.append("speaks," + ("capital" if capital else top.kind))

    def _plain(self, candidate: Candidate) -> bool:
        """Whether the name is no word, no given name and nobody's family name."""
        form, lexicon = candidate.form, self.lexicon
        listed = form in lexicon.ordinary or form in lexicon.given_names or form in lexicon.surnames
        return not listed and form not in lexicon.seldom_places and form not in self.as_person

    def _famous(self, candidate: Candidate, capital: bool, found: list[str]) -> None:
        """What is read as a place wherever it stands: capitals, cities, names that only one place bears."""
        entries = [hit.entry for hit in candidate.hits]
        if capital:
            found.append("plain,capital")
        if entries[0].kind is PlaceKind.CITY and entries[0].population >= _CITY:
            found.append("plain,city")
        if len(entries) == 1 and len(candidate.form) >= _LONG_NAME:
            found.append("plain,single")

    def _speaks(self, candidate: Candidate) -> bool:
        """ "Moscow said"."""
        last = candidate.last
        return self.words.gaps[last] == " " and self.words.lower[last] in self.lexicon.speaking

    def _next_wide(self, candidate: Candidate) -> list[Entry]:
        """Regions named right after the candidate and a comma, a bracket or "in"."""
        return [hit.entry for other in self.following(candidate) for hit in other.hits[:3] if hit.entry.kind in _WIDE]

    def following(self, candidate: Candidate) -> list[Candidate]:
        """Candidates that begin after "," or "(" or "in" (or "in the") behind this one."""
        last = candidate.last
        if last >= len(self.words):
            return []
        gap = self.words.whole[candidate.end : self.words.start[last]].strip()
        if gap in (",", "(", ", (") or gap == ".,":
            part = self.words.lower[last] in self.lexicon.directions and self.words.gaps[last + 1] == " "
            return self.by_start.get(last, []) or (self.by_start.get(last + 1, []) if part else [])
        if not gap and self.words.lower[last] == "in":
            return self.by_start.get(last + 1, []) or self.by_start.get(last + 2, [])
        return []

    def _holds_previous(self, candidate: Candidate) -> bool:
        first = candidate.first
        if not first or self.words.gaps[first].strip() not in (",", "(", ".,"):
            return False
        wide = [hit.entry for hit in candidate.hits[:3] if hit.entry.kind in _WIDE]
        narrow = [hit.entry for other in self.by_end.get(first, ()) for hit in other.hits[:_CONTAINS_LIMIT]]
        return any(inside(entry, region) for region in wide for entry in narrow)


def inside(entry: Entry, other: Entry) -> bool:
    """Whether the gazetteer says that `entry` lies in the region or country `other`."""
    if entry.number == other.number:
        return False
    if other.kind is PlaceKind.COUNTRY:
        return entry.country == other.country
    return other.number in (entry.admin1_index, entry.admin2_index)
