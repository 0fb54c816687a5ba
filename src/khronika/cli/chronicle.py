"""``khronika chronicle``: dispatches in, a chronicle out."""

import sys
from datetime import datetime
from pathlib import Path

import click

from khronika.archive.recognising import is_archive
from khronika.cli.options import Instant, Named, Target, columns_option, despite_damage_option, profile_option
from khronika.cli.terminal import StepProgress, print_json, report_doubts, report_refusals
from khronika.model.chronicle import Chronicle
from khronika.publishing import publish
from khronika.publishing.folder import owned_files
from khronika.publishing.pages.wording import plural, read_in_words
from khronika.reading.analysis import Profile
from khronika.reconciling.counts.policies import policy_names
from khronika.reference.display import sayable, shown
from khronika.rounds import Order, chronicle_of


@click.command("chronicle", no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, type=Named())
@click.option("-o", "--out", required=True, type=Target(file_okay=False), help="Folder to write.")
@click.option("--published", type=Instant(), help="Time of inputs that carry none, such as 2031-03-14T18:00Z.")
@click.option("--timezone", help="Zone of times that state none, such as Asia/Aqtau or +05:00.  [default: UTC]")
@click.option(
    "--policy", type=click.Choice(policy_names()), default="ucdp", show_default=True, help="How `best` is chosen."
)
@profile_option
@despite_damage_option
@columns_option
@click.option("--include-names", is_flag=True, help="Show names and quotes of people who may be at risk.")
@click.option(
    "--identity", type=Named(exists=True, dir_okay=False), envvar="KHRONIKA_IDENTITY",
    help="File of an age identity, where PATHS has an encrypted archive.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="No progress, notes or summary; what could not be read is still named.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    paths: tuple[Path, ...], out: Path, published: datetime | None, timezone: str | None, policy: str,
    profile: Profile, despite_damage: bool, columns: tuple[str, ...], include_names: bool, identity: Path | None,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read dispatches (files, folders, .jsonl, an archive) and write the chronicle to a folder.

    OUT/index.html opens from disk; OUT/data holds the tables, the map data and chronicle.json. Names and quotes of
    eyewitnesses, insiders and private people are withheld unless --include-names is given.

    \b
    Examples:
      khronika chronicle reports/ -o out
      khronika chronicle report.txt --published 2031-03-14T18:00Z --include-names -o out
    """
    owned_files(out)  # a folder of somebody else's is refused before a long reading, not after it
    order = Order(
        published=published, timezone=timezone, columns=columns, profile=profile, policy=policy,
        identities=_identities(identity), despite_damage=despite_damage or include_names,
    )  # fmt: skip
    with StepProgress(quiet=quiet) as progress:
        chronicle = chronicle_of(paths, order, progress)
        written = publish(
            chronicle, out, include_names=include_names, lint=any(map(is_archive, paths)),
            progress=lambda done, of: progress("publishing", done, of),
        )  # fmt: skip
    report_doubts(written.doubts)
    report_refusals(chronicle.refusals, quiet=quiet)
    summary = summary_of(chronicle, out) | {"withheld": dict(written.withheld)}
    if as_json:
        print_json(summary)
    elif not quiet:
        say(summary, out, include_names=include_names)
    if any(refusal.unread for refusal in chronicle.refusals):
        sys.exit(1)


def _identities(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    from khronika.cli.archives import identities  # noqa: PLC0415  (a chronicle of files needs no cryptography)

    return tuple(identities(path))


def summary_of(chronicle: Chronicle, out: Path) -> dict[str, object]:
    """How much the chronicle in `out` holds, and how much could not be read."""
    return {
        "page": sayable(str(out / "index.html")),
        "dispatches": len(chronicle.dispatches),
        "claims": len(chronicle.claims),
        "incidents": sum(incident.kind == "incident" for incident in chronicle.incidents),
        "people": len(chronicle.people),
        "sources": len(chronicle.sources),
        "unread": sum(refusal.unread for refusal in chronicle.refusals),
        "notes": sum(not refusal.unread for refusal in chronicle.refusals),
    }


def say(summary: dict[str, object], out: Path, *, include_names: bool) -> None:
    """The summary in two or three lines for a person."""
    named = (
        ("dispatches", "dispatch"),
        ("claims", "claim"),
        ("incidents", "incident"),
        ("people", "person"),
        ("sources", "source"),
    )
    held = ", ".join(plural(_count(summary, name), one, name) for name, one in named)
    click.echo(f"{held}; {read_in_words(_count(summary, 'unread'), _count(summary, 'notes'))}")
    withheld = summary["withheld"]
    if not include_names and isinstance(withheld, dict):
        names, quotes = plural(_count(withheld, "names"), "name"), plural(_count(withheld, "quotes"), "quote")
        click.echo(f"withheld: {names}, {quotes} ({withheld.get('why')})")
    click.echo(f"open {shown(str(out / 'index.html'), longest=4096)}")


def _count(summary: dict[str, object], name: str) -> int:
    number = summary[name]
    return number if isinstance(number, int) else 0
