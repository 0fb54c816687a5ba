"""What goes to the terminal: untrusted words made harmless, complaints, progress."""

from collections.abc import Callable, Iterable
from types import TracebackType

import click

from khronika.model.refusal import Refusal
from khronika.reference.display import shown


def complain(words: str) -> None:
    """One line to stderr, control characters made visible."""
    click.echo(f"khronika: {shown(words)}", err=True)


def report_refusals(refusals: Iterable[Refusal]) -> None:
    """A line to stderr for each thing that could not be done, with its name and the reason."""
    for refusal in refusals:
        complain(f"{'not read' if refusal.unread else 'note'}: {refusal.name}: {refusal.reason}")


class StepProgress:
    """A line on stderr that counts what each step has done, with the time left; silent where asked or piped."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Callable[[str, int, int | None], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def __enter__(self) -> "StepProgress":
        if not self._quiet and click.get_text_stream("stderr").isatty():
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

    def note(step: str, done: int, of: int | None) -> None:
        if step not in tasks:
            tasks[step] = progress.add_task(step, total=of)
        progress.update(tasks[step], completed=done, total=of)

    return note, progress.stop
