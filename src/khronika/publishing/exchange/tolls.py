"""The deaths of an incident as the three whole numbers that an event data set has room for."""

from collections.abc import Iterable
from dataclasses import dataclass

from khronika.model.figure import Exactness
from khronika.model.incident import Incident
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.publishing.judging import standing_accounts, tally_is_contested
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.wording import bounds

KILLED = "killed"
AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Toll:
    """Deaths of one incident. Unit: people; low <= best <= high, each a figure that an account gives, or 0.

    doubts: what a reader of the three numbers must be told: name of a rule -> the accounts in words.
    """

    tally: Tally
    low: int
    best: int
    high: int
    doubts: dict[str, str]


def headline(incident: Incident) -> Tally | None:
    """The tally of all the dead; None where nobody speaks of dead people, or only of some group."""
    return next((one for one in incident.tallies if one.measure == KILLED and one.group is None), None)


def toll_of(incident: Incident, ledger: Ledger) -> Toll | None:
    """Low, best and high of the dead; None where no number is given.

    low is the tally's. high is the tally's; where it is open ("at least 9"), the highest figure that any account gives.
    best is the tally's; where the policy found no ground to choose, the lower figure is taken, as UCDP GED and ACLED
    both rule, and `doubts` says so. Nothing is averaged and no figure is made up.
    """
    tally = headline(incident)
    if tally is None or tally.status is TallyStatus.UNKNOWN:
        return None
    given = _given(tally)
    if not given:
        return None
    low = tally.low if tally.low is not None else 0
    best = tally.best if tally.best is not None else low
    high = tally.high if tally.high is not None else max([best, *given])
    return Toll(tally, low, best, max(high, best), _doubts(tally, ledger))


def _given(tally: Tally) -> list[int]:
    """Every number that bounds the tally: its own, and those of the accounts that stand."""
    ends = [tally.low, tally.best, tally.high]
    ends += [end for account in standing_accounts(tally) for end in (account.low, account.high)]
    return [end for end in ends if end is not None]


def _doubts(tally: Tally, ledger: Ledger) -> dict[str, str]:
    words = accounts_in_words(tally, ledger)
    several = len({(one.low, one.high) for one in standing_accounts(tally)}) > 1
    found = {
        "contested_toll": tally.best is None and several,
        "no_single_number": tally.best is None and not several and tally.scope == "whole",
        "only_a_part": tally.scope != "whole",
        "no_upper_end": tally.high is None,
        "no_lower_end": tally.low is None,
        "vague_words": _is_vague(tally, ledger),
    }
    return {rule: words for rule, holds in found.items() if holds}


def _is_vague(tally: Tally, ledger: Ledger) -> bool:
    """Whether a number behind the tally was read out of a word such as "dozens"."""
    figures = [claim.figure for account in standing_accounts(tally) for claim in ledger.found(account.claims)]
    return any(figure is not None and figure.exactness is Exactness.VAGUE for figure in figures)


def accounts_in_words(tally: Tally, ledger: Ledger) -> str:
    """Every account with its speaker: "the governor: 9; a protected source (hospital) 1: at least 31 (part)"."""
    return "; ".join(_account(account, ledger) for account in tally.accounts) or bounds(tally.low, tally.high)


def _account(account: Account, ledger: Ledger) -> str:
    standing = "" if account.standing == "counted" else f" ({account.standing})"
    return f"{who(account, ledger)}: {bounds(account.low, account.high)}{standing}"


def who(account: Account, ledger: Ledger) -> str:
    """Who gives an account; where a dispatch's author does, with the outlet: "author (Salt Coast Wire)"."""
    if account.speaker != AUTHOR:
        return speaker(account.speaker, ledger)
    texts = [ledger.dispatches[claim.doc_id] for claim in ledger.found(account.claims)]
    outlets = dict.fromkeys(text.publisher or text.doc_id for text in texts)
    return f"{AUTHOR} ({', '.join(outlets)})" if outlets else AUTHOR


def speaker(name: str, ledger: Ledger) -> str:
    """The speaker's name; of a protected source only its kind, even where the chronicle shows the name."""
    source = ledger.source_named(name)
    if source is None or not source.protected or name.startswith("a protected source"):
        return name
    return f"a protected source ({source.kind})"


def other_tallies(tallies: Iterable[Tally], ledger: Ledger) -> str:
    """Tallies in words: "injured (police) 17 [the ministry: 17]"; a contested one has its accounts and no range."""
    return "; ".join(f"{_measure(one)} {_number(one)} [{accounts_in_words(one, ledger)}]" for one in tallies)


def _measure(tally: Tally) -> str:
    return f"{tally.measure} ({tally.group})" if tally.group else tally.measure


def _number(tally: Tally) -> str:
    return "contested" if tally_is_contested(tally) else bounds(tally.low, tally.high)
