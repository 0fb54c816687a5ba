"""``khronika log``: what was done in an archive."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.archive.entries import KINDS
from khronika.archive.founding import instant
from khronika.archive.joining import SHORTEST_KEY
from khronika.archive.rows import DAMAGED, ERASED, Row, Wanted
from khronika.archive.store import Archive
from khronika.cli.archives import archive_argument, identity_option, members_named, name_faults, names_option, opened
from khronika.cli.options import Instant
from khronika.cli.terminal import LONGEST_LINE, page, print_json
from khronika.errors import WrongUse
from khronika.reference.display import shown

if TYPE_CHECKING:
    from khronika.judged_words import JudgedWords


class _Words:
    """The words of claims, made ready when the first judgment is shown: a log without any begins at once."""

    def __init__(self, archive: Archive, *, include_names: bool) -> None:
        self._archive, self._include_names = archive, include_names

    @cached_property
    def judged(self) -> "JudgedWords":
        from khronika.judged_words import JudgedWords  # noqa: PLC0415  (a second that most logs do without)

        return JudgedWords(self._archive, include_names=self._include_names)


@click.command("log", no_args_is_help=True)
@archive_argument
@click.option("-n", "--last", type=click.IntRange(min=1), help="Only the last so many of them.")
@click.option("--since", type=Instant(), help="Only entries from this time on, such as 2031-03-14; UTC unless it says.")
@click.option("--before", type=Instant(), help="Only entries before this time.")
@click.option("--of", "of", multiple=True, metavar="MEMBER", help="Only of this member: the name, or the key's start.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind.")
@names_option
@identity_option
@click.option("--no-pager", is_flag=True, help="In a terminal, too, all at once.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all that an entry says.")
def command(
    archive: Path, last: int | None, since: datetime | None, before: datetime | None, of: tuple[str, ...],
    kinds: tuple[str, ...], include_names: bool, identity: Path | None, no_pager: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show what was done in an archive, by whom, when and why, in the order of the claimed times.

    Of a judgment it shows the claims that it is about, with their words and what they say. In a terminal it is shown
    page by page, by the program that PAGER names. Exit code 1 where something does not hold.

    \b
    Examples:
      khronika log archive --last 20
      khronika log archive --since 2031-03-14 --of "Desk 2"
      khronika log archive --kind judgment --json
    """
    with opened(archive, identity) as held:
        members, names = held.members(), members_named(held)
        wanted = Wanted(
            last=last, kinds=kinds or None, logs=_logs(of, names) if of else None,
            since=_utc(since), before=_utc(before),
        )  # fmt: skip
        counting = (
            (row, row.log in members and members[row.log].counts(row.seq)) for row in held.index.history(wanted)
        )
        if as_json:
            for row, counts in counting:
                print_json(_object(row, counts=counts))
        else:
            words = _Words(held, include_names=include_names)
            page((_line(row, names, words, counts=counts) for row, counts in counting), paged=not no_pager)
        name_faults(held)  # also those of readings, which are read when a judgment is shown


def _utc(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _logs(wanted: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The logs of members: of everybody who is called so, or whose key begins so. Raises: WrongUse where none is."""
    found: list[str] = []
    for one in wanted:
        called = [log for log, name in names.items() if one.casefold() in (name.casefold(), _called(name).casefold())]
        keyed = [log for log in names if len(one) >= SHORTEST_KEY and log.startswith(one.lower())]
        if not called and not keyed:
            there = ", ".join(sorted(names.values()))
            raise WrongUse(f"{one}: no member of this archive is called so, and no key begins so; there are: {there}")
        found += called or keyed
    return found


def _called(name: str) -> str:
    """The name that a member gave, without the key behind it."""
    return name.rpartition(" ")[0]


def _object(row: Row, *, counts: bool) -> dict[str, object]:
    state = {ERASED: "erased", DAMAGED: "damaged"}.get(row.state, "held")
    said = {key: value for key, value in (row.payload or {}).items() if key != "salt"}
    return {
        "log": row.log, "seq": row.seq, "at": row.at, "kind": row.kind, "counts": counts, "state": state,
        "clear": dict(row.clear), "payload": said or None,
    }  # fmt: skip


def _line(row: Row, names: Mapping[str, str], words: _Words, *, counts: bool) -> str:
    who = names.get(row.log, row.log[:8])
    what = shown(" ".join(_words(row, words)), LONGEST_LINE)
    aside = "" if counts else "  [does not count: its key does not belong]"
    return f"{row.at}  {who}/{row.seq}  {row.kind}  {what}{aside}"


def _words(row: Row, words: _Words) -> Iterable[str]:
    said = row.payload
    if row.state == ERASED:
        yield "(withdrawn)"
    elif said is None:
        yield "(damaged)" if row.state == DAMAGED else "(locked)"
    elif row.kind == "judgment":
        yield words.judged.judgment(said)
        yield f"({words.judged.without(str(said['why']))})" if said.get("why") else ""
    else:
        item = said.get("item")
        yield shown(str(item.get("name", ""))) if isinstance(item, dict) else ""
        if "subject" in row.clear:
            yield str(row.clear["subject"])[:8]
        yield f"({shown(str(said['why']))})" if said.get("why") else ""
