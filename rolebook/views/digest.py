"""The digest of an edition: a short name for exactly what it says, so that a signed sheet can be matched to a file.

It is taken over the words and figures of the view, in one language, each with the name of its field. What only
arranges them counts for nothing: ids, links, positions in the chart, paper. Neither do headings and other words
of the interface that templates add, nor the look; so a newer program gives the same digest for the same content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rolebook.views.context import ViewContext
from rolebook.views.edition import EditionContext
from rolebook.views.model import DocumentFrame, OrgChart, Section, Text

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
        return [str(value.html), value.language] if value.language else str(value.html)
    if is_dataclass(kind):
        words = {}
        for name in _list_fields(kind):
            item = getattr(value, name)
            if item is not None and item is not False and item != "" and item != ():
                words[name] = _collect(item)
        return words
    return str(value) if kind is Decimal else value


@lru_cache(maxsize=256)
def _list_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class that hold words or figures."""
    if kind is OrgChart:
        return ("outline",)
    return (
        _FRAME if kind is DocumentFrame else tuple(f.name for f in fields(kind) if f.name not in _ARRANGEMENT)
    )
