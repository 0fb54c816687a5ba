"""The networks of the project Natasha: where their weights lie, and how they are loaded.

slovnet reads a text with NumPy alone. Its weights, and the vectors of words (navec) that they stand on, are shipped in
the wheel of ``natasha``, which is asked for its files and never imported: its own code leans on packages of the past.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from khronika.errors import ModelError

PARTS = ("slovnet", "navec")
_VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Models:
    """A tagger of words, a parser and a recogniser of names."""

    words: Any
    tree: Any
    names: Any


def folder() -> Path:
    """Where the weights lie. Raises: ModelError, with what to install, where they do not."""
    found = importlib.util.find_spec("natasha")
    places = list(found.submodule_search_locations or ()) if found else []
    data = Path(places[0]) / "data" if places else None
    missing = [name for name in PARTS if importlib.util.find_spec(name) is None]
    if missing or data is None or not (data / _VECTORS).is_file():
        raise ModelError(
            "the full profile of Russian needs slovnet, navec and the weights in the wheel of natasha: "
            "pip install 'khronika[russian]' && pip install --no-deps natasha==1.6.0; or read with the profile 'fast'"
        )
    return data


@cache
def models() -> Models:
    """The three networks; loaded once, in a second and a half and 180 MB. Raises: ModelError."""
    data = folder()
    from navec import Navec  # noqa: PLC0415  (optional, as the next)
    from slovnet import NER, Morph, Syntax  # noqa: PLC0415

    vectors = Navec.load(str(data / _VECTORS))
    words = Morph.load(str(data / "model/slovnet_morph_news_v1.tar"), batch_size=_BATCH)
    tree = Syntax.load(str(data / "model/slovnet_syntax_news_v1.tar"), batch_size=_BATCH)
    names = NER.load(str(data / "model/slovnet_ner_news_v1.tar"), batch_size=_BATCH)
    return Models(*(network.navec(vectors) for network in (words, tree, names)))
