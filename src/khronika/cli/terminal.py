"""What goes to the terminal: untrusted words made harmless, complaints, progress."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from types import TracebackType
from typing import Any

import click

from khronika.model.refusal import Refusal
from khronika.reference.display import shown

LONGEST_LINE = 2000
"""Code points of a line; a path may be long, and its end matters as much as its beginning."""


def settle_streams() -> None:
    """A terminal that cannot show a letter gets its escape instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(value: object) -> None:
    """One line of JSON to stdout, in UTF-8 whatever the terminal's own encoding is."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")
    click.echo(json.dumps(value, ensure_ascii=False))


_NOT_HELD = "khronika.not_held"
"""Where Click's context, which a verb shares with the command it belongs to, keeps that something was named so."""


def name_not_held(name: str, reason: str) -> None:
    """A line to stderr for something that is not as it was signed; the verb then ends with 1, whatever else it does."""
    complain(f"does not hold: {name}: {reason}")
    click.get_current_context().meta[_NOT_HELD] = True


def named_not_held() -> bool:
    """Whether this verb has named something that does not hold."""
    return _NOT_HELD in click.get_current_context().meta


def complain(words: str) -> None:
    """One line to stderr, control characters made visible."""
    click.echo(f"khronika: {shown(words, LONGEST_LINE)}", err=True)


class Stopped(click.ClickException):
    """Ctrl-C: one line, exit code 1."""

    exit_code = 1

    def __init__(self, what_is_left: str = "what was there before is as it was") -> None:
        super().__init__(f"stopped half-way; {what_is_left}")

    def show(self, file: Any = None) -> None:
        complain(self.message)


def page(lines: Iterable[str], *, paged: bool = True) -> None:
    """Lines to stdout, each as it is made; where that is a terminal and they are to be paged, by what PAGER names.

    Else by `less`, which ends by itself where all fits on one page, and keeps no list of what was searched for.
    """
    if not paged or sys.stdout is None or not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    os.environ.setdefault("LESS", "FRX")
    os.environ.setdefault("LESSHISTFILE", "-")
    click.echo_via_pager(f"{line}\n" for line in lines)


def report_refusals(refusals: Iterable[Refusal], *, quiet: bool = False) -> None:
    """A line to stderr for each thing that could not be done, with its name and the reason.

    quiet: only what could not be read at all.
    """
    for refusal in refusals:
        if refusal.unread or not quiet:
            complain(f"{'not read' if refusal.unread else 'note'}: {refusal.name}: {refusal.reason}")


def report_doubts(doubts: Iterable[str]) -> None:
    """A line to stderr for each place that is worth a look before it is passed on."""
    for doubt in doubts:
        complain(f"look at: {doubt}")


class StepProgress:
    """A line a step on stderr that counts what it has done, with the time left; silent where asked or piped."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Callable[[str, int, int | None], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def __enter__(self) -> "StepProgress":
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar, self._stop = _rich_progress()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __call__(self, step: str, done: int, of: int | None) -> None:
        """Takes note of what a step has done."""
        if self._bar is not None:
            self._bar(step, done, of)


def _rich_progress() -> tuple[Callable[[str, int, int | None], None], Callable[[], None]]:
    from rich.console import Console  # noqa: PLC0415  (60 ms that `--help` and pipes do without)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True))
    progress.start()
    tasks: dict[str, TaskID] = {}

    def settle() -> None:
        # a step whose length was not known beforehand is as long as it was when the next began
        for task in progress.tasks:
            if task.total is None:
                progress.update(task.id, total=task.completed)

    def note(step: str, done: int, of: int | None) -> None:
        if step not in tasks:
            settle()
            tasks[step] = progress.add_task(step, total=of)
        progress.update(tasks[step], completed=done, total=of)

    return note, progress.stop
