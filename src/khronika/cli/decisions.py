"""``khronika decisions``: what documenters have decided, and what they disagree on."""

from pathlib import Path

import click

from khronika.archive.judging import decisions
from khronika.cli.archives import archive_argument, identity_option, members_named, opened
from khronika.cli.terminal import print_json
from khronika.reference.display import shown


@click.command("decisions", no_args_is_help=True)
@archive_argument
@click.option("--disputed", "only_disputed", is_flag=True, help="Only what people disagree on.")
@identity_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, only_disputed: bool, identity: Path | None, as_json: bool) -> None:
    """Show what was decided about claims; where two judged without knowing of each other, and differ, it is disputed.

    \b
    Example:  khronika decisions archive --disputed
    """
    with opened(archive, identity) as held:
        names = members_named(held)
        for question, decision in decisions(held).items():
            if only_disputed and not decision.disputed:
                continue
            if as_json:
                print_json(
                    {"about": question.about, "things": question.things, "verdicts": decision.verdicts,
                     "disputed": decision.disputed, "by": decision.by}
                )  # fmt: skip
                continue
            who = ", ".join(f"{names.get(log, log[:8])}/{seq}" for log, seq in decision.by)
            state = "disputed: " if decision.disputed else ""
            what = f"{question.about} {' '.join(question.things)}: {state}{' | '.join(decision.verdicts)}"
            click.echo(f"{shown(what)}  ({who})")
