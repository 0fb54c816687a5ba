"""Which numbers are contested, what is held not to have happened: rules that page, map, tables and exports share."""

from khronika.model.incident import Incident
from khronika.model.tally import Account, Tally

COUNTED = "counted"
CONTESTED = "contested"


def is_withdrawn(incident: Incident) -> bool:
    """Whether all who told of it have withdrawn it, or only denials of it are held."""
    return incident.occurred.value == "discounted" or incident.reported.value == "denied"


def standing_accounts(tally: Tally) -> tuple[Account, ...]:
    """The accounts that bound the tally: neither parts of it nor replaced nor set aside."""
    return tuple(account for account in tally.accounts if account.standing == COUNTED)


def tally_is_contested(tally: Tally) -> bool:
    """Whether speakers give different figures and nothing tells which one to choose.

    Then nobody may read one number or one range out of it: each account is shown as it stands.
    """
    bounds = {(account.low, account.high) for account in standing_accounts(tally)}
    return tally.best is None and len(bounds) > 1


def incident_is_contested(incident: Incident) -> bool:
    """Whether the sources disagree on a number, on whether it happened or on who did it."""
    judged = (incident.occurred.value, incident.responsible.value)
    return CONTESTED in judged or any(map(tally_is_contested, incident.tallies))
