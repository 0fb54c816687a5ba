"""The two small linear models of this folder: weights by name of feature, read from data."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from khronika.errors import ModelError


class Weights(NamedTuple):
    """recognise: log-odds that a candidate names a place; resolve: how well an entry fits a name."""

    recognise: dict[str, float]
    resolve: dict[str, float]


@cache
def weights() -> Weights:
    """The weights shipped with Khronika (``weights.json``; made by ``python -m training.places``).

    Raises: ModelError where the file is missing or malformed.
    """
    try:
        data = json.loads((files("khronika.reading.places") / "weights.json").read_text(encoding="utf-8"))
        return Weights(data["recognise"], data["resolve"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the weights of the place reader are damaged ({error}); reinstall Khronika") from error
