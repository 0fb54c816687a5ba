"""``khronika gazetteer``: build it, or say what is in it."""

from pathlib import Path

import click

from khronika.reference.gazetteer import CREDIT, Gazetteer, default_path
from khronika.reference.gazetteer.build import build


@click.group("gazetteer", no_args_is_help=True)
def command() -> None:
    """Build the gazetteer that places are looked up in, or say what is in it."""


@command.command("build")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
def build_one(out: Path | None) -> None:
    """Compile the gazetteer from the installed data packages; needs no network."""
    build(out or default_path())


@command.command("show")
def show() -> None:
    """Where it lies, how many entries it has, and whom to credit."""
    with Gazetteer.open() as gazetteer:
        click.echo(f"{default_path()}\n{gazetteer.entry_count:,} entries\nsha256 {gazetteer.digest}\n{CREDIT}")
