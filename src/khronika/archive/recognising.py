"""Telling that a folder is an archive, or a file the bundle of one, without loading what an archive needs."""

import zipfile
from pathlib import Path

FORMAT = "khronika-archive"
SUMS = "SHA256SUMS"
"""The digests of all files of a bundle, in it."""


def is_archive(path: Path) -> bool:
    """Whether a folder is an archive of ours, of whatever version."""
    try:
        with (path / "archive.json").open("rb") as stream:
            return FORMAT.encode() in stream.read(1000)
    except OSError:
        return False


def was_archive(path: Path) -> bool:
    """Whether a folder is an archive, or what is left of one that somebody has changed."""
    return is_archive(path) or (path / "archive.json").exists() or (path / "logs").is_dir()


def is_carried(path: Path) -> bool:
    """Whether a file is the bundle of an archive."""
    try:
        with zipfile.ZipFile(path) as found:
            return {SUMS, "archive.json"} <= set(found.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
