"""Places are found where they are named, and are the ones that the text as a whole means."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.working import lines_run

from khronika.model.place import PlacePrecision
from khronika.model.span import Span
from khronika.reading.mentions import PlaceMention
from khronika.reading.places import find_places
from khronika.reference.gazetteer import Gazetteer, default_path

pytestmark = pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """The one that is built here."""
    with Gazetteer.open() as opened:
        yield opened


OPENED = Gazetteer.open() if default_path().exists() else None


def read(text: str) -> dict[str, PlaceMention]:
    """Mentions by their words; the last of equal ones."""
    assert OPENED is not None
    return {mention.span.of(text): mention for mention in find_places(text, OPENED)}


def words(text: str) -> list[str]:
    """The words of the mentions, in order."""
    assert OPENED is not None
    return [mention.span.of(text) for mention in find_places(text, OPENED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops entered Bishkek and Osh on Friday.", ["Bishkek", "Osh"]),
        ("Protesters in Rio de Janeiro marched to the port.", ["Rio de Janeiro"]),
        ("The road from Port-au-Prince to Gonaïves is closed.", ["Port-au-Prince", "Gonaïves"]),
        ("Karaganda's miners went on strike.", ["Karaganda"]),
        ("Fighting spread through Bo County and Kenema District in Sierra Leone.", ["Sierra Leone"]),
        ("The U.S. and the UK condemned it.", ["U.S.", "UK"]),
    ],
)
def test_it_finds_the_names_that_stand_there(text: str, expected: list[str]) -> None:
    assert [word for word in words(text) if word in expected] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lincoln and his wife spoke at length.",
        "The witness, John Paris, said he had seen nothing.",
        "Ms. Georgia Smith was elected chairwoman.",
        "In May and on Sunday nobody came.",
        "She was reading a nice book about mobile phones.",
        "",
        "   \n ",
    ],
)
def test_people_months_and_common_words_are_no_places(text: str) -> None:
    assert words(text) == []


def test_the_state_that_follows_decides_between_towns_of_one_name() -> None:
    texas = read("A man was shot in Paris, Texas, on Monday.")["Paris"]
    assert (texas.country, texas.admin1) == ("US", "Texas")
    france = read("A man was shot in Paris, France, on Monday.")["Paris"]
    assert france.country == "FR"


def test_a_shortened_state_decides_too_and_is_a_place_itself() -> None:
    found = read("Police in Athens, Ga., and in Columbus, Ohio, made arrests.")
    assert found["Athens"].admin1 == "Georgia"
    assert found["Columbus"].admin1 == "Ohio"
    assert found["Ga."].name == "Georgia"
    assert found["Ga."].kind == "admin1"


def test_the_other_places_of_the_text_decide() -> None:
    caucasus = read("The army of Georgia left Tbilisi and Gori for the border with Azerbaijan.")["Georgia"]
    assert (caucasus.kind, caucasus.country) == ("country", "GE")
    south = read("Troopers in Georgia stopped the car between Macon and Savannah. It came from Alabama.")["Georgia"]
    assert (south.kind, south.country) == ("admin1", "US")


def test_one_name_means_one_place_throughout_a_text() -> None:
    assert OPENED is not None
    text = "A court in Cambridge, Ontario, met. People in Cambridge were surprised. Cambridge is quiet."
    assert {mention.geonames_id for mention in find_places(text, OPENED) if mention.span.of(text) == "Cambridge"} == {
        5913695
    }


@pytest.mark.parametrize("written", ["Shtepe", "Shepte", "Shettpe"])
def test_a_misspelt_town_is_the_one_in_play(written: str) -> None:
    found = read(f"In Shetpe and Aktau shops were shut. The road to {written} was blocked.")
    assert found[written].name == "Shetpe"
    assert found[written].precision is PlacePrecision.EXACT


def test_a_misspelt_town_is_found_though_its_right_name_never_occurs() -> None:
    found = read("Workers marched in Aktau and Zhanaozen. A battle rages in Shtepe, witnesses in Aktau said.")
    assert found["Shtepe"].name == "Shetpe"


def test_no_misspelling_is_looked_for_far_from_the_places_in_play() -> None:
    found = read("Workers marched in Lagos and Ibadan. A battle rages in Shtepe.")
    assert "Shtepe" not in found or found["Shtepe"].lat is None


def test_a_region_nearly_spelt_so_is_the_region() -> None:
    mention = read("The head of police of Mangistau region came to Aktau.")["Mangistau"]
    assert (mention.kind, mention.name, mention.precision) == ("admin1", "Mangystau", PlacePrecision.ADMIN1)


def test_a_name_that_region_and_town_share_is_the_town_unless_the_text_says_region() -> None:
    assert read("Shots were heard in Almaty at noon.")["Almaty"].kind == "city"
    assert read("Shots were heard in villages of Almaty region at noon.")["Almaty"].kind == "admin1"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Workers from the neighbouring Kalenkas oil field downed tools.", "Kalenkas", "field"),
        ("The village of Orunzhar was on fire.", "Orunzhar", "city"),
        ("They gathered in Tirmysh Square before noon.", "Tirmysh Square", "square"),
        ("He was shot in the 900 block of Main Street.", "Main Street", "street"),
        ("Guards at the Tengrilik prison fired into the air.", "Tengrilik", "facility"),
    ],
)
def test_a_place_that_no_gazetteer_has_is_kept_without_coordinates(text: str, name: str, kind: str) -> None:
    mention = read(text)[name]
    assert (mention.kind, mention.precision) == (kind, PlacePrecision.UNLOCATED)
    assert (mention.lat, mention.lon, mention.geonames_id) == (None, None, None)


def test_such_a_place_takes_the_point_of_the_town_that_it_is_said_to_lie_in() -> None:
    mention = read("Crowds filled Tirmysh Square in Aktau.")["Tirmysh Square"]
    assert (mention.precision, mention.near, mention.facility) == (PlacePrecision.NEAR, "Aktau", True)
    assert mention.lat == pytest.approx(43.66, abs=0.1)


def test_it_does_not_take_the_point_of_a_town_of_another_sentence() -> None:
    mention = read("Aktau was calm. Crowds filled Tirmysh Square.")["Tirmysh Square"]
    assert mention.lat is None


def test_the_own_name_of_a_square_in_quotes_belongs_to_it() -> None:
    assert "Central Square “Tirmysh”" in read("They marched to Central Square “Tirmysh” of Aktau.")


def test_a_people_is_a_demonym_of_its_country() -> None:
    mention = read("The Russian president and an American senator met.")["Russian"]
    assert (mention.role, mention.name, mention.country) == ("demonym", "Russia", "RU")


def test_a_capital_that_speaks_is_a_government() -> None:
    found = read("Moscow said that it would send food. Fires burned in Volgograd and Saratov in Russia.")
    assert found["Moscow"].role == "organisation"
    assert found["Volgograd"].role == "event"


def test_a_government_that_speaks_is_its_capital_and_no_state_of_that_name() -> None:
    mention = read("Shells fell on the port of Tartus in Syria. Washington urged restraint.")["Washington"]
    assert (mention.kind, mention.admin1) == ("city", "District of Columbia")


def test_two_countries_of_one_name_are_told_apart_by_their_towns() -> None:
    assert read("Gunmen attacked a bus near Goma in eastern Congo, and troops left Bunia.")["Congo"].country == "CD"
    assert read("Police in Pointe-Noire and Brazzaville in Congo made arrests.")["Congo"].country == "CG"


def test_the_tail_of_a_longer_name_is_no_place_of_its_own() -> None:
    assert "Numan" not in words("Warplanes struck Maarat al-Numan in Syria.")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("They met in Nigeria.", PlacePrecision.COUNTRY),
        ("They met in Siberia.", PlacePrecision.PART_OF_COUNTRY),
        ("They met in the Middle East.", PlacePrecision.INTERNATIONAL),
        ("They met in Bavaria.", PlacePrecision.ADMIN1),
        ("They met in Cook County, Illinois.", PlacePrecision.ADMIN2),
    ],
)
def test_a_place_is_as_exact_as_its_kind(text: str, precision: PlacePrecision) -> None:
    assert precision in {mention.precision for mention in read(text).values()}


def test_names_are_found_where_all_is_in_capitals() -> None:
    text = "SAN SALVADOR, 3 JAN 90 -- GUERRILLAS ATTACKED A BARRACKS NEAR USULUTAN IN EASTERN EL SALVADOR."
    assert words(text) == ["SAN SALVADOR", "USULUTAN", "EL SALVADOR"]
    assert {mention.country for mention in read(text).values()} == {"SV"}


def test_a_hint_of_the_country_decides_where_nothing_else_does(gazetteer: Gazetteer) -> None:
    text = "A bomb went off in Tripoli and another near Zahle and near Sidon."
    lebanon = next(m for m in find_places(text, gazetteer, hint="LB") if m.span.of(text) == "Tripoli")
    assert lebanon.country == "LB"


def test_spans_found_by_another_reader_are_weighed(gazetteer: Gazetteer) -> None:
    text = "Witnesses in osh said so."
    assert find_places(text, gazetteer) == []
    found = find_places(text, gazetteer, spans=[Span(13, 16)])
    assert [mention.span for mention in found] in ([], [Span(13, 16)])


NAMES = [
    "Aktau",
    "Paris, Texas",
    "Orun",
    "ALMATY",
    "U.S.",
    "Ga.",
    "Shtepe",
    "Kazakh",
    "Main Street",
    "Highway 19",
    "St.",
]
OTHERS = [
    "in",
    "the village of",
    "Square",
    "Mr",
    "Moscow said",
    ".",
    "\n",
    ",",
    "“",
    "”",
    "'s",
    "oil field",
    "É",
    "中文",
    "—",
]
PIECES = st.sampled_from([*NAMES, *OTHERS, "near", "12", "de"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "  ", "\n"]))
def test_mentions_never_overlap_stand_in_order_and_inside_the_text(pieces: list[str], glue: str) -> None:
    assert OPENED is not None
    text = glue.join(pieces)
    end = 0
    for mention in find_places(text, OPENED):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.span.of(text).strip()
        assert (mention.lat is None) == (mention.lon is None)
        assert (mention.lat is None) == (mention.precision is PlacePrecision.UNLOCATED)
        end = mention.span.end


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read_twice_with_the_same_answer(text: str) -> None:
    assert OPENED is not None
    assert find_places(text, OPENED) == find_places(text, OPENED)


@pytest.mark.parametrize("piece", ["Aktau Orun ", "Orun Street ", "Strangename in Shtepe ", "Mr Paris "])
def test_four_times_the_text_is_about_four_times_the_work(piece: str) -> None:
    def work(times: int) -> int:
        assert OPENED is not None
        text, gazetteer = "Aktau and Zhanaozen. " + piece * times, OPENED
        return lines_run(lambda: find_places(text, gazetteer))

    work(10)
    assert work(2000) < 4.5 * work(500)
