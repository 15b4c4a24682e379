"""An artifact before its view is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rolebook.build.artifact import Kind


@dataclass(frozen=True)
class Sketch:
    """An artifact whose view has not been made yet: most builds of a part need few of them."""

    path: str
    kind: Kind
    template: str
    language: str
    make: Callable[[], Any]
    role: str = ""
    second_language: str | None = None

    @property
    def languages(self) -> set[str]:
        """The language that it is in, or both; an empty one if it is in none or all."""
        return {self.language, self.second_language or self.language}
