"""What holds of figures whatever the text: spans, bounds, and the value of every number word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.model.figure import Exactness
from khronika.reading.analysis import analyse
from khronika.reading.figures import find_figures
from khronika.reading.figures.numbers import NumberPhrase, number_phrases
from khronika.reading.figures.triggers import find_triggers
from khronika.reading.figures.words import LONGEST_WORDS
from khronika.reading.segmentation import segment

# fmt: off
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = [
    "the", "a", "no", "nobody", "his", "12", "twelve", "at", "least", "up", "to", "between", "and", "or", "5,000",
    "2-3", "men", "guards", "was", "were", "killed", "died", "wounded", "dead", "missing", "arrested", "them", "he",
    "who", "of", ",", ";", "among", "not", "neither", "any", '"', "two", "dozens", "many", "toll", "is", "40", "per",
    "day", "in", "Orun", "from", "police", "shot", "let", "go", "all", "threatened", "Man", "seventh", "victim",
    "hundred", "-", "years", "old",
]
# fmt: on


def in_words(value: int) -> str:
    """English words for a number below a million."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    if value < 1000:
        rest = f" and {in_words(value % 100)}" if value % 100 else ""
        return f"{_SMALL[value // 100]} hundred{rest}"
    rest = value % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(value // 1000)} thousand{joint + in_words(rest) if rest else ''}"


def numbers(text: str) -> list[NumberPhrase]:
    return number_phrases(analyse(segment(text), "fast")[0])


texts = st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join) | st.text(max_size=80)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_spans_lie_within_the_text_and_bounds_in_order(text: str) -> None:
    for figure in find_figures(analyse(segment(text), "fast")):
        for span in (figure.span, figure.number, figure.trigger):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert figure.span.end - figure.span.start <= LONGEST_WORDS
        if figure.low is not None and figure.high is not None:
            assert 0 <= figure.low <= figure.high


@settings(max_examples=150, deadline=None)
@given(texts)
def test_triggers_name_tokens_of_their_sentence(text: str) -> None:
    for sentence in analyse(segment(text), "fast"):
        for trigger in find_triggers(sentence):
            assert 0 <= trigger.first <= trigger.last < len(sentence.tokens)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 999_999))
def test_a_number_in_words_has_its_value(value: int) -> None:
    (phrase,) = numbers(f"Then {in_words(value)} people died.")
    assert (phrase.low, phrase.high) == (value, value)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 9_999_999))
def test_digits_with_commas_have_their_value(value: int) -> None:
    (phrase,) = numbers(f"Then {value:,} people died.")
    assert (phrase.low, phrase.high) == (value, value)


bounds = st.sampled_from(
    [
        ("at least {}", lambda n: (n, None, Exactness.AT_LEAST)),
        ("more than {}", lambda n: (n, None, Exactness.AT_LEAST)),
        ("{} or more", lambda n: (n, None, Exactness.AT_LEAST)),
        ("up to {}", lambda n: (None, n, Exactness.UP_TO)),
        ("fewer than {}", lambda n: (None, n - 1, Exactness.UP_TO)),
        ("nearly {}", lambda n: (None, n, Exactness.ABOUT)),
        ("about {}", lambda n: (n, n, Exactness.ABOUT)),
        ("another {}", lambda n: (n, n, Exactness.EXACT)),
    ]
)


@settings(max_examples=200, deadline=None)
@given(bounds, st.integers(2, 1800))
def test_bounding_words_give_the_promised_bounds(bound: tuple, value: int) -> None:
    words, promised = bound
    (phrase,) = numbers(f"Then {words.format(value)} people died.")
    assert (phrase.low, phrase.high, phrase.exactness) == promised(value)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_two_ends_make_a_range(low: int, more: int) -> None:
    (phrase,) = numbers(f"Between {low} and {low + more} people died.")
    assert (phrase.low, phrase.high, phrase.exactness) == (low, low + more, Exactness.RANGE)
