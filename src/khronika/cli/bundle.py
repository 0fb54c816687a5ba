"""``khronika bundle``: an archive as one file."""

from pathlib import Path

import click

from khronika.archive.bundles import check_bundle, require_free, write_bundle
from khronika.cli.archives import archive_argument, identities, identity_option, opened
from khronika.cli.options import Named, despite_damage_option, profile_option
from khronika.cli.terminal import StepProgress, complain, name_not_held
from khronika.reading.analysis import Profile
from khronika.rounds import Order

_REMEDY = (
    "a bundle carries the evidence itself: encrypt the archive, or say --with-protected-names "
    "where whoever gets it may know them"
)


@click.command("bundle", no_args_is_help=True)
@archive_argument
@click.option("-o", "--out", required=True, type=Named(dir_okay=False), help="File to write.")
@click.option(
    "--with-protected-names", is_flag=True,
    help="Carry the evidence of an archive that is not encrypted as it is, whoever is named in it.",
)  # fmt: skip
@profile_option
@despite_damage_option
@identity_option
@click.option("--quiet", is_flag=True, help="No progress or summary; what is damaged is still named.")
def command(
    archive: Path, out: Path, with_protected_names: bool, profile: Profile, despite_damage: bool,
    identity: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Write an archive into one file, signed: to carry, to mail, to put away elsewhere.

    It is a plain zip, with a README that says how to check it without Khronika; `khronika merge` takes it in. An
    encrypted archive stays encrypted in it. Any other is readable by whoever holds the file: where its evidence shows
    somebody who is protected, it is not written, and the places are listed, unless --with-protected-names is given.

    What is damaged goes in as it is, and is named; exit code 1.

    \b
    Examples:
      khronika bundle archive -o for-the-lawyer.zip
      khronika bundle archive -o backup.zip --with-protected-names
    """
    with opened(archive, identity) as held:
        require_free(held, out)
        searched = None
        if not held.encrypted and not with_protected_names:
            from khronika.leaving import require_unprotected  # noqa: PLC0415  (an encrypted one needs no reader)

            order = Order(profile=profile, identities=tuple(identities(identity)), despite_damage=despite_damage)
            with StepProgress(quiet=quiet) as progress:
                searched = require_unprotected(held, order, _REMEDY, progress)
        written = write_bundle(held, out, searched)
    for fault in written.faults:
        name_not_held(fault.name, fault.reason)
    for name in written.left_out:
        complain(f"note: {name}: no entry names it, so that it may be in the clear; left out")
    if not quiet:
        click.echo(f"{written.files:,} files in {out}, signed by {check_bundle(out)}")
