"""What is looked at first, so that most sentences need no closer look, passes over nothing that a closer look finds."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.lexicon import lexicon
from khronika.reading.times.grammar import _ALL, _LOOKS_BACK

OWN_HAND = lexicon("en", "figures")["own_hand"]


@pytest.mark.parametrize("pattern", [one for name in ("alone", "both", "many", "behind") for one in OWN_HAND[name]])
@given(data=st.data())
def test_words_for_a_death_by_ones_own_hand_hold_one_of_the_parts_sought_first(
    pattern: str, data: st.DataObject
) -> None:
    words = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=False))
    found = re.search(pattern, words)
    assert found is not None
    assert any(part in found[0].lower() for part in OWN_HAND["parts"])


def lookbehinds(parsed: object) -> Iterator[int]:
    """Words that each look back of a parsed rule takes in; a word is one sign."""
    if isinstance(parsed, re._parser.SubPattern):  # type: ignore[attr-defined]
        for operator, argument in parsed:
            if str(operator) in ("ASSERT", "ASSERT_NOT") and argument[0] < 0:
                yield argument[1].getwidth()[1]
            yield from lookbehinds(argument)
    elif isinstance(parsed, tuple | list):
        for part in parsed:
            yield from lookbehinds(part)


def test_no_rule_of_time_looks_back_further_than_it_is_shown() -> None:
    found = list(lookbehinds(re._parser.parse(_ALL.pattern, _ALL.flags)))  # type: ignore[attr-defined]
    assert found
    assert max(found) < _LOOKS_BACK
