"""Opening an archive as a person at this device does: with their identities, or as `khronika open` left it."""

from collections.abc import Sequence
from pathlib import Path

from khronika.archive.devices import default_home
from khronika.archive.founding import archive_id
from khronika.archive.sessions import session_vault
from khronika.archive.store import Archive


def opened_archive(
    path: Path, identities: Sequence[str] = (), *, unfounded_too: bool = False, from_logs: bool = False
) -> Archive:  # fmt: skip
    """The archive in a folder; locked where it is encrypted and neither an identity nor a session opens it.

    unfounded_too, from_logs, and what is raised: as of ``Archive``.
    """
    vault = None if identities else session_vault(archive_id(path))
    return Archive(
        path, home=default_home(), identities=identities, vault=vault, unfounded_too=unfounded_too, from_logs=from_logs
    )  # fmt: skip
