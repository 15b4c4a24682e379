"""What can be wrong with a text that is to be imported, or with the place that the drafts are to go to."""

from __future__ import annotations


class ImportProblem(Exception):
    """A text cannot be imported: a message, and a hint that says what to do."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint
