"""What documenters decide: a pure fold, in whatever order logs arrive."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.conftest import Team
from khronika.archive.founding import Introduction
from khronika.archive.joining import admit, join
from khronika.archive.judging import Verdict, decisions, judge, judgments, protected_sources
from khronika.archive.judgments import Judgment, Question, folded, judgment_of
from khronika.archive.merging import merge
from khronika.archive.readings import Read, Recorded, RecordedText, reanchored, record_reading, recorded_readings
from khronika.archive.rows import ClaimRow
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError, WrongUse

STANDS = Question("standing", ("c1",))


def claim(
    claim_id: str, start: int = 0, end: int = 20, event_type: str = "killing", **more: object
) -> dict[str, object]:
    return {
        "claim_id": claim_id, "doc_id": "a.txt", "field": "text", "start": start, "end": end,
        "event_type": event_type, "quote": "nine were killed", **more,
    }  # fmt: skip


def read(team: Team, path: Path, claims: list[dict[str, object]], version: str = "1", device: str = "one") -> bool:
    with team.open(path, device) as archive:
        of = next(item.sha256 for item in archive.index.items() if item.name == "a.txt")
        with archive.writing() as writer:
            texts = [RecordedText(Read(doc_id="a.txt", read="0" * 64), claims)]
            reading = Recorded(of=of, reader={"name": "test", "version": version}, texts=texts)
            return record_reading(writer, reading, "read", recorded_readings(archive.index))


@pytest.fixture
def desk(team: Team) -> tuple[Team, Path, Path]:
    """Two copies of one archive with two claims, each with a device that belongs."""
    path = team.found()
    with team.open(path, "two") as archive:
        key = join(archive, Introduction(member="Bo", device="", why="asks"))
    with team.open(path) as archive:
        admit(archive, key, role="member", why="met")
    team.add(path, {"a.txt": "nine were killed"})
    read(team, path, [claim("c1"), claim("c2", 30, 50)])
    other = team.folder / "other"
    shutil.copytree(path, other)
    return team, path, other


def judged(team: Team, path: Path, device: str, act: str, *claims: str, **more: object) -> tuple[str, int]:
    with team.open(path, device) as archive:
        return judge(archive, Verdict(act=act, why="because", claims=claims, **more))  # type: ignore[arg-type]


def decided(team: Team, path: Path) -> dict[Question, tuple[str, ...]]:
    with team.open(path) as archive:
        return {question: decision.verdicts for question, decision in decisions(archive).items()}


def test_a_later_judgment_that_knew_the_earlier_takes_its_place(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    judged(team, path, "one", "accept", "c1")
    judged(team, path, "two", "reject", "c1")
    assert decided(team, path) == {STANDS: ("rejected",)}


def test_judgments_made_without_knowledge_of_each_other_are_disputed_until_somebody_decides(
    desk: tuple[Team, Path, Path],
) -> None:
    team, path, other = desk
    judged(team, path, "one", "accept", "c1")
    judged(team, other, "two", "reject", "c1")
    judged(team, path, "one", "same event", "c2", "c1")
    judged(team, other, "two", "same event", "c1", "c2")
    with team.open(path) as archive:
        merge(archive, other)
    assert decided(team, path) == {STANDS: ("accepted", "rejected"), Question("event", ("c1", "c2")): ("same",)}
    judged(team, path, "one", "reject", "c1")
    assert decided(team, path)[STANDS] == ("rejected",)


def test_an_undo_is_an_entry_that_can_be_undone(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    first = judged(team, path, "one", "accept", "c1")
    undo = judged(team, path, "two", "undo", undoes=first)
    assert decided(team, path) == {}
    judged(team, path, "one", "undo", undoes=undo)
    assert decided(team, path) == {STANDS: ("accepted",)}
    with team.open(path) as archive:
        assert len(judgments(archive)) == 3


def test_a_value_is_corrected_and_a_source_protected(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    judged(team, path, "one", "correct", "c1", field="figure.low", value=9)
    judged(team, path, "two", "correct", "c1", field="figure.low", value=11)
    judged(team, path, "one", "protect", source="Dana Merev")
    assert decided(team, path)[Question("value", ("c1", "figure.low"))] == ('{"value":11}',)
    with team.open(path) as archive:
        assert protected_sources(archive) == ["Dana Merev"]


def test_consent_withdrawn_destroys_what_it_names_in_every_copy_and_the_log_still_verifies(
    desk: tuple[Team, Path, Path],
) -> None:
    team, path, other = desk
    team.add(path, {"b.txt": "something else"})
    judged(team, path, "one", "note", "c1")
    with team.open(path) as archive:
        item = next(item for item in archive.index.items() if item.name == "a.txt")
        stored = archive.items.path(item.stored)
        assert stored.exists()
        erased = judge(archive, Verdict(act="withdraw", why="she asked us to", items=(item.sha256,)))
        assert not stored.exists()
        assert [row.name for row in archive.index.items()] == ["b.txt"]
        assert list(archive.index.claims()) == []
        assert verify(archive).holds, verify(archive).faults
        with pytest.raises(WrongUse, match="gone"):
            judge(archive, Verdict(act="undo", why="no", undoes=erased))
    with team.open(other, "two") as archive:
        assert merge(archive, path).refused == []
        assert [row.name for row in archive.index.items()] == ["b.txt"]
        assert verify(archive).holds, verify(archive).faults
    for copy in (path, other):
        for file in copy.rglob("*"):
            assert not file.is_file() or b"nine were killed" not in file.read_bytes(), file
            assert not file.is_file() or item.sha256.encode() not in file.read_bytes(), file
        assert item.stored not in {file.name for file in copy.rglob("*")}


def test_a_copy_that_has_not_heard_of_it_does_not_bring_it_back(desk: tuple[Team, Path, Path]) -> None:
    team, path, other = desk
    with team.open(path) as archive:
        item = next(archive.index.items())
        judge(archive, Verdict(act="withdraw", why="she asked us to", items=(item.sha256,)))
        merge(archive, other)
        assert not archive.items.path(item.stored).exists()
        assert verify(archive).holds


def test_a_member_cannot_withdraw_and_what_is_erased_without_a_keeper_is_named(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    with team.open(path, "two") as archive:
        item = next(archive.index.items())
        with pytest.raises(ArchiveError, match="keeper"):
            judge(archive, Verdict(act="withdraw", why="to hide it", items=(item.sha256,)))
        assert archive.items.path(item.stored).exists()
        with archive.writing() as writer:  # by going round the command
            writer.append("judgment", {"act": "withdraw", "why": "x"}, {"erases": [[item.log, item.seq]]})
    with team.open(path) as archive:
        assert archive.items.path(item.stored).exists()
        at, length, _ = archive.index.places(item.log, item.seq)
    payloads = path / "logs" / item.log / "payloads"
    data = payloads.read_bytes()
    payloads.write_bytes(data[: at.payloads] + b"-" * length + data[at.payloads + length :])
    with team.open(path) as archive:
        assert [fault.name for fault in verify(archive).faults[4]] == [f"entry {item.log}/{item.seq}"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "accept", "claims": ()},
        {"act": "accept", "claims": ("unknown",)},
        {"act": "same event", "claims": ("c1", "c1")},
        {"act": "correct", "claims": ("c1",)},
        {"act": "protect"},
        {"act": "withdraw", "items": ("0" * 64,)},
        {"act": "undo", "undoes": ("0" * 64, 1)},
        {"act": "no such act"},
        {"act": "accept", "claims": ("c1",), "why": " "},
    ],
)
def test_a_judgment_that_says_nothing_is_refused(desk: tuple[Team, Path, Path], wrong: dict[str, object]) -> None:
    team, path, _ = desk
    with team.open(path) as archive, pytest.raises(WrongUse):
        judge(archive, Verdict(**{"why": "because", **wrong}))  # type: ignore[arg-type]


def test_a_reading_is_recorded_once(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    same = [claim("c1"), claim("c2", 30, 50)]
    assert not read(team, path, same)
    assert read(team, path, same, version="2")
    with team.open(path) as archive:
        assert len(list(archive.rows("reading"))) == 2
        assert [hit.words for hit in archive.index.find("killed NINE", 1)] == ["nine were killed"]
        assert archive.index.find('" OR *', 5) == []


# the fold by itself

LOGS = st.sampled_from(["a", "b", "c"])


@st.composite
def histories(draw: st.DrawFn) -> list[Judgment]:
    """Judgments as devices could make them: each sees its own log, and of the others a part of what is there."""
    made: list[Judgment] = []
    sizes, sight = dict.fromkeys("abc", 0), {log: dict.fromkeys("abc", 0) for log in "abc"}
    for _ in range(draw(st.integers(0, 9))):
        log = draw(LOGS)
        for other in "abc":
            if draw(st.booleans()):
                sight[log][other] = sizes[other]
        seen = dict(sight[log])
        known = [one for one in made if one.log == log or one.seq < seen[one.log]]
        place = (log, sizes[log])
        if known and draw(st.booleans()):
            target = draw(st.sampled_from(known))
            said: dict[str, object] = {"act": "undo", "undoes": list(target.place)}
        else:
            said = {"act": draw(st.sampled_from(["accept", "reject"])), "claims": [{"claim_id": "c1"}]}
        one = judgment_of(place, said, seen)
        assert one is not None
        made.append(one)
        sizes[log] += 1
    return made


@given(history=histories(), data=st.data())
def test_the_order_in_which_judgments_arrive_does_not_matter(history: list[Judgment], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(history))
    assert folded(shuffled) == folded(history)


@given(history=histories())
def test_whoever_has_seen_everything_has_the_last_word(history: list[Judgment]) -> None:
    sight = dict.fromkeys("abc", 99)
    last = judgment_of(("z", 0), {"act": "reject", "claims": [{"claim_id": "c1"}]}, sight)
    assert last is not None
    assert folded([*history, last])[STANDS].verdicts == ("rejected",)


FIELDS = ("figure", "figure.low", "figure.high", "figure.group")


def correction(log: str, seq: int, field: str, value: object, **seen: int) -> Judgment:
    said = {"act": "correct", "claims": [{"claim_id": "c1"}], "field": field, "value": value}
    one = judgment_of((log, seq), said, seen)
    assert one is not None
    return one


def value_of(field: str) -> Question:
    return Question("value", ("c1", field))


@pytest.mark.parametrize("fields", [("figure.low", "figure.high"), ("figure", "figure.low"), ("figure", "figure")])
def test_corrections_of_one_figure_that_knew_nothing_of_each_other_are_disputed(fields: tuple[str, str]) -> None:
    one, other = correction("a", 0, fields[0], 12), correction("b", 0, fields[1], 5)
    found = folded([one, other])
    assert {question for question, decision in found.items() if decision.disputed} == set(map(value_of, fields))
    assert all(decision.by in ((one.place, other.place), (other.place, one.place)) for decision in found.values())
    decided = correction("c", 0, fields[0], 12, a=1, b=1)
    after = folded([one, other, decided])
    assert after[value_of(fields[0])].verdicts == ('{"value":12}',)
    assert not any(decision.disputed for decision in after.values())


def test_what_says_nothing_of_the_other_value_is_not_disputed() -> None:
    found = folded([correction("a", 0, "figure.low", 12), correction("b", 0, "figure.group", "police")])
    assert not any(decision.disputed for decision in found.values())


def test_whoever_corrects_a_whole_figure_has_answered_for_its_parts() -> None:
    low, whole = correction("a", 0, "figure.low", 12), correction("b", 0, "figure", 20, a=1)
    assert list(folded([low, whole])) == [value_of("figure")]
    again = correction("a", 1, "figure.low", 18, b=1)
    assert list(folded([low, whole, again])) == [value_of("figure"), value_of("figure.low")]


def test_a_verdict_on_another_part_says_of_which_field_it_is() -> None:
    found = folded([correction("a", 0, "figure.low", 12), correction("b", 0, "figure.high", 5)])
    assert found[value_of("figure.low")].verdicts == ('{"value":12}', '{"field":"figure.high","value":5}')


@st.composite
def corrections(draw: st.DrawFn) -> list[Judgment]:
    """Corrections of one figure and its parts, and undos, by three devices that see some of each other's entries."""
    made: list[Judgment] = []
    sizes = dict.fromkeys("abc", 0)
    for _ in range(draw(st.integers(0, 8))):
        log = draw(LOGS)
        seen = {other: draw(st.integers(0, size)) for other, size in sizes.items()}
        field, value = draw(st.sampled_from(FIELDS)), draw(st.integers(1, 3))
        made.append(correction(log, sizes[log], field, value, **seen))
        sizes[log] += 1
    return made


@given(history=corrections(), data=st.data())
def test_corrections_of_a_figure_come_to_one_state_in_whatever_order_they_arrive(
    history: list[Judgment], data: st.DataObject
) -> None:
    assert folded(data.draw(st.permutations(history))) == folded(history)


@given(history=corrections())
def test_where_a_part_is_disputed_with_another_both_say_so(history: list[Judgment]) -> None:
    found = folded(history)
    for question, decision in found.items():
        for verdict in decision.verdicts:
            if other := json.loads(verdict).get("field"):
                assert found[value_of(other)].disputed
                assert question != value_of(other)


@given(history=corrections())
def test_whoever_has_seen_all_corrections_ends_every_dispute_by_stating_the_whole(history: list[Judgment]) -> None:
    last = correction("z", 0, "figure", 7, a=99, b=99, c=99)
    assert {question: found.verdicts for question, found in folded([*history, last]).items()} == {
        value_of("figure"): ('{"value":7}',)
    }


# links of events


@st.composite
def linked(draw: st.DrawFn) -> list[Judgment]:
    """Whether pairs of four claims tell of one event, as three devices could judge it, with undos."""
    made: list[Judgment] = []
    sizes = dict.fromkeys("abc", 0)
    for _ in range(draw(st.integers(0, 10))):
        log = draw(LOGS)
        seen = {other: draw(st.integers(0, size)) for other, size in sizes.items()}
        place = (log, sizes[log])
        if made and draw(st.integers(0, 3)) == 0:
            said: dict[str, object] = {"act": "undo", "undoes": list(draw(st.sampled_from(made)).place)}
        else:
            pair = draw(st.lists(st.sampled_from(["c1", "c2", "c3", "c4"]), min_size=2, max_size=2, unique=True))
            act = draw(st.sampled_from(["same event", "not same event"]))
            said = {"act": act, "claims": [{"claim_id": one} for one in pair]}
        one = judgment_of(place, said, seen)
        assert one is not None
        made.append(one)
        sizes[log] += 1
    return made


@given(history=linked(), data=st.data())
def test_links_of_events_come_to_one_state_in_whatever_order_logs_arrive(
    history: list[Judgment], data: st.DataObject
) -> None:
    assert folded(data.draw(st.permutations(history))) == folded(history)


def row(claim_id: str, start: int, end: int, event_type: str = "killing", quote: str = "q") -> ClaimRow:
    return ClaimRow(claim_id, "a.txt", "text", start, end, event_type, quote)


def test_claims_are_found_again_by_span_and_what_is_not_is_listed() -> None:
    old = [row("same", 0, 9), row("span", 10, 20), row("near", 30, 40), row("moved", 50, 60, quote="were shot")]
    old += [row("gone", 70, 80), row("two", 90, 100)]
    new = [row("same", 1, 9), row("s2", 10, 20), row("n2", 31, 42), row("m2", 500, 510, quote="were shot")]
    new += [row("g2", 70, 80, "arrest"), row("t2", 90, 100), row("t3", 90, 100)]
    found = reanchored(old, new)
    assert found.now == {"same": "same", "span": "s2", "near": "n2", "moved": "m2"}
    assert [claim.claim_id for claim in found.lost] == ["gone", "two"]


def test_what_an_act_takes_is_said_in_the_word_that_one_types(desk: tuple[Team, Path, Path]) -> None:
    team, path, _ = desk
    with team.open(path) as archive:
        with pytest.raises(WrongUse, match=r"^same-event takes two claims that differ; given: c1$"):
            judge(archive, Verdict(act="same event", why="r", claims=("c1",)))
        with pytest.raises(WrongUse, match=r"^accept takes one claim; given: none$"):
            judge(archive, Verdict(act="accept", why="r"))
