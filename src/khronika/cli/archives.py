"""What the verbs of an archive share: how one is opened, and how its people and times are shown."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from khronika.archive.joining import waiting
from khronika.archive.opening import opened_archive
from khronika.archive.recipients import identities_in
from khronika.archive.store import Archive
from khronika.cli.options import ArchivePath, Named
from khronika.cli.terminal import complain, name_not_held
from khronika.errors import WrongUse
from khronika.reference.display import shown

Command = TypeVar("Command", bound=Callable[..., object])
LARGEST_IDENTITY_BYTES = 100_000


def identity_option(command: Command) -> Command:
    """--identity FILE."""
    return click.option(
        "--identity", type=Named(exists=True, dir_okay=False), envvar="KHRONIKA_IDENTITY",
        help="File of an age identity, for an encrypted archive.",
    )(command)  # fmt: skip


def names_option(command: Command) -> Command:
    """--include-names, of verbs that show what judgments are about."""
    return click.option(
        "--include-names", is_flag=True, help="Show names and words that a chronicle would withhold."
    )(command)  # fmt: skip


def archive_argument(command: Command) -> Command:
    """ARCHIVE."""
    return click.argument("archive", type=ArchivePath())(command)


def identities(path: Path | None) -> list[str]:
    """The identities in a file. Raises: WrongUse where it is too large or no text."""
    if path is None:
        return []
    try:
        if path.stat().st_size > LARGEST_IDENTITY_BYTES:
            raise WrongUse(f"{path}: too large for a file of identities")
        return identities_in(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise WrongUse(f"{path}: no file of age identities") from None


def opened(path: Path, identity: Path | None, *, unfounded_too: bool = False) -> Archive:
    """The archive in a folder; what of it does not hold is named on stderr, and the verb ends with 1.

    unfounded_too, and what is raised: as of ``Archive``.
    """
    archive = opened_archive(path, identities(identity), unfounded_too=unfounded_too)
    name_faults(archive)
    return archive


def name_faults(archive: Archive) -> None:
    """Names on stderr what of an archive does not hold and was not named yet; the verb ends with 1."""
    named: set[str] = click.get_current_context().meta.setdefault("khronika.named", set())
    for fault in archive.faults:
        if fault.name not in named:
            named.add(fault.name)
            name_not_held(fault.name, fault.reason)


def note_waiting(archive: Archive) -> None:
    """Says on stderr where what this device has just written does not count yet."""
    ours = {key.log for key in archive.devices.keys(archive.vault)}
    for log in waiting(archive):
        if log in ours:
            complain(
                f"note: this device's key, {log[:8]}, waits for a keeper to admit it; until then this does not count"
            )


def members_named(archive: Archive) -> Mapping[str, str]:
    """The names of the logs' members, as they gave them; of one who gave none, the beginning of the key."""
    given: dict[str, str] = {}
    before: dict[str, str] = {}
    for row in archive.index.rows("genesis", "join"):
        given.setdefault(row.log, shown(str((row.payload or {}).get("member") or "")).strip())
        before.setdefault(row.log, str(row.clear.get("succeeds", "")))
    return {log: f"{_name_of(log, given, before)} {log[:8]}".strip() for log in given}


def _name_of(log: str, given: Mapping[str, str], before: Mapping[str, str]) -> str:
    """The name that goes with a log: its own, else that of the key that it took over from, and so on back."""
    met: set[str] = set()
    while log in given and not given[log] and log not in met:
        met.add(log)
        log = before[log]
    return given.get(log, "")
