"""One of several candidates by learned weights: the features of each add up, and the shares of all make one.

The multinomial logit of McFadden 1974, "Conditional logit analysis of qualitative choice behavior". The weights are
data, one file a question; each is what its feature adds to the log-odds, so that a choice is explained by its largest
terms.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from khronika.errors import ModelError

Features = Mapping[str, float]
"""How much of each feature a candidate has, by name."""


@cache
def weights(name: str) -> Mapping[str, float]:
    """The weights of ``composing/NAME.json`` by feature. Raises: ModelError where the file is missing or malformed."""
    try:
        data = json.loads((files("khronika.reading.composing") / f"{name}.json").read_text("utf-8"))
        return {str(feature): float(value) for feature, value in data.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ModelError(f"the weights of {name} are damaged ({error}); reinstall Khronika") from error


def score(features: Features, known: Mapping[str, float]) -> float:
    """The sum of its features' weights; a feature that was not learned says nothing."""
    return math.fsum(known.get(name, 0.0) * amount for name, amount in features.items())


def shares(candidates: Sequence[Features], known: Mapping[str, float]) -> list[float]:
    """How likely each is, adding up to one; of none, nothing."""
    scores = [score(features, known) for features in candidates]
    powers = [math.exp(one - max(scores)) for one in scores]
    return [power / math.fsum(powers) for power in powers]


def bucket(amount: float, steps: Sequence[float]) -> str:
    """The amount on a coarse scale, named by the last step that it is within."""
    return next((f"to {step}" for step in steps if amount <= step), "more")
