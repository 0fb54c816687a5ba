"""Tables: a row is a dispatch, its columns told by their headers or by the user."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.intake.formats.taking import SAMPLES, taken, told

from khronika.errors import InputError, WrongUse
from khronika.hooks import Draft
from khronika.intake.columns import columns_named, layout_of
from khronika.intake.door import Intake, take_in
from khronika.intake.formats.delimited import rows
from khronika.intake.formats.workbook import sheets
from khronika.intake.lexicon import word_list
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made
from khronika.reference.cells import allow_cells

TABLES = SAMPLES / "tables"
STORY = "Soldiers fired on a crowd in the harbour and killed four people."


def drafts(name: str, data: str | bytes) -> list[Draft]:
    content = data if isinstance(data, bytes) else data.encode()
    return [thing.draft for thing in taken(name, content) if isinstance(thing, Made)]


def workbook(*rows: list[object]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_of_libreoffice_gives_its_rows_with_dates_formulas_and_merged_cells() -> None:
    first, second, third = drafts("calc.xlsx", (TABLES / "calc.xlsx").read_bytes())
    assert (first.doc_id, first.where, first.title) == ("1", "Reports!4", "Harbour")
    assert (first.publisher, first.url) == ("Halda Wire", "https://halda.example/1")
    assert first.published == second.published == "2031-03-14T18:00:00"
    assert (third.text, third.published) == ("Two men were detained in Orun.", "2031-03-16")


def test_what_a_workbook_holds_besides_is_named() -> None:
    notes = [thing for thing in taken("calc.xlsx", (TABLES / "calc.xlsx").read_bytes()) if not isinstance(thing, Made)]
    assert not any(note.unread for note in notes)
    assert [(note.name, note.reason.split(":")[0]) for note in notes] == [
        ("calc.xlsx:Reports", "columns told by their headers"),
        ("calc.xlsx:Reports", "row 7 has no text"),
        ("calc.xlsx:Lookup", "a hidden sheet, and left out"),
        ("calc.xlsx:Codes", "no column is known to hold the text; its columns are 'Code', 'Meaning'; say which it is"),
    ]


def test_the_same_table_as_text_gives_the_same_texts() -> None:
    texts = [draft.text for draft in drafts("calc.csv", (TABLES / "calc-Reports.csv").read_bytes())]
    assert texts == [draft.text for draft in drafts("calc.xlsx", (TABLES / "calc.xlsx").read_bytes())]


def test_workbooks_of_other_kinds_are_refused_with_what_to_do() -> None:
    for name, data in (("a.ods", (TABLES / "calc.ods").read_bytes()), ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600))):
        (outcome,) = told(taken(name, data)).values()
        assert outcome.startswith("refused")
        assert ".xlsx" in outcome


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_separator_and_the_encoding_are_told_from_the_text(separator: str, encoding: str) -> None:
    russian = "Солдаты открыли огонь по толпе в порту; шестеро ранены, сообщила больница города."
    rows = [["Дата", "Издание", "Текст"]] + [[f"{day}.03.2031", "Волна", f'"{russian} {day}"'] for day in range(1, 20)]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    found = drafts("a.csv", data)
    assert len(found) == 19
    assert found[4].text == f"{russian} 5"
    assert (found[4].published, found[4].publisher) == ("2031-03-05", "Волна")


def test_a_cell_keeps_its_line_breaks_quotes_and_commas() -> None:
    text = 'First, he said: "stop".\n\nThen they fired.'
    (draft,) = drafts("a.csv", f'id,text\nx,"{text.replace(chr(34), chr(34) * 2)}"\n')
    assert draft.text == text


def test_the_order_of_day_and_month_is_told_from_the_whole_column() -> None:
    rows = [f"03/04/2031,{STORY}"] * 3
    assert drafts("a.csv", "\n".join(["date,text", *rows, f"03/14/2031,{STORY}"]))[0].published == "2031-03-04"
    assert drafts("a.csv", "\n".join(["date,text", *rows, f"14/03/2031,{STORY}"]))[0].published == "2031-04-03"


def test_rows_that_are_short_long_empty_or_without_text_lose_nothing_in_silence() -> None:
    data = f"id,text,date\na,{STORY}\n\nb,{STORY},2031-03-14,more\nc,,2031-03-14\n,,\n"
    things = taken("a.csv", data.encode())
    assert [thing.draft.doc_id for thing in things if isinstance(thing, Made)] == ["a", "b"]
    assert [thing.reason for thing in things if not isinstance(thing, Made)][1:] == [
        "row 5 has no text",
        "row 4 has more cells than the headers; the cells beyond them were left out",
    ]


def test_the_user_says_which_columns_hold_what(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Day,Hour,What,More,Source,Text\n14/03/2031,18:05,Four killed.,Two hurt.,Halda,internal\n")

    def intake(*columns: str) -> Intake:
        return take_in([path], columns=columns_named(columns))

    taken_in = intake("text=What", "text=more", "published=Day", "published=Hour", "publisher=Source")
    (dispatch,) = taken_in.dispatches
    assert dispatch.text == "Four killed.\n\nTwo hurt."
    assert dispatch.publisher == "Halda"
    assert dispatch.published is not None
    assert dispatch.published.isoformat() == "2031-03-14T18:05:00+00:00"
    assert not taken_in.refusals
    (refusal,) = intake("text=Words").refusals
    assert refusal.reason.startswith("there is no column 'Words'; its columns are 'Day', 'Hour'")


def test_a_witness_in_a_column_of_sources_is_no_outlet() -> None:
    assert drafts("a.csv", f"source,text\nDana Merev,{STORY}\n")[0].publisher is None


def test_what_is_sealed_of_a_row_holds_no_column_that_is_not_read() -> None:
    (draft,) = drafts("a.csv", f"witness,text\nDana Merev,{STORY}\n")
    assert b"Merev" not in draft.raw
    assert STORY.encode() in draft.raw


def test_a_table_of_headers_alone_is_refused() -> None:
    assert list(told(taken("a.csv", b"text,id\n\n")).values())[-1] == "refused: the table has no rows below its headers"


def test_a_table_without_headers_is_refused_and_its_first_row_is_not_shown() -> None:
    (outcome,) = told(taken("a.csv", f"Dana Merev,2031-03-14,{STORY}\n".encode())).values()
    assert outcome.startswith("refused: no column is known to hold the text; its first row holds no headers")
    assert "Dana" not in outcome


@pytest.mark.parametrize("pair", ["text", "text=", "=Notes", "words=Notes", ""])
def test_a_column_that_is_none_is_wrong_use(pair: str) -> None:
    with pytest.raises(WrongUse, match="text=Notes"):
        columns_named([pair])


def test_every_usual_header_is_known_for_one_field_only() -> None:
    fields = ("text", "title", "published", "url", "publisher", "id")
    every = [header for field in fields for header in word_list("columns.toml", field)]
    assert len(every) == len(set(every))
    for field in fields:
        for header in word_list("columns.toml", field):
            layout = layout_of([header, "full text"], {})
            assert layout is not None
            assert field in layout.places


def test_a_cell_with_a_formula_stays_words() -> None:
    (draft,) = drafts("a.xlsx", workbook(["text"], ['=HYPERLINK("http://x.example")'], ["Four people died."]))
    assert draft.text == "Four people died."
    assert drafts("a.csv", "text\n=1+1\n")[0].text == "=1+1"


def test_a_workbook_that_unpacks_to_more_than_allowed_is_refused_before_it_is_parsed() -> None:
    stream = io.BytesIO(workbook(["text"], ["x"]))
    with ZipFile(stream, "a", ZIP_DEFLATED) as parts:
        parts.writestr("xl/bomb.xml", bytes(2_000_000))
    (outcome,) = told(taken("a.xlsx", stream.getvalue(), replace(DEFAULT_LIMITS, file_bytes=1_000_000))).values()
    assert outcome == "refused: over the limit file_bytes = 1,000,000"


@pytest.mark.parametrize("left", [1, 0])
def test_a_sheet_whose_part_of_the_file_is_missing_is_named(left: int) -> None:
    book = Workbook()
    book.active.title = "Reports & more"
    for row in (["text"], ["Four people died."]):
        book.active.append(row)
    if left:
        other = book.create_sheet("Others")
        for row in (["text"], ["Six people died."]):
            other.append(row)
    whole, cut = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with ZipFile(whole) as parts, ZipFile(cut, "w") as kept:
        for part in parts.namelist():
            if part != "xl/worksheets/sheet1.xml":
                kept.writestr(part, parts.read(part))
    found = taken("a.xlsx", cut.getvalue())
    refused = [thing for thing in found if not isinstance(thing, Made) and "is missing" in thing.reason]
    assert [thing.name for thing in refused] == ["a.xlsx:Reports & more"]
    assert sum(isinstance(thing, Made) for thing in found) == left


def test_a_workbook_in_an_encoding_that_there_is_none_of_is_refused_by_its_name() -> None:
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(workbook(["text"], ["Four died."]))) as parts, ZipFile(changed, "w") as kept:
        for part in parts.namelist():
            words = parts.read(part)
            if part == "xl/workbook.xml":
                words = b'<?xml version="1.0" encoding="UTF-99"?>' + words.split(b"?>", 1)[-1]
            kept.writestr(part, words)
    with pytest.raises(InputError, match="damaged"):
        list(sheets(changed.getvalue(), "a.xlsx", DEFAULT_LIMITS))


def test_entities_in_a_workbook_do_not_grow() -> None:
    bomb = "<!DOCTYPE x [" + "".join(
        f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "lol"}">' for number in range(12)
    )
    original, stream = ZipFile(io.BytesIO(workbook(["text"], ["Four people died."]))), io.BytesIO()
    with ZipFile(stream, "w") as parts:
        for name in original.namelist():
            content = original.read(name).decode()
            if "worksheets/" in name:
                content = bomb + "]>" + content.split("?>")[-1].replace("</sheetData>", "&e11;</sheetData>")
            parts.writestr(name, content)
    assert any(outcome.startswith("refused") for outcome in told(taken("a.xlsx", stream.getvalue())).values())


def test_many_rows_are_read_one_by_one() -> None:
    rows = delimited_rows(200_000)
    count = sum(isinstance(thing, Made) for thing in taken("a.csv", rows))
    assert count == 200_000


def delimited_rows(count: int) -> bytes:
    return b"id,text\n" + b"".join(b"%d,Four people died.\n" % number for number in range(count))


@pytest.mark.parametrize("name", ["calc.xlsx", "calc-Reports.csv", "calc.ods"])
def test_a_cut_table_is_read_so_far_or_refused(name: str) -> None:
    data = (TABLES / name).read_bytes()
    for length in range(0, len(data), max(1, len(data) // 40)):
        assert taken(name, data[:length])


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_a_changed_byte_never_ends_the_program(data: st.DataObject) -> None:
    content = bytearray((TABLES / "calc.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert taken("a.xlsx", bytes(content))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".xls"])
@pytest.mark.parametrize("head", [b"", b"text,id\n", b"PK\x03\x04"])
@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(suffix: str, head: bytes, data: bytes) -> None:
    assert taken(f"a{suffix}", head + data)


def test_a_table_of_long_cells_is_read_whatever_limit_the_process_has() -> None:
    long = "a" * 200_000
    read = rows(f"text,title\n{long},b\n{long},d\n".encode(), "t.csv", DEFAULT_LIMITS, tabbed=False)
    assert next(read) == ["text", "title"]
    assert next(read) == [long, "b"]
    allow_cells(1_000)  # as another table read in between
    assert list(csv.reader(["x" * 100_000])) == [["x" * 100_000]]  # and whoever else reads tables is not held short
    assert next(read) == [long, "d"]
