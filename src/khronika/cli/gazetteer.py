"""``khronika gazetteer``: build it, or say what is in it."""

from pathlib import Path

import click

from khronika.errors import OutputError
from khronika.reference.gazetteer import CREDIT, Gazetteer, default_path
from khronika.reference.gazetteer.build import build


@click.group("gazetteer", no_args_is_help=True)
def command() -> None:
    """Build the gazetteer that places are looked up in, or say what is in it.

    \b
    Examples:
      khronika gazetteer show
      khronika gazetteer build
    """


@command.command("build")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
def build_one(out: Path | None) -> None:
    """Compile the gazetteer from the installed data packages; needs no network.

    OUT: where to; without it, where Khronika looks for it.

    \b
    Example:  khronika gazetteer build
    """
    target = out or default_path()
    try:
        build(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error


@command.command("show")
def show() -> None:
    """Where it lies, how many entries it has, and whom to credit.

    \b
    Example:  khronika gazetteer show
    """
    with Gazetteer.open() as gazetteer:
        click.echo(f"{default_path()}\n{gazetteer.entry_count:,} entries\nsha256 {gazetteer.digest}\n{CREDIT}")
