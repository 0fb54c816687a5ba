"""Whether two bearers of a name can be one person: the names agree, and something but the name ties them.

Conservative: names must agree in given name and family name (see ``names``), and the claims must have something in
common (a dispatch, an event, a place), since two men of one name are merged at a family's cost.
"""

from khronika.reconciling.aspects.whereabouts import Spot, kilometres, relation
from khronika.reconciling.names.agreement import has_initial, names_alike
from khronika.reconciling.people.bearers import Bearer
from khronika.reconciling.weights import weight


def name_fits(one: Bearer, other: Bearer) -> bool:
    """Whether the names agree; within one dispatch a family name alone stands for the full name that ends with it."""
    if one.root == other.root and 1 in (len(one.parts), len(other.parts)):
        short, long = sorted((one.parts, other.parts), key=len)
        return len(long) > 1 and short[0] == long[-1]
    return names_alike(one.words, other.words)


def one_person(one: Bearer, other: Bearer) -> bool:
    """Whether two bearers can be one person and have something in common but the name."""
    if one.root == other.root and 1 in (len(one.parts), len(other.parts)):
        return one.parts == other.parts or name_fits(one, other)
    return names_alike(one.words, other.words) and _connected(one, other)


def _connected(one: Bearer, other: Bearer) -> bool:
    """Whether dispatch, event or place ties the two together, or nothing speaks against it and names are full."""
    if one.root == other.root or one.events & other.events:
        return True
    if one.deaths and other.deaths and not one.deaths & other.deaths:
        return False
    found = {relation(here, there) for here in one.spots for there in other.spots}
    if found & {"same_place", "same_town", "near", "within", "same_region"}:
        return True
    # without any tie only names that are written out will do, within weeks, and never against the map
    written_out = not has_initial(one.words) and not has_initial(other.words)
    return written_out and _days_between(one, other) <= weight("people", "most_days") and not _far_apart(one, other)


def _far_apart(one: Bearer, other: Bearer) -> bool:
    """Whether what is told of the two lies in other countries or regions, or far apart on the map."""
    pairs = [(here, there) for here in one.spots for there in other.spots if here and there]
    return bool(pairs) and all(_far(here, there) for here, there in pairs)


def _far(here: Spot, there: Spot) -> bool:
    if here.country and there.country and here.country != there.country:
        return True
    if here.point and there.point:
        return kilometres(here.point, there.point) > weight("people", "most_km")
    return bool(here.admin1 and there.admin1 and here.admin1 != there.admin1)


def _days_between(one: Bearer, other: Bearer) -> int:
    """Days between the nearest claims of the two, by the days of events; 0 where nothing is known."""
    known = [(a.days, b.days) for a, _ in one.seen for b, _ in other.seen if a.days.known and b.days.known]
    return min((here.gap(there) for here, there in known), default=0)
