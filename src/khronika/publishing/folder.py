"""Which folder may be written to, and how: whole files only, nothing of anybody else's.

A folder of ours is known by its manifest (of a chronicle: ``data/manifest.json``), which lists every file with its
digest. What is written anew replaces those files and no others.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from khronika.errors import OutputError

MANIFEST = "data/manifest.json"
FORMAT = "khronika-chronicle"


@dataclass(frozen=True, slots=True)
class FolderKind:
    """What a folder of ours holds.

    name: for the person who is told that a folder holds something else ("chronicle").
    format: what the manifest calls it. manifest: where the manifest lies, below the folder.
    """

    name: str
    format: str
    manifest: str


CHRONICLE = FolderKind("chronicle", FORMAT, MANIFEST)
STAGE = ".khronika-new"
"""Where files are written until all of them are there; left behind only by a run that was killed."""
UNION = ".union"


def manifest_of(
    files: Mapping[str, bytes], kind: FolderKind = CHRONICLE, facts: Mapping[str, object] | None = None
) -> bytes:
    """The list of files, each with the SHA-256 of its bytes, in the order of their names; then `facts`."""
    entries = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    listing = {"format": kind.format, "version": 1, "sha256": entries, **(facts or {})}
    text = json.dumps(listing, indent=1, ensure_ascii=False)
    return (text + "\n").encode()


def owned_files(out: Path, kind: FolderKind = CHRONICLE) -> set[str]:
    """The files that an earlier run left in `out`; empty where there is none.

    Raises: OutputError where `out` is a file, or holds something that is not ours or of another kind.
    """
    if out.is_symlink() and not out.exists():
        raise OutputError(f"{out}: a link that leads nowhere; name a folder")
    if not out.exists():
        return set()
    if not out.is_dir():
        raise OutputError(f"{out}: a file stands there; name a folder")
    if all(entry.name == STAGE for entry in out.iterdir()):
        return set()
    try:
        manifest = json.loads((out / kind.manifest).read_bytes())
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != kind.format:
        raise OutputError(f"{out}: not empty, and no {kind.name} of ours; name an empty or a new folder")
    return {name for name in manifest.get("sha256", {}) if _inside(name)} | {kind.manifest}


def write_all(
    out: Path,
    files: Mapping[str, bytes],
    progress: Callable[[int, int], None] | None = None,
    *,
    kind: FolderKind = CHRONICLE,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write `files` (path below `out` -> bytes) and their manifest; remove what an earlier run left.

    facts: what the manifest says besides, under names of its own.

    Everything is written into a folder beside first and moved to its place when all of it is on the disk, so that a
    run stopped before that leaves `out` as it was. While things are moved the manifest is the union of old and new,
    so that even a run cut short there leaves a folder that the next run still knows as ours.

    Raises: OutputError as `owned_files` does, or where the disk refuses.
    """
    earlier = owned_files(out, kind)
    existed = out.exists()
    staged = out / STAGE
    try:
        _clear(staged)
        for count, name in enumerate(sorted(files), 1):
            _write(staged / name, files[name])
            if progress:
                progress(count, len(files))
        manifest = kind.manifest
        _write(staged / UNION, manifest_of(dict.fromkeys(earlier - {manifest}, b"") | dict(files), kind))
        _write(staged / manifest, manifest_of(files, kind, facts))
        for source, name in ((UNION, manifest), *((name, name) for name in sorted(files)), (manifest, manifest)):
            _move(staged / source, out, name)
        for name in sorted(earlier - set(files) - {manifest}):
            _remove(out, name)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        _clear(staged)
        if not existed and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def _inside(name: object) -> bool:
    """Whether a manifest's entry is a path below the folder (a damaged manifest must delete nothing else)."""
    return isinstance(name, str) and bool(name) and not Path(name).is_absolute() and ".." not in Path(name).parts


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _move(source: Path, out: Path, name: str) -> None:
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    # Never through a link that somebody put into the folder.
    if path.parent.resolve() != (out.resolve() / name).parent:
        raise OutputError(f"{path.parent}: a link leads out of the chronicle's folder")
    source.replace(path)


def _clear(staged: Path) -> None:
    """Takes away what was not moved, of this run or of one that was killed; a link is taken away, not followed."""
    if staged.is_symlink():
        staged.unlink()
    elif staged.exists():
        shutil.rmtree(staged)


def _remove(out: Path, name: str) -> None:
    path = out / name
    path.unlink(missing_ok=True)
    folder = path.parent
    if folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
