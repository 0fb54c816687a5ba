"""Whether a frame is an attribution: a logistic regression over single words and shapes, with weights as data."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khronika.errors import ModelError


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each feature, the bias among them under "", and the threshold on the probability."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Sequence[str]) -> float:
        """How likely it is that a reader would mark the frame as an attribution, 0 to 1."""
        get = self.weights.get
        total = get("", 0.0)
        for feature in features:
            total += get(feature, 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def weights(name: str) -> Weights:
    """The weights `name` ("parsed", "unparsed") of the package; see training/attributions.py. Raises: ModelError."""
    file = files("khronika.reading.attribution").joinpath("weights", f"{name}.json")
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(f"the weights {name!r} of attributions are missing from the package; reinstall it") from None
    return Weights(data["weights"], data["threshold"])
