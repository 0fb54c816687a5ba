"""Work without the collector of cyclic garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While this is open nobody looks for cyclic garbage; then as before.

    Reading a dispatch and reconciling many make tens of thousands of small things that live as long as their outcome,
    in next to no cycles: looking through them again and again takes a twentieth of the time of reading, a fifth of
    that of reconciling, and frees nothing. What little there is goes after it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
