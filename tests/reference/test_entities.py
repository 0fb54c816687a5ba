"""References to characters are read as Python reads them, and no number among them is too long."""

import html

from hypothesis import given
from hypothesis import strategies as st

from khronika.intake.pagefacts import page_facts
from khronika.reference.entities import unescaped

_PARTS = st.lists(
    st.one_of(
        st.sampled_from(["&", "&#", "&#x", "&#X", ";", "&amp", "&eacute;", "0", "000065", "41", "110000", "7f", "g"]),
        st.text(max_size=4),
        st.integers(0, 0x120000).map(lambda number: f"&#{number};"),
    ),
    max_size=12,
).map("".join)


@given(words=_PARTS)
def test_references_are_read_as_python_reads_them(words: str) -> None:
    assert unescaped(words) == html.unescape(words)


def test_a_number_of_any_length_is_no_error() -> None:
    for start in ("&#", "&#x"):
        assert unescaped(f"a{start}{'1' * 50_000};b") == "a\ufffdb"
        assert unescaped(f"{start}{'0' * 50_000}65;") in ("A", "e")
    long = f"&#{'1' * 5_000};"
    assert page_facts(f'<title>{long}</title><h1>{long}</h1><meta property="og:title" content="Toll {long}">').title
