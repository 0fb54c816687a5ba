"""Claims of a copy stand where the same words of its original stand."""

import re
from collections.abc import Sequence

from khronika.model.claim import Claim
from khronika.reconciling.aspects.traits import Traits
from khronika.reconciling.incidents.strands import Strand, best_fit

_WORD = re.compile(r"\w+")


def place_copies(strands: list[Strand], copied: Sequence[Traits]) -> None:
    """Add the claims of copies to the strands of the original, each to that of its own words.

    A claim that the original does not make (a reader may read a shortened text otherwise) goes where it fits best,
    and else stands by itself.
    """
    known: dict[tuple[object, ...], Strand] = {}
    for strand in strands:
        for claim in strand.claims:
            known.setdefault(_wording(claim), strand)
    for traits in sorted(copied, key=lambda one: one.order):
        same = known.get(_wording(traits.claim))
        if same is not None:
            same.take(traits, "repeats the words of the dispatch that it is a copy of")
            continue
        best = best_fit(traits, strands)
        if best is not None:
            best.take(traits, "told in a copy of the dispatch; agrees in kind, place and day")
        else:
            strands.append(Strand())
            strands[-1].take(traits, "told in a copy only")
            known[_wording(traits.claim)] = strands[-1]


def _wording(claim: Claim) -> tuple[object, ...]:
    figure = claim.figure
    count = (figure.measure, figure.low, figure.high) if figure else None
    return claim.event_type, tuple(_WORD.findall(claim.quote.lower())), count
