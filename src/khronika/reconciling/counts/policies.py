"""From several accounts to low, best and high, as a codebook says: ``policies/*.toml`` and the small functions below.

A best figure needs a ground. That one figure is the lower is no ground, and neither is an average. Worked example,
policy ucdp: accounts 11, 50-70 and 50-150 give low 11, best None, high 150, because 50 is more than twice 11; accounts
9 and 11 with two independent sources for 11 give low 9, best 11, high 11.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError, WrongUse
from khronika.reconciling.speakers.sources import Voice, independent_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A way of choosing; the fields are those of the policy's file, which explains them.

    factor: figures that differ by more than this many times leave `best` open.
    weighed: whether the killed and injured are weighed by what was learned (weighing.py).
    """

    name: str
    title: str
    rule: str
    departure: str
    example: str
    best: bool
    grounds: tuple[str, ...]
    factor: float
    weighed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """What one account of the whole says, as far as choosing goes.

    low, high: people or things; None where unbounded. At least one of them is given.
    voices: by whom and through whom it reached us, for counting independent sources.
    as_of: ordinal day at which it stood, None where unknown.
    """

    speaker: str
    low: int | None
    high: int | None
    voices: tuple[Voice, ...] = ()
    as_of: int | None = None

    @property
    def least(self) -> int:
        """The low end; 0 for "up to 9", which allows anything below."""
        return self.low or 0

    @property
    def most(self) -> int:
        """The higher of what is given."""
        return self.high if self.high is not None else self.low or 0

    @property
    def point(self) -> int | None:
        """The one number that it gives ("9", "at least 9"), None for a range and for "up to 9"."""
        return self.low if self.low is not None and self.high in (self.low, None) else None

    def in_words(self) -> str:
        """The figure as written in reasons."""
        if self.low == self.high:
            return str(self.low)
        if self.high is None:
            return f"{self.low} or more"
        return f"up to {self.high}" if self.low is None else f"{self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Low, best and high, and the reason. low <= best <= high wherever two of them are given."""

    low: int | None
    best: int | None
    high: int | None
    why: str


Ground = Callable[[Sequence[Bid], float], tuple[int, str] | None]


@cache
def policy_named(name: str) -> Policy:
    """The policy of this name. Raises: WrongUse where there is none, VocabularyError where its file is malformed."""
    known = policy_names()
    if name not in known:
        raise WrongUse(f"there is no policy named {name!r}; there are {', '.join(known)}")
    try:
        row = tomllib.loads(
            files("khronika.reconciling.counts").joinpath("policies", f"{name}.toml").read_text("utf-8")
        )
        policy = Policy(**{**row, "grounds": tuple(row["grounds"])})
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise VocabularyError(f"policies/{name}.toml: {error}") from None
    for ground in policy.grounds:
        if ground not in _GROUNDS:
            raise VocabularyError(f"policies/{name}.toml: unknown ground {ground!r}")
    return policy


@cache
def policy_names() -> tuple[str, ...]:
    """The policies there are, by name."""
    folder = files("khronika.reconciling.counts").joinpath("policies")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def choose(bids: Sequence[Bid], policy: Policy) -> Choice:
    """Low, best and high of accounts that count the same whole.

    No accounts give three times None. The result does not depend on the order of the accounts.
    """
    bids = sorted(bids, key=_order)
    if not bids:
        return Choice(None, None, None, "nobody gives a figure for the whole")
    low, high = bounds(bids)
    apart = widest_ratio(bids)
    if apart is None or apart > policy.factor:
        agreed = agreement(bids, policy.factor)
        if agreed is None:
            return Choice(low, None, high, _too_far(bids, policy, apart))
    for name in policy.grounds if policy.best else ():
        found = _GROUNDS[name](bids, policy.factor)
        if found is not None:
            return Choice(low, found[0], high, f"{policy.name}: {found[1]}")
    return Choice(low, None, high, _no_ground(bids, policy))


def bounds(bids: Sequence[Bid]) -> tuple[int | None, int | None]:
    """The lowest and the highest figure; None for an end that an account leaves open.

    "At least 9" beside "14": low 9, high open, since nobody who says "at least" has said where it ends.
    """
    lows = [bid.low for bid in bids if bid.low is not None]
    low = min([*lows, *(bid.high for bid in bids if bid.low is None and bid.high is not None)]) if lows else None
    if any(bid.high is None for bid in bids):
        return low, None
    return low, max(bid.most for bid in bids)


def widest_ratio(bids: Sequence[Bid]) -> float | None:
    """How many times the highest account is above the lowest, taken where they come nearest; None for "more than 0"."""
    least_top, greatest_bottom = min(bid.most for bid in bids), max(bid.least for bid in bids)
    if greatest_bottom <= least_top:
        return 1.0
    return greatest_bottom / least_top if least_top else None


def agreement(bids: Sequence[Bid], factor: float = 1.0) -> tuple[int, str] | None:
    """The one figure that every account allows, where at least one account gives it as a single number.

    "At least 9" and "11" agree on 11; "50 to 70" alone gives no single number; "up to 40" allows no 11, where 40 is
    more than `factor` times as many.
    """
    bottom = max((bid.low for bid in bids if bid.low is not None), default=None)
    top = min((bid.high for bid in bids if bid.high is not None), default=None)
    if bottom is None or (top is not None and bottom > top):
        return None
    if any(bid.low is None and (bid.high or 0) > factor * bottom for bid in bids):
        return None  # who says "up to 40" does not say 11
    points = {bid.low for bid in bids if bid.low is not None and bid.low == bid.high}
    if len(points) == 1:
        return points.pop(), _agreed_words(bids)
    if not points and any(bid.point == bottom for bid in bids):
        return bottom, _agreed_words(bids)
    return None


def more_sources(bids: Sequence[Bid], _factor: float = 1.0) -> tuple[int, str] | None:
    """The single number that more independent sources give than any other number."""
    behind: dict[int, list[Voice]] = {}
    for bid in bids:
        if bid.point is not None:
            behind.setdefault(bid.point, []).extend(bid.voices)
    support = {figure: independent_count(voices) for figure, voices in behind.items()}
    ranked = sorted(support.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0], f"{ranked[0][1]} independent sources give {ranked[0][0]}, more than any other figure"


def later_and_higher(bids: Sequence[Bid], _factor: float = 1.0) -> tuple[int, str] | None:
    """The figure of the last day, where it is the highest as well: a toll grows while bodies are found.

    Never the other way round: a later figure that is lower would have no other ground than being lower.
    """
    if any(bid.as_of is None or bid.point is None for bid in bids):
        return None
    last = max(bid.as_of or 0 for bid in bids)
    late = {bid.point for bid in bids if bid.as_of == last}
    early = [bid.point or 0 for bid in bids if bid.as_of != last]
    if len(late) != 1 or not early:
        return None
    figure = late.pop()
    if figure is None or figure < max(early):
        return None
    return figure, f"{figure} is the later count, and the toll has only grown"


_GROUNDS: dict[str, Ground] = {
    "agreement": agreement,
    "more sources": more_sources,
    "later and higher": later_and_higher,
}


def _order(bid: Bid) -> tuple[object, ...]:
    return bid.least, bid.most, bid.low is None, bid.high is None, bid.speaker, bid.as_of or 0


def _agreed_words(bids: Sequence[Bid]) -> str:
    if len(bids) == 1:
        return "one account, and no other contradicts it"
    return f"{len(bids)} accounts allow the same figure"


def _listed(bids: Sequence[Bid]) -> str:
    return "; ".join(f"{bid.speaker}: {bid.in_words()}" for bid in bids)


def _too_far(bids: Sequence[Bid], policy: Policy, apart: float | None) -> str:
    how = "nobody harmed against somebody" if apart is None else f"more than {policy.factor:g} times apart"
    if policy.factor <= 1:
        how = "different"
    return f"{policy.name}: the accounts are {how} and nothing tells which one to choose ({_listed(bids)})"


def _no_ground(bids: Sequence[Bid], policy: Policy) -> str:
    if len(bids) == 1:
        return f"{policy.name}: one account, which gives no single number ({_listed(bids)})"
    return f"{policy.name}: the only ground for choosing would be that a figure is the lower ({_listed(bids)})"
