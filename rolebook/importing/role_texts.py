"""Which pieces belong to which role, and to which section of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rolebook.importing.headings import FieldLine, RoleHeading, SectionHeading
from rolebook.importing.pieces import Piece

_PARTS = ("item", "prose", "row", "group")


@dataclass
class SectionText:
    """The pieces under one heading; ``name`` is "" where no heading says what they are.

    ``is_unknown``: there is a heading, which nobody knows; ``is_guess``: its name was found by what stands under it.
    ``is_report``: it is part of somebody's report.
    """

    name: str
    words: str = ""
    line: int = 0
    pieces: list[Piece] = field(default_factory=list)
    is_unknown: bool = False
    is_guess: bool = False
    is_report: bool = False

    @property
    def has_entries(self) -> bool:
        """Whether there is more than prose in it."""
        return any(piece.kind in ("item", "row") for piece in self.pieces)


@dataclass
class RoleText:
    """All pieces of one role, in order."""

    title: str = ""
    title_line: int = 0
    number: int = 0
    is_guide: bool = False
    sections: list[SectionText] = field(default_factory=list)
    fields: list[tuple[FieldLine, Piece]] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    headings: list[Piece] = field(default_factory=list)

    @property
    def has_entries(self) -> bool:
        """Whether anything was found that a role consists of."""
        return any(section.has_entries for section in self.sections)

    @property
    def has_words(self) -> bool:
        """Whether there is anything but headings."""
        return any(section.pieces for section in self.sections) or bool(self.fields)

    def section(self) -> SectionText:
        """The section that is open."""
        if not self.sections:
            self.sections.append(SectionText(""))
        return self.sections[-1]


def group_pieces(pieces: Sequence[Piece]) -> list[RoleText]:
    """The roles of a text. What stands before the first one is a role without a title."""
    roles = [RoleText()]
    for piece in pieces:
        current = roles[-1]
        if piece.kind == "role":
            assert isinstance(piece.heading, RoleHeading)
            if _begins_anew(current, piece.heading):
                current = RoleText()
                roles.append(current)
            _open_role(current, piece, piece.heading)
        elif piece.kind == "field":
            assert isinstance(piece.heading, FieldLine)
            if piece.heading.name == "title" and (
                current.has_entries or any(one.name == "title" for one, _ in current.fields)
            ):
                current = RoleText()
                roles.append(current)
            current.fields.append((piece.heading, piece))
        elif piece.kind == "section":
            assert isinstance(piece.heading, SectionHeading)
            if _repeats(current, piece.heading.section):
                roles.append(RoleText(title=current.title, title_line=piece.line, number=current.number))
                current = roles[-1]
            current.headings.append(piece)
            current.sections.append(SectionText(piece.heading.section, piece.text, piece.line))
        elif piece.kind == "unknown":
            if len(roles) == 1 and not current.title and not current.has_words:
                current.headings.append(piece)
            else:
                current.sections.append(SectionText("elsewhere", piece.text, piece.line, is_unknown=True))
                current.headings.append(piece)
        elif piece.kind == "furniture":
            current.furniture.append(piece)
        else:
            current.section().pieces.append(piece)
    for role in roles:
        if any(section.name == "summary" for section in role.sections):
            for section in role.sections:
                section.is_report = True
    return [role for role in roles if role.title or role.has_words or role.furniture or role.headings]


def _begins_anew(current: RoleText, heading: RoleHeading) -> bool:
    """Whether a heading of a role begins another one than that which is open."""
    if not current.title:
        return current.has_entries or any(section.pieces for section in current.sections)
    same = current.title.casefold() == heading.title.casefold()
    if not heading.section and not heading.digits and current.fields and not current.has_entries:
        return False  # a title among the facts at the head: of this role, or somebody's
    if not current.has_entries:
        return (bool(heading.digits) and current.has_words) or not (same or not current.has_words)
    if same and heading.section and not heading.digits:
        return (
            any(s.name == heading.section and s.pieces for s in current.sections)
            or heading.section == "summary"
        )
    return True


def _open_role(current: RoleText, piece: Piece, heading: RoleHeading) -> None:
    current.headings.append(piece)
    is_vague = current.title and current.title.casefold() in heading.title.casefold()
    is_same = current.title.casefold() == heading.title.casefold()
    if not is_same and (not current.title or is_vague or not (current.has_entries or current.fields)):
        current.title, current.title_line = heading.title, piece.line
    current.number = piece.value or current.number
    current.is_guide = current.is_guide or heading.is_guide
    section = heading.section
    if section or not current.sections:
        current.sections.append(SectionText(section, piece.text, piece.line))


def _repeats(current: RoleText, section: str) -> bool:
    """Whether duties come again after another section: the next job of a text that names none."""
    if section != "duties":
        return False
    last = max(
        (i for i, s in enumerate(current.sections) if s.name == "duties" and s.has_entries), default=None
    )
    return last is not None and any(
        s.name in ("qualifications", "penalties", "kpis", "elsewhere") and s.pieces
        for s in current.sections[last + 1 :]
    )
