"""Which models are fitted: all of them where that can be done, else a search that says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khronika.estimating.existence import Trouble
from khronika.estimating.fitting import Array, Fit, fit_models
from khronika.estimating.lattice import INDEPENDENCE, Model, hierarchical_models, neighbours

_ALL_UP_TO = 5  # lists: 6,893 models of five take seconds; 7,785,061 of six would take hours
_KEPT = 100
"""Models that each step of the search sets out from, by each criterion. With five lists, where all models can be
fitted, 30 already came by the best 100 of each of five public tables; 6 to 8 lists take 2 to 10 seconds with 100."""

Score = Callable[[Fit], float]


@dataclass(frozen=True, slots=True)
class Searched:
    """The models that were fitted, in a fixed order, with their fits, and in words which they are."""

    fits: tuple[tuple[Model, Fit | Trouble], ...]
    words: str


def search(counts: Array, scores: Sequence[Score], *, most: int | None = None) -> Searched:
    """Fits all hierarchical models of up to five lists; of more, those that a search by `scores` comes by.

    The search begins at independence and takes on, step by step, every model with one interaction more or less than
    one of the best so far, until the best stay the same. It is no random walk: the same counts give the same models.

    scores: of a fit, by BIC and by AIC; the less the better.
    most: lists that an interaction may have at most; None for any number.
    """
    lists = len(counts).bit_length()
    of = "" if most is None else f" with at most {most} lists in an interaction"
    if lists <= _ALL_UP_TO:
        models = hierarchical_models(lists, most)
        fits = fit_models(counts, models)
        return Searched(tuple(zip(models, fits, strict=True)), f"all hierarchical log-linear models of these lists{of}")
    found = _search(counts, scores, lists=lists, most=most)
    words = (
        f"hierarchical log-linear models{of} that a search from independence came by, setting out again and again from "
        f"the {_KEPT} best by BIC and by AIC; not all models of {lists} lists: better ones may exist"
    )
    return Searched(tuple(sorted(found.items(), key=lambda item: (len(item[0]), sorted(item[0])))), words)


def _search(counts: Array, scores: Sequence[Score], *, lists: int, most: int | None) -> dict[Model, Fit | Trouble]:
    found: dict[Model, Fit | Trouble] = {}
    tried: set[Model] = set()
    new: Sequence[Model] = [INDEPENDENCE]
    while new:
        found |= zip(new, fit_models(counts, new), strict=True)
        front = {model for score in scores for model in _best(found, score)} or {INDEPENDENCE}
        around = {other for model in front if model not in tried for other in neighbours(model, lists, most)}
        tried |= front
        new = sorted(around - found.keys(), key=lambda model: (len(model), sorted(model)))
    return found


def _best(found: dict[Model, Fit | Trouble], score: Score) -> list[Model]:
    # what differs in its last digits alone is level, so that every machine goes the same way
    scored = [(round(score(fit), 6), sorted(model), model) for model, fit in found.items() if isinstance(fit, Fit)]
    return [model for _, _, model in sorted(scored, key=lambda one: one[:2])[:_KEPT]]
