"""``khronika publish``: an edition of an archive, frozen."""

import sys
from datetime import datetime
from pathlib import Path

import click

from khronika.cli.archives import archive_argument, identities, identity_option, opened
from khronika.cli.options import Instant, Target, despite_damage_option, profile_option
from khronika.cli.terminal import StepProgress, print_json, report_doubts, report_refusals
from khronika.editions import Made, publish_edition
from khronika.reading.analysis import Profile
from khronika.reconciling.counts.policies import policy_names
from khronika.reference.display import sayable
from khronika.rounds import Order


@click.command("publish", no_args_is_help=True)
@archive_argument
@click.option("-o", "--out", required=True, type=Target(file_okay=False), help="Folder to write.")
@click.option("--why", required=True, help="What this edition is for; it is published.")
@click.option("--published", type=Instant(), help="As for khronika chronicle.")
@click.option("--timezone", help="As for khronika chronicle.")
@click.option("--policy", type=click.Choice(policy_names()), default="ucdp", show_default=True, help="As there.")
@profile_option
@despite_damage_option
@identity_option
@click.option("--quiet", is_flag=True, help="No progress, notes or summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    archive: Path, out: Path, why: str, published: datetime | None, timezone: str | None, policy: str,
    profile: Profile, despite_damage: bool, identity: Path | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Publish the next edition of an archive: chronicle, manifest, the log heads it was made from, what changed.

    The edition is an entry in the log. Incidents and people keep the ids, and whoever is withheld the pseudonym, that
    they were first published under. OUT/changes.html says what changed since the edition before, and why.

    \b
    Example:  khronika publish archive -o edition-2 --why "the hospital's second list"
    """
    order = Order(
        published=published, timezone=timezone, profile=profile, policy=policy,
        identities=tuple(identities(identity)), despite_damage=despite_damage,
    )  # fmt: skip
    with StepProgress(quiet=quiet) as progress, opened(archive, identity) as held:
        made = publish_edition(held, out, order, why, progress)
    report_doubts(made.doubts)
    report_refusals(made.chronicle.refusals, quiet=quiet)
    _say(made, out, quiet=quiet, as_json=as_json)
    if any(refusal.unread for refusal in made.chronicle.refusals):
        sys.exit(1)


def _say(made: Made, out: Path, *, quiet: bool, as_json: bool) -> None:
    log, seq = made.entry
    edition = made.edition
    if as_json:
        print_json(
            {"edition": edition.number, "entry": f"{log[:8]}/{seq}", "manifest": made.manifest,
             "page": sayable(str(out / "index.html")), "changes": edition.moved.as_dict()}
        )  # fmt: skip
    elif not quiet:
        click.echo(f"edition {edition.number}, entry {log[:8]}/{seq}, manifest {made.manifest}")
