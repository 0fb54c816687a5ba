"""Why a claim says what it says."""

import pytest
from tests.reading.telling import BUILT

from khronika.reading.explaining import Reason, explain
from khronika.rounds import read

pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built here")

TEXT = (
    "Soldiers opened fire in Oslo on Thursday. The union said that at least twelve people had been killed. "
    "The governor threatened to arrest nine drivers."
)


def reasons() -> dict[str, Reason]:
    """The reasons of all claims of the text by value; the first of each."""
    found: dict[str, Reason] = {}
    for claim in read(TEXT, published="2031-03-16"):
        for reason in explain(TEXT, claim):
            found.setdefault(reason.value, reason)
    return found


def test_every_value_has_its_words_and_its_entry() -> None:
    why = reasons()
    assert (why["shooting"].words, why["shooting"].by[:11]) == ("opened fire", "events.toml")
    assert why["killed 12-.."].words == "at least twelve people had been killed"
    assert why["killed 12-.."].by == "figures.toml [killed] patient: “killed”; at least, whole"
    assert why["2031-03-13"].words == "Thursday"
    assert "GeoNames 3143244" in why["Oslo"].by
    assert why["The union"].words == "The union … said"
    assert why["planned"].by.endswith("reality.toml")


def test_what_no_words_say_is_not_given_any() -> None:
    text = "Two men were killed."
    (claim,) = read(text, published="2031-03-16")
    (when,) = [reason for reason in explain(text, claim) if reason.value == "2031-03-16"]
    assert (when.words, when.by) == ("", "no time is stated: the time of publication")


def test_it_gives_the_words_of_the_text_and_no_others() -> None:
    for claim in read(TEXT, published="2031-03-16"):
        for reason in explain(TEXT, claim):
            assert all(part in TEXT for part in reason.words.split(" … "))
