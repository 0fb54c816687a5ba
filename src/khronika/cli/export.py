"""``khronika export``: a chronicle in, one of the formats that others use out."""

import sys
from pathlib import Path
from typing import NamedTuple

import click

from khronika.archive.recognising import is_archive
from khronika.cli.options import ArchivePath, Named, Target, despite_damage_option, profile_option
from khronika.cli.terminal import complain, print_json, report_doubts, report_refusals
from khronika.errors import WrongUse
from khronika.model.chronicle import Chronicle
from khronika.publishing.exchange import Exported, export, exporter_named, folder_kind
from khronika.publishing.folder import owned_files
from khronika.publishing.pages.wording import plural
from khronika.publishing.recalling import Recalled, recall
from khronika.publishing.withholding.redaction import NOTHING
from khronika.reading.analysis import Profile
from khronika.reference.display import sayable, shown
from khronika.rounds import Order, chronicle_of

UNSEARCHED = (
    "note: nothing protected is known of a folder, so what is written is not searched; --archive ARCHIVE searches it"
)


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
@click.option("-o", "--out", required=True, type=Target(), help="Folder to write; a table's file.")
@click.option(
    "--archive", type=ArchivePath(), help="--to: search what is written for everything that is protected in it."
)
@click.option(
    "--include-names", is_flag=True, help="Show what is withheld; of a chronicle, where it was written with names."
)
@click.option("--why", default="to be edited", show_default=True, help="--csv, --xlsx: the reason.")
@profile_option
@despite_damage_option
@click.option(
    "--identity", type=Named(exists=True, dir_okay=False), envvar="KHRONIKA_IDENTITY",
    help="File of an age identity, for an encrypted archive.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="No summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    name: str | None, sheet: str | None, chronicle: Path, out: Path, archive: Path | None, include_names: bool,
    why: str, profile: Profile, despite_damage: bool, identity: Path | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write a chronicle in a format that others use.

    CHRONICLE is an archive, or the folder that khronika chronicle wrote, or its data/chronicle.json. OUT/statement.txt
    says in plain words what the format cannot hold, OUT/dropped.csv lists every record that lost something,
    OUT/manifest.json has counts and digests. What the chronicle withholds stays withheld; what is written from an
    archive, or with --archive, is searched for what is protected, and not written where something is found. ftm and
    parquet need khronika[exchange].

    --csv and --xlsx take an ARCHIVE: its recorded claims become a table, which khronika import takes back.

    \b
    Examples:
      khronika export archive --xlsx -o claims.xlsx
      khronika export --to geojson archive -o map
      khronika export --to acled out -o acled --archive archive
      khronika export --to parquet out/data/chronicle.json -o tables
    """
    if sheet:
        _table(chronicle, out, sheet, Sheet(include_names, why, profile, despite_damage, identity), quiet=quiet)
        return
    if name is None:
        raise WrongUse(f"{chronicle}: --to FORMAT is missing; an archive goes out as --csv or --xlsx, too")
    exporter = exporter_named(name)
    owned_files(out, folder_kind(exporter))  # a folder of somebody else's is refused before a long reading
    order = Order(profile=profile, identities=_identities(identity), despite_damage=despite_damage)
    if is_archive(chronicle):
        recalled, whole = _public(chronicle, order, include_names=include_names)
    else:
        recalled, whole = _recalled(chronicle, include_names=include_names, quiet=quiet), None
        if archive and not include_names:
            whole = chronicle_of([archive], order)
        elif not archive and not quiet:
            complain(UNSEARCHED)
    done = export(recalled, exporter, out, whole)
    refusals = whole.refusals if whole else ()
    report_doubts(done.doubts)
    report_refusals(refusals, quiet=True)
    if as_json:
        print_json(_summary(name, done, out))
    elif not quiet:
        _say(done, out)
    if any(refusal.unread for refusal in refusals):
        sys.exit(1)


def _identities(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    from khronika.cli.archives import identities  # noqa: PLC0415  (a chronicle needs no cryptography)

    return tuple(identities(path))


class Sheet(NamedTuple):
    """What is asked of a table."""

    include_names: bool
    why: str
    profile: Profile
    despite_damage: bool
    identity: Path | None


def _recalled(chronicle: Path, *, include_names: bool, quiet: bool) -> Recalled:
    """The chronicle of a folder. Raises: WrongUse where it shows names, and nobody asked for them; as ``recall``."""
    recalled = recall(chronicle)
    if recalled.withheld.get("why") == NOTHING and not include_names:
        raise WrongUse(f"{chronicle}: was written with --include-names; say it again to pass the names on")
    if recalled.changed and not quiet:
        complain(f"note: {chronicle}: chronicle.json is not the one that its manifest lists: it was changed since")
    return recalled


def _public(archive: Path, order: Order, *, include_names: bool) -> tuple[Recalled, Chronicle]:
    from khronika.leaving import public_chronicle  # noqa: PLC0415  (a chronicle needs no cryptography)

    if include_names:
        raise WrongUse("--include-names: write the chronicle with it first; that is what can be exported with names")
    return public_chronicle(archive, order)


def _table(archive: Path, out: Path, kind: str, how: Sheet, *, quiet: bool) -> None:
    from khronika.cli.archives import opened  # noqa: PLC0415  (a chronicle needs no cryptography)
    from khronika.sheets import export_sheet  # noqa: PLC0415

    ArchivePath().convert(archive, None, None)
    order = Order(profile=how.profile, identities=_identities(how.identity), despite_damage=how.despite_damage)
    names = how.include_names
    with opened(archive, how.identity) as held:
        count = export_sheet(held, out, order, kind, include_names=names, why=how.why)  # type: ignore[arg-type]
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
