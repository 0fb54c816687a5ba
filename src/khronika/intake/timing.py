"""No input may hold up the others for long."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from khronika.errors import LimitExceeded


@contextmanager
def no_longer_than(seconds: int, name: str, setting: str = "item_seconds", *, working: bool = False) -> Iterator[None]:
    """Gives up what happens inside after so many seconds of wall clock; 0 sets no limit.

    working: count the seconds of this program's own work instead, so that a busy machine loses nothing.

    Works in a program's main thread where the system has interval timers (Linux, macOS); elsewhere nothing is
    limited. A library that does not come back from compiled code is only interrupted when it does.

    Raises: LimitExceeded, with the input's name and the setting.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise LimitExceeded(name, f"over the limit {setting} = {seconds}")

    timer, sent = (signal.ITIMER_PROF, signal.SIGPROF) if working else (signal.ITIMER_REAL, signal.SIGALRM)
    before = signal.signal(sent, give_up)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(sent, before)
