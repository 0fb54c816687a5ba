"""What several models say together: their weights, their average, their spread."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from khronika.estimating.fitting import Array, Fit
from khronika.model.estimate import Estimate

LEVEL = 0.95
_ENDS = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)


def weights(scores: Sequence[float]) -> Array:
    """Share of each model by its BIC or AIC; they add up to 1.

    Source: Raftery (1995), Sociological Methodology 25:111-163, for BIC; Burnham and Anderson (2002), Model Selection
        and Multimodel Inference, for AIC.
    """
    gaps = np.asarray(scores) - min(scores)
    shares = np.exp(-gaps / 2)
    parts: Array = shares / shares.sum()
    return parts


def people(fit: Fit, documented: int, method: str) -> Estimate:
    """The number of people by one model, with Wald's interval on the log of the number missing.

    Unit: people, those documented included.
    Source: the interval, Rivest and Levesque (2001), Canadian Journal of Statistics 29:555-572.
    """
    missing = _missing(fit.log_missing)
    reach = ndtri(_ENDS[1]) * fit.variance**0.5
    return Estimate(
        people=documented + missing,
        low=documented + _missing(fit.log_missing - reach),
        high=documented + _missing(fit.log_missing + reach),
        standard_error=(missing + missing * missing * fit.variance) ** 0.5,
        method=method,
    )


def average(fits: Sequence[Fit], shares: Array, *, documented: int, method: str) -> Estimate:
    """The models' distributions of the number missing mixed by their shares: its median and 95 % interval.

    Each model's distribution is log-normal around its estimate. The mixture keeps what a mean would hide: that two
    models may stand far apart with nothing between. No mean is given, since one wide model would decide it.

    Unit: people, those documented included.
    Source: Hoeting et al. (1999), Statistical Science 14:382-417.
    """
    centres = np.array([fit.log_missing for fit in fits])
    widths = np.sqrt(np.array([max(fit.variance, 1e-12) for fit in fits]))
    low, middle, high = (_quantile(share, centres, widths, shares=shares) for share in (_ENDS[0], 0.5, _ENDS[1]))
    ends = {name: documented + _missing(value) for name, value in (("low", low), ("people", middle), ("high", high))}
    return Estimate(**ends, method=method)


def _quantile(share: float, centres: Array, widths: Array, *, shares: Array) -> float:
    def excess(value: float) -> float:
        return float((shares * ndtr((value - centres) / widths)).sum()) - share

    reach = float(np.abs(widths).max()) * 9 + 1
    return float(brentq(excess, float(centres.min()) - reach, float(centres.max()) + reach, xtol=1e-10))


def _missing(log_missing: float) -> float:
    """From the log scale; a number beyond any population is cut off there, since it has nothing to say."""
    return float(np.exp(min(log_missing, 60.0)))
