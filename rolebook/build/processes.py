"""Executors: one that works in this process, and a pool of processes that ends cleanly whatever happens."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_PR_SET_PDEATHSIG = 1


def count_cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InlineExecutor(Executor):
    """An executor that does the work at once, in this process; Ctrl-C goes to the caller."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it, and return the finished future."""
        future: Future[T] = Future()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future


class WorkerPool(ProcessPoolExecutor):
    """A pool of processes, to be used in a ``with``: whatever ends the block, no process is left behind.

    Workers ignore Ctrl-C, as the terminal sends it to all; the caller gets it, and ends them. They also end
    if the caller is killed. ``exit_codes`` are theirs by process id, once the block has been left.
    """

    def __init__(self, workers: int, initializer: Callable[..., None], arguments: tuple[Any, ...]):
        self.exit_codes: dict[int, int | None] = {}
        self._others = set(multiprocessing.active_children())
        self._workers: set[BaseProcess] = set()
        method = choose_start_method()
        context = multiprocessing.get_context(method)
        super().__init__(workers, context, _begin_worker, (method, initializer, arguments))

    def __enter__(self) -> WorkerPool:
        # Workers are forked now, before a progress bar starts a thread of its own.
        self.submit(count_cores)
        return self

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have it done by a worker."""
        future = super().submit(fn, *args, **kwargs)
        # Noted now: of a pool that is broken nobody can tell who its workers were.
        self._workers |= set(multiprocessing.active_children()) - self._others
        return future

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for process in self._workers:
                process.terminate()
        self.shutdown(wait=True, cancel_futures=True)
        for process in self._workers:
            process.join()
        self.exit_codes = {process.pid: process.exitcode for process in self._workers if process.pid}


def choose_start_method() -> str:
    """How to make a worker: a fork is the quickest, but with several threads its child may hang."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _begin_worker(method: str, initializer: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if method == "fork":
        _die_with_parent()
    else:
        threading.Thread(target=_wait_for_parent, daemon=True).start()
    initializer(*arguments)


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends, however that comes about."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_for_parent() -> None:
    """End this process when the build ends: it is not our parent if a fork server made us."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
