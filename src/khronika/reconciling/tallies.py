"""Low, best and high for each measure and group of an event, with every account behind them.

A tally of everybody is the headline. Where nobody counts everybody, it is drawn from what there is, and says so:
groups of one speaker that cannot overlap are added ("a man and two women" are three), others are not; and where there
is no figure at all, the people who are named are counted, as a least number.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from khronika.model.figure import Scope
from khronika.model.ids import ClaimId, PersonId
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.reconciling.accounts import (
    COUNTED,
    PART,
    Frame,
    Ledger,
    counted_side_by_side,
    ledgers_of,
    without_lone_people,
)
from khronika.reconciling.groups import disjoint, group_named
from khronika.reconciling.policies import Bid, Choice, Policy, choose
from khronika.reconciling.sources import Voice
from khronika.reconciling.traits import Traits
from khronika.reconciling.wounded import with_doubtful_wounded, with_wounded
from khronika.reference.vocabulary import measures

# a state that a person is said to be in counts for the measure of the same name, never for another:
# who was shot may live, and who is missing is not dead
_COUNTED_STATES = ("killed", "injured", "missing", "detained")


def tallies_of(
    members: Sequence[Traits],
    voices: Mapping[ClaimId, Voice],
    frame: Frame,
    withdrawn: Mapping[str, tuple[int, float]],
    policy: Policy,
    befell: Mapping[ClaimId, Sequence[tuple[PersonId, str]]],
) -> tuple[Tally, ...]:
    """Every tally of an event, in the order of the vocabulary of measures, the headline of each measure first.

    befell: for each claim the named people to whom something is said to have happened, with the state it left them in.
    """
    grouped: dict[tuple[str, str | None], list[Traits]] = defaultdict(list)
    for traits in members:
        figure = traits.claim.figure
        if figure is not None:
            grouped[figure.measure, group_named(figure.group)].append(traits)
    found: list[Tally] = []
    by_measure: dict[str, dict[str, list[Ledger]]] = defaultdict(dict)
    for (measure, group), here in grouped.items():
        ledgers = ledgers_of(here, voices, frame, withdrawn, beside=_others_harmed(members, measure))
        found.append(_tally(measure, group, ledgers, policy))
        if group is not None:
            by_measure[measure][group] = ledgers
    for measure, groups in by_measure.items():
        found = _with_groups(found, measure, groups, policy)
    found = with_wounded(found)
    known = {tally.measure for tally in found}
    found += [tally for tally in _from_people(members, voices, policy, befell) if tally.measure not in known]
    found = with_doubtful_wounded(found, members)
    order = {name: index for index, name in enumerate(measures())}
    return tuple(sorted(found, key=lambda one: (order.get(one.measure, 99), one.measure, one.group or "", one.scope)))


def _tally(measure: str, group: str | None, ledgers: Sequence[Ledger], policy: Policy) -> Tally:
    counted = [ledger for ledger in ledgers if ledger.account.standing == COUNTED]
    parts = [ledger for ledger in ledgers if ledger.account.standing == PART]
    if counted:
        choice, scope = choose([_bid(ledger) for ledger in counted], policy), Scope.WHOLE
        none = choice.high == 0
        status = TallyStatus.NONE_REPORTED if none else TallyStatus.REPORTED
    elif parts:
        # the whole is at least as large as its largest part; parts are never added, since they may overlap
        least = max((_bid(ledger).low or 0 for ledger in parts), default=0)
        why = "only parts of the whole are counted, and parts may overlap"
        choice, scope, status = Choice(least, None, None, why), Scope.PART, TallyStatus.REPORTED
    else:
        why = "nobody gives a figure of this event that stands"
        choice, scope, status = Choice(None, None, None, why), Scope.WHOLE, TallyStatus.UNKNOWN
    return Tally(
        measure=measure,
        group=group,
        scope=scope.value,
        status=status,
        low=choice.low,
        best=choice.best,
        high=choice.high,
        why=choice.why,
        policy=policy.name,
        accounts=tuple(sorted((ledger.account for ledger in ledgers), key=_account_order)),
        claims=tuple(sorted({claim for ledger in ledgers for claim in ledger.account.claims})),
    )


def _others_harmed(members: Sequence[Traits], measure: str) -> bool:
    """Whether figures count people to whom something else was done."""
    figures = (traits.claim.figure for traits in members)
    return any(figure.measure != measure and figure.measure in _COUNTED_STATES for figure in figures if figure)


def _with_groups(
    tallies: list[Tally], measure: str, groups: Mapping[str, Sequence[Ledger]], policy: Policy
) -> list[Tally]:
    """The tallies, the headline of the measure drawn from its groups where no account counts everybody."""
    headline = next((one for one in tallies if one.measure == measure and one.group is None), None)
    if not _counts_people(measure) or (headline and any(one.standing == COUNTED for one in headline.accounts)):
        return tallies
    drawn = _from_groups(measure, groups, policy)
    if drawn is None:
        return tallies
    if headline is None:
        return [*tallies, drawn]
    both = replace(
        drawn,
        accounts=tuple(sorted((*drawn.accounts, *headline.accounts), key=_account_order)),
        claims=tuple(sorted({*drawn.claims, *headline.claims})),
    )
    return [both if one is headline else one for one in tallies]


def _counts_people(measure: str) -> bool:
    """Whether a measure counts people: trains and lorries of several kinds make no sum that anybody asks for."""
    known = measures().get(measure)
    return known is not None and known.unit == "people"


def _bid(ledger: Ledger) -> Bid:
    account = ledger.account
    return Bid(speaker=account.speaker, low=account.low, high=account.high, voices=ledger.voices, as_of=ledger.as_of)


def _account_order(account: Account) -> tuple[object, ...]:
    low = account.low if account.low is not None else account.high or 0
    return account.standing != COUNTED, account.standing, low, account.high or 0, account.speaker, account.claims


def _from_groups(measure: str, groups: Mapping[str, Sequence[Ledger]], policy: Policy) -> Tally | None:
    """The tally of everybody, where figures are only given by group and not all of them are zero."""
    told: dict[str, list[tuple[str, Ledger]]] = defaultdict(list)
    for group in sorted(groups):
        for ledger in groups[group]:
            some = ledger.account.high is None or ledger.account.high > 0
            if ledger.account.standing == COUNTED and some:
                told[min(voice.speaker for voice in ledger.voices)].append((group, ledger))
    drawn = without_lone_people([_added(rows) for _, rows in sorted(told.items())])
    if not drawn:
        return None
    tally = _tally(measure, None, drawn, policy)
    return replace(tally, why=f"{tally.why}; drawn from figures of groups, since nobody counts everybody")


def _added(rows: Sequence[tuple[str, Ledger]]) -> Ledger:
    """One speaker's figures of groups as one: added where groups have nobody in common, else at least the largest."""
    apart = all(
        disjoint(one, other) or counted_side_by_side(here, there)
        for (one, here), (other, there) in combinations(rows, 2)
    )
    lows = [ledger.account.low or 0 for _, ledger in rows]
    highs = [ledger.account.high for _, ledger in rows]
    top = None if None in highs or not apart else sum(high or 0 for high in highs)
    words = ", ".join(f"{group}: {ledger.account.low or ledger.account.high}" for group, ledger in rows)
    first = rows[0][1]
    account = replace(
        first.account,
        low=sum(lows) if apart else max(lows),
        high=top,
        claims=tuple(claim for _, ledger in rows for claim in ledger.account.claims),
        superseded=tuple(claim for _, ledger in rows for claim in ledger.account.superseded),
        why=f"groups added, since they cannot overlap ({words})" if apart else f"the groups may overlap ({words})",
    )
    days = [ledger.as_of for _, ledger in rows if ledger.as_of]
    voices = tuple(voice for _, ledger in rows for voice in ledger.voices)
    return replace(first, account=account, voices=voices, as_of=max(days, default=None))


def _from_people(
    members: Sequence[Traits],
    voices: Mapping[ClaimId, Voice],
    policy: Policy,
    befell: Mapping[ClaimId, Sequence[tuple[PersonId, str]]],
) -> list[Tally]:
    """Tallies of people named, where no figure counts a measure: at least so many."""
    named: dict[str, dict[PersonId, list[Traits]]] = defaultdict(lambda: defaultdict(list))
    for traits in sorted(members, key=lambda one: one.order):
        for person, state in befell.get(traits.claim.claim_id, ()):
            if state in _COUNTED_STATES:
                named[state][person].append(traits)
    return [_of_people(state, people, voices, policy) for state, people in sorted(named.items())]


def _of_people(
    measure: str, people: Mapping[PersonId, Sequence[Traits]], voices: Mapping[ClaimId, Voice], policy: Policy
) -> Tally:
    claims = tuple(dict.fromkeys(traits.claim.claim_id for here in people.values() for traits in here))
    who = "one person is" if len(people) == 1 else f"{len(people)} people are"
    why = f"nobody gives a figure; {who} said to be {measure}"
    account = Account(
        speaker="people told of one by one", low=len(people), high=None, scope=Scope.WHOLE.value, claims=claims, why=why
    )
    ledger = Ledger(account, tuple(voices[claim] for claim in claims), None)
    return replace(_tally(measure, None, [ledger], policy), why=why)
