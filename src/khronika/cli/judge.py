"""``khronika judge``: decide something about claims, with a reason."""

import json
from pathlib import Path
from typing import Any

import click

from khronika.archive.joining import entry_named
from khronika.archive.judging import FEWEST_LETTERS, Verdict, decisions, judge
from khronika.archive.judgments import ACTS, word_of
from khronika.archive.recorded import recorded_claim
from khronika.archive.store import Archive
from khronika.cli.archives import archive_argument, identity_option, name_faults, note_waiting, opened
from khronika.cli.terminal import complain
from khronika.correcting import corrected
from khronika.errors import WrongUse
from khronika.publishing.recalling.evidence import claim_of
from khronika.publishing.recalling.node import Node
from khronika.publishing.withholding.protecting import is_common, is_short

WORDS = tuple(map(word_of, ACTS))


@click.command("judge", no_args_is_help=True)
@archive_argument
@click.argument("act", type=click.Choice(WORDS))
@click.argument("things", nargs=-1)
@click.option("--why", required=True, help="The reason.")
@click.option("--field", help="correct: which value of the claim, such as figure.low.")
@click.option("--value", help="correct: what it is, as JSON, or else as plain words.")
@click.option("--even-if-common", is_flag=True, help="protect: also a name that is nothing but small words.")
@identity_option
def command(
    archive: Path, act: str, things: tuple[str, ...], why: str, field: str | None, value: str | None,
    even_if_common: bool, identity: Path | None,
) -> None:  # fmt: skip
    """Decide something about claims; a signed entry with a reason, which can be undone and never erased.

    \b
    accept, reject CLAIM                       does it stand?
    correct CLAIM --field F --value V          what is this value of it? F: event_type, reality, means, when (EDTF),
                                               place, figure, figure.low, attribution.kind, actors.0.state ...
    same-event, not-same-event CLAIM CLAIM     do they tell of one event?
    same-person, not-same-person CLAIM CLAIM   do they tell of one person?
    protect NAME                               this source goes by a pseudonym in everything derived
    note [CLAIM...]                            the reason is the note
    undo ENTRY                                 ENTRY as `khronika log` shows it: 3004f890/12
    withdraw SHA256...                         consent withdrawn: items, their readings and what was judged of them are
                                               destroyed, in every copy; only a keeper can, nobody can undo it

    \b
    Examples:
      khronika judge archive reject c5b1f0c33a9d2 --why "the mayor's office denies having said so"
      khronika judge archive protect "Dana Merev" --why "threatened"
    """
    name = act.replace("-", " ")
    with opened(archive, identity) as held:
        if name == "correct" and field:
            _check_value(held, things, field, _value(value))
        if name == "protect":
            _check_name(" ".join(things), even_if_common=even_if_common)
        verdict = Verdict(act=name, why=why, field=field, value=_value(value), **_named(held, name, things))
        name_faults(held)
        log, seq = judge(held, verdict)
        note_waiting(held)
    click.echo(f"{log[:8]}/{seq}")


def _named(archive: Archive, act: str, things: tuple[str, ...]) -> dict[str, Any]:
    """What the words after the act are."""
    if act == "protect":
        return {"source": " ".join(things)}
    if act == "withdraw":
        return {"items": things}
    if act == "undo":
        if len(things) != 1:
            raise WrongUse("undo takes one entry as khronika log shows it, such as 3004f890/12")
        return {"undoes": entry_named(archive, things[0])}
    return {"claims": things}


def _check_name(name: str, *, even_if_common: bool) -> None:
    """Raises: WrongUse where a name is nothing but words that texts are full of, and nobody said that it is meant."""
    if sum(map(str.isalpha, name)) < FEWEST_LETTERS:
        return  # refused further on, whatever is said
    if is_common(name) and not even_if_common:
        raise WrongUse(
            f"protect: {name!r} is nothing but words that texts are full of, and would be withheld everywhere; give the"
            " full name, or say --even-if-common where somebody is called so and no more is known"
        )
    if is_short(name):
        complain(
            f"note: {name!r} is withheld wherever it stands as a word, whoever is meant; the full name tells better,"
            " and judge undo takes this back"
        )


def _check_value(archive: Archive, claims: tuple[str, ...], field: str, value: Any) -> None:
    """Raises: WrongUse where the claim has no such value, or would make no sense with it."""
    before = [question.things for question in decisions(archive) if question.about == "value"]
    for claim_id in claims:
        parts = [told[1] for told in before if told[0] == claim_id and told[1].startswith(f"{field}.")]
        if parts:
            raise WrongUse(f"{field}: its {parts[0]} was corrected by itself; correct that, or undo it first")
        said = recorded_claim(archive, claim_id)
        if said is not None:
            corrected(claim_of(Node(said, "")), field, value)


def _value(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
