"""Names of one person in several scripts, spellings and orders, and names of two people that look alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.reconciling.names.agreement import names_alike
from khronika.reconciling.names.given_names import one_spelling, short_for
from khronika.reconciling.names.romanising import is_patronymic, parts_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد يوسف المصري", "Mohammed Yusuf al-Masri"),
        ("عبد الرحمن حسن", "Abdul Rahman Hassan"),
        ("وليد خالد", "Walid Khaled"),
        ("Мохаммед Юсуф", "محمد يوسف"),
        ("Mohamed Yousef", "Muhammad Yusuf"),
        ("Микола Бондаренко", "Nikolai Bondarenko"),
        ("გიორგი ბერიძე", "Giorgi Beridze"),
        ("Γιώργος Παππάς", "Giorgos Pappas"),
        ("Łukasz Grønn", "Lukasz Gronn"),
    ],
)
def test_one_name_in_two_scripts_or_spellings_agrees(one, other):
    assert names_alike(one, other)
    assert names_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن يوسف", "حسين يوسف"),
        ("Karim Haddad", "Karam Haddad"),
        ("Dmitri Petrovich Tikhonov", "Dmitri Ivanovich Tikhonov"),
        ("Kristina Orlova", "Kristian Orlova"),
    ],
)
def test_two_names_of_like_consonants_do_not(one, other):
    assert not names_alike(one, other)


@pytest.mark.parametrize(
    "written", ["Abdul Rahman", "عبد الرحمن", "Abdelrahman", "abd ar-Rahman", "Abd al-Rahman", "ʿAbd al-Raḥmān"]
)
def test_abd_and_the_word_after_it_are_one_name(written):
    (name,) = parts_of(written)
    assert name.startswith("abdr")


def test_an_article_is_left_out_and_al_is_a_name():
    assert parts_of("Sami al-Najjar") == parts_of("Sami an-Najjar") == parts_of("Sami Najjar")
    assert parts_of("Al Smith") == ("al", "smith")


def test_short_names_and_spellings_are_told_apart():
    assert short_for(*(parts_of(name)[0] for name in ("Bob", "Robert")))
    assert short_for(*(parts_of(name)[0] for name in ("Саша", "Oleksandr")))
    assert not short_for("robert", "boris")
    assert one_spelling(*(parts_of(name)[0] for name in ("Muhammad", "Mohamed")))
    assert not one_spelling("anton", "andrei")


def test_a_patronymic_is_known_by_its_end_in_any_script():
    assert all(is_patronymic(parts_of(word)[0]) for word in ("Иванович", "Ivanovna", "Серікқызы", "Aliogly"))
    assert not is_patronymic(parts_of("Ovich")[0])


@settings(deadline=None)  # a first call loads the tables of names
@given(st.text(max_size=60))
def test_any_text_gives_plain_words_and_again_the_same(text):
    words = parts_of(text)
    assert all(word and not word.isspace() for word in words)
    assert parts_of(text) == words
    assert not names_alike(text, text) or len(words) > 1
