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
from khronika.intake.formats.pdf_line import Line
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


def page(*lines: str, head: str = "", foot: str = "", pitch: float = 12.0) -> list[Line]:
    """A page of lines at a margin, with a head and a foot apart from them; one that ends in "+" fills its column."""
    found = [Line(head, 72, 780, 300, 780, 10)] if head else []
    for number, text in enumerate(lines):
        y = 700 - pitch * number
        found.append(Line(text.removesuffix("+"), 72, y, 500 if text.endswith("+") else 72 + 5 * len(text), y, 10))
    return [*found, Line(foot, 72, 40, 300, 40, 10)] if foot else found


def words(pages: list[list[Line]]) -> list[str]:
    return laid_out(pages).text.split("\n\n")


BODY_LINES = ("Soldiers fired on the crowd.", "Four people died, the union said.", "The port is closed.")


def test_what_a_browser_prints_around_a_page_is_no_part_of_it() -> None:
    found = laid_out(
        [
            page(*BODY_LINES, head="3/14/31, 6:05 PM Four dead", foot="https://halda.example/7 1/2"),
            page("Five died.", "Nine were hurt.", "x y", head="3/14/31, 6:05 PM", foot="https://halda.example/7 2/2"),
        ]
    )
    assert found.text.split("\n\n") == [*BODY_LINES, "Five died.", "Nine were hurt.", "x y"]
    assert (found.url, found.repeated) == ("https://halda.example/7", 4)


def test_heads_and_feet_that_come_back_stand_once_and_numbers_of_pages_not_at_all() -> None:
    pages = [page(*BODY_LINES, head=f"Halda Wire, page {n}", foot="halda.example") for n in (46, 47, 48)]
    assert words(pages) == ["Halda Wire, page 46", *BODY_LINES, *BODY_LINES, *BODY_LINES, "halda.example"]
    pages = [page(*BODY_LINES, foot=f"- {n} -") for n in (46, 47, 48)]
    assert words(pages) == [*BODY_LINES, *BODY_LINES, *BODY_LINES]


def test_figures_and_entries_of_a_register_stay_at_the_edge_of_a_page() -> None:
    entries = ("Name not known, killed at the Old Quay", "Ana Orte, 34", "Milan Veliko, 22")
    assert words([page(*entries), page(*entries)]) == [*entries, *entries]
    assert words([page(*BODY_LINES, foot="29"), page(*BODY_LINES, foot="31")]) == [*BODY_LINES, "29", *BODY_LINES, "31"]
    assert laid_out([page(f"{n} dead at the quay", *BODY_LINES) for n in (3, 4, 5)]).repeated == 0


def test_a_line_that_fills_its_column_runs_on_and_a_gap_an_indent_or_a_size_ends_it() -> None:
    full = "The union of the dockers said that soldiers and men in plain clothes had+"
    assert words([page(full, "Fired on the crowd.")]) == [f"{full[:-1]} Fired on the crowd."]
    assert words([page(full, full, "Fired on the crowd.", pitch=12)]) != [full[:-1], full[:-1], "Fired on the crowd."]
    lines = page(full, full, full, full)
    below = Line("Nine were hurt.", 72, lines[-1].bottom - 20, 200, lines[-1].bottom - 20, 10)
    indented = Line("Nine were hurt.", 97, lines[-1].bottom - 12, 200, lines[-1].bottom - 12, 10)
    larger = Line("Nine were hurt.", 72, lines[-1].bottom - 12, 200, lines[-1].bottom - 12, 14)
    for last in (below, indented, larger):
        assert words([[*lines, last]])[1:] == ["Nine were hurt."]


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    first = "The union of the dockers said that soldiers had fired on the crowd and that four people had been+"
    whole = [f"{first[:-1]} killed at the gate of the harbour."]
    assert words([page(first), page("killed at the gate of the harbour.")]) == whole
    column = Line("killed at the gate of the harbour.", 320, 700, 500, 700, 10)
    assert words([[*page(first), column]]) == whole


def test_a_row_that_is_drawn_in_pieces_is_one_line() -> None:
    pieces = [Line("Old", 72, 700, 90, 700, 10), Line("Quay", 95, 700, 120, 700, 10), Line("3", 140, 700, 145, 700, 10)]
    below = [Line("Fish market", 72, 688, 120, 688, 10), Line("2", 140, 688, 145, 688, 10)]
    assert words([[*pieces, *below]]) == ["Old Quay 3", "Fish market 2"]


def test_broken_words_and_drawn_letters_come_out_whole() -> None:
    assert words([page("The \ufb01nal report is ex\ufffepected by Al\ufffeHassan of 13\ufffe14 March.")]) == [
        "The final report is expected by Al-Hassan of 13-14 March."
    ]


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
@given(
    st.lists(st.lists(st.sampled_from(["Four died.", "Page 1", "7", "the harbour of Orun, the+", "Head"]), min_size=4))
)
def test_no_line_is_lost_where_no_gap_sets_it_apart(pages: list[list[str]]) -> None:
    found = laid_out([page(*lines) for lines in pages])
    assert found.repeated == 0
    assert found.text.split() == " ".join(line.removesuffix("+") for lines in pages for line in lines).split()


def test_it_takes_so_much_text_and_no_more() -> None:
    limits = replace(DEFAULT_LIMITS, text_chars=100)
    assert refusals(sample("groff.pdf"), "a.pdf", limits) == [("a.pdf", "over the limit text_chars = 100")]
