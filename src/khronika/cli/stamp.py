"""``khronika stamp``: time stamps on the heads of an archive's logs."""

import sys
from pathlib import Path

import click

from khronika.archive.stamping import Stamping, asking, certificates, questions, stamp, take_answer
from khronika.cli.archives import archive_argument, identity_option, opened
from khronika.cli.options import Named
from khronika.cli.terminal import complain
from khronika.errors import ArchiveError, VerificationError, WrongUse

_FILE = Named(exists=True, dir_okay=False)


@click.command("stamp", no_args_is_help=True)
@archive_argument
@click.option("--authority", metavar="URL", help="Ask this authority, over the network.")
@click.option("--queue", is_flag=True, help="Write the questions only, to be carried to a network.")
@click.option("--take", "answers", multiple=True, type=_FILE, help="Keep an answer that was fetched elsewhere.")
@click.option("--root", type=_FILE, help="Certificates (PEM) of the authorities that are trusted; others are refused.")
@identity_option
def command(
    archive: Path, authority: str | None, queue: bool, answers: tuple[Path, ...], root: Path | None,
    identity: Path | None,
) -> None:  # fmt: skip
    """Have the heads of an archive's logs stamped by a time-stamping authority (RFC 3161).

    A stamp shows that every entry below the head was there by its time. The authority sees a digest and nothing else.
    Without a network, --queue writes the questions (stamps/*.tsq) for anybody to send, and --take keeps the answers.

    \b
    Examples:
      khronika stamp archive --authority https://tsa.example.org/ --root tsa-root.pem
      khronika stamp archive --queue
      khronika stamp archive --take answer.tsr
    """
    if sum((bool(authority), queue, bool(answers))) != 1:
        raise WrongUse("give one of --authority, --queue and --take")
    roots = certificates(root) if root else []
    with opened(archive, identity) as held:
        if queue:
            click.echo(f"{questions(held)} questions wait in {archive / 'stamps'}")
        for answer in answers:
            try:
                time = take_answer(held, answer.read_bytes(), roots)
            except VerificationError as error:
                raise ArchiveError(f"{answer}: {error}") from error
            click.echo(f"stamped {time.isoformat()}")
        if authority:
            _say(stamp(held, asking(authority), roots))


def _say(done: Stamping) -> None:
    for time in done.stamped:
        click.echo(f"stamped {time.isoformat()}")
    for fault in done.refused:
        complain(f"not stamped: {fault.name}: {fault.reason}")
    if done.refused:
        sys.exit(1)
