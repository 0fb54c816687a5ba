"""``khronika link``: who is one person, within lists of people and between them."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from khronika.cli.options import Named
from khronika.cli.terminal import StepProgress, complain
from khronika.errors import InputError, WrongUse
from khronika.intake.lists import RawTable, tables_in
from khronika.model.entry import Entry
from khronika.model.link import Sameness
from khronika.model.linkage import Linkage
from khronika.publishing.folder import owned_files, write_all
from khronika.publishing.tables.flat import cell
from khronika.publishing.tables.linked import LINKED, linked_files
from khronika.reconciling.linking.door import Wish, link
from khronika.reconciling.linking.entries import written_name
from khronika.reconciling.linking.fields import columns_said
from khronika.reconciling.linking.listing import decisions_of, entries_of
from khronika.reference.display import shown

_STEPS = 5


@click.command("link", no_args_is_help=True)
@click.argument("lists", nargs=-1, required=True, type=Named())
@click.option("-o", "--out", required=True, type=Named(), help="Folder for the tables.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADER",
    help="Which column holds what, such as name=Who or born=Year; may be given several times.",
)
@click.option(
    "--decided",
    type=Named(),
    help="Table of pairs that a person has decided: one, other, decision (same or different), as pairs.csv has them.",
)
@click.option(
    "--sure",
    type=click.FloatRange(0.5, 0.9999),
    default=0.95,
    show_default=True,
    help="Chance of being one person from which entries are joined.",
)
@click.option(
    "--unsure",
    type=click.FloatRange(0.0001, 0.5),
    default=0.05,
    show_default=True,
    help="Chance from which a pair that is not joined is shown as undecided.",
)
@click.option("--once", is_flag=True, help="Nobody stands twice on one list: link between lists only.")
@click.option(
    "--learn", is_flag=True, help="Learn from these lists, if they are large, how people are misspelt and misdated."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no notes.")
def command(
    lists: tuple[Path, ...], out: Path, columns: tuple[str, ...], decided: Path | None, sure: float, unsure: float,
    once: bool, learn: bool, quiet: bool,
) -> None:  # fmt: skip
    """Find the entries of lists that are one person, and say why; what is not sure stays apart, as undecided.

    LISTS are tables (.csv, .tsv, .xlsx), a row a person. OUT gets people.csv (a row a person, a column a list, ready
    for khronika estimate), entries.csv (every row with its person), pairs.csv (each pair with its state, chance and
    the weight of every field) and weights.csv. The lists themselves are never changed. To decide a pair, write same
    or different into the column `decision` of pairs.csv, keep the file elsewhere, and run again with --decided; to
    undo that, empty the cell.

    \b
    Examples:
      khronika link morgue.csv union.xlsx -o linked
      khronika link prisoners.csv -o linked --column name=Who --column born="Year of birth"
      khronika link morgue.csv union.xlsx -o linked --decided checked.csv
    """
    owned_files(out, LINKED)  # refuses before the work where the folder holds something else
    said = columns_said(columns)
    entries = _entries(lists, said, quiet=quiet)
    wish = Wish(sure=sure, unsure=unsure, once=once, learn=learn)
    decisions = _decisions(decided, entries) if decided else {}
    with StepProgress(quiet=quiet) as progress:
        done = iter(range(_STEPS + 1))
        linkage = link(entries, wish, decisions=decisions, progress=lambda step: progress(step, next(done), _STEPS))
        progress("writing", 0, None)
        names = {number: written_name(entry) for number, entry in enumerate(entries)}
        write_all(out, linked_files(linkage, names), kind=LINKED)
    for line in _lines(linkage):
        click.echo(line)
    click.echo(f"\nopen {shown(str(out / 'pairs.csv'), longest=4096)}")


def _entries(lists: tuple[Path, ...], said: dict[str, str], *, quiet: bool) -> list[Entry]:
    """The entries of all lists. Raises: InputError for one that cannot be read, WrongUse where two share a name."""
    found: list[Entry] = []
    names: set[str] = set()
    for table in chain.from_iterable(map(tables_in, lists)):
        if table.name in names:
            raise WrongUse(f"two lists are called {table.name}: give one another name, since entries are known by it")
        names.add(table.name)
        listed = entries_of(table.name, table.rows, said)
        found += listed.entries
        if not quiet:
            for note in listed.notes:
                complain(f"note: {table.name}: {note}")
    return found


def _decisions(path: Path, entries: list[Entry]) -> dict[tuple[int, int], Sameness]:
    tables: Iterator[RawTable] = tables_in(path)
    table = next(tables, None)
    if table is None:
        raise InputError(path.name, "no table")
    numbers = {entry.entry_id: number for number, entry in enumerate(entries)}
    numbers |= {cell(entry.entry_id): number for number, entry in enumerate(entries)}
    return decisions_of(table.name, table.rows, numbers)


def _lines(linkage: Linkage) -> Iterator[str]:
    lists = Counter(entry.list for entry in linkage.entries)
    sizes = ", ".join(f"{shown(name)} {count:,}" for name, count in lists.items())
    states = Counter(pair.state for pair in linkage.links)
    yield f"{len(linkage.entries):,} entries ({sizes}); {linkage.compared:,} pairs compared"
    same = states[Sameness.SAME]
    yield f"{len(linkage.groups):,} people, where no undecided pair is one; {same:,} pairs are the same"
    yield f"{states[Sameness.UNDECIDED]:,} pairs are undecided: a person has to look (pairs.csv)"
    if decided := sum(pair.decided for pair in linkage.links):
        yield f"{decided:,} pairs were decided by a person"
    if linkage.crowded:
        yield (
            f"{linkage.crowded:,} entries have so frequent a name, place or date that they were compared only with the "
            "nearest of it, and with those that share something else"
        )
