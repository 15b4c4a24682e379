"""Guides: articles for readers of the handbook, ``handbook/guides/<id>/guide.yaml`` with one ``<lang>.md`` each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from rolebook.content.fields import Facts, Id, Locale
from rolebook.content.project_files import ProjectFiles
from rolebook.content.role_facts import Provenance
from rolebook.content.yaml_tree import Node, YamlFile
from rolebook.diagnostics import Severity

# As `rolebook new language` leaves an article: all of it in a comment. A check reports it as not translated.
_WAITING = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)


class GuideFacts(Facts):
    """A guide: an article in Markdown, attached to roles. Its words are in the .md files beside it."""

    kind: Literal["advice", "essay"] = Field("advice", description="What sort of article it is")
    source_language: Locale | None = Field(
        None, description="The language in which it was first written; left out: that of the handbook"
    )
    roles: tuple[Id, ...] = Field((), description="The roles on whose pages it is named")
    provenance: dict[str, Provenance] = Field(
        {}, description="Number of a section (0 is the opening) → source, certainty"
    )


@dataclass(frozen=True)
class Section:
    """One section of an article: its heading and its text, both Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Article:
    """A guide in one language: title, opening paragraph, sections, and the file with the places of all."""

    title: str
    opening: str
    sections: tuple[Section, ...]
    file: YamlFile


@dataclass(frozen=True)
class GuideSource:
    """A guide with its articles by language."""

    id: str
    facts: GuideFacts
    file: YamlFile
    articles: Mapping[str, Article]


def read_guide(files: ProjectFiles, folder: str, names: Iterable[str]) -> GuideSource | None:
    """The guide in a folder, of which ``names`` are the articles; None if its facts cannot be used."""
    facts, file = files.load(f"{folder}/guide.yaml", GuideFacts)
    articles = {}
    for name in names:
        path = f"{folder}/{name}"
        if not name.endswith(".md"):
            hint = f"rename it to {name.removesuffix('.yaml')}.md and write it in Markdown"
            files.tell("X002", f"“{name}” is no file of a guide", hint, path)
            continue
        text = files.read_text(path)
        if text is None or _WAITING.fullmatch(text):
            continue
        article = _parse_article(files, path, text)
        if article is not None:
            articles[name.removesuffix(".md")] = article
    return GuideSource(folder.rpartition("/")[2], facts, file, articles) if facts else None


@dataclass(frozen=True)
class _Part:
    """A heading and the text below it, with the lines on which they begin (from 1)."""

    heading: str
    heading_line: int
    text: str
    text_line: int


def _parse_article(files: ProjectFiles, path: str, text: str) -> Article | None:
    """The article in a Markdown text: ``# title``, an opening, then ``## heading`` with text below each."""
    lines = tuple(text.split("\n"))
    parts = _split_parts(lines)
    fault = _find_fault(lines, parts)
    if fault:
        line, message, hint = fault
        node = Node("", line, 1, max(1, len(lines[line - 1])))
        problem = YamlFile(path, lines, node).diagnose("S018", Severity.ERROR, message, hint)
        files.problems.append(problem)
        return None
    head, *sections = parts
    return Article(
        head.heading.removeprefix("# ").strip(),
        head.text,
        tuple(Section(part.heading.removeprefix("## ").strip(), part.text) for part in sections),
        YamlFile(path, lines, _build_tree(head, sections)),
    )


def _split_parts(lines: tuple[str, ...]) -> list[_Part]:
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fenced = _find_fenced(lines)
    headings = (n for n in range(first + 1, len(lines)) if n not in fenced and re.match(r"## +\S", lines[n]))
    starts = [first, *headings]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        begin = start + 1
        while begin < end and not lines[begin].strip():
            begin += 1
        parts.append(_Part(lines[start], start + 1, "\n".join(lines[begin:end]).rstrip(), begin + 1))
    return parts


def _find_fenced(lines: tuple[str, ...]) -> set[int]:
    """The indexes of the lines of code between fences, where ``##`` is no heading."""
    fenced: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence:
            fenced.add(number)
            fence = "" if mark and mark[1].startswith(fence) and line.strip() == mark[1] else fence
        elif mark:
            fenced.add(number)
            fence = mark[1]
    return fenced


_SPECIAL = re.compile(r"\s*([-+*>|#]|\d+[.)]\s|`{3}|~{3})")


def _find_fault(lines: tuple[str, ...], parts: list[_Part]) -> tuple[int, str, str] | None:
    """Line, message and hint of what keeps the parts from being an article."""
    fenced = _find_fenced(lines)
    for number, line in enumerate(lines):
        if number not in fenced and re.match(r" {0,3}##?(?!#)\s*\S", line) and not re.match(r"##? \S", line):
            return (
                number + 1,
                "this is not read as a heading",
                "write it as “## Heading”, from the first column",
            )
    head = parts[0]
    if not re.match(r"# +\S", head.heading):
        return head.heading_line, "the article has no title", "begin its first line with “# ” and the title"
    if not head.text:
        return head.heading_line, "the article has no opening", "say below the title what it is about"
    for number, line in enumerate(head.text.split("\n")):
        if not line.strip() or _SPECIAL.match(line):
            hint = "put what follows under a heading: ## …"
            return head.text_line + number, "the opening is more than one paragraph", hint
    for part in parts[1:]:
        if not part.text:
            message = f"nothing stands under the heading “{part.heading.removeprefix('## ').strip()}”"
            return part.heading_line, message, "write its text, or delete the heading"
    return None


def _build_tree(head: _Part, sections: list[_Part]) -> Node:
    """The article as YAML would hold it, so that each text has a place: title, opening, sections by number."""

    def title(part: _Part) -> Node:
        words = part.heading.lstrip("# ")
        return Node(words, part.heading_line, len(part.heading) - len(words) + 1, max(1, len(words)))

    def text(part: _Part) -> Node:
        return Node(part.text, part.text_line, 1, len(part.text.partition("\n")[0]))

    entries = {
        str(number): Node({"title": title(part), "text": text(part)}, part.heading_line, 1, 1)
        for number, part in enumerate(sections, 1)
    }
    tree = {"title": title(head), "opening": text(head), "sections": Node(entries, head.heading_line, 1, 1)}
    return Node(tree, head.heading_line, 1, 1)
