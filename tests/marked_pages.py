"""Pages of vacancies as a reader and a search engine see them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.openings import MANAGER, REMOTE, TOWNS

OPEN = [
    *((MANAGER, tag) for tag in ("en", "zh")),
    *((REMOTE, tag) for tag in ("en", "es")),
    *((TOWNS, tag) for tag in ("en", "zh", "es")),
]
Node = dict[str, Any]


@dataclass
class Page(HTMLParser):
    """What a reader sees of a page: its words, its links, its facts; and its structured data."""

    words: str = ""
    links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    canonical: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside, self._script = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._script = tag == "script"
        if self._script and values.get("type") == "application/ld+json":
            self.scripts.append("")
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"] or ""
        if tag == "main":
            self._inside = True
        if self._inside and tag == "a":
            self.links.append(values["href"] or "")
        if self._inside:
            self.words += " " if tag not in ("em", "strong", "code", "span", "a") else ""

    def handle_endtag(self, tag: str) -> None:
        self._script = False
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._script and self.scripts:
            self.scripts[-1] += data
        elif self._inside:
            self.words += data

    @property
    def text(self) -> str:
        return squeeze(self.words)

    @property
    def job(self) -> Node:
        return self.find("JobPosting")

    def find(self, kind: str) -> Node:
        """The one JSON-LD node of this type."""
        nodes: list[Node] = [json.loads(script) for script in self.scripts]
        (found,) = (node for node in nodes if node["@type"] == kind)
        return found


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_page(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text("utf-8"))
    return page


def page_of(site: Path, posting: str, tag: str) -> Page:
    return read_page(site / tag / "jobs" / posting / "index.html")
