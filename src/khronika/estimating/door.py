"""The one way in: an overlap of lists goes in, everything that can be said of the number of people comes out."""

from collections.abc import Sequence

import numpy as np
from scipy.special import gammaincc

from khronika.errors import OverlapError
from khronika.estimating.averaging import average, people, weights
from khronika.estimating.cautions import assumptions, remarks
from khronika.estimating.fitting import Array, Fit
from khronika.estimating.floors import floor_by_breadth, floor_with_lists
from khronika.estimating.lattice import INDEPENDENCE, Model, largest
from khronika.estimating.searching import search
from khronika.model.estimate import Estimate, Estimation, LoglinearModel, NoEstimate, Spread
from khronika.model.overlap import Overlap

FEWEST_LISTS = 3
MOST_LISTS = 8  # 255 patterns; with more nearly all are empty, and lists are better put together

NEAR = (2.0, 10.0)
"""Points of BIC behind the best within which models are shown: up to 2 is "not worth more than a bare mention", beyond
10 is "very strong" evidence against the model (Raftery 1995, after Jeffreys)."""

_SHOWN = 3  # models shown at least, so that no interval stands alone

_METHOD = "Poisson log-linear model, Wald interval on the log of the number missing"


def estimate(overlap: Overlap, *, most: int | None = None) -> Estimation:
    """How many people there were, by all models that the lists allow, side by side.

    most: lists that may depend on each other at once; 2 for pairs only, None for any number but all.

    Raises: OverlapError where there are fewer than three lists or more than eight, a list is empty, nobody stands on
        two lists, or no model gives a number; the text says why that ends it.
    Source: Fienberg (1972), Biometrika 59:591-603; the presentation of several models after Ball et al. (2002),
        Killings and Refugee Flow in Kosovo, and Regal and Hook (1991), Statistics in Medicine 10:717-721.
    """
    _refuse_what_says_nothing(overlap)
    counts = counts_by_pattern(overlap)
    documented = overlap.documented
    found = search(counts, (lambda fit: _bic(fit, documented), _aic), most=most)
    fits = [(model, fit) for model, fit in found.fits if isinstance(fit, Fit)]
    if not fits:
        raise OverlapError("no model gives a number for these counts: too many patterns hold nobody")
    models = _described(fits, overlap)
    near = [model for model in models if model.bic <= models[0].bic + NEAR[0]]
    without = tuple(
        NoEstimate(together=_names(model, overlap), why=str(fit))
        for model, fit in found.fits
        if not isinstance(fit, Fit)
    )
    floors = (floor_with_lists(counts, overlap), floor_by_breadth(overlap))
    return Estimation(
        overlap=overlap,
        rivals=tuple(models[: max(len(near), _SHOWN)]),
        best_aic=min(models, key=lambda model: (model.aic, model.parameters, model.together)),
        independence=next((model for model in models if not model.together), None),
        spreads=tuple(_spread(models, within) for within in NEAR),
        averages=_averages([fit for _, fit in fits], documented),
        floors=tuple(floor for floor in floors if floor),
        fitted=len(found.fits),
        searched=found.words,
        without=without,
        assumptions=assumptions(),
        remarks=remarks(overlap, near, without, len(found.fits)),
    )


def counts_by_pattern(overlap: Overlap) -> Array:
    """People by pattern. Shape: (2^k - 1,); the pattern whose bit i stands for the list i is at its number less 1."""
    counts = np.zeros(2 ** len(overlap.lists) - 1)
    place = {name: position for position, name in enumerate(overlap.lists)}
    for group, number in overlap.cells:
        counts[sum(1 << place[name] for name in group) - 1] = number
    return counts


def _refuse_what_says_nothing(overlap: Overlap) -> None:
    lists = len(overlap.lists)
    if lists < FEWEST_LISTS:
        raise OverlapError(
            f"{lists} list{'s' * (lists > 1)}, and an estimate takes {FEWEST_LISTS}: with fewer, nothing in the counts "
            "can show whether being on one list makes being on another likelier, and the number would rest on the "
            "guess that it does not"
        )
    if lists > MOST_LISTS:
        raise OverlapError(
            f"{lists} lists, and {MOST_LISTS} are the most: put lists of one kind together, or choose some with --lists"
        )
    for name in overlap.lists:
        if not overlap.on(frozenset([name])):
            raise OverlapError(f"nobody stands on the list {name!r}: leave it out")
    if not sum(overlap.by_breadth()[1:]):
        raise OverlapError("nobody stands on two lists: how many stand on none is then anybody's guess")


def _described(fits: Sequence[tuple[Model, Fit]], overlap: Overlap) -> list[LoglinearModel]:
    """The models with an estimate, best by BIC first."""
    bics = [_bic(fit, overlap.documented) for _, fit in fits]
    aics = [_aic(fit) for _, fit in fits]
    rows = zip(fits, bics, weights(bics), aics, weights(aics), strict=True)
    models = [
        LoglinearModel(
            together=_names(model, overlap),
            estimate=people(fit, overlap.documented, _METHOD),
            deviance=fit.deviance,
            degrees=fit.degrees,
            fit=float(gammaincc(fit.degrees / 2, fit.deviance / 2)) if fit.degrees else None,
            parameters=fit.parameters,
            aic=aic,
            bic=bic,
            aic_weight=float(aic_weight),
            bic_weight=float(bic_weight),
            at_edge=fit.at_edge,
        )
        for (model, fit), bic, bic_weight, aic, aic_weight in rows
    ]
    return sorted(models, key=lambda model: (round(model.bic, 6), model.parameters, model.together))


def _names(model: Model, overlap: Overlap) -> tuple[tuple[str, ...], ...]:
    lists = tuple(enumerate(overlap.lists))
    if model == INDEPENDENCE:
        return ()
    return tuple(tuple(name for place, name in lists if group >> place & 1) for group in largest(model))


def _averages(fits: Sequence[Fit], documented: int) -> tuple[Estimate, ...]:
    by = {
        "BIC": [_bic(fit, documented) for fit in fits],
        "AIC": [_aic(fit) for fit in fits],
    }
    words = "median and interval of all models with a number, mixed by {} weight"
    return tuple(
        average(fits, weights(scores), documented=documented, method=words.format(name)) for name, scores in by.items()
    )


def _spread(models: Sequence[LoglinearModel], within: float) -> Spread:
    near = [model.estimate for model in models if model.bic <= models[0].bic + within]
    return Spread(
        within=within,
        models=len(near),
        lowest=min(estimate.people for estimate in near),
        highest=max(estimate.people for estimate in near),
        low=min(estimate.low for estimate in near),
        high=max(estimate.high for estimate in near),
    )


def _bic(fit: Fit, documented: int) -> float:
    return float(fit.parameters * np.log(documented) - 2 * fit.log_likelihood)


def _aic(fit: Fit) -> float:
    return 2 * fit.parameters - 2 * fit.log_likelihood
