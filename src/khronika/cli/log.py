"""``khronika log``: what was done in an archive."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from khronika.archive.entries import KINDS
from khronika.archive.rows import DAMAGED, ERASED, Row
from khronika.cli.archives import archive_argument, identity_option, members_named, opened
from khronika.cli.terminal import print_json
from khronika.reference.display import shown


@click.command("log", no_args_is_help=True)
@archive_argument
@click.option("-n", "--last", type=click.IntRange(min=1), help="Only the last so many entries.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind.")
@identity_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all that an entry says.")
def command(archive: Path, last: int | None, kinds: tuple[str, ...], identity: Path | None, as_json: bool) -> None:
    """Show what was done in an archive, by whom, when and why, in the order of the claimed times.

    \b
    Examples:
      khronika log archive
      khronika log archive --kind judgment --json
    """
    with opened(archive, identity) as held:
        members, names = held.members(), members_named(held)
        rows = sorted(held.index.rows(*kinds), key=lambda row: (row.at, row.log, row.seq))
        for row in rows[-last:] if last else rows:
            member = members.get(row.log)
            counts = bool(member and member.counts(row.seq))
            if as_json:
                print_json(_object(row, counts=counts))
            else:
                click.echo(_line(row, names, counts=counts))


def _object(row: Row, *, counts: bool) -> dict[str, object]:
    state = {ERASED: "erased", DAMAGED: "damaged"}.get(row.state, "held")
    said = {key: value for key, value in (row.payload or {}).items() if key != "salt"}
    return {
        "log": row.log, "seq": row.seq, "at": row.at, "kind": row.kind, "counts": counts, "state": state,
        "clear": dict(row.clear), "payload": said or None,
    }  # fmt: skip


def _line(row: Row, names: Mapping[str, str], *, counts: bool) -> str:
    who = names.get(row.log, row.log[:8])
    what = shown(" ".join(_words(row)))
    aside = "" if counts else "  [does not count: its key does not belong]"
    return f"{row.at}  {who}/{row.seq}  {row.kind}  {what}{aside}"


def _words(row: Row) -> Iterable[str]:
    said = row.payload
    if row.state == ERASED:
        yield "(withdrawn)"
    elif said is None:
        yield "(damaged)" if row.state == DAMAGED else "(locked)"
    else:
        item = said.get("item")
        yield str(item.get("name", "")) if isinstance(item, dict) else ""
        yield str(said.get("act", ""))
        if "subject" in row.clear:
            yield str(row.clear["subject"])[:8]
        yield f"({said['why']})" if said.get("why") else ""
