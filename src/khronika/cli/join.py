"""``khronika join``: ask to belong to an archive."""

from pathlib import Path

import click

from khronika.archive.founding import Introduction
from khronika.archive.joining import join
from khronika.cli.archives import archive_argument, identity_option, opened


@click.command("join", no_args_is_help=True)
@archive_argument
@click.option("--member", required=True, help="Who you are to your colleagues; a pseudonym will do.")
@click.option("--device", default="", help="Which of your devices this is.")
@click.option("--why", default="asks to join", show_default=True, help="The reason.")
@identity_option
def command(archive: Path, member: str, device: str, why: str, identity: Path | None) -> None:
    """Give this device a key and a log of its own in a copy of an archive.

    Tell a keeper the key that is printed, by a way that nobody can alter; it counts once `khronika admit` was run and
    the copies are merged. What is added until then is kept and waits.

    \b
    Example:  khronika join archive --member "Desk 2"
    """
    with opened(archive, identity) as held:
        click.echo(join(held, Introduction(member=member, device=device, why=why)))
