"""What may not be shown is in no file, however it is written."""

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.errors import OutputError
from khronika.model.chronicle import Chronicle
from khronika.model.dispatch import Dispatch, Version
from khronika.model.ids import DocId, PersonId
from khronika.model.person import Person
from khronika.model.span import Span
from khronika.publishing import publish
from khronika.publishing.door import _without_leaks, render
from khronika.publishing.pages.addresses import Limits
from khronika.publishing.withholding.protecting import name_parts, names_in
from khronika.publishing.withholding.redaction import BLOCK, redacted
from khronika.publishing.withholding.searching import Pattern, Searcher
from publishing.sample import CHRONICLE, NURSE, PEOPLE


def plain(text: str) -> str:
    """Lower case without accents or invisible signs, by another way than the code under test."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))


def everything(chronicle: Chronicle, limits: Limits | None = None) -> str:
    files = render(redacted(chronicle), limits or Limits())
    return plain("\n".join([*files, *(content.decode("utf-8") for content in files.values())]))


@pytest.mark.parametrize("limits", [Limits(), Limits(dispatches=1)], ids=["one page", "several"])
def test_no_file_holds_a_name_or_a_surname_of_somebody_at_risk(limits: Limits) -> None:
    shown = everything(CHRONICLE, limits)
    for word in ("Marat", "Ulanov", "Ulanova", "Zoë", "Dinara", "Velikhanova"):
        assert plain(word) not in shown


def test_no_file_holds_the_words_of_a_protected_source() -> None:
    shown = everything(CHRONICLE)
    for words in ("three dead on the steps", "three more by the fountain", "later sought by police", "a nurse named"):
        assert words not in shown


def test_the_words_of_others_and_the_names_of_office_holders_stay() -> None:
    shown = everything(CHRONICLE)
    for words in ("between 50 and 70 people", "boris hartwig", "karasai", "old quay", "salt coast wire"):
        assert words in shown


def test_names_are_shown_on_request(tmp_path: Path) -> None:
    done = publish(CHRONICLE, tmp_path, include_names=True)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Zoë Ulanova" in page
    assert "three dead on the steps" in page
    assert (done.withheld["names"], done.withheld["quotes"]) == (0, 0)


def test_it_counts_and_says_what_it_withheld(tmp_path: Path) -> None:
    done = publish(CHRONICLE, tmp_path)
    held = json.loads((tmp_path / "data/chronicle.json").read_text(encoding="utf-8"))["withheld"]
    assert held == done.withheld
    # Three people, and four sources; two claims of the nurse's, one each of the others'.
    assert (held["names"], held["quotes"]) == (7, 5)
    assert "--include-names" in held["why"]


def test_offsets_stay_true_under_the_blocks() -> None:
    public = redacted(CHRONICLE).chronicle
    for before, after in zip(CHRONICLE.dispatches, public.dispatches, strict=True):
        assert len(before.text) == len(after.text)
        assert all(a in (b, BLOCK) for b, a in zip(before.text, after.text, strict=True))
    texts = {dispatch.doc_id: dispatch.text for dispatch in public.dispatches}
    for claim in public.claims:
        assert claim.quote == claim.span.of(texts[claim.doc_id])


def test_what_a_claim_says_in_numbers_stays_although_its_words_are_withheld() -> None:
    public = redacted(CHRONICLE).chronicle
    partial = [claim for claim in public.claims if claim.attribution and "(eyewitness)" in claim.attribution.speaker]
    assert [claim.figure.low for claim in partial if claim.figure] == [3, 3]
    assert all(set(claim.quote) == {BLOCK} for claim in partial)


def test_no_digest_is_left_that_would_let_a_guess_be_checked() -> None:
    public = redacted(CHRONICLE).chronicle
    item = public.dispatches[0].item
    assert item is not None
    assert item.sha256 == "withheld"
    before = {claim.claim_id for claim in CHRONICLE.claims if BLOCK in _covered(claim.claim_id, public)}
    after = {claim.claim_id for claim in public.claims}
    assert before
    assert not before & after
    assert {person.person_id for person in public.people if person.name.startswith("Person ")} == {
        "person-1",
        "person-2",
        "person-3",
    }


def _covered(claim_id: str, public: Chronicle) -> str:
    index = [claim.claim_id for claim in CHRONICLE.claims].index(claim_id)  # type: ignore[arg-type]
    return public.claims[index].quote


def test_one_person_has_one_pseudonym_everywhere() -> None:
    public = redacted(CHRONICLE).chronicle
    titles = [incident.title for incident in public.incidents]
    assert "Arrest of Person 1 and Person 2" in titles
    assert "Disappearance of Person 1" in titles
    assert "person" in public.refusals[0].name.lower()


def test_a_name_in_the_name_of_a_file_is_replaced_and_files_stay_apart() -> None:
    texts = ("One.", "Two.")
    names = ("mail/dinara velikhanova.txt", "mail/DINARA-VELIKHANOVA.txt")
    dispatches = tuple(
        Dispatch(doc_id=DocId(name), text=text, versions=(Version(span=Span(0, 4), published=None),))
        for name, text in zip(names, texts, strict=True)
    )
    public = redacted(
        replace(CHRONICLE, dispatches=dispatches, claims=(), not_held=(), incidents=(), people=PEOPLE[2:3])
    )
    found = [dispatch.doc_id for dispatch in public.chronicle.dispatches]
    assert len(set(found)) == 2
    assert "velikhanova" not in plain(" ".join(found))


def test_a_name_in_other_letters_in_the_name_of_a_file_goes_as_a_whole() -> None:
    """Its first name alone is known in those letters, too; what was left by covering that first was the family name."""
    found = Dispatch(
        doc_id=DocId("Дана Велиханова, фото.txt"), text="One.", versions=(Version(span=Span(0, 4), published=None),)
    )
    named = replace(CHRONICLE, dispatches=(*CHRONICLE.dispatches, found), named=("Dana Velikhanova", "Дана"))
    shown = redacted(named).chronicle.dispatches[-1].doc_id
    assert "Велиханова" not in shown
    assert shown.endswith(", фото.txt")


def test_a_detained_namesake_of_a_minister_is_not_taken_for_the_minister() -> None:
    namesake = replace(PEOPLE[0], person_id=PersonId("n"), name="Hartwig", variants=("Hartwig",))
    public = redacted(replace(CHRONICLE, people=(namesake,), incidents=())).chronicle
    assert public.people[0].name == "Person 1"


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        (NURSE, ["Dinara Velikhanova"]),
        ("One woman interviewed on the TV Channel", []),
        ("Ostmark oil workers", []),
        ("Aigul, a teacher", ["Aigul"]),
        ("the widow of Marat Ulanov", ["Marat Ulanov"]),
        ("local residents", []),
    ],
)
def test_it_tells_a_name_from_the_other_words_for_a_source(wording: str, names: list[str]) -> None:
    assert names_in(wording) == names


@pytest.mark.parametrize(
    "written",
    ["Ulanov", "ULANOV", "Ulánov", "Ula\u0301nov", "Ula\u00adnov", "Ulanov's", "Ulanovs", "u\u200blanov", "-Ulanov_x"],
)
def test_it_finds_a_name_however_it_is_written(written: str) -> None:
    searcher = Searcher([Pattern("Ulanov", "Person 1", stem=True)])
    assert "lanov" not in plain(searcher.replaced(f"We met {written} there."))


def test_it_does_not_take_a_part_of_another_word_for_a_name() -> None:
    searcher = Searcher([Pattern("Anna", "Person 1"), Pattern("Rose", "Person 2", capitalised=True)])
    text = "In the savanna smoke rose; Annapurna."
    assert searcher.replaced(text) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("王伟", "昨天王伟被捕"),
        ("أحمد", "قال وأحمد هناك"),
        ("Боярова", "у Бояровой спросили"),
        ("O'Shea", "we met O’Shea there"),
        ("Al-Hassan", "we met Hassan there"),
    ],
)
def test_it_finds_a_name_in_scripts_that_write_words_together(name: str, text: str) -> None:
    person = replace(PEOPLE[0], name=name, variants=(name,), history=())
    dispatch = Dispatch(doc_id=DocId("d"), text=text)
    empty = replace(CHRONICLE, dispatches=(dispatch,), people=(person,), claims=(), incidents=(), not_held=())
    assert BLOCK in redacted(replace(empty, sources=())).chronicle.dispatches[0].text


def test_the_rest_of_what_a_witness_is_quoted_with_is_withheld_too() -> None:
    text = 'She said: "I live opposite the mill, and I saw three dead on the steps." The mayor said: "All is calm."'
    start = text.index("I saw")
    witness = next(c for c in CHRONICLE.claims if c.quote.startswith("I saw three dead"))
    claim = replace(witness, doc_id=DocId("d"), span=Span(start, start + len(witness.quote)))
    dispatch = Dispatch(doc_id=DocId("d"), text=text)
    alone = replace(
        CHRONICLE, dispatches=(dispatch,), claims=(claim,), incidents=(), people=(), undecided=(), not_held=()
    )
    shown = redacted(alone).chronicle.dispatches[0].text
    assert "opposite" not in shown
    assert "All is calm." in shown


def test_a_person_called_by_an_ordinary_word_does_not_take_the_word_away() -> None:
    person = replace(PEOPLE[0], name="Rose", variants=("Rose",), history=())
    dispatch = Dispatch(doc_id=DocId("d"), text="Prices rose. Rose was held.")
    empty = replace(CHRONICLE, dispatches=(dispatch,), people=(person,), claims=(), incidents=(), not_held=())
    assert redacted(replace(empty, sources=())).chronicle.dispatches[0].text == "Prices rose. ████ was held."


def test_a_claim_that_no_source_holds_goes_by_its_kind_of_speaker() -> None:
    public = redacted(replace(CHRONICLE, sources=())).chronicle
    assert "three dead" not in public.dispatches[0].text
    assert "between 50 and 70 people" in public.dispatches[0].text


def test_a_name_that_is_part_of_a_place_on_the_map_leaves_the_place() -> None:
    searcher = Searcher([Pattern("Karim", "Person 1", stem=True)], ["Karim Bay"])
    assert searcher.replaced("At Karim Bay, Karim said.") == "At Karim Bay, Person 1 said."


LETTERS = "бвгджзклмнпрстфхцчшbcdfghjklmnpqrstvwxzáéíóúäöü"
SURNAMES = st.text(alphabet=LETTERS, min_size=6, max_size=10).map(lambda word: "Q" + word)
FRAMES = st.sampled_from(
    ["{} was held.", "They took {}; nobody saw it.", "“{}!” she cried", "({})", "{}’s brother", "/{}/", "a {}\u202e b"]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    given_name=SURNAMES,
    surname=SURNAMES,
    frames=st.lists(FRAMES, min_size=1, max_size=5),
    change=st.sampled_from([str, str.upper, str.lower, lambda name: unicodedata.normalize("NFD", name)]),
    shorten=st.booleans(),
)
def test_no_protected_name_survives_in_any_file(
    given_name: str, surname: str, frames: list[str], change: object, shorten: bool
) -> None:
    name = f"{given_name} {surname}"
    written = change(surname if shorten else name)  # type: ignore[operator]
    text = "\n\n".join(frame.format(written) for frame in frames)
    dispatch = Dispatch(
        doc_id=DocId(f"{written}.txt"), text=text, title=written, publisher=f"By {written}",
        url=f"https://x.example/{surname}", versions=(Version(span=Span(0, len(text)), published=None),),
    )  # fmt: skip
    person = Person(person_id=PersonId(name), name=name, variants=(name,), named=True, history=())
    chronicle = replace(
        CHRONICLE, dispatches=(dispatch,), claims=(), incidents=(), people=(person,), sources=(), not_held=(),
        refusals=(), incidents_of={dispatch.doc_id: ()},
    )  # fmt: skip
    shown = everything(chronicle)
    for part in (given_name, surname):
        assert plain(part) not in shown
    assert not re.search(re.escape(plain(name)), shown)


def test_a_name_that_stands_in_a_text_and_in_no_claim_is_withheld() -> None:
    told = replace(CHRONICLE, named=("Ostap Verin", "Halda Wire"))
    first = told.dispatches[0]
    text = first.text + ' "Nobody warned us," said Ostap Verin, who lives at the gate, to Halda Wire.'
    told = replace(told, dispatches=(replace(first, text=text), *told.dispatches[1:]))
    copy = redacted(told)
    assert "Verin" not in copy.chronicle.dispatches[0].text
    assert "Halda Wire" in copy.chronicle.dispatches[0].text


def test_a_line_break_before_spared_words_is_no_leak_in_the_record(tmp_path: Path) -> None:
    spared = "The Weavers Guild of Orun"
    protected = "Weavers Guild"
    assert Searcher([Pattern(protected, "x")], [spared]).hits(f"before.\n\n{spared} said") == []
    assert Searcher([Pattern(protected, "x")], [spared]).hits(json.dumps(f"before.\n\n{spared} said")) != []
    assert (
        Searcher([Pattern(protected, "x")], [spared]).hits(json.dumps(f"before.\n\n{spared} said").replace("\\n", "  "))
        == []
    )


def test_what_the_last_look_finds_is_blacked_out_and_the_rest_is_written() -> None:
    copy = redacted(CHRONICLE)
    files = {
        "page.html": "<p>said <b>Zoë Ulanova</b> &amp; others</p>".encode(),
        "data/record.json": '{"text": "said\\nZoë Ulanova."}'.encode(),
        "plain.csv": b"nobody",
    }
    _without_leaks(copy, files)
    assert files["plain.csv"] == b"nobody"
    for name in ("page.html", "data/record.json"):
        text = files[name].decode("utf-8")
        assert "Ulanova" not in text
        assert BLOCK in text
    assert json.loads(files["data/record.json"])["text"].startswith("said\n")
    assert files["page.html"].decode("utf-8").count("<b>") == 1


def test_a_name_that_would_be_a_files_own_name_stops_the_writing() -> None:
    with pytest.raises(OutputError):
        _without_leaks(redacted(CHRONICLE), {"dispatches/Zoë Ulanova.html": b""})


def test_a_person_named_like_a_field_does_not_rename_the_fields() -> None:
    text = CHRONICLE.people[0]
    someone = replace(text, person_id=PersonId("p-text"), name="Text", variants=("Text",), mentions=())
    public = redacted(replace(CHRONICLE, people=(*CHRONICLE.people, someone))).chronicle
    assert {claim.field for claim in public.claims} <= {"text", "title"}


def test_a_person_named_like_a_word_of_a_vocabulary_does_not_rename_what_happened() -> None:
    kinds = {name for incident in CHRONICLE.incidents for name in incident.event_types}
    named = sorted({word for kind in kinds for word in kind.split()} | {"update", "video"})
    somebody = CHRONICLE.people[0]
    people = [
        replace(somebody, person_id=PersonId(f"p-{name}"), name=name.title(), variants=(name.title(),), mentions=())
        for name in named
    ]
    public = redacted(replace(CHRONICLE, people=(*CHRONICLE.people, *people))).chronicle
    assert {name for incident in public.incidents for name in incident.event_types} == kinds
    assert [gap.kind for gap in public.not_held] == [gap.kind for gap in CHRONICLE.not_held]


def test_the_word_doctor_before_a_name_is_no_part_of_it() -> None:
    assert name_parts("Doctor Oksana Melnyk") == ["Oksana", "Melnyk"]
    assert names_in("Doctor Oksana Melnyk") == ["Oksana Melnyk"]


def test_whoever_a_documenter_protects_is_withheld_though_a_public_office_would_show_the_name() -> None:
    name = "Boris Hartwig"
    assert plain(name) in everything(CHRONICLE)
    asked = replace(CHRONICLE, protected=(name,), named=(*CHRONICLE.named, name))
    assert plain(name) not in everything(asked)
