"""The fuzzer finds what it is to find, and makes the same inputs again."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.fuzzing.mutating import LARGEST_BYTES, mutated
from benchmarks.fuzzing.running import Parser, Sample, fuzzed, sample_of
from benchmarks.fuzzing.samples import zipped

from khronika.errors import InputError

SAMPLES = [b"", b'{"a": [1, {"b": "c"}]}', b"ORUN, 14 March 2031", zipped("a.txt", b"four killed"), b"\x1f\x8b\x08 cut"]


@pytest.mark.parametrize("data", SAMPLES)
def test_the_same_chance_makes_the_same_input_of_any_bytes(data: bytes) -> None:
    made = [mutated(random.Random(seed), data, [data]) for seed in range(200)]
    assert made == [mutated(random.Random(seed), data, [data]) for seed in range(200)]
    assert max(map(len, made)) <= LARGEST_BYTES
    assert len(set(made)) > 3


def refuse(_sample: Sample, _: Path) -> None:
    raise InputError("a", "is no dispatch")


def crash(sample: Sample, _: Path) -> None:
    _ = 1 // len(sample.data.replace(b"x", b""))


def lead_out(_sample: Sample, scratch: Path) -> None:
    (scratch.parent / "outside.txt").write_text("x", "utf-8")


def die(_sample: Sample, _: Path) -> None:
    os._exit(7)


@pytest.mark.parametrize(
    ("read", "kinds"), [(refuse, set()), (crash, {"crash"}), (lead_out, {"crash", "wrote"}), (die, {"died"})]
)
def test_what_a_parser_must_not_do_is_found(tmp_path: Path, read: Callable[..., None], kinds: set[str]) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    parser = Parser("one", [Sample("", b"x"), Sample("", b"xxx")], read)
    done = fuzzed(parser, seconds=0.4, seed=1, scratch=scratch)
    assert {finding.kind for finding in done.found.values()} == kinds
    assert done.tried >= 1
    assert not (tmp_path / "outside.txt").exists()
    if read is crash:
        (finding,) = done.found.values()
        assert sample_of(parser, 1, finding.number).data == b"x"
