"""The penalty matrix and the table of traceability: what stands in them, and how they look on paper."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import PenaltyFacts
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from rolebook.views.book import build_book, list_sections
from rolebook.views.context import ViewContext, make_context
from rolebook.views.documents import build_charter
from rolebook.views.edition import open_edition
from rolebook.views.matrix import build_occurrences, build_outcomes, collect_matrix, say_counting
from rolebook.views.model import Penalty, Ref, Section, Trace
from rolebook.views.pages import build_role_page
from rolebook.views.trace import shorten
from tests.books import print_book
from tests.conftest import ROOT
from tests.project import FONTS, copy_sample, diagnose
from tests.sample_views import LANGUAGES, make_bare_role, make_role, text

TEMPLATES = find_template_folders(ROOT)


def context_of(project: Path, language: str = "en") -> ViewContext:
    catalogue = replace(load_catalogue(project)[0], postings={})
    options = choose_options(
        catalogue, BuildRequest(project, project / "site", build_date=dt.date(2026, 12, 1))
    )
    return make_context(catalogue, options, language, TEMPLATES)


@pytest.fixture(scope="module")
def library() -> dict[str, ViewContext]:
    return {language: context_of(ROOT, language) for language in LANGUAGES}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


def penalties_of(project: Path, language: str = "en") -> tuple[Penalty, ...]:
    context = context_of(project, language)
    return build_role_page(
        context, context.catalogue.roles["sales-manager"], frozenset(), {context.tag: context}
    ).role.penalties


def rule(**fields: object) -> PenaltyFacts:
    return PenaltyFacts.model_validate({"effect": {"kind": "warning"}, **fields})


def step(occurrence: int, points: int) -> dict[str, object]:
    return {"occurrence": str(occurrence), "effect": {"kind": "points", "points": str(points)}}


# ------------------------------------------------------------------------------------- occurrences


@pytest.mark.parametrize(
    ("steps", "cells"),
    [
        ([], [("every time", "warning", 3, [])]),
        ([step(2, 2)], [("1st time", "warning", 1, []), ("2nd time or later", "2 points deducted", 2, [])]),
        (
            [step(2, 2), step(3, 5)],
            [
                ("1st time", "warning", 1, []),
                ("2nd time", "2 points deducted", 1, []),
                ("3rd time or later", "5 points deducted", 1, []),
            ],
        ),
        # A gap: the second time is as the first, the step before it.
        (
            [step(1, 1), step(3, 5)],
            [
                ("1st and 2nd time", "1 point deducted", 2, []),
                ("3rd time or later", "5 points deducted", 1, []),
            ],
        ),
        # Before the first step, the rule's own effect holds; what comes after the third is said too.
        ([step(4, 9)], [("1st to 3rd time", "warning", 3, [("from occurrence 4", "9 points deducted")])]),
        (
            [step(2, 2), step(5, 9), step(12, 20)],
            [
                ("1st time", "warning", 1, []),
                (
                    "2nd and 3rd time",
                    "2 points deducted",
                    2,
                    [
                        ("from occurrence 5", "9 points deducted"),
                        ("from occurrence 12", "20 points deducted"),
                    ],
                ),
            ],
        ),
        (
            [step(3, 5), step(4, 6)],
            [
                ("1st and 2nd time", "warning", 2, []),
                ("3rd time", "5 points deducted", 1, [("from occurrence 4", "6 points deducted")]),
            ],
        ),
        # Steps that change nothing make no cell of their own.
        ([step(1, 2), step(2, 2)], [("every time", "2 points deducted", 3, [])]),
    ],
)
def test_occurrences(
    library: dict[str, ViewContext], steps: list[dict[str, object]], cells: list[tuple[object, ...]]
) -> None:
    found = build_occurrences(library["en"], rule(steps=steps))
    assert [
        (cell.label, cell.effect, cell.span, [(s.occurrence, s.effect) for s in cell.later]) for cell in found
    ] == cells
    assert sum(cell.span for cell in found) == 3


@pytest.mark.parametrize(
    ("language", "fields", "said"),
    [
        ("en", {}, "each time"),
        ("en", {"window": "year"}, "each time, within a year"),
        ("en", {"per": "check", "steps": [step(2, 2)]}, "each assessment, within the period assessed"),
        ("es", {"steps": [step(2, 2)]}, "por cada vez, en el período evaluado"),
        ("zh", {"window": "year"}, "每次，一年内"),
        ("zh", {"steps": [step(2, 2)]}, "每次，考核期内"),
    ],
)
def test_how_occurrences_are_counted(
    library: dict[str, ViewContext], language: str, fields: dict[str, object], said: str
) -> None:
    assert say_counting(library[language], rule(**fields)) == said


@pytest.mark.parametrize(
    ("language", "kept", "missed"),
    [
        ("en", "at least 3 completed orders within 2 months of the guarantee", "fewer"),
        ("es", "al menos 3 pedidos cerrados en 2 meses de aval", "menos"),
        ("zh", "担保期2个月内成交至少3单", "未达到"),
    ],
)
def test_a_guarantee_has_two_outcomes(
    library: dict[str, ViewContext], language: str, kept: str, missed: str
) -> None:
    facts = rule(guarantee={"months": "2", "orders_at_least": "3"}, per="case")
    good, bad = build_outcomes(library[language], facts)
    assert (good.condition, bad.condition) == (kept, missed)
    assert bad.result == library[language].say.effect(facts.effect)
    assert build_outcomes(library[language], rule()) == ()


def test_a_guarantee_has_no_columns_but_is_said_whole(library: dict[str, ViewContext]) -> None:
    context = library["en"]
    role = context.catalogue.roles["sales-team-supervisor"]
    (penalty,) = build_role_page(context, role, frozenset(), {context.tag: context}).role.penalties
    assert penalty.occurrences == ()
    assert [outcome.result for outcome in penalty.outcomes] == [
        "the employee stays, nothing is deducted",
        "20% deducted from team performance pay",
    ]
    page = render_page(context, "sales-team-supervisor")
    for outcome in penalty.outcomes:
        assert f"<dt>{outcome.condition}</dt><dd>{outcome.result}</dd>" in page


# --------------------------------------------------------------------- what is missing, what is spared


def render_page(context: ViewContext, role: str) -> str:
    view = build_role_page(context, context.catalogue.roles[role], frozenset(), {context.tag: context})
    return render_template(RenderSettings(TEMPLATES, ROOT), "site/role.html.j2", context.tag, view)


def test_what_a_rule_leaves_open_is_said(project: Path) -> None:
    facts = project / "roles/sales-manager/role.yaml"
    words = facts.read_text(encoding="utf-8")
    facts.write_text(words.replace("    approver: director\n    appeal_days: 5\n", ""), encoding="utf-8")
    assert {problem.code for problem in diagnose(project)} == {"P006", "P009"}
    for language, nobody, no_time in (
        ("en", "nobody named who decides", "no time for an appeal laid down"),
        ("es", "sin responsable de la decisión", "sin plazo de recurso establecido"),
        ("zh", "未指定审批人", "未规定申诉期限"),
    ):
        context = context_of(project, language)
        (penalty,) = penalties_of(project, language)
        assert (penalty.approver, penalty.appeal, penalty.evidence) == (None, None, None)
        page = render_page(context, "sales-manager")
        assert nobody in page
        assert no_time in page
        printed = read_pdf(make_charter(context, "sales-manager"))
        assert squeeze(nobody) in squeeze(printed)
        assert squeeze(no_time) in squeeze(printed)


def test_a_spared_kpi_is_named_and_linked(project: Path) -> None:
    (penalty,) = penalties_of(project)
    assert [(ref.label.plain, ref.href) for ref in penalty.spares] == [("Late reports", "#kpi-late-reports")]
    page = render_page(context_of(project), "sales-manager")
    assert re.search(r'Not deducted again in:</span> .*<a href="#kpi-late-reports">Late reports</a>', page)


def test_matrix_of_many_roles() -> None:
    full, bare = make_role("en"), make_bare_role("en")
    nobody, somebody = Ref(bare.title, "#role-nobody"), Ref(full.title, "#role-sales-manager")
    matrix = collect_matrix(((nobody, bare.penalties), (somebody, full.penalties)))
    assert [(group.role, group.penalties) for group in matrix.groups] == [(somebody, full.penalties)]
    assert collect_matrix(((nobody, bare.penalties),)).groups == ()


def test_a_role_without_penalties_shows_nothing(library: dict[str, ViewContext]) -> None:
    page = render_page(library["en"], "sales-manager")
    assert 'id="penalties"' not in page
    assert 'class="penalties' not in page
    trace = trace_of(library["en"], "sales-manager")
    assert trace.has_kpis
    assert not trace.has_penalties
    assert "hotel/penalties" not in {section.name for section in sections_of(library["en"], "hotel")}
    assert "industry/penalties" in {section.name for section in sections_of(library["en"], "industry")}


# ------------------------------------------------------------------------------------- traceability


def trace_of(context: ViewContext, role: str) -> Trace:
    trace = build_role_page(
        context, context.catalogue.roles[role], frozenset(), {context.tag: context}
    ).role.trace
    assert trace is not None
    return trace


def test_trace_follows_kpis_and_penalties_through_groups(project: Path) -> None:
    context = context_of(project)
    rows = {
        row.duty.href: [(link.number, link.through) for link in row.kpis]
        for row in trace_of(context, "sales-representative").rows
    }
    assert rows == {
        "#duties-planning": [("1", None)],
        "#duties-targets": [("1", "as part of 1")],
        "#duties-collection": [("1", "as part of 1")],
        "#duties-weekly-report": [("1", None)],
        "#duties-check-goods": [("1", None)],
    }
    trace = trace_of(context, "sales-manager")
    assert [(row.number, row.is_group, [link.number for link in row.penalties]) for row in trace.rows] == [
        ("1", True, []),
        ("1.1", False, []),
        ("1.2", False, []),
        ("2", False, ["1"]),
        ("3", False, []),
    ]
    assert trace.summary == "Duties: 4 · measured by a KPI: 4 · under a penalty: 1"


def test_duties_with_neither_are_shown_as_such(project: Path) -> None:
    facts = project / "roles/sales-manager/role.yaml"
    words = facts.read_text(encoding="utf-8")
    facts.write_text(words.replace("[collection, targets]", "[targets]"), encoding="utf-8")
    for language, gap, summary in (
        ("en", "no KPI, no penalty", "neither: 1"),
        ("es", "sin indicador ni sanción", "sin indicador ni sanción: 1"),
        ("zh", "无考核指标，无处罚规定", "既无指标也无处罚：1项"),
    ):
        trace = trace_of(context_of(project, language), "sales-manager")
        assert [row.gap for row in trace.rows] == [None, None, gap, None, None]
        assert trace.summary.endswith(summary)
        assert f'colspan="2">{gap}</td>' in render_page(context_of(project, language), "sales-manager")


def test_no_trace_where_there_is_nothing_to_trace(project: Path) -> None:
    context = context_of(project)
    view = build_role_page(
        context, context.catalogue.roles["sales-department"], frozenset(), {context.tag: context}
    )
    assert view.role.trace is None
    assert "traceability" not in {item.anchor for item in view.contents}
    assert 'id="traceability"' not in render_page(context, "sales-department")


def test_every_duty_of_the_library_is_in_the_trace_once(library: dict[str, ViewContext]) -> None:
    context = library["zh"]
    for name in context.options.roles:
        role = build_role_page(
            context, context.catalogue.roles[name], frozenset(), {context.tag: context}
        ).role
        if role.trace is None:
            continue
        page = render_page(context, name)
        anchors = [row.duty.href for row in role.trace.rows]
        assert len(anchors) == len(set(anchors))
        for link in (ref for row in role.trace.rows for ref in (row.duty, *(link.ref for link in row.kpis))):
            assert link.href and f'id="{link.href[1:]}"' in page, (name, link)


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("Keeps the ledger.", "Keeps the ledger."),
        ("Leads *two* teams.", "Leads two teams."),
        ("Puts the procedures into practice: review, control", "Puts the procedures…"),
        ("exactly twenty wide.", "exactly twenty wide."),
        ("exactly twenty wide, and more", "exactly twenty wide…"),
        ("W" * 30, "W" * 20 + "…"),
        ("制订区域销售计划，并组织实施和检查落实情况。", "制订区域销售计划，并…"),
        ("检查、落实各区域的，", "检查、落实各区域的，"),
        ("", ""),
    ],
)
def test_shorten(words: str, short: str) -> None:
    assert shorten(text(words, "en"), 20).plain == short
    assert shorten(text(words, "en"), 20).language == "en"
    assert "<" not in shorten(text("a <b> *c*"), 20).html


# ------------------------------------------------------------------------------------------ on paper


def squeeze(words: str) -> str:
    return re.sub(r"-\n|\s", "", words)


def sections_of(context: ViewContext, edition: str) -> tuple[Section, ...]:
    return list_sections(open_edition(context, edition))


def make_charter(context: ViewContext, name: str) -> bytes:
    prepare_fonts(FONTS)
    settings = RenderSettings(TEMPLATES, ROOT)
    view = build_charter(context, context.catalogue.roles[name])
    html = render_template(settings, "print/charter.html.j2", context.tag, view, name="doc")
    return render_pdf(settings, html, name="x.pdf")


def make_handbook(context: ViewContext, folder: Path, sections: tuple[Section, ...]) -> bytes:
    prepare_fonts(FONTS)
    edition = open_edition(context, "all")
    elsewhere = build_book(edition, sections).elsewhere
    settings = RenderSettings(TEMPLATES, ROOT)
    return print_book(settings, edition.frame, sections, folder, FONTS, elsewhere=elsewhere)


def read_pdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


STEPPED = """\
    effect: {kind: warning}
    window: year
    steps:
      - {occurrence: 2, effect: {kind: points, points: 2}}
      - {occurrence: 3, effect: {kind: points, points: 5}}
      - {occurrence: 6, effect: {kind: points, points: 9}}
"""


@pytest.mark.parametrize(
    ("language", "cells", "title", "trace"),
    [
        ("en", ("warning", "2 points deducted", "5 points deducted", "from occurrence 6 9 points deducted"),
         "Penalty matrix", "Traceability"),
        ("es", ("advertencia", "2 puntos", "5 puntos", "desde la 6.ª vez"), "Cuadro de sanciones", "Trazabilidad"),
        ("zh", ("警告", "2分", "5分", "自第6次起"), "处罚规定一览表", "职责与考核对照"),
    ],
)  # fmt: skip
def test_on_paper(project: Path, language: str, cells: tuple[str, ...], title: str, trace: str) -> None:
    import page as page_validation

    facts = project / "roles/sales-manager/role.yaml"
    words = facts.read_text(encoding="utf-8")
    old = "    effect: {kind: fine, amount: {value: 50, currency: CNY}}\n    window: year\n"
    assert old in words
    facts.write_text(words.replace(old, STEPPED), encoding="utf-8")
    for name in LANGUAGES:
        path = project / f"roles/sales-manager/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("{amount}", ""), encoding="utf-8")
    context = context_of(project, language)
    charter = make_charter(context, "sales-manager")
    found = squeeze(read_pdf(charter))
    for cell in cells:
        assert squeeze(cell) in found
    assert squeeze(trace) not in found, "a charter leaves it to the handbook"
    handbook = make_handbook(context, project / "parts", sections_of(context, "all"))
    found = squeeze(read_pdf(handbook))
    for expected in (*cells, title, trace):
        assert squeeze(expected) in found
    for name, pdf in (("charter", charter), ("handbook", handbook)):
        path = project / f"{name}.pdf"
        path.write_bytes(pdf)
        result = page_validation.validate_pdf(str(path), profile="ua1")
        assert result.is_compliant, result.failures


def test_a_long_matrix_repeats_its_head_and_splits_no_row(project: Path) -> None:
    context = context_of(project)
    (section,) = (section for section in sections_of(context, "all") if section.name == "all/penalties")
    chapter = section.make()
    (group, *_) = chapter.matrix.groups
    sentence = "Ignores what customers say, again and again. " * 6
    many = tuple(
        replace(
            group.penalties[0],
            trigger=text(f"Begin{index} {sentence} End{index}"),
            breaks=(),
            spares=(),
            anchor="penalties",
        )
        for index in range(40)
    )
    chapter = replace(chapter, matrix=replace(chapter.matrix, groups=(replace(group, penalties=many),)))
    pdf = make_handbook(context, project / "parts", (replace(section, make=lambda: chapter),))
    pages = [
        page.extract_text()
        for page in PdfReader(BytesIO(pdf)).pages
        if page.mediabox.width > page.mediabox.height
    ]
    assert len(pages) > 3
    for page in pages:
        assert "3rd time" in page
        assert re.findall(r"Begin(\d+)", page) == re.findall(r"End(\d+)", page), "no row is split"
