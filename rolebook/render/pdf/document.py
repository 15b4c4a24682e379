"""A printed document: HTML from our templates to a tagged PDF (PDF/UA-1), the same bytes every time.

`render_pdf` does it. What can be kept between documents of one process (the fonts, the style sheets) is kept;
weasyprint is imported when the first document is made. `prepare_fonts` must have been called before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.render.pdf.messages import explain, listen, missing_characters
from rolebook.render.settings import RenderSettings

if TYPE_CHECKING:
    from rolebook.render.pdf.fetcher import ProjectFetcher

STYLE_SHEETS = ("assets/css/tokens.css", "assets/css/print.css")
"""The style sheets of every printed document, in this order; a project may replace any of them."""

VARIANT = "pdf/ua-1"


def prepare_fonts(cache_folder: Path) -> None:
    """Make WeasyPrint see our fonts and no others; to be called once in every process that makes documents.

    The first call on a machine cuts the fonts into `cache_folder` (about two seconds), later ones find them there.
    """
    from rolebook.render.pdf.fonts import configure_fontconfig

    configuration = str(configure_fontconfig(cache_folder))
    if _press is not None and os.environ.get("FONTCONFIG_FILE") != configuration:
        raise RuntimeError("documents have been made with other fonts in this process")
    os.environ["FONTCONFIG_FILE"] = configuration


def render_pdf(settings: RenderSettings, html: str, *, name: str) -> bytes:
    """The PDF of an HTML document; `name` is how diagnostics call it.

    Raises ContentError with all that is wrong with the document: missing letters (D001), links that lead nowhere
    (D002), CSS that WeasyPrint does not know (D003), files that are missing or not allowed (D004), other complaints
    (D005).
    """
    press = _warm_press()
    sheets = [press.read_sheet(settings, sheet) for sheet in STYLE_SHEETS]
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if problems:
        raise ContentError(problems)
    from weasyprint import HTML

    with listen() as records:
        source = HTML(string=html, url_fetcher=press.fetcher(settings))
        root = source.etree_element
        problems += _find_images(root, settings, name)
        _flatten_links(root)
        pdf = source.write_pdf(
            stylesheets=[sheet.css for sheet in sheets],
            font_config=press.fonts,
            counter_style=press.counters.copy(),
            pdf_variant=VARIANT,
        )
    if records or problems:
        contexts = _quote(root, missing_characters(records))
        raise ContentError([*problems, *(explain(record, name, contexts=contexts) for record in records)])
    return bytes(pdf)


@dataclass
class _Sheet:
    """A style sheet that was read, and what WeasyPrint did not understand of it."""

    css: Any
    problems: tuple[Diagnostic, ...]


@dataclass
class _Press:
    """What is kept between documents; one per process, made by `_warm_press`."""

    fonts: Any
    counters: Any
    sheets: dict[tuple[Path, int, int, RenderSettings], _Sheet] = field(default_factory=dict)
    fetchers: dict[RenderSettings, ProjectFetcher] = field(default_factory=dict)

    def fetcher(self, settings: RenderSettings) -> ProjectFetcher:
        """The one who may read files for documents of this project."""
        from rolebook.render.pdf.fetcher import ProjectFetcher

        if settings not in self.fetchers:
            self.fetchers[settings] = ProjectFetcher(settings)
        return self.fetchers[settings]

    def read_sheet(self, settings: RenderSettings, name: str) -> _Sheet:
        """A style sheet, read again only if its file has changed."""
        path = settings.find(name)
        if path is None:
            problem = Diagnostic("D004", Severity.ERROR, f"There is no style sheet {name}", "It belongs in a template folder.")
            return _Sheet(None, (problem,))
        state = path.stat()
        key = (path, state.st_mtime_ns, state.st_size, settings)
        if key not in self.sheets:
            self.sheets[key] = self._parse_sheet(settings, path)
        return self.sheets[key]

    def _parse_sheet(self, settings: RenderSettings, path: Path) -> _Sheet:
        from weasyprint import CSS

        text = path.read_text("utf-8")
        with listen() as records:
            css = CSS(
                string=text,
                base_url=path.as_uri(),
                url_fetcher=self.fetcher(settings),
                font_config=self.fonts,
                counter_style=self.counters,
            )
        inside = path.is_relative_to(settings.project)
        where = "" if inside else path.name
        sheet = path.relative_to(settings.project).as_posix() if inside else None
        return _Sheet(css, tuple(explain(record, where, sheet=sheet, source=text) for record in records))


_press: _Press | None = None


def _warm_press() -> _Press:
    global _press
    if _press is None:
        if not Path(os.environ.get("FONTCONFIG_FILE", "")).is_file():
            raise RuntimeError("prepare_fonts() must be called before the first document is made")
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        _press = _Press(FontConfiguration(), CounterStyle())
    return _press


def _find_images(root: Any, settings: RenderSettings, name: str) -> list[Diagnostic]:
    """Give images with a relative address (``assets/images/logo.svg``, ``handbook/images/plan.png``) their file.

    Template folders are searched first, then the project. Documents have no address of their own, so that no link
    in them can tell where they were made.
    """
    problems = []
    for image in root.iter("img"):
        address = (image.get("src") or "").strip()
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
            continue
        found = settings.find(address) if address else None
        if found is None and address and (settings.project / address).is_file():
            found = settings.project / address
        if found is None:
            problems.append(
                Diagnostic(
                    "D004",
                    Severity.ERROR,
                    f"{name}: there is no image {address or '(no address)'}",
                    "Images are looked for in the template folders, then in the project.",
                )
            )
            del image.attrib["src"]
        else:
            image.set("src", found.absolute().as_uri())
    return problems


def _flatten_links(root: Any) -> None:
    """Leave only words inside links.

    WeasyPrint makes a link of its own of each element in a link, which PDF/UA does not allow; a language that one
    element states for all of the link's words moves to the link.
    """
    for link in root.iter("a"):
        if not len(link) or link.find(".//img") is not None:
            continue
        text = "".join(link.itertext())
        first = link[0]
        if len(link) == 1 and not (link.text or "").strip() and not (first.tail or "").strip():
            for name in ("lang", "dir"):
                if value := first.get(name):
                    link.set(name, value)
        for child in list(link):
            link.remove(child)
        link.text = text


def _quote(root: Any, characters: Iterable[str]) -> dict[str, str]:
    """A few words around each of these characters, where the document has it."""
    wanted = set(characters)
    quotes: dict[str, str] = {}
    if not wanted:
        return quotes
    for text in root.itertext():
        for character in wanted - quotes.keys():
            at = text.find(character)
            if at >= 0:
                quotes[character] = " ".join(text[max(0, at - 24) : at + 24].split())
    return quotes
