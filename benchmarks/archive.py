"""The archive against its own promises: size and speed beside sha256sum, kills, merges, opening.

    python -m benchmarks.archive size [--entries N] [--mebibytes N]     100,000 entries, 2 GiB
    python -m benchmarks.archive claims [--claims N]                    opening an archive of 100,000 claims
    python -m benchmarks.archive kills [--times N] [--encrypted]        1,000 kill -9 at random moments; of an encrypted
                                                                        one, what can be read in any file afterwards
    python -m benchmarks.archive merges [--times N]                     50 copies merged in random order

Everything is made in a temporary folder (TMPDIR) and random but for a seed. A kill -9 shows that no order of writes
loses an acknowledged entry; it does not show what a disk does when its power fails, which rests on fsync.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.disguises import Grep
from khronika.archive.founding import Introduction, found
from khronika.archive.joining import admit, join
from khronika.archive.merging import merge
from khronika.archive.readings import Read, Recorded, RecordedText, record_reading
from khronika.archive.store import Archive
from khronika.archive.verifying import verify

_SECRET = "Мариям Сағынтай сөйледі"
"""Stands in every file that is added, and in its name."""
KHRONIKA = Path(sys.executable).parent / "khronika"
_WORKER = """
import sys
from pathlib import Path
from khronika.archive.adding import Custody, add_files
from khronika.archive.store import Archive

path, home, inputs, *identities = sys.argv[1:]
files = [(p, p.name) for p in sorted(Path(inputs).iterdir())]
with Archive(Path(path), home=Path(home), identities=identities) as archive:
    print("open", flush=True)
    for start in range(0, len(files), 5):
        add_files(archive, files[start:start + 5], Custody(why="kept"))
        print(*(name for _, name in files[start:start + 5]), sep="\\n", flush=True)
"""


@contextmanager
def bench_folder() -> Iterator[Path]:
    """A folder that is taken away again."""
    folder = Path(tempfile.mkdtemp(prefix="khronika-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def timed(name: str, *command: str | Path, home: Path, quiet: bool = True) -> float:
    """Runs a command; its wall time. Prints wall, processor time and the most memory it held."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {**os.environ, "KHRONIKA_HOME": str(home)}
    program = (
        "import resource, subprocess, sys; c = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode; "
    )
    program += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); sys.exit(c)"
    done = subprocess.run(
        [sys.executable, "-c", program, *command], env=environment, stdout=subprocess.PIPE, check=True
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:28} {wall:8.1f} s wall {cpu:8.1f} s processor {int(done.stdout):6} MiB at most", flush=True)
    return wall


def size(entries: int, mebibytes: int) -> None:
    """Adding and verifying, beside sha256sum over the same bytes, in the same run."""
    with bench_folder() as folder:
        inputs, chance, each = folder / "inputs", random.Random(1), (mebibytes << 20) // entries
        for number in range(entries):
            path = inputs / f"{number // 1000:03}" / f"{number:06}.bin"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chance.randbytes(each))
        home, archive = folder / "home", folder / "archive"
        found(archive, home=home, who=Introduction(member="bench", device="", why="bench"))
        sums = ["sh", "-c", f"find {inputs} -type f -print0 | xargs -0 sha256sum"]
        timed("sha256sum, to warm up", *sums, home=home)
        timed("khronika add", KHRONIKA, "add", archive, inputs, "--quiet", home=home)
        timed("khronika add, again", KHRONIKA, "add", archive, inputs, "--quiet", home=home)
        items = ["sh", "-c", f"find {archive}/items -type f -print0 | xargs -0 sha256sum"]
        ratios = []
        for _ in range(3):
            reference = timed("sha256sum of the items", *items, home=home)
            ratios.append(timed("khronika verify", KHRONIKA, "verify", archive, "--quiet", home=home) / reference)
        timed("khronika log --last 1", KHRONIKA, "log", archive, "--last", "1", home=home)
        print(f"verify takes {min(ratios):.2f} to {max(ratios):.2f} times sha256sum (wall)")
        raw = entries * each
        for name in ("items", "logs", "index.sqlite"):
            held = sum(p.stat().st_size for p in [archive / name, *(archive / name).rglob("*")] if p.is_file())
            print(
                f"{name:13} {held / 1e6:9.1f} MB {held / raw:6.3f} of what was added {held / entries:8.0f} bytes each"
            )


def claims(count: int) -> None:
    """Opening an archive whose readings hold many claims, in this process, ten times."""
    with bench_folder() as folder:
        home, path = folder / "home", folder / "archive"
        found(path, home=home, who=Introduction(member="bench", device="", why="bench"))
        with Archive(path, home=home) as archive, archive.writing() as writer:
            for start in range(0, count, 100):
                said = [_claim(number) for number in range(start, min(start + 100, count))]
                texts = [RecordedText(Read(doc_id=f"{start}.txt", read=f"{start:064}"), said)]
                record_reading(
                    writer, Recorded(of=f"{start:064}", reader={"name": "bench"}, texts=texts), "bench", set()
                )
        times, busy = [], []
        for _ in range(10):
            start_at, began = time.perf_counter(), time.process_time()
            with Archive(path, home=home) as archive:
                hits = archive.index.find("killed harbour", 5)
            times.append(time.perf_counter() - start_at)
            busy.append(time.process_time() - began)
        assert len(hits) == 5
        print(f"opening {count:,} claims and a search: {min(times):.3f} to {max(times):.3f} s")
        print(f"of the processor: {min(busy):.3f} to {max(busy):.3f} s")
        timed("khronika find", KHRONIKA, "find", path, "killed", "harbour", home=home)
        (path / "index.sqlite").unlink()
        timed("the same, index deleted", KHRONIKA, "find", path, "killed", "harbour", home=home)


def _claim(number: int) -> dict[str, object]:
    quote = f"at least {number} people were killed in the harbour of Orun, the union said on day {number % 365}"
    return {
        "claim_id": hashlib.sha256(str(number).encode()).hexdigest()[:12], "doc_id": f"{number // 20}.txt",
        "field": "text", "start": number % 20 * 100, "end": number % 20 * 100 + len(quote), "event_type": "killing",
        "quote": quote,
    }  # fmt: skip


def kills(times: int, *, encrypted: bool) -> None:
    """Kills a process that adds files, at random moments; what it had acknowledged must be there, and all must hold.

    Of an encrypted archive, which is open meanwhile, no file may then hold what was added, in any disguise.
    """
    import pyrage  # noqa: PLC0415  (only here)

    identity = pyrage.x25519.Identity.generate()
    recipients = [str(identity.to_public())] if encrypted else []
    identities = [str(identity)] if encrypted else []
    lost: set[str] = set()
    readable: set[Path] = set()
    grep = Grep([_SECRET])
    faults = 0
    with bench_folder() as folder:
        home, inputs, path, chance = folder / "home", folder / "inputs", folder / "archive", random.Random(2)
        temporary = folder / "temporary"
        inputs.mkdir()
        temporary.mkdir()
        found(path, home=home, who=Introduction(member="bench", device="", why="bench"), recipients=recipients)
        said: set[str] = set()
        for kill in range(times):
            shutil.rmtree(inputs)
            inputs.mkdir()
            for number in range(60):
                (inputs / f"{_SECRET} {kill:04}-{number:02}.txt").write_bytes(
                    f"{_SECRET} {kill} {number} ".encode() * chance.randrange(1, 150)
                )
            command = [sys.executable, "-c", _WORKER, str(path), str(home), str(inputs), *identities]
            around = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around) as process:
                assert process.stdout is not None
                process.stdout.readline()  # from here on it writes
                time.sleep(chance.uniform(0, 0.4))
                process.send_signal(signal.SIGKILL)
                said |= {line.decode().strip() for line in process.stdout.readlines() if line.endswith(b"\n")}
            with Archive(path, home=home, identities=identities) as archive:
                lost |= said - {item.name for item in archive.index.items()}
                faults += len(archive.faults)
            if encrypted:
                readable |= set(grep.below(path, home, temporary))
            if kill % 50 == 49 or kill == times - 1:
                with Archive(path, home=home, identities=identities) as archive:
                    faults += not verify(archive).holds
                shown = f", {len(readable)} files with something readable" if encrypted else ""
                print(
                    f"{kill + 1} kills: {len(said)} acknowledged, {len(lost)} lost, {faults} faults{shown}", flush=True
                )
        with Archive(path, home=home, identities=identities) as archive:
            print(f"{sum(1 for _ in archive.index.items())} items, {len(archive.index.heads())} log(s)")


def merges(times: int) -> None:
    """Four copies that went their own ways, merged in random orders: how many different states come out."""
    with bench_folder() as folder:
        path, chance = folder / "0", random.Random(3)
        found(path, home=folder / "h0", who=Introduction(member="0", device="", why="bench"))
        for device in range(1, 4):
            with Archive(path, home=folder / f"h{device}") as archive:
                key = join(archive, Introduction(member=str(device), device="", why="asks"))
            with Archive(path, home=folder / "h0") as archive:
                admit(archive, key, role="keeper", why="met")
        for device in range(1, 4):
            shutil.copytree(path, folder / str(device))
        for turn in range(12):
            device = chance.randrange(4)
            with Archive(folder / str(device), home=folder / f"h{device}") as archive:
                if turn % 3 == 2:
                    merge(archive, folder / str((device + 1) % 4))
                with archive.writing() as writer:
                    for number in range(20):
                        writer.append_item("item", [f"{turn} {number}".encode()], lambda _: {"why": "kept", "item": {}})
        states = set()
        for _ in range(times):
            order = chance.sample(range(4), 4)
            target = folder / "target"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(folder / str(order[0]), target)
            with Archive(target, home=folder / "nobody") as archive:
                for other in order[1:]:
                    assert not merge(archive, folder / str(other)).refused
                assert verify(archive).holds
                rows = json.dumps(list(archive.index.contents()), default=str)
                states.add(hashlib.sha256((rows + "".join(archive.items.names())).encode()).hexdigest())
        print(f"{times} merges of 4 copies in random order: {len(states)} state(s)")


def main() -> None:
    """Runs one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["size", "claims", "kills", "merges"])
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--mebibytes", type=int, default=2048)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--times", type=int)
    parser.add_argument("--encrypted", action="store_true")
    asked = parser.parse_args()
    if asked.part == "size":
        size(asked.entries, asked.mebibytes)
    elif asked.part == "claims":
        claims(asked.claims)
    elif asked.part == "kills":
        kills(asked.times or 1000, encrypted=asked.encrypted)
    else:
        merges(asked.times or 50)


if __name__ == "__main__":
    main()
