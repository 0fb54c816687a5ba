"""A chronicle's file read back: all of it, or a reason that names the place."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.errors import InputError, KhronikaError, LimitExceeded, WrongUse
from khronika.publishing import publish
from khronika.publishing.recalling import recall, recalled
from khronika.publishing.record import as_bytes, record
from khronika.publishing.withholding.redaction import redacted
from publishing.exchanging import back
from publishing.sample import CHRONICLE

PUBLIC = redacted(CHRONICLE)
WHOLE = as_bytes(record(PUBLIC.chronicle.as_dict(), PUBLIC.withheld.as_dict()))


@pytest.fixture(scope="module")
def held() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WHOLE)
    return found


def read(value: object) -> object:
    return recalled(json.dumps(value).encode(), "chronicle.json")


@pytest.mark.parametrize("include_names", [True, False])
def test_what_is_read_back_is_what_was_written(include_names: bool) -> None:
    found = back(CHRONICLE, include_names=include_names)
    again = as_bytes(record(found.chronicle.as_dict(), found.withheld))
    assert recalled(again, "again").sha256 == found.sha256


def test_a_folder_and_its_file_give_the_same(tmp_path: Path) -> None:
    publish(CHRONICLE, tmp_path)
    assert recall(tmp_path) == recall(tmp_path / "data/chronicle.json")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"schema_version": "1.0", "claims": [{"claim', "not JSON"),
        (b"[]", "no object"),
        (b'"chronicle"', "no object"),
        (b"{}", "schema_version: missing"),
        (b'{"schema_version": 1}', "schema_version: no text"),
        (b'{"schema_version": "2.0"}', "another one wrote the file"),
        (b'{"schema_version": "1.0"}', "dispatches: missing"),
        (b'{"schema_version": "1.0", "x": NaN}', "NaN is no number"),
        (b'{"schema_version": "1.0", "x": ' + b"9" * 5000 + b"}", "thousands of digits"),
        (b"[" * 200_000, "nested too deeply"),
        (b"\xff\xfe\x00", "UTF-8"),
        (bytes(range(256)), "UTF-8"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_that_is_no_chronicle_is_refused_with_its_name_and_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        recalled(content, "some/chronicle.json")
    assert refused.value.name == "some/chronicle.json"
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("where", "value", "reason"),
    [
        (("claims", 0, "start"), "0", r"claims\[0\]\.start: no whole number"),
        (("claims", 0, "start"), True, r"claims\[0\]\.start: no whole number"),
        (("claims", 0, "start"), -1, r"claims\[0\]\.start: a number below zero"),
        (("claims", 0, "end"), 10**18, r"claims\[0\]\.end: a number below zero or beyond"),
        (("claims", 0, "quote"), None, r"claims\[0\]\.quote: no text"),
        (("claims", 0, "reality"), "maybe", r"claims\[0\]\.reality: must be one of actual"),
        (("claims", 0, "doc_id"), "elsewhere", "which the file does not hold"),
        (("claims", 0, "trigger"), [3], r"claims\[0\]\.trigger: no pair"),
        (("claims", 0, "trigger"), [9, 3], "ends before it starts"),
        (("claims", 0, "actors"), {}, r"claims\[0\]\.actors: no list"),
        (("claims", 1, "claim_id"), "FIRST", "stands twice"),
        (("incidents", 1, "tallies", 0, "low"), 999, "low 999 is above high 150"),
        (("incidents", 1, "tallies", 0, "best"), 3, "low 11 is above best 3"),
        (("incidents", 1, "tallies", 0, "low"), 1e300, "no whole number"),
        (("incidents", 1, "place", "lat"), 91, "not between -90 and 90"),
        (("incidents", 1, "place", "lon"), "x", "no number"),
        (("incidents", 1, "part_of"), "nowhere", "which the file does not hold"),
        (("incidents", 1, "people"), ["nobody"], "which the file does not hold"),
        (("incidents", 1, "reported"), [], r"incidents\[1\]\.reported: no object"),
        (("dispatches", 0, "published"), "yesterday", r"dispatches\[0\]\.published: no time"),
        (("dispatches", 0, "published"), "2031-05-14", "without a zone"),
        (("withheld",), None, "withheld: no object"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_fault_is_named_with_its_place(
    held: dict[str, Any], where: tuple[Any, ...], value: object, reason: str
) -> None:
    broken = copy.deepcopy(held)
    spot = broken
    for step in where[:-1]:
        spot = spot[step]
    spot[where[-1]] = broken["claims"][0]["claim_id"] if value == "FIRST" else value
    with pytest.raises(InputError, match=reason):
        read(broken)


def test_what_a_later_minor_version_adds_is_let_pass(held: dict[str, Any]) -> None:
    newer = copy.deepcopy(held)
    newer["schema_version"] = "1.7"
    newer["editions"] = [{"number": 1}]
    newer["claims"][0]["mood"] = "subjunctive"
    assert read(newer)


def test_an_infinite_number_in_disguise_is_refused(held: dict[str, Any]) -> None:
    text = json.dumps(held).replace(str(held["incidents"][1]["place"]["lat"]), "1e999", 1)
    with pytest.raises(InputError):
        recalled(text.encode(), "x")


def test_a_lone_surrogate_becomes_a_mark_that_a_file_can_hold(held: dict[str, Any]) -> None:
    odd = copy.deepcopy(held)
    odd["incidents"][0]["title"] = "a\ud800b"
    assert recalled(json.dumps(odd).encode(), "x").chronicle.incidents[0].title == "a?b"


def test_a_file_over_the_limit_is_refused_unparsed(tmp_path: Path) -> None:
    (tmp_path / "chronicle.json").write_bytes(b" " * 2000)
    with pytest.raises(LimitExceeded, match="1,000 bytes"):
        recall(tmp_path / "chronicle.json", largest=1000)


@pytest.mark.parametrize(
    "manifest", [None, b"{", b"[]", b'{"format": "khronika-chronicle", "sha256": 3}', b"[" * 90_000]
)
def test_a_damaged_manifest_beside_it_is_no_matter(tmp_path: Path, manifest: bytes | None) -> None:
    publish(CHRONICLE, tmp_path)
    assert not recall(tmp_path).changed
    (tmp_path / "data/manifest.json").unlink()
    if manifest is not None:
        (tmp_path / "data/manifest.json").write_bytes(manifest)
    assert not recall(tmp_path).changed


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_path_without_a_chronicle_is_wrong_use(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUse, match=name):
        recall(tmp_path / name)


@settings(deadline=None, max_examples=100)
@given(cut=st.integers(min_value=0, max_value=len(WHOLE) - 3))
def test_a_file_that_was_cut_off_anywhere_is_refused(cut: int) -> None:
    with pytest.raises(InputError, match=r"empty|not JSON|UTF-8"):
        recalled(WHOLE[:cut], "chronicle.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(2**70),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, max_examples=150)
@given(data=st.data(), value=json_values)
def test_any_value_anywhere_is_read_or_refused_and_never_a_fault(data: st.DataObject, value: object) -> None:
    broken: Any = json.loads(WHOLE)
    spot: Any = broken
    while True:
        steps = list(spot) if isinstance(spot, dict) else range(len(spot))
        step = data.draw(st.sampled_from(list(steps)))
        if not isinstance(spot[step], dict | list) or not spot[step] or data.draw(st.integers(0, 5)) == 0:
            break
        spot = spot[step]
    spot[step] = value
    with suppress(KhronikaError):
        recalled(json.dumps(broken).encode(), "chronicle.json")
