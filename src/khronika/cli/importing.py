"""``khronika import``: an edited table comes back as judgments."""

import sys
from pathlib import Path

import click

from khronika.cli.archives import archive_argument, identity_option, note_waiting, opened
from khronika.cli.options import Named
from khronika.cli.terminal import complain, print_json, report_refusals
from khronika.reference.display import shown
from khronika.sheets import import_sheet


@click.command("import", no_args_is_help=True)
@archive_argument
@click.argument("file", type=Named(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be judged, and judge nothing.")
@click.option("--why", help="The reason of rows that give none in the column reason.")
@identity_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each change.")
def command(
    archive: Path, file: Path, dry_run: bool, why: str | None, identity: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Take an edited table back (CSV or XLSX, as khronika export --csv or --xlsx wrote it): changes become judgments.

    Compared are three states: as exported, as edited, as the archive is now. Cells that the editor left alone change
    nothing; a cell that somebody has judged otherwise since is refused by row; the same table twice judges once.

    \b
    Example:  khronika import archive claims.xlsx --dry-run
    """
    with opened(archive, identity) as held:
        done = import_sheet(held, file, why=why, dry_run=dry_run)
        if done.changes and not dry_run:
            note_waiting(held)
    if done.unknown:
        complain(f"note: {file.name}: columns that are not known, of which nothing is taken: {', '.join(done.unknown)}")
    for number, column in done.not_taken:
        complain(
            f"note: {file.name}: row {number}: {column} was changed, which is not edited here; nothing is taken of it"
        )
    report_refusals(done.refusals)
    for number, key, column, before, after in done.changes:
        if as_json:
            print_json({"row": number, "claim": key, "column": column, "before": before, "after": after})
        else:
            click.echo(shown(f"row {number} ({key})  {column}: {before or 'nothing'} -> {after or 'nothing'}"))
    if not as_json:
        verb = "would be judged" if dry_run else "judged"
        click.echo(f"{len(done.changes)} {verb}, {done.same} rows as they were, {len(done.refusals)} not followed")
    if done.refusals:
        sys.exit(1)
