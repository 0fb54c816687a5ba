"""Words and their kinds, in both profiles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.errors import ModelError, VocabularyError
from khronika.reading import pipeline
from khronika.reading.analysis import Profile, analyse, words_of
from khronika.reading.guessing import guess_tags
from khronika.reading.inflection import lemma
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.pipeline import model_name
from khronika.reading.segmentation import segment

BOTH: tuple[Profile, ...] = ("full", "fast")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("didn't O'Hara's well-known", ["did", "n't", "O'Hara", "'s", "well-known"]),
        ("1,500 at 12.45 on 17/12", ["1,500", "at", "12.45", "on", "17/12"]),
        ("(he’s)", ["(", "he", "’s", ")"]),
    ],
)
def test_words_are_cut_where_grammar_needs_it(text: str, words: list[str]) -> None:
    assert [match.group() for match in words_of(text)] == words


@pytest.mark.parametrize(
    ("sentence", "word", "tag"),
    [
        ("Troops were sent home", "sent", "VBN"),
        ("Police detained him", "detained", "VBD"),
        ("He had quickly detained them", "detained", "VBN"),
        ("They want to strike", "strike", "VB"),
        ("The strike goes on", "strike", "NN"),
        ("Miners strike again", "strike", "VBP"),
        ("The union strikes again", "strikes", "VBZ"),
        ("Strike goes on", "Strike", "NN"),
        ("He saw Orvana burning", "Orvana", "NNP"),
        ("The shooting went on", "shooting", "NN"),
        ("A hundred and 12th", "12th", "JJ"),
        ("and fired", "fired", "VBD"),
        ("KILL THE STRIKE", "STRIKE", "NN"),
    ],
)
def test_a_guess_goes_by_form_and_the_word_before(sentence: str, word: str, tag: str) -> None:
    words = sentence.split()
    assert guess_tags(words)[words.index(word)] == tag


@given(st.lists(st.text(min_size=1, max_size=8).filter(lambda word: not word.isspace()), max_size=12))
def test_every_word_has_a_tag(words: list[str]) -> None:
    assert len(guess_tags(words)) == len(words)


@pytest.mark.parametrize(
    ("word", "tag", "form"),
    [
        ("shot", "VBD", "shoot"),
        ("people", "NNS", "person"),
        ("'s", "VBZ", "be"),
        ("orvos", "NNPS", "orvo"),
        ("killed", "JJ", "killed"),
        ("killed", "VBN", "kill"),
        ("12", "NNS", "12"),
    ],
)
def test_a_lemma_goes_by_the_part_of_speech(word: str, tag: str, form: str) -> None:
    assert lemma(word, tag) == form


@pytest.mark.parametrize("profile", BOTH)
@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1 .,’'-n\t\n|é"), max_size=80))
def test_tokens_stand_in_order_and_slice_to_the_text(profile: Profile, text: str) -> None:
    for sentence in analyse(segment(text), profile):
        end = sentence.span.start
        for token in sentence.tokens:
            assert end <= token.start < token.end <= sentence.span.end
            assert text[token.start : token.end] == token.text
            end = token.end
        assert sentence.parsed is (profile == "full")
        assert all((token.head >= 0) is (profile == "full") for token in sentence.tokens)


def test_a_missing_model_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    model_name.cache_clear()
    monkeypatch.setattr(pipeline, "MODELS", ("no_such_model",))
    with pytest.raises(ModelError, match="fast"):
        model_name()
    model_name.cache_clear()


def test_a_lexicon_or_a_list_that_is_missing_is_named() -> None:
    with pytest.raises(VocabularyError, match=r"en/no_such\.toml"):
        lexicon("en", "no_such")
    with pytest.raises(VocabularyError, match="no_such_list"):
        word_set("en", "people", "no_such_list")


def test_capitals_that_grow_in_lower_case_do_not_shift_the_words() -> None:
    (sentence,) = analyse(segment("İSTANBUL POLICE FIRED ON THE CROWD AT NOON."))
    assert sentence.tokens[-1].end == sentence.span.end
    assert sentence.tokens[0].text == "İSTANBUL"


def test_a_sentence_is_parsed_alike_in_any_company() -> None:
    sentences = segment(
        " ".join(f"On day {n} gunmen killed {n + 2} men near the bridge of Orun." for n in range(1, 90))
    )
    together = analyse(sentences)
    assert [analyse([sentence])[0] for sentence in sentences[60:70]] == together[60:70]
