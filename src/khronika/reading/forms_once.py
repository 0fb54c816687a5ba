"""A parser that looks at each form of a word once in a batch.

The first half of spaCy's small network makes a vector of each word from its form alone, and only the second one looks
at its neighbours. Nearly half of the words of a dispatch have stood in it before. Nothing is kept for the next batch:
how a product of matrices is rounded depends on their shape, and a reading must not depend on what was read before.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

_STEPS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


def each_form_once(network: Any) -> None:
    """Has a network of spaCy's reckon its first half once a form; one that is built otherwise is left as it is."""
    from thinc.api import Model  # noqa: PLC0415  (part of spaCy, which is slow to import)

    embedding = network.layers[0]
    if [layer.name.partition("(")[0] for layer in embedding.layers] != _STEPS:
        return
    features, _, hashed, mixed, _ = embedding.layers
    columns = features.attrs["columns"]

    def forward(model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
        rows = np.concatenate([doc.to_array(columns) for doc in docs])
        first, which = forms_in(rows)
        vectors = mixed.predict(hashed.predict(rows[first]))[which]
        return np.split(vectors, np.cumsum([len(doc) for doc in docs])[:-1]), lambda _: []

    network.layers[0] = Model("each_form_once", forward, layers=[embedding], dims={"nO": mixed.get_dim("nO")})


def forms_in(rows: Any) -> tuple[list[int], list[int]]:
    """Where each different row stands first, and for each row which of the different ones it is.

    Shape of `rows`: words by features, whole numbers of 64 bits.
    """
    keys = np.ascontiguousarray(rows).view(f"V{rows.shape[1] * rows.itemsize}").ravel().tolist()
    numbers: dict[bytes, int] = {}
    which = [numbers.setdefault(key, len(numbers)) for key in keys]
    first: dict[int, int] = {}
    for at, number in enumerate(which):
        first.setdefault(number, at)
    return list(first.values()), which
