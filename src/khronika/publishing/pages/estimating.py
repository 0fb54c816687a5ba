"""An estimation as one page that needs nothing beside it, and its numbers as a reader says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup

from khronika.model.estimate import Estimate, Estimation, LoglinearModel
from khronika.publishing.pages.templating import environment_with

_BEYOND = 1e9  # people; an interval that reaches further says that it has no end
_WIDTH = 600  # units of the picture, which is scaled to the width of the page
_CUT = 2.5  # the picture ends at so many times the highest estimate; intervals beyond leave it openly


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval in the picture, in its units; open where it goes on beyond."""

    low: float
    middle: float
    high: float
    open: bool


def people_in_words(people: float) -> str:
    """A number of people as it is shown: whole, with thousands apart; beyond any population, in words."""
    return f"{people:,.0f}" if people < _BEYOND else "beyond any bound"


def interval_in_words(estimate: Estimate) -> str:
    """The interval of 95 %: "9,005 to 12,105"."""
    return f"{people_in_words(estimate.low)} to {people_in_words(estimate.high)}"


def dependence_in_words(model: LoglinearModel) -> str:
    """Which lists the model lets depend on each other: "ABA+EXH+OSCE, EXH+HRW"."""
    return ", ".join("+".join(lists) for lists in model.together) or "all lists independent"


def fit_in_words(model: LoglinearModel) -> str:
    """The probability of a misfit as large where the model is true, to three places."""
    if model.fit is None:
        return "none to judge"
    return "<0.001" if model.fit < 0.001 else f"{model.fit:.3f}"


def estimate_page(estimation: Estimation, *, title: str, origin: str, notes: Sequence[str] = ()) -> bytes:
    """The page: what the models say side by side, what they say together, what has to hold, what the counts show.

    title: whose number it is; as the input's owner would call it.
    origin: the input's name and digest and the program that read it, one sentence.
    notes: what was set aside while reading the input.
    """
    shown = [*estimation.rivals, *filter(None, (_apart(estimation),))]
    end = _CUT * max(model.estimate.people for model in estimation.rivals)
    highest = max(estimate.high for estimate in (*(m.estimate for m in shown), *estimation.averages))
    scale = _WIDTH / min(end, highest)
    page = _environment().get_template("estimate.html")
    text = page.render(
        it=estimation,
        models=shown,
        title=title,
        origin=origin,
        notes=notes,
        bar=lambda estimate: _bar(estimate, scale),
        documented_at=round(estimation.overlap.documented * scale, 1),
        width=_WIDTH,
    )
    return text.encode("utf-8", "replace")


def _apart(estimation: Estimation) -> LoglinearModel | None:
    """The best model by AIC, where it does not stand among the rivals."""
    best = estimation.best_aic
    return None if best in estimation.rivals else best


def _bar(estimate: Estimate, scale: float) -> Bar:
    low, middle, high = (
        round(min(number * scale, _WIDTH), 1) for number in (estimate.low, estimate.people, estimate.high)
    )
    return Bar(low, middle, high, open=estimate.high * scale > _WIDTH + 0.1)


@cache
def _environment() -> Environment:
    css = resources.files("khronika.publishing.pages") / "static" / "chronicle.css"
    return environment_with(
        {
            "people": people_in_words,
            "interval": interval_in_words,
            "dependence": dependence_in_words,
            "fit": fit_in_words,
        },
        {"css": Markup(css.read_text(encoding="utf-8"))},
    )
