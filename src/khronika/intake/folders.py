"""Which files stand behind the paths that were named: each once, in a fixed order, and nothing outside of them."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khronika.errors import WrongUse
from khronika.model.refusal import Refusal
from khronika.reference.display import shown

MANIFEST, MARK = "data/manifest.json", b'"khronika-chronicle"'
_OURS = {MANIFEST: MARK, "manifest.json": b'"khronika-export-'}
"""How the folder of a chronicle or of an export is known; the files are written by ``publishing/folder.py``."""
ARCHIVE, ARCHIVE_MARK = "archive.json", b'"khronika-archive"'
"""How an archive's folder is known; the file is written by ``archive/founding.py``."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read; name: the path below the folder that was named (posix), else the file's own name."""

    path: Path
    name: str


def found_files(paths: Sequence[Path], deepest: int) -> Iterator[Found | Refusal]:
    """The files behind `paths`, folders walked in the order of names, and what was passed over, with why.

    A named path that is a link is followed. Below a named folder no link is: one that leads inside would be read
    twice, one that leads outside was not named.

    deepest: how many folders below a named one are entered. Unit: folders.
    Raises: WrongUse where a named path does not exist, before anything is read.
    """
    for path in paths:
        if not path.exists():
            raise WrongUse(f"{shown(str(path))}: there is no such file or folder")
    seen: set[tuple[int, int]] = set()
    for path in paths:
        walk = _walked(path.resolve(), "", deepest) if path.is_dir() else iter([Found(path, path.name)])
        for found in walk:
            yield _once(found, seen) if isinstance(found, Found) else found


def _walked(folder: Path, below: str, depth_left: int) -> Iterator[Found | Refusal]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _refused(below or folder.name, f"the folder cannot be opened: {error.strerror}")
        return
    for entry in entries:
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.name.startswith("."):
            yield _refused(name, "hidden, and left out", unread=False)
        elif entry.is_symlink():
            yield _link(folder, Path(entry.path), name, below)
        elif entry.is_dir(follow_symlinks=False):
            if _is_marked(Path(entry.path), _OURS):
                yield _refused(
                    name, "a chronicle or an export that was written by Khronika, and no dispatch", unread=False
                )
            elif _is_marked(Path(entry.path), {ARCHIVE: ARCHIVE_MARK}):
                yield _refused(name, "an archive of Khronika, which is read where it is named by itself", unread=False)
            elif depth_left <= 0:
                yield _refused(name, "over the limit folder_depth")
            else:
                yield from _walked(Path(entry.path), name, depth_left - 1)
        else:
            yield Found(Path(entry.path), name)


def _is_marked(folder: Path, marks: Mapping[str, bytes]) -> bool:
    """Whether we wrote the folder ourselves: ``khronika chronicle . -o out`` twice must not read its own pages."""
    return any(_begins_with(folder / name, mark) for name, mark in marks.items())


def _begins_with(file: Path, mark: bytes) -> bool:
    try:
        with file.open("rb") as stream:
            return mark in stream.read(200)
    except OSError:
        return False


def _link(folder: Path, link: Path, name: str, below: str) -> Refusal:
    """Why a link is not followed; a link within the named folder loses nothing."""
    root = folder.parents[below.count("/")] if below else folder
    target = Path(os.path.realpath(link))  # unlike Path.resolve, it bears links that lead in a circle
    if not os.path.exists(target):
        return _refused(name, "a link to nothing that can be opened: it leads nowhere, or in a circle")
    if target.is_relative_to(root):
        return _refused(name, "a link to another place in the folder, which is read there", unread=False)
    return _refused(name, "a link that leads outside the folder that was named, not followed")


def _once(found: Found, seen: set[tuple[int, int]]) -> Found | Refusal:
    try:
        status = found.path.stat()
    except OSError as error:
        return _refused(found.name, f"cannot be opened: {error.strerror}")
    if not stat.S_ISREG(status.st_mode):
        return _refused(found.name, "no file that can be read: a device, a pipe or a socket")
    if (status.st_dev, status.st_ino) in seen:
        return _refused(found.name, "named twice, and read once", unread=False)
    seen.add((status.st_dev, status.st_ino))
    return found


def _refused(name: str, reason: str, *, unread: bool = True) -> Refusal:
    return Refusal(step="intake", name=shown(name), reason=reason, unread=unread)
