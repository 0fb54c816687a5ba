"""``khronika seal``: close an archive that was left open."""

from pathlib import Path

import click

from khronika.archive.founding import archive_id
from khronika.archive.sessions import seal_session, swept
from khronika.cli.archives import archive_argument


@click.command("seal", no_args_is_help=True)
@archive_argument
def command(archive: Path) -> None:
    """Close an archive that `khronika open` has left open: its key is taken out of memory.

    \b
    Example:  khronika seal archive
    """
    swept()
    click.echo("sealed" if seal_session(archive_id(archive)) else "was not open")
