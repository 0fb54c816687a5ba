"""``khronika verify``: is everything as it was signed?"""

import os
import sys
from pathlib import Path
from typing import Any

import click

from khronika.archive.proofs import ENDING, LONGEST_PROOF_BYTES, checked_proof
from khronika.archive.stamping import certificates
from khronika.archive.verifying import STEPS, Verification, verify
from khronika.cli.archives import identity_option, opened
from khronika.cli.options import ArchivePath, Named
from khronika.cli.terminal import StepProgress, complain, print_json
from khronika.errors import ArchiveError, Locked, VerificationError
from khronika.reference.display import shown


class _ArchiveOrProof(ArchivePath):
    """The folder of an archive, or the file of a proof."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(value))
        return path if path.is_file() and path.suffix == ENDING else super().convert(value, param, ctx)


@click.command("verify", no_args_is_help=True)
@click.argument("archive", type=_ArchiveOrProof())
@identity_option
@click.option(
    "--root", type=Named(exists=True, dir_okay=False),
    help="Certificates (PEM) of the time-stamping authorities that are trusted.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="No progress or summary; what does not hold is still named.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(archive: Path, identity: Path | None, root: Path | None, quiet: bool, as_json: bool) -> None:
    """Check that everything in an archive is as it was signed; name whatever is not.

    Exit code 0: everything holds. 1: something does not; each thing is named on stderr. docs/archive-format.md says
    how to do the same without Khronika. ARCHIVE may be the file of a proof, which khronika prove has written.

    \b
    Examples:
      khronika verify archive
      khronika verify 3004f890-12.tlog-proof
    """
    if archive.is_file():
        _verify_proof(archive, as_json=as_json)
        return
    try:
        with StepProgress(quiet=quiet) as progress, opened(archive, identity, unfounded_too=True) as held:
            roots = certificates(root) if root else []
            found = verify(held, lambda step, done: progress(step, done, None), roots)
    except Locked:
        raise
    except ArchiveError as error:
        complain(f"does not hold: {error}")
        sys.exit(1)
    _say(found, quiet=quiet, as_json=as_json)
    if not found.holds:
        sys.exit(1)


def _verify_proof(file: Path, *, as_json: bool) -> None:
    try:
        with file.open("rb") as stream:
            proven = checked_proof(stream.read(LONGEST_PROOF_BYTES + 1))
    except VerificationError as error:
        complain(f"does not hold: {file}: {error}")
        sys.exit(1)
    entry = proven.entry
    said = {
        "archive": proven.archive, "log": entry.log, "seq": entry.seq, "at": entry.at, "kind": entry.kind,
        "payload": entry.payload, "sealed": entry.sealed, "entries": proven.head.size,
    }  # fmt: skip
    if as_json:
        print_json({"holds": True} | said)
        return
    click.echo(f"holds: entry {entry.seq:,} of {proven.head.size:,} in the log of the key below, signed by it")
    for name, value in said.items():
        click.echo(f"  {name:<8} {shown(str(value))}")


def _say(found: Verification, *, quiet: bool, as_json: bool) -> None:
    for step, faults in found.faults.items():
        for fault in faults:
            complain(f"step {step}, {STEPS[step]}: {fault.name}: {fault.reason}")
    if as_json:
        by_step = {
            STEPS[step]: [{"name": fault.name, "reason": fault.reason} for fault in of_step]
            for step, of_step in found.faults.items()
        }
        print_json(
            {"holds": found.holds, "entries": found.entries, "items": found.items, "locked": found.locked,
             "faults": by_step, "notes": found.notes}
        )  # fmt: skip
    elif not quiet:
        for note in found.notes:
            complain(f"note: {note}")
        if found.locked:
            complain("note: the archive is locked; what is encrypted was checked as it lies there, and not opened")
        count = sum(map(len, found.faults.values()))
        wrong = "1 thing does not hold" if count == 1 else f"{count:,} things do not hold"
        verdict = "everything holds" if found.holds else wrong
        click.echo(f"{found.entries:,} entries, {found.items:,} items: {verdict}")
