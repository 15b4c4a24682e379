"""Assessment forms: what stands in them, room for handwriting, fields, and what each language says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.handbook_models import RatingFacts
from rolebook.content.resolve import load_catalogue
from rolebook.language.markdown import render_inline
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import open_press, prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from rolebook.views.assessment import build_assessment_document, is_assessed, list_assessment
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.model import Text
from rolebook.views.model.assessment import AssessmentDocument
from tests.conftest import ROOT
from tests.project import FONTS, SAMPLE, TODAY

LANGUAGES = ("en", "zh", "es")
SETTINGS = RenderSettings((ROOT / "templates",), ROOT)
MM = 72 / 25.4
TITLES = {"en": "Assessment form: ", "zh": "考核表：", "es": "Formulario de evaluación: "}


@pytest.fixture(scope="session", autouse=True)
def fonts() -> None:
    prepare_fonts(FONTS)


@cache
def library() -> Catalogue:
    return load_catalogue(ROOT)[0]


@cache
def context_of(language: str) -> ViewContext:
    book = library().handbook
    options = SiteOptions(None, tuple(book.languages), tuple(library().roles), TODAY)
    return make_context(library(), options, language, (ROOT / "templates",))


@cache
def view_of(role: str, language: str) -> AssessmentDocument:
    return build_assessment_document(context_of(language), library().roles[role])


@cache
def html_of(role: str, language: str, template: str) -> str:
    return render_template(
        SETTINGS, f"print/{template}.html.j2", language, view_of(role, language), name="doc"
    )


@cache
def print_form(role: str, language: str) -> bytes:
    return render_pdf(SETTINGS, html_of(role, language, "assessment"), name="x.pdf")


@cache
def fillable_form(role: str, language: str) -> bytes:
    return render_pdf(SETTINGS, html_of(role, language, "assessment-form"), name="x.pdf", fillable=True)


LONG, SHORT = "sales-department-head", "sales-team-supervisor"
EACH = [(role, language) for role in (LONG, SHORT) for language in LANGUAGES]


def without_spaces(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_posts_with_kpis_have_forms_and_charters_without_have_none() -> None:
    roles = library().roles
    assert [name for name, role in roles.items() if not is_assessed(context_of("en"), role)] == []
    bare = roles["sales-department-manufacturing"]
    empty: Role = replace(bare, facts=bare.facts.model_copy(update={"kpis": {"gone": None}}))
    assert not is_assessed(context_of("en"), empty)
    assert list_assessment(context_of("en"), "en/roles/x/index.html", empty) == ()


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_the_printed_form_says_what_counts(role_and_language: tuple[str, str]) -> None:
    form = view_of(*role_and_language).form
    pages = PdfReader(io.BytesIO(print_form(*role_and_language))).pages
    found = without_spaces("".join(page.extract_text() for page in pages))
    for item in form.kpis:
        words = [item.kpi.name.plain, item.kpi.target, item.kpi.weight, *item.kpi.rules]
        words += [words for band in item.kpi.bands for words in (band.range, band.score)]
        for expected in words:
            assert without_spaces(expected) in found, expected
    for penalty in form.penalties:
        for expected in (penalty.penalty.trigger.plain, penalty.penalty.effect, penalty.penalty.appeal or ""):
            assert without_spaces(expected) in found, expected
    for rating in form.ratings:
        assert without_spaces(rating.name.plain + rating.range) in found
    assert without_spaces(form.appeal) in found
    assert len(pages) <= 4


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_the_printed_form_is_accessible(role_and_language: tuple[str, str], tmp_path: Path) -> None:
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(print_form(*role_and_language))
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(TITLES[role_and_language[1]])
        assert str(pdf.Root.Lang) == role_and_language[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_have_room_for_handwriting(language: str) -> None:
    """Nothing to write in is lower than 8 mm, as it is laid out."""
    from weasyprint.formatting_structure.boxes import BlockBox, FlexBox, TableCellBox

    press, sheets = open_press(SETTINGS)
    source, _ = press.open_source(SETTINGS, html_of(LONG, language, "assessment"), "x")
    document = source.render(stylesheets=sheets, font_config=press.fonts, counter_style=press.counters.copy())
    heights: dict[str, list[float]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            kinds = (box.element.get("class") or "").split() if box.element is not None else []
            for kind in {"box", "form-line", "form-entry", "form-check"}.intersection(kinds):
                if isinstance(box, (BlockBox, TableCellBox, FlexBox)) and box.element_tag in (
                    "td",
                    "p",
                    "div",
                    "li",
                ):
                    heights.setdefault(kind, []).append(box.border_height() * 0.75)
    assert set(heights) == {"box", "form-line", "form-entry", "form-check"}
    assert min(min(found) for found in heights.values()) >= 8 * MM - 0.01, heights


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_fields_are_named_labelled_and_large_enough(role_and_language: tuple[str, str]) -> None:
    form = view_of(*role_and_language).form
    with pikepdf.open(io.BytesIO(fillable_form(*role_and_language))) as pdf:
        root = pdf.Root.AcroForm
        fields = list(root.Fields)
        names = [str(field.T) for field in fields]
        assert len(set(names)) == len(names)
        assert len(names) >= 4 + 4 * len(form.kpis) + 5 * len(form.penalties)
        labels = [str(field.TU) for field in fields]
        assert len(set(labels)) == len(labels), "a label that stands twice tells two fields not apart"
        assert all(label.strip() for label in labels)
        assert bool(root.NeedAppearances)
        assert set(root.DR.Font.keys()) == {"/Helv", "/ZaDb"}
        for field in fields:
            left, low, right, high = (float(number) for number in field.Rect)
            assert right > left
            if field.FT != "/Btn":
                assert high - low >= 8 * MM - 0.1, field.T
                assert str(field.DA).startswith("/Helv ")
        for number, page in enumerate(pdf.pages, 1):
            assert page.Tabs == "/S", number
        widgets = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert [str(widget.T) for widget in widgets] == names, "fields follow each other as they are read"
        assert str(pdf.Root.Lang) == role_and_language[1]
        assert str(pdf.docinfo["/Title"]).startswith(TITLES[role_and_language[1]])
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_fields_are_tagged_and_no_font_is_embedded_whole(role_and_language: tuple[str, str]) -> None:
    content = fillable_form(*role_and_language)
    assert len(content) < 150_000
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tagged = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Form" and "/P" in item
        ]
        assert len(tagged) == len(pdf.Root.AcroForm.Fields)
        assert "/Metadata" not in pdf.Root or b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fillable_form_fails_only_the_claim_to_be_accessible(language: str, tmp_path: Path) -> None:
    """Structure, labels and tags are those of PDF/UA; it does not say so, as readers choose the font."""
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(fillable_form(SHORT, language))
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    unexpected = [
        failure.rule_id
        for failure in result.failures
        if not failure.rule_id.startswith(("PDFUA1-ID-", "PDFUA1-METADATA-"))
    ]
    assert unexpected == []


VALUES = {
    "employee": "王小明",
    "period": "2026-11",
    "kpi-sales-target-result": "97,5",
    "comment-employee": "José Núñez está de acuerdo.\nSegunda línea.",
    "comment-superior": "同意。请继续努力。",
}


def test_filled_forms_keep_what_was_written(tmp_path: Path) -> None:
    """pypdf fills in, pikepdf reads and saves again, and all is still there."""
    reader = PdfReader(io.BytesIO(fillable_form(SHORT, "es")))
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        writer.update_page_form_field_values(
            page, {**VALUES, "agrees": "/on", "rating": "Bueno"}, auto_regenerate=True
        )
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    writer.write(first)
    with pikepdf.open(first) as pdf:
        pdf.save(second)
    fields = PdfReader(second).get_fields()
    assert fields
    for name, value in {**VALUES, "agrees": "/on", "rating": "Bueno"}.items():
        assert fields[name]["/V"] == value
    if qpdf := shutil.which("qpdf"):
        for path in (first, second):
            assert subprocess.run([qpdf, "--check", path], capture_output=True).returncode == 0


def test_other_programs_show_what_was_written(tmp_path: Path) -> None:
    """Poppler draws the values of fields that have no appearance of their own."""

    def ink(path: Path) -> int:
        subprocess.run(
            ["pdftoppm", "-r", "100", "-gray", path, path.with_suffix("")], check=True, capture_output=True
        )
        pictures = sorted(tmp_path.glob(f"{path.stem}-*.pgm"))
        return sum(value < 140 for picture in pictures for value in picture.read_bytes())

    plain, filled = tmp_path / "plain.pdf", tmp_path / "filled.pdf"
    plain.write_bytes(fillable_form(SHORT, "es"))
    with pikepdf.open(plain) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.FT == "/Tx":
                field.V = pikepdf.String("Núñez 97,5")
            elif field.FT == "/Btn":
                field.V = field.AS = pikepdf.Name("/on")
            else:
                assert [str(choice) for choice in field.Opt][1:] == [
                    rating.name.plain for rating in view_of(SHORT, "es").form.ratings
                ]
                field.V = field.Opt[1]
        pdf.save(filled)
    assert ink(filled) > ink(plain) + 1000


def test_the_same_bytes_again_and_no_trace_in_other_documents() -> None:
    first = print_form(SHORT, "zh"), fillable_form(SHORT, "zh")
    for cached in (print_form, fillable_form):
        cached.cache_clear()
    assert (print_form(SHORT, "zh"), fillable_form(SHORT, "zh")) == first
    with pikepdf.open(io.BytesIO(first[0])) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_hostile_and_long_words_stay_words() -> None:
    view = view_of(SHORT, "en")
    name = '<b>Sales</b> & "profit" (100 %) \\ ' + "Verkaufszielerfüllungsgrad" * 8
    kpis = list(view.form.kpis)
    kpis[0] = replace(kpis[0], kpi=replace(kpis[0].kpi, name=Text(render_inline(name), name)))
    hostile = replace(view, form=replace(view.form, kpis=tuple(kpis)))
    for template, fillable in (("assessment", False), ("assessment-form", True)):
        html = render_template(SETTINGS, f"print/{template}.html.j2", "en", hostile, name="doc")
        assert "<b>Sales</b>" not in html
        content = render_pdf(SETTINGS, html, name="x.pdf", fillable=fillable)
        if fillable:
            with pikepdf.open(io.BytesIO(content)) as pdf:
                labels = [str(field.TU) for field in pdf.Root.AcroForm.Fields]
            assert f"{name}: Actual result" in labels


def test_without_ratings_penalties_or_added_points_nothing_of_them_is_shown() -> None:
    view = view_of(SHORT, "en")
    form = replace(view.form, ratings=(), penalties=(), formula=(), adds=False, deducts=False)
    html = render_template(
        SETTINGS, "print/assessment-form.html.j2", "en", replace(view, form=form), name="doc"
    )
    for word in ("<select", "Penalties", "added points", "deducted points"):
        assert word not in html
    assert render_pdf(SETTINGS, html, name="x.pdf", fillable=True)


@pytest.mark.parametrize(
    ("language", "ranges"),
    [
        ("en", ["95 or more", "80 to below 95", "less than 80"]),
        ("zh", ["95及以上", "80至95（不含）", "低于80"]),
        ("es", ["95 o más", "de 80 a menos de 95", "menos de 80"]),
    ],
)
def test_ratings_say_which_totals_earn_them(language: str, ranges: list[str]) -> None:
    catalogue = load_catalogue(SAMPLE)[0]
    ratings = {
        "best": RatingFacts.model_validate({"from": 95}),
        "good": RatingFacts.model_validate({"from": 80}),
        "rest": RatingFacts(),
    }
    book = catalogue.handbook.model_copy(update={"ratings": ratings})
    catalogue = replace(catalogue, handbook=book)
    options = SiteOptions(None, tuple(book.languages), tuple(catalogue.roles), TODAY)
    context = make_context(catalogue, options, language, (ROOT / "templates",))
    form = build_assessment_document(context, catalogue.roles["sales-manager"]).form
    assert [rating.range for rating in form.ratings] == ranges
    assert form.table.ratings[1].lowest == "80"
    assert form.numbers.decimal == {"en": ".", "zh": ".", "es": ","}[language]
    assert Decimal(form.table.floor) == 0


def test_fields_of_a_template_of_ones_own_get_names_and_labels() -> None:
    """A designer who forgets a name, or gives two fields one, still gets a sound form."""
    body = (
        '<input name="a" title="A"><input name="a"><input><select></select><textarea name="a-2"></textarea>'
    )
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><form><p>{body}</p></form></body></html>'
    with pikepdf.open(io.BytesIO(render_pdf(SETTINGS, html, name="x", fillable=True))) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        labels = [str(field.TU) for field in pdf.Root.AcroForm.Fields]
    assert names == ["a", "a-2", "field", "field-4", "a-2-5"]
    assert labels == ["A", "a-2", "field", "field-4", "a-2-5"]
