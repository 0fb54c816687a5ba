"""Russian: words, numbers, times, names, speakers, and a dispatch from end to end."""

import importlib.util
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import khronika
from khronika.model.attribution import UNNAMED, Stance
from khronika.model.claim import Reality
from khronika.model.dispatch import Dispatch
from khronika.model.figure import Exactness, Scope
from khronika.model.ids import DocId
from khronika.reading import grammar
from khronika.reading.explaining import explain
from khronika.reading.language import Profile, language
from khronika.reading.reader import Reading, read_dispatch
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence
from khronika.reference.gazetteer import Gazetteer, default_path

PARTS = ("razdel", "pymorphy3", "slovnet", "navec", "natasha")
pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in PARTS),
    reason="the parts that read Russian are not installed",
)
needs_gazetteer = pytest.mark.skipif(not default_path().exists(), reason="the gazetteer is not built here")
PUBLISHED = datetime.fromisoformat("2031-03-15T21:00:00+03:00")  # a Saturday
DATA = Path(__file__).resolve().parents[1] / "data"


def analysed(text: str, profile: Profile = "full") -> list[Sentence]:
    return language("ru").analyse(segment(text, (), "ru"), profile)


def reading(text: str, profile: Profile = "full", **fields: object) -> Reading:
    with Gazetteer.open() as gazetteer:
        made = Dispatch(doc_id=DocId("d"), text=text, published=PUBLISHED, language="ru", **fields)  # type: ignore[arg-type]
        return read_dispatch(made, gazetteer, profile)


def test_the_tree_answers_in_the_terms_that_every_language_shares() -> None:
    (sentence,) = analysed("Девять человек были убиты солдатами в Оруне.")
    verb = next(i for i, token in enumerate(sentence.tokens) if token.lemma == "убить")

    def words(phrase: range | None) -> str:
        return " ".join(sentence.tokens[at].text for at in phrase or ())

    assert grammar.passive(sentence, verb)
    assert words(grammar.subject(sentence, verb)) == "Девять человек"
    assert words(grammar.agent(sentence, verb)) == "солдатами"
    preposition = next(i for i, token in enumerate(sentence.tokens) if token.lower == "в")
    assert (sentence.tokens[preposition].dep, sentence.tokens[preposition + 1].dep) == ("prep", "pobj")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "солдаты",
                "убили",
                "9",
                "человек",
                "в",
                "Оруне",
                ",",
                "—",
                "не",
                "из",
                "до",
                "12",
                "тысяч",
                "«",
                "»",
                "London",
                "ещё",
                "среди",
                "них",
                "десятки",
                "1",
                "200",
                "А.",
                "№",
                "никто",
                "по",
                "словам",
                "МВД",
                "ё",
                "и",
                "10–12",
            ]
        ),
        max_size=25,
    )
)
def test_no_order_of_words_loops_or_breaks_a_reading(words: list[str]) -> None:
    text = " ".join(words)
    for sentence in analysed(text):
        for at in range(len(sentence.tokens)):
            seen, here = set(), at
            while sentence.tokens[here].head != here:
                assert here not in seen
                seen.add(here)
                here = sentence.tokens[here].head
    if default_path().exists():
        for claim in reading(text, "fast").claims:
            assert claim.quote == claim.span.of(text)


@pytest.mark.parametrize(
    ("words", "low", "high", "exactness"),
    [
        ("сорок три человека", 43, 43, Exactness.EXACT),
        ("6 200 человек", 6200, 6200, Exactness.EXACT),
        ("двухсот двадцати пяти человек", 225, 225, Exactness.EXACT),
        ("полторы тысячи человек", 1500, 1500, Exactness.EXACT),
        ("около 2,5 тысячи человек", 2500, 2500, Exactness.ABOUT),
        ("человек двадцать", 20, 20, Exactness.ABOUT),
        ("не менее девяти человек", 9, None, Exactness.AT_LEAST),
        ("менее двухсот человек", None, 199, Exactness.UP_TO),
        ("от 31 до 38 человек", 31, 38, Exactness.RANGE),
        ("пять-шесть человек", 5, 6, Exactness.RANGE),
        ("десятки тысяч человек", 20000, None, Exactness.VAGUE),
        ("около сотни человек", 100, 100, Exactness.ABOUT),
        ("сотни человек", 200, None, Exactness.VAGUE),
    ],
)
@pytest.mark.parametrize("profile", ["full", "fast"])
def test_numbers_in_words_and_cases(
    words: str, low: int | None, high: int | None, exactness: Exactness, profile: Profile
) -> None:
    (figure,) = language("ru").find_figures(analysed(f"Убито {words}.", profile))
    assert (figure.measure, figure.low, figure.high, figure.exactness) == ("killed", low, high, exactness)


def test_parts_additions_and_totals() -> None:
    found = language("ru").find_figures(
        analysed("Число погибших выросло до 14, среди них двое детей. Ещё трое раненых умерли.")
    )
    assert [(f.measure, f.low, f.scope) for f in found] == [
        ("killed", 14, Scope.RUNNING_TOTAL), ("killed", 2, Scope.PART), ("killed", 3, Scope.ADDITION),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("вчера вечером", "2031-03-14TEV"),
        ("17 декабря", "2030-12-17"),
        ("13 марта 2031 года в 12.45", "2031-03-13T12:45"),
        ("накануне", "2031-03-14"),
        ("в четверг", "2031-03-13"),
        ("к вечеру пятницы", "2031-03-14TEV"),
        ("на прошлой неделе", "2031-W10"),
        ("два дня назад", "2031-03-13"),
        ("в ночь на пятницу", "2031-03-13TNI"),
        ("сегодня в девять часов вечера", "2031-03-15T21:00"),
    ],
)
def test_times_resolve_against_the_report(words: str, value: str) -> None:
    (found,) = language("ru").find_times(f"Это было {words}.", lambda _offset: PUBLISHED)
    assert found.value == value


def test_both_days_of_a_stretch() -> None:
    (found,) = language("ru").find_times("Стреляли с 11 по 13 марта.", lambda _offset: PUBLISHED)
    assert (found.start, found.end, found.edtf) == ("2031-03-11", "2031-03-13", "2031-03-11/2031-03-13")


@needs_gazetteer
def test_an_invented_town_has_one_name_in_every_case_and_the_real_one_its_place() -> None:
    text = (
        "В Белзарах погибли двое. Белзары оцеплены. Из Белзар бежали жители. В посёлке Подленка задержан рабочий. "
        "В Москве прошёл митинг."
    )
    with Gazetteer.open() as gazetteer:
        found = language("ru").find_places(text, analysed(text), gazetteer)
    assert [place.name for place in found] == ["Belzary", "Belzary", "Belzary", "Podlenka", "Moscow"]
    assert found[-1].country == "RU"
    assert {place.lat for place in found[:4]} == {None}


@needs_gazetteer
def test_people_stand_in_the_nominative_with_what_befell_them() -> None:
    text = "Илхана Джеретова арестовали вчера. Тело Бекмара Толуева нашли у реки. Сефа Линдарова пропала."
    (arrest, body, missing) = (actor for claim in reading(text).claims for actor in claim.actors if actor.named)
    assert (arrest.words, arrest.state) == ("Илхан Джеретов", "detained")
    assert (body.words, body.state) == ("Бекмар Толуев", "killed")
    assert (missing.words, missing.state) == ("Сефа Линдарова", "missing")


@needs_gazetteer
@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("По данным МВД, погибли девять человек.", "МВД", Stance.ASSERTS),
        ("Погибли девять человек, сообщил губернатор области.", "губернатор области", Stance.ASSERTS),
        ("Профсоюз утверждает, что погибли девять человек.", "Профсоюз", Stance.ALLEGES),
        ("Министерство отрицает, что погибли девять человек.", "Министерство", Stance.DENIES),
        ("По оценке врачей, погибли девять человек.", "врачи", Stance.ESTIMATES),
        ("По данным городской администрации, погибли девять человек.", "городская администрация", Stance.ASSERTS),
        ("По данным Министерства обороны, погибли девять человек.", "Министерство обороны", Stance.ASSERTS),
        ("По словам начальника управления Нины Карвошиной, погибли девять человек.",
         "начальник управления Нина Карвошина", Stance.ASSERTS),
        ("По словам жителей Ошмара, погибли девять человек.", "жители Ошмара", Stance.ASSERTS),
        ("Согласно сводке завода, погибли девять человек.", "сводка завода", Stance.ASSERTS),
        ("Сообщается, что погибли девять человек.", UNNAMED, Stance.ASSERTS),
    ],
)  # fmt: skip
def test_a_figure_is_laid_to_whoever_gives_it(text: str, speaker: str, stance: Stance) -> None:
    (claim,) = [claim for claim in reading(text).claims if claim.figure]
    assert claim.attribution is not None
    assert (claim.attribution.speaker, claim.attribution.stance) == (speaker, stance)


@needs_gazetteer
@pytest.mark.parametrize(
    ("text", "event_type", "reality"),
    [
        ("Войска открыли огонь по толпе.", "shooting", Reality.ACTUAL),
        ("Марш на Орун не состоялся.", "protest", Reality.DID_NOT_HAPPEN),
        ("Взрыва в школе не было.", "explosion", Reality.DID_NOT_HAPPEN),
        ("Рабочие собираются объявить забастовку.", "strike", Reality.PLANNED),
        ("В городе введён комендантский час.", "curfew", Reality.ACTUAL),
    ],
)
def test_events_and_whether_they_happened(text: str, event_type: str, reality: Reality) -> None:
    assert (event_type, reality) in {(claim.event_type, claim.reality) for claim in reading(text).claims}


@needs_gazetteer
def test_latin_words_within_a_russian_dispatch_break_nothing() -> None:
    claims = reading(
        "В городе London (Orun) убиты 11 человек, сообщила BBC. «Twelve people were killed», — писали там."
    ).claims
    assert [(c.figure.measure, c.figure.low) for c in claims if c.figure] == [("killed", 11)]


@needs_gazetteer
def test_where_the_parts_are_not_installed_the_dispatch_is_kept_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from khronika.reading.languages.ru import models  # noqa: PLC0415  (behind the skip)

    models.models.cache_clear()
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _name: None)
    found = reading("В Оруне убиты 11 человек.")
    models.models.cache_clear()
    assert found.claims == ()
    assert "natasha" in found.refusals[0].reason
    assert "unread" in found.refusals[0].reason


@needs_gazetteer
def test_each_value_is_explained_by_an_entry_of_the_russian_lexicons() -> None:
    text = "Войска открыли огонь по толпе. Ранения получили 17 полицейских."
    reasons = {reason.value: reason.by for claim in reading(text).claims for reason in explain(text, claim, "ru")}
    assert "events.toml “открыть огонь”" in reasons["shooting"]
    assert "figures.toml [injured]" in reasons["injured 17"]


def test_english_loads_nothing_of_russian() -> None:
    code = (
        "import sys; from khronika.reading.language import language; language('en'); "
        "print([m for m in sys.modules if m.split('.')[0] in ('slovnet', 'navec', 'razdel', 'pymorphy3', 'iuliia')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "profile", "recall", "precision"),
    [
        ("tolls_ru.jsonl", "full", 0.95, 0.95),
        ("tolls_ru.jsonl", "fast", 0.93, 0.95),
        ("tolls_ru_unread.jsonl", "full", 0.88, 0.93),
        ("tolls_ru_unread.jsonl", "fast", 0.84, 0.93),
    ],
)
def test_the_toll_sentences(name: str, profile: Profile, recall: float, precision: float) -> None:
    """The unread file's sentences are never printed."""
    from benchmarks.tolls import measured  # noqa: PLC0415  (behind the skip)

    words = measured(name, profile).strip().splitlines()[-1].split()
    assert float(words[1]) >= recall
    assert float(words[3]) >= precision


def test_every_toll_sentence_has_its_quotes_where_it_says() -> None:
    for name in ("tolls_ru.jsonl", "tolls_ru_unread.jsonl"):
        for row in map(json.loads, (DATA / name).read_text("utf-8").splitlines()):
            assert all(row["text"].startswith(f["quote"], f["start"]) for f in row["figures"]), row["id"]


def test_an_age_beside_a_name_is_read() -> None:
    for text in (
        "Илан Орво, 24 года, был задержан в пятницу.",
        "24-летний сварщик Илан Орво был задержан полицией.",
    ):
        found = khronika.read(text, published="2031-03-14T10:00:00+00:00", language="ru")
        assert {actor.age for one in found for actor in one.actors if actor.named} == {24}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Число погибших возросло до шести, сообщил в пятницу губернатор Пётр Ладынин.", "губернатор Пётр Ладынин"),
        ("Ранены 44 человека, сообщил в субботу вечером мэр Олег Даньшин.", "мэр Олег Даньшин"),
        ("Губернатор Семён Крайнов в среду сообщил, что погибли 18 человек.", "Губернатор Семён Крайнов"),
        ("Погибли пять заключённых, сообщила в воскресенье тюремная служба.", "тюремная служба"),
        ("Погибли тринадцать человек, подтвердили в пятницу в МЧС.", "МЧС"),
        ("Погибли семь заключённых, заявили в фонде «Открытая камера».", "фонд «Открытая камера»"),
    ],
)
def test_the_day_of_the_saying_hides_no_speaker_and_belongs_to_none(text: str, speaker: str) -> None:
    found = khronika.read(text, published="2031-03-16T10:00:00+03:00", language="ru")
    assert {one.attribution and one.attribution.speaker for one in found if one.figure} == {speaker}
