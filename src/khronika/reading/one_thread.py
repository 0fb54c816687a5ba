"""Linear algebra on one thread.

The matrices of a sentence are too small for more: threads that wait for one another take longer than the sums, and ten
times as long on a busy machine. Whoever reads many dispatches gives each processor a worker of its own.
"""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """While this is open NumPy's linear algebra runs on one thread, in the whole process; then as before."""
    limit: AbstractContextManager[Any] = _threads().limit(limits=1)
    return limit


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415  (what only prints help does without)

    return ThreadpoolController()
