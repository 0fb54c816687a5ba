"""Where something was, as exactly as the words allow and no more."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.span import Span


class PlacePrecision(StrEnum):
    """How exact a place is. Source: UCDP GED codebook, where_prec 1 to 7."""

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    PART_OF_COUNTRY = "part_of_country"
    COUNTRY = "country"
    INTERNATIONAL = "international"
    UNLOCATED = "unlocated"

    @property
    def where_prec(self) -> int | None:
        """UCDP's number, 1 to 7; None for a named place that nobody could locate."""
        return list(PlacePrecision).index(self) + 1 if self is not PlacePrecision.UNLOCATED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A place of the gazetteer that bears a name as well, and how much speaks for it by the words alone.

    share: of the reader's belief, 0 to 1; what is left by all the others is that of the place it chose.
    """

    name: str
    kind: str
    precision: PlacePrecision
    geonames_id: int | None
    admin1: str | None
    country: str | None
    lat: float
    lon: float
    share: float

    def as_dict(self) -> dict[str, object]:
        """The bearer as a stored claim holds it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "precision": self.precision.value,
            "geonames_id": self.geonames_id,
            "admin1": self.admin1,
            "country": self.country,
            "lat": self.lat,
            "lon": self.lon,
            "share": self.share,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the words of the dispatch and, where a gazetteer has it, in the world.

    name: the gazetteer's name, else the name as written.
    written: the name as written at `span`.
    kind: city, village, admin1, admin2, country, region, facility, field (oil field), square,
        street, water, unknown.
    near: where the place itself is in no gazetteer but the text says what it lies by: that name.
    lat, lon: WGS 84 degrees of the point that stands for it; None where unlocated.
    basis: stated (in the claim's own sentence) or narrative (carried over).
    others: places that bear the name as well, where the words leave it open, the likeliest first; empty once
        reconciling has settled which is meant.
    why: the ground in words, where something beside the words of the dispatch speaks for this place; else None.
    """

    name: str
    written: str
    kind: str
    precision: PlacePrecision
    geonames_id: int | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    near: str | None = None
    span: Span | None = None
    basis: str = "stated"
    others: tuple[Bearer, ...] = ()
    why: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The place as ``chronicle.json`` holds it."""
        return {
            "name": self.name,
            "written": self.written,
            "kind": self.kind,
            "precision": self.precision.value,
            "geonames_id": self.geonames_id,
            "admin1": self.admin1,
            "country": self.country,
            "lat": self.lat,
            "lon": self.lon,
            "near": self.near,
            "span": list(self.span) if self.span else None,
            "basis": self.basis,
            "others": [other.as_dict() for other in self.others],
            "why": self.why,
        }
