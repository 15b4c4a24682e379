"""The chapters of a bilingual edition that tell of all its roles together, and the traces of its roles."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders
from rolebook.views import bilingual_calendar
from rolebook.views.bilingual_book import find_bilingual_digest, list_bilingual_sections
from rolebook.views.bilingual_edition import BilingualEdition, open_bilingual_edition
from rolebook.views.book import list_sections
from rolebook.views.book_assessment import build_assessment_guide
from rolebook.views.context import make_context
from rolebook.views.documents import build_printed_role
from rolebook.views.edition import DOCUMENT
from rolebook.views.letters import find_initial, sort_key
from rolebook.views.model import (
    AssessmentGuide,
    BilingualAssessmentChapter,
    BilingualCalendarChapter,
    BilingualIndexChapter,
    BilingualPenaltyChapter,
    Pair,
    Text,
)
from rolebook.views.trace import build_trace
from tests.bilingual_books import change, copy_rated, fill, open_both, role_of, view
from tests.conftest import ROOT
from tests.project import TODAY

EDITIONS = {"bilingual-zh-es": ("zh", "es"), "bilingual-en-zh": ("en", "zh")}
TOGETHER = pytest.mark.parametrize("name", EDITIONS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with an edition in two languages and a rating scale."""
    return copy_rated(tmp_path / "project")


@pytest.fixture(scope="module")
def library() -> dict[str, BilingualEdition]:
    """The editions of the role library in two languages."""
    catalogue = load_catalogue(ROOT)[0]
    options = choose_options(catalogue, BuildRequest(ROOT, ROOT / "site", build_date=TODAY))
    contexts = {
        tag: make_context(catalogue, options, tag, find_template_folders(ROOT)) for tag in ("en", "zh", "es")
    }
    return {
        name: open_bilingual_edition(contexts[first], contexts[second], name)
        for name, (first, second) in EDITIONS.items()
    }


def made(edition: BilingualEdition, kind: type[Any]) -> list[Any]:
    """The views of one kind among the sections of an edition."""
    views = (section.make() for section in list_bilingual_sections(edition))
    return [one for one in views if isinstance(one, kind)]


def both(pair: Pair) -> tuple[str, str]:
    return pair.first.plain, pair.second.plain


# Which chapters there are


@TOGETHER
def test_it_has_the_chapters_of_an_edition_in_one_language_in_their_order(
    library: dict[str, BilingualEdition], name: str
) -> None:
    edition = library[name]

    def name_chapters(sections: tuple[Any, ...]) -> list[str]:
        return list(dict.fromkeys(re.sub(r"-\d+$", "", section.name) for section in sections))

    assert name_chapters(list_bilingual_sections(edition)) == name_chapters(list_sections(edition.own))


def test_contents_name_the_chapters_in_both_languages(project: Path) -> None:
    lines = {line.anchor: both(line.label) for line in view(project)["both/contents"].lines}
    assert {anchor: lines.get(anchor) for anchor in ("assessment", "penalties", "calendar", "index")} == {
        "assessment": ("考核办法说明", "Cómo funciona la evaluación"),
        "penalties": ("处罚规定一览表", "Cuadro de sanciones"),
        "calendar": ("工作日历", "Calendario"),
        "index": ("索引", "Índice alfabético"),
    }


def test_roles_without_kpis_penalties_and_dates_have_none_of_them(project: Path) -> None:
    change(
        project / "handbook/handbook.yaml",
        "  both: {languages: [zh, es]}",
        "  both: {languages: [zh, es], levels: [unit]}",
    )
    names = {section.name for section in open_both(project)[1]}
    assert not names & {f"both/{name}" for name in ("assessment", "penalties", "calendar", "index")}
    assert "both/acknowledgement" in names


# How assessment works


def words_of(guide: AssessmentGuide) -> list[str]:
    words = [guide.title, guide.opening]
    for part in (*guide.method, *guide.rules):
        words += [part.title, part.formula, *part.sentences, *part.steps]
        words += [word for rule in part.rules for word in (rule.label, rule.text)]
    for rating in guide.ratings:
        words += [
            rating.name.plain,
            rating.range,
            rating.meaning.plain if rating.meaning else "",
            rating.failed or "",
        ]
    assert guide.example
    words += [guide.example.title, guide.example.intro, guide.example.role.label.plain]
    for row in guide.example.rows:
        words += [row.name.plain, row.target, row.actual, row.score, row.weight, row.product]
    return words + [word for line in guide.example.sums for word in (line.label, line.value)]


def list_texts(value: Any, side: str) -> list[str]:
    """All words of a view in one of its languages."""
    if isinstance(value, Pair):
        return [getattr(value, side).plain]
    if isinstance(value, Text):
        return [value.plain]
    if isinstance(value, tuple):
        return [text for item in value for text in list_texts(item, side)]
    if hasattr(value, "label") and hasattr(value, "href"):
        return [value.label.plain]
    fields = getattr(value, "__dataclass_fields__", {})
    return [text for name in fields for text in list_texts(getattr(value, name), side)]


@TOGETHER
def test_how_assessment_works_is_said_in_full_in_both_languages(
    library: dict[str, BilingualEdition], name: str
) -> None:
    edition = library[name]
    (chapter,) = made(edition, BilingualAssessmentChapter)
    for context, side in zip(edition.both, ("first", "second"), strict=True):
        guide = build_assessment_guide(context, edition.roles, DOCUMENT, "assessment--")
        assert guide
        told = Counter(list_texts(chapter.guide, side))
        missing = Counter(filter(None, words_of(guide))) - told
        assert not missing


def test_figures_of_the_example_stand_once_where_both_write_them_alike(project: Path) -> None:
    guide = view(project)["both/assessment"].guide
    assert guide.example and [row.number for row in guide.example.rows] == ["1", "2"]
    row = guide.example.rows[0]
    assert row.name.first.plain != row.name.second.plain
    assert row.target.alike and row.score.alike and row.weight.alike and row.product.alike
    assert [(both(line.label), both(line.value), line.value.alike) for line in guide.example.sums] == [
        (("加权得分", "Puntuación ponderada"), ("84", "84"), True),
        (("总分", "Total"), ("84", "84"), True),
        (("等级", "Calificación"), ("良好", "Bueno"), False),
    ]
    html = fill(project, "both/assessment")
    total = html.split('class="sum sum-strong"')[1].split("</tr>")[0]
    assert total.count(">84<") == 1
    change(project / "roles/sales-manager/role.yaml", "weight: 60", "weight: 60.5")
    change(project / "roles/sales-manager/role.yaml", "weight: 40", "weight: 39.5")
    row = view(project)["both/assessment"].guide.example.rows[0]
    assert both(row.weight) == ("60.5%", "60,5\u00a0%") and not row.weight.alike


def test_ratings_say_in_both_languages_what_earns_them_and_what_fails(project: Path) -> None:
    good, poor = view(project)["both/assessment"].guide.ratings
    assert both(good.range) == ("80及以上", "80 o más") and good.failed is None
    assert both(poor.failed) == ("不合格", "no superada")


# The penalty matrix


@TOGETHER
def test_the_matrix_has_every_penalty_once(library: dict[str, BilingualEdition], name: str) -> None:
    edition = library[name]
    groups = [group for chapter in made(edition, BilingualPenaltyChapter) for group in chapter.groups]
    found = [rule.first.anchor for group in groups for rule in group.penalties]
    wanted = [
        rule.anchor
        for role in edition.roles
        for rule in build_printed_role(edition.first, role, DOCUMENT).penalties
    ]
    assert found == wanted
    assert [rule.second.anchor for group in groups for rule in group.penalties] == wanted


def test_each_penalty_has_a_row_in_each_language_under_one_number(project: Path) -> None:
    change(
        project / "roles/sales-manager/role.yaml",
        "    window: year\n",
        "    window: year\n    steps: [{occurrence: 2, effect: {kind: warning}}]\n",
    )
    html = fill(project, "both/penalties")
    group = html.split('class="matrix-group"')[1]
    first, second = re.findall(r'<tr class="(?:main|more)-row".*?</tr>', group, re.S)
    assert 'lang="zh"' in first and 'lang="es"' in second
    assert first.count('rowspan="2"') == 1 and "rowspan" not in second
    for row, expected in (
        (first, ("罚款50元", "警告", "总经理")),
        (second, ("multa de 50 yuanes", "advertencia", "Dirección")),
    ):
        assert [words for words in expected if words not in row] == []
        assert '<td colspan="2"><strong>' in row, "the second and third time have the same effect"
    assert 'href="#sales-manager--penalty-no-report"' in first


# The calendar


@TOGETHER
def test_the_calendar_says_each_thing_once_with_its_time_in_both_languages(
    library: dict[str, BilingualEdition], name: str
) -> None:
    chapters = made(library[name], BilingualCalendarChapter)
    rows = [row for chapter in chapters for department in chapter.departments for row in department.rows]
    assert len({row.href for row in rows}) == len(rows) > 8
    for row in rows:
        assert all(both(row.when)) and all(both(row.text)) and all(both(row.role))
    chinese = 0 if name == "bilingual-zh-es" else 1
    assert all(re.search("[一-鿿]", both(row.text)[chinese]) for row in rows)
    assert not any(re.search("[一-鿿]", both(row.text)[1 - chinese]) for row in rows)


def test_calendars_that_do_not_match_are_refused(library: dict[str, BilingualEdition]) -> None:
    from dataclasses import replace

    from rolebook.views.book_calendar import build_book_calendar

    edition = library["bilingual-zh-es"]
    first, second = (build_book_calendar(context, edition.roles, DOCUMENT)[0] for context in edition.both)
    turned = replace(second, groups=tuple(replace(group, rows=group.rows[::-1]) for group in second.groups))
    with pytest.raises(ValueError, match="not the same in both languages"):
        bilingual_calendar.pair_calendar(first, turned)


# The index


@TOGETHER
def test_each_language_has_its_own_index_in_the_order_of_its_letters(
    library: dict[str, BilingualEdition], name: str
) -> None:
    edition = library[name]
    parts = [part for chapter in made(edition, BilingualIndexChapter) for part in chapter.parts]
    assert [part.sides.first.language for part in parts] == list(EDITIONS[name])
    for part, context in zip(parts, edition.both, strict=True):
        assert [index.title for index in part.indexes] == [context._("KPIs"), context._("Competencies")]
        for index in part.indexes:
            labels = [group.label for group in index.groups]
            assert labels == sorted(set(labels))
            for group in index.groups:
                names = [entry.name.plain for entry in group.entries]
                assert names == sorted(names, key=lambda name: sort_key(name, context.language))
                assert {find_initial(name, context.language) for name in names} == {group.label}
    ids = [index.id for part in parts for index in part.indexes]
    assert len(set(ids)) == len(ids) == 4


def test_entries_of_the_index_name_the_same_in_the_other_language(
    library: dict[str, BilingualEdition],
) -> None:
    (chapter,) = made(library["bilingual-zh-es"], BilingualIndexChapter)
    told = [
        {
            (entry.name.plain, other.plain)
            for index in part.indexes
            for group in index.groups
            for entry in group.entries
            for other in entry.also
        }
        for part in chapter.parts
    ]
    assert ("回款率", "Tasa de cobro") in told[0]
    assert {(second, first) for first, second in told[0]} == told[1]


def test_what_has_two_names_in_the_other_language_tells_both(project: Path) -> None:
    other = "kpis:\n  collection: {name: Otro nombre}\n"
    change(project / "roles/sales-representative/es.yaml", "kpis:\n", other)
    chinese, spanish = (
        {
            entry.name.plain: ([text.plain for text in entry.also], len(entry.hrefs))
            for index in part.indexes
            for group in index.groups
            for entry in group.entries
        }
        for part in view(project)["both/index"].parts
    )
    assert chinese["回款率"] == (["Tasa de cobro", "Otro nombre"], 2)
    assert (spanish["Tasa de cobro"], spanish["Otro nombre"]) == ((["回款率"], 1), (["回款率"], 1))


# Traces


@TOGETHER
def test_traces_have_the_rows_and_numbers_of_both_languages(
    library: dict[str, BilingualEdition], name: str
) -> None:
    from rolebook.views.bilingual_role import build_bilingual_role

    edition = library[name]
    for role in edition.roles:
        trace = build_bilingual_role(*edition.both, role, DOCUMENT).trace
        for context, side in zip(edition.both, ("first", "second"), strict=True):
            single = build_trace(context, role, build_printed_role(context, role, DOCUMENT))
            assert (single is None) == (trace is None)
            if not single or not trace:
                continue
            assert [getattr(row, side) for row in trace.rows] == [row.duty for row in single.rows]
            for kind in ("kpis", "penalties"):
                numbers = [[link.number for link in getattr(row, kind)] for row in single.rows]
                assert [[link.number for link in getattr(row, kind)] for row in trace.rows] == numbers


def test_a_duty_without_rules_says_so_in_both_languages(project: Path) -> None:
    change(
        project / "roles/sales-manager/role.yaml",
        "measures: [weekly-report, check-goods]",
        "measures: [weekly-report]",
    )
    book = view(project)
    trace = role_of(book).trace
    assert trace and trace.has_kpis and trace.has_penalties
    gaps = {row.first.label.plain: both(row.gap) for row in trace.rows if row.gap}
    assert gaps == {"在交货前6小时安排货物检查。": ("无考核指标，无处罚规定", "sin indicador ni sanción")}
    html = fill(project, "role-sales-manager").split("trace-pairs")[1]
    assert re.search(r'<a href="#sales-manager--kpi-collection">1</a>', html)
    part = role_of(book, "sales-representative").trace
    assert part
    through = {both(link.through) for row in part.rows for link in row.kpis if link.through}
    assert through == {("随第1项", "como parte de 1")}


# The digest


def test_the_digest_holds_the_words_of_all_chapters_and_none_of_the_interface(project: Path) -> None:
    def digest() -> str:
        edition, sections = open_both(project)
        return find_bilingual_digest(edition, sections)

    before = digest()
    folder = project / "templates/locale/zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    own = "".join(
        f'msgid "{text}"\nmsgstr "别的词"\n\n'
        for text in ("When", "What happened", "Index", "none named", "Duty")
    )
    (folder / "rolebook.po").write_text('msgid ""\nmsgstr "Language: zh\\n"\n\n' + own, "utf-8")
    assert "别的词" in fill(project, "both/calendar")
    assert digest() == before
    known = {before}
    for file, old, new in (
        ("roles/sales-manager/role.yaml", "examples: [{actual: 96,", "examples: [{actual: 97,"),
        ("roles/sales-manager/role.yaml", "by: 2}", "by: 3}"),
        ("handbook/handbook.yaml", "good: {from: 80}", "good: {from: 81}"),
    ):
        change(project / file, old, new)
        assert digest() not in known
        known.add(digest())
