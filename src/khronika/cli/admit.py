"""``khronika admit``: let a key belong."""

from pathlib import Path

import click

from khronika.archive.belonging import KEEPER, MEMBER
from khronika.archive.joining import admit
from khronika.cli.archives import archive_argument, identity_option, opened


@click.command("admit", no_args_is_help=True)
@archive_argument
@click.argument("key")
@click.option(
    "--role", type=click.Choice([MEMBER, KEEPER]), default=MEMBER, show_default=True,
    help="A keeper may admit, revoke and withdraw, too.",
)  # fmt: skip
@click.option("--why", default="admitted", show_default=True, help="The reason.")
@click.option("--recovers", metavar="KEY", help="The lost key of the same person; it is revoked.")
@identity_option
def command(archive: Path, key: str, role: str, why: str, recovers: str | None, identity: Path | None) -> None:
    """Let a key that has joined belong to the archive. Only a keeper can.

    KEY may be its beginning, but compare all of it with what your colleague reads to you.

    \b
    Examples:
      khronika admit archive 3004f890 --why "met in person"
      khronika admit archive 9c11 --recovers 3004f890 --why "laptop was stolen"
    """
    with opened(archive, identity) as held:
        done = admit(held, key, role=role, why=why, recovers=recovers)
    already = " already; nothing was written" if done.before else ""
    click.echo(f"{done.key} belongs, as {role}{already}")
