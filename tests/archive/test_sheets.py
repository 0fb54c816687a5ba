"""Claims go out as a table, are edited, and come back as judgments: once, with a reason, over nobody's head."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from archive.conftest import Desk
from khronika.errors import InputError
from khronika.publishing.tables.sheet import as_csv, as_xlsx, escaped, read_sheet, unescaped

FAST = ("--profile", "fast")
Rows = list[dict[str, str]]


@pytest.fixture
def kept(desk: Desk) -> Desk:
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("record", "a", *FAST)
    return desk


def edited(desk: Desk, change: Callable[[Rows], None], file: str = "claims.csv") -> None:
    """The table with its rows changed, as a spreadsheet program would save it."""
    path = desk.folder / file
    rows = [dict(row) for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def row(rows: Rows, words: str) -> dict[str, str]:
    return next(one for one in rows if words in one["quote"])


def counted(desk: Desk) -> int:
    return len(desk.run("log", "a", "--kind", "judgment").splitlines())


def test_changes_come_back_as_judgments_once_and_a_dry_run_judges_nothing(kept: Desk) -> None:
    assert kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv") == "7 claims in claims.csv\n"

    def change(rows: Rows) -> None:
        row(rows, "dead at four").update(low="5", high="6", reason="a slip of the wire")
        row(rows, "on strike").update(standing="rejected", reason="another year's")

    edited(kept, change)
    dry = kept.run("import", "a", "claims.csv", "--dry-run")
    assert "low: 4 -> 5" in dry
    assert "3 would be judged, 5 rows as they were, 0 not followed" in dry
    assert counted(kept) == 0
    assert "3 judged" in kept.run("import", "a", "claims.csv")
    assert counted(kept) == 3
    told = kept.told()
    figure = next(one for one in told["claims"] if "dead at four" in one["quote"])["figure"]
    assert (figure["low"], figure["high"]) == (5, 6)
    assert not any("on strike" in one["quote"] for one in told["claims"])
    assert {why for one in told["judgments"] for why in one["why"]} == {"a slip of the wire", "another year's"}
    assert "0 judged, 7 rows as they were" in kept.run("import", "a", "claims.csv")
    assert counted(kept) == 3
    assert "everything holds" in kept.run("verify", "a")


def test_what_somebody_has_judged_otherwise_meanwhile_is_refused_and_the_rest_goes_in(kept: Desk) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    dead = next(one for one in kept.told()["claims"] if "dead at four" in one["quote"])["claim_id"]
    kept.run("judge", "a", "correct", dead, "--field", "figure.low", "--value", "3", "--why", "a list")

    def change(rows: Rows) -> None:
        row(rows, "dead at four").update(low="2", reason="r")
        row(rows, "on strike").update(standing="accepted", reason="r")

    edited(kept, change)
    said = kept.run("import", "a", "claims.csv", code=1)
    assert "judged otherwise since it was exported" in said
    assert counted(kept) == 2
    edited(kept, lambda rows: row(rows, "dead at four").update(low="4"))
    assert "0 judged" in kept.run("import", "a", "claims.csv")  # an old value that nobody edited undoes nothing


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"low": "5"}, "no reason is given"),
        ({"low": "five", "reason": "r"}, "no whole number"),
        ({"low": "9", "reason": "r"}, "no sense"),
        ({"event_type": "festival", "reason": "r"}, "festival"),
        ({"standing": "maybe", "reason": "r"}, "neither"),
        ({"key": "c000000000000"}, "no such claim"),
        ({"export": "f00f/3"}, "no log"),
        ({"export": "junk"}, "names no export"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_by_name(kept: Desk, change: dict[str, str], complaint: str) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    edited(kept, lambda rows: row(rows, "dead at four").update(change))
    assert complaint in kept.run("import", "a", "claims.csv", code=1)
    assert counted(kept) == 0


def test_a_key_that_stands_twice_is_refused_and_a_reason_can_be_given_for_all(kept: Desk) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")

    def change(rows: Rows) -> None:
        row(rows, "dead at four").update(low="3")
        rows.append(dict(row(rows, "dead at four")))

    edited(kept, change)
    assert "stands twice" in kept.run("import", "a", "claims.csv", "--why", "for all", code=1)
    assert counted(kept) == 1


def test_a_workbook_makes_the_same_round_and_nobody_who_is_protected_is_in_it(kept: Desk) -> None:
    kept.run("export", "a", "--xlsx", *FAST, "-o", "claims.xlsx")
    book = load_workbook(kept.folder / "claims.xlsx")
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    texts = {str(cell.value) for line in sheet.iter_rows() for cell in line}
    assert not any("hospital of Orun said" in text for text in texts)
    for line in sheet.iter_rows(min_row=2):
        if "dead at four" in str(line[header.index("quote")].value):
            line[header.index("high")].value = 6.0
            line[header.index("reason")].value = "a second list"
    book.save(kept.folder / "claims.xlsx")
    assert "high: 4 -> 6" in kept.run("import", "a", "claims.xlsx")
    kept.run("export", "a", "--xlsx", *FAST, "-o", "names.xlsx", "--include-names")
    texts = {str(cell.value) for line in load_workbook(kept.folder / "names.xlsx").active.iter_rows() for cell in line}
    assert any("hospital of Orun said" in text for text in texts)
    assert "already" in kept.run("export", "a", "--xlsx", *FAST, "-o", "names.xlsx", code=2)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_photo_that_tells_where_it_was_taken_hinders_no_export_and_its_place_stays(kept: Desk, kind: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 12.0, 30.0), 3: "E", 4: (27.0, 33.0, 1.0)})
    Image.new("RGB", (640, 480), (9, 120, 30)).save(kept.folder / "photo.jpg", exif=exif)
    kept.run("add", "a", "photo.jpg")
    kept.run("record", "a", *FAST)
    kept.run("export", "a", f"--{kind}", *FAST, "-o", f"claims.{kind}")
    rows = list(read_sheet(kept.folder / f"claims.{kind}").values())
    (photo,) = [row for row in rows if row["doc_id"] == "photo.jpg"]
    assert "53.2" not in str(rows)
    assert "█" in photo["place"]
    assert "8 rows as they were" in kept.run("import", "a", f"claims.{kind}")


@pytest.mark.parametrize("word", ["reject", "rejected", "Rejected"])
def test_a_standing_is_said_in_either_word(kept: Desk, word: str) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    edited(kept, lambda rows: row(rows, "on strike").update(standing=word, reason="another year's"))
    kept.run("import", "a", "claims.csv")
    assert ": rejected  (" in kept.run("decisions", "a")
    assert "0 judged" in kept.run("import", "a", "claims.csv")


def test_what_is_no_table_of_ours_is_refused(kept: Desk) -> None:
    (kept.folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "key and export are missing" in kept.run("import", "a", "other.csv", code=2)
    assert "--csv or --xlsx" in kept.run("export", "a", "-o", "x", code=2)


def renamed(rows: Rows, before: str, after: str) -> None:
    for number, one in enumerate(rows):
        rows[number] = {after if name == before else name: cell for name, cell in one.items()}


@pytest.mark.parametrize("column", ["measure", "standing", "reason"])
def test_a_table_that_has_lost_a_column_is_refused_and_one_that_gained_one_is_told_of(kept: Desk, column: str) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    edited(kept, lambda rows: row(rows, "dead at four").update(low="3"))
    whole = (kept.folder / "claims.csv").read_bytes()
    edited(kept, lambda rows: renamed(rows, column, "mesure"))
    told = kept.run("import", "a", "claims.csv", "--why", "a list", code=2)
    assert f"claims.csv: columns that were exported are missing: {column}, and not known: 'mesure'" in told
    assert counted(kept) == 0
    (kept.folder / "claims.csv").write_bytes(whole)
    edited(kept, lambda rows: row(rows, "on strike").update(key="c000000000000"))
    edited(kept, lambda rows: rows.__setitem__(slice(None), [one | {"remark": "mine"} for one in rows]))
    told = kept.run("import", "a", "claims.csv", "--why", "a list", code=1)
    assert "columns that are not known, of which nothing is taken: remark" in told
    assert counted(kept) == 1


def test_an_export_does_not_outlive_the_consent_for_what_is_in_it(kept: Desk) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    item = json.loads(kept.run("log", "a", "--kind", "item", "--json").splitlines()[0])["payload"]["item"]
    kept.run("judge", "a", "withdraw", item["sha256"], "--why", "asked to")
    assert "withdrawn" in kept.run("log", "a", "--kind", "export")
    assert "everything holds" in kept.run("verify", "a")
    edited(kept, lambda rows: row(rows, "dead at four").update(low="3", reason="r"))
    assert "withdrawn" in kept.run("import", "a", "claims.csv", code=1)


@given(st.text())
def test_a_cell_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert escaped(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.text("=+-@'a")),
        max_size=4,
    )
)
def test_a_table_comes_back_as_it_went_out(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "t.csv"
    rows = [{"key": f"k{number}", "one": one, "two": two} for number, (one, two) in enumerate(cells)]
    path.write_bytes(as_csv(("key", "one", "two"), rows))
    assert list(read_sheet(path).values()) == rows
    plain = [
        {name: "".join(letter for letter in cell if " " <= letter < "\ud800") for name, cell in row.items()}
        for row in rows
    ]
    assert as_xlsx(("key", "one", "two"), plain) == as_xlsx(("key", "one", "two"), plain)
    path.write_bytes(as_xlsx(("key", "one", "two"), plain))
    assert list(read_sheet(path).values()) == plain


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\x01", b"PK\x03\x04zzz", b"a,a\n1,2\n", b'"a\n'])
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    if not data:
        assert read_sheet(path) == {}
        return
    with pytest.raises(InputError, match=r"t\.csv"):
        read_sheet(path)


@pytest.mark.parametrize(
    "damage", [lambda part: b"<a", lambda part: part.replace(b"www.", b"w\x00.", 1), lambda part: b""]
)
@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_whose_parts_are_damaged_is_read_or_refused(
    tmp_path: Path, part: str, damage: Callable[[bytes], bytes]
) -> None:
    path, out = tmp_path / "edited.xlsx", io.BytesIO()
    with ZipFile(io.BytesIO(as_xlsx(("key",), [{"key": "c1"}]))) as whole, ZipFile(out, "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, damage(whole.read(name)) if name == part else whole.read(name))
    path.write_bytes(out.getvalue())
    with suppress(InputError):
        read_sheet(path)


@given(st.data())
def test_a_workbook_with_any_bytes_overwritten_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = as_xlsx(("key", "low"), [{"key": "c1", "low": "4"}])
    at = data.draw(st.integers(0, len(whole) - 1))
    path = tmp_path_factory.mktemp("sheet") / "edited.xlsx"
    path.write_bytes(whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 1 :])
    with suppress(InputError):
        read_sheet(path)


def test_rows_go_by_their_numbers_and_what_is_not_edited_is_said_not_to_be_taken(kept: Desk) -> None:
    kept.run("export", "a", "--csv", *FAST, "-o", "claims.csv")
    rows = read_sheet(kept.folder / "claims.csv")
    (number,) = [at for at, one in rows.items() if "dead at four" in one["quote"]]
    strike = next(at for at, one in rows.items() if "on strike" in one["quote"])
    assert min(rows) == 2

    def change(rows: Rows) -> None:
        row(rows, "on strike").update(low="many", reason="r")
        row(rows, "dead at four").update(low="3", reason="r", quote="dead at three")

    edited(kept, change)
    told = kept.run("import", "a", "claims.csv", "--dry-run", out=1)
    assert f"row {number} (c" in told
    notes = kept.run("import", "a", "claims.csv", code=1)
    assert f"claims.csv: row {number}: quote was changed, which is not edited here" in notes
    assert notes.count("was changed") == 1
    assert f"claims.csv: row {strike} (c" in notes


def test_the_sheet_of_a_workbook_has_a_name_that_says_what_it_holds(kept: Desk) -> None:
    kept.run("export", "a", "--xlsx", *FAST, "-o", "claims.xlsx")
    assert load_workbook(kept.folder / "claims.xlsx").sheetnames == ["claims"]


WARD = "The nurse Dana Merev told us that six of the dead were children."


def test_a_table_shows_neither_words_nor_name_of_a_protected_source_whose_claim_was_rejected(kept: Desk) -> None:
    (kept.reports / "ward.txt").write_text(f"ORUN, 15 March 2031 (Radio Halda) -- {WARD}\n", "utf-8")
    kept.run("add", "a", "reports")
    kept.run("record", "a", *FAST)
    kept.run("export", "a", "--csv", *FAST, "-o", "before.csv")
    for claim in kept.run("find", "a", "six", "children").splitlines():
        kept.run("judge", "a", "reject", claim.split()[1], "--why", "hearsay")
    kept.run("export", "a", "--csv", *FAST, "-o", "after.csv")

    def ward(file: str) -> Rows:
        rows = csv.DictReader(io.StringIO((kept.folder / file).read_text("utf-8-sig"), newline=""))
        return [dict(one) for one in rows if one["doc_id"] == "ward.txt"]

    assert [one["standing"] for one in ward("after.csv")] == ["rejected"]
    for file in ("before.csv", "after.csv"):
        assert [one["quote"] for one in ward(file)] == ["words withheld"]
        assert [one["speaker"].rstrip(" 0123456789") for one in ward(file)] == ["a protected source (hospital)"]
    told = kept.told()
    shown = json.dumps(told, ensure_ascii=False)
    assert "children" not in shown
    (decided,) = told["judgments"]
    assert kept.run("find", "a", "six", "children").split()[1] not in shown
    assert decided["verdicts"] == ["rejected"]
