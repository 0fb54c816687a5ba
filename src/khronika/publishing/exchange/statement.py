"""What an export cannot hold, said in plain words for a person and row by row for a program."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from textwrap import fill

from khronika.errors import VocabularyError
from khronika.publishing.exchange.exporter import Export, Exporter, Loss
from khronika.publishing.pages.wording import plural
from khronika.publishing.plain import without_controls
from khronika.publishing.recalling import Recalled
from khronika.publishing.tables.flat import Row, csv_bytes

STATEMENT, DROPPED = "statement.txt", "dropped.csv"
COLUMNS = ("rule", "record", "id", "title", "exported", "what", "why")
_LISTED, _LISTED_OF_OTHERS = 30, 5
"""Records of one rule that the statement lists: incidents of which something is to be said, and others. The table lists
all of them."""
_INCIDENTS = ("incident", "episode")
_WIDTH = 110


def dropped_csv(exporter: Exporter, losses: Sequence[Loss]) -> bytes:
    """Every loss as a row: rule, record, id, title, exported, what, why.

    Raises: VocabularyError where a loss has no rule.
    """
    return csv_bytes(COLUMNS, [_row(exporter, loss) for loss in losses])


def _row(exporter: Exporter, loss: Loss) -> Row:
    return {
        "rule": loss.rule,
        "record": loss.record,
        "id": loss.record_id,
        "title": loss.title,
        "exported": loss.exported,
        "what": loss.what,
        "why": _why(exporter, loss.rule),
    }


def _why(exporter: Exporter, rule: str) -> str:
    if rule not in exporter.rules:
        raise VocabularyError(f"codes/{exporter.name}.toml: the loss {rule!r} has no rule")
    return exporter.rules[rule]


def losses_by_rule(exporter: Exporter, losses: Sequence[Loss]) -> dict[str, list[Loss]]:
    """Losses under their rules, in the order of the exporter's rules."""
    found: dict[str, list[Loss]] = defaultdict(list)
    for loss in losses:
        found[loss.rule].append(loss)
    order = {rule: index for index, rule in enumerate(exporter.rules)}
    return {rule: found[rule] for rule in sorted(found, key=lambda rule: order.get(rule, len(order)))}


def statement(exporter: Exporter, recalled: Recalled, export: Export) -> bytes:
    """The statement, in UTF-8: what was written, what was left out, what is poorer, what is always empty, and why."""
    by_rule = losses_by_rule(exporter, export.losses)
    out = {rule: found for rule, found in by_rule.items() if not found[0].exported}
    poorer = {rule: found for rule, found in by_rule.items() if found[0].exported}
    lines = [
        f"What this export to {exporter.title} holds, and what it cannot hold",
        "=" * 72,
        "",
        _para(_made_from(recalled)),
        "",
        _para(exporter.about),
        "",
        *(f"  {name}: {plural(count, 'record')}" for name, count in sorted(export.counts.items())),
        "",
        _para(_withheld(recalled)),
        "",
        *_section("In the export, but poorer than in the chronicle", poorer, exporter),
        *_section("Left out", out, exporter),
        *_empty(exporter.empty),
        f"Every record named here, and those that were too many to list, stands in {DROPPED}.",
    ]
    return (without_controls("\n".join(lines)) + "\n").encode("utf-8")


def _made_from(recalled: Recalled) -> str:
    chronicle = recalled.chronicle
    incidents = sum(one.kind == "incident" for one in chronicle.incidents)
    held = [
        plural(len(chronicle.dispatches), "dispatch", "dispatches"),
        plural(len(chronicle.claims), "claim"),
        plural(incidents, "incident"),
        plural(len(chronicle.incidents) - incidents, "episode"),
        plural(len(chronicle.people), "person", "people"),
        plural(len(chronicle.sources), "source"),
    ]
    return (
        f"Draft: read by machine. Made from a chronicle of {', '.join(held)} "
        f"(SHA-256 of its chronicle.json: {recalled.sha256}; policy of its tallies: {chronicle.policy})."
    )


def _withheld(recalled: Recalled) -> str:
    names, quotes = recalled.withheld["names"], recalled.withheld["quotes"]
    if not names and not quotes:
        return "Nothing was withheld from the chronicle: this export may name people who are at risk."
    return (
        f"The chronicle withholds {names} names and {quotes} quotes; they are not in its files, "
        f"so they are not in this export either."
    )


def _section(title: str, by_rule: Mapping[str, Sequence[Loss]], exporter: Exporter) -> list[str]:
    if not by_rule:
        return [title, "-" * len(title), "", "Nothing.", ""]
    lines = [title, "-" * len(title), ""]
    for rule, found in by_rule.items():
        kinds = ", ".join(
            plural(sum(loss.record == kind for loss in found), kind, _MANY.get(kind, ""))
            for kind in dict.fromkeys(loss.record for loss in found)
        )
        lines += [_para(f"{kinds}. {_why(exporter, rule)}"), ""]
        most = _LISTED if found[0].record in _INCIDENTS and found[0].what else _LISTED_OF_OTHERS
        lines += [_item(loss) for loss in found[:most]]
        if len(found) > most:
            lines.append(f"  ... and {len(found) - most:,} more, listed in {DROPPED} under the rule {rule!r}")
        lines.append("")
    return lines


_MANY = {"person": "people", "dispatch": "dispatches", "tally": "tallies"}


def _item(loss: Loss) -> str:
    words = f"{loss.record_id}  {loss.title}".rstrip() + (f": {loss.what}" if loss.what else "")
    return fill(" ".join(words.split()), _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _empty(empty: Mapping[str, str]) -> list[str]:
    if not empty:
        return []
    title = "Columns that are always empty"
    lines = [_item_of(column, why) for column, why in empty.items()]
    return [title, "-" * len(title), "", *lines, ""]


def _item_of(column: str, why: str) -> str:
    return fill(f"{column}: {why}", _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _para(words: str) -> str:
    return fill(" ".join(words.split()), _WIDTH)
