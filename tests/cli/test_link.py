"""``khronika link`` as a user runs it: lists in, tables out, decisions, refusals."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from cli.conftest import contents, khronika

MORGUE = """ID,Name,Age,Town,Died
1,Ilkhan Dzheretov,34,Orun,14 March 2031
2,Marta Silnik,51,Tavesh,15 March 2031
3,=HYPERLINK("x"),20,Orun,14 March 2031
4,,30,Orun,14 March 2031
"""
UNION = [
    ["List of the union, 20 March"],
    ["Who", "Years", "Town", "Killed on"],
    ["Jeretow, Ilhan", 34, "Orun", "2031-03-14"],
    ["Silnik", 52, "Tavesh", "2031-03-15"],
    ["Danil Overchuk", 19, "Halda", "2031-03-16"],
]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "morgue.csv").write_text(MORGUE, encoding="utf-8")
    book = Workbook()
    for row in UNION:
        book.active.append(row)
    book.save(folder / "union.xlsx")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def linked(lists: Path, out: Path, *more: str | Path) -> list[dict[str, str]]:
    columns = ("--column", "name=Who", "--column", "age=Years") if "--column" not in more else ()
    done = khronika("link", lists / "union.xlsx", *columns, "-o", out, "--quiet", *more)
    assert done.returncode == 0, done.stderr.decode()
    return rows(out / "pairs.csv")


def test_people_of_two_lists_are_linked_with_a_reason_for_every_field(lists: Path, tmp_path: Path) -> None:
    names = lists / "renamed.csv"
    names.write_text(MORGUE.replace("Name", "Who").replace("Age", "Years"), encoding="utf-8")
    pairs = linked(lists, tmp_path / "out", names)
    found = {(pair["one_name"], pair["other_name"]): pair for pair in pairs}
    pair = found["Jeretow, Ilhan", "Ilkhan Dzheretov"]
    assert pair["state"] in {"same", "undecided"}
    for field in ("name: ", "day: same", "age: same", "place: same", "before anything is compared"):
        assert field in pair["why"]
    entries = rows(tmp_path / "out" / "entries.csv")
    assert len(entries) == 7
    assert {entry["said_name"] for entry in entries} >= {'\'=HYPERLINK("x")', "Danil Overchuk"}
    people = rows(tmp_path / "out" / "people.csv")
    assert sum(person["entries"].count(".") for person in people) == 7
    assert {person["on renamed.csv"] for person in people} == {"0", "1"}


def test_a_decision_is_honoured_and_taken_back_by_emptying_its_cell(lists: Path, tmp_path: Path) -> None:
    morgue = lists / "morgue.csv"
    columns = ("--column", "name=Who")
    done = khronika("link", lists / "union.xlsx", morgue, *columns, "-o", tmp_path / "none")
    assert done.returncode == 2
    assert b"morgue.csv: there is no column 'Who'" in done.stderr
    morgue.write_text(MORGUE.replace("Name", "Who"), encoding="utf-8")
    out = tmp_path / "out"
    pair = next(one for one in linked(lists, out, morgue, *columns) if "Marta" in one["other_name"])
    checked = tmp_path / "checked.csv"
    for decision, same in (("same", True), ("different", False)):
        checked.write_text(f"one,other,decision\n{pair['one']},{pair['other']},{decision}\n", encoding="utf-8")
        again = linked(lists, out, morgue, *columns, "--decided", checked)
        told = next(one for one in again if one["one"] == pair["one"] and one["other"] == pair["other"])
        assert (told["state"], told["decision"]) == (decision, decision)
        assert "decided by a person" in told["why"]
        home = {f"{entry['list']}:{entry['key']}": entry["person"] for entry in rows(out / "entries.csv")}
        assert (home[pair["one"]] == home[pair["other"]]) is same
    checked.write_text(f"one,other,decision\n{pair['one']},{pair['other']},\n", encoding="utf-8")
    assert not any(one["decision"] for one in linked(lists, out, morgue, *columns, "--decided", checked))


def test_the_same_lists_give_the_same_bytes(lists: Path, tmp_path: Path) -> None:
    (lists / "morgue.csv").write_text(MORGUE.replace("Name", "Who"), encoding="utf-8")
    for out in ("a", "b"):
        paths = [lists / "morgue.csv", lists / "union.xlsx"]
        done = khronika("link", *paths, "--column", "name=Who", "-o", tmp_path / out)
        assert done.returncode == 0, done.stderr.decode()
        assert b"are undecided: a person has to look" in done.stdout
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nowhere.csv",), b"nowhere.csv: cannot be read: No such file"),
        (("tolls.csv",), b"no column is known to hold names; its columns are 'Place', 'Dead'"),
        (("morgue.csv", "again/morgue.csv"), b"two lists are called morgue.csv"),
        (("morgue.csv", "--column", "colour=Town"), b"is no column such as name=Who"),
        (("morgue.csv", "--decided", "tolls.csv"), b"has the columns one, other, decision"),
        (("broken.xlsx",), b"the workbook is damaged"),
    ],
)
def test_what_cannot_be_linked_is_refused_before_anything_is_written(
    lists: Path, arguments: tuple[str, ...], reason: bytes
) -> None:
    (lists / "tolls.csv").write_text("Place,Dead\nOrun,4\n", encoding="utf-8")
    (lists / "broken.xlsx").write_bytes(b"PK no workbook")
    (lists / "again").mkdir()
    (lists / "again" / "morgue.csv").write_text(MORGUE, encoding="utf-8")
    done = khronika("link", *arguments, "-o", "out", cwd=lists)
    assert done.returncode == 2
    assert reason in done.stderr
    assert not (lists / "out").exists()


def test_a_folder_of_something_else_is_left_alone(lists: Path) -> None:
    done = khronika("link", "morgue.csv", "-o", ".", cwd=lists)
    assert done.returncode == 2
    assert b"no set of linked lists of ours" in done.stderr
