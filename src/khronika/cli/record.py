"""``khronika record``: read the items of an archive and keep the claims."""

import sys
from datetime import datetime
from pathlib import Path

import click

from khronika.archived import record
from khronika.cli.archives import archive_argument, identities, identity_option, note_waiting, opened
from khronika.cli.options import Instant, profile_option
from khronika.cli.terminal import StepProgress, report_refusals
from khronika.reading.analysis import Profile
from khronika.rounds import Order


@click.command("record", no_args_is_help=True)
@archive_argument
@click.option("--published", type=Instant(), help="Time of inputs that carry none, such as 2031-03-14T18:00Z.")
@click.option("--timezone", help="Zone of times that state none, such as Asia/Aqtau or +05:00.  [default: UTC]")
@profile_option
@click.option("--why", default="read", show_default=True, help="The reason.")
@identity_option
@click.option("--quiet", is_flag=True, help="No progress, notes or summary; what could not be read is still named.")
def command(
    archive: Path, published: datetime | None, timezone: str | None, profile: Profile, why: str,
    identity: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Read the items of an archive and record the claims, with what read them, to be judged and searched.

    A reading by the same means that finds the same is not recorded twice.

    \b
    Example:  khronika record archive --published 2031-03-14T18:00Z
    """
    order = Order(
        published=published, timezone=timezone, profile=profile, identities=tuple(identities(identity))
    )  # fmt: skip
    with StepProgress(quiet=quiet) as progress, opened(archive, identity) as held:
        count, claims, refusals = record(held, order, why, progress)
        if not quiet:
            note_waiting(held)
    report_refusals(refusals, quiet=quiet)
    if not quiet:
        click.echo(f"{count:,} readings recorded, with {claims:,} claims")
    if any(refusal.unread for refusal in refusals):
        sys.exit(1)
