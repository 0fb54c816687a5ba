"""Which numbers are contested: the one rule that page, map and tables share."""

from khronika.model.tally import Account, Tally

COUNTED = "counted"


def standing_accounts(tally: Tally) -> tuple[Account, ...]:
    """The accounts that bound the tally: neither parts of it nor replaced nor set aside."""
    return tuple(account for account in tally.accounts if account.standing == COUNTED)


def tally_is_contested(tally: Tally) -> bool:
    """Whether speakers give different figures and nothing tells which one to choose.

    Then nobody may read one number or one range out of it: each account is shown as it stands.
    """
    bounds = {(account.low, account.high) for account in standing_accounts(tally)}
    return tally.best is None and len(bounds) > 1
