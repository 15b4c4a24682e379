"""The digest of an edition: a short name for exactly what it says, so that a signed sheet can be matched to a file.

It is taken over the words and figures of the view, in one language, each with the name of its field. What only
arranges them counts for nothing: ids, links, positions in the chart, paper. Neither do headings and other words
of the interface that templates add, nor the look; so a newer program gives the same digest for the same content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from rolebook.language.markdown import SafeHtml
from rolebook.views.context import ViewContext
from rolebook.views.edition import EditionContext, build_book_frame
from rolebook.views.links import role_anchor
from rolebook.views.model import DocumentFrame, OrgChart, Role, RoleSection, Section, Text

_ARRANGEMENT = frozenset(
    {"id", "anchor", "href", "hrefs", "kind", "depth", "share", "tone", "order", "digest", "labels", "sides"}
)
_FRAME = ("title", "handbook", "organisation", "edition", "language")
_GROUP, _DIGITS = 4, 32


def digest_edition(edition: EditionContext, sections: Sequence[Section], leaves: object) -> str:
    """The digest of an edition from those of its sections, in their order, and from its first and last leaf."""
    digests = edition.context.digests
    for section in sections:
        if section.name not in digests:
            section.make()
    parts = tuple(digests[section.name] for section in sections)
    digest = digests[name_digest(edition)] = digest_content((leaves, parts))
    return digest


def name_digest(edition: EditionContext) -> str:
    """The key of an edition's own digest among those that the context keeps."""
    return f"{edition.name}/"


def digest_sections(edition: EditionContext, sections: Sequence[Section], leaves: object) -> str:
    """The same for an edition in two languages, whose sections have the names of others but not their words."""
    digests, name = edition.context.digests, name_digest(edition)
    if name not in digests:
        digests[name] = digest_content((leaves, tuple(digest_content(item.make()) for item in sections)))
    return digests[name]


def remember_digest(context: ViewContext, section: Section) -> Section:
    """The section, whose digest is kept in the context as soon as its view is made.

    So a plan that makes all views needs none of them twice; editions of a language share most sections.
    """

    def make() -> Any:
        view = section.make()
        if section.name not in context.digests:
            context.digests[section.name] = digest_content(view)
        return view

    return replace(section, make=make)


def remember_role(context: ViewContext, view: Role) -> None:
    """Keep the digest of a role's section as soon as its page is made, so that pages alone need no sections.

    What stands on the page is what stands in the handbook: they differ in links, for which a digest has no eyes,
    and in the notes for staff, which no document shows.
    """
    name = role_anchor(view.id)
    if name not in context.digests:
        context.digests[name] = digest_content(
            RoleSection(build_book_frame(context), replace(view, notes=()))
        )


def digest_content(view: object) -> str:
    """SHA-256 (FIPS 180-4) of a view's words and figures: its first 32 hexadecimal digits, in groups of four."""
    content = json.dumps(_collect(view), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    digits = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return "-".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def _collect(value: Any) -> Any:
    """The words of a value as JSON can write them; fields that say nothing are left out."""
    kind = type(value)
    if kind is str:
        return value
    if kind is tuple:
        return [item if type(item) is str else _collect(item) for item in value]
    if kind is Text:
        return [value.html, value.language] if value.language else value.html
    reader = _READERS.get(kind) or _find_reader(kind)
    if reader is None:
        return str(value) if kind is Decimal else value
    names, read = reader
    words = {}
    for name, item in zip(names, read(value), strict=True):
        of = type(item)
        if of is str or of is tuple or of is SafeHtml:
            if item:
                words[name] = _collect(item) if of is tuple else item
        elif of is Text and not item.language:
            words[name] = item.html
        elif item is not None and item is not False:
            words[name] = _collect(item)
    return words


_Reader = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]
_READERS: dict[type, _Reader] = {}


def _find_reader(kind: Any) -> _Reader | None:
    """The fields of a dataclass that hold words or figures, and how to get at all of them in one call."""
    if not is_dataclass(kind):
        return None
    names = tuple(f.name for f in fields(kind) if f.name not in _ARRANGEMENT)
    if kind is OrgChart:
        names = ("outline",)
    elif kind is DocumentFrame:
        names = _FRAME
    read = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, n) for n in names)
    reader = _READERS[kind] = (names, read)
    return reader
