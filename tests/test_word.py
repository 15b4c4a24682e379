"""Word documents, read back: words, numbers, tables, languages, links, properties, and the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from rolebook.audience import release_catalogue
from rolebook.build.artifact import Artifact
from rolebook.build.cache import open_cache
from rolebook.build.errors import BuildError
from rolebook.build.execute import render_artifact, render_missing
from rolebook.build.fingerprint import KeyContext
from rolebook.build.plan import plan_site
from rolebook.content.audience_facts import find_audience
from rolebook.content.resolve import load_catalogue
from rolebook.language.interface import load_interface
from rolebook.language.locales import find_language
from rolebook.language.markdown import render_block, render_inline, strip_markdown
from rolebook.render.settings import RenderSettings
from rolebook.render.word.document import render_word
from rolebook.render.word.faces import find_speech
from rolebook.render.word.measures import Measures
from rolebook.views.context import SiteOptions
from rolebook.views.documents import build_charter
from rolebook.views.model import Charter, Entry, Role, Text
from tests.conftest import ROOT
from tests.project import TODAY, copy_sample
from tests.sample_views import LANGUAGES, make_bare_role, make_charter
from tests.test_assessment_forms import LONG, SHORT, context_of, library
from tests.word_reading import W, iter_parts, list_paragraphs, open_word, read_table, text_of

SETTINGS = RenderSettings((ROOT / "templates",), ROOT)
OUTLINES = ("duties", "authority", "accountability", "workflows", "relations")


def charter_of(role: str, language: str) -> Charter:
    return build_charter(context_of(language), library().roles[role])


def render(charter: Charter) -> bytes:
    return render_word(SETTINGS, charter.frame.language, charter)


def with_role(charter: Charter, **parts: object) -> Charter:
    return replace(charter, role=replace(charter.role, **parts))  # type: ignore[arg-type]


def text(words: str, language: str | None = None, *, block: bool = False) -> Text:
    return Text((render_block if block else render_inline)(words), strip_markdown(words), language)


def entry(number: str, words: str, *items: Entry, style: str = "", language: str | None = None) -> Entry:
    bare = Entry(f"e{number}", f"duties-e{number.replace('.', '-')}", number, number.count("."), style=style)
    return (
        replace(bare, title=text(words), items=items) if items else replace(bare, text=text(words, language))
    )


def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for item in entries:
        yield item
        yield from walk(item.items)


def list_numbers(role: Role) -> list[tuple[str, str]]:
    """Number and words of every entry in the order of the document, numbers of ticked and promised ones left out."""
    found = []

    def add(entries: tuple[Entry, ...], style: str = "") -> None:
        for item in entries:
            words = item.title or item.text
            assert words
            number = {"checklist": "☐", "promises": ""}.get(style, item.number)
            found.append((number, words.plain))
            add(item.items, item.style)

    for name in role.order:
        if name in OUTLINES:
            add(getattr(role, name))
        if name == "workflows":
            for workflow in role.shared:
                add(workflow.steps)
    return found


EACH = [(role, language) for role in (LONG, SHORT) for language in LANGUAGES]


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
@pytest.mark.parametrize("apart", [False, True], ids=["as-word-counts", "each-list-apart"])
def test_numbers_are_those_of_the_role(role_and_language: tuple[str, str], apart: bool) -> None:
    charter = charter_of(*role_and_language)
    shown = list_paragraphs(open_word(render(charter)), apart=apart)
    listed = [item for item in shown if item.number]
    wanted = [(number, words) for number, words in list_numbers(charter.role) if number]
    assert len(wanted) > 10
    assert [item.number for item in listed] == [number for number, _ in wanted]
    for item, (_, words) in zip(listed, wanted, strict=True):
        assert item.text.startswith(words)


@pytest.mark.parametrize("apart", [False, True], ids=["as-word-counts", "each-list-apart"])
def test_numbers_survive_gaps_and_lists_of_other_kinds(apart: bool) -> None:
    duties = (
        entry("1", "a", entry("1.1", "aa"), entry("1.3", "ac"), entry("1.4", "ad")),
        entry("2", "b", entry("2.1", "ba"), entry("2.2", "bb"), style="checklist"),
        entry("4", "c", entry("4.2", "cb"), entry("4.3", "cc", entry("4.3.1", "cca"), entry("4.3.3", "ccc"))),
        entry("5", "d", entry("5.1", "da"), entry("5.2", "db")),
        entry("6", "e", entry("6.1", "ea"), style="promises"),
        entry("7", "f"),
        entry("9", "h", entry("9.1", "ha")),
    )
    charter = with_role(
        make_charter("en"), duties=duties, authority=(entry("2", "second"), entry("3", "third"))
    )
    shown = list_paragraphs(open_word(render(charter)), apart=apart)
    wanted = [number for number, _ in list_numbers(charter.role) if number]
    assert [item.number for item in shown if item.number] == wanted
    assert "ea" in [item.text for item in shown if not item.number]


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_headings_are_words_own_and_tell_the_sections(role_and_language: tuple[str, str]) -> None:
    charter = charter_of(*role_and_language)
    role, document = charter.role, open_word(render(charter))
    _ = load_interface(charter.frame.language, SETTINGS.template_folders).gettext
    shown = list_paragraphs(document)
    assert [item.text for item in shown if item.style == "Title"] == [role.title.plain]
    names = {"purpose": "Purpose", "kpis": "KPIs"} | {
        name: name.capitalize() for name in role.order if name != "kpis"
    }
    filled = [name for name in role.order if getattr(role, name) or (name == "workflows" and role.shared)]
    headings = [item.text for item in shown if item.style == "Heading1"]
    assert len(headings) == len(filled) + 1
    for heading, name in zip(headings, filled, strict=False):
        assert heading.startswith(_(names[name]))
    assert headings[-1] == _("Version and signatures")
    groups = [e.title.plain for name in OUTLINES for e in walk(getattr(role, name)) if e.items and e.title]
    groups += [workflow.title.plain for workflow in role.shared]
    found = [item.text for item in shown if item.style in ("Heading2", "Heading3")]
    assert len(found) == len(groups)
    assert all(any(title.startswith(group) for group in groups) for title in found)
    names_of = {style.style_id: style.name for style in document.styles}
    assert names_of["Heading1"] == "Heading 1"
    assert names_of["ListNumber2"] == "List Number 2"


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_tables_say_what_the_view_says(role_and_language: tuple[str, str]) -> None:
    charter = charter_of(*role_and_language)
    role, document = charter.role, open_word(render(charter))
    tables = [read_table(table) for table in document.tables]
    at = 0
    for name in role.order:
        if name == "qualifications" and role.qualifications:
            rows = tables[at][1:]
            assert len(rows) == len(role.qualifications)
            for (kind, words), item in zip(rows, role.qualifications, strict=True):
                assert item.kind in kind
                assert item.need in kind
                assert words.startswith(item.text.plain)
                assert all(note in words for note in item.notes)
            at += 1
        elif name == "kpis" and role.kpis:
            for (number, words, target, period, weight), kpi in zip(tables[at][1:], role.kpis, strict=True):
                assert (number, target, period, weight) == (kpi.number, kpi.target, kpi.period, kpi.weight)
                assert words.startswith(kpi.name.plain)
                assert kpi.measure is None or kpi.measure.plain in words
                assert all(f"{band.range}\xa0→\xa0{band.score}" in words for band in kpi.bands)
                assert all(rule in words for rule in kpi.rules)
            at += 1
        elif name == "penalties" and role.penalties:
            for (number, words, follows, decision), rule in zip(tables[at][1:], role.penalties, strict=True):
                assert number == rule.number
                assert words.startswith(rule.trigger.plain)
                assert rule.counting in words
                assert all(ref.label.plain in words for ref in (*rule.breaks, *rule.spares))
                assert rule.evidence is None or rule.evidence.plain in words
                assert rule.note is None or rule.note.plain in words
                assert all(f"{cell.label}\xa0→\xa0{cell.effect}" in follows for cell in rule.occurrences)
                assert all(f"{end.condition}\xa0→\xa0{end.result}" in follows for end in rule.outcomes)
                assert rule.approver is None or rule.approver.label.plain in decision
                assert rule.appeal is None or rule.appeal in decision
            at += 1
        elif name == "competencies" and role.competencies:
            words = "\n".join("\n".join(row) for row in tables[at])
            assert all(
                item.name.label.plain in words and item.level_name in words for item in role.competencies
            )
            at += 1
    assert [row[0] for row in tables[at][1:]] == [signer.label for signer in charter.signers]
    assert at == len(tables) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_head_that_comes_again_and_rows_that_do_not_split(language: str) -> None:
    document = open_word(render(charter_of(LONG, language)))
    assert len(document.tables) == 5
    for table in document.tables:
        first, *others = table._tbl.iterchildren(qn("w:tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))), (
            "simple tables are read aloud in order"
        )
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        section = document.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) / 635
        assert abs(sum(widths) - room) < 5


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_no_space_is_made_of_empty_paragraphs(role_and_language: tuple[str, str]) -> None:
    document = open_word(render(charter_of(*role_and_language)))
    assert [item for item in list_paragraphs(document) if not item.text.strip()] == []
    body = list(document.element.body)
    assert body[-1].tag == qn("w:sectPr")
    assert body[-2].tag == qn("w:p"), "Word adds an empty line below a table that ends a document"
    tags = [element.tag for element in body]
    assert (qn("w:tbl"), qn("w:tbl")) not in pairwise(tags), "tables that touch become one"


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_view_gives_the_same_bytes(language: str, tmp_path: Path) -> None:
    charter = charter_of(LONG, language)
    elsewhere = RenderSettings((ROOT / "templates",), tmp_path)
    data = render(charter)
    assert data == render(charter) == render_word(elsewhere, language, charter)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {charter.frame.created}
    assert str(tmp_path).encode() not in data


def test_without_the_library_the_build_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("rolebook.build.execute.find_spec", lambda name: None)
    artifact = Artifact("en/x.docx", "word", "", "en", make_charter("en"))
    context, cache = KeyContext(SETTINGS, tmp_path), open_cache(tmp_path)
    with pytest.raises(BuildError, match="python-docx") as caught:
        render_missing([artifact], context, cache, fonts=tmp_path, jobs=1)
    assert "rolebook[docx]" in caught.value.hint


def test_the_key_follows_sheets_words_and_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = RenderSettings((tmp_path / "templates", ROOT / "templates"), ROOT)

    def key() -> str:
        return KeyContext(settings, tmp_path).environment("word", "zh")

    keys = [key()]
    for name in ("assets/css/tokens.css", "assets/css/print.css", "locale/zh/LC_MESSAGES/rolebook.po"):
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("/* changed */")
        keys.append(key())
    path = tmp_path / "templates/print/charter.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("changed")
    assert key() == keys[-1], "the template of the PDF does not make the Word document"
    monkeypatch.setattr("rolebook.build.fingerprint.read_library_versions", lambda names: (("x", "9"),))
    assert len({*keys, key()}) == len(keys) + 1


def test_one_artifact_is_one_document() -> None:
    charter: Any = make_charter("es")
    artifact = Artifact("es/x.docx", "word", "", "es", charter)
    assert render_artifact(SETTINGS, artifact, Path("nowhere")) == render(charter)


def test_what_is_missing_of_a_translation_is_told() -> None:
    charter = make_charter("es")
    told = replace(charter.role.translation, missing=3, label="faltan 3 textos")
    shown = list_paragraphs(open_word(render(with_role(charter, translation=told))))
    assert [item.text for item in shown if item.style == "Notice"] == ["faltan 3 textos"]
    assert all(item.style != "Notice" for item in list_paragraphs(open_word(render(charter))))


def plan_sample(folder: Path, settings: str, audience: str) -> dict[str, Artifact]:
    project = copy_sample(folder / f"{audience}-{len(settings)}")
    with (project / "handbook/handbook.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    catalogue = load_catalogue(project)[0]
    seen = find_audience(catalogue.handbook.audiences, audience)  # type: ignore[arg-type]
    released = release_catalogue(catalogue, seen, TODAY)
    options = SiteOptions(None, released.handbook.languages, tuple(released.roles), TODAY, seen)
    return {artifact.path: artifact for artifact in plan_site(released, options, (ROOT / "templates",))}


def test_word_documents_are_planned_for_those_who_work_on_texts(tmp_path: Path) -> None:
    wanted = plan_sample(tmp_path, "\nprint: {word: true}\n", "staff")
    documents = [path for path in wanted if path.endswith(".docx")]
    charters = [path for path in wanted if path.endswith("/charter.pdf")]
    flyers = [path for path in wanted if path.endswith("/flyer.pdf")]
    assert charters
    assert flyers
    assert {path.rpartition("/")[0] for path in documents} == {
        p.rpartition("/")[0] for p in (*charters, *flyers)
    }
    for path in documents:
        page = wanted[path.rpartition("/")[0] + "/index.html"].view
        links = {link.href: link.media for link in page.documents}
        assert "wordprocessingml" in links[path.rpartition("/")[2]]
        assert (
            wanted[path].view
            == wanted[path.replace("charter.docx", "charter.pdf").replace("posting.docx", "flyer.pdf")].view
        )
        assert open_word(render_artifact(SETTINGS, wanted[path], tmp_path)).paragraphs
    for settings, audience in (("", "staff"), ("\nprint: {word: true}\n", "public")):
        planned = plan_sample(tmp_path, settings, audience)
        assert [path for path in planned if path.endswith(".docx")] == []
        views = [artifact.view for path, artifact in planned.items() if path.endswith("/index.html")]
        assert not any("docx" in link.href for view in views for link in getattr(view, "documents", ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vacancy_says_what_its_flyer_says(language: str, tmp_path: Path) -> None:
    planned = plan_sample(tmp_path, "\nprint: {word: true}\n", "staff")
    paths = [
        path for path in planned if path.startswith(f"{language}/jobs/") and path.endswith("posting.docx")
    ]
    for path in paths:
        flyer = planned[path].view
        advert, shown = flyer.advert, list_paragraphs(open_word(render_word(SETTINGS, language, flyer)))
        words = "\n".join(item.text for item in shown)
        assert [item.text for item in shown if item.style == "Title"] == [advert.title.plain]
        assert [item.text for item in shown if item.style == "Fact"] == [
            f"{fact.label}\t{find_language(language).comma.join(value.label.plain for value in fact.values)}"
            for fact in advert.facts
        ]
        headings = [item.text for item in shown if item.style == "Heading1"]
        assert headings[: len(advert.sections)] == [section.title for section in advert.sections]
        points = [item.text for item in shown if item.style == "ListBullet"]
        leaves = [
            p.text.plain for section in advert.sections for p in walk_points(section.points) if not p.points
        ]
        assert [point for point in points if point in leaves] == leaves
        assert all((way.note or way.href) in words for way in advert.apply)
        assert advert.equal_opportunity is None or advert.equal_opportunity.plain in words
    assert paths or language == "es", "the sample has a vacancy in this language"


def walk_points(points: tuple[Any, ...]) -> Iterator[Any]:
    for point in points:
        yield point
        yield from walk_points(point.points)
