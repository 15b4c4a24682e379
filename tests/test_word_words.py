"""Word documents, read back: languages, Markdown, hostile words, links, properties, paper and colours."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from rolebook.language.interface import load_interface
from rolebook.render.settings import RenderSettings
from rolebook.render.word.document import render_word
from rolebook.render.word.faces import find_speech
from rolebook.render.word.measures import Measures
from tests.conftest import ROOT
from tests.sample_views import LANGUAGES, make_bare_role, make_charter
from tests.test_assessment_forms import LONG, SHORT
from tests.word_documents import (
    EACH,
    SETTINGS,
    charter_of,
    entry,
    render,
    text,
    with_role,
)
from tests.word_reading import W, iter_parts, list_paragraphs, open_word, read_table, text_of


@pytest.mark.parametrize(
    ("language", "latin", "east_asian", "whole"),
    [("en", "en-GB", "zh-CN", "en-GB"), ("zh", "en-GB", "zh-CN", "zh-CN"), ("es", "es-ES", "zh-CN", "es-ES")],
)
def test_languages_are_words_own(language: str, latin: str, east_asian: str, whole: str) -> None:
    document = open_word(render(charter_of(SHORT, language)))
    letters = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    spoken, faces = letters.find(f"{W}lang"), letters.find(f"{W}rFonts")
    assert (spoken.get(qn("w:val")), spoken.get(qn("w:eastAsia"))) == (latin, east_asian)
    assert faces.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert faces.get(qn("w:ascii")) == "Arial"
    assert document.core_properties.language == whole
    hinted = [run.find(f"{W}rPr/{W}rFonts") for run in document.element.body.iter(qn("w:r"))]
    assert {element.get(qn("w:hint")) for element in hinted if element is not None} == (
        {"eastAsia"} if language == "zh" else set()
    )
    if language == "zh":
        assert None not in hinted, "without the hint, quotes come from the Latin face"


@pytest.mark.parametrize(
    ("tag", "whole", "face"),
    [
        ("en", "en-GB", "Microsoft YaHei"),
        ("en-US", "en-US", "Microsoft YaHei"),
        ("zh-Hant", "zh-TW", "Microsoft JhengHei"),
        ("ja", "ja-JP", "Yu Gothic"),
        ("ko", "ko-KR", "Malgun Gothic"),
        ("pt-BR", "pt-BR", "Microsoft YaHei"),
        ("ar", "ar-EG", "Microsoft YaHei"),
        ("eo", "eo-001", "Microsoft YaHei"),
    ],
)
def test_each_language_has_a_territory_and_a_face(tag: str, whole: str, face: str) -> None:
    speech = find_speech(tag)
    assert (speech.whole, speech.east_asian_face) == (whole, face)


def test_words_not_yet_translated_carry_their_language_and_say_so() -> None:
    charter = with_role(
        make_charter("es"),
        purpose=text("Still *English*.\n\n- a point", "en", block=True),
        duties=(entry("1", "制订“计划”", language="zh"),),
    )
    document = open_word(render(charter))
    runs = {text_of(run): run.find(f"{W}rPr") for run in document.element.body.iter(qn("w:r"))}
    assert runs["Still "].find(f"{W}lang").get(qn("w:val")) == "en-GB"
    assert runs["a point"].find(f"{W}lang").get(qn("w:val")) == "en-GB"
    chinese = runs["制订“计划”"]
    assert chinese.find(f"{W}lang").get(qn("w:eastAsia")) == "zh-CN"
    assert chinese.find(f"{W}rFonts").get(qn("w:hint")) == "eastAsia"
    shown = [item.text for item in list_paragraphs(document)]
    note = load_interface("es", SETTINGS.template_folders).gettext("not yet translated")
    assert f"制订“计划” {note}" in shown
    assert shown[shown.index("a point") + 1] == note


def test_markdown_becomes_form_and_no_html_is_shown() -> None:
    purpose = text(
        "One **bold**, *slanted*, `code`, [good](https://example.com/?a=1&b=2 'tip'), [bad](javascript:alert(1)).\n\n"
        "- first\n- second\n\n    more of it\n\n    - deeper\n\n1. one\n2. two\n\n> quoted\n\n"
        "```\nlet  x\n  = 1\n```\n\n| A | B |\n|---|---|\n| 1 | **heavy** |\n\n## Head\n\nLast line.",
        block=True,
    )
    document = open_word(render(with_role(make_charter("en"), purpose=purpose)))
    shown = list_paragraphs(document)
    at = next(index for index, item in enumerate(shown) if item.text.startswith("One bold"))
    assert [(item.style, item.number, item.text) for item in shown[at : at + 11]] == [
        ("BodyText", "", "One bold, slanted, code, good, bad."),
        ("ListBullet", "•", "first"),
        ("ListBullet", "•", "second"),
        ("ListContinue", "", "more of it"),
        ("ListBullet", "•", "deeper"),
        ("ListNumber", "1.", "one"),
        ("ListNumber", "2.", "two"),
        ("Quote", "", "quoted"),
        ("BodyText", "", "let  x\n  = 1"),
        ("Heading3", "", "Head"),
        ("BodyText", "", "Last line."),
    ]
    assert read_table(document.tables[0]) == [["A", "B"], ["1", "heavy"]]
    looks = {text_of(run): run.find(f"{W}rPr/{W}rStyle") for run in document.element.body.iter(qn("w:r"))}
    found = {words: looks[words].get(qn("w:val")) for words in ("bold", "slanted", "code", "good", "heavy")}
    assert found == {
        "bold": "Strong",
        "slanted": "Emphasis",
        "code": "HTMLCode",
        "good": "Hyperlink",
        "heavy": "Strong",
    }
    targets = [part.target_ref for part in document.part.rels.values() if part.is_external]
    assert targets == ["https://example.com/?a=1&b=2"]


HOSTILE = '<script>alert(1)</script> & "x" <w:t>y</w:t> ]]> \x00\x0b\ufffe\ud83d ' + "W" * 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_words(language: str) -> None:
    words = HOSTILE.replace("\ud83d", "")
    charter = make_charter(language)
    hostile = with_role(
        charter, title=text(words), duties=(entry("1", words),), purpose=text(words, block=True)
    )
    around = dict.fromkeys(("title", "handbook", "organisation", "edition", "author", "keywords"), words)
    data = render(replace(hostile, frame=replace(charter.frame, **around)))
    for name, part in iter_parts(data):
        everything = "".join(part.itertext())
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", everything), name
    document = open_word(data)
    shown = [item.text for item in list_paragraphs(document) if "alert" in item.text]
    assert all("<script>alert(1)</script> &" in item and "W" * 400 in item for item in shown)
    assert len(shown) >= 3


def test_right_to_left_words_are_turned_and_a_document_of_them_too() -> None:
    arabic = "العربية: مرحبا (1)"
    document = open_word(render(with_role(make_charter("en"), duties=(entry("1", f"Say {arabic} now"),))))
    turned = [
        text_of(run)
        for run in document.element.body.iter(qn("w:r"))
        if run.find(f"{W}rPr/{W}rtl") is not None
    ]
    assert turned == ["العربية: مرحبا"]
    charter = make_charter("en")
    frame = replace(charter.frame, language="ar", direction="rtl")
    document = open_word(render_word(SETTINGS, "ar", replace(charter, frame=frame)))
    assert document.styles.element.find(f"{W}style/{W}pPr/{W}bidi") is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)


def test_a_role_with_empty_sections_has_no_empty_headings() -> None:
    charter = replace(make_charter("en"), role=make_bare_role("en"))
    document = open_word(render(charter))
    assert [item.text for item in list_paragraphs(document) if item.style == "Heading1"] == [
        "Duties",
        "Version and signatures",
    ]
    assert len(document.tables) == 1


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_links_inside_lead_somewhere(role_and_language: tuple[str, str]) -> None:
    document = open_word(render(charter_of(*role_and_language)))
    places = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(set(places)) == len(places)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in places)
    wanted = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))} - {None}
    assert wanted <= set(places)
    assert wanted


def test_properties_head_and_foot() -> None:
    charter = charter_of(LONG, "zh")
    document = open_word(render(charter))
    properties, frame = document.core_properties, charter.frame
    assert (properties.title, properties.author, properties.subject) == (
        frame.title,
        frame.author,
        frame.handbook,
    )
    assert properties.created == properties.modified
    assert properties.created.date() == dt.date.fromisoformat(frame.created)
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.header.paragraphs] == [f"{frame.handbook}\t{frame.title}"]
    assert [p.text for p in section.first_page_header.paragraphs] == [""], "the title stands below"
    for footer in (section.footer, section.first_page_footer):
        fields = [field.get(qn("w:instr")).strip() for field in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert frame.edition in footer.paragraphs[0].text
    settings = document.settings.element
    assert settings.find(f"{W}compat/{W}compatSetting").get(qn("w:val")) == "15", (
        "not in a compatibility mode"
    )


@pytest.mark.parametrize(("paper", "size"), [("a4", (210.0, 297.0)), ("letter", (215.9, 279.4))])
def test_paper_and_margins_are_those_of_print(paper: str, size: tuple[float, float]) -> None:
    charter = make_charter("en")
    section = open_word(render(replace(charter, frame=replace(charter.frame, paper=paper)))).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(size, abs=0.1)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [margin.mm for margin in margins] == pytest.approx([25, 28, 25, 20], abs=0.1)


def test_colours_and_sizes_are_those_of_the_projects_sheets(tmp_path: Path) -> None:
    sheet = tmp_path / "templates" / "assets" / "css" / "tokens.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(
        "/* :root { --accent: #000000; } */\n:root { --accent: #a0c; --text: rgb(1 2 3); }", "utf-8"
    )
    settings = RenderSettings((tmp_path / "templates", ROOT / "templates"), tmp_path)
    measures, built_in = Measures(settings, "zh"), Measures(SETTINGS, "zh")
    assert measures.color("accent") == "AA00CC"
    assert measures.color("text") == built_in.color("text"), "what Word cannot have is passed over"
    assert (built_in.points("leading"), Measures(SETTINGS, "en").points("leading")) == (17.85, 15)
    assert built_in.twips("page-top") == round(25 / 25.4 * 1440)
    with pytest.raises(ValueError, match="no --nothing"):
        measures.color("nothing")
    data = render_word(settings, "en", make_charter("en"))
    assert b'w:val="AA00CC"' in zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml")
