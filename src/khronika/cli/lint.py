"""``khronika lint``: does what is about to leave show somebody who is protected?"""

import sys
from datetime import datetime
from pathlib import Path

import click

from khronika.cli.archives import identities, identity_option
from khronika.cli.options import ArchivePath, Instant, Named, despite_damage_option, profile_option
from khronika.cli.terminal import StepProgress, complain, print_json, report_refusals
from khronika.publishing.linting.door import lint_folder
from khronika.publishing.pages.wording import plural
from khronika.reading.analysis import Profile
from khronika.reference.display import shown
from khronika.rounds import Order, chronicle_of


@click.command("lint", no_args_is_help=True)
@click.argument("out", type=Named())
@click.option(
    "--archive", required=True, type=ArchivePath(),
    help="The archive that knows who is protected.",
)  # fmt: skip
@click.option("--published", type=Instant(), help="As for khronika chronicle.")
@click.option("--timezone", help="As for khronika chronicle.")
@profile_option
@despite_damage_option
@identity_option
@click.option("--quiet", is_flag=True, help="No progress or summary.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each thing found.")
def command(
    out: Path, archive: Path, published: datetime | None, timezone: str | None, profile: Profile, despite_damage: bool,
    identity: Path | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Search a file or folder that is about to leave for everything that is protected in an archive.

    Names in other spellings and in Cyrillic, Latin and Arabic letters, the words of protected sources, points that are
    not public, what photos, PDFs and office documents say of place and maker, names of files. It says where and
    who by pseudonym, and never prints the words. Exit code 1: something was found, or something in the archive does
    not hold. Where judgments are damaged, not all that is protected is known, and nothing is searched.

    \b
    Example:  khronika lint out --archive archive
    """
    order = Order(
        published=published, timezone=timezone, profile=profile, identities=tuple(identities(identity)),
        despite_damage=despite_damage,
    )  # fmt: skip
    with StepProgress(quiet=quiet) as progress:
        chronicle = chronicle_of([archive], order, progress)
        found = lint_folder(out, chronicle)
    damage = [refusal for refusal in chronicle.refusals if refusal.step == "archive"]
    report_refusals(damage, quiet=quiet)
    for one in found:
        if as_json:
            print_json(one._asdict())
        else:
            click.echo(shown(f"{'' if one.refused else 'look at: '}{one}", 2000))
    refused = sum(one.refused for one in found)
    if not quiet and not as_json:
        complain(f"{plural(refused, 'place')} would show what is protected, {len(found) - refused} worth a look")
    if refused or damage:
        sys.exit(1)
