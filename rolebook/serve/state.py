"""What the open pages of a preview are told."""

from __future__ import annotations

import json
import threading


class State:
    """What open pages must know: the version of the site, and what is wrong, if anything is."""

    def __init__(self, version: str = "") -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._closed = False
        self.version = version
        self.problems = ""

    def set(self, *, version: str | None = None, problems: str = "") -> None:
        """Tell all pages of a new version, or of problems, or that there are none any more."""
        with self._changed:
            self.version = self.version if version is None else version
            self.problems = problems
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> tuple[int, str | None]:
        """The next change after number ``seen`` as JSON, empty if none came in time, None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._number != seen, seconds)
            if self._closed:
                return seen, None
            if self._number == seen:
                return seen, ""
            return self._number, json.dumps({"version": self.version, "problems": self.problems})
