"""Files that stand inside others: each is read or refused by a name that says where it stands."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from khronika.errors import InputError
from khronika.hooks import Draft, Format, Limits, Member, formats
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Inside, Made, made_of
from khronika.model.refusal import Refusal

STORY = "ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour and killed four people."
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)

Box = dict[str, "str | Box"]


def boxed(data: bytes, name: str, limits: Limits) -> Iterator[Member | Refusal]:
    """A toy archive: a JSON object of names and texts, or further boxes."""
    for where, content in json.loads(data).items():
        if content == "broken":
            raise InputError(name, "cut short")
        inner = content if isinstance(content, str) else json.dumps(content)
        yield Member(where=where, data=inner.encode(), published=NOON if where.startswith("mailed") else None)


BOX = Format(name="box", media_type="x/box", suffixes=(".box",), recognises=lambda head: False, read=boxed)
KNOWN = (BOX, *formats())


def opened(box: Box, limits: Limits = DEFAULT_LIMITS) -> list[Made | Refusal]:
    return list(made_of(Inside(name="a.box", data=json.dumps(box).encode(), suffix=".box"), KNOWN, limits))


def names(things: list[Made | Refusal]) -> list[str]:
    return [thing.file.name if isinstance(thing, Made) else f"refused {thing.name}: {thing.reason}" for thing in things]


def test_members_go_by_the_outer_name_with_their_own_behind_it_in_order() -> None:
    box: Box = {"one.txt": STORY, "in.box": {"two.txt": STORY, "sub/three.md": STORY}, "four.txt": STORY}
    assert names(opened(box)) == [
        "a.box/one.txt",
        "a.box/in.box/two.txt",
        "a.box/in.box/sub/three.md",
        "a.box/four.txt",
    ]


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on() -> None:
    box: Box = {"one.txt": STORY, "in.box": {"two.txt": STORY, "x": "broken"}, "three.txt": STORY}
    assert names(opened(box)) == [
        "a.box/one.txt",
        "a.box/in.box/two.txt",
        "refused a.box/in.box: cut short",
        "a.box/three.txt",
    ]


def test_a_member_passes_its_time_on_to_what_stands_inside_it() -> None:
    made = opened({"one.txt": STORY, "mailed.box": {"two.txt": STORY}})
    assert [thing.file.published for thing in made if isinstance(thing, Made)] == [None, NOON]


def test_boxes_in_boxes_are_opened_so_deep_and_no_deeper() -> None:
    box: Box = {"last.txt": STORY}
    for _ in range(3):
        box = {"in.box": box}
    assert names(opened(box, replace(DEFAULT_LIMITS, member_depth=4))) == ["a.box/in.box/in.box/in.box/last.txt"]
    (only,) = names(opened(box, replace(DEFAULT_LIMITS, member_depth=3)))
    assert only == "refused a.box/in.box/in.box/in.box/last.txt: over the limit member_depth = 3"


@pytest.mark.parametrize("limit", [{"members_count": 2}, {"unpacked_bytes": 2 * len(STORY) + 50}])
def test_the_limits_hold_for_all_that_one_named_file_holds_together(limit: dict[str, int]) -> None:
    box: Box = {f"{number}.box": {"text.txt": STORY} for number in range(4)}
    found = names(opened(box, replace(DEFAULT_LIMITS, **limit)))
    assert found[0] == "a.box/0.box/text.txt"
    assert all("over the limit" in name for name in found[1:])
    assert found[1:]


def test_a_small_file_may_not_grow_into_a_library() -> None:
    def repeated(data: bytes, name: str, limits: Limits) -> Iterator[Draft]:
        for number in range(1000):
            yield Draft(raw=data, text=STORY * 10, encoding="utf-8", where=str(number))

    kind = replace(BOX, read=repeated)
    limits = replace(DEFAULT_LIMITS, grown_chars=5 * len(STORY * 10))
    things = list(made_of(Inside(name="a.box", data=b"{}", suffix=".box"), (kind,), limits))
    assert [isinstance(thing, Made) for thing in things] == [True] * 5 + [False]
    assert "grown_chars" in things[-1].reason
    large = list(made_of(Inside(name="a.box", data=b" " * 60_000, suffix=".box"), (kind,), limits))
    assert len(large) == 1000


@pytest.mark.parametrize("fault", [KeyError("x"), RecursionError(), MemoryError(), AssertionError(), ValueError("x")])
def test_a_reader_that_fails_on_a_file_loses_no_other(fault: Exception) -> None:
    def failing(data: bytes, name: str, limits: Limits) -> Iterator[Draft]:
        yield Draft(raw=data, text=STORY, encoding="utf-8")
        raise fault

    kind = replace(BOX, read=failing)
    read, refused = made_of(Inside(name="a.box", data=b"{}", suffix=".box"), (kind,), DEFAULT_LIMITS)
    assert isinstance(read, Made)
    assert isinstance(refused, Refusal)
    assert refused.unread
    assert type(fault).__name__ in refused.reason


def test_a_file_of_nothing_but_faults_is_not_listed_without_end() -> None:
    lines = b"{}\n" * 100
    limits = replace(DEFAULT_LIMITS, refusals_count=10)
    things = list(made_of(Inside(name="a.jsonl", data=lines, suffix=".jsonl"), formats(), limits))
    assert [thing.name for thing in things if isinstance(thing, Refusal)][-2:] == ["a.jsonl:10", "a.jsonl"]
    assert isinstance(things[-1], Refusal)
    assert things[-1].reason.startswith("90 more things")
    assert things[-1].unread
