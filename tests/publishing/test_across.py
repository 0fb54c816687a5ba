"""A protected name is found in other scripts and spellings, and its neighbours are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.publishing.withholding.across import AcrossScripts
from khronika.publishing.withholding.spelling import skeleton, sounded

NAMES = [
    ("Dana Merev", "P1"), ("Мария Толуева", "P2"), ("Yusuf al-Haddad", "P3"), ("Aleksei Orlescu", "P4"),
    ("ليلى الحسن", "P5"), ("Walid Sattar", "P6"),
    ("مريم الحسيني", "P7"), ("Amina Alhusayni", "P8"),
]  # fmt: skip
FINDER = AcrossScripts(NAMES)


@pytest.mark.parametrize(
    ("text", "covered", "label"),
    [
        ("вчера Дана Мерева сказала", "Дана Мерева", "P1"),
        ("Дана_Мерева_2.jpg", "Дана_Мерева", "P1"),
        ("говорили с Даной Меревой", "Даной Меревой", "P1"),
        ("Мерев Дана Ивановна", "Мерев Дана", "P1"),
        ("قالت دانا ميريف امس", "دانا ميريف", "P1"),
        ("Mariya Toluyeva said", "Mariya Toluyeva", "P2"),
        ("وقال يوسف الحداد", "يوسف الحداد", "P3"),
        ("Юсуф Хаддад", "Юсуф Хаддад", "P3"),
        ("Alexey Orlesku said", "Alexey Orlesku", "P4"),
        ("Alexey N. Orlescu", "Alexey N. Orlescu", "P4"),
        ("said Layla Hassan", "Layla Hassan", "P5"),
        ("وليد ستار", "وليد ستار", "P6"),
        ("said Maryam al-Husseini then", "Maryam al-Husseini", "P7"),
        ("Mariam Alhusayni", "Mariam Alhusayni", "P7"),
        ("Maryam Al Husseini", "Maryam Al Husseini", "P7"),
        ("Maryam el Husseini", "Maryam el Husseini", "P7"),
        ("Мариям Аль-Хусейни", "Мариям Аль-Хусейни", "P7"),
        ("Мариям аль-Хусейни", "Мариям аль-Хусейни", "P7"),
        ("أمينة الحسيني", "أمينة الحسيني", "P8"),
        ("Amina Husayni", "Amina Husayni", "P8"),
        ("Layla el-Hassan", "Layla el-Hassan", "P5"),
    ],
)
def test_a_name_is_found_in_other_letters(text: str, covered: str, label: str) -> None:
    (hit,) = FINDER.hits(text)
    assert (text[hit.start : hit.end], hit.label) == (covered, label)


@pytest.mark.parametrize(
    "text",
    [
        "Dina Morev",
        "The Governor of Merev",
        "Мария Иванова",
        "Дана. И потом, через день, Мерев",
        "Dana Dana",
        "dana merev",
    ],
)
def test_other_names_are_not(text: str) -> None:
    assert FINDER.hits(text) == []


@given(st.text())
def test_any_text_has_keys_and_hits_within_it(text: str) -> None:
    assert skeleton(text).isascii()
    assert sounded(text).isascii()
    for hit in FINDER.hits(text):
        assert 0 <= hit.start < hit.end <= len(text)
