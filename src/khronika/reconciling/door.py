"""The one door of reconciling: claims in, a chronicle out."""

from collections.abc import Mapping, Sequence

from khronika.model.caveat import Caveat
from khronika.model.chronicle import Chronicle, NotHeld
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.links import NO_LINKS, Links
from khronika.model.refusal import Refusal
from khronika.reconciling.speakers.grounds import Calibration
from khronika.reconciling.standing import Reconciler


def reconcile(
    dispatches: Sequence[Dispatch],
    claims: Sequence[Claim],
    *,
    policy: str = "ucdp",
    refusals: Sequence[Refusal] = (),
    not_held: Sequence[NotHeld] = (),
    caveats: Sequence[Caveat] = (),
    reader: Mapping[str, str] | None = None,
    links: Links = NO_LINKS,
    calibration: Calibration | None = None,
    standing: Reconciler | None = None,
) -> Chronicle:
    """The chronicle of claims: pure, deterministic, and the same whatever order its inputs come in.

    Every claim stands in exactly one incident or episode; only asides (and claims about them) stand in none, and a
    refusal names them. Claims whose dispatch is not handed in are kept and reconciled without its times and copies.

    policy: how low, best and high are chosen; see ``policies/``.
    reader: what read the texts, passed on as it is.
    links: claims that documenters have judged to tell of one event or one person, or not to; one that cannot be
        followed is refused.
    calibration: what is known beforehand of the ground of outlets; without one, that which the claims give themselves.
    standing: what was kept of earlier rounds, with its own policy and calibration; it only takes up what is other
        now, and the chronicle is the same.

    Raises: WrongUse for an unknown policy; VocabularyError where a data file is malformed.
    """
    kept = standing or Reconciler(policy=policy, calibration=calibration)
    kept.hold(dispatches, claims)
    kept.judge(links)
    return kept.chronicle(refusals=refusals, not_held=not_held, caveats=caveats, reader=reader)
