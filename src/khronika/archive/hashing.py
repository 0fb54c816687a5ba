"""What lies under the names of many items: hashed beside whatever else goes on.

Reading logs keeps Python's one interpreter lock busy, and hashing many small files waits for it at every one. So where
there are many, programs of their own hash them.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import resources
from itertools import chain, zip_longest

from khronika.archive.items import Items, is_name
from khronika.errors import VerificationError

_PROGRAMS = 2
_FEW = 1000
"""Fewer items are hashed sooner than another program has begun."""
Looked = tuple[str, VerificationError | OSError | None]
"""The name of an item, and what is wrong with what lies there."""


@contextmanager
def looked_at(items: Items, names: Sequence[str]) -> Iterator[Iterator[Looked]]:
    """Hashes items from here on; whoever goes through what is given waits for them. Leaving early stops it.

    What it gives comes in no order.
    """
    odd = [name for name in names if not is_name(name)]
    good = [name for name in names if is_name(name)]
    shares = [good[number::_PROGRAMS] for number in range(_PROGRAMS)] if len(good) >= _FEW else []
    running = [_started(items) for _ in shares]
    pool = ThreadPoolExecutor(_PROGRAMS)
    try:
        if shares:
            told = zip(shares, pool.map(_told, running, shares), strict=True)
            found: Iterator[Looked] = (one for share, said in told for one in _checked(items, share, said))
        else:
            found = pool.map(lambda name: _look(items, name), good)
        yield chain((_look(items, name) for name in odd), found)
    finally:
        for one in running:
            one.kill()
        pool.shutdown(cancel_futures=True)


def _look(items: Items, name: str) -> Looked:
    try:
        items.check(name)
    except (VerificationError, OSError) as error:
        return name, error
    return name, None


def _started(items: Items) -> subprocess.Popen[str]:
    with resources.as_file(resources.files("khronika.archive").joinpath("hashing_apart.py")) as program:
        command = [sys.executable, "-ISP", str(program), str(items.folder)]
        # what a program that is stopped has to say of it is of no use to anybody
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )


def _told(program: subprocess.Popen[str], names: Sequence[str]) -> list[str]:
    """What a program says of its share, as far as it came."""
    return program.communicate("\n".join(names))[0].splitlines()


def _checked(items: Items, names: Sequence[str], said: Sequence[str]) -> Iterator[Looked]:
    """What the program did not find as it should be, or did not come to, is looked at again here."""
    for name, digest in zip_longest(names, said[: len(names)]):
        yield (name, None) if digest == name else _look(items, name)
