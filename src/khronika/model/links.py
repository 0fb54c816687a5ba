"""What documenters have said of which claims belong together."""

from dataclasses import dataclass

from khronika.model.ids import ClaimId

Pair = tuple[ClaimId, ClaimId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Pairs of claims that reconciling must keep together, or apart, whatever it would make of them by itself.

    Source: must-link and cannot-link constraints, Wagstaff and Cardie (2000), "Clustering with Instance-level
    Constraints".
    """

    one_event: tuple[Pair, ...] = ()
    two_events: tuple[Pair, ...] = ()
    one_person: tuple[Pair, ...] = ()
    two_people: tuple[Pair, ...] = ()


NO_LINKS = Links()
