"""Elements of WordprocessingML, made in one line each."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_LONGEST_BOOKMARK = 40


def make(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """An element ``w:tag`` with attributes ``w:…`` and children; children that are None are left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name.rstrip('_')}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def make_text(text: str) -> BaseOxmlElement:
    """Words of a run, with their spaces."""
    element = OxmlElement("w:t")
    element.text = text
    if text != text.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def make_field(instruction: str, properties: BaseOxmlElement | None = None) -> BaseOxmlElement:
    """A field that Word computes, such as PAGE; it shows 1 where nothing computes it."""
    return make("fldSimple", make("r", properties, make_text("1")), instr=f" {instruction} ")


def name_bookmark(anchor: str) -> str:
    """A name that Word takes for a place: a letter, then letters, digits and _, 40 at most."""
    name = re.sub(r"[^A-Za-z0-9]", "_", anchor)
    name = name if name[:1].isalpha() else f"at_{name}"
    if len(name) <= _LONGEST_BOOKMARK and re.fullmatch(r"[A-Za-z0-9-]+", anchor):
        return name
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_BOOKMARK - 9]}_{digest}"
