"""Where an event was: the place that most speaks for among those that its claims give."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from khronika.model.ids import DocId
from khronika.model.place import Place, PlacePrecision
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.aspects.whereabouts import Spot, folded, kilometres, relation, spot_of
from khronika.reconciling.speakers.grounds import Home
from khronika.reconciling.weights import weight

_Key = tuple[int, str, int | None]
_TOWN, _DISTRICT, _REGION = 0, 1, 2


class _Votes:
    """What the claims of an event say of its place: how much for each, by the section [site] of ``weights.toml``."""

    def __init__(self, members: Sequence[Traits], homes: Mapping[DocId, Home]) -> None:
        self.of: dict[_Key, float] = defaultdict(float)
        self.spots: dict[_Key, Spot] = {}
        self.cited: dict[_Key, list[tuple[tuple[object, ...], Place]]] = defaultdict(list)
        for traits in members:
            place, spot = traits.claim.place, spot_of(traits.claim.place)
            if place is not None and spot is not None:
                self._take(traits, place, spot, homes.get(traits.claim.doc_id))
        areas = [spot for spot in self.spots.values() if spot.level in (_DISTRICT, _REGION) and spot.stated]
        self.inside = [key for key in self.of if not _carried_from_elsewhere(self.spots[key], areas)]

    def _take(self, traits: Traits, place: Place, spot: Spot, home: Home | None) -> None:
        key = (spot.level, folded(place.name), place.geonames_id)
        vote = weight("site", "stated" if spot.stated else "carried")
        if home and spot.point and kilometres(spot.point, home.point) > weight("site", "home_km"):
            vote *= weight("site", "far_from_home")
        self.of[key] += vote
        self.cited[key].append(((place.lat is None, place.basis != "stated", traits.order), place))
        if key not in self.spots or (spot.stated and not self.spots[key].stated):
            self.spots[key] = spot

    def best(self, keys: Sequence[_Key]) -> _Key | None:
        """The one with most votes, of equals the first by name."""
        return min(keys, key=lambda key: (-round(self.of[key], 6), str(key)), default=None)

    def at(self, level: int) -> list[_Key]:
        """Those of a level."""
        return [key for key in self.inside if key[0] == level]

    def place(self, key: _Key) -> Place:
        """The place that stands for it: with coordinates, of the claim's own sentence, the first told."""
        return min(self.cited[key], key=lambda row: row[0])[1]


def place_of(members: Sequence[Traits], homes: Mapping[DocId, Home]) -> Place | None:
    """The place that most speaks for, a town before a district before a region.

    A town that was only carried over stands back where it lies outside the district or region that claims name, and one
    far from the home of the outlet counts less. A district for which far more claims speak than for a town outside it
    comes before that town. Of the claims that give a place, the first one with coordinates stands for it. A street, a
    building or a quarter that no map has lies near the town that the claims tell of, else in their district, else near
    the home of the outlet, and ``Place.why`` says so.

    homes: where the other dispatches of a dispatch's outlet mostly lie.
    """
    votes = _Votes(members, homes)
    if not votes.of:
        return None
    level = min(key[0] for key in votes.inside)
    chosen = votes.best(votes.at(level))
    assert chosen is not None  # the level is that of one of them
    if level == _TOWN:
        chosen = _by_district(chosen, votes)
    place = votes.place(chosen)
    if place.lat is not None:
        return place
    towns = [key for key in votes.at(_TOWN) if votes.spots[key].point and not votes.spots[key].facility]
    near = votes.best(towns) or votes.best([key for key in votes.at(_DISTRICT) if votes.spots[key].point])
    if near is not None:
        return _near(place, votes.place(near))
    return _near_home(place, [homes[one.claim.doc_id] for one in members if one.claim.doc_id in homes])


def _by_district(chosen: _Key, votes: _Votes) -> _Key:
    """The chosen town, unless far more speaks for a district that it lies outside of: a town in that, or that."""
    district = votes.best([key for key in votes.at(_DISTRICT) if votes.spots[key].point])
    if district is None or votes.spots[chosen].point is None:
        return chosen
    area = votes.spots[district]
    if not _outside(votes.spots[chosen], area) or votes.of[district] < weight("site", "district") * votes.of[chosen]:
        return chosen
    towns = [key for key in votes.at(_TOWN) if votes.spots[key].point and not _outside(votes.spots[key], area)]
    return votes.best(towns) or district


def _carried_from_elsewhere(spot: Spot, areas: Sequence[Spot]) -> bool:
    """Whether a town that no claim's own sentence names lies outside every district and region that claims name."""
    if spot.level != _TOWN or spot.stated or not areas:
        return False
    return all(_outside(spot, area) for area in areas)


def _outside(town: Spot, area: Spot) -> bool:
    if area.level == _DISTRICT and town.point and area.point:
        return kilometres(town.point, area.point) > weight("limits", "district_km")
    return relation(town, area) == "apart"


def _near(place: Place, known: Place) -> Place:
    """A named place that no map has, at the town or in the district it is told of; as it is where the text puts it
    elsewhere."""
    if place.near is not None and folded(place.near) != folded(known.name):
        return place
    district = known.precision is PlacePrecision.ADMIN2
    return replace(
        place, lat=known.lat, lon=known.lon, near=known.name, admin1=known.admin1, country=known.country,
        precision=PlacePrecision.ADMIN2 if district else PlacePrecision.NEAR, why=known.why,
    )  # fmt: skip


def _near_home(place: Place, homes: Sequence[Home]) -> Place:
    """A named place that no map has, told without any town: near the home that most of the outlets have."""
    if not homes:
        return place
    counted = Counter(homes)
    home = min(counted, key=lambda one: (-counted[one], one))
    return replace(
        place, lat=home.point[0], lon=home.point[1], near=home.name, admin1=home.admin1, country=home.country,
        precision=PlacePrecision.NEAR,
        why=f"no map has {place.name}, and no town is told; most other dispatches of {home.outlet} tell of {home.name}",
    )  # fmt: skip
