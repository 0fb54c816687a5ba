"""From resolved candidates to mentions: names, precision, role, and what unlisted places lie near to."""

from collections.abc import Mapping
from itertools import accumulate

from khronika.model.place import Bearer, PlacePrecision
from khronika.model.span import Span
from khronika.reading.mentions import PlaceMention
from khronika.reading.places.candidate import Candidate, Origin
from khronika.reading.places.lexicon import PlaceWords
from khronika.reading.places.resolving import Meant, key_of
from khronika.reading.places.words import Words
from khronika.reference.gazetteer import Entry, PlaceKind

_FACILITIES = frozenset(("square", "street", "facility", "field", "neighbourhood"))
_PRECISION = {
    PlaceKind.CITY: PlacePrecision.EXACT,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.CONTINENT: PlacePrecision.INTERNATIONAL,
}
_LINKS = frozenset(("of", "in", "at", "near", "outside", "by"))
_MOST_WORDS_BETWEEN = 4
_FURTHEST_BACK = 20  # mentions; keeps a text without stops from taking long
_TRIMMED = " \"'”’»"


class Mentioner:
    """Writes out the mentions of one text."""

    def __init__(
        self,
        words: Words,
        lexicon: PlaceWords,
        meant: dict[str, Entry],
        others: Mapping[str, tuple[Bearer, ...]],
    ) -> None:
        self.words = words
        self.lexicon = lexicon
        self.meant = meant
        self.others = others
        self.sentence = list(accumulate(words.first))

    def mentions(self, chosen: list[Candidate]) -> list[PlaceMention]:
        """One mention a candidate, in the order of the text."""
        return [self._mention(candidate, chosen, at) for at, candidate in enumerate(chosen)]

    def _mention(self, candidate: Candidate, chosen: list[Candidate], at: int) -> PlaceMention:
        span = Span(candidate.start, candidate.end)
        entry = self._entry(candidate)
        if entry is None:
            return self._unlisted(candidate, span, self._near(chosen, at))
        return PlaceMention(
            span=span,
            name=entry.name,
            kind=entry.kind.value,
            precision=_precision(entry),
            geonames_id=entry.geonames_id,
            admin1=entry.admin1,
            country=entry.country,
            lat=entry.lat,
            lon=entry.lon,
            role=self._role(candidate, entry),
            others=self.others.get(key_of(candidate), ()),
        )

    def _entry(self, candidate: Candidate) -> Entry | None:
        return self.meant.get(key_of(candidate)) if candidate.hits else None

    def _unlisted(self, candidate: Candidate, span: Span, by: Candidate | None) -> PlaceMention:
        """A place that no gazetteer has: by the point of the town that the text puts it by, else without one."""
        near = self._town(by) if by else None
        return PlaceMention(
            span=span,
            name=span.of(self.words.whole),
            kind=candidate.kind or "unknown",
            precision=PlacePrecision.NEAR if near else PlacePrecision.UNLOCATED,
            admin1=near.admin1 if near else None,
            country=near.country if near else None,
            lat=near.lat if near else None,
            lon=near.lon if near else None,
            near=near.name if near else None,
            facility=candidate.kind in _FACILITIES,
            others=self.others.get(key_of(by), ()) if by else (),
        )

    def _near(self, chosen: list[Candidate], at: int) -> Candidate | None:
        """The town that it is said to lie in, or the last one named before it in the same sentence.

        "Orun Square in Kale", "Orun Street, Kale"; "Kale's Orun Square", "in Kale they set fire to Orun Bridge".
        """
        me = chosen[at]
        if at + 1 < len(chosen) and self._linked(me, chosen[at + 1]) and self._town(chosen[at + 1]):
            return chosen[at + 1]
        for other in reversed(chosen[max(0, at - _FURTHEST_BACK) : at]):
            if self.sentence[other.first] != self.sentence[me.first]:
                break
            if self._town(other):
                return other
        return None

    def _town(self, candidate: Candidate) -> Entry | None:
        entry = self._entry(candidate)
        return entry if entry and entry.kind is PlaceKind.CITY and candidate.origin is not Origin.DEMONYM else None

    def _linked(self, one: Candidate, other: Candidate) -> bool:
        """Whether only a comma, a bracket or a few words ending in "in", "of" and the like stand between."""
        between = self.words.whole[one.end : other.start].strip(_TRIMMED)
        if between in (",", "("):
            return True
        words = between.lower().split()
        return 0 < len(words) <= _MOST_WORDS_BETWEEN and words[-1] in _LINKS

    def _role(self, candidate: Candidate, entry: Entry) -> str:
        if candidate.origin is Origin.DEMONYM:
            return "demonym"
        after = candidate.last
        speaks = (
            after < len(self.words)
            and self.words.gaps[after] == " "
            and self.words.lower[after] in self.lexicon.speaking
        )
        governs = entry.capital or entry.kind is PlaceKind.COUNTRY
        return "organisation" if speaks and governs else "event"


def others_of(meant: Mapping[str, Meant]) -> dict[str, tuple[Bearer, ...]]:
    """For each name that several places bear those that are not meant first."""
    return {key: tuple(_bearer(*other) for other in found.others) for key, found in meant.items() if found.others}


def _bearer(entry: Entry, share: float) -> Bearer:
    return Bearer(
        name=entry.name, kind=entry.kind.value, precision=_precision(entry), geonames_id=entry.geonames_id,
        admin1=entry.admin1, country=entry.country, lat=entry.lat, lon=entry.lon, share=round(share, 6),
    )  # fmt: skip


def _precision(entry: Entry) -> PlacePrecision:
    wide = PlacePrecision.PART_OF_COUNTRY if entry.country else PlacePrecision.INTERNATIONAL
    return _PRECISION.get(entry.kind, wide)
