"""Telling that a folder is an archive, without loading what an archive needs."""

from pathlib import Path

FORMAT = "khronika-archive"


def is_archive(path: Path) -> bool:
    """Whether a folder is an archive of ours, of whatever version."""
    try:
        with (path / "archive.json").open("rb") as stream:
            return FORMAT.encode() in stream.read(1000)
    except OSError:
        return False
