"""What comes from others is refused with a reason, whatever it is; nothing else happens."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.conftest import Team
from khronika.archive import payloads
from khronika.archive.belonging import Act, belonging
from khronika.archive.bundles import check_bundle, is_bundle, write_bundle
from khronika.archive.canonical import canonical, parsed, parsed_leaf
from khronika.archive.checkpoints import opened_checkpoint
from khronika.archive.entries import entry_of, erased_by
from khronika.archive.founding import archive_id
from khronika.archive.judgments import folded, judgment_of
from khronika.archive.merging import merge
from khronika.archive.notes import note_key, opened_note
from khronika.archive.readings import claims_in
from khronika.archive.recipients import identities_in
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError, VerificationError

LOG = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(
    st.sampled_from(["v", "by", "seq", "at", "kind", "seen", "payload", "sealed", "key", "erases", "subject", "act"]),
    JSON | st.sampled_from([1, 0, LOG, "2031-03-14T18:00:00Z", "judgment", "0" * 64]),
)
NOTE = b"khronika/a/b\n1\nAA==\n\n\xe2\x80\x94 khronika/a/b AAAAAAA=\n"


@given(st.binary(max_size=300) | st.text().map(lambda text: text.encode("utf-8", "replace")))
@example(b"\xff\xfe{\x00}\x00")
@example(b"[" * 100_000)
@example(b'{"a":' * 50_000)
@example(b"1" * 10_000)
def test_bytes_that_are_no_line(data: bytes) -> None:
    for read in (parsed, parsed_leaf, lambda line: entry_of(line, LOG, 0), claims_in):
        try:
            read(data)
        except VerificationError:
            continue


@given(FIELDS)
def test_objects_that_are_no_entry(fields: dict[str, object]) -> None:
    try:
        line = canonical(fields)
        entry = entry_of(line, LOG, 0)
    except VerificationError:
        return
    assert entry.leaf() == line
    assert all(isinstance(log, str) and isinstance(seq, int) for log, seq in erased_by(entry.clear))


@given(st.binary(max_size=200), st.integers(0, len(NOTE)), st.integers(0, len(NOTE)))
def test_bytes_that_are_no_note(data: bytes, start: int, end: int) -> None:
    for note in (data, NOTE[:start] + data + NOTE[end:]):
        with pytest.raises(VerificationError):
            opened_checkpoint(note, "a" * 64, LOG)
        with pytest.raises(VerificationError):
            opened_note(note, note_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))


@given(st.dictionaries(st.sampled_from(["act", "claims", "source", "field", "value", "undoes", "why"]), JSON))
def test_objects_that_are_no_judgment(said: dict[str, object]) -> None:
    for act in ("undo", "accept", "correct", "protect", said.get("act")):
        try:
            found = judgment_of((LOG, 1), {**said, "act": act}, {})
        except VerificationError:
            continue
        folded([found] if found else [])


@given(st.dictionaries(st.sampled_from(["subject", "role", "keeps", "succeeds", "handover"]), JSON))
def test_objects_that_are_no_act_of_belonging(clear: dict[str, object]) -> None:
    keeps = clear.get("keeps")
    clear["keeps"] = keeps if isinstance(keeps, int) else 0  # the type is checked where the entry is read
    acts = [Act(log="a", seq=0, kind="genesis", clear={})]
    acts += [Act(log="a", seq=seq, kind=kind, clear=clear) for seq, kind in enumerate(("admit", "revoke", "join"), 1)]
    assert "a" in belonging(acts, "0" * 64)


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=400), where=st.integers(0, 2000))
def test_files_that_are_no_bundle(tmp_path_factory: pytest.TempPathFactory, data: bytes, where: int) -> None:
    team = Team(tmp_path_factory.mktemp("team"))
    bundle = team.folder / "a.zip"
    with team.open(team.found()) as archive:
        write_bundle(archive, bundle)
    whole = bundle.read_bytes()
    for content in (data, whole[:where] + data, whole[:where] + data + whole[where:]):
        bundle.write_bytes(content)
        if content != whole and is_bundle(bundle):
            with pytest.raises((VerificationError, ArchiveError)):
                check_bundle(bundle)


def test_a_bundle_that_would_unpack_to_more_than_it_is_is_refused(tmp_path: Path) -> None:
    bundle = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("items/00/" + "0" * 64, bytes(10_000_000))
        zipped.writestr("SHA256SUMS", f"{'0' * 64}  items/00/{'0' * 64}\n")
    with pytest.raises(VerificationError, match="not compressed"):
        check_bundle(bundle)


def test_a_bundle_whose_files_lie_inside_each_other_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bundle, inner = tmp_path / "bomb.zip", tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("README.txt", bytes(100_000))
        (within,) = zipped.infolist()
    outer = "items/00/" + "0" * 64
    with zipfile.ZipFile(bundle, "w") as zipped:
        zipped.writestr(outer, inner.read_bytes())
        within.header_offset = 30 + len(outer)
        zipped.filelist.append(within)
        zipped.writestr("SHA256SUMS", f"{'0' * 64}  {outer}\n{'0' * 64}  README.txt\n")
    with zipfile.ZipFile(bundle) as zipped:
        assert sum(one.file_size for one in zipped.infolist()) > bundle.stat().st_size
    with pytest.raises(VerificationError, match="lie beside each other"):
        check_bundle(bundle)


@given(st.binary(max_size=200))
def test_a_marker_that_is_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("marker")
    (folder / "archive.json").write_bytes(data)
    with pytest.raises(ArchiveError):
        archive_id(folder)


@given(st.text())
def test_any_text_is_a_file_of_identities_or_none(text: str) -> None:
    assert all(identity.strip() for identity in identities_in(text))


@pytest.mark.parametrize("name", ["0" * 64, "F" * 64, "x", LOG, ".hidden"])
def test_a_folder_that_is_no_log_is_refused_by_name(plain_team: Team, name: str) -> None:
    path, other = plain_team.found(), plain_team.folder / "other"
    other.mkdir()
    (other / "archive.json").write_bytes((path / "archive.json").read_bytes())
    (other / "logs" / name).mkdir(parents=True)
    (other / "logs" / name / "checkpoint").write_bytes(NOTE)
    (other / "logs" / name / "entries").symlink_to("/etc/hostname")
    with plain_team.open(path) as archive:
        (refused,) = merge(archive, other).refused
        assert refused.name == f"log {name}"


ITEM = {"sha256": "0" * 64, "stored": "0" * 64, "name": "a.txt", "size_bytes": 1}


@pytest.mark.parametrize(
    "item",
    [
        {**ITEM, "name": "\ud800"}, {**ITEM, "size_bytes": 10**30}, {**ITEM, "stored": "/etc/hostname"},
        {**ITEM, "stored": "\0"}, {**ITEM, "stored": "../" * 9 + "x"}, {**ITEM, "stored": "0" * 5000},
        {**ITEM, "sha256": 5}, {},
    ],
)  # fmt: skip
def test_an_entry_whose_item_cannot_be_one_is_named_and_the_archive_still_opens(
    plain_team: Team, monkeypatch: pytest.MonkeyPatch, item: dict[str, object]
) -> None:
    path = plain_team.found()
    monkeypatch.setattr(payloads, "canonical", lambda value: json.dumps(value).encode())
    with plain_team.open(path) as archive, archive.writing() as writer:
        writer.append("item", {"item": item})
    with plain_team.open(path) as archive:
        assert [fault.name for fault in verify(archive).faults[4]] == [f"entry {writer.log}/1"]
        merge(archive, path)


def test_no_entry_can_have_a_file_outside_of_the_archive_erased(team: Team) -> None:
    path, victim = team.found(), team.folder / "precious.txt"
    victim.write_text("kept", "utf-8")
    with team.open(path) as archive:
        for stored in (str(victim), "../" * 6 + str(victim).lstrip("/"), "../../../precious.txt"):
            with archive.writing() as writer:
                clear = {"item": stored} if team.encrypted else {}
                seq = writer.append("item", {"item": {**ITEM, "stored": stored}}, clear)
                writer.append("judgment", {"act": "withdraw", "why": "asked for"}, {"erases": [[writer.log, seq]]})
    for locked in (False, True):
        with team.open(path, locked=locked) as archive:
            merge(archive, path)
            verify(archive)
    assert victim.exists()


@pytest.mark.parametrize("number", [b"9007199254740992", b"-9007199254740992", b"1" * 30])
def test_a_number_that_json_cannot_hold_is_no_entry(number: bytes) -> None:
    for read in (parsed, parsed_leaf):
        with pytest.raises(VerificationError):
            read(b'{"a":%s}' % number)
        assert read(b'{"a":9007199254740991}') == {"a": 2**53 - 1}


def test_half_a_character_is_no_text() -> None:
    assert parsed(b'{"a":"\\ud83d\\ude00"}') == {"a": "\U0001f600"}
    for half in (b'{"a":"\\ud800"}', b'{"\\uDFFF":[]}'):
        with pytest.raises(VerificationError):
            parsed(half)
