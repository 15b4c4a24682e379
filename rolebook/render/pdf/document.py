"""A printed document: HTML from our templates to a tagged PDF (PDF/UA-1), the same bytes every time.

What can be kept between documents of one process (fonts, style sheets) is kept; weasyprint is imported when the
first document is made. `prepare_fonts` must have been called before.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.render.pdf.archive import finish_archive
from rolebook.render.pdf.fields import use_own_fields
from rolebook.render.pdf.inner_links import flatten_links
from rolebook.render.pdf.messages import Sheet, explain_document, explain_sheet, listen
from rolebook.render.pdf.tagging import complete_tags, hide_decoration
from rolebook.render.settings import RenderSettings

if TYPE_CHECKING:
    from rolebook.render.pdf.fetcher import LocalFetcher

STYLE_SHEETS = ("assets/css/tokens.css", "assets/css/print.css", "assets/css/print-bilingual.css")
"""The style sheets of every printed document, in this order; a project may replace any of them."""

IMAGE_FOLDERS = ("images", "handbook/images")
"""Where a project's images for documents lie."""

VARIANT = "pdf/ua-1"

_EMPHASES = frozenset({"a", "code", "em", "strong"})
_LONG_WORD = re.compile(r"[^\W\u3000-\U0010ffff]{200,}")


def prepare_fonts(cache_folder: Path) -> Path:
    """Make WeasyPrint see our fonts and no others; every process that makes documents calls this first.

    Returns the folder of the font files.

    The first call on a machine cuts the fonts into `cache_folder` (about two seconds), later ones find them.
    """
    global _press
    from rolebook.render.pdf.fonts import configure_fontconfig, find_static_fonts

    configuration = str(configure_fontconfig(cache_folder))
    if os.environ.get("FONTCONFIG_FILE") != configuration:
        _press = None
    os.environ["FONTCONFIG_FILE"] = configuration
    return find_static_fonts(Path(configuration))


def render_pdf(
    settings: RenderSettings, html: str, *, name: str, archive: bool = False, fillable: bool = False
) -> bytes:
    """The PDF of an HTML document; `name` is how diagnostics call it. `archive`: PDF/A-2u too.

    In a `fillable` one its inputs are fields. It is tagged as well, but does not claim to be PDF/UA: the font of
    the fields is that of the reader's program.

    Raises ContentError with all that is wrong with the document: missing letters (D001), links that lead
    nowhere (D002), CSS that WeasyPrint does not know (D003), files that are missing or not allowed (D004), and
    whatever else it complains about (D005).
    """
    press, sheets = open_press(settings)
    if fillable:
        use_own_fields()
    with listen() as records:
        source, problems = press.open_source(settings, html, name)
        pdf = source.write_pdf(
            stylesheets=sheets,
            font_config=press.fonts,
            counter_style=press.counters.copy(),
            pdf_variant=None if fillable else VARIANT,
            pdf_tags=True,
            pdf_forms=fillable,
            pdf_identifier=archive,
            finisher=finish_archive if archive else None,
        )
    if records or problems:
        words = source.etree_element.itertext()
        raise ContentError([*problems, *explain_document(records, name, words)])
    return bytes(pdf)


def open_press(settings: RenderSettings) -> tuple[_Press, list[Any]]:
    """What documents of this process share, and the style sheets. Raises ContentError if these have faults."""
    press = _warm_press()
    sheets = [press.read_sheet(settings, sheet) for sheet in STYLE_SHEETS]
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if problems:
        raise ContentError(problems)
    return press, [sheet.css for sheet in sheets]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A style sheet that was read, and what WeasyPrint did not understand of it."""

    css: Any
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Press:
    """What is kept between documents; one per process, made by `_warm_press`."""

    fonts: Any
    counters: Any
    sheets: dict[tuple[Path, int, int, RenderSettings], _Sheet] = field(default_factory=dict)
    fetchers: dict[RenderSettings, LocalFetcher] = field(default_factory=dict)

    def fetcher(self, settings: RenderSettings) -> LocalFetcher:
        """The one who reads files for documents of this project."""
        from rolebook.render.pdf.fetcher import LocalFetcher

        if settings not in self.fetchers:
            images = [settings.project / folder for folder in IMAGE_FOLDERS]
            self.fetchers[settings] = LocalFetcher(settings.template_folders, images)
        return self.fetchers[settings]

    def open_source(self, settings: RenderSettings, html: str, name: str) -> tuple[Any, list[Diagnostic]]:
        """A document as WeasyPrint takes it, with what is known to break mended; images that are missing."""
        from weasyprint import HTML

        source = HTML(string=html, url_fetcher=self.fetcher(settings))
        root = source.etree_element
        problems = _find_images(root, settings, name)
        hide_decoration(root)
        flatten_links(root)
        _move_spaces(root)
        _soften_words(root)
        return source, problems

    def read_sheet(self, settings: RenderSettings, name: str) -> _Sheet:
        """A style sheet, read again only if its file has changed."""
        path = settings.find(name)
        if path is None:
            problem = _missing(f"There is no style sheet {name}", "It is part of the templates.")
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
                base_url=path.absolute().as_uri(),
                url_fetcher=self.fetcher(settings),
                font_config=self.fonts,
                counter_style=self.counters,
            )
        inside = path.is_relative_to(settings.project)
        sheet = Sheet(path.relative_to(settings.project).as_posix() if inside else None, text)
        return _Sheet(css, tuple(explain_sheet(records, path.name, sheet)))


_press: _Press | None = None


def _warm_press() -> _Press:
    global _press
    if _press is None:
        if not Path(os.environ.get("FONTCONFIG_FILE", "")).is_file():
            raise RuntimeError("prepare_fonts() must be called before the first document is made")
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        _number_pages_once()
        complete_tags()
        _press = _Press(FontConfiguration(), CounterStyle())
    return _press


def _number_pages_once() -> None:
    """Keep pydyf's list of pages: it makes it anew for each tag, which takes quadratic time in thick books."""
    import pydyf  # type: ignore[import-untyped]

    make_list = pydyf.PDF.page_references.fget

    def page_references(pdf: Any) -> Any:
        pages = len(pdf.pages["Kids"])
        known = getattr(pdf, "_rolebook_pages", None)
        if known is None or known[0] != pages:
            known = pdf._rolebook_pages = (pages, make_list(pdf))
        return known[1]

    if make_list.__module__ == pydyf.__name__:
        pydyf.PDF.page_references = property(page_references)


def _find_images(root: Any, settings: RenderSettings, name: str) -> list[Diagnostic]:
    """Give images with a relative address (``assets/images/logo.svg``, ``images/plan.png``) their file.

    Template folders are searched first, then the project. Documents have no address of their own, so that no
    link in them can tell where they were made.
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
            message = f"{name}: there is no image {address or '(without an address)'}"
            problems.append(
                _missing(message, "It is looked for in the template folders, then in the project.")
            )
            image.attrib.pop("src", None)
        else:
            image.set("src", found.absolute().as_uri())
    return problems


def _move_spaces(root: Any) -> None:
    """Move the space before an emphasis or a link into it.

    Where words with a space after them just fill a line and something in line follows, WeasyPrint 70 breaks the
    line after its first word.
    """
    for parent in root.iter():
        before: Any = None
        for child in parent:
            words = parent.text if before is None else before.tail
            if child.tag in _EMPHASES and words and words[-1] in " \n" and (child.text or "").strip():
                child.text = " " + child.text
                if before is None:
                    parent.text = words.rstrip(" \n")
                else:
                    before.tail = words.rstrip(" \n")
            before = child


def _soften_words(root: Any) -> None:
    """Allow breaks in words of more than 200 letters, on which WeasyPrint would spend half a minute."""
    for element in root.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and len(words) > 200 and _LONG_WORD.search(words):
                setattr(element, name, _LONG_WORD.sub(_soften, words))


def _soften(match: re.Match[str]) -> str:
    return re.sub(".{20}", "\\g<0>\u200b", match[0])


def _missing(message: str, hint: str) -> Diagnostic:
    return Diagnostic("D004", Severity.ERROR, message, hint)
