"""The penalty rules of many roles side by side."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.role import Penalty
from rolebook.views.model.words import Ref


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The penalty rules of one role, in the order written."""

    role: Ref
    penalties: tuple[Penalty, ...]


@dataclass(frozen=True, slots=True)
class PenaltyMatrix:
    """The penalty rules of all roles that have any, role by role."""

    groups: tuple[MatrixGroup, ...]
