"""Handbooks for both sides of the paper, and for one; charters and forms are always for one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rolebook.build.plan import Selection, plan_site
from rolebook.content.resolve import load_catalogue
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.settings import RenderSettings
from rolebook.views.context import SiteOptions
from tests.books import print_book
from tests.project import FONTS, TODAY, diagnose, release_all
from tests.sample_views import WORDS, make_frame, make_sections
from tests.test_pdf_archive import TEMPLATES, copy_with_form

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = RenderSettings(TEMPLATES, ROOT)
MM = 72 / 25.4
Maker = Callable[[str, str], PdfReader]


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    prepare_fonts(FONTS)


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """A maker of sample handbooks: language, sides."""

    def make_book(language: str, sides: str) -> PdfReader:
        frame = make_frame(language, WORDS[language].handbook)
        folder = tmp_path / f"{language}-{sides}"
        double = sides == "double"
        pdf = print_book(SETTINGS, frame, make_sections(language), folder, FONTS, double_sided=double)
        return PdfReader(BytesIO(pdf))

    return make_book


def find_folio(reader: PdfReader, number: int) -> tuple[float, float] | None:
    """The place (in points from the left and the bottom) of a page's number in its foot."""
    found: list[tuple[float, float]] = []

    def visit(text: str, matrix: list[float], line: list[float], font: object, size: object) -> None:
        x, y = matrix[4] + line[4] * matrix[0], matrix[5] + line[5] * matrix[3]
        if text.strip() == str(number) and y < 28 * MM:
            found.append((x, y))

    reader.pages[number - 1].extract_text(visitor_text=visit)
    return found[0] if found else None


def is_portrait(reader: PdfReader, number: int) -> bool:
    box = reader.pages[number - 1].mediabox
    return bool(box.height > box.width)


@pytest.mark.parametrize("language", ["en", "zh", "es"])
def test_pages_of_a_single_sided_book_are_all_alike(make: Maker, language: str) -> None:
    reader = make(language, "single")
    numbers = range(3, len(reader.pages) + 1)
    assert all(page.extract_text().strip() for page in reader.pages), "no page is left blank"
    places = [find_folio(reader, number) for number in numbers if is_portrait(reader, number)]
    assert None not in places
    assert all(place and place[0] > 150 * MM for place in places), "every number stands outside, on the right"
    assert len({round(place[1]) for place in places if place}) == 1


def test_pages_of_a_double_sided_book_mirror_each_other(make: Maker) -> None:
    reader = make("en", "double")
    for number in range(3, len(reader.pages) + 1):
        place = find_folio(reader, number)
        if place is None or not is_portrait(reader, number):
            continue
        assert (place[0] > 150 * MM) == (number % 2 == 1), number
    pages = [page.extract_text() for page in reader.pages]
    openings = [number for number, words in enumerate(pages, 1) if words.lstrip().startswith("Part ")]
    assert len(openings) == 2
    assert all(number % 2 for number in openings), "parts begin on right-hand pages"
    assert any(not words.strip() for words in pages)


def test_single_sided_books_are_shorter_and_count_right(make: Maker) -> None:
    single, double = make("en", "single"), make("en", "double")
    assert len(single.pages) < len(double.pages)
    contents = next(
        p.extract_text() for p in single.pages if p.extract_text().lstrip().startswith("Contents")
    )
    number = int(next(line for line in contents.splitlines() if line.startswith("Glossary")).split()[-1])
    assert "Glossary" in single.pages[number - 1].extract_text()


@pytest.mark.parametrize("sides", ["single", "double"])
def test_the_handbook_says_it_and_only_books_heed_it(tmp_path: Path, sides: str) -> None:
    project = copy_with_form(tmp_path / "p")
    handbook = project / "handbook/handbook.yaml"
    handbook.write_text(handbook.read_text("utf-8") + f"print: {{sides: {sides}}}\n", "utf-8")
    catalogue, _ = load_catalogue(project)
    options = SiteOptions(None, ("en",), tuple(catalogue.roles), TODAY)
    plan = plan_site(release_all(catalogue), options, TEMPLATES, Selection(only=frozenset({"documents"})))
    books = {item.path: item.view.double_sided for item in plan if item.kind == "book"}
    assert books == {
        "en/handbooks/all.pdf": sides == "double",
        "en/handbooks/sales.pdf": sides == "double",
    }


def test_other_words_for_sides_are_told(tmp_path: Path) -> None:
    project = copy_with_form(tmp_path / "p")
    handbook = project / "handbook/handbook.yaml"
    handbook.write_text(handbook.read_text("utf-8") + "print:\n  sides: both\n  archive: perhaps\n", "utf-8")
    problems = [problem for problem in diagnose(project) if problem.severity.name == "ERROR"]
    assert len(problems) == 2
    for problem in problems:
        assert problem.place is not None and problem.place.path == "handbook/handbook.yaml"
    assert "double" in problems[0].message + (problems[0].hint or "")
