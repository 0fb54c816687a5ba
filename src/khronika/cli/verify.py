"""``khronika verify``: is everything as it was signed?"""

import sys
from pathlib import Path

import click

from khronika.archive.stamping import certificates
from khronika.archive.verifying import STEPS, Verification, verify
from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.cli.options import Named
from khronika.cli.terminal import StepProgress, complain, print_json
from khronika.errors import ArchiveError, Locked


@click.command("verify", no_args_is_help=True)
@archive_argument
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
    how to do the same without Khronika.

    \b
    Example:  khronika verify archive
    """
    try:
        with StepProgress(quiet=quiet) as progress, opened(archive, identity) as held:
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
        verdict = "everything holds" if found.holds else f"{sum(map(len, found.faults.values()))} things do not hold"
        click.echo(f"{found.entries:,} entries, {found.items:,} items: {verdict}")
