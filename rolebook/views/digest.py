"""The digest of an edition: a short name for exactly what it says, so that a signed sheet can be matched to a file.

It is taken over the words and figures of the view, in one language, each with the name of its field. What only
arranges them counts for nothing: ids, links, positions in the chart, paper. Neither do headings and other words
of the interface that templates add, nor the look; so a newer program gives the same digest for the same content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from rolebook.views.edition import EditionContext
from rolebook.views.model import DocumentFrame, OrgChart, Section, Text

_ARRANGEMENT = frozenset(
    {"id", "anchor", "href", "hrefs", "kind", "depth", "share", "tone", "order", "digest"}
)
_FRAME = ("title", "handbook", "organisation", "edition", "language")
_GROUP, _DIGITS = 4, 32


def digest_edition(edition: EditionContext, sections: Sequence[Section], leaves: object) -> str:
    """The digest of an edition from those of its sections, in their order, and from its first and last leaf.

    Digests are kept in the context: editions of a language share most sections.
    """
    known, name = edition.context.digests, f"edition {edition.name}"
    if name not in known:
        for section in sections:
            if section.name not in known:
                known[section.name] = digest_content(section.make())
        parts = tuple(known[section.name] for section in sections)
        known[name] = digest_content((leaves, parts))
    return known[name]


def digest_content(view: object) -> str:
    """SHA-256 (FIPS 180-4) of a view's words and figures: its first 32 hexadecimal digits, in groups of four."""
    content = json.dumps(_collect(view), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    digits = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return "-".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def _collect(value: Any) -> Any:
    """The words of a value as JSON can write them; fields that say nothing are left out."""
    if isinstance(value, Text):
        return [str(value.html), value.language] if value.language else str(value.html)
    if isinstance(value, OrgChart):
        return _collect(value.outline)
    if isinstance(value, DocumentFrame):
        return {name: getattr(value, name) for name in _FRAME}
    if is_dataclass(value):
        named = ((field.name, _collect(getattr(value, field.name))) for field in fields(value))
        return {name: words for name, words in named if name not in _ARRANGEMENT and words not in _NOTHING}
    if isinstance(value, tuple | list):
        return [_collect(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


_NOTHING: tuple[Any, ...] = (None, False, "", [], {})
