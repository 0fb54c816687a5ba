"""``khronika estimate``: how many people there were, from lists that overlap."""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from khronika.cli.options import Named
from khronika.cli.terminal import complain, print_json
from khronika.errors import InputError, MissingExtra, OutputError, OverlapError, WrongUse
from khronika.estimating.listing import Listed, from_record, from_table
from khronika.model.estimate import Estimate, Estimation, LoglinearModel
from khronika.publishing.pages.estimating import (
    dependence_in_words,
    estimate_page,
    fit_in_words,
    interval_in_words,
    people_in_words,
)
from khronika.reference.display import sayable, shown
from khronika.settings import default_count

_MODELS_SHOWN = 12


@click.command("estimate", no_args_is_help=True)
@click.argument("table", type=Named())
@click.option("-o", "--out", type=Named(), help="Page to write, such as estimate.html.")
@click.option("--lists", help="Columns (or sources of a chronicle) to take as lists, with commas between.")
@click.option("--count", help="Column with the number of people.  [default: the last, if it is named so]")
@click.option("--state", help="Of a chronicle: only people of whom this is said, such as killed.")
@click.option("--most", type=click.IntRange(2), help="Lists that may depend on each other at once; 2 for pairs only.")
@click.option("--repeats", is_flag=True, help="TABLE says how often each person was met: times, people.")
@click.option("--title", help="Whose number it is, for the page.  [default: the name of the file]")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def command(
    table: Path, out: Path | None, lists: str | None, count: str | None, state: str | None, most: int | None,
    repeats: bool, title: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Estimate how many people there were, those on no list among them (multiple systems estimation).

    TABLE is a CSV table of patterns (a column a list, 1 or 0; the last column the number of people), a CSV table of
    people (a row a person, a column a list), or a chronicle.json (a source is a list of the people it tells of).
    Three lists at least. Every number comes with those of the other models that fit as well.

    \b
    Examples:
      khronika estimate overlaps.csv -o estimate.html
      khronika estimate people.csv --lists union,morgue,press --json
      khronika estimate out/data/chronicle.json --state detained
    """
    raw = _bytes(table)
    if repeats:
        _repeats(raw, table, as_json=as_json)
        return
    chosen = [name.strip() for name in lists.split(",") if name.strip()] if lists else []
    listed = _listed(raw, table, lists=chosen, count=count, state=state)
    estimation = _estimated(listed, table, most)
    for note in listed.notes:
        complain(f"note: {table}: {note}")
    digest = hashlib.sha256(raw).hexdigest()
    if out:
        _write(out, table, _page(estimation, listed, title=title or table.stem, name=table.name, digest=digest))
    if as_json:
        print_json(
            {"input": {"name": sayable(str(table)), "sha256": digest}, "notes": list(listed.notes)}
            | estimation.as_dict()
        )
        return
    for line in _lines(estimation):
        click.echo(line)
    if out:
        click.echo(f"\nopen {shown(str(out), longest=4096)}")


def _bytes(table: Path) -> bytes:
    most = default_count("file_bytes")
    try:
        with table.open("rb") as handle:
            raw = handle.read(most + 1)
    except OSError as error:
        raise InputError(str(table), error.strerror or str(error)) from error
    if len(raw) > most:
        raise InputError(str(table), f"larger than {most:,} bytes")
    return raw


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, "its text is not UTF-8: save it as CSV in UTF-8") from error


def _listed(raw: bytes, table: Path, *, lists: list[str], count: str | None, state: str | None) -> Listed:
    text = _text(raw, str(table))
    if not text.lstrip().startswith("{"):
        if state:
            raise WrongUse("--state is for a chronicle.json; choose the rows of a table beforehand")
        return from_table(text, str(table), lists=lists, count=count)
    if count:
        raise WrongUse("--count is for a table; a chronicle.json has no columns")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(str(table), f"no JSON: {error}") from error
    return from_record(record, str(table), lists=lists, state=state)


def _estimated(listed: Listed, table: Path, most: int | None) -> Estimation:
    try:
        from khronika.estimating.door import estimate  # noqa: PLC0415  (numpy and SciPy, an optional part)
    except ModuleNotFoundError as error:
        raise MissingExtra("khronika estimate needs an optional part: pip install 'khronika[estimating]'") from error
    try:
        return estimate(listed.overlap, most=most)
    except OverlapError as error:
        raise InputError(str(table), str(error)) from error


def _repeats(raw: bytes, table: Path, *, as_json: bool) -> None:
    try:
        from khronika.estimating.repeats import estimates_of_repeats, repeats_from_table  # noqa: PLC0415  (as above)
    except ModuleNotFoundError as error:
        raise MissingExtra("khronika estimate needs an optional part: pip install 'khronika[estimating]'") from error
    times = repeats_from_table(_text(raw, str(table)), str(table))
    try:
        floor, alike = estimates_of_repeats(times)
    except OverlapError as error:
        raise InputError(str(table), str(error)) from error
    if as_json:
        print_json({"documented": sum(times.values()), "floor": floor.as_dict(), "all_alike": alike.as_dict()})
        return
    click.echo(f"{sum(times.values()):,} people met at least once")
    click.echo(f"at least {_said(floor)}: {floor.method}; it holds however much people differ in being met")
    click.echo(f"{_said(alike)}: {alike.method}; too low wherever that is not so")


def _page(estimation: Estimation, listed: Listed, *, title: str, name: str, digest: str) -> bytes:
    origin = f"From {name}, SHA-256 {digest}; Khronika {version('khronika')}."
    return estimate_page(estimation, title=sayable(title), origin=sayable(origin), notes=listed.notes)


def _write(out: Path, table: Path, page: bytes) -> None:
    if out.exists() and out.samefile(table):
        raise OutputError(f"{out}: that is the table itself; name another file")
    beside = out.with_name(f".{out.name}.new")
    try:
        beside.write_bytes(page)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error


def _lines(it: Estimation) -> Iterator[str]:
    sizes = ", ".join(f"{shown(name)} {it.overlap.on(frozenset([name])):,}" for name in it.overlap.lists)
    yield f"{it.overlap.documented:,} people on {len(it.overlap.lists)} lists ({sizes})"
    yield "\nHow many there were, by the models near the best; an interval holds only if its model does:\n"
    yield f"{'people':>12}  {'95 %':<24}{'BIC':>7}{'AIC':>7}  {'fit (p)':<14}lists that depend on each other"
    for model in it.rivals[:_MODELS_SHOWN]:
        yield _row(model, it)
    if len(it.rivals) > _MODELS_SHOWN:
        yield f"{'':>12}  and {len(it.rivals) - _MODELS_SHOWN} more within {it.spreads[0].within:g} of the best by BIC"
    if it.best_aic not in it.rivals[:_MODELS_SHOWN]:
        yield _row(it.best_aic, it)
    yield ""
    for spread in it.spreads:
        yield (
            f"within {spread.within:g} of the best by BIC ({spread.models} model{'s' * (spread.models > 1)}): "
            f"{people_in_words(spread.lowest)} to {people_in_words(spread.highest)}; "
            f"intervals from {people_in_words(spread.low)} to {people_in_words(spread.high)}"
        )
    for average in it.averages:
        yield f"averaged: {_said(average)}: {average.method}"
    for floor in it.floors:
        yield f"at least {_said(floor)}: {floor.method}"
    if it.independence:
        yield f"if all lists were independent: {_said(it.independence.estimate)}, fit p {fit_in_words(it.independence)}"
    yield f"fitted: {it.fitted:,} models, {len(it.without):,} of which give no number; {it.searched}"
    if it.remarks:
        yield "\nWhat these counts show:"
        yield from (f"- {shown(remark, longest=1000)}" for remark in it.remarks)
    yield "\nWhat has to hold, and what breaks it:"
    yield from (f"- {holds} {broken}" for holds, broken in it.assumptions)


def _row(model: LoglinearModel, it: Estimation) -> str:
    number = people_in_words(model.estimate.people)
    ends = interval_in_words(model.estimate)
    behind = f"{model.bic - it.best.bic:>+7.1f}{model.aic - it.best_aic.aic:>+7.1f}"
    edge = " (some patterns put at nobody)" if model.at_edge else ""
    lists = shown(dependence_in_words(model), longest=1000)
    return f"{number:>12}  {ends:<24}{behind}  {fit_in_words(model):<14}{lists}{edge}"


def _said(estimate: Estimate) -> str:
    return f"{people_in_words(estimate.people)} ({interval_in_words(estimate)})"
