"""An advert as one piece of simple HTML, for job search and feeds: all its words, and none of the page around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.language.locales import Language
from rolebook.language.markdown import escape_text, simplify_html
from rolebook.views.model import Text
from rolebook.views.model.posting import Advert, Point


def write_advert(advert: Advert, language: Language) -> str:
    """An advert in this language as ``p``, ``ul``, ``li``, ``strong``, ``em`` and ``br``, which job boards read.

    It is a plain string: where it stands in XML, it is to be escaped.
    """
    return "".join(_write_parts(advert, language.colon, "；" if language.is_cjk else "; "))


def _write_parts(advert: Advert, colon: str, semicolon: str) -> Iterator[str]:
    yield _paragraph(advert.summary)
    if advert.introduction:
        yield simplify_html(advert.introduction.html)
    rows = (
        f"<li><strong>{escape_text(fact.label)}</strong>{colon}"
        f"{semicolon.join(escape_text(value.label.plain) for value in fact.values)}</li>"
        for fact in advert.facts
    )
    yield f"<ul>{''.join(rows)}</ul>"
    for section in advert.sections:
        yield _heading(section.title)
        if section.body:
            yield simplify_html(section.body.html)
        yield from _write_points(section.points, colon)
    if advert.contact:
        yield _paragraph(advert.contact)
    if advert.equal_opportunity:
        yield _paragraph(advert.equal_opportunity)


def _write_points(points: Iterable[Point], colon: str) -> Iterator[str]:
    """Single points as list items; those under a heading of their own after it, as on the page."""
    row: list[str] = []
    for point in points:
        if not point.points:
            intro = f"{colon}{_words(point.intro)}" if point.intro else ""
            row.append(f"<li>{_words(point.text)}{intro}</li>")
            continue
        if row:
            yield f"<ul>{''.join(row)}</ul>"
            row = []
        yield _heading(point.text.plain)
        if point.intro:
            yield _paragraph(point.intro)
        yield from _write_points(point.points, colon)
    if row:
        yield f"<ul>{''.join(row)}</ul>"


def _heading(text: str) -> str:
    return f"<p><strong>{escape_text(text)}</strong></p>"


def _paragraph(text: Text) -> str:
    return f"<p>{_words(text)}</p>"


def _words(text: Text) -> str:
    return simplify_html(text.html)
