"""``khronika export``: a chronicle in, one of the formats that others use out."""

from pathlib import Path
from typing import NamedTuple

import click

from khronika.archive.recognising import is_archive
from khronika.cli.options import Named, profile_option
from khronika.cli.terminal import complain, print_json
from khronika.errors import WrongUse
from khronika.publishing.exchange import Exported, export, exporter_named, folder_kind
from khronika.publishing.folder import owned_files
from khronika.publishing.pages.wording import plural
from khronika.publishing.recalling import recall
from khronika.reading.analysis import Profile
from khronika.reference.display import sayable, shown
from khronika.rounds import Order


@click.command("export", no_args_is_help=True)
@click.option(
    "--to",
    "name",
    metavar="FORMAT",
    help="acled, ucdp, ftm, geojson, parquet or jsonld, or a plug-in's.",
)
@click.option("--csv", "sheet", flag_value="csv", help="The claims of an archive as a table to be edited.")
@click.option("--xlsx", "sheet", flag_value="xlsx", help="The same for a spreadsheet program.")
@click.argument("chronicle", type=Named())
@click.option("-o", "--out", required=True, type=Named(), help="Folder to write; a table's file.")
@click.option("--include-names", is_flag=True, help="--csv, --xlsx: show what is withheld.")
@click.option("--why", default="to be edited", show_default=True, help="--csv, --xlsx: the reason.")
@profile_option
@click.option(
    "--identity", type=Named(exists=True, dir_okay=False), envvar="KHRONIKA_IDENTITY",
    help="File of an age identity, for an encrypted archive.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="No summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    name: str | None, sheet: str | None, chronicle: Path, out: Path, include_names: bool, why: str,
    profile: Profile, identity: Path | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write a chronicle in a format that others use.

    CHRONICLE is the folder that khronika chronicle wrote, or its data/chronicle.json. OUT/statement.txt says in plain
    words what the format cannot hold, OUT/dropped.csv lists every record that lost something, OUT/manifest.json has
    counts and digests. What the chronicle withholds stays withheld. ftm and parquet need khronika[exchange].

    --csv and --xlsx take an ARCHIVE instead: its recorded claims become a table, which khronika import takes back.

    \b
    Examples:
      khronika export archive --xlsx -o claims.xlsx
      khronika export --to acled out -o acled
      khronika export --to parquet out/data/chronicle.json -o tables
    """
    if sheet or is_archive(chronicle):
        _table(chronicle, out, sheet, Sheet(include_names, why, profile, identity), quiet=quiet)
        return
    if name is None:
        raise WrongUse("--to FORMAT is missing; --csv and --xlsx are for archives")
    exporter = exporter_named(name)
    owned_files(out, folder_kind(exporter))  # a folder of somebody else's is refused before a long reading
    recalled = recall(chronicle)
    if recalled.changed and not quiet:
        complain(f"note: {chronicle}: chronicle.json is not the one that its manifest lists: it was changed since")
    done = export(recalled, exporter, out)
    if as_json:
        print_json(_summary(name, done, out))
    elif not quiet:
        _say(done, out)


class Sheet(NamedTuple):
    """What is asked of a table."""

    include_names: bool
    why: str
    profile: Profile
    identity: Path | None


def _table(archive: Path, out: Path, kind: str | None, how: Sheet, *, quiet: bool) -> None:
    from khronika.cli.archives import ArchivePath, identities  # noqa: PLC0415  (a chronicle needs no cryptography)
    from khronika.sheets import export_sheet  # noqa: PLC0415

    if kind not in ("csv", "xlsx"):
        raise WrongUse(f"{archive}: an archive goes out as --csv or --xlsx; --to takes a chronicle")
    ArchivePath().convert(archive, None, None)
    order = Order(profile=how.profile, identities=tuple(identities(how.identity)))
    names = how.include_names
    count = export_sheet(archive, out, order, kind, include_names=names, why=how.why)  # type: ignore[arg-type]
    if not quiet:
        click.echo(f"{plural(count, 'claim')} in {shown(str(out), 4096)}")


def _summary(name: str, done: Exported, out: Path) -> dict[str, object]:
    return {
        "to": name,
        "out": sayable(str(out)),
        "files": list(done.files),
        "counts": done.counts,
        "left_out": done.left_out,
        "poorer": done.poorer,
    }


def _say(done: Exported, out: Path) -> None:
    for file, count in done.counts.items():
        click.echo(f"{file}: {plural(count, 'record')}")
    left_out, poorer = sum(done.left_out.values()), sum(done.poorer.values())
    click.echo(f"left out: {plural(left_out, 'record')}; {plural(poorer, 'loss', 'losses')} in those that are there")
    click.echo(f"read {shown(str(out / 'statement.txt'), longest=4096)} before you pass it on")
