"""The command ``khronika``: its verbs, and what every one of them does with errors.

Exit codes: 0 done; 1 done with inputs that could not be read or an archive in which something does not hold, or
stopped half-way; 2 wrong use or something that Khronika needs is missing.
"""

import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from khronika.cli.terminal import Stopped, complain, named_not_held, settle_streams
from khronika.errors import Exposed, KhronikaError

VERBS = {
    "chronicle": "Read dispatches and write the chronicle: pages, tables, map data, record.",
    "watch": "Keep the chronicle of a folder up to date, and say what moved.",
    "read": "Show the claims of one file in the terminal.",
    "annotate": "Mark one layer (times, places, figures, attributions, events) of texts.",
    "link": "Find the entries of lists that are one person, and say why.",
    "estimate": "Estimate how many people there were, from lists that overlap.",
    "export": "Write a chronicle for ACLED, UCDP GED, FollowTheMoney, GeoJSON, Parquet or JSON-LD.",
    "gazetteer": "Build the gazetteer, import GeoNames' dump, or say what is in it.",
    "init": "Found an archive: signed logs, sealed items.",
    "add": "Keep files in an archive, with how they were come by.",
    "log": "Show what was done in an archive, by whom, when and why.",
    "verify": "Check that everything in an archive is as it was signed.",
    "prove": "Write a small file that shows an entry to be in a log, for a stranger to check.",
    "record": "Read the items of an archive and keep the claims.",
    "find": "Find claims and items by their words.",
    "judge": "Decide something about claims, with a reason.",
    "decisions": "Show what was decided, and what is disputed.",
    "import": "Take an edited table of claims back as judgments.",
    "publish": "Publish an edition of an archive, and what changed since the last.",
    "lint": "Search what is about to leave for what is protected.",
    "merge": "Take in what other copies or bundles of an archive have.",
    "bundle": "Write an archive into one signed file.",
    "stamp": "Have the heads of an archive's logs stamped by a time authority.",
    "join": "Ask to belong to an archive.",
    "admit": "Let a key belong to an archive.",
    "revoke": "End a key's belonging.",
    "open": "Leave an encrypted archive open for a while.",
    "seal": "Close it again.",
}
"""Verb -> the line that ``--help`` shows. A verb's module is loaded only when it runs, so that help is instant."""

ARCHIVE_VERBS = (
    "init", "add", "log", "verify", "prove", "record", "find", "judge", "decisions", "import", "publish", "lint",
    "merge", "bundle", "stamp", "join", "admit", "revoke", "open", "seal",
)  # fmt: skip


class Verbs(click.Group):
    """Loads a verb from ``khronika.cli.<verb>`` when it is asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped from None
        if named_not_held():
            sys.exit(1)
        return done

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "" in args:  # a path that is empty would be the folder that one stands in
            raise click.UsageError("an argument is empty (a variable that was never set?)", ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = {"import": "importing"}.get(cmd_name, cmd_name)  # a word of Python's own can name no module
        command: click.Command = importlib.import_module(f"khronika.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, line) for verb, line in VERBS.items() if verb not in ARCHIVE_VERBS])
        with formatter.section("Verbs of an archive"):
            formatter.write_dl([(verb, VERBS[verb]) for verb in ARCHIVE_VERBS])


EXAMPLES = """
Examples:

\b
  khronika chronicle examples/dispatches -o out
  khronika chronicle report.txt --published 2031-03-14T18:00Z -o out
  khronika read report.txt
  khronika annotate --layer figures texts.jsonl > figures.jsonl

\b
Completion for bash:  eval "$(_KHRONIKA_COMPLETE=bash_source khronika)"
          for zsh:   eval "$(_KHRONIKA_COMPLETE=zsh_source khronika)"
"""


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.version_option(package_name="khronika", prog_name="khronika")
def khronika() -> None:
    """Turn the dispatches of a crisis into a chronicle that can be checked: who says what happened, where, when,
    to how many people, by whose hand; where sources disagree; what changed.

    Nothing here uses the network, but `khronika stamp --authority URL` and `khronika add ARCHIVE URL`.
    """


def main() -> None:
    """Runs the command; an error of ours becomes one line and exit code 2, Ctrl-C a line and exit code 1.

    A reader of our output that has seen enough ("| head") is no error and gets no message.
    """
    settle_streams()
    try:
        khronika.main(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        complain(Stopped().message)
        sys.exit(1)
    except KhronikaError as error:
        for place in error.places if isinstance(error, Exposed) else ():
            complain(f"would show: {place}")
        complain(str(error))
        sys.exit(2)
    except BrokenPipeError:
        _mute()
        sys.exit(0)
    except OSError as error:  # the disk is full, the terminal is gone
        _mute()
        complain(str(error))
        sys.exit(2)
    except Exception as error:  # noqa: BLE001  (a documenter gets a sentence to pass on, whatever it is)
        complain(f"a fault in Khronika: {type(error).__name__} at {_place_of(error)}; please report this")
        sys.exit(2)


def _place_of(error: Exception) -> str:
    """File and line of the code that raised it, without any words of a dispatch."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{Path(last.filename).name}:{last.lineno}"


def _mute() -> None:
    """Lets what is still to be flushed at the end go nowhere, so that the interpreter does not complain of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
