import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.forms_once import forms_in
from khronika.reading.pipeline import pipeline


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=1, max_size=12))
def test_the_different_rows_put_in_their_places_are_the_rows(drawn: list[list[int]]) -> None:
    rows = np.array(drawn, dtype=np.uint64)
    first, which = forms_in(rows)
    assert (rows[first][which] == rows).all()
    assert len(first) == len({tuple(row) for row in drawn})


def test_the_vectors_are_those_of_the_network_as_it_was() -> None:
    parser = pipeline()
    network = parser.steps[0].model.layers[0]
    assert network.name == "each_form_once"
    docs = [parser.cut(text) for text in ("Gunmen killed nine men at a bridge.", "The men fled, he said.")]
    for ours, theirs in zip(network.predict(docs), network.layers[0].predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
