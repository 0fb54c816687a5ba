"""Checks an archive without a line of Khronika: what docs/archive-format.md says, in another hand.

It is what somebody who does not trust us would write: the standard library, and an Ed25519 from `cryptography`.
Encrypted payloads are checked as ciphertext. Run:  python stranger.py ARCHIVE  or:  python stranger.py PROOF
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + tree_root(leaves[:k]) + tree_root(leaves[k:]))


def head(note: bytes, archive: str, key: str) -> tuple[int, bytes]:
    """Steps 2 of the document: size and root, if the log's key signed them."""
    text, _, signatures = note.decode().rpartition("\n\n")
    text += "\n"
    origin = f"khronika/{archive}/{key}"
    public = bytes.fromhex(key)
    *lines, rest = signatures.split("\n")
    assert rest == ""
    for line in lines:
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if dash == "—" and name == origin and raw[:4] == sha256(origin.encode() + b"\n\x01" + public)[:4]:
            Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
            assert base64.b64encode(raw).decode() == encoded
            named, size, root, rest = text.split("\n")
            assert (named, rest) == (origin, "")
            return int(size), base64.b64decode(root)
    raise AssertionError("not signed by the log's key")


def check(folder: Path) -> int:
    """How many entries were checked; an AssertionError or another exception where something does not hold."""
    marker = json.loads((folder / "archive.json").read_bytes())
    assert (marker["format"], marker["version"]) == ("khronika-archive", 1)
    archive, checked, leaves, seen, erased, gone = marker["archive"], 0, {}, [], set(), set()
    wanted_items = set()
    for log in (folder / "logs").iterdir():
        size, root = head((log / "checkpoint").read_bytes(), archive, log.name)
        lines = (log / "entries").read_bytes().split(b"\n")[:size]
        payloads = (log / "payloads").read_bytes().split(b"\n")[:size]
        keys = (log / "keys").read_bytes().split(b"\n") if (log / "keys").exists() else []
        assert len(lines) == len(payloads) == size
        assert tree_root(lines) == root
        leaves[log.name] = lines
        for seq, (line, payload) in enumerate(zip(lines, payloads, strict=True)):
            entry = json.loads(line)
            assert (entry["v"], entry["by"], entry["seq"]) == (1, log.name, seq)
            if seq == 0:
                genesis = entry["kind"] == "genesis" and sha256(b"\x00" + line).hex() == archive
                assert genesis or (entry["kind"] == "join" and entry["archive"] == archive)
            if payload.strip(b"-"):
                assert sha256(payload).hex() == entry["sealed"]
                if "key" in entry:
                    assert sha256(keys[seq]).hex() == entry["key"]
                    wanted_items |= {entry["item"]} if "item" in entry else set()
                else:
                    assert entry["payload"] == entry["sealed"]
                    said = json.loads(payload)
                    wanted_items |= {said["item"]["stored"]} if "item" in said else set()
            else:
                gone.add((log.name, seq))
            seen += [(other, *of) for other, of in entry["seen"].items()]
            erased |= {(key, number) for key, number in entry.get("erases", [])}
            checked += 1
    assert gone <= erased
    for other, size, root_hex in seen:
        assert len(leaves[other]) >= size
        assert tree_root(leaves[other][:size]).hex() == root_hex
    there = {path.name for path in (folder / "items").glob("??/*")}
    assert wanted_items <= there
    for path in (folder / "items").glob("??/*"):
        assert sha256(path.read_bytes()).hex() == path.name
    return checked


def plain_bytes(encoded: str) -> bytes:
    """The bytes of base64, of which there is one spelling."""
    raw = base64.b64decode(encoded, validate=True)
    assert base64.b64encode(raw).decode() == encoded
    return raw


def check_proof(proof: bytes) -> dict[str, object]:
    """The entry that a proof (C2SP tlog-proof) shows to be in a log; an exception where it does not hold."""
    before, _, note = proof.partition(b"\n\n")
    first, extra, index, *path = before.decode().split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    assert extra.startswith("extra ")
    assert index.startswith("index ")
    khronika, archive, key = note.decode().split("\n")[0].split("/")
    assert khronika == "khronika"
    size, root = head(note, archive, key)
    line, number = plain_bytes(extra[6:]), int(index[6:])
    entry: dict[str, object] = json.loads(line)
    assert (entry["v"], entry["by"], entry["seq"]) == (1, key, number)
    # RFC 9162, section 2.1.3.2
    assert number < size
    fn, sn, r = number, size - 1, sha256(b"\x00" + line)
    for step in path:
        p = plain_bytes(step)
        assert sn != 0
        if fn % 2 or fn == sn:
            r = sha256(b"\x01" + p + r)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\x01" + r + p)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    assert r == root
    return entry


if __name__ == "__main__":
    try:
        given = Path(sys.argv[1])
        if given.is_dir():
            print(f"{check(given)} entries hold")
        else:
            proven = check_proof(given.read_bytes())
            print(f"entry {proven['seq']} of {proven['by']} holds")
    except (AssertionError, InvalidSignature, ValueError, KeyError, OSError) as error:
        sys.exit(f"does not hold: {type(error).__name__} {error}")
