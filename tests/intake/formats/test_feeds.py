"""Feeds: an entry is a dispatch, with the time, address and outlet that the feed states, and nothing is fetched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.formats.taking import SAMPLES, taken, told

from khronika.hooks import Draft
from khronika.intake.door import take_in
from khronika.intake.fragments import plain_text
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made
from khronika.model.refusal import Refusal

FEEDS = SAMPLES / "feeds"
STORY = "Soldiers fired on a crowd in the harbour and killed four people."


def rss(*items: str, head: str = "<title>Halda Wire</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def drafts(data: bytes, name: str = "a.rss") -> list[Draft]:
    return [thing.draft for thing in taken(name, data) if isinstance(thing, Made)]


def test_a_feed_of_feedgen_gives_its_entries_with_time_outlet_and_full_text() -> None:
    intake = take_in([FEEDS / "full.rss"])
    first, second = intake.dispatches
    assert first.doc_id == "tag:halda.example,2031:1"
    assert first.title == "Four killed in Orun's harbour"
    assert first.url == "https://halda.example/1"
    assert first.publisher == "Halda Wire & Co"
    assert first.published == datetime(2031, 3, 14, 13, tzinfo=UTC)
    assert first.published_from == "metadata"
    assert first.text.split("\n\n") == [
        "Soldiers fired on a crowd in the harbour & killed four people on Friday.",
        "Two were dockers.",
        "One was a nurse.",
        "“We saw it,” said a woman at the gate.",
    ]
    assert (second.text, second.title) == ("Curfew declared in Orun", None)
    assert [refusal.reason for refusal in intake.refusals] == [
        "1 of 2 entries gives a headline or description and a link; the page behind it is not held"
    ]
    assert first.item is not None
    assert first.item.size_bytes < 2000


def test_a_feed_of_summaries_says_that_the_pages_are_not_held() -> None:
    things = taken("brief.atom", (FEEDS / "brief.atom").read_bytes())
    assert [thing.draft.text for thing in things if isinstance(thing, Made)] == [
        "Two men were detained in Orun on Saturday.",
        "A strike began in Orun on Sunday.",
    ]
    (note,) = [thing for thing in things if not isinstance(thing, Made)]
    assert not note.unread
    assert note.reason.startswith("every entry gives a headline or description and a link")


def test_an_entry_that_was_updated_only_is_dated_by_that() -> None:
    assert take_in([FEEDS / "brief.atom"]).dispatches[0].published == datetime(2031, 3, 16, 3, 30, tzinfo=UTC)


def test_a_feed_is_known_by_its_bytes(tmp_path: Path) -> None:
    for name in ("full.rss", "brief.atom"):
        (tmp_path / "download").write_bytes((FEEDS / name).read_bytes())
        assert len(take_in([tmp_path / "download"]).dispatches) == 2


def test_an_old_feed_of_the_rdf_kind_is_read() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Wire</title></channel>'
        '<item rdf:about="https://old.example/1"><title>Harbour</title><link>https://old.example/1</link>'
        f"<description>{STORY}</description><dc:date>2031-03-14T18:00:00+05:00</dc:date></item></rdf:RDF>"
    ).encode()
    (draft,) = drafts(data, "a.rdf")
    assert (draft.text, draft.publisher, draft.published) == (STORY, "Old Wire", "2031-03-14T18:00:00+05:00")


def test_an_entry_that_was_taken_over_belongs_to_the_outlet_that_wrote_it() -> None:
    item = f'<item><source url="https://o.example/f">Orun Post</source><description>{STORY}</description></item>'
    assert drafts(rss(item))[0].publisher == "Orun Post"


def test_an_entry_without_words_is_refused_by_its_number_and_the_others_are_read() -> None:
    found = told(taken("a.rss", rss("<item><link>x</link></item>", f"<item><description>{STORY}</description></item>")))
    assert found == {"a.rss:1": "refused: the entry holds no text", "a.rss:2": "read"}


def test_xml_that_is_no_feed_is_refused() -> None:
    for data in (b"<books><book>Four people died.</book></books>", rss(), b"no xml at all", b""):
        (outcome,) = told(taken("a.xml", data)).values()
        assert outcome.startswith("refused")


def test_entities_neither_grow_nor_fetch() -> None:
    bomb = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "lol"}">' for number in range(12))
    outside = '<!ENTITY file SYSTEM "file:///etc/hostname">'
    for entities, used in ((bomb, "&e11;"), (outside, "&file;")):
        data = f"<!DOCTYPE rss [{entities}]>".encode() + rss(f"<item><description>{used} {STORY}</description></item>")
        for draft in drafts(data):
            assert len(draft.text) < 1000
            assert Path("/etc/hostname").read_text().strip() not in draft.text


def test_a_cut_feed_is_read_so_far_and_the_damage_is_named() -> None:
    for name in ("full.rss", "brief.atom"):
        data = (FEEDS / name).read_bytes()
        for length in range(0, len(data) - 10, 41):
            things = taken(name, data[:length])
            assert any(not isinstance(thing, Made) and thing.unread for thing in things), length


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_piece_of_html_has_a_text_that_is_lines(piece: str) -> None:
    text = plain_text(piece, "a", DEFAULT_LIMITS)
    assert all(line == line.strip() for line in text.split("\n"))


def test_a_piece_of_html_loses_nothing_but_what_is_not_seen() -> None:
    piece = (
        "one<br>two <b>bold</b>, <table><tr><td>a</td><td>b</td></tr></table><style>x</style>tail<!-- c -->end<pre>p\nq"
    )
    assert plain_text(piece, "a", DEFAULT_LIMITS).split("\n\n") == ["one", "two bold,", "a b", "tailend", "p q"]


@pytest.mark.parametrize("head", [b"", b"<rss>", b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'])
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(head: bytes, data: bytes) -> None:
    assert taken("a.rss", head + data)


@pytest.mark.parametrize("reference", ["&#x110000;", "&#1114112;", "&#xD800;", "&#55296", "&#" + "9" * 5000 + ";"])
def test_a_reference_to_no_character_costs_that_character_and_not_the_feed(reference: str) -> None:
    item = f"<item><title>Orun {reference} harbour</title><description>{STORY}</description></item>"
    (draft,) = drafts(rss(item))
    assert draft.text == STORY
    assert draft.title == "Orun \ufffd harbour"


def test_a_feed_that_claims_an_encoding_with_a_nul_in_it_is_refused_by_name() -> None:
    data = b'<?xml version="1.0" encoding="UT\x00"?><rss version="2.0"><channel><title>Halda</title></channel></rss>'
    (refused,) = taken("odd.rss", data)
    assert isinstance(refused, Refusal)
    assert refused.name == "odd.rss"
    assert refused.reason.startswith("no feed that can be read: ")
