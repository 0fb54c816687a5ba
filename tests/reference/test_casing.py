import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reference.casing import lowered
from khronika.reference.instants import moment_in


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=6), st.data())
def test_what_an_expression_takes_for_a_word_is_lowered_to_it(text: str, data: st.DataObject) -> None:
    word = "".join(one for one in text.lower() if one.isascii() or "\u0430" <= one <= "\u044f")
    letters = [chr(code) for code in (*range(0x41, 0x250), *range(0x400, 0x460), *range(0x1C80, 0x1C89), 0x212A)]
    written = "".join(
        data.draw(st.sampled_from([other for other in letters if re.fullmatch(one, other, re.IGNORECASE)]))
        for one in word
    )
    assert lowered(written) == word


@pytest.mark.parametrize("line", ["Thu, 14 Maİ", "14 \u017feptember 2031", "3 Aprİl 2031"])
def test_months_in_letters_that_ignore_case_are_read_and_crash_nothing(line: str) -> None:
    found = moment_in(line)
    assert found is not None
    assert found.has_day
