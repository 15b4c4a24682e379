"""What the tags of printed documents say: the language of words, pictures in words, what is not content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest

from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from rolebook.views.model import Charter
from tests.books import print_book
from tests.project import FONTS
from tests.sample_views import LANGUAGES, WORDS, make_charter, make_frame, make_sections, text

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = RenderSettings((ROOT / "templates",), ROOT)


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    prepare_fonts(FONTS)


def make(view: Charter) -> bytes:
    html = render_template(SETTINGS, "print/charter.html.j2", view.frame.language, view, name="doc")
    return render_pdf(SETTINGS, html, name="sample.pdf")


def make_book(language: str, folder: Path) -> bytes:
    frame = make_frame(language, WORDS[language].handbook)
    return print_book(SETTINGS, frame, make_sections(language), folder, FONTS)


def view_of(language: str, name: str) -> Any:
    """The view of a section of the sample book."""
    return next(section for section in make_sections(language) if section.name == name).make()


def print_body(body: str, language: str = "en") -> bytes:
    html = f'<!DOCTYPE html><html lang="{language}"><head><title>T</title></head><body>{body}</body></html>'
    return render_pdf(SETTINGS, html, name="x.pdf")


def is_accessible(pdf: bytes) -> bool:
    report = page_validation.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, report.failures
    return True


def read_words(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """Page and number of marked content → its words, by the fonts' own tables."""
    words: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages):
        tables: dict[str, dict[bytes, str]] = {}
        mark = font = None
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                mark = int(properties["/MCID"]) if "/MCID" in properties else None
            elif name == "EMC":
                mark = None
            elif name == "Tf":
                font = str(operands[0])
                if font not in tables:
                    tables[font] = read_table(page.Resources.Font[font].ToUnicode.read_bytes().decode())
            elif name == "TJ" and mark is not None and font is not None:
                for item in operands[0]:
                    if isinstance(item, pikepdf.String):
                        data = bytes(item)
                        codes = (data[at : at + 2] for at in range(0, len(data), 2))
                        shown = "".join(tables[font][code] for code in codes)
                        words[number, mark] = words.get((number, mark), "") + shown
    return words


def read_table(text: str) -> dict[bytes, str]:
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", text, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def spoken(pdf: bytes) -> list[tuple[str, str, str]]:
    """Tag, language and words of every piece of a document, as a reader meets them in the structure tree."""

    def walk(node: Any, tag: str, language: str, page: int) -> Iterator[tuple[str, str, str]]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid, tag, language, page)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tag, language = str(node.S), str(node.get("/Lang", language))
                page = pages.get(node.Pg.objgen, page) if "/Pg" in node else page
            if "/K" in node:
                yield from walk(node.K, tag, language, page)
        elif (page, int(node)) in words:
            yield tag, language, words[page, int(node)]

    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}
        words = read_words(opened)
        return list(walk(opened.Root.StructTreeRoot.K, "", str(opened.Root.Lang), 0))


def languages_of(pdf: bytes) -> dict[str, str]:
    return {words.strip(): language for _, language, words in spoken(pdf)}


def test_words_of_another_language_say_so() -> None:
    pdf = print_body(
        '<p>One <span lang="es">dos <em lang="fr">trois</em> cuatro</span> five</p>'
        '<p lang="zh">六</p><p>seven <em lang="de">acht</em></p><nav lang="it"><p>nove</p></nav>'
    )
    assert is_accessible(pdf)
    assert languages_of(pdf) == {
        **{"One": "en", "dos": "es", "trois": "fr", "cuatro": "es", "five": "en"},
        **{"六": "zh", "seven": "en", "acht": "de", "nove": "it"},
    }
    with pikepdf.open(BytesIO(pdf)) as opened:
        named = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item]
        tags = sorted(str(item.S) for item in named if "/S" in item)
    assert tags == ["/Div", "/P", "/Span", "/Span", "/Span"], "each change once, and on a tag that speaks"


def test_a_language_holds_over_pages_columns_lists_and_tables() -> None:
    lines = "".join(f"<p>línea {number}</p>" for number in range(120))
    items = '<ol><li lang="es">uno<ul><li>dos</li><li lang="en">three</li></ul></li><li>four</li></ol>'
    table = (
        '<table><tr><th scope="row" lang="es">clave</th><td>value <b lang="es">valor</b></td></tr></table>'
    )
    pdf = print_body(f'<div lang="es" style="columns: 2">{lines}</div>{items}{table}')
    assert is_accessible(pdf)
    found = languages_of(pdf)
    assert {found[f"línea {number}"] for number in range(120)} == {"es"}
    expected = {"uno": "es", "dos": "es", "three": "en", "four": "en"}
    expected |= {"clave": "es", "value": "en", "valor": "es"}
    assert {word: found[word] for word in expected} == expected


def test_links_keep_the_language_of_their_words() -> None:
    pdf = print_body(
        '<p><a href="#x"><span lang="es">dos cosas</span> <i>not translated</i></a>, then'
        ' <a href="#x"><span lang="fr"><em>trois</em></span></a> <a href="#x">plain <b>words</b></a></p>'
        '<p id="x">x</p>'
    )
    assert is_accessible(pdf)
    links = [(language, words.strip()) for tag, language, words in spoken(pdf) if tag == "/Link"]
    assert links == [("es", "dos cosas"), ("en", "not translated"), ("fr", "trois"), ("en", "plain words")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_in_one_language_names_it_once(language: str) -> None:
    pdf = make(make_charter(language))
    assert {spoken_language for _, spoken_language, _ in spoken(pdf)} == {language}
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert sum("/Lang" in item for item in opened.objects if isinstance(item, pikepdf.Dictionary)) == 1


def test_words_not_yet_translated_and_the_glossary_name_their_language(tmp_path: Path) -> None:
    charter = make_charter("es")
    role = replace(charter.role, title=text("Sales manager", "en"), summary=text("Leads.", "en"))
    found = languages_of(make(replace(charter, role=role)))
    assert found["Sales manager"] == "en"
    assert found["Leads."] == "en"
    assert found["Funciones"] == "es"

    groups = view_of("zh", "glossary").groups
    terms = {words for group in groups for term in group.terms for tag, _, words in term.others}
    tags = {tag for group in groups for term in group.terms for tag, _, _ in term.others}
    assert terms and "zh" not in tags
    found = languages_of(make_book("zh", tmp_path / "zh"))
    assert {found[words] for words in terms} == tags


def test_running_heads_and_feet_are_no_content() -> None:
    pdf = make(make_charter("en"))
    assert not any("Sales role handbook" in words for _, _, words in spoken(pdf)[3:])
    with pikepdf.open(BytesIO(pdf)) as opened:
        kinds: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(opened.pages[1]):
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact":
                kinds.append(str(operands[1].Subtype))
                assert str(operands[1].Type) == "/Pagination"
    assert kinds.count("/Header") == 2
    assert kinds.count("/Footer") == 2


def test_decoration_is_no_content() -> None:
    pdf = print_body(
        '<p>one <b aria-hidden="true">two</b></p><div aria-hidden="true">three<p>four</p><ul><li>five</ul></div>'
        '<ul><li aria-hidden="true">six<li>seven</ul>'
    )
    assert is_accessible(pdf)
    assert [words.strip() for _, _, words in spoken(pdf) if words.strip()] == ["one", "seven"]

    charter = make_charter("en")
    kpis = tuple(replace(kpi, number=f"N{at}") for at, kpi in enumerate(charter.role.kpis))
    pieces = [
        words.strip() for _, _, words in spoken(make(replace(charter, role=replace(charter.role, kpis=kpis))))
    ]
    assert [pieces.count(kpi.number) for kpi in kpis] == [1, 1], "the bar only repeats the table"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_is_told_in_words(language: str, tmp_path: Path) -> None:
    chart = view_of(language, "organisation").chart
    pdf = make_book(language, tmp_path)
    with pikepdf.open(BytesIO(pdf)) as opened:
        figures = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert [str(figure.Alt) for figure in figures] == [chart.description]
    assert chart.description.strip()
    shown = "".join(words for _, _, words in spoken(pdf))
    for node in chart.nodes:
        assert node.label in shown, "the tree of text beside the picture has all that it shows"
