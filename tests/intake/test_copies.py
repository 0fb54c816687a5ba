"""Copies: one wire story counts once, an update counts."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.working import lines_run

from khronika.intake.copies import find_copies
from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)


def story(seed: int, sentences: int = 12) -> list[str]:
    """Sentences of words without meaning, no two stories alike."""
    dice = random.Random(seed)
    return [" ".join(f"w{dice.randrange(5000)}" for _ in range(15)) + "." for _ in range(sentences)]


def dispatch(name: str, sentences: list[str], hours: int | None = 0, publisher: str | None = None) -> Dispatch:
    published = None if hours is None else NOON + timedelta(hours=hours)
    return Dispatch(doc_id=DocId(name), text="\n\n".join(sentences), published=published, publisher=publisher)


def test_it_finds_a_story_printed_again_with_headline_changed_end_cut_and_a_paragraph_added() -> None:
    wire = story(1)
    found = find_copies(
        [
            dispatch("wire", ["Four die in Orun", *wire]),
            dispatch("headline", ["Bloodshed in the harbour", *wire], 1),
            dispatch("cut", ["Four die", *wire[:5]], 2),
            dispatch("added", [*wire, *story(2, 2)], 3),
            dispatch("capitals", [part.upper() for part in wire], 4),
            dispatch("other", story(3), 5),
        ]
    )
    assert found == dict.fromkeys(["headline", "cut", "added", "capitals"], "wire")


def test_it_takes_the_whole_for_a_copy_of_an_earlier_excerpt_of_another_outlet() -> None:
    wire = story(1)
    excerpt, whole = dispatch("excerpt", wire[:6], 0, "a"), dispatch("whole", wire, 1, "b")
    assert find_copies([excerpt, whole]) == {"whole": "excerpt"}
    assert find_copies([excerpt, replace(whole, publisher="a")]) == {}


def test_it_takes_no_update_with_much_new_text_for_a_copy() -> None:
    wire = story(1)
    assert find_copies([dispatch("first", wire[:5]), dispatch("update", [*story(2, 12), *wire[:5]], 1)]) == {}


def test_a_paper_that_prints_a_story_of_an_agency_with_a_misprint_is_no_update_of_the_agency() -> None:
    wire = story(1)
    first = dispatch("first", ["Eleven died and 43 were hurt in Orun.", *wire], 0, "Halda Wire")
    head = "THE ORUN COURIER\nFriday, 14 March 2031"
    printed = dispatch("printed", [head, "Eleven died and 34 were hurt in Orun.", *wire[:7]], 20, "Halda Wire")
    assert find_copies([first, printed]) == {"printed": "first"}
    day_alone = replace(first, doc_id=DocId("day alone"), text=f"Friday, 14 March 2031\n\n{first.text}")
    assert find_copies([first, replace(day_alone, published=NOON + timedelta(hours=9))]) == {"day alone": "first"}


def test_it_takes_no_correction_by_the_same_outlet_for_a_copy() -> None:
    wire = story(1)
    first = dispatch("first", ["Eleven died in Orun.", *wire], 0, "post")
    corrected = dispatch("corrected", ["Fourteen died in Orun.", *wire], 5, "post")
    assert find_copies([first, corrected]) == {}
    assert find_copies([first, replace(corrected, publisher="courier")]) == {"corrected": "first"}


def test_it_finds_exact_copies_of_texts_of_a_few_words() -> None:
    assert find_copies([dispatch("a", ["Curfew lifted."]), dispatch("b", ["CURFEW  lifted"], 1)]) == {"b": "a"}
    assert find_copies([dispatch("a", [""]), dispatch("b", [""], 1)]) == {}


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(7)))
def test_it_names_the_earliest_whatever_the_order_of_the_input(order: list[int]) -> None:
    wire = story(1)
    all_of_them = [
        dispatch("wire", wire, 0),
        dispatch("b", wire[1:], 1),
        dispatch("c", wire[:-2], 2),
        dispatch("undated", wire, None),
        dispatch("other", story(5), 3),
        dispatch("again", story(5), 4),
        dispatch("alone", story(6), 5),
    ]
    found = find_copies([all_of_them[index] for index in order])
    assert found == {"b": "wire", "c": "wire", "undated": "wire", "again": "other"}


def test_it_leads_a_chain_of_copies_to_one_original() -> None:
    old, new = story(1, 20), story(2, 9)
    chain = [dispatch(f"d{step}", [*old[3 * step :], *new[: 3 * step]], step) for step in range(4)]
    assert find_copies([chain[0], chain[3]]) == {}
    assert find_copies(chain) == dict.fromkeys(["d1", "d2", "d3"], "d0")


def test_its_work_grows_with_the_number_of_dispatches_even_where_all_are_copies() -> None:
    wire = story(1)

    def work(size: int) -> int:
        copies = [dispatch(f"d{number}", [*wire, f"no {number}."], number) for number in range(size)]
        found: dict[str, str] = {}
        lines = lines_run(lambda: found.update(find_copies(copies)))
        assert len(found) == size - 1
        return lines

    assert work(800) < 4.5 * work(200)


def test_an_address_that_is_none_names_no_outlet_and_stops_nothing() -> None:
    wire = story(1)
    first, second = dispatch("first", wire), dispatch("second", [*wire, "More."], 1)
    for url in ("http://[half", "http://half]", "http://exa\u2100mple.org"):
        assert find_copies([first, replace(second, url=url)]) == {"second": "first"}
