"""Bad names, links and things that are no files."""

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

from hostile.cases import STORY, Fate, content, made

Big = Callable[[int], int]
LEFT, NOTHING, READ, REFUSED = Fate.LEFT, Fate.NOTHING, Fate.READ, Fate.REFUSED

NAMES: dict[str | bytes, str] = {
    "-rf": "An option of rm.",
    "--help": "An option of ours.",
    "--out=elsewhere": "An option that would write elsewhere.",
    "-": "Standard input.",
    "@argfile": "A file of options.",
    "$(touch owned).txt": "A command.",
    "`touch owned`.txt": "A command the old way.",
    "; touch owned;.txt": "A second command.",
    "| touch owned.txt": "A pipe.",
    "a\nb.txt": "A line break.",
    "a\r\nSet-Cookie: x.txt": "A header.",
    "\x1b[2J\x1b[31mred.txt": "Escapes.",
    "\x07\x08bell.txt": "A bell.",
    "invoice\u202efdp.txt": "An override that turns it round.",
    "\u200bzero\ufeffwidth.txt": "Letters without width.",
    "=cmd|' !A0.txt": "A formula.",
    "<img src=x onerror=alert(40)>.txt": "Markup.",
    "'\"><script>alert(41)<": "A script, unfinished.",
    "{{7*7}}${7*7}%(x)s{0}.txt": "Templates of four kinds.",
    "%2e%2e%2fescaped.txt": "A path in the code of addresses.",
    "..\\..\\escaped.txt": "A path of another system.",
    "C:escaped.txt": "A drive of another system.",
    "con.txt": "A device of another system.",
    "aux.html:stream.txt": "A stream of another system.",
    "trailing space .txt ": "A space at the end.",
    "...txt...": "Dots.",
    "e\u0301.txt": "An accent by itself.",
    "\u00e9.txt": "The same accent in one.",
    "\u0130\u0131\u1e9e.TXT": "Letters whose case changes their number.",
    "a" * 251 + ".txt": "As long as a name can be.",
    b"\xff\xfe\x80.txt": "No UTF-8.",
    b"\xed\xa0\x80half.txt": "Half a character.",
}


def _named(name: str | bytes, about: str, number: int) -> None:
    def give(big: Big) -> str:
        return f"{STORY}\nPolice said that {number} people were detained in Orun.\n"

    give.__doc__ = about
    hidden = (name if isinstance(name, bytes) else name.encode()).startswith(b".")
    content(name, LEFT if hidden else READ)(give)


for place, (odd, why) in enumerate(NAMES.items(), 2):
    _named(odd, why, place)


@made("link-to-users.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A link to the system's list of users."""
    path.symlink_to("/etc/passwd")


@made("link-to-root", REFUSED)
def _(path: Path, big: Big) -> None:
    """A link to everything."""
    path.symlink_to("/")


@made("link-to-itself.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A link to itself."""
    path.symlink_to(path.name)


@made("link-to-nothing.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A link to nothing."""
    path.symlink_to("gone.txt")


@made("link-to-here", LEFT)
def _(path: Path, big: Big) -> None:
    """A link to its own folder."""
    path.symlink_to(".")


@made("link-to-a-device.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A link to a device without end."""
    path.symlink_to("/dev/zero")


@made("pipe.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


@made("s", REFUSED)
def _(path: Path, big: Big) -> None:
    """A socket; its name is short, since those of sockets must be."""
    here = os.open(path.parent, os.O_RDONLY)
    before = os.open(".", os.O_RDONLY)
    try:
        os.fchdir(here)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(path.name)
    finally:
        os.fchdir(before)
        os.close(here)
        os.close(before)


@made("locked.txt", Fate.EITHER)
def _(path: Path, big: Big) -> None:
    """A file that nobody may read; root may."""
    path.write_text(STORY, "utf-8")
    path.chmod(0)


@made("folder.txt", NOTHING)
def _(path: Path, big: Big) -> None:
    """A folder that calls itself a text."""
    path.mkdir()


@made("deep", REFUSED)
def _(path: Path, big: Big) -> None:
    """Folders in folders, 50 deep."""
    inner = path.joinpath(*["in"] * 50)
    inner.mkdir(parents=True)
    (inner / "report.txt").write_text(STORY, "utf-8")


@made(".hidden.txt", LEFT)
def _(path: Path, big: Big) -> None:
    """A hidden file."""
    path.write_text(STORY, "utf-8")


@made("twice.txt", LEFT)
def _(path: Path, big: Big) -> None:
    """A file of two names."""
    path.write_text(f"{STORY}\nTwice.\n", "utf-8")
    with contextlib.suppress(FileExistsError):
        path.with_name("twice-again.txt").hardlink_to(path)
