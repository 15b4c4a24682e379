"""Changes to a folder of which either all are made or none."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType, TracebackType

_DEFERRED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Transaction:
    """Files put into, and taken out of ``folder``; if the ``with`` block fails, everything is put back.

    What is replaced or taken away is kept in ``attic``, a folder on the same file system. Paths are
    relative to ``folder``.
    """

    def __init__(self, folder: Path, attic: Path):
        self._folder = str(folder)
        self._attic = str(attic)
        self._kept = 0
        self._undo: list[tuple[Callable[..., None], tuple[str, ...]]] = []

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            return
        for undo, arguments in reversed(self._undo):
            # One step that cannot be undone is no reason not to undo the others.
            with suppress(OSError):
                undo(*arguments)

    def make_folder(self, path: str) -> None:
        """A folder, and those above it, if they are not there."""
        place = self._place(path)
        try:
            os.mkdir(place)  # noqa: PTH102 - paths here are strings: there may be very many
        except FileExistsError:
            return
        except FileNotFoundError:
            self.make_folder(path.rpartition("/")[0])
            os.mkdir(place)  # noqa: PTH102
        self._undo.append((os.rmdir, (place,)))

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        place = self._place(path)
        os.rmdir(place)  # noqa: PTH106
        self._undo.append((os.mkdir, (place,)))

    def put(self, source: Path, path: str) -> None:
        """Rename ``source`` to its place, at once for all who look; what was there is kept."""
        place = self._place(path)
        kept = self._next_kept()
        try:
            os.link(place, kept, follow_symlinks=False)
            self._undo.append((os.replace, (kept, place)))
        except FileNotFoundError:
            self._undo.append((os.unlink, (place,)))
        except OSError:  # a file system without hard links
            self.take_away(path)
            self._undo.append((os.unlink, (place,)))
        os.replace(source, place)  # noqa: PTH105

    def take_away(self, path: str) -> None:
        """Move a file away; one that is not there is no fault."""
        place = self._place(path)
        kept = self._next_kept()
        try:
            os.rename(place, kept)  # noqa: PTH104
        except FileNotFoundError:
            return
        self._undo.append((os.replace, (kept, place)))

    def _place(self, path: str) -> str:
        return f"{self._folder}/{path}"

    def _next_kept(self) -> str:
        self._kept += 1
        return f"{self._attic}/{self._kept}"


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Let Ctrl-C, and the polite ways to end a process, wait until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are no concern of other threads
        return
    received: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        received.append(number)

    before = {number: signal.signal(number, note) for number in _DEFERRED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if received:
            signal.raise_signal(received[0])
