"""What has to hold for an estimate, and what the counts themselves show of it."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import combinations, permutations

from khronika.model.estimate import LoglinearModel, NoEstimate
from khronika.model.overlap import Overlap

_EXPECTED_MEETINGS = 5  # below it, that two lists share nobody is no surprise
_NESTED_PEOPLE = 5  # a shorter list can stand within another by chance
_FEW_SHARED = 30  # people on two lists or more; below it a handful of matches decides
_POOR_FIT = 0.05
_NAMED = 3  # models without a number that are named for each reason; JSON has all
_FAR_APART = 1.2  # ratio of two estimates of models that fit alike


@cache
def assumptions() -> tuple[tuple[str, str], ...]:
    """What has to hold, each with what breaks it and in which direction."""
    text = (resources.files("khronika.estimating") / "assumptions.toml").read_text(encoding="utf-8")
    return tuple((entry["holds"], entry["broken"]) for entry in tomllib.loads(text)["assumption"])


def remarks(
    overlap: Overlap, rivals: Sequence[LoglinearModel], without: Sequence[NoEstimate], fitted: int
) -> tuple[str, ...]:
    """Sentences about these counts that somebody who uses the numbers has to know."""
    return (*_about_models(rivals, without, fitted), *_about_lists(overlap))


def _about_models(rivals: Sequence[LoglinearModel], without: Sequence[NoEstimate], fitted: int) -> Iterator[str]:
    numbers = [model.estimate.people for model in rivals]
    if max(numbers) > _FAR_APART * min(numbers):
        yield (
            f"{len(rivals)} models fit about equally well and give from {min(numbers):,.0f} to {max(numbers):,.0f} "
            "people: the choice of the model, not chance within it, decides the number."
        )
    fit = rivals[0].fit
    if fit is not None and fit < _POOR_FIT:
        yield f"Even the best model by BIC fits poorly (p = {fit:.2g}): no number here rests on a good description."
    if fit is None:
        yield "The best model by BIC has as many parameters as there are counts: its fit cannot be judged."
    if without:
        yield (
            f"{len(without):,} of {fitted:,} models give no number for these counts and are left out of the averages: "
            f"{'; '.join(_by_reason(without))}."
        )
    if any(model.at_edge for model in rivals):
        yield (
            "Some of the models put at exactly nobody what the counts merely did not show; "
            "their intervals leave that doubt out."
        )


def _by_reason(without: Sequence[NoEstimate]) -> Iterator[str]:
    for why in sorted({model.why for model in without}):
        models = ["/".join(map("+".join, model.together)) or "independence" for model in without if model.why == why]
        more = f" and {len(models) - _NAMED:,} more" if len(models) > _NAMED else ""
        yield f"{why} ({', '.join(models[:_NAMED])}{more})"


def _about_lists(overlap: Overlap) -> Iterator[str]:
    on = {name: overlap.on(frozenset([name])) for name in overlap.lists}
    for one, other in combinations(overlap.lists, 2):
        expected = on[one] * on[other] / overlap.documented
        if not overlap.on(frozenset([one, other])) and expected >= _EXPECTED_MEETINGS:
            yield (
                f"{one} and {other} share nobody, but by chance {expected:.0f} would: do they cover the same ground?"
            )
    for one, other in permutations(overlap.lists, 2):
        if on[one] >= _NESTED_PEOPLE and overlap.on(frozenset([one, other])) == on[one]:
            yield f"Everybody on {one} stands on {other} as well: was one made from the other?"
    shared = sum(overlap.by_breadth()[1:])
    if shared < _FEW_SHARED:
        yield f"Only {shared} people stand on two lists or more: a few matches more or less change everything."
