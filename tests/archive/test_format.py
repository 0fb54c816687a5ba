"""The document that a stranger relies on says what we do, and a stranger's program comes to the same verdict."""

import re
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.conftest import Desk, Team
from archive.stranger import check, check_proof
from khronika.archive.checkpoints import Checkpoint, signed_checkpoint
from khronika.archive.entries import Entry, digest, entry_of
from khronika.archive.judgments import ACTS
from khronika.archive.merkle import leaf_hash
from khronika.archive.payloads import sealed_payload
from khronika.archive.proofs import checked_proof, proof_of
from khronika.errors import VerificationError, WrongUse

DOCUMENT = Path(__file__).parents[2] / "docs" / "archive-format.md"
SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"


def examples() -> dict[str, str]:
    blocks = re.findall(r"<!-- example: (\w+) -->\n```\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return dict(blocks)


def made() -> dict[str, str]:
    """The example of the document, made by our own code."""
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SEED))
    log = private.public_key().public_bytes_raw().hex()
    payload = examples()["payload"].strip().encode()
    entry = Entry(
        log=log, seq=0, at="2031-03-14T18:00:00Z", kind="genesis", payload=digest(payload), sealed=digest(payload)
    )  # fmt: skip
    archive = leaf_hash(entry.leaf())
    broken = entry.leaf().decode().replace('","', '",\n"').replace("{},", "{},\n")
    note = signed_checkpoint(Checkpoint(1, archive), archive.hex(), private).decode()
    return {"payload": f"{payload.decode()}\n", "entry": f"{broken}\n", "id": f"{archive.hex()}\n", "checkpoint": note}


@pytest.mark.parametrize("name", ["payload", "entry", "id", "checkpoint"])
def test_the_worked_example_is_what_we_make(name: str) -> None:
    assert examples()[name] == made()[name]


def test_a_payload_is_spelled_as_in_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", bytes)
    fields = {"member": "Ana", "device": "laptop", "why": "founded"}
    assert sealed_payload(fields, None, b"").line.decode() == examples()["payload"].strip()
    line = examples()["entry"].replace("\n", "").encode()
    assert entry_of(line, made()["entry"].split('"by":"')[1][:64], 0).kind == "genesis"


def test_a_program_that_is_not_ours_comes_to_the_same_verdict(team: Team) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a", "b.txt": "b"})
    assert check(path) == 3
    for pattern in ("logs/*/entries", "logs/*/payloads", "logs/*/checkpoint", "items/*/*"):
        file = next(path.glob(pattern))
        data = file.read_bytes()
        for place in (0, len(data) // 3, len(data) - 2):
            file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            with pytest.raises((AssertionError, InvalidSignature, ValueError, KeyError, OSError)):
                check(path)
        file.write_bytes(data)
    assert check(path) == 3


def test_every_act_of_a_judgment_has_its_fields_in_the_document() -> None:
    (table,) = re.findall(r"\| `act` \| fields .*?\n\n", DOCUMENT.read_text("utf-8"), re.DOTALL)
    first_cells = "".join(line.split("|")[1] for line in table.strip().splitlines()[2:])
    assert sorted(re.findall(r"`([a-z ]+)`", first_cells)) == sorted(ACTS)


@pytest.mark.parametrize("locked", [False, True])
def test_an_entry_is_proved_to_a_program_that_is_not_ours(team: Team, locked: bool) -> None:
    path = team.found()
    team.add(path, {f"{number}.txt": str(number) for number in range(6)})
    with team.open(path, locked=locked) as archive:
        (log,) = archive.index.heads()
        for seq in range(7):
            proof = proof_of(archive, log, seq)
            assert check_proof(proof)["seq"] == seq
            proven = checked_proof(proof)
            assert (proven.archive, proven.entry.log, proven.entry.seq, proven.head.size) == (archive.id, log, seq, 7)
            assert b".txt" not in proof
        with pytest.raises(WrongUse, match="the log has 7"):
            proof_of(archive, log, 7)


def test_a_proof_in_which_a_byte_was_changed_proves_nothing(plain_team: Team) -> None:
    path = plain_team.found()
    plain_team.add(path, {f"{number}.txt": str(number) for number in range(3)})
    with plain_team.open(path) as archive:
        (log,) = archive.index.heads()
        proof = proof_of(archive, log, 2)
    for place in range(len(proof)):
        for flip in (1, 32):
            other = proof[:place] + bytes([proof[place] ^ flip]) + proof[place + 1 :]
            with pytest.raises(VerificationError):
                checked_proof(other)
            with pytest.raises((AssertionError, InvalidSignature, ValueError, KeyError)):
                check_proof(other)
    for cut in range(0, len(proof), 7):
        with pytest.raises(VerificationError):
            checked_proof(proof[:cut])


def test_the_command_writes_a_proof_and_verify_checks_it(desk: Desk) -> None:
    desk.run("init", "a", "--member", "Ana", "--why", "a secret reason")
    desk.run("add", "a", "reports")
    key = next(path.name for path in (desk.folder / "a/logs").iterdir())
    assert f"{key[:8]}-2.tlog-proof: entry 2 of log {key}" in desk.run("prove", "a", f"{key[:6]}/2")
    assert "left as it is" in desk.run("prove", "a", f"{key[:8]}/2", code=2)
    proof = desk.folder / f"{key[:8]}-2.tlog-proof"
    assert desk.run("verify", proof.name).startswith("holds: entry 2 of 3 in the log")
    proof.write_bytes(proof.read_bytes().replace(b"index 2", b"index 1"))
    assert "does not hold" in desk.run("verify", proof.name, code=1)
    assert "the log has 3" in desk.run("prove", "a", f"{key[:8]}/3", code=2)
    assert "no entry as khronika log shows it" in desk.run("prove", "a", "3", code=2)
    assert "too short" in desk.run("prove", "a", f"{key[:3]}/1", code=2)
    assert "lies in the archive" in desk.run("prove", "a", f"{key[:8]}/1", "-o", "a/x.tlog-proof", code=2)
    entries = desk.folder / "a/logs" / key / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"kind":"item"', b'"kind":"mite"', 1))
    assert "does not hold" in desk.run("prove", "a", f"{key[:8]}/1", "-o", "x.tlog-proof", code=1)
    assert not (desk.folder / "x.tlog-proof").exists()
