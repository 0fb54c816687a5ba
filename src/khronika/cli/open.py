"""``khronika open``: leave an encrypted archive open for the commands that follow."""

from pathlib import Path

import click

from khronika.archive.sessions import open_session
from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.errors import WrongUse


@click.command("open", no_args_is_help=True)
@archive_argument
@identity_option
def command(archive: Path, identity: Path | None) -> None:
    """Leave an encrypted archive open, until `khronika seal` or the machine's next start.

    Its key is kept in memory, never on the disk; while it is there, whoever uses your account can read the archive.

    \b
    Example:  khronika open archive --identity key.txt
    """
    if identity is None:
        raise WrongUse("--identity FILE is needed to open an archive")
    with opened(archive, identity) as held:
        if held.vault is None:
            raise WrongUse(f"{archive}: is not encrypted, and always open")
        open_session(held.id, held.vault)
    click.echo(f"open until: khronika seal {archive}")
