"""The organisation chart: a tidy tree from left to right, laid out from the reporting lines.

Every role is shown, and those positions without a file that stand above or below one. The first
superior draws the tree; further ones are dotted lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from rolebook.content.catalogue import Catalogue
from rolebook.views.context import ViewContext
from rolebook.views.links import Links
from rolebook.views.model import ChartBranch, ChartEdge, ChartNode, OrgChart

BOX_WIDTH = 172
COLUMN_GAP = 32
ROW_GAP = 12
LINE_HEIGHT = 18
PADDING = 8
MOST_LINES = 6
TEXT_WIDTH = BOX_WIDTH - 16
# Advance widths at 14 px, in px: generous, so that a wider font still fits its box.
_LATIN, _WIDE = 7.4, 14.0


def build_orgchart(context: ViewContext, links: Links, roles: Collection[str] | None = None) -> OrgChart:
    """The chart of these roles with all above them, or of the whole catalogue, in one language.

    Only the roles themselves are linked: those above them may have no page in the document.
    """
    catalogue = context.catalogue
    superiors = _find_superiors(catalogue, roles)
    children: dict[str, list[str]] = {}
    for name, above in superiors.items():
        if above:
            children.setdefault(above[0], []).append(name)
    order = _order_names(catalogue, children)
    for below in children.values():
        below.sort(key=lambda name: order[name])
    roots = sorted(
        (name for name, above in superiors.items() if not above),
        key=lambda name: (-_count_below(name, children), order[name]),
    )

    labels = {name: context.refer(name, links) for name in superiors}
    if roles is not None:
        labels = {name: ref if name in roles else replace(ref, href=None) for name, ref in labels.items()}
    wrapped = {name: wrap_label(ref.label.plain) for name, ref in labels.items()}
    heights = {name: len(lines) * LINE_HEIGHT + 2 * PADDING for name, lines in wrapped.items()}
    places: dict[str, tuple[int, int]] = {}
    bottom = 0
    for root in roots:
        bottom = _place(root, 0, bottom, children, heights, places)

    nodes = tuple(
        ChartNode(
            name,
            wrapped[name],
            labels[name].label.plain,
            labels[name].href,
            labels[name].kind,
            *places[name],
            BOX_WIDTH,
            heights[name],
        )
        for name in sorted(places, key=lambda name: (places[name][1], places[name][0]))
    )
    edges = tuple(
        ChartEdge(_draw_edge(places[above], heights[above], places[name], heights[name]), dotted=index > 0)
        for name in sorted(places, key=lambda name: (places[name][1], places[name][0]))
        for index, above in enumerate(superiors[name])
        if above in places
    )
    width = max((x for x, _ in places.values()), default=0) + BOX_WIDTH
    drawn = sum(name in catalogue.roles for name in superiors)
    description = context.count(
        "Organisation chart with {count} role, drawn from the reporting lines",
        "Organisation chart with {count} roles, drawn from the reporting lines",
        drawn,
    )

    def branch(name: str) -> ChartBranch:
        ref = labels[name]
        return ChartBranch(
            ref.label.plain, ref.href, tuple(branch(child) for child in children.get(name, ())), name
        )

    return OrgChart(
        width, max(bottom - ROW_GAP, 0), nodes, edges, description, tuple(branch(root) for root in roots)
    )


def _count_below(name: str, children: Mapping[str, list[str]]) -> int:
    return sum(1 + _count_below(child, children) for child in children.get(name, ()))


@lru_cache(maxsize=5_000)  # each edition has a chart, of much the same labels
def wrap_label(label: str) -> tuple[str, ...]:
    """A label in lines that fit a box, broken at spaces or between wide characters; a label that is too long is cut."""
    lines, current = [], ""
    for piece in _split_pieces(label):
        if current and _measure(current + piece.rstrip()) > TEXT_WIDTH:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    if current.strip():
        lines.append(current.rstrip())
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1].rstrip(" .,;") + "…"]
    return tuple(_shorten(line) for line in lines) or ("",)


def _split_pieces(label: str) -> list[str]:
    """Words with the space after them, wide characters one by one; closing marks stay with their words."""
    pieces: list[str] = []
    for character in label:
        if pieces and _clings(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _clings(before: str, character: str) -> bool:
    if character in "）),，、。" or before[-1] in "（(":
        return True
    return not _is_wide(character) and not _is_wide(before[-1]) and not before.endswith(" ")


def _shorten(line: str) -> str:
    while _measure(line) > TEXT_WIDTH and len(line) > 1:
        line = line[:-2] + "…"
    return line


def _measure(text: str) -> float:
    return sum(_WIDE if _is_wide(c) else _LATIN for c in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _find_superiors(catalogue: Catalogue, chosen: Collection[str] | None) -> dict[str, tuple[str, ...]]:
    """Everyone on the chart, with those they report to; only some roles, or all."""
    book = catalogue.handbook
    below: dict[str, list[str]] = {}
    for name, position in book.positions.items():
        for above in position.reports_to:
            below.setdefault(above, []).append(name)
    roles = {name: role for name, role in catalogue.roles.items() if not role.facts.draft}
    for role in roles.values():
        for name in role.manages:
            if name in book.positions and not book.positions[name].reports_to:
                below.setdefault(role.id, []).append(name)
    shown: dict[str, tuple[str, ...]] = {}

    def add(name: str) -> None:
        if name in shown:
            return
        role, position = roles.get(name), book.positions.get(name)
        if role is not None:
            above = role.reports_to
        elif position is not None:
            above = position.reports_to or tuple(r.id for r in roles.values() if name in r.manages)[:1]
        else:
            return
        shown[name] = tuple(a for a in above if a in roles or a in book.positions)
        for superior in shown[name]:
            add(superior)

    for role_id, role in roles.items():
        if role.facts.kind == "unit" or (chosen is not None and role_id not in chosen):
            continue
        add(role_id)
        for name in below.get(role_id, []):
            add(name)
    return shown


def _order_names(catalogue: Catalogue, children: Mapping[str, list[str]]) -> dict[str, tuple[int, int, str]]:
    """High levels first, then as many below as possible, then by id."""
    levels = {name: -index for index, name in enumerate(catalogue.handbook.levels)}

    def key(name: str) -> tuple[int, int, str]:
        role = catalogue.roles.get(name)
        return (levels.get(role.level, 0) if role else 1, -len(children.get(name, ())), name)

    return {name: key(name) for name in {*catalogue.roles, *catalogue.handbook.positions}}


def _place(
    name: str,
    depth: int,
    top: int,
    children: Mapping[str, list[str]],
    heights: Mapping[str, int],
    places: dict[str, tuple[int, int]],
) -> int:
    """Place a box, and those below it beside it, from ``top`` down; the next free top."""
    x = depth * (BOX_WIDTH + COLUMN_GAP)
    places[name] = (x, top)
    following = top
    below = [child for child in children.get(name, ()) if child not in places]
    for child in below:
        following = _place(child, depth + 1, following, children, heights, places)
    if below:
        first, last = places[below[0]], places[below[-1]]
        middle = (
            (first[1] + last[1] + heights[below[-1]]) // 2
            if len(below) > 1
            else first[1] + heights[below[0]] // 2
        )
        places[name] = (x, max(top, middle - heights[name] // 2))
    return max(following, places[name][1] + heights[name] + ROW_GAP)


def _draw_edge(above: tuple[int, int], above_height: int, place: tuple[int, int], height: int) -> str:
    x1, y1 = above[0] + BOX_WIDTH, above[1] + above_height // 2
    x2, y2 = place[0], place[1] + height // 2
    if x2 <= x1:  # a superior to the right: go round below
        return f"M{x1} {y1}h12V{y2}H{x2}"
    middle = x2 - COLUMN_GAP // 2
    return f"M{x1} {y1}H{middle}V{y2}H{x2}" if y1 != y2 else f"M{x1} {y1}H{x2}"
