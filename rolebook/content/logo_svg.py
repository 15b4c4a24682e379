"""An SVG for public pages: what draws, and nothing else.

An SVG is a document: a browser runs its scripts if it is opened by itself, and loads what it refers to. What could
do that is refused, with its line, rather than taken out unseen. What only tells (comments, metadata, titles, names of
layers, paths that drawing programs note down) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from rolebook.content.logo_style import (
    OUTSIDE,
    Sheet,
    StyleFault,
    clean_declarations,
    clean_sheet,
    clean_value,
)
from rolebook.content.logo_words import (
    ATTRIBUTES,
    DRAWING,
    PROPERTIES,
    SILENT,
    SILENT_SPACES,
    SVG,
    TEXT,
    XLINK,
    XML,
)

DEEPEST = 60
"""Elements that may lie in one another."""
MOST_DRAWN = 20_000
"""Elements that may be drawn, those that are drawn by reference counted each time."""
_LOCAL = re.compile(r"url\(\s*['\"]?\s*#([^'\")]+?)\s*['\"]?\s*\)")
_DRAWN_BY_REFERENCE = DRAWING - {"linearGradient", "radialGradient", "stop", "filter"}
_XLINK_HREF = "xlink:href"


class SvgFault(Exception):
    """What a logo must not have, with the line and column (from 1) at which it stands."""

    def __init__(self, message: str, line: int, column: int = 1):
        super().__init__(message)
        self.line = line
        self.column = column


def clean_svg(data: bytes) -> bytes:
    """The same picture without what draws nothing; the same bytes whenever cleaned, once or twice.

    Raises SvgFault at the first thing that runs, loads or is no part of a drawing.
    """
    reader = _Reader()
    parser = reader.parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"it is no well-formed SVG: {expat.ErrorString(error.code)}"
        raise SvgFault(message, error.lineno, error.offset + 1) from None
    except (ValueError, LookupError):
        raise SvgFault("it is in an encoding that cannot be read", 1) from None
    except StyleFault as fault:
        raise SvgFault(str(fault), reader.style_line + fault.line - 1) from None
    root = reader.root
    assert root is not None  # expat knows no document without an element
    _drop_unused_names(root, reader.sheets)
    if _count_drawn(root, reader.sheets) > MOST_DRAWN:
        raise SvgFault(f"it draws more than {MOST_DRAWN:,} elements, by repeating what it has", 1)
    root.attrib = {"xmlns": SVG, **root.attrib}
    if any(_XLINK_HREF in element.attrib for element in root.iter()):
        root.attrib["xmlns:xlink"] = XLINK
    return (ElementTree.tostring(root, encoding="unicode") + "\n").encode()


class _Reader:
    """Reads an SVG into a tree of what is kept, and stops at what a logo must not have."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read_text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.ProcessingInstructionHandler = self._refuse_instruction
        self.root: Element | None = None
        self.open: list[Element] = []
        self.skipped = 0
        self.style_line = 1
        self.sheets: list[Sheet] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self.open and (space, tag) != (SVG, "svg"):
            raise self._fault("its first element is not <svg> of SVG")
        if self.open and self.open[-1].tag == "style":  # browsers join the style's text around it
            raise self._fault(f"it has <{tag}> inside <style>")
        if self.skipped or space.startswith(SILENT_SPACES) or (space == SVG and tag in SILENT):
            self.skipped += 1
            return
        if space != SVG or tag not in DRAWING:
            raise self._fault(f"it has <{tag}>")
        if len(self.open) == DEEPEST:
            raise self._fault(f"it has more than {DEEPEST} elements in one another")
        if tag == "style":
            self.style_line = self.parser.CurrentLineNumber
        element = Element(tag, dict(self._clean_attributes(attributes)))
        if self.open:
            self.open[-1].append(element)
        else:
            self.root = element
        self.open.append(element)

    def _clean_attributes(self, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        for key, value in attributes.items():
            space, _, name = key.rpartition(" ")
            if name.lower().startswith("on"):
                raise self._fault(f"it has the script attribute {name}")
            if (space, name) == (XML, "base"):
                raise self._fault("it sets its own base address")
            if name == "href" and space in ("", XLINK):
                if not value.strip().startswith("#"):
                    raise self._fault("it refers to something outside")
                yield (_XLINK_HREF if space else name), value.strip()
            elif (space, name) == (XML, "space"):
                yield "xml:space", "preserve" if value == "preserve" else "default"
            elif not space and name in ATTRIBUTES:
                if OUTSIDE.search(value):
                    raise self._fault(f"its attribute {name} refers to something outside")
                self.style_line = self.parser.CurrentLineNumber
                if name == "style":
                    value = clean_declarations(value)
                elif name in PROPERTIES:
                    value = clean_value(value)
                yield name, value

    def _end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        element = self.open.pop()
        # The text of an element comes in pieces, so it is looked at as a whole.
        if element.tag == "style":
            sheet = clean_sheet(element.text or "")
            element.text = sheet.text
            self.sheets.append(sheet)

    def _read_text(self, text: str) -> None:
        if self.skipped or not self.open:
            return
        element = self.open[-1]
        if element.tag == "style" or (element.tag in TEXT and len(element) == 0):
            element.text = (element.text or "") + text
        elif element.tag in TEXT:
            element[-1].tail = (element[-1].tail or "") + text

    def _fault(self, message: str) -> SvgFault:
        """A fault of what is being read; to be asked for while it is, since the parser then goes on."""
        return SvgFault(message, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse_doctype(self, *_: object) -> None:
        raise self._fault("it has a document type (<!DOCTYPE>)")

    def _refuse_instruction(self, *_: object) -> None:
        raise self._fault("it has a processing instruction (<?…?>)")


def _drop_unused_names(root: Element, sheets: list[Sheet]) -> None:
    """Take off ids and classes that nothing refers to: drawing programs put names of layers there."""
    styled = frozenset[str]().union(*(sheet.names for sheet in sheets))
    used = styled.union(*(_list_targets(element.attrib) for element in root.iter()))
    used = used.union(*(_LOCAL.findall(sheet.text) for sheet in sheets))
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        classes = " ".join(name for name in element.attrib.pop("class", "").split() if name in styled)
        if classes:
            element.set("class", classes)


def _list_targets(attributes: dict[str, str]) -> set[str]:
    """The ids that an element's attributes refer to."""
    targets = {unquote(attributes[key][1:]) for key in ("href", _XLINK_HREF) if key in attributes}
    for value in attributes.values():
        targets.update(_LOCAL.findall(value))
    return targets


def _count_drawn(root: Element, sheets: list[Sheet]) -> int:
    """How many elements are drawn: each reference draws its target once more, and what that refers to.

    Twenty elements that draw the next one ten times over would keep a browser busy for ever. What a style sheet
    says is taken to hold for each element with a name that its selector has.
    """
    by_id = {name: element for element in root.iter() if (name := element.get("id"))}
    rules = [
        (names, targets)
        for sheet in sheets
        for names, text in sheet.rules
        if (targets := set(_LOCAL.findall(text)))
    ]
    known: dict[Element, int] = {}

    def count(element: Element, depth: int) -> int:
        if element in known:
            return known[element]
        if depth > 4 * DEEPEST:
            return MOST_DRAWN + 1
        known[element] = 0  # a circle of references draws nothing
        names = {"*", element.tag, element.get("id", ""), *element.get("class", "").split()}
        targets = _list_targets(element.attrib).union(*(found for said, found in rules if said & names))
        drawn = [by_id[name] for name in targets if name in by_id and by_id[name].tag in _DRAWN_BY_REFERENCE]
        known[element] = 1 + sum(count(part, depth + 1) for part in (*element, *drawn))
        return known[element]

    return count(root, 0)
