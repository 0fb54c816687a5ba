"""GeoNames' full dump is taken in whole, in bounded steps; what is broken off goes on, and bad rows are named."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference.test_gazetteer import invented

from khronika.errors import GazetteerError
from khronika.reference.gazetteer import Entry, Gazetteer, PlaceKind, importing, normalise
from khronika.reference.gazetteer.dump import DumpRow, lines, opened, parsed
from khronika.reference.gazetteer.importing import Imported, import_dump

# In the columns of GeoNames' own table: id, name, plain name, other names, latitude, longitude, class, code, country,
# other countries, four levels of regions, people, height, height by model, time zone, last change.
ROWS = [
    (1, "Karamia", "Karamia", "", 44.0, 61.0, "A", "PCLI", "KX", "00", "", 900000),
    (3, "Östkaram", "Ostkaram", "East Karamia", 45.9, 62.9, "A", "ADM1", "KX", "02", "", 0),
    (20, "Nordkaram", "Nordkaram", "", 47.0, 60.0, "A", "ADM1", "KX", "03", "", 0),
    (21, "Tesk District", "Tesk District", "", 47.1, 60.1, "A", "ADM2", "KX", "03", "031", 0),
    (10, "Tashorun", "Tashorun", "Ташорун,Old Tashorun", 45.1, 58.1, "P", "PPLA", "KX", "01", "", 200000),
    (22, "Teskal", "Teskal", "Тескал", 47.2, 60.2, "P", "PPL", "KX", "03", "031", 700),
    (23, "Orunhof", "Orunhof", "", 47.3, 60.3, "P", "PPL", "KX", "03", "031", 0),
    (24, "Mirel", "Mirel", "", 10.0, 10.0, "P", "PPL", "KY", "", "", 0),
    (25, "Lake Orun", "Lake Orun", "", 46.0, 59.0, "H", "LK", "KX", "01", "", 0),
    (26, "Karam Station", "Karam Station", "", 46.1, 59.1, "S", "RSTN", "KX", "01", "", 0),
]


def line(row: tuple[object, ...], changed: str = "2026-01-02") -> str:
    number, name, plain, other, lat, lon, feature, code, country, admin1, admin2, people = row
    columns = (number, name, plain, other, lat, lon, feature, code, country, "", admin1, admin2, "", "", people)
    return "\t".join(map(str, (*columns, "", "", "Asia/Almaty", changed)))


def table(rows: list[str], folder: Path) -> Path:
    path = folder / "allCountries.txt"
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    os.utime(path, ns=(1, 1))
    return path


@pytest.fixture(autouse=True)
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented country in place of the packages' rows."""

    def gathered(say: object) -> Iterator[object]:
        rows = invented()
        rows[1].geonames_code = "KX.01"
        return rows  # type: ignore[return-value]

    monkeypatch.setattr(importing, "gather", gathered)


def imported(folder: Path, rows: list[str] | None = None, **options: object) -> tuple[Imported, Path]:
    dump = table([line(row) for row in ROWS] if rows is None else rows, folder)
    out = folder / "gazetteer.bin"
    return import_dump(dump, out, **options), out  # type: ignore[arg-type]


def found(out: Path, name: str) -> list[Entry]:
    with Gazetteer.open(out) as gazetteer:
        return [hit.entry for hit in gazetteer.hits(normalise(name))]


def test_places_of_the_dump_are_found_beside_those_of_the_packages(tmp_path: Path) -> None:
    done, out = imported(tmp_path)
    assert (done.entries, done.added, done.left_out, done.refused) == (14, 6, 1, 0)
    assert [entry.geonames_id for entry in found(out, "Köldar-Su")] == [12]
    (teskal,) = found(out, "тескал")
    assert (teskal.kind, teskal.country, teskal.admin1, teskal.admin2) == (
        PlaceKind.CITY,
        "KX",
        "Nordkaram",
        "Tesk District",
    )
    assert found(out, "Lake Orun")[0].kind is PlaceKind.WATER
    assert found(out, "Karam Station") == []


def test_a_known_place_keeps_its_entry_and_gets_further_names(tmp_path: Path) -> None:
    _, out = imported(tmp_path)
    (town,) = found(out, "Old Tashorun")
    assert (town.geonames_id, town.capital, town.population) == (10, True, 200_000)


def test_regions_and_countries_get_the_points_of_geonames(tmp_path: Path) -> None:
    _, out = imported(tmp_path)
    assert [(entry.lat, entry.lon) for entry in found(out, "Karamia")] == [(44.0, 61.0)]
    assert [(entry.lat, entry.point_from) for entry in found(out, "Östkaram")] == [(45.9, "gazetteer")]


def test_the_most_populous_place_of_a_name_still_comes_first(tmp_path: Path) -> None:
    _, out = imported(tmp_path)
    assert [entry.geonames_id for entry in found(out, "Mirel")] == [13, 14, 24]


def test_towns_of_a_region_take_in_those_of_the_dump_that_have_people(tmp_path: Path) -> None:
    _, out = imported(tmp_path)
    with Gazetteer.open(out) as gazetteer:
        region = gazetteer.lookup("Nordkaram")[0]
        assert [gazetteer.entry(number).name for number in gazetteer.within(region)] == ["Teskal"]
        assert region in gazetteer.regions_of("KX")


def test_other_classes_are_taken_where_asked_for(tmp_path: Path) -> None:
    done, out = imported(tmp_path, classes="PS")
    assert found(out, "Karam Station")[0].kind is PlaceKind.REGION
    assert found(out, "Lake Orun") == []
    assert done.left_out == 1


def test_a_list_of_codes_names_regions_whose_code_the_packages_lack(tmp_path: Path) -> None:
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("KX.09\tWestern Karamia\tWestern Karamia\t2\nKX.08\tUnknown\tUnknown\t999\n", "utf-8")
    rows = [line((30, "Zelk", "Zelk", "", 45.0, 58.3, "P", "PPL", "KX", "09", "", 600))]
    _, out = imported(tmp_path, rows, codes=[codes])
    assert found(out, "Zelk")[0].admin1 == "Western Karamia"


BAD = [
    ("one\ttwo", "has 2 columns, not 19"),
    (line(("x1", *ROWS[5][1:])), "the id 'x1' is no number of that kind"),
    (line((40, " ", *ROWS[5][2:])), "has no name"),
    (line((41, *ROWS[5][1:4], 91.0, *ROWS[5][5:])), "the latitude '91.0' is off the globe"),
    (line((42, *ROWS[5][1:4], "nan", *ROWS[5][5:])), "the latitude 'nan' is off the globe"),
    (line((43, *ROWS[5][1:11], -5)), "the population '-5' is no number of that kind"),
    (line((22, *ROWS[5][1:])), "tells of 22 a second time"),
    (line((44, "N" * 201, *ROWS[5][2:])), "has a name of 201 letters"),
]


def test_bad_rows_are_named_with_their_line_and_passed_over(tmp_path: Path) -> None:
    good = [line(row) for row in ROWS]
    said: list[str] = []
    done, out = imported(tmp_path, [*good, *(row for row, _ in BAD)], say=said.append)
    assert done.refused == len(BAD)
    assert done.refusals is not None
    named = [row.split("\t") for row in done.refusals.read_text("utf-8").splitlines()]
    assert named == [["allCountries.txt", str(len(good) + at), reason] for at, (_, reason) in enumerate(BAD, 1)]
    assert sum("passed over" in told for told in said) == len(BAD)
    assert found(out, "Teskal")[0].geonames_id == 22


def test_what_is_no_text_is_named_too(tmp_path: Path) -> None:
    dump = table([line(row) for row in ROWS], tmp_path)
    with dump.open("ab") as file:
        file.write(b"50\t\xff\xfe\n")
    done = import_dump(dump, tmp_path / "gazetteer.bin")
    assert done.refusals is not None
    assert done.refusals.read_text("utf-8") == f"allCountries.txt\t{len(ROWS) + 1}\tis not UTF-8\n"


def test_the_zip_that_geonames_offers_gives_the_same_bytes(tmp_path: Path) -> None:
    plain, out = imported(tmp_path)
    archive = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "The columns are ...")
        file.writestr("allCountries.txt", "".join(line(row) + "\n" for row in ROWS))
    zipped = import_dump(archive, tmp_path / "other.bin")
    assert zipped.digest == plain.digest
    assert (tmp_path / "other.bin").read_bytes() == out.read_bytes()


@pytest.mark.parametrize("broken_off_at", range(1, 11))
def test_an_import_that_was_broken_off_goes_on_and_ends_in_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken_off_at: int
) -> None:
    rows = [*(line(row) for row in ROWS[:7]), "bad", *(line(row) for row in ROWS[7:])]
    whole, out = imported(tmp_path, rows)
    (tmp_path / "again").mkdir()
    monkeypatch.setattr(importing, "CHECKPOINT_LINES", 3)
    calls = 0

    def breaking(given: bytes) -> DumpRow:
        nonlocal calls
        calls += 1
        if calls == broken_off_at + 4:  # the regions are read once before
            raise KeyboardInterrupt
        return parsed(given)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "parsed", breaking)
        with pytest.raises(KeyboardInterrupt):
            imported(tmp_path / "again", rows)
    assert not (tmp_path / "again" / "gazetteer.bin").exists()
    done, resumed = imported(tmp_path / "again", rows)
    assert (done.digest, done.refused, done.left_out) == (whole.digest, whole.refused, whole.left_out)
    assert resumed.read_bytes() == out.read_bytes()
    assert {path.name for path in resumed.parent.iterdir()} == {
        "allCountries.txt",
        "gazetteer.bin",
        "gazetteer.bin.refused.tsv",
    }


def test_work_files_of_another_dump_are_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: object, out: Path) -> Imported:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(importing._Import, "finish", broken)
        with pytest.raises(KeyboardInterrupt):
            imported(tmp_path)
    done, out = imported(tmp_path, [line(ROWS[5])])
    assert done.added == 1
    assert found(out, "Lake Orun") == []


@pytest.mark.parametrize("rows", [[], ["Not a table", "of anything"]])
def test_a_file_that_is_no_dump_is_refused_and_the_gazetteer_stays(tmp_path: Path, rows: list[str]) -> None:
    (tmp_path / "gazetteer.bin").write_bytes(b"the one before")
    with pytest.raises(GazetteerError, match=r"allCountries\.txt: is no dump of GeoNames"):
        imported(tmp_path, rows)
    assert (tmp_path / "gazetteer.bin").read_bytes() == b"the one before"


def test_a_missing_dump_and_an_empty_zip_are_said(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"none\.zip: cannot be read"):
        import_dump(tmp_path / "none.zip", tmp_path / "out.bin")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(GazetteerError, match=r"empty\.zip: holds no table"):
        import_dump(tmp_path / "empty.zip", tmp_path / "out.bin")


def row_or_reason(given_line: bytes) -> DumpRow | str:
    try:
        return parsed(given_line)
    except ValueError as error:
        return str(error)


@given(st.binary(max_size=300))
def test_a_line_is_a_row_or_a_reason(given_line: bytes) -> None:
    assert row_or_reason(given_line)


@given(
    st.lists(st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"])), min_size=19, max_size=19)
)
def test_nineteen_columns_are_a_row_or_a_reason(columns: list[str]) -> None:
    assert row_or_reason("\t".join(columns).encode())


@pytest.mark.parametrize("damage", ["name", "bytes"])
def test_a_damaged_zip_is_refused_by_name(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("dump\u00e9.txt", "a place a line\n" * 99)
    data = path.read_bytes()
    if damage == "bytes":
        data = data[:39] + b"\xff" + data[40:]  # where what is compressed begins
    path.write_bytes(data.replace("\u00e9".encode(), b"\xff\xff") if damage == "name" else data)
    with pytest.raises(GazetteerError, match=r"dump\.zip"), opened(path) as file:
        list(lines(file))
