"""Options that several verbs share."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khronika.archive.recognising import is_archive, is_carried, was_archive
from khronika.reference.instants import parse_instant

Command = TypeVar("Command", bound=Callable[..., object])


if TYPE_CHECKING:
    InstantType = click.ParamType[datetime]
else:
    InstantType = click.ParamType  # not generic in earlier versions of Click


_ELSEWHERE = timezone(timedelta(hours=1))


class Named(click.Path):
    """A path on the command line; what is wrong with it is said with its name, in words that need no manual."""

    def __init__(
        self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True, allow_dash: bool = False
    ) -> None:
        super().__init__(
            exists=exists, file_okay=file_okay, dir_okay=dir_okay, allow_dash=allow_dash, path_type=Path
        )  # fmt: skip

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(value))
        if path.is_dir() and not self.dir_okay:
            self.fail(f"{path}: is a folder, and a file is wanted", param, ctx)
        if path.exists() and not path.is_dir() and not self.file_okay:
            self.fail(f"{path}: {self.is_a_file(path)}", param, ctx)
        if self.exists and not path.exists() and not (self.allow_dash and value == "-"):
            wanted = "file" if not self.dir_okay else "folder" if not self.file_okay else "file or folder"
            self.fail(f"{path}: there is no such {wanted}", param, ctx)
        return super().convert(value, param, ctx)

    def is_a_file(self, path: Path) -> str:
        """Why a file will not do."""
        return "is a file, and a folder is wanted"


class ArchivePath(Named):
    """The folder of an archive on the command line."""

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(super().convert(value, param, ctx))
        if not was_archive(path):
            self.fail(f"{path}: no archive is here; khronika init founds one", param, ctx)
        return path

    def is_a_file(self, path: Path) -> str:
        """What to do with a bundle; why any other file will not do."""
        if is_carried(path):
            return "is a bundle; unzip it to have the folder of an archive, or take it into one by khronika merge"
        return "is a file, and an archive is a folder"


class Target(Named):
    """What is to be written: nowhere inside an archive, where it would lie in the clear and be copied with it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(super().convert(value, param, ctx))
        for above in path.resolve().parents:
            if is_archive(above):
                self.fail(f"{path}: lies in the archive {above}; write it somewhere else", param, ctx)
        return path


class Instant(InstantType):
    """A time on the command line: "2031-03-14", "2031-03-14T18:00Z", "2031-03-14 18:00 +05:00".

    One without a zone is left without: it is a time in the zone of --timezone.
    """

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        moment = parse_instant(str(value))
        if moment is None:
            self.fail(f"{value} is no time such as 2031-03-14T18:00Z", param, ctx)
        # where the words state no zone, the instant moves with the zone that it is taken to be in
        return moment if moment == parse_instant(str(value), _ELSEWHERE) else moment.replace(tzinfo=None)


def profile_option(command: Command) -> Command:
    """--profile full|fast."""
    return click.option(
        "--profile", type=click.Choice(["full", "fast"]), default="full", show_default=True,
        help="full reads with a parser; fast guesses at grammar: quicker, and misses more.",
    )(command)  # fmt: skip


def despite_damage_option(command: Command) -> Command:
    """--despite-damage."""
    return click.option(
        "--despite-damage", is_flag=True,
        help="Go on where judgments of an archive are damaged, though whom they protect may then be shown.",
    )(command)  # fmt: skip


def columns_option(command: Command) -> Command:
    """--column FIELD=HEADER, as often as wanted."""
    return click.option(
        "--column", "columns", multiple=True, metavar="FIELD=HEADER",
        help="Which column of a table holds what, such as text=Notes or published=Day; may be given several times.",
    )(command)  # fmt: skip
