"""Printed documents: what stands in them, how they are tagged, and what must not get into them."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from rolebook.diagnostics import ContentError, Diagnostic
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from rolebook.views.model import Charter
from tests.books import print_book
from tests.sample_views import (
    LANGUAGES,
    WORDS,
    make_bare_role,
    make_charter,
    make_frame,
    make_sections,
    text,
)

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
SETTINGS = RenderSettings((TEMPLATES,), ROOT)
SECTIONS = ("Purpose", "Duties", "Authority", "Accountability", "Qualifications", "KPIs", "Penalties")
KANGXI = re.compile("[\u2e80-\u2fdf]")


@pytest.fixture(scope="session", autouse=True)
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    prepare_fonts(folder)
    return folder


def fill(view: Charter, settings: RenderSettings = SETTINGS) -> str:
    return render_template(settings, "print/charter.html.j2", view.frame.language, view, name="doc")


def make(view: Charter) -> bytes:
    return render_pdf(SETTINGS, fill(view), name="sample.pdf")


def page_of(body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>T</title>{head}</head><body><p>{body}</p></body></html>'
    )


def problems_of(html: str, settings: RenderSettings = SETTINGS) -> list[Diagnostic]:
    with pytest.raises(ContentError) as caught:
        render_pdf(settings, html, name="en/x.pdf")
    return list(caught.value.diagnostics)


def words_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def without_spaces(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.fixture(scope="session")
def documents(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Charter and handbook in each language."""
    made = {}
    for language in LANGUAGES:
        made["charter", language] = make(make_charter(language))
        frame = make_frame(language, WORDS[language].handbook)
        folder = tmp_path_factory.mktemp("parts")
        made["handbook", language] = print_book(SETTINGS, frame, make_sections(language), folder, fonts)
    return made


EACH = [(kind, language) for kind in ("charter", "handbook") for language in LANGUAGES]


@pytest.mark.parametrize("key", EACH, ids="-".join)
def test_documents_say_what_the_view_says(
    documents: dict[tuple[str, str], bytes], key: tuple[str, str]
) -> None:
    found = words_of(documents[key])
    words = WORDS[key[1]]
    for expected in (words.title, words.summary, *words.duties, words.authority, words.degree, words.kpi):
        assert without_spaces(expected) in without_spaces(found)
    for expected in (words.measure, words.penalty, words.fine, words.implied, words.organisation):
        assert without_spaces(expected) in without_spaces(found)
    assert KANGXI.search(found) is None


@pytest.mark.parametrize("key", EACH, ids="-".join)
def test_an_independent_validator_finds_nothing(
    documents: dict[tuple[str, str], bytes], key: tuple[str, str], tmp_path: Path
) -> None:
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(documents[key])
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures


@pytest.mark.parametrize("key", EACH, ids="-".join)
def test_documents_are_tagged_named_and_dated(
    documents: dict[tuple[str, str], bytes], key: tuple[str, str]
) -> None:
    kind, language = key
    with pikepdf.open(BytesIO(documents[key])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo["/Author"]) == WORDS[language].organisation
        assert str(pdf.docinfo["/Keywords"]) == "roles, sales"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261201")
        title = WORDS[language].title if kind == "charter" else WORDS[language].handbook
        assert title in str(pdf.docinfo["/Title"])
        assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/L", "/LI"} <= structure_of(pdf)


def structure_of(pdf: pikepdf.Pdf) -> set[str]:
    found, waiting = set(), [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                waiting.append(node.K)
    return found


@pytest.mark.parametrize("key", EACH, ids="-".join)
def test_all_fonts_are_bundled_and_embedded(
    documents: dict[tuple[str, str], bytes], key: tuple[str, str]
) -> None:
    with pikepdf.open(BytesIO(documents[key])) as pdf:
        fonts = [item for item in pdf.objects if is_font(item)]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+(Inter|Noto-Sans)", str(font.BaseFont))
            if "/FontDescriptor" in font:
                assert "/FontFile2" in font.FontDescriptor


def is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"


def outline_of(pdf: bytes) -> list[Any]:
    def read(items: list[Any]) -> list[Any]:
        return [read(item) if isinstance(item, list) else item.title for item in items]

    return read(PdfReader(BytesIO(pdf)).outline)


def test_bookmarks_of_a_charter_are_its_sections(documents: dict[tuple[str, str], bytes]) -> None:
    title, sections = outline_of(documents["charter", "en"])
    assert title == "Sales manager"
    assert tuple(sections[: len(SECTIONS)]) == SECTIONS
    assert sections[-1] == "Version and signatures"


def test_bookmarks_of_a_handbook_are_parts_roles_and_sections(
    documents: dict[tuple[str, str], bytes],
) -> None:
    outline = outline_of(documents["handbook", "en"])
    assert [item for item in outline if isinstance(item, str)] == [
        *(
            "Contents",
            "Preface",
            "Organisation",
            "Sales",
            "Plans and objectives",
            "Penalty matrix",
            "Glossary",
        )
    ]
    role, sections = outline[outline.index("Sales") + 1]
    assert role == "Sales manager"
    assert tuple(sections[: len(SECTIONS)]) == SECTIONS


def test_contents_give_the_pages(documents: dict[tuple[str, str], bytes]) -> None:
    reader = PdfReader(BytesIO(documents["handbook", "en"]))
    contents = next(
        p.extract_text() for p in reader.pages if p.extract_text().lstrip().startswith("Contents")
    )
    lines = re.findall(r"^\d?([^\d\n]+?)[ .]{4,}(\d+)$", contents, re.MULTILINE)
    printed = {name.strip(): int(number) for name, number in lines}
    assert [*printed] == [
        *("Preface", "Organisation", "Sales", "Sales manager", "Plans and objectives"),
        *("Penalty matrix", "Glossary"),
    ]
    for name, number in printed.items():
        assert name in reader.pages[number - 1].extract_text()


def test_heads_and_feet(documents: dict[tuple[str, str], bytes]) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(documents["handbook", "en"])).pages]
    cover, imprint, contents = pages[:3]
    for page in (cover, imprint):
        assert re.search(r"^\d+$", page, re.MULTILINE) is None
    assert "Version 1.0, effective 1 December 2026 · en" in " ".join(contents.split())
    assert any(not page.strip() for page in pages), "a part begins on a right-hand page"
    charter = PdfReader(BytesIO(documents["charter", "en"])).pages
    assert f"1 / {len(charter)}" in charter[0].extract_text()
    assert "Sales role handbook" in charter[1].extract_text()


def test_what_is_empty_has_no_heading(fonts: Path, tmp_path: Path) -> None:
    bare = replace(make_charter("en"), role=make_bare_role("en"))
    found = words_of(make(bare))
    assert "Duties" in found
    for section in (*SECTIONS[:1], *SECTIONS[2:], "Workflows", "Competencies", "Relations"):
        assert section not in found
    frame = make_frame("en", WORDS["en"].handbook)
    found = words_of(print_book(SETTINGS, frame, make_sections("en", full=False), tmp_path, fonts))
    assert "Preface" not in found
    assert "Glossary" not in found
    assert "matrix" not in found


def test_the_same_bytes_again_and_in_another_process(
    documents: dict[tuple[str, str], bytes], fonts: Path, tmp_path: Path
) -> None:
    shutil.copytree(fonts, tmp_path / "fonts")
    program = """
import hashlib, sys
from pathlib import Path
from rolebook.render.pdf.document import prepare_fonts, render_pdf
assert "weasyprint" not in sys.modules and "jinja2" not in sys.modules
from tests.test_pdf import SETTINGS
prepare_fonts(Path("fonts"))
for name in sys.argv[1:]:
    print(hashlib.sha256(render_pdf(SETTINGS, Path(name).read_text("utf-8"), name="other")).hexdigest())
"""
    names = []
    for language in LANGUAGES:
        assert make(make_charter(language)) == documents["charter", language]
        names.append(f"{language}.html")
        (tmp_path / names[-1]).write_text(fill(make_charter(language)), "utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", program, *reversed(names)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    digests = [hashlib.sha256(documents["charter", language]).hexdigest() for language in LANGUAGES]
    assert done.stdout.split() == digests[::-1]


def test_nothing_is_logged_and_the_logger_is_left_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate, list(logger.handlers))
    make(make_charter("en"))
    assert (logger.level, logger.propagate, list(logger.handlers)) == before
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


# What the build must refuse


def test_a_missing_character_is_named_with_its_surroundings() -> None:
    (problem,) = problems_of(page_of("Sells tools \U000130b8 to dealers \U000130b8"))
    assert problem.code == "D001"
    assert "(U+130B8)" in problem.message
    assert "Sells tools \U000130b8 to dealers" in problem.message
    assert problem.message.startswith("en/x.pdf: ")


def test_a_missing_character_in_a_picture_is_found() -> None:
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'><text y='15'>\U000130b8</text></svg>"
    )
    (problem,) = problems_of(page_of(f'<img alt="x" src="data:image/svg+xml,{svg}">'))
    assert problem.code == "D001"


def test_links_to_nowhere_and_places_that_exist_twice() -> None:
    problems = problems_of(page_of('<a href="#nowhere">x</a><b id="twice"></b><b id="twice"></b>'))
    assert {problem.code for problem in problems} == {"D002"}
    assert "#nowhere" in problems[0].message + problems[1].message
    (problem,) = problems_of(
        page_of(
            '<i data-x="#lost"></i>',
            "<style>i::after { content: target-counter(attr(data-x), page) }</style>",
        )
    )
    assert problem.code == "D002"


def test_css_that_is_not_understood_has_a_place(tmp_path: Path) -> None:
    sheet = tmp_path / "templates/assets/css/print.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(
        "p { color: red }\np {\n  text-wrap: balance;\n}\n@media (min-width: 3px) { p { margin: 0 } }"
    )
    settings = RenderSettings((tmp_path / "templates", TEMPLATES), tmp_path)
    problems = problems_of(page_of("x"), settings)
    assert {problem.code for problem in problems} == {"D003"}
    (problem,) = [problem for problem in problems if "text-wrap" in problem.message]
    place = problem.place
    assert place is not None
    assert (place.path, place.line, place.column, place.length) == (
        "templates/assets/css/print.css",
        3,
        3,
        len("text-wrap"),
    )
    assert problem.source_line == "  text-wrap: balance;"
    sheet.write_text("p { color: red }")
    assert render_pdf(settings, page_of("x"), name="x").startswith(b"%PDF-1.7")


def test_css_inside_the_document_is_judged_too() -> None:
    (problem,) = problems_of(page_of("x", "<style>p { writing-mode: vertical-rl }</style>"))
    assert problem.code == "D003"
    assert problem.place is None


def test_pictures_need_words() -> None:
    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"
    (problem,) = problems_of(page_of(f'<img src="{svg}">'))
    assert problem.code == "D005"
    assert "data:…" in problem.message
    assert len(problem.message) < 200


@pytest.fixture
def project(tmp_path: Path) -> Iterator[RenderSettings]:
    """A project with a secret beside it, and an image."""
    (tmp_path / "secret.svg").write_text(SECRET)
    (tmp_path / "secret.css").write_text("p { color: red }")
    (tmp_path / "secret.txt").write_text("SECRET")
    for folder in ("p/images", "p/handbook/images", "p/roles", "p/templates/assets/images"):
        (tmp_path / folder).mkdir(parents=True)
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><text y='15'>fine</text></svg>"
    for place in ("p/images/a.svg", "p/handbook/images/a.svg", "p/templates/assets/images/logo.svg"):
        (tmp_path / place).write_text(picture)
    (tmp_path / "p/roles/role.svg").write_text(SECRET)
    (tmp_path / "p/images/out.svg").symlink_to(tmp_path / "secret.svg")
    (tmp_path / "p/images/folder.svg").mkdir()
    (tmp_path / "p/images/inner.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
        f"<image xlink:href='file://{tmp_path}/secret.svg' width='9' height='9'/></svg>"
    )
    yield RenderSettings((tmp_path / "p/templates", TEMPLATES), tmp_path / "p")


SECRET = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><text y='15'>SECRET</text></svg>"


@pytest.mark.parametrize("address", ["images/a.svg", "handbook/images/a.svg", "assets/images/logo.svg"])
def test_images_of_project_and_templates_are_printed(project: RenderSettings, address: str) -> None:
    pdf = render_pdf(project, page_of(f'<img alt="x" src="{address}">'), name="x")
    assert "fine" in words_of(pdf)


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="file://{outside}/secret.svg">',
        '<img alt="x" src="../secret.svg">',
        '<img alt="x" src="images/../../secret.svg">',
        '<img alt="x" src="images/out.svg">',
        '<img alt="x" src="images/folder.svg">',
        '<img alt="x" src="images/inner.svg">',
        '<img alt="x" src="roles/role.svg">',
        '<img alt="x" src="missing.svg">',
        '<img alt="x" src="">',
        '<img alt="x" src="/etc/passwd">',
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="file:///proc/self/environ">',
        '<img alt="x" src="FILE://{outside}/secret.svg">',
        '<img alt="x" src="file://server/share/a.svg">',
        '<img alt="x" src="file://{templates}/locale/rolebook.pot">',
        '<img alt="x" src="http://127.0.0.1:9/a.svg">',
        '<img alt="x" src="https://example.invalid/a.svg">',
        '<img alt="x" src="ftp://example.invalid/a.svg">',
        '<img alt="x" src="data:text/html,hello">',
        '<img alt="x" src="data:image/svg+xml;base64,%%%">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="attachment" href="file://{outside}/secret.txt">',
        '<link rel="stylesheet" href="file://{outside}/secret.css">',
        '<p style="background: url(file://{outside}/secret.svg)">x</p>',
        '<object data="file://{outside}/secret.svg" type="image/svg+xml">x</object>',
        "<style>@import 'file://{outside}/secret.css';</style>",
        "<style>@font-face {{ font-family: X; src: url(file://{outside}/secret.txt) }} p {{ font: 9pt X }}</style>",
    ],
)
def test_nothing_else_is_read(project: RenderSettings, markup: str) -> None:
    outside = project.project.parent
    html = page_of(markup.format(outside=outside, templates=TEMPLATES))
    assert {problem.code for problem in problems_of(html, project)} == {"D004"}


def test_documents_do_not_tell_where_they_were_made() -> None:
    pdf = render_pdf(SETTINGS, page_of('<a href="other.html">x</a>'), name="x")
    with pikepdf.open(BytesIO(pdf)) as opened:
        (link,) = opened.pages[0].Annots
        assert str(link.A.URI) == "other.html"


# What must not break


def test_links_hold_words_only(tmp_path: Path) -> None:
    import page as page_validation

    html = page_of('<a href="#x"><span lang="es"><em>dos</em> cosas</span></a> <b id="x">x</b>')
    (tmp_path / "x.pdf").write_bytes(render_pdf(SETTINGS, html, name="x"))
    assert page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1").is_compliant


def test_a_line_that_words_fill_does_not_break_after_its_first_word() -> None:
    style = "<style>@page { size: 62mm 80mm; margin: 0 } body { margin: 0 } p { margin: 0 }</style>"
    for words in (
        "a bb ccc dddd eeeee ffffff",
        "a bb ccc dddd eeeee fffffff",
        "a bb ccc dddd eeeee ffffffff",
    ):
        pdf = render_pdf(SETTINGS, page_of(f"{words} <strong>next</strong> one", style), name="x")
        first = PdfReader(BytesIO(pdf)).pages[0].extract_text().split("\n")[0]
        assert first.startswith("a bb ccc dddd eeeee")


def test_words_not_yet_translated_are_marked(fonts: Path, tmp_path: Path) -> None:
    import page as page_validation

    charter = make_charter("es")
    role = replace(charter.role, title=text("Sales manager", "en"), summary=text("Leads.", "en"))
    (tmp_path / "x.pdf").write_bytes(make(replace(charter, role=role)))
    assert page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1").is_compliant
    sections = make_sections("zh", title=text("Sales manager", "en"), part=text("Sales", "en"))
    frame = make_frame("zh", WORDS["zh"].handbook)
    (tmp_path / "y.pdf").write_bytes(print_book(SETTINGS, frame, sections, tmp_path / "parts", fonts))
    assert page_validation.validate_pdf(str(tmp_path / "y.pdf"), profile="ua1").is_compliant


def test_very_long_words_and_tables() -> None:
    charter = make_charter("en")
    kpis = tuple(
        replace(charter.role.kpis[0], anchor=f"k{n}", number=str(n), name=text(f"KPI {n}")) for n in range(30)
    )
    role = replace(charter.role, kpis=kpis, penalties=(), title=text("W" * 300), summary=text("w" * 10_000))
    found = words_of(make(replace(charter, role=role)))
    assert found.count("Weight") >= 2, "the head of the table stands on each of its pages"
    assert "KPI 29" in found


def test_right_to_left_and_letter_paper(fonts: Path, tmp_path: Path) -> None:
    charter = make_charter("en")
    frame = replace(charter.frame, direction="rtl", paper="letter")
    with pikepdf.open(BytesIO(make(replace(charter, frame=frame)))) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
    frame = replace(make_frame("en", WORDS["en"].handbook), direction="rtl", paper="letter")
    handbook = print_book(SETTINGS, frame, make_sections("en", frame=frame), tmp_path, fonts)
    with pikepdf.open(BytesIO(handbook)) as pdf:
        sizes = {tuple(float(side) for side in page.MediaBox[2:]) for page in pdf.pages}
    assert sizes == {(612, 792), (792, 612)}


def test_fonts_in_another_folder_give_the_same_bytes(
    documents: dict[tuple[str, str], bytes], fonts: Path, tmp_path: Path
) -> None:
    shutil.copytree(fonts, tmp_path / "fonts")
    prepare_fonts(tmp_path / "fonts")
    try:
        assert make(make_charter("zh")) == documents["charter", "zh"]
    finally:
        prepare_fonts(fonts)
