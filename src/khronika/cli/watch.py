"""``khronika watch``: a folder whose chronicle is kept up to date, and what moved at each turn."""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from khronika.cli.chronicle import say, summary_of
from khronika.cli.options import Instant, Named, Target, columns_option, despite_damage_option, profile_option
from khronika.cli.terminal import StepProgress, print_json, report_refusals
from khronika.errors import WrongUse
from khronika.model.refusal import Refusal
from khronika.publishing import publish
from khronika.publishing.editions.moved import Moved, Record, in_figures, moved
from khronika.publishing.folder import owned_files
from khronika.reading.analysis import Profile
from khronika.reconciling.counts.policies import policy_names
from khronika.reconciling.standing import Reconciler
from khronika.reference.display import shown
from khronika.rounds import Kept, Order, chronicle_of

_RECORD = "data/chronicle.json"
_LISTED = 20
"""Lines of one kind that are printed; the record holds the others."""
_LONGEST_LINE = 400

State = frozenset[tuple[str, int, int, int]]
"""What can be seen of files without opening them: path, size, time of the last change, number on the disk."""


@click.command("watch", no_args_is_help=True)
@click.argument("folder", type=Named())
@click.option("-o", "--out", required=True, type=Target(file_okay=False), help="Folder to write.")
@click.option("--once", is_flag=True, help="One round, then end: for a timer such as cron.")
@click.option(
    "--every", type=click.FloatRange(0.1, 86_400), default=2, show_default=True, metavar="SECONDS",
    help="How often to look; files still being written are waited for.",
)  # fmt: skip
@click.option("--published", type=Instant(), help="Time of inputs that carry none, such as 2031-03-14T18:00Z.")
@click.option("--timezone", help="Zone of times that state none, such as Asia/Aqtau or +05:00.  [default: UTC]")
@click.option(
    "--policy", type=click.Choice(policy_names()), default="ucdp", show_default=True, help="How `best` is chosen."
)
@profile_option
@despite_damage_option
@columns_option
@click.option("--include-names", is_flag=True, help="Show names and quotes of people who may be at risk.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each round.")
def command(
    folder: Path, out: Path, once: bool, every: float, published: datetime | None, timezone: str | None, policy: str,
    profile: Profile, despite_damage: bool, columns: tuple[str, ...], include_names: bool, as_json: bool,
) -> None:  # fmt: skip
    """Keep the chronicle of a folder up to date, and say what moved: dispatches, refusals, incidents, tallies, people.

    The result is that of `khronika chronicle`. What was there before is compared with what OUT holds, so that a later
    run goes on where this one ended. Ctrl-C ends it; OUT stays as the last round left it.

    \b
    Examples:
      khronika watch incoming/ -o out
      khronika watch incoming/ -o out --once --json
    """
    if not folder.is_dir():
        raise WrongUse(f"{shown(str(folder))}: there is no such folder")
    owned_files(out)
    order = Order(
        published=published, timezone=timezone, columns=columns, profile=profile, policy=policy,
        despite_damage=despite_damage or include_names,
    )  # fmt: skip
    watch = Watch(folder, out, order, include_names=include_names, as_json=as_json)
    try:
        for _ in [None] if once else settled(folder, out, every):
            watch.turn()
    except KeyboardInterrupt:
        click.echo("watching ended; the chronicle is as the last round left it", err=True)
        return
    if watch.unread:
        sys.exit(1)


class Watch:
    """The rounds over one folder: what was read and reconciled is kept from one to the next."""

    def __init__(self, folder: Path, out: Path, order: Order, *, include_names: bool, as_json: bool) -> None:
        self.folder, self.out, self.order = folder, out, order
        self.include_names, self.as_json = include_names, as_json
        self.kept: Kept = {}
        self.standing = Reconciler(policy=order.policy)
        self.record = record_of(out)
        self.refused: frozenset[Refusal] = frozenset()
        self.unread = False

    def turn(self) -> None:
        """One round: reads what is new, writes the chronicle, says what moved."""
        with StepProgress(quiet=False) as progress:
            chronicle = chronicle_of([self.folder], self.order, progress, kept=self.kept, standing=self.standing)
            written = publish(chronicle, self.out, include_names=self.include_names)
        report_refusals(refusal for refusal in chronicle.refusals if refusal not in self.refused)
        self.refused = frozenset(chronicle.refusals)
        self.unread = any(refusal.unread for refusal in chronicle.refusals)
        before, self.record = self.record, record_of(self.out)
        turned = moved(before, self.record) if before and self.record else None
        summary = summary_of(chronicle, self.out) | {"withheld": dict(written.withheld)}
        if self.as_json:
            print_json(summary | {"moved": turned.as_dict() if turned is not None else None})
            return
        if turned is None:
            say(summary, self.out, include_names=self.include_names)
            return
        click.echo(f"{time.strftime('%H:%M:%S')}  {summary['dispatches']} dispatches, {summary['unread']} not read")
        for line in lines_of(turned):
            click.echo(f"  {shown(line, _LONGEST_LINE)}")


def settled(folder: Path, out: Path, every: float) -> Iterator[State]:
    """The state of the folder whenever it is another than last time and has stood still for `every` seconds."""
    done: State | None = None
    before: State | None = None
    while True:
        state = state_of(folder, out)
        if state == before and state != done:
            done = state
            yield state
        before = state
        time.sleep(every)


def state_of(folder: Path, out: Path) -> State:
    """What can be seen of the files below a folder, but for hidden ones and for the chronicle itself."""
    found = []
    mine = out.resolve()
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != mine]
        for name in files:
            if name.startswith("."):
                continue
            try:
                status = (here / name).lstat()
            except OSError:
                continue  # gone between the two looks
            found.append((str(here / name), status.st_size, status.st_mtime_ns, status.st_ino))
    return frozenset(found)


def record_of(out: Path) -> Record | None:
    """The record that the chronicle in `out` was written with, or None where there is none that can be read."""
    try:
        record = json.loads((out / _RECORD).read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def lines_of(turned: Moved) -> Iterator[str]:
    """What moved, a line each; one line where nothing did."""
    if not turned:
        yield "nothing moved"
    yield from _some(f"+ dispatch  {name}" for name in turned.dispatches_in)
    yield from _some(f"- dispatch  {name}" for name in turned.dispatches_out)
    yield from _some(f"~ dispatch  {name} reads otherwise" for name in turned.dispatches_changed)
    yield from _some(f"+ set aside  {one.name}: {one.words}" for one in turned.refusals_new)
    yield from _some(f"- set aside  {one.name}: {one.words}" for one in turned.refusals_gone)
    yield from _some(f"+ incident  {one.name}{f' ({one.words})' if one.words else ''}" for one in turned.incidents_new)
    yield from _some(f"- incident  {one.name}{f' ({one.words})' if one.words else ''}" for one in turned.incidents_gone)
    yield from _some(_tally_lines(turned))
    yield from _some(
        f"~ person  {one.name}: {', '.join(one.before) or 'nothing'} -> {', '.join(one.after) or 'nothing'}"
        for one in turned.people
    )


def _tally_lines(turned: Moved) -> Iterator[str]:
    for move in turned.tallies:
        whom = f" of {move.group}" if move.group else ""
        scope = "" if move.scope == "whole" else f", {move.scope}"
        by = f", by {', '.join(move.by)}" if move.by else ""
        before, after = in_figures(move.before), in_figures(move.after)
        numbers = f"{before} -> {after}" if before != after else f"stays {after}"
        yield f"~ tally  {move.incident}: {move.measure}{whom}{scope}: {numbers}{by}"


def _some(lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_LISTED]
    if len(every) > _LISTED:
        yield f"  and {len(every) - _LISTED} more"
