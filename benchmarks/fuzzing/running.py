"""One parser, thousands of inputs: in a process of its own, watched from outside."""

import itertools
import json
import mmap
import os
import random
import resource
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.fuzzing.mutating import mutated
from khronika.errors import KhronikaError
from khronika.intake import unpacking

PATIENCE_SECONDS, MOST_MIB = 35.0, 2048
"""By the clock; longer than the longest limit that a parser sets itself, which is item_seconds (30)."""
_ADDRESS_SPACE = 6 << 30
"""Bytes; the machine is not to be filled before the fuzzer has noticed."""
_STATE = struct.Struct("<qd")
_WRITES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "shutil.move",
)


class Sample(NamedTuple):
    """What is mutated. kind: a suffix or another word that `Parser.read` and the reader of a finding can use."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser of foreign input.

    samples: what it reads well, or refuses. read: parses one input; may write below the folder it is given.
    documented: what it may raise; anything else is a crash.
    """

    name: str
    samples: Sequence[Sample]
    read: Callable[[Sample, Path], object]
    documented: tuple[type[Exception], ...] = (KhronikaError,)


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong: crash, hang, memory, died, wrote (outside its folder); or net (the last net of intake held)."""

    kind: str
    number: int
    what: str
    where: str


@dataclass(slots=True)
class Outcome:
    """tried: inputs. seconds, slowest: by the clock, of all and of one. mib: peak of memory. found: one a place."""

    tried: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    mib: float = 0.0
    refused: int = 0
    found: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    times: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Counts a finding; the first of each place is kept."""
        key = (finding.kind, finding.what.partition(":")[0], finding.where)
        self.found.setdefault(key, finding)
        self.times[key] = self.times.get(key, 0) + 1


def sample_of(parser: Parser, seed: int, number: int) -> Sample:
    """Input `number` of a parser: the first ones are its samples as they are, the others mutated."""
    if number < len(parser.samples):
        return parser.samples[number]
    chance = random.Random(f"{seed}/{parser.name}/{number}")
    one = chance.choice(parser.samples)
    alike = [sample.data for sample in parser.samples if sample.kind == one.kind]
    return Sample(one.kind, mutated(chance, one.data, alike))


def fuzzed(parser: Parser, *, seconds: float, seed: int, scratch: Path) -> Outcome:
    """What came of feeding a parser for so many seconds; a process that dies or hangs is followed by another."""
    outcome, began, first = Outcome(), time.monotonic(), 0
    while (left := seconds - (time.monotonic() - began)) > 0:
        first = _one_process(parser, outcome, first, left, seed=seed, scratch=scratch)
    outcome.seconds = time.monotonic() - began
    return outcome


def _one_process(
    parser: Parser, outcome: Outcome, first: int, left: float, *, seed: int, scratch: Path
) -> int:  # fmt: skip
    """Feeds the parser in a child until the time is over or it ends; the number to go on with."""
    state = mmap.mmap(-1, _STATE.size)
    state[:] = _STATE.pack(first, time.monotonic())
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        _child(parser, state, into, first, until=time.monotonic() + left, seed=seed, scratch=scratch)
    os.close(into)
    status, told = _watched(child, state, out)
    number, _ = _STATE.unpack(state[:])
    outcome.tried += number - first + (1 if status else 0)
    for line in told.splitlines():
        with suppress(ValueError):
            said = json.loads(line)
            if "kind" in said:
                outcome.add(Finding(**said))
            else:
                outcome.mib, outcome.refused = max(outcome.mib, said["mib"]), outcome.refused + said["refused"]
                outcome.slowest = max(outcome.slowest, said["slowest"])
    if status == "hang":
        outcome.add(Finding("hang", number, f"over {PATIENCE_SECONDS:.0f} s", ""))
    elif status:
        outcome.add(Finding("died", number, status, ""))
    return int(number) + (1 if status else 0)


def _watched(child: int, state: mmap.mmap, out: int) -> tuple[str, bytes]:
    """How a child ended ("" where it was well) and what it told; one that hangs is ended."""
    told, ended, status = b"", "", 0
    os.set_blocking(out, False)
    while True:
        with suppress(BlockingIOError):
            while chunk := os.read(out, 1 << 16):
                told += chunk
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() - _STATE.unpack(state[:])[1] > PATIENCE_SECONDS:
            ended = "hang"
            os.kill(child, signal.SIGKILL)
        time.sleep(0.05)
    with suppress(BlockingIOError):
        while chunk := os.read(out, 1 << 16):
            told += chunk
    os.close(out)
    code = os.waitstatus_to_exitcode(status)
    return ended or (f"ended with {code}" if code else ""), told


def _child(
    parser: Parser, state: mmap.mmap, into: int, first: int, *, until: float, seed: int, scratch: Path
) -> None:  # fmt: skip
    """Feeds the parser, tells what it finds, and ends the process."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
        os.chdir(scratch)
        netted, outside = _net_watched(), _writes_watched(scratch)
        refused, slowest = 0, 0.0
        for number in itertools.count(first):
            state[:] = _STATE.pack(number, time.monotonic())
            if time.monotonic() > until:
                break
            sample = sample_of(parser, seed, number)
            netted.clear()
            outside.clear()
            finding = None
            try:
                parser.read(sample, scratch)
            except parser.documented:
                refused += 1
            except BaseException as error:  # noqa: BLE001  (that is what is looked for)
                finding = Finding("crash", number, _said(error), _place(error))
            slowest = max(slowest, time.monotonic() - _STATE.unpack(state[:])[1])
            told = [finding] if finding else []
            told += [Finding("net", number, what, where) for what, where in netted]
            told += [Finding("wrote", number, what, "") for what in outside]
            if _peak() > MOST_MIB:
                told.append(Finding("memory", number, f"{_peak():.0f} MiB", ""))
            for one in told:
                _tell(into, {name: getattr(one, name) for name in ("kind", "number", "what", "where")})
            if _peak() > MOST_MIB:
                state[:] = _STATE.pack(number + 1, time.monotonic())
                break
        _tell(into, {"mib": _peak(), "refused": refused, "slowest": slowest})
        code = 0
    except BaseException:  # noqa: BLE001  (a fault of the fuzzer's own; the parent goes on as after a death)
        traceback.print_exc()
    finally:
        os._exit(code)


def _tell(into: int, what: dict[str, Any]) -> None:
    os.write(into, json.dumps(what).encode() + b"\n")


def _peak() -> float:
    """MiB, of this process and of those it started."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:160]}"


def _place(error: BaseException) -> str:
    """The innermost line of ours that an error went through, and the one that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/khronika/" in frame.filename]
    chosen = [*ours[-1:], *(frames[-1:] if frames[-1:] != ours[-1:] else [])]
    return " > ".join(f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in chosen)


def _net_watched() -> list[tuple[str, str]]:
    """The errors that the last net of intake catches from now on, with their places."""
    caught: list[tuple[str, str]] = []
    refused = unpacking.refused

    def noting(name: str, reason: str) -> Any:
        error = sys.exc_info()[1]
        if error is not None and "can bear" in reason:
            caught.append((_said(error), _place(error)))
        return refused(name, reason)

    unpacking.refused = noting
    return caught


def _writes_watched(scratch: Path) -> list[str]:
    """What this process writes outside of `scratch` or sends to a network from now on; it is stopped."""
    outside: list[str] = []
    inside = str(scratch.resolve())
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            outside.append(event)
            raise PermissionError(event)
        if event == "open" and not arguments[2] & writing:
            return
        if (event == "open" or event in _WRITES) and not isinstance(arguments[0], int):  # a file that is open already
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path != "/dev/null" and path != inside and not path.startswith(inside + os.sep):
                outside.append(f"{event} {path}")
                raise PermissionError(f"{event} {path}")

    sys.addaudithook(watch)
    return outside
