"""``khronika merge``: two copies of an archive become one."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from khronika.archive.bundles import check_bundle, is_bundle, is_cut_short, opened_bundle
from khronika.archive.joining import waiting
from khronika.archive.merging import Merged, merge
from khronika.archive.opening import opened_archive
from khronika.archive.recognising import is_archive
from khronika.cli.archives import archive_argument, identities, identity_option, members_named, name_faults
from khronika.cli.options import Named
from khronika.cli.terminal import StepProgress, complain, print_json
from khronika.errors import ArchiveError


@click.command("merge", no_args_is_help=True)
@archive_argument
@click.argument("others", nargs=-1, required=True, type=Named(exists=True))
@click.option("--mend", is_flag=True, help="Read every item, and take those that are damaged here from the others.")
@identity_option
@click.option("--quiet", is_flag=True, help="No progress or summary; what was refused is still named.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    archive: Path, others: tuple[Path, ...], mend: bool, identity: Path | None, quiet: bool, as_json: bool
) -> None:  # fmt: skip
    """Take in what other copies of an archive have: folders, or bundles. Only ARCHIVE is changed.

    The order does not matter, and merging again changes nothing. What does not hold is refused by name, and the rest
    goes in; exit code 1.

    \b
    Examples:
      khronika merge archive /media/stick/archive
      khronika merge archive from-the-field.zip
    """
    total = Merged()
    with StepProgress(quiet=quiet) as progress, opened_archive(archive, identities(identity)) as held:
        before = held.faults
        for other in others:
            note = lambda step, done: progress(step, done, None)  # noqa: E731
            if is_cut_short(other):
                raise ArchiveError(
                    f"{other}: a bundle that was cut short (copied half-way?), of which nothing was used;"
                    " finish the copy or make it anew, and merge again"
                )
            if is_bundle(other):
                signer = check_bundle(other)
                if not quiet:
                    complain(f"note: {other.name} was signed by {signer}")
                with opened_bundle(other, held.path) as folder:
                    _add(total, merge(held, folder, note, mend=mend))
            elif is_archive(other):
                _add(total, merge(held, other, note, mend=mend))
            else:
                raise ArchiveError(f"{other}: no archive, and no bundle of one")
        name_faults(held)
        asking, names, sizes = waiting(held), members_named(held), held.index.heads()
        mended = {fault.name for fault in before} - {fault.name for fault in held.faults}
    for name in sorted(mended) if not quiet else ():
        complain(f"note: {name}: did not hold, and does now")
    for log in asking if not quiet else ():
        theirs = "its one entry does" if sizes[log].size == 1 else f"its {sizes[log].size:,} entries do"
        who = names.get(log, log[:8])
        complain(f"note: {who} waits for a keeper (khronika admit {archive} {log[:8]}); until then {theirs} not count")
    _say(total, asking, quiet=quiet, as_json=as_json)
    if total.refused:
        sys.exit(1)


def _add(total: Merged, one: Merged) -> None:
    total.logs += one.logs
    total.entries += one.entries
    total.items += one.items
    total.refused += one.refused


def _say(total: Merged, asking: Sequence[str], *, quiet: bool, as_json: bool) -> None:
    for fault in total.refused:
        complain(f"refused: {fault.name}: {fault.reason}")
    if as_json:
        refused = [{"name": fault.name, "reason": fault.reason} for fault in total.refused]
        print_json(
            {
                "entries": total.entries,
                "items": total.items,
                "logs": sorted(set(total.logs)),
                "refused": refused,
                "waiting": list(asking),
            }
        )
    elif not quiet:
        click.echo(f"{total.entries:,} entries and {total.items:,} items came in; {len(total.refused)} refused")
