"""The index of a book: its KPIs and its competencies by name, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.language.locales import Language
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.letters import find_initial, sort_key
from rolebook.views.model import BookIndex, IndexEntry, IndexGroup, Text
from rolebook.views.role import competency_name

_Place = tuple[str, Text, str, Text | None]
"""Role, name, anchor, and the name in another language."""


def build_book_index(
    context: ViewContext,
    roles: Sequence[CatalogueRole],
    document: links.Links,
    other: ViewContext | None = None,
) -> tuple[BookIndex, ...]:
    """Two indexes over the roles of a book, places in its order; an empty one is left out.

    With an ``other`` language, entries also say what the same is called there.
    """
    _ = context._
    found = (
        BookIndex("kpis", _("KPIs"), _group(context.language, _list_kpis(context, roles, document, other))),
        BookIndex(
            "competencies",
            _("Competencies"),
            _group(context.language, _list_competencies(context, roles, document, other)),
        ),
    )
    return tuple(index for index in found if index.groups)


def _list_kpis(
    context: ViewContext,
    roles: Sequence[CatalogueRole],
    document: links.Links,
    other: ViewContext | None,
) -> Iterator[_Place]:
    for role in roles:
        for key, facts in role.facts.kpis.items():
            if facts is not None:
                also = _name_kpi(other, role, key) if other else None
                yield role.id, _name_kpi(context, role, key), document.anchor(role.id, f"kpi-{key}"), also


def _name_kpi(context: ViewContext, role: CatalogueRole, key: str) -> Text:
    name = context.wording(role).kpi(key, "name")
    return to_text(name) if name else plain_text(key)


def _list_competencies(
    context: ViewContext,
    roles: Sequence[CatalogueRole],
    document: links.Links,
    other: ViewContext | None,
) -> Iterator[_Place]:
    for role in roles:
        for key, level in role.facts.competencies.items():
            if level is not None:
                name, also = competency_name(context, key), competency_name(other, key) if other else None
                yield role.id, name, document.anchor(role.id, f"competency-{key}"), also


@dataclass
class _Gathered:
    """What is called alike: one place for each role, and its names in another language."""

    name: Text
    anchors: dict[str, str] = field(default_factory=dict)
    others: dict[str, Text] = field(default_factory=dict)


def _group(language: Language, places: Iterable[_Place]) -> tuple[IndexGroup, ...]:
    """Names under their letters; what is called alike stands once, with one place for each role."""
    entries: dict[str, _Gathered] = {}
    for role, name, anchor, also in places:
        entry = entries.setdefault(name.plain.casefold(), _Gathered(name))
        entry.anchors.setdefault(role, f"#{anchor}")
        if also is not None and also.plain != name.plain:
            entry.others.setdefault(also.plain.casefold(), also)
    rows = [
        (
            find_initial(entry.name.plain, language),
            sort_key(entry.name.plain, language),
            IndexEntry(entry.name, tuple(entry.anchors.values()), tuple(entry.others.values())),
        )
        for entry in entries.values()
    ]
    groups: dict[str, list[IndexEntry]] = {}
    for letter, _key, row in sorted(rows, key=lambda row: (row[0] == "#", row[0], row[1])):
        groups.setdefault(letter, []).append(row)
    return tuple(IndexGroup(letter, tuple(found)) for letter, found in groups.items())


def divide_index(indexes: Sequence[BookIndex], most: int) -> Iterator[tuple[BookIndex, ...]]:
    """The indexes in bundles of about so many page numbers, no letter torn apart."""
    bundle: list[BookIndex] = []
    numbers = 0
    for index in indexes:
        part: list[IndexGroup] = []
        parts = 0
        for group in index.groups:
            size = sum(len(entry.hrefs) for entry in group.entries)
            if numbers and numbers + size > most:
                if part:
                    parts += 1
                    bundle.append(_name_part(index, part, parts))
                yield tuple(bundle)
                bundle, part, numbers = [], [], 0
            part.append(group)
            numbers += size
        bundle.append(_name_part(index, part, parts + 1))
    if bundle:
        yield tuple(bundle)


def _name_part(index: BookIndex, groups: Sequence[IndexGroup], number: int) -> BookIndex:
    return replace(index, id=f"{index.id}-{number}" if number > 1 else index.id, groups=tuple(groups))
