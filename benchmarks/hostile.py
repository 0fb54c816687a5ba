"""What a bad file costs: seconds, memory at the peak and what became of it, one command for each of the bad files.

    python -m benchmarks.hostile [--scale 1.0] [--only WORD] [--profile full|fast]

Each file of ``tests/hostile`` goes in beside one good dispatch. Ends with 1 where a file took more than 30 s of the
processor or 2 GiB (start of the command included), was lost, kept the good one from being read, or where the command
ended in anything but 0 or 1.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hostile.cases import CASES, STORY, Case  # type: ignore[import-not-found]  # noqa: E402  (the bad files belong to the tests)
from hostile.make_hostile import write  # type: ignore[import-not-found]  # noqa: E402
from khronika.reference.display import sayable, shown  # noqa: E402

SECONDS, MIB, PATIENCE = 30.0, 2048.0, 240.0
GOOD = "good-dispatch.txt"


@dataclass(frozen=True, slots=True)
class Cost:
    """seconds: of the processor; waited: by the clock, on a machine that may be busy; mib: peak of resident memory;
    fate: what became of the file; wrong: what is wrong with that.
    """

    seconds: float
    waited: float
    mib: float
    fate: str
    wrong: str


def cost(case: Case, scale: float, profile: str) -> Cost:
    """What one bad file costs the command."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        (folder / GOOD).write_text(STORY, "utf-8")
        _write_apart(case, folder, scale)
        code, seconds, waited, mib = _run(
            [_khronika(), "chronicle", folder, "-o", out, "--quiet", "--include-names", "--profile", profile]
        )
        fate, wrong = _fate(out, case, code)
        if seconds > SECONDS or mib > MIB:
            wrong = f"{wrong} over the bounds".strip()
        return Cost(seconds, waited, mib, fate, wrong)


def _write_apart(case: Case, folder: Path, scale: float) -> None:
    """In a process of its own, since what makes a bomb is large too."""
    child = os.fork()
    if not child:
        write(case, folder, scale)
        os._exit(0)
    os.waitpid(child, 0)


def _khronika() -> Path:
    return Path(sys.executable).with_name("khronika")


def _run(command: list[str | Path]) -> tuple[int, float, float, float]:
    """Exit code, seconds of the processor and of the clock, and MiB of a command; what does not come back is ended."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while True:
            done, status, used = os.wait4(run.pid, os.WNOHANG)
            waited = time.perf_counter() - began
            if done:
                run.returncode = os.waitstatus_to_exitcode(status)
                return run.returncode, used.ru_utime + used.ru_stime, waited, used.ru_maxrss / 1024
            if waited > PATIENCE:
                run.kill()
            time.sleep(0.02)


def _fate(out: Path, case: Case, code: int) -> tuple[str, str]:
    """What became of the file, and what is wrong with that."""
    try:
        record = json.loads((out / "data" / "chronicle.json").read_text("utf-8"))
    except OSError:
        return "no chronicle", f"ended with {code}"
    finally:
        shutil.rmtree(out, ignore_errors=True)
    name = os.fsdecode(case.name).split("/")[0]
    names = [dispatch["item"]["name"] for dispatch in record["dispatches"]]
    read = [item for item in names if item.startswith(sayable(name))]
    refused = [refusal for refusal in record["refusals"] if refusal["name"].startswith(shown(name))]
    unread = next((refusal["reason"] for refusal in refused if refusal["unread"]), None)
    wrong = "" if code in (0, 1) else f"ended with {code}"
    wrong = wrong if GOOD in names else f"{wrong} the good one was not read"
    fate = f"{len(read)} read" if read else "left out" if refused and not unread else "refused"
    if not read and not refused:
        return "lost", "" if case.fate.value == "nothing" else f"{wrong} lost"
    return f"{fate}: {unread}" if unread else fate, wrong


def main() -> int:
    """Measures the bad files, one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", choices=("full", "fast"), default="full")
    asked = parser.parse_args()
    failed, most = 0, Cost(0.0, 0.0, 0.0, "", "")
    chosen = [case for case in CASES if asked.only in os.fsdecode(case.name)]
    for case in chosen:
        got = cost(case, asked.scale, asked.profile)
        most = Cost(max(most.seconds, got.seconds), max(most.waited, got.waited), max(most.mib, got.mib), "", "")
        failed += bool(got.wrong)
        mark = f"  WRONG: {got.wrong}" if got.wrong else ""
        name = shown(os.fsdecode(case.name), 34)
        print(
            f"{name:34} {got.seconds:6.1f} s ({got.waited:5.1f} s) {got.mib:6.0f} MiB  {shown(got.fate, 90)}{mark}",
            flush=True,
        )
    times = f"{most.seconds:.1f} s ({most.waited:.1f} s by the clock)"
    print(f"{len(chosen)} bad files, at most {times} and {most.mib:.0f} MiB; {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
