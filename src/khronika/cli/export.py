"""``khronika export``: a chronicle in, one of the formats that others use out."""

from pathlib import Path

import click

from khronika.cli.terminal import complain, print_json
from khronika.publishing.exchange import Exported, export, exporter_named, folder_kind
from khronika.publishing.folder import owned_files
from khronika.publishing.recalling import recall
from khronika.publishing.wording import plural
from khronika.reference.display import sayable, shown


@click.command("export", no_args_is_help=True)
@click.option(
    "--to",
    "name",
    required=True,
    metavar="FORMAT",
    help="acled, ucdp, ftm, geojson, parquet or jsonld, or a plug-in's.",
)
@click.argument("chronicle", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write.")
@click.option("--quiet", is_flag=True, help="No summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(name: str, chronicle: Path, out: Path, quiet: bool, as_json: bool) -> None:
    """Write a chronicle in a format that others use.

    CHRONICLE is the folder that khronika chronicle wrote, or its data/chronicle.json. OUT/statement.txt says in plain
    words what the format cannot hold, OUT/dropped.csv lists every record that lost something, OUT/manifest.json has
    counts and digests. What the chronicle withholds stays withheld. ftm and parquet need khronika[exchange].

    \b
    Examples:
      khronika export --to acled out -o acled
      khronika export --to parquet out/data/chronicle.json -o tables
    """
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
