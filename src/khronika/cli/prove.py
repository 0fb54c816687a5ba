"""``khronika prove``: one small file that shows an entry to be in a log."""

import sys
from pathlib import Path

import click

from khronika.archive.joining import entry_named
from khronika.archive.proofs import ENDING, proof_of
from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.cli.options import Target
from khronika.cli.terminal import complain
from khronika.errors import VerificationError, WrongUse
from khronika.reference.display import shown


@click.command("prove", no_args_is_help=True)
@archive_argument
@click.argument("entry")
@click.option("-o", "--out", type=Target(dir_okay=False), help="File to write.  [default: ENTRY.tlog-proof]")
@identity_option
def command(archive: Path, entry: str, out: Path | None, identity: Path | None) -> None:
    """Write a proof that an entry is in its log, for somebody who has nothing else of the archive.

    ENTRY is as `khronika log` shows it. The file holds the entry as it stands in the log in the clear (no names, no
    reasons), its place, the hashes that lead to the root of the log, and the head that the log's key has signed. It is
    checked without a network by `khronika verify FILE`, or by hand: docs/archive-format.md.

    \b
    Example:  khronika prove archive 3004f890/12 -o arrest.tlog-proof
    """
    with opened(archive, identity) as held:
        log, seq = entry_named(held, entry)
        file = out or Path(f"{log[:8]}-{seq}{ENDING}")
        try:
            proof = proof_of(held, log, seq)
        except VerificationError as error:
            complain(f"does not hold: {error}; nothing was written")
            sys.exit(1)
    try:
        with file.open("xb") as stream:
            stream.write(proof)
    except FileExistsError:
        raise WrongUse(f"{file}: something is here already, and is left as it is") from None
    click.echo(f"{shown(str(file), 4096)}: entry {seq:,} of log {log}")
