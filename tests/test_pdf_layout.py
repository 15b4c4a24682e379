"""The layout of printed documents holds with long words: nothing overlaps, leaves its place, splits or is stranded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from rolebook.build.execute import render_artifact
from rolebook.build.plan import Selection, plan_site
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import find_template_folders
from rolebook.render.pdf.document import prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from rolebook.views.context import SiteOptions
from tests.bilingual_books import copy_rated
from tests.print_layout import catch_layouts, find_faults
from tests.project import FONTS, TODAY, copy_sample, release_all
from tests.pseudo_german import COMPOUND, TAG, add_pseudo_german, copy_library, lengthen

ROOT = Path(__file__).resolve().parent.parent
LONG_ROLES = ("sales-manager", "assistant-sales-director")
SAMPLE_ROLES = ("sales-department", "sales-manager", "sales-representative")
SHOWN_ROLES = ("sales-manager-beauty", "sales-manager-manufacturing")


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    prepare_fonts(FONTS)


def inspect(
    project: Path, languages: Iterable[str], roles: Iterable[str], *, only: str = "", edition: str = "all"
) -> dict[str, list[str]]:
    """The faults of the documents of a project in these languages and about these roles, by their paths.

    Of sections that an edition has for itself, those of ``edition``: the handbook of all roles unless another is
    named. ``only``: of paths that match.
    """
    catalogue, problems = load_catalogue(project)
    assert not any(problem.severity.name == "ERROR" for problem in problems)
    folders = find_template_folders(project)
    options = SiteOptions(None, tuple(languages), tuple(roles), TODAY)
    other_edition = re.compile(f"/sections/(?!{edition}/)[^/]+/")
    settings, found = RenderSettings(folders, project), {}
    for item in plan_site(release_all(catalogue), options, folders, Selection(only=frozenset({"documents"}))):
        if item.kind not in ("document", "part") or other_edition.search(item.path):
            continue
        if not re.search(only, item.path):
            continue
        with catch_layouts() as layouts:
            render_artifact(settings, item, FONTS)
        assert layouts, f"{item.path} was not laid out"
        found[item.path] = [fault for layout in layouts for fault in find_faults(layout)]
    return found


def test_the_sample_in_long_words(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "p")
    add_pseudo_german(project, SAMPLE_ROLES)
    found = inspect(project, (TAG,), SAMPLE_ROLES)
    assert {path.rpartition("/")[2] for path in found} > {"charter.pdf", "cover", "contents", "glossary"}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("first", "second"), [(TAG, "zh"), ("es", TAG)])
def test_the_sample_in_two_languages_one_of_long_words(tmp_path: Path, first: str, second: str) -> None:
    project = copy_rated(tmp_path / "p", first, second)
    add_pseudo_german(project, SAMPLE_ROLES)
    found = inspect(project, (first, second), SAMPLE_ROLES, only=rf"^{first}\+{second}/", edition="both")
    assert {path.rpartition("/")[2] for path in found} >= {
        *("cover", "contents", "assessment", "penalties", "calendar", "index", "acknowledgement"),
        *(f"role-{name}" for name in SAMPLE_ROLES),
    }
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_long_roles_forms_and_their_handbook_in_long_words(tmp_path: Path) -> None:
    project = copy_library(tmp_path / "p")
    add_pseudo_german(project, LONG_ROLES)
    found = inspect(project, (TAG,), LONG_ROLES)
    assert {path.rpartition("/")[2] for path in found} > {"charter.pdf", "form.pdf", "role-sales-manager"}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh", "es"])
def test_roles_and_forms_of_the_library(language: str) -> None:
    found = inspect(
        ROOT, (language,), SHOWN_ROLES, only="charter|form|assessment|sections/role-|sections/all/"
    )
    assert len(found) > 2 * len(SHOWN_ROLES)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_language_of_long_words_is_60_percent_longer() -> None:
    for text in (
        "Leads the sales team to the annual target of headquarters in a market of fierce competition.",
        "**Plan:** see [the goals](#goals) of {role}, by %(date)s, `code`.",
        "Sales manager",
    ):
        longer = lengthen(text)
        assert 1.6 <= len(longer) / len(text) < 1.9
        for kept in ("](#goals)", "{role}", "%(date)s", "`code`"):
            assert (kept in longer) == (kept in text)
        assert (COMPOUND in longer) == text.startswith("Leads")


# The checker itself: what it must find


STYLE = "@page { size: 100mm 80mm; margin: 10mm } * { margin: 0; padding: 0; font: 10pt/12pt Inter }"
ROW = "<tr><td>a<br>b<br>c<br>d</td></tr>"
FILLER = "<p style='height: {}mm'>x</p>"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p style='white-space: nowrap'>" + "word " * 40 + "</p>", "leaves the page sideways"),
        ("<p style='position: absolute; top: 70mm'>low</p>", "leaves the page at its top or bottom"),
        ("<p style='width: 10mm; overflow-wrap: normal'>Donaudampfschiff</p>", "leaves its box"),
        ("<table><tr><td style='white-space: nowrap'>wide words</td></tr></table>", "leaves its cell"),
        ("<p>over</p><p style='margin-top: -10pt'>under</p>", "stands on other words"),
        (FILLER.format(55) + "<h2>Head</h2><p>one<br>two<br>three</p>", "a heading without its text"),
        (f"<div class='two'>{FILLER.format(20)}<h2>Head</h2>{FILLER.format(24)}</div>", "foot of a column"),
        (FILLER.format(50) + f"<table>{ROW}</table>", "split between pages"),
        (FILLER.format(54) + "<table><tr class='main-row'><td>a<tr><td>b<br>c</table>", "a row without the one"),
        ("<p class='form-line' style='height: 7mm'></p>", "7.0 mm to write in"),
        ("<p class='form-check' style='height: 5mm'>x</p>", "5.0 mm to write in"),
        ("<table class='signatures'><tr><td style='height: 6mm'></td></tr></table>", "mm to write in"),
        ("<p class='form-entry' style='height: 9mm'><span class='form-label'>Name</span></p>", "mm to write in"),
    ],
)  # fmt: skip
def test_the_checker_finds(body: str, fault: str, tmp_path: Path) -> None:
    sheet = tmp_path / "templates/assets/css/print.css"
    sheet.parent.mkdir(parents=True)
    rules = " h2 { break-after: auto } p { orphans: 1; widows: 1 } table { table-layout: fixed; width: 15mm }"
    rules += " .two { columns: 2 }"
    sheet.write_text(STYLE + rules, "utf-8")
    settings = RenderSettings((tmp_path / "templates", ROOT / "templates"), tmp_path)
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'
    with catch_layouts() as layouts:
        render_pdf(settings, html, name="x.pdf")
    faults = [found for layout in layouts for found in find_faults(layout)]
    assert any(fault in found for found in faults), faults
