"""The structure of a document without elements that say nothing.

WeasyPrint makes an element of every line and every wrapper: two out of three carry no meaning, and readers pass
them by. A book of a thousand pages would have several hundred thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_PLAIN = frozenset({"/Span", "/NonStruct"})
_PLAIN_KEYS = frozenset({"Type", "S", "K", "Pg", "P"})
_HOLDERS = _PLAIN | {f"/H{level}" for level in range(1, 7)}
_HOLDERS |= {"/P", "/TD", "/TH", "/LBody", "/Lbl", "/Caption", "/Link"}


def simplify_structure(objects: Sequence[Any], root: Any, marks: Any, pages: Sequence[bytes]) -> None:
    """Let what holds text hold it directly, where an element between says nothing (no language, no attributes).

    ``objects`` are those of pydyf, ``root`` the element of the document; ``marks`` is the list of the parent tree
    (page, elements of its marked content, page …), ``pages`` the references of the pages.
    """
    lists = {reference: marks[2 * index + 1] for index, reference in enumerate(pages)}
    _simplify(objects, root, lists)


def _simplify(objects: Sequence[Any], element: Any, marks: dict[bytes, Any]) -> None:
    kids: list[Any] = []
    for kid in element["K"]:
        child = objects[int(kid.split()[0])] if isinstance(kid, bytes) else None
        if child is None or child.get("Type") != "/StructElem":
            kids.append(kid)
            continue
        _simplify(objects, child, marks)
        if not _is_needless(objects, child, element):
            kids.append(kid)
            continue
        for grandchild in child["K"]:
            kids.append(grandchild)
            if isinstance(grandchild, bytes):
                objects[int(grandchild.split()[0])]["P"] = element.reference
            else:
                marks[child["Pg"]][grandchild] = element.reference
    element["K"][:] = kids


def _is_needless(objects: Sequence[Any], child: Any, parent: Any) -> bool:
    if child["S"] not in _PLAIN or parent["S"] not in _HOLDERS or not _PLAIN_KEYS.issuperset(child):
        return False
    for kid in child["K"]:
        if isinstance(kid, bytes):
            if objects[int(kid.split()[0])].get("Type") != "/StructElem":
                return False  # it is what a link or field hangs on
        elif child["Pg"] != parent["Pg"]:
            return False
    return True
