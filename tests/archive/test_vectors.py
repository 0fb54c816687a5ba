"""The formats are the ones that others read: each is held to its specification's own examples."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from khronika.archive.canonical import canonical, parsed_leaf
from khronika.archive.checkpoints import Checkpoint, opened_checkpoint, signed_checkpoint
from khronika.archive.merkle import (
    EMPTY_ROOT,
    Frontier,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from khronika.archive.notes import note_key, opened_note, signed_note
from khronika.errors import VerificationError

# the reference tree of certificate-transparency-go and transparency-dev/merkle (testonly/constants.go)
LEAVES = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY = {  # transparency-dev/merkle, testdata/consistency; RFC 6962, section 2.1.2
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
INCLUSION = {  # transparency-dev/merkle, testdata/inclusion
    (0, 8): CONSISTENCY[1, 8],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
# golang.org/x/mod/sumdb/note, note_test.go
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = bytes.fromhex("810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173")
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(leaf) for leaf in LEAVES[:count]]


def test_hashes_of_rfc_6962() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_reference_tree(size: int) -> None:
    assert root_of(hashes(size)).hex() == ROOTS[size]


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_consistency_proofs_of_the_reference_tree(sizes: tuple[int, int], proof: list[str]) -> None:
    earlier, size = sizes
    assert [step.hex() for step in consistency_proof(hashes(size), earlier)] == proof


@pytest.mark.parametrize(("place", "proof"), INCLUSION.items())
def test_audit_paths_of_the_reference_tree(place: tuple[int, int], proof: list[str]) -> None:
    index, size = place
    assert [step.hex() for step in inclusion_proof(hashes(size), index)] == proof


@given(size=st.integers(1, 70), data=st.data())
def test_every_proof_holds_and_none_holds_for_anything_else(size: int, data: st.DataObject) -> None:
    leaves = [hashlib.sha256(str(n).encode()).digest() for n in range(size)]
    root, index, earlier = root_of(leaves), data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path, grown = inclusion_proof(leaves, index), consistency_proof(leaves, earlier)
    check_inclusion(leaves[index], index, size=size, proof=path, root=root)
    before = root_of(leaves[:earlier])
    check_consistency(earlier=earlier, earlier_root=before, size=size, root=root, proof=grown)
    other = hashlib.sha256(b"other").digest()
    with pytest.raises(VerificationError):
        check_inclusion(other, index, size=size, proof=path, root=root)
    with pytest.raises(VerificationError):
        check_inclusion(leaves[index], index, size=size, proof=[*path, other], root=root)
    with pytest.raises(VerificationError):
        check_consistency(earlier=earlier, earlier_root=other, size=size, root=root, proof=grown)
    with pytest.raises(VerificationError):
        check_consistency(earlier=earlier, earlier_root=before, size=size, root=other, proof=grown)
    with pytest.raises(VerificationError):
        check_consistency(earlier=earlier, earlier_root=before, size=size, root=root, proof=[*grown, other])


@given(size=st.integers(0, 70))
def test_a_tree_that_grows_has_the_roots_of_one_that_is_whole(size: int) -> None:
    grown = Frontier()
    for number in range(size):
        grown.add(str(number).encode())
    again = Frontier(grown.size, grown.peaks)
    assert again.root() == grown.root() == root_of([leaf_hash(str(n).encode()) for n in range(size)])
    assert size or grown.root() == EMPTY_ROOT


def test_the_note_of_go() -> None:
    note = f"{TEXT}\n{SIGNED}"
    assert opened_note(note.encode(), note_key(VKEY)) == TEXT
    assert note_key(VKEY).encoded() == VKEY
    assert signed_note(TEXT, "PeterNeumann", Ed25519PrivateKey.from_private_bytes(SEED)) == note


def test_a_note_with_any_byte_changed_is_refused() -> None:
    note = f"{TEXT}\n{SIGNED}".encode()
    for place in range(len(note)):
        for bit in (1, 0x80):
            changed = note[:place] + bytes([note[place] ^ bit]) + note[place + 1 :]
            with pytest.raises(VerificationError):
                opened_note(changed, note_key(VKEY))


@pytest.mark.parametrize("cut", range(len(VKEY)))
def test_a_mangled_key_is_refused(cut: int) -> None:
    with pytest.raises(VerificationError):
        note_key(VKEY[:cut])


def test_a_checkpoint_is_of_one_log_of_one_archive() -> None:
    private = Ed25519PrivateKey.from_private_bytes(SEED)
    log = private.public_key().public_bytes_raw().hex()
    note = signed_checkpoint(Checkpoint(8, bytes.fromhex(ROOTS[8])), "a" * 64, private)
    assert note.decode().split("\n")[:3] == [
        f"khronika/{'a' * 64}/{log}",
        "8",
        "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
    ]
    assert opened_checkpoint(note, "a" * 64, log) == Checkpoint(8, bytes.fromhex(ROOTS[8]))
    with pytest.raises(VerificationError):
        opened_checkpoint(note, "b" * 64, log)
    with pytest.raises(VerificationError):
        opened_checkpoint(note, "a" * 64, "0" * 64)


def test_the_examples_of_rfc_8785() -> None:
    text = r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    wanted = '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
    wanted += '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(json.loads(text)).decode() == wanted
    keys = json.loads(r'{"\u20ac":0,"\r":1,"\ufb33":2,"1":3,"\ud83d\ude00":4,"\u0080":5,"\u00f6":6}')
    assert list(json.loads(canonical(keys)).values()) == [1, 3, 5, 6, 0, 4, 2]


@given(st.dictionaries(st.text("abcz_", min_size=1), st.text() | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans()))
def test_a_line_of_a_log_has_one_spelling(fields: dict[str, object]) -> None:
    line = canonical(fields)
    assert parsed_leaf(line) == fields
    with pytest.raises(VerificationError):
        parsed_leaf(line.replace(b"{", b"{ ", 1))


@pytest.mark.parametrize("line", [b"", b"[]", b"1", b'{"a":1,"a":1}', b"\xff", b"[" * 100_000, b'{"a":NaN}'])
def test_what_is_no_object_is_refused(line: bytes) -> None:
    with pytest.raises(VerificationError):
        parsed_leaf(line)
