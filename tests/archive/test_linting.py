"""Nothing leaves an archive that shows what is protected in it: the linter, as a command and before publishing."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from archive.conftest import Desk
from hostile.cases import CASES
from hostile.make_hostile import write
from khronika.errors import Exposed
from khronika.model.chronicle import Chronicle
from khronika.publishing import door
from khronika.publishing.linting import texts
from khronika.publishing.linting.door import lint_files
from khronika.publishing.linting.texts import Opaque, pieces_of
from khronika.rounds import Order, chronicle_of
from khronika.settings import default_count

TESTIMONY = """ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour of Orun on Thursday morning.

"They did not warn anybody and they shot at us for an hour," said Dana Merev, a crane driver who stood at the gate.
Her brother Tomas was with her. An eyewitness said that soldiers had shot three people at the gate.
The governor's office put the number of dead at four.
"""


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Chronicle:
    folder = tmp_path_factory.mktemp("told")
    (folder / "wire.txt").write_text(TESTIMONY, encoding="utf-8")
    return chronicle_of([folder], Order(profile="fast"))


def found(told: Chronicle, **files: bytes | str) -> list[tuple[str, str]]:
    """What is refused in files: where, what; "_" in a name stands for the dot."""
    given = {name.replace("_", "."): data if isinstance(data, bytes) else data.encode() for name, data in files.items()}
    return [(one.where, one.what) for one in lint_files(given, told) if one.refused]


@pytest.mark.parametrize(
    "text",
    [
        "said Dana Merev on Friday",
        "said DANA MEREV",
        "сказала Дана Мерева",
        "قالت دانا ميريف",
        "https://example.org/danamerev",
        "Dana&#32;M&eacute;rev",
        f"Dana&#{'0' * 5_000}32;Merev",
        f"&#{'1' * 5_000}; Dana&#32;Merev",
        "Dana%20Merev",
        '{"by": "Dana\\u0020Merev"}',
        "Mrs Merev spoke",
        "We read: “An eyewitness said that soldiers had shot three people at the gate”.",
        "with Tomas at the gate",
    ],
)
def test_a_protected_value_is_found_in_every_disguise_and_not_printed(told: Chronicle, text: str) -> None:
    findings = lint_files({"a.html": text.encode()}, told)
    assert [one for one in findings if one.refused], text
    for one in findings:
        assert not {"merev", "мерев", "tomas", "warn"} & set(str(one).lower().split())


def test_what_may_be_said_is_not_found(told: Chronicle) -> None:
    text = "The governor's office put the number of dead in Orun at four. A crane driver spoke. Dana is a province."
    assert found(told, a_html=text.replace("Dana", "Danube")) == []


def office(**properties: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in properties.items())
        zipped.writestr("docProps/core.xml", f"<coreProperties>{inner}</coreProperties>")
        zipped.writestr("xl/sharedStrings.xml", "<sst><t>four dead</t></sst>")
    return held.getvalue()


def test_metadata_of_documents_and_photos_is_found(told: Chronicle) -> None:
    assert found(told, a_xlsx=office(creator="Khronika")) == []
    assert found(told, a_xlsx=office(creator="B. Documenter")) == [
        ("docProps/core.xml, creator", "who made the document")
    ]
    plain, located = io.BytesIO(), io.BytesIO()
    picture = Image.new("RGB", (8, 8))
    picture.save(plain, "JPEG")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (43.0, 20.0, 1.5)
    exif[0x013B] = "somebody"
    picture.save(located, "JPEG", exif=exif)
    assert found(told, a_jpg=plain.getvalue()) == []
    what = {what for _, what in found(told, a_jpg=located.getvalue())}
    assert what == {"where a photo was taken", "by whom a photo was taken"}
    assert found(told, a_zip=b"PK\x03\x04 damaged")[0][1].startswith("cannot be looked into")


def test_inner_files_and_names_of_files_are_looked_at(told: Chronicle) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr("notes.txt", "said Dana Merev")
    assert found(told, a_zip=held.getvalue())
    (one, *_) = [one for one in lint_files({"interviews/Dana Merev.txt": b"four dead"}, told) if one.refused]
    assert one.where == "name of the file"
    assert "Merev" not in one.file


@pytest.mark.parametrize(
    ("name", "text", "refused"),
    [
        ("a.json", '{"places": [{"lat": 43.34123, "lon": 52.86123}]}', True),
        ("a.json", '{"places": [{"lat": 43.34, "lon": 52.86}]}', False),
        ("a.geojson", '{"geometry": {"type": "Point", "coordinates": [52.86123, 43.34123]}}', True),
        ("a.geojson", '{"geometry": {"type": "Polygon", "coordinates": [[[52.86123, 43.34123]]]}}', True),
        ("a.csv", "name,latitude,longitude\nx,43.34123,52.86123\n", True),
        ("a.csv", "name;latitude;longitude\nx;43.34123;52.86123\n", True),
        ("a.csv", 'name,note\nx,"she stood at 43.34123, 52.86123 then"\n', True),
        ("a.csv", f"note,lat,lon\n{'x' * 200_000},1,2\ny,43.34123,52.86123\n", True),
        ("a.csv", "note,lat,lon\nx\ry,1,2\ny,43.34123,52.86123\n", True),
        ("a.csv", "share,rate\n43.34123,52.86123\n", False),
        ("a.json", '{"note": "she stood at 43.34123, 52.86123 then"}', True),
        ("a.txt", "she stood at 43.34123, 52.86123 then", True),
        ("a.txt", "4 of 52.861 and 43.341 per cent", False),
        ("a.jsonld", '{"schema:geo": {"schema:latitude": 43.34123, "schema:longitude": 52.86123}}', True),
        ("a.jsonld", '{"schema:geo": {"schema:latitude": 43.34, "schema:longitude": 52.86}}', False),
        ("a.ftm.json", '{"id": 1}\n{"latitude": ["43.34123"], "longitude": ["52.86123"]}', True),
        ("a.ftm.json", '{"id": 1}\n{"latitude": ["43.34"], "longitude": ["52.86"]}', False),
        ("a.html", "<script>var p = [43.34123, 52.86123]</script>", False),
    ],
)
def test_a_point_that_is_not_public_is_found(told: Chronicle, name: str, text: str, refused: bool) -> None:
    what = {one.what for one in lint_files({name: text.encode()}, told)}
    assert ("a point that is not public" in what) is refused


@pytest.mark.parametrize(
    ("columns", "where"),
    [
        ({"lat": [43.34, 43.34123], "lon": [52.86, 52.86123]}, "row 2"),
        ({"Latitude": ["43.34123"], "Longitude": ["52.86123"]}, "row 1"),
        ({"place": [{"lat": 43.34123, "lng": 52.86123}]}, "row 1.place"),
        ({"geometry": ["POINT (52.86123 43.34123)"]}, "row 1.geometry"),
        ({"note": [None, "she stood at 43.34123, 52.86123 then"]}, "row 2.note"),
        ({"lat": [43.34], "lon": [52.86], "share": [0.12345], "rate": [1.12345]}, None),
        ({"lat": [43.34123, 44.34123], "lon": [None, None]}, None),
    ],
)
def test_a_point_that_is_not_public_is_found_in_parquet(
    told: Chronicle, columns: dict[str, list[object]], where: str | None
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415  (behind the skip)

    held = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), held)
    wanted = [(where, "a point that is not public")] if where else []
    assert found(told, a_parquet=held.getvalue()) == wanted


def test_a_point_that_is_not_public_is_found_in_a_workbook(told: Chronicle) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["name", "lat", "lon", "note", "share"])
    sheet.append(["public", 43.34, 52.86, "12.345", 0.12345])
    sheet.append(["x", 43.34123, 52.86123, "", 1])
    sheet.append(["y", None, "", "she stood at 43.34123, 52.86123 then", 1])
    held = io.BytesIO()
    book.save(held)
    wanted = [(f"sheet Sheet, row {number}", "a point that is not public") for number in ("3", "4.note")]
    assert sorted(found(told, a_xlsx=held.getvalue())) == wanted


FAR = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 400))
LOW = '<row r="200000"><c r="A200000"><v>1</v></c></row>'


@pytest.mark.parametrize(("rows", "opaque"), [(FAR, True), (LOW, False)])
def test_a_small_workbook_that_stands_for_a_large_one_holds_nobody_up(told: Chronicle, rows: str, opaque: bool) -> None:
    held, made = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    sheet = f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
    with zipfile.ZipFile(made) as book, zipfile.ZipFile(held, "w") as zipped:
        for name in book.namelist():
            data = book.read(name).decode()
            if name.endswith("sheet1.xml"):
                data = data[: data.index("<dimension")] + sheet + data[data.index("<pageMargins") :]
            zipped.writestr(name, data)
    wanted = [("", "cannot be looked into: a workbook with too many cells")] if opaque else []
    assert found(told, a_xlsx=held.getvalue()) == wanted


def test_the_point_of_a_place_of_the_chronicle_is_public_as_exactly_as_pages_and_tables_show_it(desk: Desk) -> None:
    (desk.reports / "wire.txt").write_text("KYIV, 14 March 2031. Soldiers shot nine people in Kyiv, police said.\n")
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    told = desk.told()
    place = next(one["place"] for one in told["incidents"] if one["place"]["lat"])
    page = (desk.folder / "out/index.html").read_text("utf-8")
    assert f"{place['lat']:.3f}, {place['lon']:.3f}" in page
    assert round(place["lat"], 3) != place["lat"]
    nearby = f"{place['lat'] + 0.002:.3f}, {place['lon']:.3f}"
    (desk.folder / "out/letter.txt").write_text(f"she hides at {nearby} now")
    assert "a point that is not public" in desk.run("lint", "out", "--archive", "a", "--profile", "fast", out=1)


def test_a_relative_beside_somebody_who_is_withheld_is_worth_a_look(told: Chronicle) -> None:
    findings = lint_files({"a.txt": "said ████ ████; her cousin Pavlo Dren heard it".encode()}, told)
    assert [(one.what, one.refused) for one in findings] == [
        ("a relative is named beside somebody who is withheld", False)
    ]


def test_relatives_are_withheld_with_everybody_else(desk: Desk) -> None:
    (desk.reports / "wire.txt").write_text(TESTIMONY, encoding="utf-8")
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.told()
    for path in (desk.folder / "out").rglob("*"):
        assert not path.is_file() or b"Tomas" not in path.read_bytes(), path


def test_the_chronicle_of_an_archive_is_linted_before_anything_is_written(
    told: Chronicle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.publish(told, tmp_path / "out", lint=True)
    before = door.render

    def leaking(*how: object) -> dict[str, bytes]:
        return before(*how) | {"data/extra.txt": "сказала Дана Мерева".encode()}  # type: ignore[arg-type]

    monkeypatch.setattr(door, "render", leaking)
    with pytest.raises(Exposed) as caught:
        door.publish(told, tmp_path / "other", lint=True)
    assert not (tmp_path / "other").exists()
    assert any("data/extra.txt" in place for place in caught.value.places)


def test_the_command_lints_a_folder_and_what_was_published_is_clean(desk: Desk) -> None:
    (desk.reports / "wire.txt").write_text(TESTIMONY, encoding="utf-8")
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.told()
    assert desk.run("lint", "out", "--archive", "a", "--profile", "fast") == ""
    (desk.folder / "out/letter.txt").write_text("We met Dana Merev yesterday", encoding="utf-8")
    said = desk.run("lint", "out", "--archive", "a", "--profile", "fast", "--quiet", out=1)
    assert said.startswith("letter.txt: line 1, column 8: ")
    assert "Merev" not in said
    one = json.loads(desk.run("lint", "out", "--archive", "a", "--profile", "fast", "--json", out=1).splitlines()[0])
    assert (one["file"], one["refused"]) == ("letter.txt", True)


def test_a_name_that_is_protected_by_judgment_is_withheld_wherever_it_stands(desk: Desk) -> None:
    (desk.reports / "wire.txt").write_text(f"{TESTIMONY}\nThe Kestrel Circle met in Orun.\n", encoding="utf-8")
    desk.run("init", "a", "--member", "Ana")
    desk.run("add", "a", "reports")
    desk.run("judge", "a", "protect", "Kestrel Circle", "--why", "hunted")
    desk.told()
    for path in (desk.folder / "out").rglob("*"):
        assert not path.is_file() or b"Kestrel" not in path.read_bytes(), path


def damaged_zip(was: bytes, becomes: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("caf\u00e9.txt", "four killed")
    return out.getvalue().replace(was, becomes)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe\x00", b"%PDF-1.7 nothing", b"\x1f\x8bxx", b"\x89PNGxx", b"PAR1xx",
        damaged_zip("\u00e9".encode(), b"\xe5x"), damaged_zip("caf\u00e9.txt".encode(), b"\0" * 9),
        damaged_zip(b"PK\1\2", b"PK\1\3"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_into_is_named_and_nothing_breaks(told: Chronicle, data: bytes) -> None:
    assert all(what.startswith("cannot be looked into") for _, what in found(told, a_bin=data))
    assert pieces_of("", data)


def test_a_pdf_shows_its_words_and_who_made_it() -> None:
    data = (Path(__file__).parents[1] / "data" / "formats" / "statement.pdf").read_bytes()
    pieces = list(pieces_of("a.pdf", data))
    assert "Four dead at Orun harbour" in next(one.text for one in pieces if one.where == "page 1")
    assert ("PDF property Author", "who made the document") in pieces


def test_a_pdf_that_keeps_its_reader_busy_without_end_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "default_count", lambda name: 2 if name == "item_seconds" else default_count(name))
    (case,) = (one for one in CASES if one.name == b"form-in-itself.pdf")
    with pytest.raises(Opaque, match="PDF"):
        list(pieces_of("a.pdf", write(case, tmp_path).read_bytes()))
