"""Who gives which figure: an account a speaker, with the chain of figures that replaced one another.

Rules, each with an example:

- The same speaker's later figure replaces the earlier one (11 on Friday, 14 on Saturday: 14 counts, 11 is superseded).
- One speaker does not contradict himself within one text: of two figures of one moment the one that allows both
  stands ("at least 9" and "9" give 9), else the largest is the whole and the smaller one a part of it.
- What an eyewitness saw is a part, as soon as somebody else counts the whole.
- A figure that is quoted to be doubted belongs to the speaker who gave it, never to the one who doubts it.
- A figure of something planned, predicted, demanded, denied or unclear bounds nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from khronika.model.attribution import UNNAMED, Basis
from khronika.model.claim import Claim
from khronika.model.figure import Figure
from khronika.model.ids import ClaimId, DocId
from khronika.model.tally import Account
from khronika.reconciling.aspects.days import bounds_of_text
from khronika.reconciling.aspects.groups import counts_one, counts_remaining, speaks_for_itself
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.looking_back import looks_back
from khronika.reconciling.counts.standing import (
    ADDITION,
    COUNTED,
    DOUBTED,
    FAR,
    PART,
    SET_ASIDE,
    SUPERSEDED,
    Frame,
    bucket_of,
    why_of,
    words_of,
)
from khronika.reconciling.speakers.sources import AUTHOR, Voice, is_own, is_unnamed, speaker_name

_LONE = "tells of one person, and counts nobody"
_OFFICES = frozenset({"hospital", "NGO", "official", "union", "organisation", "police", "military"})


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a speaker gave it at a moment (day, seconds within the epoch; (0, 0) where nobody knows when)."""

    claim: Claim
    figure: Figure
    moment: tuple[int, float]
    position: tuple[str, int, int, int, ClaimId]

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Its low and high."""
        return self.figure.low, self.figure.high


@dataclass(frozen=True, slots=True)
class Ledger:
    """An account with what choosing needs: the voices behind it, and the day at which it stood (None: unknown).

    lone: every figure in it is one person described ("the man"), and no number of the words.
    spots: where the sentences stand that give its figures: dispatch, field and start.
    moment: when its last figure stood. remaining: its last figure counts those who are left ("still missing").
    """

    account: Account
    voices: tuple[Voice, ...]
    as_of: int | None
    kinds: frozenset[str] = frozenset()
    witness: bool = False
    lone: bool = False
    spots: frozenset[tuple[str, str, int]] = frozenset()
    moment: tuple[int, float] = (0, 0.0)
    remaining: bool = False


def ledgers_of(
    members: Sequence[Traits],
    voices: Mapping[ClaimId, Voice],
    frame: Frame,
    withdrawn: Mapping[str, tuple[int, float]],
    *,
    beside: bool = False,
    far: frozenset[ClaimId] = frozenset(),
    wholes: frozenset[ClaimId] = frozenset(),
    heard_in: Mapping[DocId, frozenset[str]] = MappingProxyType({}),
) -> list[Ledger]:
    """The accounts of figures that count one measure of one group.

    withdrawn: for a speaker's key the moment at which the speaker said that nothing of the kind happened.
    beside: whether others were harmed otherwise: "six others were hurt" is then the whole, where nobody counts more.
    far: claims that are told only far down and may count other events.
    wholes: claims that count some of those counted just before, and all of this measure ("five of them died").
    heard_in: the keys of the speakers whom each dispatch cites on the event.
    """
    quoted = _own_earlier(members, voices)

    def bucket_here(claim: Claim) -> str:
        bucket = FAR if claim.claim_id in far else bucket_of(claim, frame)
        if bucket == PART and claim.claim_id in wholes:
            return COUNTED
        return SUPERSEDED if bucket == COUNTED and claim.claim_id in quoted else bucket

    heard: dict[tuple[str, str], list[Told]] = defaultdict(list)
    first: dict[
        tuple[str, str, str], tuple[int, float]
    ] = {}  # words that a copy repeats stood when they were first printed
    for traits in members:
        key = voices[traits.claim.claim_id].speaker, traits.root, traits.claim.quote.casefold()
        first[key] = min(moment_of(traits), first.get(key, moment_of(traits)))
    for traits in sorted(members, key=lambda one: one.order):
        figure = traits.claim.figure
        if figure is not None:
            key = voices[traits.claim.claim_id].speaker, traits.root, traits.claim.quote.casefold()
            told = Told(traits.claim, figure, _said_before(traits.claim, first[key]), traits.order)
            heard[voices[traits.claim.claim_id].speaker, bucket_here(traits.claim)].append(told)
    if beside and not any(bucket == COUNTED for _, bucket in heard):
        heard = {
            (speaker, COUNTED if bucket == ADDITION else bucket): told for (speaker, bucket), told in heard.items()
        }
    found: list[Ledger] = []
    for (speaker, bucket), told_here in sorted(heard.items(), key=lambda item: item[0]):
        if bucket == COUNTED:
            found += _chain(told_here, voices, withdrawn.get(speaker))
        else:
            why = why_of(told_here[0].claim, bucket, frame)
            standing = SET_ASIDE if bucket == FAR else bucket
            found += [_single(told, standing, why, voices) for told in _distinct(told_here)]
    found = _with_later_of_outlet(found, heard_in)
    return without_lone_people(_with_witnesses(_with_doubted(_with_taken_back(found))))


def _own_earlier(members: Sequence[Traits], voices: Mapping[ClaimId, Voice]) -> frozenset[ClaimId]:
    """What a dispatch quotes of its outlet's earlier words, where it gives another figure now.

    "We reported that nine had died. The union says that five did": the nine were carried before, by whomever given.
    """
    carried: dict[tuple[str, int | None, int | None], list[tuple[tuple[int, float], str]]] = defaultdict(list)
    given: dict[DocId, set[tuple[int | None, int | None]]] = defaultdict(set)
    own: list[Traits] = []
    for traits in members:
        claim, figure = traits.claim, traits.claim.figure
        if figure is None:
            continue
        given[claim.doc_id].add((figure.low, figure.high))
        if claim.attribution is not None and speaks_for_itself(claim.attribution.speaker):
            own.append(traits)
        elif not is_own(voices[claim.claim_id]):
            carried[voices[claim.claim_id].carrier, figure.low, figure.high].append((moment_of(traits), claim.doc_id))
    return frozenset(
        traits.claim.claim_id
        for traits in own
        if (figure := traits.claim.figure) is not None
        and len(given[traits.claim.doc_id]) > 1
        and any(
            moment < moment_of(traits) and doc_id != traits.claim.doc_id
            for moment, doc_id in carried.get((voices[traits.claim.claim_id].carrier, figure.low, figure.high), ())
        )
    )


def _said_before(claim: Claim, moment: tuple[int, float]) -> tuple[int, float]:
    """The moment, or one before it for a number that was given earlier ("we reported fifteen", "having said 34")."""
    itself = claim.attribution is not None and speaks_for_itself(claim.attribution.speaker)
    back = itself or (claim.figure is not None and looks_back(claim, claim.figure))
    return (moment[0], moment[1] - 1.0) if back else moment


def moment_of(traits: Traits) -> tuple[int, float]:
    """When a figure stood: its own as-of time, else when it was published; (0, 0) where neither is known."""
    published = traits.published
    stamp = published.timestamp() if published else 0.0
    figure = traits.claim.figure
    if figure is not None and figure.as_of:
        last = bounds_of_text(figure.as_of)[1]
        if last is not None:
            return last.toordinal(), stamp
    return (published.date().toordinal(), stamp) if published else (0, 0.0)


def _chain(told: Sequence[Told], voices: Mapping[ClaimId, Voice], withdrawn: tuple[int, float] | None) -> list[Ledger]:
    """One speaker's figures of the whole: the last one counts; figures of one moment are brought into one.

    Who only describes one person ("the fourth victim died") does not take back a number of several.
    """
    several = any(_least(one) > 1 for one in told)
    lone = [one for one in told if several and _one_described(one)]
    told = [one for one in told if not (several and _one_described(one))]
    moments: dict[tuple[int, float], list[Told]] = defaultdict(list)
    for one in told:
        moments[one.moment].append(one)
    kept: list[tuple[tuple[int | None, int | None], list[Told]]] = []
    parts: list[Told] = []
    for moment in sorted(moments):
        bounds, standing, smaller = _one_moment(moments[moment])
        parts += smaller
        if kept and kept[-1][0] == bounds:
            kept[-1][1].extend(standing)
        else:
            kept.append((bounds, standing))
    chain = [one for _, standing in kept for one in standing]
    gone = withdrawn is not None and (withdrawn > chain[-1].moment or _takes_back(chain[-1], withdrawn))
    standing_now, why_gone = (SUPERSEDED, "withdrawn later by the same speaker") if gone else (COUNTED, "")
    ledger = _single(chain, standing_now, why_gone, voices)
    older = tuple(one.claim.claim_id for _, standing in kept[:-1] for one in standing)
    low, high = kept[-1][0]
    why = ledger.account.why or ("the same speaker's later figure replaces the earlier" if older else "")
    falls = _falls([bounds for bounds, _ in kept])
    if falls and not ledger.account.why:
        why += "; the series falls (" + ", ".join(f"{before} to {after}" for before, after in falls) + ")"
    whole = replace(ledger.account, low=low, high=high, superseded=older, why=why, falls=falls)
    smaller_why = "a smaller figure beside a larger one of the same speaker in the same text"
    return [
        replace(ledger, account=whole),
        *(_single(same, PART, smaller_why, voices) for same in _distinct(parts)),
        *(_single(same, PART, _LONE, voices) for same in _distinct(lone)),
    ]


def _falls(series: Sequence[tuple[int | None, int | None]]) -> tuple[tuple[int, int], ...]:
    """Where a series of figures falls: from the least that was said before to the most that is said now."""
    return tuple(
        (before[0], after[1])
        for before, after in pairwise(series)
        if before[0] is not None and after[1] is not None and after[1] < before[0]
    )


def _takes_back(told: Told, withdrawn: tuple[int, float]) -> bool:
    """Whether a dispatch quotes its own figure and denies it at once ("we reported six; there was no blast")."""
    laid = told.claim.attribution
    return laid is not None and speaks_for_itself(laid.speaker) and withdrawn >= told.moment


def _with_taken_back(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Earlier accounts that give no more than a figure that its own carrier has taken back since."""
    gone = [one for one in ledgers if one.account.standing == SUPERSEDED and speaks_for_itself(one.account.speaker)]
    why = "taken back later by those who had reported it"
    return [
        replace(one, account=replace(one.account, standing=SUPERSEDED, why=why))
        if one.account.standing == COUNTED
        and any(
            (one.account.low, one.account.high) == (back.account.low, back.account.high)
            and (one.as_of or 0) <= (back.as_of or 0)
            and one.account.speaker in (UNNAMED, AUTHOR)
            for back in gone
        )
        else one
        for one in ledgers
    ]


def _with_later_of_outlet(
    ledgers: Sequence[Ledger], heard_in: Mapping[DocId, frozenset[str]] = MappingProxyType({})
) -> list[Ledger]:
    """What an outlet said for itself, and has since replaced by somebody's higher count, is superseded.

    Never by a lower one: that may be a contradiction which the outlet only passes on. But a count of those who are left
    ("three are still missing") replaces what the outlet carried before by the one speaker whom it then heard, or hears
    again; and what it said for itself of those who were left is replaced by whatever it carries later.
    """
    counted = [one for one in ledgers if one.account.standing == COUNTED]
    higher, left = "the same outlet carries a later and higher count", "the same outlet counts later who is left"
    found = []
    alone = sum(not all(is_own(voice) for voice in one.voices) for one in counted) == 1
    for one in ledgers:
        why = ""
        if one.account.standing == COUNTED and any(_outgrown(one, later) for later in counted):
            why = higher
        elif one.account.standing == COUNTED and any(_left_of(one, later, alone, heard_in) for later in counted):
            why = left
        found.append(replace(one, account=replace(one.account, standing=SUPERSEDED, why=why)) if why else one)
    return found


def _left_of(ledger: Ledger, later: Ledger, alone: bool, heard_in: Mapping[DocId, frozenset[str]]) -> bool:
    """Whether an outlet carries a count of those who are left after another, both of one series.

    alone: the earlier speaker is the only one whom anybody cites for such a count.
    """
    carriers = {voice.carrier for voice in later.voices}
    if later.moment <= ledger.moment or not all(voice.carrier in carriers for voice in ledger.voices):
        return False
    if all(is_own(voice) for voice in ledger.voices):
        return ledger.remaining
    if not later.remaining or not all(is_own(voice) for voice in later.voices):
        return False
    cited = frozenset().union(*(heard_in.get(DocId(doc_id), frozenset()) for doc_id, _, _ in later.spots))
    return alone or all(voice.speaker in cited for voice in ledger.voices)


def _outgrown(ledger: Ledger, later: Ledger) -> bool:
    own = {voice.carrier for voice in ledger.voices if is_own(voice)}
    carried = {voice.carrier for voice in later.voices}
    higher = ledger.account.high is not None and (later.account.low or 0) > ledger.account.high
    return (
        bool(own & carried) and len(own) == len(ledger.voices) and higher and (later.as_of or 0) > (ledger.as_of or 0)
    )


def _one_moment(told: Sequence[Told]) -> tuple[tuple[int | None, int | None], list[Told], list[Told]]:
    """Bounds, the claims that give them, and the claims of smaller figures."""
    largest = max(told, key=lambda one: (_least(one), _most(one)))
    low, high = largest.bounds
    standing, smaller = [], []
    for one in told:
        if _most(one) < _least(largest) and one.bounds != largest.bounds:
            smaller.append(one)
            continue
        standing.append(one)
        low = max((bound for bound in (low, one.figure.low) if bound is not None), default=None)
        high = min((bound for bound in (high, one.figure.high) if bound is not None), default=None)
    return (low, high), standing, smaller


def _least(told: Told) -> int:
    return told.figure.low or 0


def _most(told: Told) -> float:
    return told.figure.high if told.figure.high is not None else float("inf")


def _distinct(told: Sequence[Told]) -> list[list[Told]]:
    """Figures of one speaker, those that repeat one another word for word (in a copy) together."""
    seen: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in told:
        seen[one.bounds, one.figure.scope, one.claim.quote.casefold()].append(one)
    return list(seen.values())


def _single(told: Sequence[Told], standing: str, why: str, voices: Mapping[ClaimId, Voice]) -> Ledger:
    first, last = told[0], told[-1]
    laid = [one.claim.attribution for one in told if one.claim.attribution]
    account = Account(
        speaker=_shown([one.claim for one in told]),
        low=last.figure.low,
        high=last.figure.high,
        scope=last.figure.scope.value,
        claims=tuple(one.claim.claim_id for one in told),
        standing=standing,
        why=why,
    )
    return Ledger(
        account=account,
        voices=tuple(voices[one.claim.claim_id] for one in told),
        as_of=last.moment[0] or None,
        kinds=frozenset(one.kind for one in laid),
        witness=first.claim.attribution is not None
        and all(one.basis is Basis.EYEWITNESS for one in laid)
        and not all(is_own(voices[one.claim.claim_id]) for one in told),  # an outlet of its own is no witness
        lone=all(_one_described(one) for one in told),
        spots=frozenset((one.claim.doc_id, one.claim.field, one.claim.span.start) for one in told),
        moment=last.moment,
        remaining=counts_remaining(last.claim.quote),
    )


def counted_side_by_side(one: Ledger, other: Ledger) -> bool:
    """Whether one sentence counts the two beside each other ("a teenager and two children"), so that nobody is both."""
    return bool(one.spots & other.spots)


def _one_described(told: Told) -> bool:
    """Whether the figure is one person whom the words describe and do not count: "the man", and not "one man"."""
    words = words_of(told.claim, told.figure)
    return told.bounds == (1, 1) and bool(words) and not counts_one(words)


def without_lone_people(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Accounts that only describe one person are parts, where another account counts several."""
    several = any((one.account.low or 0) > 1 for one in ledgers if one.account.standing == COUNTED)
    return [
        replace(one, account=replace(one.account, standing=PART, why=_LONE))
        if several and one.lone and one.account.standing == COUNTED and one.account.high == 1
        else one
        for one in ledgers
    ]


def _shown(claims: Sequence[Claim]) -> str:
    laid = [claim.attribution for claim in claims if claim.attribution]
    if not laid:
        return AUTHOR
    return UNNAMED if is_unnamed(laid[0]) else speaker_name([one.speaker for one in laid])


def _with_doubted(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Doubted figures beside the account that they quote, where a speaker of the same kind gives the same figure."""
    found = [ledger for ledger in ledgers if ledger.account.standing != DOUBTED]
    for doubted in (ledger for ledger in ledgers if ledger.account.standing == DOUBTED):
        quoted = (doubted.account.low, doubted.account.high)
        for index, ledger in enumerate(found):
            account = ledger.account
            same = account.speaker == doubted.account.speaker or bool(ledger.kinds & doubted.kinds)
            if account.standing == COUNTED and same and (account.low, account.high) == quoted:
                claims = tuple(dict.fromkeys((*account.claims, *doubted.account.claims)))
                found[index] = replace(ledger, account=replace(account, claims=claims))
                break
        else:
            found.append(doubted)
    return found


def _with_witnesses(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """What an eyewitness counted as a part, where somebody else counts the whole.

    An office that says that it saw so many has counted, and is no witness.
    """
    others = any(ledger.account.standing == COUNTED and not ledger.witness for ledger in ledgers)
    why = "what one witness saw is a part of whatever the whole is"
    return [
        replace(ledger, account=replace(ledger.account, standing=PART, why=why))
        if others and ledger.witness and not ledger.kinds & _OFFICES and ledger.account.standing == COUNTED
        else ledger
        for ledger in ledgers
    ]
