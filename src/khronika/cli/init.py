"""``khronika init``: found an archive."""

from pathlib import Path

import click

from khronika.archive.devices import default_home
from khronika.archive.founding import Introduction, found
from khronika.cli.options import Named


@click.command("init", no_args_is_help=True)
@click.argument("archive", type=Named())
@click.option("--member", required=True, help="Who you are to your colleagues; a pseudonym will do.")
@click.option("--device", default="", help="Which of your devices this is.")
@click.option("--why", default="founded", help="What the archive is for.")
@click.option(
    "--recipient", "recipients", multiple=True, metavar="AGE",
    help="Encrypt to this age recipient (age1... or ssh-ed25519 ...); may be given several times.",
)  # fmt: skip
def command(archive: Path, member: str, device: str, why: str, recipients: tuple[str, ...]) -> None:
    """Found an archive in a new folder: signed logs, sealed items.

    This device gets a signing key, kept outside the archive (in KHRONIKA_HOME, else ~/.local/share/khronika). With
    --recipient the archive is encrypted: whoever loses the identities of all recipients has lost it.

    \b
    Examples:
      khronika init archive --member "Desk 1"
      khronika init archive --member "Desk 1" --recipient age1...
    """
    who = Introduction(member=member, device=device, why=why)
    made = found(archive, home=default_home(), who=who, recipients=recipients)
    click.echo(f"archive {made}")
