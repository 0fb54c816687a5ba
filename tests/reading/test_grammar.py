"""The questions that the grammar answers, asked of both profiles where order alone can tell."""

import pytest

from khronika.reading import grammar
from khronika.reading.analysis import Profile, analyse
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence

BOTH: tuple[Profile, ...] = ("full", "fast")


def sentence(text: str, profile: Profile = "full") -> Sentence:
    return analyse(segment(text), profile)[0]


def at(sentence: Sentence, word: str) -> int:
    return next(i for i, token in enumerate(sentence.tokens) if token.text == word)


def words(sentence: Sentence, tokens: range | None) -> str | None:
    return None if tokens is None else " ".join(sentence.tokens[i].text for i in tokens)


@pytest.mark.parametrize("profile", BOTH)
def test_tokens_slice_to_the_text(profile: Profile) -> None:
    text = "The police didn't fire, O'Hara's men said at 12.45.\n\nEleven — no, twelve — fell."
    for one in analyse(segment(text), profile):
        for token in one.tokens:
            assert text[token.start : token.end] == token.text


@pytest.mark.parametrize("profile", BOTH)
def test_the_subject_of_an_active_verb_does_it(profile: Profile) -> None:
    s = sentence("The riot police fired into the crowd.", profile)
    assert words(s, grammar.subject(s, at(s, "fired"))) == "The riot police"
    assert not grammar.passive(s, at(s, "fired"))


@pytest.mark.parametrize("profile", BOTH)
def test_the_subject_of_a_passive_verb_suffers_it_by_its_agent(profile: Profile) -> None:
    s = sentence("Three workers were killed by soldiers.", profile)
    verb = at(s, "killed")
    assert grammar.passive(s, verb)
    assert words(s, grammar.subject(s, verb)) == "Three workers"
    assert words(s, grammar.agent(s, verb)) == "soldiers"


def test_a_second_verb_shares_the_first_ones_subject() -> None:
    s = sentence("Masked men stormed the hall and beat the guards.")
    assert words(s, grammar.subject(s, at(s, "beat"))) == "Masked men"
    assert [words(s, o) for o in grammar.direct_objects(s, at(s, "beat"))] == ["the guards"]


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("The police did not shoot.", "shoot", True),
        ("Nobody was hurt; the police shot into the air.", "shot", False),
        ("The march never took place.", "took", True),
    ],
)
def test_a_denial_reaches_its_own_clause_only(text: str, word: str, denied: bool, profile: Profile) -> None:
    s = sentence(text, profile)
    assert grammar.negated(s, at(s, word)) is denied


def test_a_clause_leaves_out_what_is_joined_to_it() -> None:
    s = sentence("The locals tore up the tracks and the troops set fire to the wagons.")
    assert words(s, grammar.clause(s, at(s, "tore"))) == "The locals tore up the tracks"


def test_the_complement_is_what_was_said() -> None:
    s = sentence("The governor said that eleven people died.")
    assert words(s, grammar.complement(s, at(s, "said"))) == "that eleven people died"


def test_capitals_throughout_are_read_all_the_same() -> None:
    s = sentence("THREE GUERRILLAS WERE KILLED BY SOLDIERS NEAR THE FARM.")
    assert s.tokens[at(s, "KILLED")].tag == "VBN"
    assert s.tokens[0].text == "THREE"


def test_a_verb_governed_by_another_shares_its_subject() -> None:
    s = sentence("The police tried to kill miners.")
    assert words(s, grammar.subject(s, at(s, "kill"))) == "The police"


def test_a_denial_of_a_denial_is_none() -> None:
    s = sentence("The soldiers did not deny shooting miners.")
    assert not grammar.negated(s, at(s, "shooting"))
    assert grammar.negated(s, at(s, "deny"))
