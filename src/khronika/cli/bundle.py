"""``khronika bundle``: an archive as one file."""

from pathlib import Path

import click

from khronika.archive.bundles import check_bundle, write_bundle
from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.cli.options import Named


@click.command("bundle", no_args_is_help=True)
@archive_argument
@click.option("-o", "--out", required=True, type=Named(dir_okay=False), help="File to write.")
@identity_option
def command(archive: Path, out: Path, identity: Path | None) -> None:
    """Write an archive into one file, signed: to carry, to mail, to put away elsewhere.

    It is a plain zip, with a README that says how to check it without Khronika; `khronika merge` takes it in. An
    encrypted archive stays encrypted in it; any other is readable by whoever holds the file.

    \b
    Example:  khronika bundle archive -o for-the-lawyer.zip
    """
    with opened(archive, identity) as held:
        count = write_bundle(held, out)
    click.echo(f"{count:,} files in {out}, signed by {check_bundle(out)}")
