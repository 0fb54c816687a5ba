"""PDFs by five programs: the text as it was written, and a refusal with a reason where there is none."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.opening import SAMPLES, drafts, opened, refusals, sample

from khronika.hooks import Draft
from khronika.intake.door import take_in
from khronika.intake.formats.pdf_lines import laid_out
from khronika.intake.measures import DEFAULT_LIMITS

BODY = (
    "Soldiers fired on a crowd in the harbour of Orun on Thursday and killed four people, the dockers’ union said. The "
    "office of the governor confirmed that a firefight took place but did not say how many people were affected.\n\n"
    "A nurse at the district hospital said that eleven wounded were admitted before 18.00, among them two children. "
    "The hospital’s register lists nine.\n\nOn the following day the union corrected its figure: five people had died, "
    "one of them on the way to the hospital. The final official report is expected next week."
)


def the_draft(name: str) -> Draft:
    (draft,) = drafts(sample(name), name).values()
    return draft


@pytest.mark.parametrize("name", ["chromium.pdf", "groff.pdf", "ghostscript.pdf", "mixed.pdf"])
def test_two_columns_ligatures_and_broken_words_come_out_as_they_were_written(name: str) -> None:
    text = the_draft(name).text
    assert text.startswith("Four dead at Orun harbour\n\n")
    assert BODY in text


def test_a_table_is_a_row_a_line() -> None:
    assert the_draft("chromium.pdf").text.endswith("Place Killed Wounded\n\nOld Quay 3 7\n\nFish market 2 4")


def test_running_heads_stand_once_and_page_numbers_not_at_all() -> None:
    draft = the_draft("statement.pdf")
    assert draft.text.count("Harbour Union, statement 7") == 1
    assert "Page" not in draft.text
    assert "one of them on the way to the hospital. The final" in draft.text
    assert draft.notes == ("3 running heads, feet and page numbers, left out",)
    assert draft.title == "Statement on the harbour"


def test_what_a_browser_prints_around_a_page_is_no_part_of_it() -> None:
    pages = [
        "3/14/31, 6:05 PM Four dead\nSoldiers fired on the crowd.\nhttps://halda.example/news/7 1/2",
        "3/14/31, 6:05 PM Four dead\nFive died.\nhttps://halda.example/news/7 2/2",
    ]
    found = laid_out(pages)
    assert found.text.split() == ["Soldiers", "fired", "on", "the", "crowd.", "Five", "died."]
    assert found.url == "https://halda.example/news/7"


def test_a_number_at_the_edge_of_a_page_stays_where_it_may_be_a_figure() -> None:
    assert "29" in laid_out(["Killed in all\n29", "Wounded in all\n31"]).text
    assert laid_out(["3 dead at the quay", "4 dead at the quay", "5 dead at the quay"]).repeated == 0
    numbered = laid_out(["The dead are many.\n- 46 -", "The wounded too.\n- 47 -"])
    assert numbered.text.split() == ["The", "dead", "are", "many.", "The", "wounded", "too."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = "The union of the dockers said that soldiers had\nfired on the crowd and that four people had been"
    assert laid_out([first, "killed at the gate of the harbour."]).text == (
        "The union of the dockers said that soldiers had fired on the crowd and that four people had been killed at "
        "the gate of the harbour."
    )


def test_pages_without_text_are_named_and_a_scan_is_refused_with_a_word_about_ocr() -> None:
    (note,) = the_draft("mixed.pdf").notes
    assert note.startswith("page 2 without a text layer, unread")
    ((name, reason),) = refusals(sample("scanned.pdf"), "scanned.pdf")
    assert name == "scanned.pdf"
    assert "OCR" in reason


def test_a_stamp_on_a_scan_is_no_text_layer() -> None:
    ((_, reason),) = refusals(sample("stamped.pdf"), "stamped.pdf")
    assert "OCR" in reason


def test_a_closed_pdf_is_refused() -> None:
    ((_, reason),) = refusals(sample("locked.pdf"), "locked.pdf")
    assert reason == "the PDF is closed by a password; open it and save it without one"


def test_when_it_was_made_stands_in_last_and_never_for_a_print(tmp_path: Path) -> None:
    taken = take_in([SAMPLES / "groff.pdf", SAMPLES / "chromium.pdf"])
    made, printed = taken.dispatches
    assert made.published_from == "file dates"
    assert made.published is not None
    assert printed.published_from == "header"
    assert str(printed.published) == "2031-03-14 00:00:00+00:00"
    told = take_in([SAMPLES / "groff.pdf"], published=datetime.fromisoformat("2031-03-14T18:00Z")).dispatches
    assert told[0].published_from == "option"


def test_it_takes_so_many_pages_and_no_more() -> None:
    limits = replace(DEFAULT_LIMITS, pages_count=1)
    assert refusals(sample("mixed.pdf"), "mixed.pdf", limits) == [("mixed.pdf", "over the limit pages_count = 1")]


def test_a_pdf_cut_short_anywhere_is_read_or_refused() -> None:
    whole = sample("ghostscript.pdf")
    for end in range(0, len(whole), 997):
        assert opened(whole[:end], "a.pdf")


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert opened(b"%PDF-1.7\n" + data, "a.pdf")
    assert opened(data, "a.pdf")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["Four died.", "Page 1", "7", "the harbour of Orun, the", "Head"]))))
def test_no_sentence_is_lost_between_the_pages(pages: list[list[str]]) -> None:
    lines = [line for page in pages for line in page]
    text = laid_out(["\n".join(["x" * 9, "y" * 8, "z" * 7, *page, "a" * 9, "b" * 8, "c" * 7]) for page in pages]).text
    assert text.count("Four died.") == lines.count("Four died.")


def test_it_takes_so_much_text_and_no_more() -> None:
    limits = replace(DEFAULT_LIMITS, text_chars=100)
    assert refusals(sample("groff.pdf"), "a.pdf", limits) == [("a.pdf", "over the limit text_chars = 100")]
