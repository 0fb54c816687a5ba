"""Which of the numbers that an event's dispatches show counts the whole, weighed by what was learned.

Accounts of one event seldom contradict each other: most that differ count a part, the victims without the doer, the
state of an hour, or another event told in the same report. How often each kind of number is the whole was learned from
reports on events whose end is known (``training/counts.py``); the weights (``weighing.toml``) are numbers by classes of
ways of telling. A multinomial logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") gives
each number a share. Only numbers that the dispatches show are weighed, the accounts stay as they are, and the reason
says what spoke most. Where named speakers contradict each other, nothing is weighed: that is theirs to settle.
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import inf
from typing import NamedTuple

from khronika.errors import VocabularyError
from khronika.model.claim import Claim
from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, DocId, IncidentId
from khronika.model.incident import Incident
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.reconciling.aspects.groups import counts_one, group_named, sets_apart
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.candidates import GONE, HARMS, MOST, Candidate, Page, candidates_of
from khronika.reconciling.counts.leads import opens
from khronika.reconciling.counts.numerals import at_a_place, picks
from khronika.reconciling.counts.policies import Policy
from khronika.reconciling.counts.standing import ADDED, COUNTED, PART, words_of
from khronika.reconciling.counts.wounded import ONE_OR_TWO
from khronika.reconciling.speakers.sources import is_nobody_named
from khronika.reference.vocabulary import measures

_FILE = "weighing.toml"
_REASONS = 3


def pages_of(
    incidents: Sequence[Incident], traits: Mapping[ClaimId, Traits], incidents_of: Mapping[DocId, Sequence[IncidentId]]
) -> dict[IncidentId, Page]:
    """For each incident its claims, the dispatches that are mainly about it, and what these open with besides."""
    told: dict[DocId, list[Traits]] = defaultdict(list)
    for one in traits.values():
        if opens(one):
            told[one.claim.doc_id].append(one)
    pages: dict[IncidentId, Page] = {}
    for incident in incidents:
        own = set(incident.claims)
        main = [doc_id for doc_id in incident.dispatches if incidents_of[doc_id][0] == incident.incident_id]
        elsewhere = [one for doc_id in main for one in told[doc_id] if one.claim.claim_id not in own]
        members = [traits[claim_id] for claim_id in incident.claims]
        roots = frozenset(one.root for one in members if one.claim.doc_id in main)
        pages[incident.incident_id] = Page(members, roots, elsewhere)
    return pages


def with_counts_weighed(
    incidents: Sequence[Incident], pages: Mapping[IncidentId, Page], policy: Policy
) -> tuple[Incident, ...]:
    """The incidents, the killed and the injured of each weighed.

    Episodes are left as they are, and so is what harms nobody: a burial tells of a death, and is none.
    """
    return tuple(
        replace(one, tallies=_weighed(one.tallies, pages[one.incident_id], policy))
        if one.kind != "episode" and any(traits.family.violence for traits in pages[one.incident_id].members)
        else one
        for one in incidents
    )


def _weighed(tallies: Sequence[Tally], page: Page, policy: Policy) -> tuple[Tally, ...]:
    found = list(tallies)
    own = {traits.claim.claim_id for traits in page.members}
    for measure in HARMS:
        headline = next((one for one in found if one.measure == measure and one.group is None), None)
        if left_alone(headline, page):
            continue
        made = _chosen(measure, headline, candidates_of(measure, found, page, _dead(found)), policy)
        if made is not None and headline is None and not own.intersection(made.claims):
            continue  # what only claims of other events count is not for this one to begin with
        if made is not None:
            found = [made if one is headline else one for one in found] + ([made] if headline is None else [])
    order = {name: index for index, name in enumerate(measures())}
    return tuple(sorted(found, key=lambda one: (order.get(one.measure, 99), one.measure, one.group or "", one.scope)))


def _dead(tallies: Sequence[Tally]) -> int:
    return next((one.best or 0 for one in tallies if one.measure == "killed" and one.group is None), 0)


def left_alone(tally: Tally | None, page: Page) -> bool:
    """Whether nothing is to be weighed.

    Two who are named contradict each other; one says that nobody was harmed and another that somebody was; there are
    only parts of those harmed, or only figures that were replaced or doubted; nothing tells whether who is injured is
    who was killed; or more were harmed than in what the weights were learned from.
    """
    if tally is None or tally.best is not None:
        return tally is not None and (tally.best or 0) > MOST
    said = {traits.claim.claim_id: traits.claim for traits in page.members}
    counted = [one for one in tally.accounts if one.standing == COUNTED]
    named = [_count_of(one, said) for one in counted if not is_nobody_named(one.speaker)]
    parts = [one for one in tally.accounts if one.standing == PART]
    only_gone = any(one.standing in GONE for one in tally.accounts) and not (counted or parts)
    denied = any(one.high == 0 for one in counted) and any(one.low for one in counted)
    only_parts = tally.scope == Scope.PART.value and not all(_of_others(tally.measure, one, said) for one in parts)
    return denied or _contradicted(named) or only_parts or only_gone or tally.why.startswith(ONE_OR_TWO)


class _Count(NamedTuple):
    """How many an account gives, and whom it counts (None: everybody)."""

    low: int
    high: float
    whom: str | None


_LONE, _PLACED = "somebody", "at a place"
"""Whom an account counts that describes one person, or those who died in one of several places."""


def _count_of(account: Account, said: Mapping[ClaimId, Claim]) -> _Count:
    claims = [said[one] for one in account.claims if one in said and one not in account.superseded]
    whom = {_whom(claim, of_groups=account.why.startswith(ADDED)) for claim in claims}
    low = account.high if account.low is None else account.low  # "as many as 40" is not said of eleven
    high = inf if account.high is None else account.high
    return _Count(low or 0, high, whom.pop() if len(whom) == 1 else None)


def _whom(claim: Claim, *, of_groups: bool) -> str | None:
    figure = claim.figure
    if figure is None:
        return None
    if (figure.low, figure.high) == (1, 1) and not counts_one(words_of(claim, figure)):
        return _LONE
    if figure.measure == "killed" and at_a_place(claim.quote):
        return _PLACED
    group = group_named(figure.group) if of_groups else None
    return group if group and sets_apart(group) else None


def _contradicted(counts: Sequence[_Count]) -> bool:
    """Whether two of the counts cannot both be true; who counts only some does not deny that there are others."""
    most = max((one.low for one in counts), default=0)
    least: dict[str | None, float] = {}
    largest: dict[str | None, int] = {}
    for one in counts:
        least[one.whom] = min(one.high, least.get(one.whom, inf))
        largest[one.whom] = max(one.low, largest.get(one.whom, 0))
    return most > least.get(None, inf) or any(largest[whom] > high for whom, high in least.items())


def _of_others(measure: str, account: Account, said: Mapping[ClaimId, Claim]) -> bool:
    """Whether an account counts some of those to whom something else was done: of those shot, and not of the dead."""
    return all(
        claim.figure is not None and picks(claim.quote[claim.figure.span.start - claim.span.start :], not_of=measure)
        for claim in (said[one] for one in account.claims if one in said)
    )


def _chosen(measure: str, tally: Tally | None, candidates: Sequence[Candidate], policy: Policy) -> Tally | None:
    """The tally with the likeliest number; None where that is the one that it gives."""
    shares = shares_of(measure, candidates)
    at = max(range(len(candidates)), key=lambda index: (shares[index], -index))
    number = candidates[at].number
    if (number or 0) == ((tally.best or 0) if tally else 0):
        return None
    why = f"weighed: {_words(number)} is likelier ({shares[at]:.0%}) than {_others(candidates, shares, at)}, since "
    why += "; ".join(_speaking(measure, candidates[at])) + (f"; by the accounts alone: {tally.why}" if tally else "")
    if number is None:
        assert tally is not None  # without a tally nothing is what it gives
        return replace(tally, low=0, best=None, why=why)
    claims = tuple(dict.fromkeys(candidates[at].claims))
    if tally is None or not tally.accounts:
        account = Account(
            speaker="told without a count", low=number, high=None, scope=Scope.WHOLE.value, claims=claims, why=why
        )
        return Tally(
            measure=measure, group=None, scope=Scope.WHOLE.value, status=TallyStatus.REPORTED, low=number, best=number,
            high=None, why=why, policy=policy.name, accounts=(account,), claims=tuple(sorted(claims)),
            named=tally.named if tally else (),
        )  # fmt: skip
    low = number if tally.low is None else min(tally.low, number)
    high = None if tally.high is None else max(tally.high, number)
    return replace(
        tally, scope=Scope.WHOLE.value, status=TallyStatus.REPORTED, low=low, best=number, high=high, why=why,
        claims=tuple(sorted({*tally.claims, *claims})),
    )  # fmt: skip


def shares_of(measure: str, candidates: Sequence[Candidate]) -> list[float]:
    """How likely each number is the whole, adding up to one."""
    known = weights()[measure]
    sums = [math.fsum(known.get(name, 0.0) * amount for name, amount in one.features.items()) for one in candidates]
    powers = [math.exp(one - max(sums)) for one in sums]
    return [power / math.fsum(powers) for power in powers]


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The learned weights by measure and feature. Raises: VocabularyError where the file is malformed."""
    try:
        found = tomllib.loads(files("khronika.reconciling.counts").joinpath(_FILE).read_text("utf-8"))
        return {measure: {name: float(value) for name, value in found[measure].items()} for measure in HARMS}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None


def _words(number: int | None) -> str:
    return "no number of this event" if number is None else str(number)


def _others(candidates: Sequence[Candidate], shares: Sequence[float], at: int) -> str:
    ranked = sorted((index for index in range(len(candidates)) if index != at), key=lambda index: -shares[index])
    return " and ".join(f"{_words(candidates[index].number)} ({shares[index]:.0%})" for index in ranked[:2])


def _speaking(measure: str, candidate: Candidate) -> list[str]:
    """What speaks most for a number, in the words of the weights."""
    known = weights()[measure]
    terms = {name: known.get(name, 0.0) * amount for name, amount in candidate.features.items()}
    ranked = sorted((name for name, term in terms.items() if term > 0), key=lambda name: (-terms[name], name))
    return [f"{name} ({terms[name]:+.1f})" for name in ranked[:_REASONS]]
