"""Every text of the words, with its path in the file; and the exact place of a fragment in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.guides import Article
from rolebook.content.handbook_models import NAMED_SECTIONS, HandbookWords
from rolebook.content.role_words import OUTLINES, Group, Outline, RoleWords
from rolebook.content.yaml_tree import Key, Node, YamlFile
from rolebook.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    from rolebook.content.posting_words import PostingWords
    from rolebook.content.postings import Posting

_NAMED = (*NAMED_SECTIONS, "competency_scale")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the section and the entry that it belongs to, its path of keys, and the words themselves."""

    section: str
    entry: str
    path: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text with its language, its file, and its role or posting (None for the handbook's own words)."""

    text: Text
    language: str
    file: YamlFile
    role: Role | None
    posting: Posting | None = None

    def diagnose(
        self, code: str, severity: Severity, message: str, hint: str, *, fragment: str, offset: int
    ) -> Diagnostic:
        """A diagnostic at a fragment of the text that starts at an offset in its value."""
        occurrence = self.text.value[:offset].count(fragment)
        place = locate_fragment(self.file, self.text.path, fragment, occurrence)
        return self.file.diagnose(code, severity, message, hint, place=place)


def iter_texts(catalogue: Catalogue) -> Iterator[PlacedText]:
    """Every text of the project: the handbook's, its guides' and forms', then role by role, posting by posting."""
    for language, words in catalogue.words.items():
        for text in iter_handbook_texts(words):
            yield PlacedText(text, language, catalogue.word_files[language], None)
    for guide in catalogue.guides.values():
        for language, article in guide.articles.items():
            for text in iter_article_texts(guide.id, article):
                yield PlacedText(text, language, article.file, None)
    for form in catalogue.forms.values():
        for language, form_words in form.words.items():
            for text in _iter_values("forms", form_words, ()):
                yield PlacedText(text, language, form.word_files[language], None)
    for role in catalogue.roles.values():
        for language, role_words in role.words.items():
            for text in iter_role_texts(role_words):
                yield PlacedText(text, language, role.file_of(text.path, language), role)
    for posting in catalogue.postings.values():
        for language, posting_words in posting.words.items():
            for text in iter_posting_texts(posting_words):
                yield PlacedText(text, language, posting.word_files[language], None, posting)


def iter_role_texts(words: RoleWords) -> Iterator[Text]:
    """Every text of a role in one language, in the order of the format."""
    for name in ("title", "summary", "purpose", "closing"):
        if value := getattr(words, name):
            yield Text(name, "", (name,), value)
    for section in OUTLINES:
        yield from _iter_outline(section, getattr(words, section), (section,))
    for section in ("qualifications", "notes"):
        for entry, value in getattr(words, section).items():
            if value:
                yield Text(section, entry, (section, entry), value)
    for section in ("kpis", "penalties"):
        for entry, value in getattr(words, section).items():
            if isinstance(value, str):
                yield Text(section, entry, (section, entry), value)
            elif value is not None:
                yield from _iter_fields(section, entry, value)


def iter_posting_texts(words: PostingWords) -> Iterator[Text]:
    """Every text of a posting in one language, in the order of the format; their section is “postings”."""
    for name, value in words:
        yield from _iter_values("postings", value, (name,))


def iter_handbook_texts(words: HandbookWords) -> Iterator[Text]:
    """Every text of the handbook in one language, in the order of the format."""
    for name in ("title", "subtitle", "organisation", "introduction", "preface"):
        if value := getattr(words, name):
            yield Text(name, "", (name,), value)
    yield from _iter_values("careers", words.careers, ("careers",))
    for section in _NAMED:
        for entry, value in getattr(words, section).items():
            if isinstance(value, str):
                yield Text(section, entry, (section, entry), value)
            else:
                yield from _iter_fields(section, entry, value)
    yield from _iter_outline("workflows", words.workflows, ("workflows",))
    for entry, competency in words.competencies.items():
        yield from _iter_fields("competencies", entry, competency)


def iter_article_texts(guide: str, article: Article) -> Iterator[Text]:
    """Every text of a guide in one language, from top to bottom."""
    yield Text("guides", guide, ("title",), article.title)
    yield Text("guides", guide, ("opening",), article.opening)
    for number, section in enumerate(article.sections, 1):
        yield Text("guides", guide, ("sections", str(number), "title"), section.title)
        yield Text("guides", guide, ("sections", str(number), "text"), section.text)


def _iter_values(section: str, value: object, path: tuple[str, ...]) -> Iterator[Text]:
    """Every text in models and mappings within one another."""
    if isinstance(value, str):
        yield Text(section, "", path, value)
    elif isinstance(value, BaseModel | dict):
        for name, inner in value.items() if isinstance(value, dict) else value:
            yield from _iter_values(section, inner, (*path, name))


def locate_fragment(file: YamlFile, path: tuple[Key, ...], fragment: str, occurrence: int = 0) -> Place:
    """The place of the n-th occurrence (from 0) of a fragment in the raw text of a value.

    The value as a whole if the fragment is written otherwise there (folded over two lines, escaped).
    """
    whole = file.place(path)
    node = _find_node(file, path)
    if node is None or not isinstance(node.value, str) or not fragment or "\n" in fragment:
        return whole
    for number, start, line in _raw_lines(file, node):
        column = line.find(fragment, start)
        while column >= 0:
            if occurrence == 0:
                return Place(file.path, number, column + 1, len(fragment))
            occurrence -= 1
            column = line.find(fragment, column + len(fragment))
    return whole


def _iter_outline(section: str, outline: Outline, path: tuple[str, ...]) -> Iterator[Text]:
    for entry, value in outline.items():
        here = (*path, entry)
        if isinstance(value, Group):
            for name in ("title", "intro"):
                if text := getattr(value, name):
                    yield Text(section, entry, (*here, name), text)
            yield from _iter_outline(section, value.items, (*here, "items"))
        elif value is not None:
            yield Text(section, entry, here, value)


def _iter_fields(section: str, entry: str, words: BaseModel) -> Iterator[Text]:
    for name, value in words:
        if isinstance(value, str):
            yield Text(section, entry, (section, entry, name), value)
        elif isinstance(value, dict):
            for level, sentence in value.items():
                yield Text(section, entry, (section, entry, name, level), sentence)


def _find_node(file: YamlFile, path: tuple[Key, ...]) -> Node | None:
    node = file.root
    for key in path:
        node = node.child(key) if node is not None else None
    return node


def _raw_lines(file: YamlFile, node: Node) -> Iterator[tuple[int, int, str]]:
    """Number, first index and text of each raw line of a scalar: its own, then those indented further."""
    first = file.lines[node.line - 1]
    if file.path.endswith(".md"):  # as it is written, line by line
        for index in range(str(node.value).count("\n") + 1):
            yield node.line + index, 0 if index else node.column - 1, file.lines[node.line - 1 + index]
        return
    start = node.column - 1
    end = start + node.length
    yield node.line, start, first[:end]
    if end < len(first.rstrip()) and not re.match(r"\s*(#|$)", first[end:]):
        return  # something follows on the same line, so the value ends there
    margin = len(first) - len(first.lstrip())
    for number in range(node.line + 1, len(file.lines) + 1):
        line = file.lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            return
        yield number, 0, line
