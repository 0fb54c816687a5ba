"""``khronika gazetteer``: build it, put GeoNames' full dump on top, or say what is in it."""

import sys
from pathlib import Path

import click

from khronika.cli.options import Named
from khronika.errors import OutputError
from khronika.reference.gazetteer import CREDIT, Gazetteer, default_path
from khronika.reference.gazetteer.build import build
from khronika.reference.gazetteer.importing import CLASSES, import_dump


@click.group("gazetteer", no_args_is_help=True)
def command() -> None:
    """Build the gazetteer that places are looked up in, import GeoNames' full dump, or say what is in it.

    \b
    Examples:
      khronika gazetteer show
      khronika gazetteer build
      khronika gazetteer import allCountries.zip
    """


@command.command("build")
@click.argument("out", required=False, type=Named(dir_okay=False))
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


@command.command("import")
@click.argument("dump", type=Named(dir_okay=False))
@click.argument("out", required=False, type=Named(dir_okay=False))
@click.option("--classes", default=CLASSES, show_default=True, help="GeoNames' feature classes that are taken.")
@click.option(
    "--codes",
    multiple=True,
    type=Named(dir_okay=False),
    help="GeoNames' admin1CodesASCII.txt, admin2Codes.txt, where you have them.",
)
def import_one(dump: Path, out: Path | None, classes: str, codes: tuple[Path, ...]) -> None:
    """Compile the gazetteer with GeoNames' full dump; goes on where an earlier import was broken off.

    DUMP: allCountries.zip or .txt, or that of one country, as GeoNames offers it. OUT: where to; without it, where
    Khronika looks for the gazetteer. Bad rows are named and passed over (exit code 1).

    \b
    Example:  khronika gazetteer import allCountries.zip
    """
    if not set(classes) <= set("APHLTSRUV"):
        raise click.BadParameter(
            f"{classes}: GeoNames' classes are A, P, H, L, T, S, R, U and V", param_hint="--classes"
        )
    target = out or default_path()
    try:
        done = import_dump(dump, target, classes=classes, codes=codes, say=lambda line: click.echo(line, err=True))
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    click.echo(
        f"{target}\n{done.entries:,} entries, {done.added:,} of them from {dump.name} alone\nsha256 {done.digest}"
    )
    if done.refused:
        click.echo(f"{done.refused:,} rows passed over, each named in {done.refusals}", err=True)
        sys.exit(1)


@command.command("show")
def show() -> None:
    """Where it lies, how many entries it has, and whom to credit.

    \b
    Example:  khronika gazetteer show
    """
    with Gazetteer.open() as gazetteer:
        click.echo(f"{default_path()}\n{gazetteer.entry_count:,} entries\nsha256 {gazetteer.digest}\n{CREDIT}")
