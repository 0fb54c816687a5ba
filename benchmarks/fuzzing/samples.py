"""What the mutations begin with: the real samples of the tests, the bad files at a small size, and small archives."""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.fuzzing.running import Sample  # noqa: E402
from hostile.cases import CASES, STORY, Case  # type: ignore[import-not-found]  # noqa: E402  (the bad files belong to the tests)
from hostile.make_hostile import write  # type: ignore[import-not-found]  # noqa: E402
from khronika.archive.adding import Custody, add_files  # noqa: E402
from khronika.archive.bundles import write_bundle  # noqa: E402
from khronika.archive.founding import Introduction, found  # noqa: E402
from khronika.archive.store import Archive  # noqa: E402
from khronika.hooks import formats  # noqa: E402
from khronika.intake.unpacking import format_of, suffix_of  # noqa: E402

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LOG = KEY.public_key().public_bytes_raw().hex()
"""A member who may write what they like."""
_LARGEST = 120_000
_SCALE = 0.002
_NAME = re.compile(r"[\w. -]+")


def of_intake() -> dict[str, list[Sample]]:
    """Samples by the format that reads them; what none reads stands under "none"."""
    files = [path for folder in ("data/formats", "intake/samples") for path in _files(ROOT / "tests" / folder)]
    files += _files(ROOT / "examples" / "dispatches")
    found: dict[str, list[Sample]] = {}
    with tempfile.TemporaryDirectory() as name:
        for case in CASES:
            files += _made(case, Path(name))
        known = formats()
        for path in files:
            if path.stat().st_size <= _LARGEST:
                sample = Sample(suffix_of(path.name, known), path.read_bytes())
                kind, _ = format_of(sample.kind, sample.data, known)
                found.setdefault(kind.name if kind else "none", []).append(sample)
    return dict(sorted(found.items()))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".sh"))


def _made(case: Case, folder: Path) -> list[Path]:
    """A bad file, where it is one with a name of the usual kind."""
    if not _NAME.fullmatch(os.fsdecode(case.name)):
        return []
    path: Path = write(case, folder, _SCALE)
    return [path] if path.is_file() and not path.is_symlink() else []


def record(folder: Path) -> bytes:
    """The record of a chronicle of one report."""
    (folder / "story.txt").write_text(STORY, "utf-8")
    khronika, out = Path(sys.executable).with_name("khronika"), folder / "out"
    command: list[str | Path] = [khronika, "chronicle", folder / "story.txt", "-o", out]
    subprocess.run([*command, "--quiet", "--profile", "fast", "--include-names"], check=True, stdout=subprocess.DEVNULL)
    return (out / "data" / "chronicle.json").read_bytes()


def archive(folder: Path) -> tuple[Path, Path]:
    """A small archive and the home of its device."""
    path, home = folder / "archive", folder / "home"
    found(path, home=home, who=Introduction(member="Ana", device="one", why="founded"))
    (folder / "kept.txt").write_text(STORY, "utf-8")
    with Archive(path, home=home) as held:
        add_files(held, [(folder / "kept.txt", "kept.txt")], Custody(why="kept"))
        with held.writing() as writer:
            writer.append("judgment", {"act": "protect", "why": "asked for", "source": "the harbour master"})
            writer.append("admit", {"why": "asked to"}, {"subject": LOG, "role": "keeper"})
            writer.append("judgment", {"act": "note", "why": "seen", "claims": []}, {"erases": [[writer.log, 1]]})
    return path, home


def bundle(folder: Path) -> bytes:
    """The bytes of a bundle of such an archive."""
    path, home = archive(folder)
    with Archive(path, home=home) as held:
        write_bundle(held, folder / "carried.zip")
    return (folder / "carried.zip").read_bytes()


def zipped(name: str, data: bytes) -> bytes:
    """A zip with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def folder_for(scratch: Path, name: str) -> Path:
    """A folder of its own for what samples are made from, which stays."""
    folder = scratch / name
    folder.mkdir(parents=True)
    return folder
