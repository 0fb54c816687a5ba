"""The gazetteer finds names however they are written, opens without reading itself, and says what is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import GazetteerError
from khronika.reference.gazetteer import CREDIT, Gazetteer, PlaceKind, normalise
from khronika.reference.gazetteer.build import compile_rows, write
from khronika.reference.gazetteer.lookup import allowed_edits, default_path
from khronika.reference.gazetteer.naming import RegionNames, spellings, worth_keeping
from khronika.reference.gazetteer.rows import Row, middle
from khronika.reference.gazetteer.sources import own_places


def invented() -> list[Row]:
    """A country of two regions and five towns."""
    land = Row(("country", 1), PlaceKind.COUNTRY, "Karamia", "KX", 1, 45.0, 60.0, 900_000, main={"Karamia", "K.R."})
    west = Row(("sub", 1), PlaceKind.ADMIN1, "Western Karamia", "KX", 2, 45.0, 58.0, 300_000, main={"Western Karamia"})
    east = Row(("sub", 2), PlaceKind.ADMIN1, "Östkaram", "KX", 3, 45.0, 62.0, 500_000, main={"Östkaram"})
    west.admin1, east.admin1 = west.key, east.key
    towns = [
        Row(
            ("city", 10),
            PlaceKind.CITY,
            "Tashorun",
            "KX",
            10,
            45.1,
            58.1,
            200_000,
            west.key,
            main={"Tashorun"},
            capital=True,
        ),
        Row(("city", 11), PlaceKind.CITY, "Saint Mirel", "KX", 11, 45.2, 58.2, 9_000, west.key, main={"Saint Mirel"}),
        Row(("city", 12), PlaceKind.CITY, "Köldar-Su", "KX", 12, 45.3, 62.1, 90_000, east.key, main={"Köldar-Su"}),
        Row(
            ("city", 13),
            PlaceKind.CITY,
            "Mirel",
            "KX",
            13,
            45.4,
            62.2,
            70_000,
            east.key,
            main={"Mirel"},
            other={"Мирель"},
        ),
        Row(("city", 14), PlaceKind.CITY, "Mirel", "KX", 14, 45.5, 58.5, 3_000, west.key, main={"Mirel"}),
    ]
    return [land, west, east, *towns]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented gazetteer, compiled."""
    rows = invented()
    out = tmp_path_factory.mktemp("gazetteer") / "gazetteer.bin"
    write(compile_rows(rows, lambda line: None), out, len(rows))
    return out


@pytest.fixture(scope="module")
def gazetteer(path: Path) -> Gazetteer:
    """The same, open."""
    return Gazetteer.open(path)


@pytest.mark.parametrize(
    "written", ["Köldar-Su", "koldar su", "KÖLDAR-SU", "Koldar’Su".replace("’", "-"), "Kö\u0308ldar-Su"]
)
def test_it_finds_a_name_in_whatever_case_accents_and_hyphens(gazetteer: Gazetteer, written: str) -> None:
    assert [entry.name for entry in gazetteer.lookup(written)] == ["Köldar-Su"]


def test_it_finds_a_name_in_another_script(gazetteer: Gazetteer) -> None:
    assert [entry.geonames_id for entry in gazetteer.lookup("МИРЕЛЬ")] == [13]


@pytest.mark.parametrize("written", ["St. Mirel", "St Mirel", "saint mirel"])
def test_saint_may_be_shortened(gazetteer: Gazetteer, written: str) -> None:
    assert [entry.geonames_id for entry in gazetteer.lookup(written)] == [11]


def test_the_most_populous_place_of_a_name_comes_first(gazetteer: Gazetteer) -> None:
    assert [entry.population for entry in gazetteer.lookup("Mirel")] == [70_000, 3_000]


def test_an_entry_says_all_that_went_in(gazetteer: Gazetteer) -> None:
    (entry,) = gazetteer.lookup("Tashorun")
    assert (entry.kind, entry.country, entry.admin1, entry.capital) == (PlaceKind.CITY, "KX", "Western Karamia", True)
    assert (entry.lat, entry.lon) == pytest.approx((45.1, 58.1))
    assert gazetteer.country("KX") == gazetteer.lookup("Karamia")[0]


def test_a_name_that_nobody_bears_has_no_entries(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Nowhere at All") == ()
    assert gazetteer.lookup("") == ()


@pytest.mark.parametrize("written", ["Tashorrun", "Tashroun", "Tasharun", "Tashoran"])
def test_a_misspelling_finds_its_town_among_those_of_the_region(gazetteer: Gazetteer, written: str) -> None:
    west = gazetteer.lookup("Western Karamia")[0]
    assert [entry.name for entry in gazetteer.near_spellings_within(written, west)] == ["Tashorun"]
    assert [entry.name for entry in gazetteer.near_spellings(written, gazetteer.lookup("Tashorun"))] == ["Tashorun"]


@pytest.mark.parametrize("written", ["Dashorun", "Tirun", "Tashkent", "Tash", ""])
def test_another_name_is_no_misspelling(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.near_spellings(written, gazetteer.lookup("Tashorun")) == []


def test_short_names_forgive_nothing_and_long_ones_two_letters() -> None:
    assert [allowed_edits("x" * size) for size in (1, 4, 5, 7, 8, 20)] == [0, 0, 1, 1, 2, 2]


def test_towns_of_a_region_are_known(gazetteer: Gazetteer) -> None:
    east = gazetteer.lookup("Ostkaram")[0]
    assert {gazetteer.entry(number).geonames_id for number in gazetteer.within(east)} == {12, 13}


def test_the_same_places_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    rows = invented()
    digest = write(compile_rows(rows, lambda line: None), tmp_path / "again.bin", len(rows))
    assert (tmp_path / "again.bin").read_bytes() == path.read_bytes()
    with Gazetteer.open(path) as gazetteer:
        assert gazetteer.digest == digest


def test_other_places_give_another_digest(path: Path, tmp_path: Path) -> None:
    rows = invented()
    rows[-1].population += 1
    digest = write(compile_rows(rows, lambda line: None), tmp_path / "other.bin", len(rows))
    with Gazetteer.open(path) as gazetteer:
        assert gazetteer.digest != digest


def test_a_missing_gazetteer_names_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="build it with: khronika gazetteer build"):
        Gazetteer.open(tmp_path / "none.bin")


@pytest.mark.parametrize("damage", [b"", b"KHRGAZ", b"something else altogether", b"KHRGAZ01\x05\x00\x00\x00{bad}"])
def test_a_damaged_gazetteer_is_refused(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "bad.bin").write_bytes(damage)
    with pytest.raises(GazetteerError):
        Gazetteer.open(tmp_path / "bad.bin")


def test_a_gazetteer_cut_short_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "short.bin").write_bytes(path.read_bytes()[:-8])
    with pytest.raises(GazetteerError, match="cut short"):
        Gazetteer.open(tmp_path / "short.bin")


def test_the_environment_says_where_the_gazetteer_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHRONIKA_GAZETTEER", "/somewhere/else.bin")
    assert default_path() == Path("/somewhere/else.bin")


def test_a_closed_gazetteer_lets_its_file_go(path: Path) -> None:
    gazetteer = Gazetteer.open(path)
    gazetteer.lookup("Mirel")
    gazetteer.close()
    with pytest.raises(ValueError, match="released"):
        gazetteer.lookup("Tashorun")


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=20))
def test_case_never_matters(name: str) -> None:
    assert normalise(name.casefold()) == normalise(name)


def test_the_bare_name_of_a_region_is_its_name_too() -> None:
    names = RegionNames(own_places())
    assert names.bare("Orun Region") == "Orun"
    assert names.bare("Provincia de Orun") == "Orun"
    assert names.bare("Orun") == "Orun"


def test_a_region_is_printed_by_its_english_name() -> None:
    row = Row(
        ("sub", 1), PlaceKind.ADMIN1, "Orynghaū oblysy", "KX", main={"Orynghaū oblysy"}, other={"Oryngau", "Орынгау"}
    )
    RegionNames(own_places()).settle(row, None, "Karamia")
    assert row.name == "Oryngau"
    assert {"Oryngau", "Orynghaū"} <= spellings_free(row)


def spellings_free(row: Row) -> set[str]:
    """Every name of a row as it stands."""
    return row.main | row.other


def test_codes_and_machine_transliterations_are_no_names() -> None:
    assert [name for name in ["ORN", "o lun", "Orun", "Орун", "7", "O"] if worth_keeping(name)] == ["Orun", "Орун"]
    assert spellings({"The Orun", "ORUN"}) == {"the orun", "orun"}


def test_the_middle_of_a_region_across_the_date_line_lies_on_it() -> None:
    point = middle([(10.0, 179.0), (10.0, -179.0)])
    assert point is not None
    assert abs(point[1]) == pytest.approx(180.0)
    assert middle([]) is None
    assert middle([(0.0, 0.0), (0.0, 0.5), (0.0, 10.0)]) == (0.0, 5.0)


def test_the_credit_names_the_source_and_its_licence() -> None:
    assert "GeoNames" in CREDIT
    assert "CC BY 4.0" in CREDIT


@pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
@pytest.mark.parametrize(
    ("written", "name", "kind", "country"),
    [
        ("Zhanaozen", "Zhanaozen", "city", "KZ"),
        ("Жанаозен", "Zhanaozen", "city", "KZ"),
        ("Mangystau", "Mangystau", "admin1", "KZ"),
        ("Cook County", "Cook County", "admin2", "US"),
        ("U.S.", "United States", "country", "US"),
        ("DRC", "Democratic Republic of the Congo", "country", "CD"),
        ("Middle East", "Middle East", "region", None),
        ("Africa", "Africa", "continent", None),
        ("Dubai", "Dubai", "admin1", "AE"),
    ],
)
def test_the_built_gazetteer_knows_the_world(written: str, name: str, kind: str, country: str | None) -> None:
    with Gazetteer.open() as gazetteer:
        first = gazetteer.lookup(written)[0]
    assert (first.name, first.kind.value, first.country) == (name, kind, country)


@pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
def test_every_point_of_the_built_gazetteer_is_on_the_globe() -> None:
    with Gazetteer.open() as gazetteer:
        for number in range(0, gazetteer.entry_count, 7):
            entry = gazetteer.entry(number)
            assert -90 <= entry.lat <= 90
            assert -180 <= entry.lon <= 180
            assert entry.name


def test_a_town_that_strayed_far_from_all_others_does_not_move_its_region() -> None:
    near = [(10.0 + step / 50, 20.0 + step / 50) for step in range(20)]
    assert middle([*near, (40.0, 60.0)]) == pytest.approx(middle(near), abs=1e-6)


def test_points_and_names_of_our_own_list_are_those_of_countries_and_subdivisions_that_there_are() -> None:
    own = own_places()
    points = [*own["country_points"].values(), *own["subdivision_points"].values()]
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in points)
    assert all(len(code) == 2 and code.isupper() for code in own["country_points"])
    assert all(code[2] == "-" for code in own["subdivision_points"])
    assert all(key[2] == " " and names for key, names in own["city_names"].items())
