"""Who belongs, who does not any more, and what a backup does."""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from archive.conftest import Team
from khronika.archive.belonging import KEEPER, MEMBER, Act, belonging, handover
from khronika.archive.founding import Introduction
from khronika.archive.joining import admit, join, revoke
from khronika.archive.merging import merge
from khronika.archive.verifying import verify
from khronika.errors import ArchiveError, WrongUse

ID = "a" * 64


def counting(team: Team, path: Path, device: str = "one") -> list[str]:
    with team.open(path, device) as archive:
        return [str((row.payload or {}).get("item", {}).get("name")) for row in archive.rows("item")]


def test_a_device_belongs_once_a_keeper_has_admitted_it(team: Team) -> None:
    path = team.found()
    stick = team.folder / "stick"
    shutil.copytree(path, stick)
    with team.open(stick, "two") as archive:
        key = join(archive, Introduction(member="Bo", device="phone", why="asks"))
        with pytest.raises(ArchiveError, match="already"):
            join(archive, Introduction(member="Bo", device="phone", why="asks"))
    team.add(stick, {"b.txt": "b"}, "two")
    with team.open(path) as archive:
        merge(archive, stick)
        found = verify(archive)
        assert found.holds
        assert [note.split(":")[0] for note in found.notes] == [f"log {key}"]
    assert counting(team, path) == []
    with team.open(path) as archive:
        admit(archive, key[:8], role=MEMBER, why="met in person")
        assert verify(archive).holds
    assert counting(team, path) == ["b.txt"]


def test_only_a_keeper_admits_and_revokes(team: Team) -> None:
    path = team.found()
    with team.open(path, "two") as archive:
        key = join(archive, Introduction(member="Bo", device="", why="asks"))
        with pytest.raises(ArchiveError, match="keeper"):
            admit(archive, key, role=KEEPER, why="myself")
    with team.open(path) as archive:
        admit(archive, key, role=MEMBER, why="met")
        founder = next(iter(archive.members()))
    with team.open(path, "two") as archive, pytest.raises(ArchiveError, match="keeper"):
        revoke(archive, founder[:9] if founder != key else key, why="coup")
    with team.open(path) as archive, pytest.raises(WrongUse):
        admit(archive, "0123", role=MEMBER, why="nobody")


def test_what_a_revoked_key_signs_does_not_count(team: Team) -> None:
    path = team.found()
    with team.open(path, "two") as archive:
        key = join(archive, Introduction(member="Bo", device="", why="asks"))
    with team.open(path) as archive:
        admit(archive, key, role=MEMBER, why="met")
    team.add(path, {"b.txt": "b"}, "two")
    seized = team.folder / "seized"
    shutil.copytree(path, seized)
    with team.open(path) as archive:
        assert revoke(archive, key, why="seized")[1] == 2
    team.add(seized, {"forged.txt": "forged"}, "two")  # the seized laptop has not heard of it
    with team.open(path) as archive:
        merge(archive, seized)
    assert counting(team, path) == ["b.txt"]
    with team.open(path, "two") as archive, pytest.raises(ArchiveError, match="revoked"), archive.writing():
        pass


def test_a_lost_device_is_recovered_with_a_new_key(team: Team) -> None:
    path = team.found()
    lost = team.admitted(path, MEMBER)
    with team.open(path, "three") as archive:
        new = join(archive, Introduction(member="Bo", device="new laptop", why="the old one was stolen"))
    with team.open(path) as archive:
        admit(archive, new, role=MEMBER, why="her voice on the phone", recovers=lost)
        members = archive.members()
        assert members[lost].until == 1
        assert members[new].until is None


def test_a_restored_backup_takes_a_new_key_and_forks_nothing(team: Team) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    backup = team.folder / "backup"
    shutil.copytree(path, backup)
    team.add(path, {"b.txt": "b"})
    team.add(backup, {"c.txt": "c"})  # the same device, an older copy
    with team.open(path) as archive:
        assert len(archive.index.heads()) == 1
        assert merge(archive, backup).refused == []
        assert len(archive.index.heads()) == 2
        assert len(archive.members()) == 2
        assert verify(archive).holds
    assert sorted(counting(team, path)) == ["a.txt", "b.txt", "c.txt"]


def test_a_write_that_was_stopped_between_signing_and_remembering_forks_no_other_copy(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = team.found()
    copy = team.folder / "copy"
    shutil.copytree(path, copy)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("khronika.archive.devices.Devices.remember", stopped)
        with pytest.raises(KeyboardInterrupt):
            team.add(path, {"a.txt": "a"})
    team.add(copy, {"b.txt": "b"})
    team.add(path, {"c.txt": "c"})
    with team.open(path) as archive:
        assert merge(archive, copy).refused == []
        assert len(archive.members()) == 2
    assert sorted(counting(team, path)) == ["a.txt", "b.txt", "c.txt"]


def test_a_key_file_that_was_copied_takes_a_new_key(team: Team) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    shutil.copytree(team.home("one"), team.home("copy"))  # an image of the laptop, set up elsewhere
    team.add(path, {"b.txt": "b"}, "copy")
    with team.open(path) as archive:
        assert len(archive.members()) == 2
        assert {member.role for member in archive.members().values()} == {KEEPER}
        assert verify(archive).holds


def test_a_log_that_goes_two_ways_is_refused_with_proof_and_the_rest_goes_in(team: Team) -> None:
    path = team.found()
    home, kept = team.home("one"), team.folder / "kept"
    twin = team.folder / "twin"
    shutil.copytree(path, twin)
    shutil.move(home, kept)
    shutil.copytree(kept, home)
    for key in home.rglob("*.key"):  # a machine set back as a whole: nothing on it can tell
        key.unlink()
        (original,) = kept.rglob("*.key")
        key.hardlink_to(original)
    team.add(path, {"a.txt": "a"})
    shutil.rmtree(home)
    shutil.move(kept, home)
    team.add(twin, {"b.txt": "b"})
    with team.open(twin, "two") as archive:
        other = join(archive, Introduction(member="Bo", device="", why="asks"))
    with team.open(path) as archive:
        (refused,) = merge(archive, twin).refused
        log = next(iter(archive.members()))
        assert refused.name == f"log {log}"
        assert "two ways" in refused.reason
        (proof,) = (path / "refused").iterdir()
        assert proof.name.startswith(log)
        assert other in archive.index.heads()
    team.add(path, {"c.txt": "c"})
    with team.open(path) as archive:
        assert len(archive.members()) == 2  # the key that signed two ways is used no more
        assert all(note.startswith(f"log {other}") for note in verify(archive).notes)


# the fold by itself


def key(number: int) -> tuple[Ed25519PrivateKey, str]:
    private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    return private, private.public_key().public_bytes_raw().hex()


def genesis(log: str) -> Act:
    return Act(log=log, seq=0, kind="genesis", clear={})


def admits(log: str, seq: int, subject: str, role: str = KEEPER) -> Act:
    return Act(log=log, seq=seq, kind="admit", clear={"subject": subject, "role": role})


def revokes(log: str, seq: int, subject: str, keeps: int, sight: dict[str, int] | None = None) -> Act:
    return Act(log=log, seq=seq, kind="revoke", clear={"subject": subject, "keeps": keeps}, sight=sight or {})


def test_where_two_keepers_revoke_each_other_the_one_nearer_to_the_founder_is_heard() -> None:
    acts = [genesis("a"), admits("a", 1, "b"), revokes("a", 2, "b", 1), revokes("b", 1, "a", 1)]
    members = belonging(acts, ID)
    assert members["a"].until is None
    assert members["b"].until == 1


def test_a_keeper_may_revoke_a_stolen_founder_and_what_the_thief_admitted_falls() -> None:
    acts = [genesis("a"), admits("a", 1, "b"), revokes("b", 1, "a", 2), admits("a", 2, "thief")]
    assert belonging(acts, ID).keys() == {"a", "b"}


def test_a_member_neither_admits_nor_revokes() -> None:
    acts = [genesis("a"), admits("a", 1, "b", MEMBER), admits("b", 1, "c"), revokes("b", 2, "a", 0)]
    members = belonging(acts, ID)
    assert members.keys() == {"a", "b"}
    assert members["a"].until is None


def test_a_key_is_signed_over_only_by_its_owner_and_not_after_it_was_revoked_unseen() -> None:
    old, name = key(1)
    _, new = key(2)
    joins = Act(log=new, seq=0, kind="join", clear={"archive": ID, **handover(ID, old, new)})
    assert new in belonging([genesis("a"), admits("a", 1, name), joins], ID)
    forged = Act(log="f" * 64, seq=0, kind="join", clear=joins.clear)
    assert "f" * 64 not in belonging([genesis("a"), admits("a", 1, name), forged], ID)
    assert new not in belonging([genesis("a"), admits("a", 1, name), joins], "b" * 64)
    unseen = revokes("a", 2, name, 5)
    assert new not in belonging([genesis("a"), admits("a", 1, name), joins, unseen], ID)
    seen = revokes("a", 2, name, 5, {new: 1})
    assert new in belonging([genesis("a"), admits("a", 1, name), joins, seen], ID)


A_LOG = st.sampled_from(["a", "b", "c", "d"])
SOME_ACTS = st.lists(
    st.one_of(
        st.builds(admits, A_LOG, st.integers(1, 6), A_LOG, st.sampled_from([KEEPER, MEMBER])),
        st.builds(revokes, A_LOG, st.integers(1, 6), A_LOG, st.integers(0, 6)),
    ),
    max_size=10,
    unique_by=lambda act: (act.log, act.seq),
)


@given(acts=SOME_ACTS, data=st.data())
def test_it_does_not_matter_in_which_order_entries_arrive(acts: list[Act], data: st.DataObject) -> None:
    acts = [genesis("a"), *acts]
    assert belonging(acts, ID) == belonging(data.draw(st.permutations(acts)), ID)
    assert "a" in belonging(acts, ID)
