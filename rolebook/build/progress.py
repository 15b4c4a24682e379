"""How a build tells what it is doing: to the terminal, or to nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told of the steps of a longer work; always called from the thread that runs the build."""

    def start(self, total: int, label: str) -> None:
        """A work of ``total`` steps begins; ``label`` says which, in the present (“rendering”)."""

    def advance(self, steps: int, name: str) -> None:
        """So many steps are done, the last of them on the file ``name``."""

    def finish(self) -> None:
        """The work is over, done or given up."""


class Silence:
    """A progress that nobody sees."""

    def start(self, total: int, label: str) -> None:
        """Say nothing."""

    def advance(self, steps: int, name: str) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""
