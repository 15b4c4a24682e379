"""A progress bar for long work on a terminal."""

from __future__ import annotations

from typing import Any


class Bar:
    """A bar on stderr, drawn with rich; it disappears when the work is done."""

    def __init__(self, *, no_color: bool):
        self._no_color = no_color
        self._bar: Any = None
        self._task: Any = None

    def start(self, total: int, label: str) -> None:
        """Show an empty bar of ``total`` steps."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self.finish()
        console = Console(stderr=True, no_color=self._no_color)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(label, total=total)
        self._bar.start()

    def advance(self, steps: int, name: str) -> None:
        """Move on by so many steps, the last of them the file ``name``."""
        if self._bar is not None:
            self._bar.advance(self._task, steps)

    def finish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
