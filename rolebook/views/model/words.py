"""The smallest things that views are made of: words, links, marks, facts."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.language.markdown import SafeHtml


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a reader: safe HTML, the same as plain text, and the language if it is not the page's.

    ``language`` is None for translated words; a tag such as ``en`` marks words that are not yet translated.
    """

    html: SafeHtml
    plain: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A named thing, linked where the document has a place for it."""

    label: Text
    href: str | None = None
    kind: str = "role"


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure a statement is, where it is not plainly stated: implied, inferred, doubtful, proposed."""

    kind: str
    label: str
    description: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A caution for staff: not for adverts."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Caution:
    """What a caution means."""

    label: str
    description: Text | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts panel: a label and one or more values."""

    id: str
    label: str
    values: tuple[Ref, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page's frame; ``media`` is the type of what it leads to, if that is no page."""

    label: str
    href: str
    current: bool = False
    language: str | None = None
    note: str | None = None
    media: str | None = None


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """One line of a local table of contents."""

    label: str
    anchor: str
