"""The document that a stranger relies on says what we do, and a stranger's program comes to the same verdict."""

import re
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.conftest import Team
from archive.stranger import check
from khronika.archive.checkpoints import Checkpoint, signed_checkpoint
from khronika.archive.entries import Entry, digest, entry_of
from khronika.archive.merkle import leaf_hash
from khronika.archive.payloads import sealed_payload

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
