"""``khronika read``: the claims of one file in the terminal."""

import sys
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from khronika.cli.options import Instant, Named, columns_option, profile_option
from khronika.cli.terminal import report_refusals
from khronika.intake.columns import columns_named
from khronika.intake.door import take_in
from khronika.model.claim import Claim
from khronika.reading.analysis import Profile
from khronika.reading.explaining import explain as reasons_of
from khronika.reference.display import shown
from khronika.reference.gazetteer import Gazetteer
from khronika.reference.vocabulary import event_types
from khronika.rounds import readings

_STYLES = {
    "violence": "bold red", "repression": "magenta", "protest": "yellow", "labour": "yellow", "force": "cyan",
    "people": "green", "politics": "blue",
}  # fmt: skip


@click.command("read", no_args_is_help=True)
@click.argument("file", type=Named(exists=True))
@click.option("--published", type=Instant(), help="Time of a text that carries none, such as 2031-03-14T18:00Z.")
@click.option("--timezone", help="Zone of times that state none.  [default: UTC]")
@profile_option
@columns_option
@click.option("--explain", is_flag=True, help="Show for each value the words behind it, and the entry or rule.")
def command(
    file: Path, published: datetime | None, timezone: str | None, profile: Profile, columns: tuple[str, ...],
    explain: bool,
) -> None:  # fmt: skip
    """Show the claims of a file: what happened, when, where, how many, who says so, in the dispatch's own words.

    \b
    Examples:
      khronika read report.txt --published 2031-03-14T18:00Z
      khronika read report.txt --profile fast | less
      khronika read report.txt --explain
    """
    taken = take_in([file], published=published, timezone=timezone, columns=columns_named(columns))
    refusals = list(taken.refusals)
    console = Console(highlight=False)
    with Gazetteer.open() as gazetteer:
        every = readings(taken.dispatches, gazetteer, profile)
        for dispatch, reading in zip(taken.dispatches, every, strict=True):
            refusals += reading.refusals
            console.rule(Text(shown(dispatch.title or dispatch.doc_id)), align="left")
            for claim in reading.claims:
                console.print(_line(claim), soft_wrap=True)
                if explain:
                    text = dispatch.title if claim.field == "title" else dispatch.text
                    console.print(_why(text or "", claim, dispatch.language or "en"), soft_wrap=True)
    report_refusals(refusals)
    if any(refusal.unread for refusal in refusals):
        sys.exit(1)


def _line(claim: Claim) -> Text:
    """One claim: its kind, values and quoted words, control characters made visible."""
    kind = event_types().get(claim.event_type)
    line = Text()
    line.append(claim.event_type, style=_STYLES.get(kind.group if kind else "", "bold"))
    if claim.reality.value != "actual":
        line.append(f" ({claim.reality.value})", style="italic")
    for value in _values(claim):
        line.append(f" · {shown(value)}")
    line.append(f"\n    {claim.span.start}  “{shown(' '.join(claim.quote.split()))}”\n", style="dim")
    return line


def _why(text: str, claim: Claim, language: str) -> Text:
    """The words and the entry or rule behind each value of a claim."""
    lines = Text()
    for reason in reasons_of(text, claim, language):
        words = f"“{shown(' '.join(reason.words.split()))}”" if reason.words else "no words"
        lines.append(f"      {shown(reason.value)}: {words}, by {shown(reason.by)}\n", style="dim")
    return lines


def _values(claim: Claim) -> list[str]:
    values = []
    if claim.figure:
        low, high = claim.figure.low, claim.figure.high
        bounds = (
            "uncounted"
            if low is None and high is None
            else str(low)
            if low == high
            else f"{low or '..'}-{high or '..'}"
        )
        values.append(f"{claim.figure.measure} {bounds}" + (f" ({claim.figure.group})" if claim.figure.group else ""))
    if claim.when and claim.when.edtf:
        values.append(claim.when.edtf)
    if claim.place:
        values.append(claim.place.name)
    values += [f"{actor.words}: {actor.state}" for actor in claim.actors if actor.named and actor.state]
    if claim.attribution:
        values.append(f"{claim.attribution.speaker} {claim.attribution.stance.value}")
    return values
