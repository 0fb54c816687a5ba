"""``khronika decisions``: what documenters have decided, and what they disagree on."""

from pathlib import Path

import click

from khronika.archive.judging import decisions
from khronika.archive.judgments import Decision, Question, plain
from khronika.cli.archives import archive_argument, identity_option, members_named, name_faults, names_option, opened
from khronika.cli.terminal import LONGEST_LINE, print_json
from khronika.judged_words import JudgedWords
from khronika.reference.display import shown


@click.command("decisions", no_args_is_help=True)
@archive_argument
@click.option("--disputed", "only_disputed", is_flag=True, help="Only what people disagree on.")
@names_option
@identity_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    archive: Path, only_disputed: bool, include_names: bool, identity: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Show what was decided about claims; where two judged without knowing of each other, and differ, it is disputed.

    Beside each claim stand its words and what it says, and beside a correction the value that was read.

    \b
    Example:  khronika decisions archive --disputed
    """
    with opened(archive, identity) as held:
        names, words = members_named(held), JudgedWords(held, include_names=include_names)
        for question, decision in decisions(held).items():
            if only_disputed and not decision.disputed:
                continue
            if as_json:
                print_json(_object(question, decision, words))
                continue
            who = ", ".join(f"{names.get(log, log[:8])}/{seq}" for log, seq in decision.by)
            state = "disputed: " if decision.disputed else ""
            verdicts = " | ".join(_verdicts(question, decision, words))
            click.echo(f"{shown(f'{_about(question, words)}: {state}{verdicts}', LONGEST_LINE)}  ({who})")
        name_faults(held)  # also those of readings, which are read for their claims


def _about(question: Question, words: JudgedWords) -> str:
    if question.about == "protect":
        return f"protect {words.protected(question.things[0])}"
    if question.about == "value":
        return f"value {words.claim(question.things[0])}"
    return " ".join([question.about, *map(words.claim, question.things)])


def _verdicts(question: Question, decision: Decision, words: JudgedWords) -> list[str]:
    if question.about != "value":
        return list(decision.verdicts)
    claim_id, field = question.things
    return [words.correction(claim_id, field, plain(verdict)) for verdict in decision.verdicts]


def _object(question: Question, decision: Decision, words: JudgedWords) -> dict[str, object]:
    about, things = question.about, question.things
    claims = {"value": things[:1], "protect": ()}.get(about, things)
    verdicts = list(decision.verdicts)
    if about == "value":
        verdicts = [words.verdict(things[0], things[1], one) for one in verdicts]
    return {
        "about": about, "things": [words.protected(things[0])] if about == "protect" else things,
        "verdicts": verdicts, "disputed": decision.disputed, "by": decision.by,
        "claims": [words.claim(one) for one in claims],
    }  # fmt: skip
