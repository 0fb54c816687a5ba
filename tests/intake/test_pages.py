"""HTML and Markdown: the readable text and what the page says about itself."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.errors import InputError
from khronika.hooks import Draft
from khronika.intake import html, markdown
from khronika.intake.door import take_in
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.pagefacts import page_facts
from khronika.model.dispatch import Dispatch

BODY = (
    "<p>Soldiers fired on a crowd in the harbour of Orun on Friday and killed four people, doctors said.</p>"
    "<p>A spokesman for the governor denied that live rounds had been used against the dockers.</p>"
    "<p>The dockers have been on strike since February and demand the wages of five months.</p>"
)


def page(head: str, body: str = BODY) -> str:
    nav = '<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{nav}<article>{body}</article></body></html>"


def taken(tmp_path: Path, name: str, content: str | bytes) -> Dispatch:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return take_in([path]).dispatches[0]


def test_it_reads_title_time_outlet_and_address_of_a_page(tmp_path: Path) -> None:
    head = (
        '<meta property="og:title" content="Four dead in Orun"><meta property="og:site_name" content="The Halda Post">'
        '<meta property="article:published_time" content="2031-03-14T22:30:00+03:00">'
        '<link rel="canonical" href="https://halda-post.example/orun">'
    )
    found = taken(tmp_path, "a.html", page(head))
    assert found.title == "Four dead in Orun"
    assert found.published == datetime(2031, 3, 14, 22, 30, tzinfo=timezone(timedelta(hours=3)))
    assert found.published_from == "metadata"
    assert (found.publisher, found.url) == ("The Halda Post", "https://halda-post.example/orun")
    assert "denied that live rounds" in found.text
    assert "Sport" not in found.text


def test_it_reads_linked_data_and_skips_what_is_broken(tmp_path: Path) -> None:
    head = (
        '<script type="application/ld+json">{broken</script>'
        '<script type="application/ld+json">{"@graph": [{"headline": "Four dead",'
        ' "datePublished": "2031-03-14T20:00:00Z", "publisher": {"name": "Halda Wire"}}]}</script>'
    )
    found = taken(tmp_path, "a.html", page(head))
    assert (found.title, found.publisher) == ("Four dead", "Halda Wire")
    assert found.published == datetime(2031, 3, 14, 20, tzinfo=UTC)


def test_it_keeps_the_title_apart_only_where_the_text_does_not_open_with_it(tmp_path: Path) -> None:
    found = taken(tmp_path, "a.html", page("<title>Four dead in Orun</title>", f"<h1>Four dead in Orun</h1>{BODY}"))
    assert found.text.startswith("Four dead in Orun") == (found.title is None)


def test_it_believes_the_declared_character_set_of_a_page(tmp_path: Path) -> None:
    content = page('<meta charset="windows-1251">', f"<p>Шестеро ранены в порту, сообщила больница.</p>{BODY}")
    assert "Шестеро ранены" in taken(tmp_path, "a.html", content.encode("cp1251")).text


@pytest.mark.parametrize("codec", ["zlib", "undefined", "idna", "no-such-thing"])
def test_a_declared_codec_that_is_none_of_text_is_not_believed(tmp_path: Path, codec: str) -> None:
    content = page(f'<meta charset="{codec}">', f"<p>Ranny został żołnierz, podał szpital.</p>{BODY}")
    assert "Ranny zosta" in taken(tmp_path, "a.html", content.encode("cp1250")).text


def test_it_reads_a_page_of_one_sentence(tmp_path: Path) -> None:
    assert "Two men were arrested." in taken(tmp_path, "a.html", "<html><body><p>Two men were arrested.</p>").text


def test_it_refuses_a_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><head><title>x</title></head><body><script>run()</script></body></html>")
    assert [refusal.unread for refusal in take_in([path]).refusals] == [True]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/!-=\"' abdivspcrtml&#;[]\n", max_size=300))
def test_it_never_fails_otherwise_than_by_a_refusal_on_a_broken_page(soup: str) -> None:
    page_facts(soup)
    assert html.nesting(soup) >= 0
    try:
        drafts = list(html.read(f"<html>{soup}</html>".encode(), "x", DEFAULT_LIMITS))
    except InputError:
        return
    assert all(isinstance(draft, Draft) and draft.text for draft in drafts)


@pytest.mark.parametrize("broken", ["<![a", "<![</html>", "<!DOCTYPE [<!x"])
def test_a_marked_section_that_is_none_loses_no_page(broken: str) -> None:
    page = f"<html><title>Four die in Orun</title><body>{broken}"
    assert page_facts(page).title == "Four die in Orun"


def test_it_counts_elements_that_need_no_end_once() -> None:
    assert html.nesting("<ul>" + "<li>x" * 500 + "</ul>") == 2
    assert html.nesting("<div>" * 7 + "<br>" * 50 + "</div>" * 7) == 7
    assert html.nesting("<script>" + "'<div>'" * 50 + "</script><p>") == 1


def test_it_reads_front_matter_as_metadata_and_leaves_the_file_unchanged(tmp_path: Path) -> None:
    content = (
        "---\r\ntitle: 'Four dead'\r\ndate: 2031-03-14 22:30 +0300\r\nauthor: Dockers' Union\r\n---\r\n\r\n"
        "The soldiers fired first. <!-- check -->\r\n"
    )
    found = taken(tmp_path, "a.md", content)
    assert found.text == content
    assert (found.title, found.publisher) == ("Four dead", "Dockers' Union")
    assert found.published == datetime(2031, 3, 14, 22, 30, tzinfo=timezone(timedelta(hours=3)))
    assert [span.of(found.text)[:4] for span in found.furniture] == ["---\r", "<!--"]


def test_it_takes_a_rule_in_the_text_for_no_front_matter() -> None:
    draft = next(iter(markdown.read(b"Some words.\n---\nmore: words\n---\n", "x", DEFAULT_LIMITS)))
    assert isinstance(draft, Draft)
    assert draft.furniture == ()
