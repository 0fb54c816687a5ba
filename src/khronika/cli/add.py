"""``khronika add``: keep files in an archive."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from khronika.archive.adding import Adding, Custody, add_files
from khronika.archive.recognising import is_archive, is_carried
from khronika.archive.store import Archive
from khronika.cli.archives import archive_argument, identity_option, note_waiting, opened
from khronika.cli.options import Instant
from khronika.cli.terminal import StepProgress, Stopped, print_json, report_refusals
from khronika.errors import InputError, WrongUse
from khronika.intake.folders import found_files
from khronika.model.refusal import Refusal
from khronika.settings import default_count


@click.command("add", no_args_is_help=True)
@archive_argument
@click.argument("things", nargs=-1, required=True, type=click.Path(), metavar="PATHS...")
@click.option("--allow-local", is_flag=True, help="An address may lead to this machine or a private network.")
@click.option("--why", default="kept as evidence", show_default=True, help="The reason for keeping them.")
@click.option("--method", default="copied from a file", show_default=True, help="How they were collected.")
@click.option("--source-url", help="Where they stood.")
@click.option("--collected-by", help="Who collected them, where that was somebody else.")
@click.option("--collected-at", type=Instant(), help="When, where that was not now, such as 2031-03-14T18:00Z.")
@click.option(
    "--working-copy-of", metavar="SHA256", help="The item that they were made from; originals stay as they are."
)
@identity_option
@click.option("--quiet", is_flag=True, help="No progress, notes or summary; what could not be kept is still named.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    archive: Path, things: tuple[str, ...], allow_local: bool, why: str, method: str,
    source_url: str | None, collected_by: str | None, collected_at: datetime | None, working_copy_of: str | None,
    identity: Path | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Keep files (and folders of them) in an archive, with how they were come by.

    An address (https://...) is fetched and kept as a web archive: only what you name, with no cookies; redirects are
    followed.

    A file is told of as kept only when it is on the disk and signed for. Stopped half-way, the same command goes on:
    what is there already is skipped by its digest.

    \b
    Examples:
      khronika add archive reports/ --why "statements of the hospital"
      khronika add archive photo.jpg --source-url https://example.org/photo --method "saved from a browser"
    """
    custody = Custody(
        why=why, method=method, source_url=source_url, collected_by=collected_by,
        collected_at=collected_at.astimezone() if collected_at else None,
        working_copy_of=working_copy_of.lower() if working_copy_of else None,
    )  # fmt: skip
    addresses = [thing for thing in things if "://" in thing]
    paths = tuple(Path(thing) for thing in things if "://" not in thing)
    if addresses and working_copy_of:
        raise WrongUse("--working-copy-of: a page that is fetched is an original")
    for path in paths:
        if is_archive(path):
            raise WrongUse(f"{path}: an archive itself; khronika merge takes in another copy")
        if is_carried(path):
            raise WrongUse(f"{path}: the bundle of an archive; khronika merge takes it in")
    passed_over: list[Refusal] = []
    done = Adding()
    try:
        with StepProgress(quiet=quiet) as progress, opened(archive, identity) as held:
            add_files(
                held, _files(paths, passed_over), custody, lambda count: progress("keeping", count, None), done=done
            )
            for address in addresses:
                done.kept += _kept(held, address, custody, passed_over, allow_local=allow_local)
            if not quiet:
                note_waiting(held)
    except KeyboardInterrupt:
        report_refusals([*passed_over, *done.refusals], quiet=quiet)
        raise Stopped(f"{done.kept + done.linked} kept; the same command goes on with the rest") from None
    refusals = [*passed_over, *done.refusals]
    report_refusals(refusals, quiet=quiet)
    _say(done, refusals, quiet=quiet, as_json=as_json)
    if any(refusal.unread for refusal in refusals):
        sys.exit(1)


def _kept(
    archive: Archive, address: str, custody: Custody, refusals: list[Refusal], *, allow_local: bool
) -> bool:  # fmt: skip
    """Keeps what an address answers; whether it did."""
    from khronika.archive.capturing import add_address  # noqa: PLC0415  (only an address needs the network)

    try:
        add_address(archive, address, custody, allow_local=allow_local)
    except InputError as error:
        refusals.append(Refusal(step="archive", name=error.name, reason=error.reason))
        return False
    return True


def _files(paths: tuple[Path, ...], passed_over: list[Refusal]) -> Iterator[tuple[Path, str]]:
    for found in found_files(sorted(paths), default_count("folder_depth")):
        if isinstance(found, Refusal):
            passed_over.append(found)
        else:
            yield found.path, found.name


def _say(done: Adding, refusals: list[Refusal], *, quiet: bool, as_json: bool) -> None:
    refused = sum(refusal.unread for refusal in refusals)
    summary = {
        "kept": done.kept, "linked": done.linked, "skipped": done.skipped, "restored": done.restored,
        "refused": refused,
    }  # fmt: skip
    if as_json:
        print_json(summary)
    elif not quiet:
        linked = f", {done.linked} there already and now tied to the original" if done.linked else ""
        restored = f", {done.restored} put back" if done.restored else ""
        click.echo(f"{done.kept} kept{linked}, {done.skipped} there already{restored}; {refused} not kept")
