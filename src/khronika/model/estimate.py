"""How many people there were, those on no list among them: numbers with their intervals, and what they rest on."""

from dataclasses import dataclass

from khronika.model.overlap import Overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number of people, those on no list included.

    people, low, high: real numbers, to be rounded where they are shown; low and high bound an interval of 95 %.
    standard_error: of `people`, or None where the method gives none.
    method: one sentence on how it came about.
    """

    people: float
    low: float
    high: float
    method: str
    standard_error: float | None = None

    def as_dict(self) -> dict[str, object]:
        """The estimate as JSON holds it, to a hundredth of a person."""
        error = None if self.standard_error is None else round(self.standard_error, 2)
        rounded = {"people": round(self.people, 2), "low": round(self.low, 2), "high": round(self.high, 2)}
        return {**rounded, "standard_error": error, "method": self.method}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoglinearModel:
    """One answer to the question which lists depend on which, and the number of people that follows from it.

    together: the largest sets of lists that the model lets depend on each other; empty where all are independent.
    deviance, degrees: distance from the counts, and its degrees of freedom.
    fit: probability of a distance at least as large where the model is true; None without degrees of freedom.
    parameters: as counted by aic and bic, in which n is the number of people documented.
    bic_weight, aic_weight: share of the model among those with an estimate; each adds up to 1 over all of them.
    at_edge: True where the counts put some cells at exactly nobody; the estimate is then the extended one.
    """

    together: tuple[tuple[str, ...], ...]
    estimate: Estimate
    deviance: float
    degrees: int
    fit: float | None
    parameters: int
    aic: float
    bic: float
    aic_weight: float
    bic_weight: float
    at_edge: bool

    def as_dict(self) -> dict[str, object]:
        """The model as JSON holds it."""
        return {
            "together": [list(lists) for lists in self.together],
            **self.estimate.as_dict(),
            "deviance": round(self.deviance, 3),
            "degrees": self.degrees,
            "fit": None if self.fit is None else round(self.fit, 6),
            "parameters": self.parameters,
            "aic": round(self.aic, 3),
            "bic": round(self.bic, 3),
            "aic_weight": round(self.aic_weight, 6),
            "bic_weight": round(self.bic_weight, 6),
            "at_edge": self.at_edge,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEstimate:
    """A model that gives no number for these counts, and why."""

    together: tuple[tuple[str, ...], ...]
    why: str

    def as_dict(self) -> dict[str, object]:
        """The model as JSON holds it."""
        return {"together": [list(lists) for lists in self.together], "why": self.why}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What the models say that fit about as well as the best: the interval that no single model shows.

    within: most points of BIC behind the best.
    lowest, highest: estimates of single models; low, high: the ends of their intervals.
    """

    within: float
    models: int
    lowest: float
    highest: float
    low: float
    high: float

    def as_dict(self) -> dict[str, object]:
        """The spread as JSON holds it."""
        ends = {name: round(getattr(self, name), 2) for name in ("lowest", "highest", "low", "high")}
        return {"within_bic": self.within, "models": self.models, **ends}


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimation:
    """Everything that an overlap of lists says about the number of people, no part of which stands alone.

    rivals: the models near the best by BIC that the first spread speaks of, best first; three at least.
    best_aic, independence: models worth a look wherever they stand; independence is None where it has no estimate.
    spreads: of the models near the best, the narrower first.
    averages: over all models with an estimate, by the weights of BIC and of AIC.
    floors: lower bounds, which hold where people differ in how easily they are listed.
    fitted, searched: how many models were fitted, and which they are, in words.
    without: models that give no number.
    assumptions: what has to hold for any of the numbers, each with what breaks it and in which direction.
    remarks: what these very counts show of that.
    """

    overlap: Overlap
    rivals: tuple[LoglinearModel, ...]
    best_aic: LoglinearModel
    independence: LoglinearModel | None
    spreads: tuple[Spread, ...]
    averages: tuple[Estimate, ...]
    floors: tuple[Estimate, ...]
    fitted: int
    searched: str
    without: tuple[NoEstimate, ...]
    assumptions: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]

    @property
    def best(self) -> LoglinearModel:
        """The model with the least BIC, which is never to be shown without its rivals."""
        return self.rivals[0]

    def as_dict(self) -> dict[str, object]:
        """The estimation as JSON holds it."""
        return {
            "overlap": self.overlap.as_dict(),
            "spreads": [spread.as_dict() for spread in self.spreads],
            "rivals": [model.as_dict() for model in self.rivals],
            "best_aic": self.best_aic.as_dict(),
            "independence": self.independence and self.independence.as_dict(),
            "averages": [average.as_dict() for average in self.averages],
            "floors": [floor.as_dict() for floor in self.floors],
            "fitted": self.fitted,
            "searched": self.searched,
            "without_estimate": [model.as_dict() for model in self.without],
            "assumptions": [{"holds": holds, "broken": broken} for holds, broken in self.assumptions],
            "remarks": list(self.remarks),
        }
