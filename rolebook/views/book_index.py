"""The index of a book: its KPIs and its competencies by name, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.language.locales import Language
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.letters import find_initial, sort_key
from rolebook.views.model import BookIndex, IndexEntry, IndexGroup, Text
from rolebook.views.role import competency_name

_Place = tuple[str, Text, str]
"""Role, name and anchor."""


def build_book_index(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links
) -> tuple[BookIndex, ...]:
    """Two indexes over the roles of a book, places in its order; an empty one is left out."""
    _ = context._
    found = (
        BookIndex("kpis", _("KPIs"), _group(context.language, _list_kpis(context, roles, document))),
        BookIndex(
            "competencies",
            _("Competencies"),
            _group(context.language, _list_competencies(context, roles, document)),
        ),
    )
    return tuple(index for index in found if index.groups)


def _list_kpis(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links
) -> Iterator[_Place]:
    for role in roles:
        for key, facts in role.facts.kpis.items():
            if facts is not None:
                name = context.wording(role).kpi(key, "name")
                shown = to_text(name) if name else plain_text(key)
                yield role.id, shown, document.anchor(role.id, f"kpi-{key}")


def _list_competencies(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links
) -> Iterator[_Place]:
    for role in roles:
        for key, level in role.facts.competencies.items():
            if level is not None:
                yield role.id, competency_name(context, key), document.anchor(role.id, f"competency-{key}")


def _group(language: Language, places: Iterable[_Place]) -> tuple[IndexGroup, ...]:
    """Names under their letters; what is called alike stands once, with one place for each role."""
    entries: dict[str, tuple[Text, dict[str, str]]] = {}
    for role, name, anchor in places:
        entries.setdefault(name.plain.casefold(), (name, {}))[1].setdefault(role, f"#{anchor}")
    rows = [
        (
            find_initial(name.plain, language),
            sort_key(name.plain, language),
            IndexEntry(name, tuple(hrefs.values())),
        )
        for name, hrefs in entries.values()
    ]
    groups: dict[str, list[IndexEntry]] = {}
    for letter, _key, entry in sorted(rows, key=lambda row: (row[0] == "#", row[0], row[1])):
        groups.setdefault(letter, []).append(entry)
    return tuple(IndexGroup(letter, tuple(rows)) for letter, rows in groups.items())


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
