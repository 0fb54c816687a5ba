"""Which folder may be written to, and how: whole files only, nothing of anybody else's.

A folder of ours is known by ``data/manifest.json``, which lists every file with its digest. A new
chronicle replaces those files and no others.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from khronika.errors import OutputError

MANIFEST = "data/manifest.json"
FORMAT = "khronika-chronicle"


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The list of files, each with the SHA-256 of its bytes, in the order of their names."""
    entries = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    text = json.dumps({"format": FORMAT, "version": 1, "sha256": entries}, indent=1, ensure_ascii=False)
    return (text + "\n").encode()


def owned_files(out: Path) -> set[str]:
    """The files that an earlier chronicle left in `out`; empty where there is none.

    Raises: OutputError where `out` is a file, or holds something that is no chronicle of ours.
    """
    if out.is_symlink() and not out.exists():
        raise OutputError(f"{out}: a link that leads nowhere; name a folder")
    if not out.exists():
        return set()
    if not out.is_dir():
        raise OutputError(f"{out}: a file stands there; name a folder")
    if not any(out.iterdir()):
        return set()
    try:
        manifest = json.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise OutputError(f"{out}: not empty, and no chronicle of ours; name an empty or a new folder")
    return {name for name in manifest.get("sha256", {}) if _inside(name)} | {MANIFEST}


def write_all(out: Path, files: Mapping[str, bytes], progress: Callable[[int, int], None] | None = None) -> None:
    """Write `files` (path below `out` -> bytes) and their manifest; remove what an earlier run left.

    The manifest is written before the pages as the union of old and new, and once more at the end,
    so that a run cut short leaves a folder that the next run still knows as ours.

    Raises: OutputError as `owned_files` does, or where the disk refuses.
    """
    earlier = owned_files(out)
    written = dict(files)
    try:
        if earlier - set(files) - {MANIFEST}:
            _write(out, MANIFEST, manifest_of(dict.fromkeys(earlier - {MANIFEST}, b"") | written))
        else:
            _write(out, MANIFEST, manifest_of(written))
        for count, name in enumerate(sorted(written), 1):
            _write(out, name, written[name])
            if progress:
                progress(count, len(written))
        for name in sorted(earlier - set(written) - {MANIFEST}):
            _remove(out, name)
        _write(out, MANIFEST, manifest_of(written))
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error


def _inside(name: object) -> bool:
    """Whether a manifest's entry is a path below the folder (a damaged manifest must delete nothing else)."""
    return isinstance(name, str) and bool(name) and not Path(name).is_absolute() and ".." not in Path(name).parts


def _write(out: Path, name: str, content: bytes) -> None:
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    # Never through a link that somebody put into the folder.
    if path.parent.resolve() != (out.resolve() / name).parent:
        raise OutputError(f"{path.parent}: a link leads out of the chronicle's folder")
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".khronika-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove(out: Path, name: str) -> None:
    path = out / name
    path.unlink(missing_ok=True)
    folder = path.parent
    if folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
