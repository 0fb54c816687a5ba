"""The accounts of a contested number: who gives which figure, when, in what words, and how it is drawn."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from khronika.model.attribution import UNNAMED
from khronika.model.claim import Claim
from khronika.model.tally import Account, Tally
from khronika.publishing.judging import COUNTED
from khronika.publishing.pages.answers import Answer, answers
from khronika.publishing.pages.citing import OWN_WORDS, Cite, Citer, Told, together
from khronika.publishing.pages.naming import names_nobody, speaker_in_words, speaks_for_itself
from khronika.publishing.pages.wording import bounds

UNBOUNDED = 1 << 62
_LESS = {"part": "{} of them, a part of the whole", "addition": "{} more, on top of a figure given before"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure drawn to scale, in percent of the width: from `left` to `right`, the bounds that were given.

    open_start, open_end: no lower, no upper bound was given; the line then runs on, dashed, to the edge.
    """

    left: float
    right: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One speaker's account of a number.

    low, high: the bounds that were given, None where none was.
    dated: the figures of the account with their dates, as the plot reads them (see `_dated`).
    told: the claims that count now, oldest first, those that repeat one word for word together with it.
    earlier: those that the same speaker replaced.
    answers: what others say against these claims ("a real underestimate").
    named: whether somebody is named who gives it.
    later: what the same speaker gives at a later time, in an account of its own.
    """

    speaker: str
    kind: str
    number: str
    low: int | None
    high: int | None
    dated: str
    standing: str
    note: str
    bar: Bar | None
    told: tuple[Told, ...]
    earlier: tuple[Cite, ...]
    answers: tuple[Answer, ...]
    named: bool
    moment: datetime | None
    later: str = ""

    @property
    def less(self) -> str:
        """A figure that is no total, with what it is: "3 more, on top of those before"."""
        return _LESS.get(self.standing, "{}, " + self.standing).format(self.number)

    @property
    def newest(self) -> Cite | None:
        """The newest of its claims, as it was told first: a reprint makes no figure fresher."""
        return self.told[-1].cite if self.told else None


@dataclass(frozen=True, slots=True)
class Voice:
    """A figure that stands, and everybody who gives it.

    lesser: whether nobody who gives it is named with a date: such a figure never stands before those that are.
    """

    number: str
    rows: tuple[AccountRow, ...]
    lesser: bool


def account_rows(pairs: list[tuple[Tally, Account]], citer: Citer) -> tuple[AccountRow, ...]:
    """The accounts, each with the tally it belongs to, drawn to one scale."""
    largest = max(account.high or account.low or 0 for _, account in pairs)
    if any(account.high is None for _, account in pairs):
        largest += largest // 6 + 1  # room for a line that runs on
    rows = [_row(owner, account, largest, citer) for owner, account in pairs]
    return tuple(replace(row, later=_later(row, rows)) for row in rows)


def voices(rows: Iterable[AccountRow]) -> tuple[Voice, ...]:
    """The figures that stand, none put together with another: those that somebody named gave at a known time first.

    Within these and within the others the smallest first.
    """
    found: dict[tuple[int, int], list[AccountRow]] = defaultdict(list)
    for row in rows:
        if row.standing == COUNTED:
            found[_size(row)].append(row)
    every = [
        Voice(same[0].number, tuple(sorted(same, key=_is_lesser)), all(map(_is_lesser, same)))
        for _, same in sorted(found.items())
    ]
    return tuple(sorted(every, key=lambda voice: voice.lesser))


def _is_lesser(row: AccountRow) -> bool:
    return not row.named or row.moment is None


def _later(row: AccountRow, rows: Iterable[AccountRow]) -> str:
    """The newest other figure that stands and that goes by the same name: "16, 17 March 2031"."""
    newer = [
        other
        for other in rows
        if (other.speaker, other.kind) == (row.speaker, row.kind)
        and row.named
        and row.standing == other.standing == COUNTED
        and other.number != row.number
        and row.moment is not None
        and other.moment is not None
        and other.moment > row.moment
    ]
    if not newer:
        return ""
    newest = max(newer, key=lambda other: (other.moment, other.number))
    return f"{newest.number}, {newest.newest.said}" if newest.newest else newest.number


def _row(tally: Tally, account: Account, largest: int, citer: Citer) -> AccountRow:
    replaced = set(account.superseded)
    answering = {claim.claim_id for claim in citer.ledger.answers(account.claims)}
    own = [claim for claim in account.claims if claim not in replaced]
    # Words that repeat a figure only to doubt it stand as the answer that they are.
    cites = citer.cites([claim for claim in own if claim not in answering] or own)
    shown = {cite.claim.claim_id for cite in cites}
    speaker, kind = speaker_in_words(account.speaker), cites[-1].kind if cites else ""
    if cites and (speaks_for_itself(account.speaker) or names_nobody(account.speaker)):
        speaker = cites[-1].speaker
    told = together(cites)
    return AccountRow(
        speaker=speaker,
        kind=kind,
        number=bounds(account.low, account.high),
        low=account.low,
        high=account.high,
        dated=_dated(account, citer),
        standing=account.standing if tally.scope == "whole" or account.standing != COUNTED else tally.scope,
        note=account.why,
        bar=_bar(account, largest),
        told=told,
        earlier=tuple(citer.cites(account.superseded)),
        answers=tuple(one for one in answers(account, citer) if one.cite.claim.claim_id not in shown),
        named=account.speaker != UNNAMED and (kind == OWN_WORDS or not names_nobody(account.speaker)),
        moment=citer.ledger.published(told[-1].cite.claim) if told else None,
    )


def _dated(account: Account, citer: Citer) -> str:
    """Each figure of the account that has a date: "2031-05-14 8 8;2031-05-15T21:00Z - 11".

    A dash stands for a bound that was not given; "<" before a time says that it is the latest possible.
    """
    found = []
    for claim in citer.ledger.found(account.claims):
        time = _stood(claim, citer)
        if time and claim.figure is not None:
            low, high = ("-" if bound is None else str(bound) for bound in (claim.figure.low, claim.figure.high))
            found.append(f"{time} {low} {high}")
    return ";".join(dict.fromkeys(found))


def _stood(claim: Claim, citer: Citer) -> str:
    """The day for which the words give the count, else when they were published; "" where neither is known."""
    if claim.figure is not None and claim.figure.as_of and _DAY.fullmatch(claim.figure.as_of):
        return claim.figure.as_of
    said = citer.ledger.published(claim)
    sign = "<" if citer.ledger.bounded(claim) else ""
    return f"{sign}{said.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if said else ""


def _size(row: AccountRow) -> tuple[int, int]:
    """How large the figure is, for the order: what has no upper bound comes behind what has the same lower one."""
    low = row.low if row.low is not None else row.high or 0
    return low, row.high if row.high is not None else UNBOUNDED


def _bar(account: Account, largest: int) -> Bar | None:
    if not largest or (account.low is None and account.high is None):
        return None
    low, high = account.low, account.high
    left = low if low is not None else high or 0
    right = high if high is not None else left
    return Bar(round(100 * left / largest, 2), round(100 * right / largest, 2), low is None, high is None)
