"""The injured where nobody counts them, and where the injured may be those who died.

Who was shot or brought to hospital and did not die was injured; that may be said. The other way round is never said:
who was shot, injured or missing is not killed.
"""

from collections.abc import Sequence
from dataclasses import replace

from khronika.model.figure import Scope
from khronika.model.tally import Tally, TallyStatus
from khronika.reconciling.aspects.groups import group_named
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.counts.standing import COUNTED

_HURT = ("shot", "hospitalised")
ONE_OR_TWO = "one is said to be injured and one killed, and nothing tells whether they are two people"
"""How the reason of a tally of the injured begins that is left open for this."""


def with_wounded(tallies: Sequence[Tally]) -> list[Tally]:
    """The tallies, the injured drawn from who was shot or hospitalised where no figure counts them, or only some.

    Examples: "three were shot, one of them died" gives 2 injured, at most 3. "Six were shot, one is dead, another is in
    critical condition" gives 5 injured, since one is only a part of them. Where accounts of the injured differ, as many
    as were shot and did not die is a ground for the account that says so.
    """
    headline = {tally.measure: tally for tally in tallies if tally.group is None}
    counted, killed = headline.get("injured"), headline.get("killed")
    drawn = _drawn(headline, killed, _number(killed))
    if drawn is None:
        return list(tallies)
    if counted is None:
        return [*tallies, replace(drawn, why=f"nobody counts the injured; {drawn.why}")]
    shot = bool((base := headline.get("shot")) and base.best)
    return [_beside_drawn(counted, drawn, shot=shot) if tally is counted else tally for tally in tallies]


def _beside_drawn(counted: Tally, drawn: Tally, *, shot: bool) -> Tally:
    """The injured, drawn from who was shot where their own accounts count too few, or where one of these agrees."""
    best, given = drawn.best or 0, [one for one in counted.accounts if one.standing == COUNTED]
    if not given:
        fits, why = best >= (counted.low or 0), drawn.why
    elif counted.best is None:
        # a hospital that treated so many is no second ground for the hospital's own count
        agrees = shot and any(one.low == one.high == best for one in given)
        fits, why = agrees, f"one account gives as many; {drawn.why}"
    else:
        fits, why = counted.best < best, f"those who are counted as injured are a part; {drawn.why}"
    if not fits:
        return counted
    lows = [tally.low for tally in (drawn, counted) if tally.low is not None]
    tops = [tally.high for tally in (drawn, counted)]
    return replace(
        drawn,
        low=min(lows, default=None),
        high=None if None in tops else max(top or 0 for top in tops),
        why=why,
        accounts=(*drawn.accounts, *counted.accounts),
        claims=tuple(sorted({*drawn.claims, *counted.claims})),
    )


def with_doubtful_wounded(tallies: Sequence[Tally], members: Sequence[Traits]) -> list[Tally]:
    """The tallies, the injured left undecided where one is injured, one killed and nothing tells the two apart.

    Example: "a man was wounded ... the man died".
    """
    headline = {tally.measure: tally for tally in tallies if tally.group is None}
    injured, dead = headline.get("injured"), _number(headline.get("killed"))
    if injured is None:
        return list(tallies)
    if injured.best == 1 and dead == 1 and not _told_apart(members):
        doubtful = replace(injured, low=0, best=None, why=f"{ONE_OR_TWO}; {injured.why}")
        return [doubtful if tally is injured else tally for tally in tallies]
    return list(tallies)


def _number(tally: Tally | None) -> int:
    """The best figure, else the least one, else 0."""
    return (tally.best if tally.best is not None else tally.low or 0) if tally else 0


def _drawn(headline: dict[str, Tally], killed: Tally | None, dead: int) -> Tally | None:
    base = next((headline[name] for name in _HURT if name in headline and headline[name].best), None)
    if base is None or base.best is None:
        return None
    lived = base.best - dead if base.measure == "shot" else base.best
    if lived <= 0 or (killed is not None and killed.best is None and base.measure == "shot"):
        return None
    words = "shot" if base.measure == "shot" else "brought to hospital"
    less = f", less {dead} killed" if dead and base.measure == "shot" else ""
    least = min(lived, max(0, (base.low or 0) - dead))
    return replace(
        base,
        measure="injured",
        status=TallyStatus.REPORTED,
        scope=Scope.WHOLE.value,
        low=least,
        best=lived,
        high=base.high,
        why=f"drawn from those who were {words} ({base.best}{less}); {base.why}",
    )


def _told_apart(members: Sequence[Traits]) -> bool:
    """Whether words say that who was injured is somebody else than who died: another, of another group, or a name."""
    groups: dict[str, set[str]] = {"killed": set(), "injured": set()}
    names: dict[str, set[str]] = {"killed": set(), "injured": set()}
    for traits in members:
        figure = traits.claim.figure
        if figure and figure.measure in groups:
            if figure.measure == "injured" and figure.scope is Scope.ADDITION:
                return True
            if group := group_named(figure.group):
                groups[figure.measure].add(group)
        for actor in traits.claim.actors:
            if actor.named and actor.state in names:
                names[actor.state].add(actor.words)
    one_by_one = names["killed"] and names["injured"] - names["killed"]
    return bool(one_by_one) or _beside(members) or bool(groups["killed"] and groups["injured"] - groups["killed"])


def _beside(members: Sequence[Traits]) -> bool:
    """Whether one sentence counts killed and injured side by side ("one dead, one wounded")."""
    spots: dict[tuple[str, str, int, int], set[str]] = {}
    for traits in members:
        claim = traits.claim
        if claim.figure and claim.figure.measure in ("killed", "injured"):
            key = claim.doc_id, claim.field, claim.span.start, claim.span.end
            spots.setdefault(key, set()).add(claim.figure.measure)
    return any(len(found) == 2 for found in spots.values())
