"""The least number of people that there can have been, where some are likelier to be listed than others."""

import numpy as np
from scipy.special import ndtri

from khronika.estimating.averaging import LEVEL, people
from khronika.estimating.fitting import Array, fit_design
from khronika.model.estimate import Estimate
from khronika.model.overlap import Overlap


def floor_with_lists(counts: Array, overlap: Overlap) -> Estimate | None:
    """Chao's lower bound for lists of different reach, or None where it has no finite value.

    It holds where people differ in how easily they are listed, whatever the difference is like. Lists that copy one
    another only lower it; lists that cover different ground, and one person entered under two spellings, lift it
    above the truth.

    Unit: people, as a real number; round it where it is shown.
    Source: Chao (1987), Biometrics 43:783-791, as the log-linear model of Rivest and Baillargeon (2007), Biometrics
        63:999-1006 (Mth Chao in their Rcapture): an effect a list, and of j lists or more an effect that is not
        negative.
    """
    patterns = np.arange(1, len(counts) + 1)
    lists = len(overlap.lists)
    listed = ((patterns[:, None] >> np.arange(lists)) & 1).astype(np.float64)
    breadth = listed.sum(axis=1)
    steps = list(range(3, lists + 1))
    while True:
        beyond = [np.maximum(breadth - step + 1, 0.0) for step in steps]
        design = np.column_stack([np.ones(len(counts)), listed, *beyond])
        fit, effects, settled = fit_design(design, counts)
        fallen = [step for step, effect in zip(steps, effects[lists + 1 :], strict=True) if effect < 0]
        if not fallen:
            break
        steps.remove(fallen[0])
    if not settled:
        return None
    method = "Chao's lower bound, lists of different reach (log-linear, Rivest and Baillargeon 2007)"
    return people(fit, overlap.documented, method)


def floor_by_breadth(overlap: Overlap) -> Estimate | None:
    """Chao's lower bound from the people on one list and on two alone, or None where nobody stands on exactly two.

    Takes all lists to reach as far; what lifts and lowers it is as above.

    Unit: people.
    Source: Chao (1987), Biometrics 43:783-791, with the factor (k - 1) / k for k lists of Chao and Colwell (2017), SORT
        41:3-54, from which variance and log-normal interval are taken too.
    """
    once, twice = overlap.by_breadth()[:2]
    if not once or not twice:
        return None
    factor = (len(overlap.lists) - 1) / len(overlap.lists)
    return chao(overlap.documented, once, twice, factor=factor)


def chao(documented: int, once: int, twice: int, *, factor: float = 1.0) -> Estimate:
    """Chao's lower bound from `once` and `twice`, both above zero, with its log-normal interval. Unit: people."""
    missing = factor * once * once / (2 * twice)
    ratio = once / twice
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    reach = float(np.exp(ndtri(0.5 + LEVEL / 2) * np.sqrt(np.log1p(variance / missing**2))))
    return Estimate(
        people=documented + missing,
        low=documented + missing / reach,
        high=documented + missing * reach,
        standard_error=variance**0.5,
        method="Chao's lower bound from the people met once and twice",
    )
