"""Tables of patterns, tables of people, chronicles: what a list is in each, and what is refused by line."""

import pytest

from khronika.errors import InputError
from khronika.estimating.listing import from_record, from_table, rows_of
from khronika.model.overlap import Overlap
from khronika.reference.cells import allow_cells


def counted(overlap: Overlap) -> dict[str, int]:
    return {"+".join(sorted(group)): people for group, people in overlap.cells}


def test_patterns_are_read_whatever_the_delimiter_and_line_ends() -> None:
    for text in (
        "B;A;count\r\n1;0;5\r\n1;1;2\r\n",
        "\ufeffB\tA\tpeople\n1\t0\t5\n\n1\t1\t2\n",
        'B,A,n\n"1",0,5\n1,1,2',
    ):
        listed = from_table(text, "t.csv")
        assert listed.overlap.lists == ("A", "B")
        assert counted(listed.overlap) == {"B": 5, "A+B": 2}
        assert listed.notes == ()


def test_the_same_pattern_twice_is_a_slip_unless_another_column_tells_them_apart() -> None:
    with pytest.raises(InputError, match="line 4: the same pattern stands in line 2 already"):
        from_table("A,B,count\n1,0,5\n0,1,2\nyes,no,5\n", "t.csv")
    table = "district,A,B,count\nnorth,1,0,5\nsouth,1,0,4\nsouth,0,1,1\n"
    assert counted(from_table(table, "t.csv", lists=["A", "B"]).overlap) == {"A": 9, "B": 1}


def test_a_list_less_adds_the_patterns_up() -> None:
    listed = from_table("A,B,C,count\n1,0,1,5\n1,0,0,4\n0,1,0,1\n", "t.csv", lists=["A", "B"])
    assert counted(listed.overlap) == {"A": 9, "B": 1}


def test_the_pattern_of_nobody_is_noted() -> None:
    listed = from_table("A,B,count\n1,0,9\n0,0,9\n0,1,1\n", "t.csv")
    assert counted(listed.overlap) == {"A": 9, "B": 1}
    assert listed.notes == ("9 people who stand on none of the lists were left out",)


def test_people_are_counted_by_the_columns_of_yes_and_no() -> None:
    text = "name,union,morgue,age\nDana Merev,x,,34\nIvo Taral,x,x,\nA. Sarin,,yes,50\nN. N.,,,\n"
    listed = from_table(text, "people.csv")
    assert counted(listed.overlap) == {"union": 1, "morgue": 1, "morgue+union": 1}
    assert listed.notes == (
        "columns that are no lists were passed over: name, age",
        "1 people who stand on none of the lists were left out",
    )


def test_columns_can_be_named() -> None:
    text = "a,b,c,how many\n1,0,1,5\n0,1,1,2\n"
    assert counted(from_table(text, "t.csv", lists=["a", "b"], count="how many").overlap) == {"a": 5, "b": 2}


def test_a_list_with_nobody_is_left_out_and_named() -> None:
    listed = from_table("A,B,C,count\n1,0,0,5\n0,1,0,2\n", "t.csv")
    assert listed.overlap.lists == ("A", "B")
    assert "lists with nobody on them were left out: C" in listed.notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a header and at least one row"),
        ("A,B,count\n", "a header and at least one row"),
        ("A,A,count\n1,0,2\n", "a name of its own"),
        ("A,B,count\n1,0\n", "line 2: 2 columns, but the header has 3"),
        ("A,B,count\n1,0,5\n1,2,3\n", "line 3: the column 'B' takes 1 or 0, not '2'"),
        ("A,B,count\n1,0,-5\n", "line 2: the number of people is '-5'"),
        ("A,B,count\n1,0,4.5\n", "line 2: the number of people is '4.5'"),
        ("A,B,count\n1,0,\u0664\n", "not a whole number"),
        (f"A,B,count\n1,0,{'9' * 6000}\n", "'9{19}…9{19}', and 9 digits are the most"),
        ("name,age\nDana,34\n", "no column of yes and no"),
        ('A,B,count\n"1,0,5\n', "no CSV table"),
    ],
)
def test_a_bad_table_is_refused_with_the_line(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        from_table(text, "t.csv")


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError, match="no column 'C'; it has: A, B, count"):
        from_table("A,B,count\n1,0,5\n", "t.csv", lists=["C"])


RECORD = {
    "sources": [
        {"source_id": "s1", "name": "the union", "claims": ["c1", "c3"]},
        {"source_id": "s2", "name": "a worker", "claims": ["c2"]},
        {"source_id": "s3", "name": "a worker", "claims": ["c4"]},
    ],
    "people": [
        {"named": True, "history": [
            {"state": "killed", "claim_id": "c1", "standing": "claimed"},
            {"state": "killed", "claim_id": "c2", "standing": "claimed"},
        ]},
        {"named": True, "history": [{"state": "detained", "claim_id": "c3", "standing": "claimed"}]},
        {"named": True, "history": [{"state": "killed", "claim_id": "c4", "standing": "denied"}]},
        {"named": False, "history": [{"state": "killed", "claim_id": "c1", "standing": "claimed"}]},
    ],
}  # fmt: skip


def test_a_source_of_a_chronicle_is_a_list_of_the_named_people_it_tells_of() -> None:
    listed = from_record(RECORD, "chronicle.json")
    assert counted(listed.overlap) == {"the union": 1, "a worker (s2)+the union": 1}


def test_a_state_chooses_people_and_claims() -> None:
    assert counted(from_record(RECORD, "chronicle.json", state="detained").overlap) == {"the union": 1}
    with pytest.raises(InputError, match="no source of it speaks of a named person as released"):
        from_record(RECORD, "chronicle.json", state="released")


@pytest.mark.parametrize("record", [{}, {"sources": [], "people": 3}, {"sources": [{}], "people": []}])
def test_a_record_that_is_no_chronicle_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputError):
        from_record(record, "chronicle.json")


def test_a_cell_without_end_is_refused_whatever_limit_the_process_has() -> None:
    table = f"a,b,c,count\n1,1,1,{'9' * 200_000}\n"
    for chars in (1_000, 1 << 30):
        allow_cells(chars)
        with pytest.raises(InputError, match="no CSV table"):
            rows_of(table, "t.csv")
