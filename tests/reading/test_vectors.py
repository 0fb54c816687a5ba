"""What an ordinary word is like."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.vectors import DIMENSIONS, mean_direction, vector


def _alike(one: str, other: str) -> float:
    a, b = mean_direction({one: 1.0}), mean_direction({other: 1.0})
    return sum(x * y for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("policeman", "constable", "harvest"), ("truce", "ceasefire", "grenade"), ("looted", "ransacked", "signed")],
)
def test_words_used_alike_are_nearer(word: str, near: str, far: str) -> None:
    assert _alike(word, near) > _alike(word, far) + 0.2


def test_a_word_without_a_vector_changes_nothing() -> None:
    assert vector("zhanaozen") is None
    assert mean_direction({"zhanaozen": 1.0}) == (0.0,) * DIMENSIONS
    assert mean_direction({"truce": 1.0, "zhanaozen": 0.5}) == mean_direction({"truce": 1.0})


@given(st.dictionaries(st.sampled_from(["truce", "soldier", "burn", "march"]), st.sampled_from([0.5, 0.7, 1.0])))
def test_weights_of_one_size_make_no_difference(words: dict[str, float]) -> None:
    doubled = mean_direction({word: 2 * weight for word, weight in words.items()})
    assert doubled == pytest.approx(mean_direction(words))


def test_every_row_is_a_single_word_of_one_length_and_can_be_read() -> None:
    lines = files("khronika.reading").joinpath("languages/en/word_vectors.txt").read_text("ascii").splitlines()
    words = [line.split(" ")[0] for line in lines if not line.startswith("#")]
    assert words == sorted(set(words))
    assert all(word.isalpha() for word in words)
    for word in words[::40]:
        found = vector(word)
        assert found is not None
        assert 150 < sum(part * part for part in found) ** 0.5 < 220
