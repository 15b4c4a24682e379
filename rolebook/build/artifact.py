"""An artifact: one file of the output, or a part of one, and the view that it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["page", "document", "fillable", "workbook", "word", "file", "part", "book", "picture"]
DOCUMENTS = frozenset({"document", "fillable", "workbook", "word", "part", "book"})
"""The kinds that `--only documents` builds."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One planned file of the output.

    ``path`` is relative to the output folder (POSIX). ``page``: ``template`` rendered with ``view`` to
    text (HTML, CSS, XML, JavaScript). ``document``: the same, then made into a PDF; ``fillable``: into one with
    fields. Without a template: ``workbook``, ``view`` as a spreadsheet, ``word``, as a Word document, and ``picture``,
    as a PNG. ``file``: the template folder's file named ``template``, or an image of the project, copied. ``part``: a
    section of handbooks, laid out on its own; it is no file of the output, and ``path`` is only its name. ``book``: a
    PDF put together from the parts that its view names, whose files are in ``parts`` when it is rendered. ``role`` is
    the role it shows, for builds of some roles only.
    """

    path: str
    kind: Kind
    template: str
    language: str
    view: Any = None
    role: str = ""
    parts: tuple[Path, ...] = ()
