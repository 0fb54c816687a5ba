"""``khronika revoke``: end a key's belonging."""

from pathlib import Path

import click

from khronika.archive.joining import revoke
from khronika.cli.archives import archive_argument, identity_option, opened


@click.command("revoke", no_args_is_help=True)
@archive_argument
@click.argument("key")
@click.option("--why", required=True, help="The reason.")
@click.option(
    "--keeps", type=click.IntRange(min=0), help="How many of its entries go on counting.  [default: all here]"
)
@identity_option
def command(archive: Path, key: str, why: str, keeps: int | None, identity: Path | None) -> None:
    """End a key's belonging: a device that was lost or seized, somebody who left. Only a keeper can.

    Entries that it signs from then on do not count in any copy that has heard of it.

    \b
    Example:  khronika revoke archive 3004f890 --why "seized at the border"
    """
    with opened(archive, identity) as held:
        log, count = revoke(held, key, why=why, keeps=keeps)
        click.echo(f"{log} is revoked; its first {count} entries count")
