"""Names in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reference.scripts import is_cyrillic, latin


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Бекмар Толуев", "Bekmar Toluyev"),
        ("Илхан Джеретов", "Ilkhan Dzheretov"),
        ("Радко Шильмер", "Radko Shilmer"),
        ("Гражный", "Grazhny"),
        ("БЕЛЗАРЫ", "BELZARY"),
        ("Қостанай", "Qostanay"),
        ("Orun и Ольт", "Orun i Olt"),
        ("Orun", "Orun"),
    ],
)
def test_names_are_written_as_english_texts_do(written: str, expected: str) -> None:
    assert latin(written) == expected


@given(st.text(alphabet=[chr(code) for code in range(0x410, 0x450)] + list("ёЁ -'Ab"), max_size=30))
def test_nothing_cyrillic_is_left_and_a_second_turn_changes_nothing(name: str) -> None:
    assert not is_cyrillic(latin(name))
    assert latin(latin(name)) == latin(name)
