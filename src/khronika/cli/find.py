"""``khronika find``: claims and items by their words."""

from pathlib import Path

import click

from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.cli.terminal import print_json
from khronika.reference.display import shown


@click.command("find", no_args_is_help=True)
@archive_argument
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 10_000), help="At most so many.")
@identity_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, words: tuple[str, ...], most: int, identity: Path | None, as_json: bool) -> None:
    """Find the claims (once `khronika record` has read them) and items with all of these words.

    Accents and capitals do not matter.

    \b
    Example:  khronika find archive harbour killed
    """
    with opened(archive, identity) as held:
        held.require_open()
        for hit in held.index.find(" ".join(words), most):
            claim = held.index.claim_at(hit.log, hit.seq, hit.number)
            item = next((item.sha256 for item in held.index.items_of(hit.log, hit.seq)), "")
            if as_json:
                print_json({"claim": claim.anchor() if claim else None, "item": item, "words": hit.words})
            elif claim:
                click.echo(f"claim {claim.claim_id}  {shown(claim.doc_id)}  {claim.event_type}  “{shown(hit.words)}”")
            else:
                click.echo(f"item {item}  {shown(hit.words)}")
