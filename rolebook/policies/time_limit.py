"""A limit on how long a search may take: a regular expression that somebody wrote can take for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(Exception):
    """The time is over."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block after so many seconds of this process's own work: a busy machine changes nothing.

    Only in the main thread and where the system has interval timers (not on Windows): elsewhere there is no limit,
    as nothing else can stop a search in Python's own engine.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, left, interval)
        signal.signal(signal.SIGVTALRM, before)
