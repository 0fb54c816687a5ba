"""Low, best and high for each measure and group of an event, with every account behind them.

A tally of everybody is the headline. Where nobody counts everybody, it is drawn from what there is, and says so:
groups of one speaker that cannot overlap are added ("a man and two women" are three), others are not; and where there
is no figure at all, the people who are named are counted, as a least number.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from khronika.model.claim import Claim
from khronika.model.figure import Figure, Scope
from khronika.model.ids import ClaimId, DocId, PersonId
from khronika.model.tally import Account, Tally, TallyStatus
from khronika.reconciling.aspects.groups import (
    by_own_hand,
    counts_of_those,
    counts_remaining,
    disjoint,
    group_named,
    sets_apart,
    speaks_for_itself,
)
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.accounts import (
    Ledger,
    counted_side_by_side,
    ledgers_of,
    without_lone_people,
)
from khronika.reconciling.counts.leads import sums_far_down, with_far_down_open
from khronika.reconciling.counts.policies import Bid, Choice, Policy, choose
from khronika.reconciling.counts.standing import ADDED, COUNTED, PART, Frame
from khronika.reconciling.counts.wounded import with_doubtful_wounded, with_wounded
from khronika.reconciling.speakers.sources import Voice, is_own
from khronika.reference.vocabulary import measures

# a state that a person is said to be in counts for the measure of the same name, never for another:
# who was shot may live, and who is missing is not dead
_COUNTED_STATES = ("killed", "injured", "missing", "detained")
_DEAD = ("killed", None)


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
    beside = _groups_beside(members)
    for traits in members:
        figure = traits.claim.figure
        if figure is not None:
            grouped[figure.measure, _group_of(traits, beside)].append(traits)
    found: list[Tally] = []
    by_measure: dict[str, dict[str, list[Ledger]]] = defaultdict(dict)
    whole: dict[str, list[Ledger]] = {}
    far, wholes, heard_in = sums_far_down(members), _of_those_shot(members), _heard_in(members, voices)
    for (measure, group), here in grouped.items():
        ledgers = ledgers_of(
            here, voices, frame, withdrawn, beside=_others_harmed(members, measure), far=far, wholes=wholes,
            heard_in=heard_in,
        )  # fmt: skip
        found.append(_tally(measure, group, ledgers, policy))
        if group is None:
            whole[measure] = ledgers
        else:
            by_measure[measure][group] = ledgers
    for measure, groups in by_measure.items():
        found = _with_groups(found, measure, groups, policy, whole=whole.get(measure, ()))
    found = [_with_earlier_groups(tally, whole.get(tally.measure, ()), by_measure[tally.measure]) for tally in found]
    found = with_wounded(found)
    known = {tally.measure for tally in found}
    dead = max((tally.best or tally.low or 0 for tally in found if (tally.measure, tally.group) == _DEAD), default=0)
    named = _named(members, befell)
    found += [tally for tally in _from_people(named, voices, policy, dead=dead) if tally.measure not in known]
    found = with_far_down_open(with_doubtful_wounded(found, members), members)
    found = [
        replace(tally, named=tuple(sorted(named.get(tally.measure, ())))) if tally.group is None else tally
        for tally in found
    ]
    order = {name: index for index, name in enumerate(measures())}
    return tuple(sorted(found, key=lambda one: (order.get(one.measure, 99), one.measure, one.group or "", one.scope)))


def _groups_beside(members: Sequence[Traits]) -> Mapping[tuple[DocId, str], dict[str | None, int]]:
    """The groups whom a dispatch counts (None: everybody), by measure, each with its largest number."""
    found: dict[tuple[DocId, str], dict[str | None, int]] = defaultdict(dict)
    for traits in members:
        figure, laid = traits.claim.figure, traits.claim.attribution
        if figure and not (laid and speaks_for_itself(laid.speaker)):  # "we reported fifteen" counts nobody now
            here = found[traits.claim.doc_id, figure.measure]
            group = group_named(figure.group)
            here[group] = max(here.get(group, 0), figure.low or 0)
    return found


def _group_of(traits: Traits, beside: Mapping[tuple[DocId, str], Mapping[str | None, int]]) -> str | None:
    """The group that a figure counts; None, everybody, where the words only say what the people were.

    "Eleven miners were killed", in a dispatch that counts no other group and no more people, counts the dead. "Eleven
    miners and two nurses" are two groups of them. "One woman is still missing", and nobody else, counts who is left.
    """
    figure = traits.claim.figure
    group = group_named(figure.group) if figure else None
    if figure is None or group is None or not _counts_people(figure.measure):
        return group
    here = beside.get((traits.claim.doc_id, figure.measure), {})
    if figure.measure == "missing" and counts_remaining(traits.claim.quote) and set(here) <= {group}:
        return None
    if sets_apart(group):
        return group
    several = " and " in group or any(other not in (None, group) for other in here)
    return group if several or here.get(None, 0) > here.get(group, 0) else None


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


def _heard_in(members: Sequence[Traits], voices: Mapping[ClaimId, Voice]) -> Mapping[DocId, frozenset[str]]:
    """The speakers whom each dispatch cites by name."""
    found: dict[DocId, set[str]] = defaultdict(set)
    for traits in members:
        voice = voices[traits.claim.claim_id]
        if not is_own(voice):
            found[traits.claim.doc_id].add(voice.speaker)
    return {doc_id: frozenset(speakers) for doc_id, speakers in found.items()}


def _of_those_shot(members: Sequence[Traits]) -> frozenset[ClaimId]:
    """Figures that count some of those shot, told just before, where the rest of their measure are parts no larger.

    "Nine people were shot, and five of them died": five were killed. Not "two of the wounded have died", who come on
    top of those who were dead before.
    """
    told: dict[DocId, list[tuple[Claim, Figure]]] = defaultdict(list)
    for traits in sorted(members, key=lambda one: one.order):
        if traits.claim.figure is not None:
            told[traits.claim.doc_id].append((traits.claim, traits.claim.figure))
    found = set()
    for here in told.values():
        own = [one for one in here if not (one[0].attribution and speaks_for_itself(one[0].attribution.speaker))]
        for (before, whole), (claim, figure) in pairwise(here):
            shot = whole.measure == "shot" != figure.measure and before.field == claim.field
            alone = all(
                other.scope is Scope.PART and (other.low or 0) <= (figure.low or 0)
                for _, other in (*own, (claim, figure))
                if other.measure == figure.measure
            )
            if shot and alone and (whole.low or 0) >= (figure.low or 0) and counts_of_those(claim.quote):
                found.add(claim.claim_id)
    return frozenset(found)


def _with_earlier_groups(tally: Tally, whole: Sequence[Ledger], groups: Mapping[str, Sequence[Ledger]]) -> Tally:
    """The headline, where a speaker who counts everybody now counted only a group in an earlier dispatch.

    "Four officers were killed", then "a fifth has died, which brings the toll to five": the five replace the four.
    """
    if tally.group is not None or not whole or not groups:
        return tally
    accounts, by_account = [], {id(one.account): one for one in whole}
    before = _by_speaker(groups)
    for account in tally.accounts:
        now = by_account.get(id(account)) if account.standing == COUNTED else None
        earlier = _counted_before(now, before) if now is not None else []
        if now is None or not earlier:
            accounts.append(account)
            continue
        claims = tuple(claim for one in earlier for claim in one.account.claims)
        least = max(one.account.low or 0 for one in earlier)
        fall = ((least, account.high),) if account.high is not None and account.high < least else ()
        why = account.why or "the same speaker's later figure replaces the earlier"
        accounts.append(
            replace(
                account,
                claims=(*claims, *account.claims),
                superseded=(*claims, *account.superseded),
                falls=(*fall, *account.falls),
                why=f"{why}; the series falls ({least} to {account.high})" if fall else why,
            )
        )
    claims = tuple(sorted({claim for account in accounts for claim in account.claims}))
    return replace(tally, accounts=tuple(accounts), claims=claims)


def _by_speaker(groups: Mapping[str, Sequence[Ledger]]) -> Mapping[str, Sequence[Ledger]]:
    found: dict[str, list[Ledger]] = defaultdict(list)
    for _, ledgers in sorted(groups.items()):
        for one in ledgers:
            if one.account.standing == COUNTED:
                found[min(voice.speaker for voice in one.voices)].append(one)
    return found


def _counted_before(now: Ledger, by_speaker: Mapping[str, Sequence[Ledger]]) -> list[Ledger]:
    """What the same speaker counted of groups, in dispatches in which he does not count everybody."""
    docs = {doc_id for doc_id, _, _ in now.spots}
    return [
        one
        for one in by_speaker.get(min(voice.speaker for voice in now.voices), ())
        if one.moment < now.moment and docs.isdisjoint(doc_id for doc_id, _, _ in one.spots)
    ]


def _others_harmed(members: Sequence[Traits], measure: str) -> bool:
    """Whether figures count people to whom something else was done."""
    figures = (traits.claim.figure for traits in members)
    return any(figure.measure != measure and figure.measure in _COUNTED_STATES for figure in figures if figure)


def _with_groups(
    tallies: list[Tally],
    measure: str,
    groups: Mapping[str, Sequence[Ledger]],
    policy: Policy,
    *,
    whole: Sequence[Ledger],
) -> list[Tally]:
    """The tallies, the headline of the measure drawn from its groups where no account counts everybody.

    whole: the accounts of everybody. Where all of these say that nobody was harmed, and one of a group says otherwise,
    both bound the headline: "nobody was killed" against "three soldiers".
    """
    headline = next((one for one in tallies if one.measure == measure and one.group is None), None)
    if not _counts_people(measure) or (headline and _counts_somebody(headline)):
        return tallies
    ledgers = _of_groups(groups)
    if not ledgers:
        return tallies
    if headline and headline.status is TallyStatus.NONE_REPORTED:
        denied = _tally(measure, None, [*whole, *ledgers], policy)
        return [denied if one is headline else one for one in tallies]
    drawn = _tally(measure, None, ledgers, policy)
    drawn = replace(drawn, why=f"{drawn.why}; drawn from figures of groups, since nobody counts everybody")
    if headline is None:
        return [*tallies, drawn]
    both = replace(
        drawn,
        accounts=tuple(sorted((*drawn.accounts, *headline.accounts), key=_account_order)),
        claims=tuple(sorted({*drawn.claims, *headline.claims})),
    )
    return [both if one is headline else one for one in tallies]


def _counts_somebody(tally: Tally) -> bool:
    """Whether an account counts everybody, and finds more than none."""
    return tally.status is not TallyStatus.NONE_REPORTED and any(one.standing == COUNTED for one in tally.accounts)


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


def _of_groups(groups: Mapping[str, Sequence[Ledger]]) -> list[Ledger]:
    """The accounts of everybody that figures of groups make, one a speaker; none where all of them are zero."""
    told: dict[str, list[tuple[str, Ledger]]] = defaultdict(list)
    for group in sorted(groups):
        for ledger in groups[group]:
            some = ledger.account.high is None or ledger.account.high > 0
            if ledger.account.standing == COUNTED and some:
                told[min(voice.speaker for voice in ledger.voices)].append((group, ledger))
    return without_lone_people([_added(rows) for _, rows in sorted(told.items())])


def _added(rows: Sequence[tuple[str, Ledger]]) -> Ledger:
    """One speaker's figures of groups as one: added where groups have nobody in common, else at least the largest."""
    apart = all(
        disjoint(one, other) or counted_side_by_side(here, there) or by_own_hand(one) != by_own_hand(other)
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
        why=f"{ADDED}, since they cannot overlap ({words})" if apart else f"the groups may overlap ({words})",
    )
    days = [ledger.as_of for _, ledger in rows if ledger.as_of]
    voices = tuple(voice for _, ledger in rows for voice in ledger.voices)
    return replace(first, account=account, voices=voices, as_of=max(days, default=None))


def _named(
    members: Sequence[Traits], befell: Mapping[ClaimId, Sequence[tuple[PersonId, str]]]
) -> dict[str, dict[PersonId, list[Traits]]]:
    """For each state that is counted the people who are named as being in it, with the claims that say so."""
    named: dict[str, dict[PersonId, list[Traits]]] = defaultdict(lambda: defaultdict(list))
    for traits in sorted(members, key=lambda one: one.order):
        for person, state in befell.get(traits.claim.claim_id, ()):
            if state in _COUNTED_STATES:
                named[state][person].append(traits)
    return dict(sorted(named.items()))


def _from_people(
    named: Mapping[str, Mapping[PersonId, Sequence[Traits]]],
    voices: Mapping[ClaimId, Voice],
    policy: Policy,
    *,
    dead: int,
) -> list[Tally]:
    """Tallies of people named, where no figure counts a measure: at least so many.

    Who was injured and then died is killed, and not injured. dead: how many are counted as killed; where more of them
    are counted than named, those who are named as injured may be among them.
    """
    killed = named.get("killed", {})
    unnamed = max(0, dead - len(killed))
    found: list[Tally] = []
    for state, everybody in named.items():
        people = {one: told for one, told in everybody.items() if state != "injured" or one not in killed}
        if people:
            tally = _of_people(state, people, voices, policy)
            found.append(_or_dead(tally, unnamed) if unnamed and state == "injured" else tally)
    return found


def _or_dead(tally: Tally, unnamed: int) -> Tally:
    """The tally of people named as injured, left open since so many who died are not named."""
    why = f"{tally.why}; {unnamed} who died are not named, and may be among them"
    return replace(tally, low=max(0, (tally.low or 0) - unnamed), best=None, why=why)


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
