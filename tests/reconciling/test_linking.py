"""Lists of invented people, linked: who is one person, what stays open, what people have decided."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.errors import InputError, WrongUse
from khronika.model.entry import Entry
from khronika.model.link import Sameness
from khronika.reconciling.linking.blocking import NEIGHBOURS, candidates
from khronika.reconciling.linking.columns import columns_of
from khronika.reconciling.linking.door import Wish, link
from khronika.reconciling.linking.fields import columns_said, layout_of
from khronika.reconciling.linking.grouping import groups_of
from khronika.reconciling.linking.levels import age_level, code_level, date_level, text_level
from khronika.reconciling.linking.listing import decisions_of, entries_of

GIVEN = ["Ilkhan", "Marta", "Sefa", "Viktan", "Danil", "Lidia", "Tolgan", "Aglaya", "Yesha", "Bekmar"]
FAMILY = [
    "Dzheretov",
    "Silnik",
    "Lindarov",
    "Orlesku",
    "Overchuk",
    "Arvanik",
    "Beshirov",
    "Torvin",
    "Kormak",
    "Toluyev",
]
TOWNS = ["Orun", "Tavesh", "Pelmeri", "Drusk", "Halda"]


def entry(key, list_="a", **said):
    return Entry(list=list_, key=str(key), said=said)


def town_of(people=400, seed=7):
    """Entries of two lists about invented people, each person on both, the second time with errors; who each is."""
    dice = random.Random(seed)
    entries, who = [], []
    for number in range(people):
        given, family = dice.choice(GIVEN), dice.choice(FAMILY) + dice.choice("abcdefgh")
        born = f"{dice.randint(1950, 2005)}-{dice.randint(1, 12):02}-{dice.randint(2, 28):02}"
        place = dice.choice(TOWNS)
        entries.append(entry(number, "morgue", name=f"{given} {family}", born=born, place=place))
        wrong = dice.randrange(4)
        name = [
            f"{family}, {given}",
            f"{given[0]}. {family}",
            f"{given} {family[:-2]}{family[-1]}",
            f"{given} {family}",
        ]
        later = {"name": name[wrong], "born": born if wrong else born[:4]}
        entries.append(entry(number, "union", **later, place=place))
        who += [number, number]
    return entries, who


def joined(linkage):
    return {pair for group in linkage.groups for pair in combinations(group, 2)}


def test_people_on_two_lists_are_found_through_errors_and_almost_nobody_is_joined_wrongly():
    entries, who = town_of()
    pairs = joined(link(entries))
    right = sum(who[one] == who[other] for one, other in pairs)
    assert right >= 0.93 * len(pairs)
    assert right >= 0.8 * 400
    assert right / len(pairs) > 0.98


def test_every_entry_is_one_person_and_every_pair_has_its_reasons():
    entries, _ = town_of(80)
    linkage = link(entries)
    assert sorted(number for group in linkage.groups for number in group) == list(range(len(entries)))
    for pair in linkage.links:
        assert pair.bits == pytest.approx(
            sum(one.bits for one in pair.agreements) + linkage.odds_bits, abs=0.05 * (len(pair.agreements) + 1)
        )


def test_the_same_entries_give_the_same_links_and_the_order_changes_no_group():
    entries, _ = town_of(120)
    once, again = link(entries), link(entries)
    assert once == again
    turned = link(entries[::-1])
    last = len(entries) - 1
    assert {frozenset(group) for group in once.groups} == {
        frozenset(last - n for n in group) for group in turned.groups
    }


def test_a_name_alone_stays_undecided():
    entries = [entry(1, "a", name="Marta Silnik"), entry(2, "b", name="Marta Silnik"), *town_of(60)[0]]
    linkage = link(entries)
    assert (0, 1) not in joined(linkage)
    (pair,) = [pair for pair in linkage.links if (pair.one, pair.other) == (0, 1)]
    assert pair.state is Sameness.UNDECIDED


def test_two_unknown_people_of_one_town_and_day_are_never_joined():
    unknown = {"place": "Orun", "day": "2031-03-14", "sex": "male", "age": "30"}
    entries = [entry(1, "a", **unknown), entry(2, "b", **unknown), *town_of(60)[0]]
    assert (0, 1) not in joined(link(entries))
    numbered = [entry(1, "a", number="4471", **unknown), entry(2, "b", number="4471", **unknown), *town_of(60)[0]]
    assert (0, 1) in joined(link(numbered))


def test_people_of_other_names_who_died_together_are_never_joined():
    together = {"place": "Orun", "day": "2031-03-14", "born": "1999-04-02", "address": "Quay Street 4", "age": "31"}
    entries = [entry(1, "a", name="Marta Silnik", **together), entry(2, "b", name="Olga Kormak", **together)]
    assert (0, 1) not in joined(link([*entries, *town_of(60)[0]]))


def test_what_a_person_decided_goes_before_every_weight_and_can_be_taken_back():
    entries, _ = town_of(60)
    free = joined(link(entries))
    pair = min(free)
    apart = link(entries, decisions={pair: Sameness.DIFFERENT})
    assert pair not in joined(apart)
    told = {(one.one, one.other): one for one in apart.links}
    assert told[pair].decided
    assert told[pair].state is Sameness.DIFFERENT
    strangers = next((0, other) for other in range(2, len(entries)) if (0, other) not in free)
    assert strangers in joined(link(entries, decisions={strangers: Sameness.SAME}))
    assert joined(link(entries, decisions={pair: Sameness.UNDECIDED})) == free


def test_decisions_that_contradict_each_other_are_refused():
    entries, _ = town_of(10)
    same, apart = Sameness.SAME, Sameness.DIFFERENT
    with pytest.raises(WrongUse, match="decided to be different"):
        link(entries, decisions={(0, 1): same, (1, 2): same, (0, 2): apart})


def test_where_nobody_stands_twice_no_group_has_two_of_one_list():
    entries, _ = town_of(150)
    linkage = link(
        [*entries, *(entry(f"again {one.key}", one.list, **one.said) for one in entries[:20])], Wish(once=True)
    )
    for group in linkage.groups:
        assert len({linkage.entries[one].list for one in group}) == len(group)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_anybody_is_no_error(count):
    linkage = link([entry(number, name="Anna Brel") for number in range(count)])
    assert len(linkage.entries) == count
    assert sum(map(len, linkage.groups)) == count


@pytest.mark.parametrize("size", [500, 2000])
def test_the_pairs_of_one_frequent_name_grow_with_the_list_and_not_with_its_square(size):
    found = candidates(columns_of([entry(number, name="Anna Brel", place="Orun") for number in range(size)]))
    assert len(found.one) <= 4 * NEIGHBOURS * size
    assert found.crowded == size


def test_learning_from_the_lists_finds_no_fewer_and_as_surely():
    entries, who = town_of()
    plain, learned = joined(link(entries)), joined(link(entries, Wish(learn=True)))
    assert sum(who[a] == who[b] for a, b in learned) >= 0.9 * sum(who[a] == who[b] for a, b in plain)
    assert sum(who[a] == who[b] for a, b in learned) > 0.97 * len(learned)


@settings(deadline=None)  # a first call loads the tables of names
@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-40, 80)), max_size=60),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6),
)
def test_groups_keep_what_was_decided_whatever_the_weights(weighed, same, apart):
    pairs = {(min(a, b), max(a, b)): bits / 4 for a, b, bits in weighed if a != b}
    same = sorted((min(a, b), max(a, b)) for a, b in same if a != b)
    apart = sorted((min(a, b), max(a, b)) for a, b in apart if a != b)
    groups = groups_of(12, [(a, b, bits) for (a, b), bits in pairs.items()], bar=4.0, same=same, apart=apart)
    home = {one: number for number, group in enumerate(groups) for one in group}
    assert sorted(home) == list(range(12))
    assert all(home[a] != home[b] for a, b in apart)
    assert apart or all(home[a] == home[b] for a, b in same)


def test_a_chain_of_likenesses_ends_where_the_whole_does_not_bear_it():
    chain = [(number, number + 1, 6.0) for number in range(9)]
    assert max(map(len, groups_of(10, chain, bar=4.25))) == 2
    whole = [(a, b, 6.0) for a, b in combinations(range(10), 2)]
    assert groups_of(10, whole, bar=4.25) == [list(range(10))]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1971-03-14", "1971-03-14", "same"),
        ("1971-01-01", "1971", "same year, days not told"),
        ("1971-01-01", "1971-03-14", "same year, one day not told"),
        ("1971-03-14", "1971-03-15", "one figure off"),
        ("1971", "1970", "one figure of the year off"),
        ("1971-03-04", "1971-04-03", "day and month exchanged"),
        ("1971-03-14", "1988-03-14", "same day, other year"),
        ("1971-03-14", "1950-11-20", "different"),
    ],
)
def test_dates_agree_so_far(one, other, level):
    assert date_level(one, other) == date_level(other, one) == level


def test_ages_codes_and_places_agree_so_far():
    assert [age_level("30", other) for other in ("30", "31", "33", "40")] == [
        "same",
        "a year apart",
        "near",
        "different",
    ]
    assert code_level("s70 1xh", "s70 9zz") == "same beginning"
    assert code_level("4471 22", "4417 22") == "one sign off"
    assert text_level("orun", "orun harbour") == "alike"
    assert text_level("new orun", "old orun") == "a word shared"


def test_columns_are_told_by_their_headers_or_by_the_user():
    layout = layout_of(["No", "Фамилия", "First_Name", "Date of Birth", "Anything"], {})
    assert layout == {"given_name": 2, "family_name": 1, "born": 3}
    assert layout_of(["Who", "Name"], columns_said(["name=who"])) == {"name": 0}
    for wrong in ("colour=x", "name", "name="):
        with pytest.raises(WrongUse, match="is no column"):
            columns_said([wrong])


def test_a_list_keeps_every_row_and_says_what_it_could_not_use():
    rows = [
        ["List of the union"],
        ["ID", "Name", "Age"],
        ["7", "Anna Brel", "?"],
        ["7", "Ivo Taral", "41"],
        ["", "", "30"],
        [],
    ]
    listed = entries_of("u.csv", rows, {})
    assert [(one.key, dict(one.said)) for one in listed.entries] == [
        ("row 3", {"name": "Anna Brel"}),
        ("row 4", {"name": "Ivo Taral", "age": "41"}),
        ("row 5", {"age": "30"}),
    ]
    assert any("no id of their own" in note for note in listed.notes)
    assert any("have no name" in note for note in listed.notes)


def test_a_table_without_names_is_refused_without_repeating_what_may_name_somebody():
    with pytest.raises(InputError, match="its columns are 'When', 'What'"):
        entries_of("x.csv", [["When", "What"], ["1", "2"]], {})
    with pytest.raises(InputError, match="holds no headers") as caught:
        entries_of("x.csv", [["Anna Brel, born 1971", "41"], ["Ivo", "2"]], {})
    assert "Brel" not in str(caught.value)
    with pytest.raises(InputError, match="the table is empty"):
        entries_of("x.csv", [], {})


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["one", "other"]], "has the columns one, other, decision"),
        ([["one", "other", "decision"], ["a:1", "a:9", "same"]], "no entry 'a:9'"),
        ([["one", "other", "decision"], ["a:1", "a:1", "same"]], "takes two entries"),
        ([["one", "other", "decision"], ["a:1", "a:2", "perhaps"]], "not 'perhaps'"),
        (
            [["one", "other", "decision"], ["a:1", "a:2", "same"], ["a:2", "a:1", "different"]],
            "decided this pair otherwise",
        ),
    ],
)
def test_a_table_of_decisions_that_is_none_is_refused(rows, reason):
    with pytest.raises(InputError, match=reason):
        decisions_of("d.csv", rows, {"a:1": 0, "a:2": 1})


def test_weights_of_frequent_values_are_lower_than_of_rare_ones():
    entries, _ = town_of(100)
    more = [entry(f"k{n}", name=f"Karel {family}") for n, family in enumerate(FAMILY * 8)]
    two = [entry("x1", name="Karel Zubrin"), entry("x2", name="Karel Zubrin"), entry("y1", name="Ottmar Zubrin")]
    two.append(entry("y2", name="Ottmar Zubrin"))
    linkage = link([*two, *entries, *more], Wish(unsure=0.0001))
    bits = {(pair.one, pair.other): pair.bits for pair in linkage.links}
    assert bits[2, 3] > bits[0, 1]
    assert np.isfinite(list(bits.values())).all()
