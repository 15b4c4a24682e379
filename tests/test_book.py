"""Handbooks as books: how assessment works, calendar, index, imprint, the sheet to sign, and the digest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rolebook.assessment.total import assess_results
from rolebook.build.plan import plan_site
from rolebook.content.resolve import load_catalogue
from rolebook.language.locales import find_language
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders
from rolebook.render.settings import RenderSettings
from rolebook.views import book_chapters
from rolebook.views.bilingual_book import build_bilingual_book, find_bilingual_digest, list_bilingual_sections
from rolebook.views.bilingual_edition import open_bilingual_edition
from rolebook.views.book import build_book, find_digest, list_sections
from rolebook.views.book_assessment import (
    build_assessment_guide,
    build_assessment_guide_page,
    build_ratings,
)
from rolebook.views.book_calendar import build_book_calendar, divide_calendar
from rolebook.views.book_example import assess_example, choose_example
from rolebook.views.book_index import build_book_index, divide_index
from rolebook.views.context import ViewContext, make_context
from rolebook.views.digest import digest_content
from rolebook.views.edition import DOCUMENT, open_edition
from rolebook.views.editions import build_editions
from rolebook.views.guides import build_guides
from rolebook.views.letters import find_initial, sort_key
from rolebook.views.model import AssessmentGuide, BilingualCover, Cover, IndexChapter
from rolebook.views.pages import build_role_page
from tests.books import lay_out
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample, release_all

LANGUAGES = ("en", "zh", "es")
SIMPLE = {"from": 0, "score": 1}
RATINGS = "ratings:\n  good: {from: 80}\n  fair: {from: 60}\n  poor: {passed: false}\n"


def open_context(project: Path, language: str = "en") -> ViewContext:
    catalogue = replace(load_catalogue(project)[0], postings={})
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
    return make_context(catalogue, options, language, find_template_folders(project))


def guide_of(context: ViewContext, *names: str) -> AssessmentGuide:
    roles = [context.catalogue.roles[name] for name in names or context.options.roles]
    guide = build_assessment_guide(context, roles, DOCUMENT)
    assert guide
    return guide


def words_of(guide: AssessmentGuide) -> str:
    parts = [*guide.method, *guide.rules]
    words = [guide.opening]
    for part in parts:
        words += [part.title, part.formula, *part.sentences, *part.steps]
        words += [f"{rule.label}: {rule.text}" for rule in part.rules]
    return "\n".join(words)


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


@pytest.fixture(scope="module")
def library() -> dict[str, ViewContext]:
    return {tag: open_context(ROOT, tag) for tag in LANGUAGES}


# How assessment works


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_language_and_complete(
    library: dict[str, ViewContext], language: str
) -> None:
    words = words_of(guide_of(library[language]))
    assert "{" not in words and "%(" not in words
    english = words_of(guide_of(library["en"]))
    if language != "en":
        assert not set(words.splitlines()) & {line for line in english.splitlines() if line}
    if language == "zh":
        assert not re.search("[A-Za-z]{2,}", words.replace("KPI", ""))


def test_the_worked_example_is_what_the_engine_says(library: dict[str, ViewContext]) -> None:
    context = library["en"]
    for name in ("all", *context.catalogue.handbook.editions):
        roles = open_edition(context, name).roles
        case = choose_example(roles)
        example = guide_of(context, *(role.id for role in roles)).example
        assert case and example
        book = context.catalogue.handbook
        again = assess_results(
            case.role.facts.kpis, case.actuals, case.applied, book.assessment, book.ratings
        )
        assert [row.score for row in example.rows] == [
            context.language.number(row.score.value) if row.score else "–" for row in again.kpis
        ]
        assert again.total is not None and again.rating is not None
        shown = {line.label: line.value for line in example.sums}
        assert shown["Total"] == context.language.number(again.total)
        assert shown["Rating"] == context.name("ratings", again.rating).plain
        # By hand: every KPI has a result, so the products add up to the weighted score.
        products = sum(
            (Fraction(row.score.value) * Fraction(row.facts.weight) / 100 for row in again.kpis if row.score),
            Fraction(0),
        )
        assert again.weighted is not None and abs(products - Fraction(again.weighted)) <= Fraction(1, 20)
        assert case.role.facts.kind == "post"


def test_results_of_the_example_are_those_of_the_files(project: Path) -> None:
    context = open_context(project)
    case = choose_example([context.catalogue.roles["sales-manager"]])
    assert case
    assert case.actuals == {"collection": Decimal(96), "late-reports": Decimal(1)}
    assert assess_example(context, case).total == Decimal("84.0")
    example = guide_of(context, "sales-manager").example
    assert example
    assert [(row.actual, row.score, row.weight, row.product) for row in example.rows] == [
        ("96%", "100", "60%", "60"),
        ("1", "60", "40%", "24"),
    ]
    assert [(line.label, line.value) for line in example.sums] == [("Weighted score", "84"), ("Total", "84")]


def test_penalties_in_points_come_off_the_example(project: Path) -> None:
    edit(
        project,
        "roles/sales-manager/role.yaml",
        "effect: {kind: fine, amount: {value: 50, currency: CNY}}",
        "effect: {kind: points, points: 2.5}",
    )
    context = open_context(project)
    guide = guide_of(context, "sales-manager")
    assert guide.example
    sums = {line.label.partition(":")[0]: line.value for line in guide.example.sums}
    assert sums == {"Weighted score": "84", "Deducted points": "-2.5", "Total": "81.5"}
    assert guide.method[0].formula.endswith("− deducted points")
    assert "taken off the total" in words_of(guide)
    assert "Money" not in words_of(guide)


RULES: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (lambda kpi: kpi["scoring"].update(floor=10), "Floor and cap"),
    (lambda kpi: kpi["scoring"].update(cap=90), "Floor and cap"),
    (lambda kpi: kpi["scoring"].update(veto={"worse_than": 50}), "Veto: "),
    (lambda kpi: kpi["scoring"].update(veto={"worse_than": 50, "total": True}), "Veto of the total"),
    (lambda kpi: kpi.update(scoring={"linear": {"each": 1, "lose": 2}}), "Line: "),
    (lambda kpi: kpi.update(added=True, weight=0), "Added KPI"),
    (lambda kpi: kpi.update(scoring=None), "Judged score"),
]


@pytest.mark.parametrize(("change", "label"), RULES, ids=[label.strip(": ") for _, label in RULES])
def test_a_rule_is_explained_where_it_occurs_and_only_there(
    project: Path, change: Callable[[dict[str, Any]], None], label: str
) -> None:
    context = open_context(project)
    role = context.catalogue.roles["sales-manager"]
    assert label not in words_of(guide_of(context, "sales-manager"))
    kpi = role.facts.kpis["collection"]
    assert kpi and kpi.scoring
    raw: dict[str, Any] = {
        **kpi.model_dump(exclude_unset=True, exclude={"scoring"}),
        "scoring": {"bands": [SIMPLE]},
    }
    change(raw)
    facts = role.facts.model_copy(
        update={"kpis": {**role.facts.kpis, "collection": type(kpi).model_validate(raw)}}
    )
    guide = build_assessment_guide(context, [replace(role, facts=facts)], DOCUMENT)
    assert guide and label in words_of(guide)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"window": None}, "-Window: "),
        ({"steps": [{"occurrence": 2, "effect": {"kind": "warning"}}]}, "Steps: "),
        ({"steps": [{"occurrence": 2, "effect": {"kind": "warning"}}]}, "Warning: "),
        ({"at_most": 100}, "Cap: "),
        (
            {"guarantee": {"months": 2, "orders_at_least": 3}},
            "Guarantee: The guarantee lasts 2 months",
        ),
        ({"per": "period"}, "Once a period"),
        ({"spares": []}, "-Spared KPI: "),
        ({"effect": {"kind": "process"}}, "Procedure"),
    ],
)
def test_penalties_are_explained_by_what_occurs(project: Path, fields: dict[str, Any], label: str) -> None:
    """A label that begins with “-” is there before the change, and gone after it."""
    context = open_context(project)
    role = context.catalogue.roles["sales-manager"]
    rule = role.facts.penalties["no-report"]
    assert rule
    before = words_of(guide_of(context, "sales-manager"))
    changed = type(rule).model_validate({**rule.model_dump(exclude_unset=True), **fields})
    facts = role.facts.model_copy(update={"penalties": {"no-report": changed}})
    guide = build_assessment_guide(context, [replace(role, facts=facts)], DOCUMENT)
    assert guide
    if label.startswith("-"):
        assert label[1:] in before and label[1:] not in words_of(guide)
    else:
        assert label not in before and label in words_of(guide)


def test_days_to_appeal_are_those_of_the_rules(project: Path) -> None:
    context = open_context(project)
    assert "the rule gives 5 days for it" in words_of(guide_of(context, "sales-manager"))
    edit(project, "roles/sales-manager/role.yaml", "appeal_days: 5", "appeal_days: 1")
    assert "the rule gives 1 day for it" in words_of(guide_of(open_context(project), "sales-manager"))
    edit(project, "roles/sales-representative/role.yaml", "appeal_days: 5", "appeal_days: 9")
    assert "1 to 9 days" in words_of(guide_of(open_context(project)))


def test_without_penalties_there_is_only_how_mistakes_are_mended(project: Path) -> None:
    context = open_context(project)
    role = context.catalogue.roles["sales-manager"]
    bare = replace(role, facts=role.facts.model_copy(update={"penalties": {}}))
    guide = build_assessment_guide(context, [bare], DOCUMENT)
    assert guide and [part.id for part in guide.rules] == ["appeal"]
    assert "appeal" not in " ".join(guide.rules[0].sentences)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("{}", ("never lower than 0.", "nearest 0.1,", "84.25 becomes 84.3")),
        ("{decimals: 0, floor: 10}", ("never lower than 10.", "nearest 1,", "84.5 becomes 85.")),
        ("{decimals: 2, cap: 120}", ("never higher than 120.", "nearest 0.01,", "84.125 becomes 84.13")),
        ("{decimals: 3}", ("nearest 0.001,", "84.0625 becomes 84.063")),
    ],
)
def test_rounding_floor_and_cap_are_stated(project: Path, settings: str, expected: tuple[str, ...]) -> None:
    edit(project, "handbook/handbook.yaml", "levels:", f"assessment: {settings}\nlevels:")
    steps = " ".join(guide_of(open_context(project)).method[0].steps)
    assert all(words in steps for words in expected), steps


def test_ratings_tell_the_totals_that_earn_them(project: Path) -> None:
    assert build_ratings(open_context(project)) == ()
    assert "rating" not in words_of(guide_of(open_context(project)))
    edit(project, "handbook/handbook.yaml", "levels:", f"{RATINGS}levels:")
    rows = build_ratings(open_context(project))
    assert [(row.name.plain, row.range, row.failed) for row in rows] == [
        ("good", "80 or more", None),
        ("fair", "60 to below 80", None),
        ("poor", "less than 60", "not passed"),
    ]
    edit(
        project,
        "handbook/handbook.yaml",
        "levels:",
        "provenance: {ratings.fair: {certainty: proposed}}\nlevels:",
    )
    marks = [row.mark and row.mark.kind for row in build_ratings(open_context(project))]
    assert marks == [None, "proposed", None]
    assert "The total earns a rating" in words_of(guide_of(open_context(project)))


def test_no_kpi_means_no_chapter_and_no_page(project: Path) -> None:
    context = open_context(project)
    unit = context.catalogue.roles["sales-department"]
    assert build_assessment_guide(context, [unit], DOCUMENT) is None
    paths = set(plan_paths(project))
    assert "en/assessment/index.html" in paths
    for name in ("sales-manager", "sales-representative"):
        text = (project / f"roles/{name}/role.yaml").read_text("utf-8")
        text = re.sub(r"^kpis:\n(?:  .*\n)+|^    spares: .*\n", "", text, flags=re.M)
        (project / f"roles/{name}/role.yaml").write_text(text, "utf-8")
    for file in project.glob("roles/sales-*/??.yaml"):
        text = re.sub(r"^kpis:\n(?:  .*\n)+", "", file.read_text("utf-8"), flags=re.M)
        file.write_text(text, "utf-8")
    paths = set(plan_paths(project))
    assert "en/handbooks/index.html" in paths and "en/assessment/index.html" not in paths
    names = [section.name for section in list_sections(open_edition(open_context(project), "all"))]
    assert "all/assessment" not in names and "all/index" in names


def plan_paths(project: Path) -> list[str]:
    catalogue = load_catalogue(project)[0]
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
    return [item.path for item in plan_site(release_all(catalogue), options, find_template_folders(project))]


# Calendar and index


def test_the_calendar_says_each_thing_once_with_its_time(library: dict[str, ViewContext]) -> None:
    for context in library.values():
        roles = open_edition(context, "all").roles
        rows = [
            row
            for department in build_book_calendar(context, roles, DOCUMENT)
            for group in department.groups
            for row in group.rows
        ]
        assert len({row.href for row in rows}) == len(rows) > 50
        assert all(row.when and row.role and not row.when[:1].islower() for row in rows)
        timeless = {"always", "regular"}
        assert not any(
            group.id in timeless
            for department in build_book_calendar(context, roles, DOCUMENT)
            for group in department.groups
        )


def test_a_department_without_dates_is_left_out(project: Path) -> None:
    context = open_context(project)
    unit = [context.catalogue.roles["sales-department"]]
    assert build_book_calendar(context, unit, DOCUMENT) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_holds_every_kpi_and_competency_once_under_its_letter(
    library: dict[str, ViewContext], language: str
) -> None:
    context = library[language]
    roles = open_edition(context, "all").roles
    indexes = {index.id: index for index in build_book_index(context, roles, DOCUMENT)}
    expected = {f"#{role.id}--kpi-{key}" for role in roles for key, facts in role.facts.kpis.items() if facts}
    found = [href for group in indexes["kpis"].groups for entry in group.entries for href in entry.hrefs]
    assert len(set(found)) == len(found) and set(found) <= expected
    assert len(expected) - len(found) <= 5  # KPIs of one role that are called alike have one place
    for index in indexes.values():
        labels = [group.label for group in index.groups]
        assert labels == sorted(set(labels))
        for group in index.groups:
            names = [entry.name.plain for entry in group.entries]
            assert len(set(names)) == len(names)
            assert names == sorted(names, key=lambda name: sort_key(name, context.language))
            assert {find_initial(name, context.language) for name in names} == {group.label}


def test_letters_follow_the_language() -> None:
    spanish, chinese = find_language("es"), find_language("zh")
    names = ["ñame", "nube", "oso", "Ámbar", "ampliar"]
    ordered = sorted(names, key=lambda name: sort_key(name, spanish))
    assert ordered == ["Ámbar", "ampliar", "nube", "ñame", "oso"]
    assert [find_initial(name, spanish) for name in ("ñame", "Ámbar", "5 %")] == ["Ñ", "A", "#"]
    assert [find_initial(name, chinese) for name in ("回款率", "重点客户", "KPI")] == ["H", "Z", "K"]


# Digest


def digest_of(project: Path, language: str = "en", edition: str = "all") -> str:
    return find_digest(open_edition(open_context(project, language), edition))


def test_the_digest_is_the_same_for_the_same_content(project: Path, tmp_path: Path) -> None:
    first = digest_of(project)
    assert re.fullmatch("[0-9a-f]{4}(-[0-9a-f]{4}){7}", first)
    assert digest_of(copy_sample(tmp_path / "other")) == first
    assert len({digest_of(project, language) for language in LANGUAGES}) == 3
    edit(project, "handbook/handbook.yaml", "levels:", "print: {paper: letter}\nlevels:")
    assert digest_of(project) == first


CHANGES = [
    ("roles/sales-manager/role.yaml", "target: 95", "target: 96"),
    ("roles/sales-manager/role.yaml", "weight: 60", "weight: 61"),
    ("roles/sales-manager/role.yaml", "appeal_days: 5", "appeal_days: 6"),
    ("roles/sales-manager/role.yaml", "by: 2}", "by: 3}"),
    ("roles/sales-representative/en.yaml", "collects the money", "collects all the money"),
    ("handbook/handbook.yaml", 'version: "1.0"', 'version: "1.1"'),
    ("handbook/handbook.yaml", "effective: 2026-12-01", "effective: 2026-12-02"),
    ("handbook/handbook.yaml", "governing_language: zh", "governing_language: en"),
    ("handbook/handbook.yaml", "owner: hr", "owner: sales"),
    ("handbook/handbook.yaml", "levels:", "assessment: {cap: 110}\nlevels:"),
    ("handbook/handbook.yaml", "levels:", f"{RATINGS}levels:"),
]


@pytest.mark.parametrize(("file", "old", "new"), CHANGES)
def test_the_digest_changes_with_the_content(project: Path, file: str, old: str, new: str) -> None:
    before = digest_of(project)
    edit(project, file, old, new)
    assert digest_of(project) != before


def test_the_digest_is_that_of_one_language_and_one_edition(project: Path) -> None:
    edit(project, "handbook/handbook.yaml", "  sales: {departments: [sales]}", "  posts: {levels: [manager]}")
    chinese, posts = digest_of(project, "zh"), digest_of(project, "en", "posts")
    edit(project, "roles/sales-representative/en.yaml", "collects the money", "collects it")
    assert digest_of(project, "zh") == chinese
    assert digest_of(project, "en", "posts") == posts


def test_an_edition_in_two_languages_has_one_digest(library: dict[str, ViewContext]) -> None:
    edition = open_bilingual_edition(library["en"], library["zh"], "bilingual-en-zh")
    sections = list_bilingual_sections(edition)
    digest = find_bilingual_digest(edition, sections)
    for language in ("en", "zh"):
        assert digest in [row.digest for row in build_editions(library[language], library).editions]
    assert digest not in [row.digest for row in build_editions(library["es"], library).editions]
    assert build_bilingual_book(edition, sections).frame.keywords == f"digest {digest}"
    cover: BilingualCover = sections[0].make()
    assert cover.imprint
    told = next(fact for fact in cover.imprint.facts if fact.id == "digest")
    assert (told.label.first.plain, told.label.second.plain) == ("Digest", "摘要值")
    assert told.alike and [value.label.plain for value in told.first] == [digest]
    citation = cover.imprint.citation
    assert all(
        digest in text.plain and "English · 中文" in text.plain for text in (citation.first, citation.second)
    )


def test_pages_give_the_digests_that_sections_give(library: dict[str, ViewContext]) -> None:
    """Pages alone are built without sections; the digests that they show must be those of the books."""
    for context in library.values():
        edition = open_edition(context, "all")
        sections = {section.name: section for section in list_sections(edition)}
        for role in edition.roles:
            name = f"role-{role.id}"
            context.digests.pop(name, None)
            build_role_page(context, role, frozenset(), {context.tag: context})
            assert context.digests[name] == digest_content(sections[name].make()), (context.tag, name)


def test_moving_words_between_fields_changes_the_digest(library: dict[str, ViewContext]) -> None:
    cover: Cover = list_sections(open_edition(library["en"], "hotel"))[0].make()
    assert cover.imprint
    one = replace(cover.imprint, governing="a", citation="b")
    assert digest_content(one) != digest_content(replace(one, governing="b", citation="a"))
    assert digest_content(one) == digest_content(replace(one, digest="other"))


# The book


def print_edition(project: Path, context: ViewContext, name: str) -> bytes:
    from rolebook.render.pdf.assemble import assemble_book
    from rolebook.render.pdf.document import prepare_fonts

    fonts = prepare_fonts(FONTS)
    settings = RenderSettings(find_template_folders(project), project)
    edition = open_edition(context, name)
    sections = list_sections(edition)
    paths = lay_out(settings, sections, context.tag, project.parent / f"{name}-{context.tag}")
    return assemble_book(build_book(edition, sections), paths, fonts, name=f"{name}.pdf")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[ViewContext, bytes]]:
    """The handbook of the sample in each language."""
    project = copy_sample(tmp_path_factory.mktemp("book") / "project")
    edit(project, "handbook/handbook.yaml", "levels:", f"{RATINGS}levels:")
    contexts = {language: open_context(project, language) for language in LANGUAGES}
    return {
        language: (context, print_edition(project, context, "all")) for language, context in contexts.items()
    }


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_the_index_are_those_of_the_pages(
    books: dict[str, tuple[ViewContext, bytes]], language: str
) -> None:
    context, pdf = books[language]
    reader = PdfReader(BytesIO(pdf))
    pages = [squeeze(text) for text in pages_of(pdf)]
    section = next(s for s in list_sections(open_edition(context, "all")) if s.name == "all/index")
    chapter: IndexChapter = section.make()
    index_pages = [
        page
        for page, text in enumerate(pages_of(pdf))
        if page > len(pages) // 2 and squeeze(context._("Index")) in squeeze(text)
    ]
    printed = "".join(pages[page] for page in index_pages)
    checked = 0
    for index in chapter.indexes:
        for group in index.groups:
            for entry in group.entries:
                targets = [reader.named_destinations[href[1:]] for href in entry.hrefs]
                numbers = [reader.get_destination_page_number(target) for target in targets]  # type: ignore[arg-type]
                for number in numbers:
                    assert squeeze(entry.name.plain) in pages[number or 0]
                said = "".join(str((number or 0) + 1) for number in numbers)
                assert squeeze(entry.name.plain) + said in printed
                checked += len(numbers)
    assert checked == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digest_stands_in_imprint_sheet_properties_and_on_the_site(
    books: dict[str, tuple[ViewContext, bytes]], language: str
) -> None:
    context, pdf = books[language]
    digest = find_digest(open_edition(context, "all"))
    pages = [squeeze(text) for text in pages_of(pdf)]
    assert digest in pages[1] and digest in pages[-1]
    assert PdfReader(BytesIO(pdf)).metadata.get("/Keywords") == f"digest {digest}"  # type: ignore[union-attr]
    assert build_editions(context, {context.tag: context}).editions[0].digest == digest
    assert len(pages) % 2 == 1, "the sheet to sign is on a right page"


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_and_bookmarks_name_every_chapter(
    books: dict[str, tuple[ViewContext, bytes]], language: str
) -> None:
    context, pdf = books[language]
    _ = context._
    titles = [
        _(text)
        for text in ("How assessment works", "Calendar", "Glossary", "Index", "Acknowledgement of receipt")
    ]
    contents = "".join(squeeze(text) for text in pages_of(pdf)[2:4])
    bookmarks = [item.title for item in PdfReader(BytesIO(pdf)).outline if not isinstance(item, list)]
    for title in titles:
        assert squeeze(title) in contents
        assert title in bookmarks


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_in_several_sections_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    import page as page_validation

    project = copy_sample(tmp_path / "project")
    context = open_context(project, language)
    whole = list_sections(open_edition(context, "all"))
    for name in ("_ROLES_TOGETHER", "_ROWS_TOGETHER", "_NUMBERS_TOGETHER"):
        monkeypatch.setattr(book_chapters, name, 1)
    parted = list_sections(open_edition(context, "all"))
    for chapter in ("penalties", "calendar", "index"):
        names = [section.name for section in parted if re.fullmatch(rf"all/{chapter}(-\d+)?", section.name)]
        assert len(names) > 1
        assert len(names) == len(set(names))
    assert [line for section in parted for line in section.lines] == [
        line for section in whole for line in section.lines
    ]
    pdf = print_edition(project, context, "all")
    (tmp_path / "x.pdf").write_bytes(pdf)
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures
    _, pages = context._, pages_of(pdf)
    for head, body in (("Calendar", _("When")), ("Index", "")):
        title = squeeze(_(head))
        told = [page for page in map(squeeze, pages[5:]) if title in page and squeeze(body) in page]
        assert len(told) > 1, "sections that go on have the chapter in their running head"


def test_a_calendar_is_divided_without_loss(library: dict[str, ViewContext]) -> None:
    context = library["en"]
    roles = tuple(context.catalogue.roles[name] for name in context.options.roles)
    whole = build_book_calendar(context, roles, DOCUMENT)
    rows = [row for department in whole for group in department.groups for row in group.rows]
    for most in (1, 7, 100, 10_000):
        bundles = list(divide_calendar(whole, most))
        parts = [department for bundle in bundles for department in bundle]
        assert [row for part in parts for group in part.groups for row in group.rows] == rows
        assert len({part.anchor for part in parts}) == len(parts)
        for bundle in bundles:
            assert 0 < sum(len(group.rows) for part in bundle for group in part.groups) <= most


def test_an_index_is_divided_between_letters(library: dict[str, ViewContext]) -> None:
    context = library["zh"]
    roles = tuple(context.catalogue.roles[name] for name in context.options.roles)
    whole = build_book_index(context, roles, DOCUMENT)
    for most in (1, 150, 10_000):
        bundles = list(divide_index(whole, most))
        parts = [index for bundle in bundles for index in bundle]
        assert [group for part in parts for group in part.groups] == [
            g for index in whole for g in index.groups
        ]
        assert len({part.id for part in parts}) == len(parts)
        assert all(part.groups for part in parts)
    assert len(list(divide_index(whole, 10_000))) == 1
    assert list(divide_index((), 5)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_validator_finds_nothing_in_the_book(
    books: dict[str, tuple[ViewContext, bytes]], language: str, tmp_path: Path
) -> None:
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(books[language][1])
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "This is a translation: where it differs from the text in Chinese"),
        ("zh", "各语言文本不一致的，以本文本为准。"),
        ("es", "si difiere del texto en chino, prevalece"),
    ],
)
def test_the_imprint_says_which_language_counts(
    books: dict[str, tuple[ViewContext, bytes]], language: str, expected: str
) -> None:
    assert squeeze(expected) in squeeze(pages_of(books[language][1])[1])


def test_a_handbook_without_governing_language_says_nothing_of_it(project: Path) -> None:
    edit(project, "handbook/handbook.yaml", "governing_language: zh\n", "")
    cover: Cover = list_sections(open_edition(open_context(project), "all"))[0].make()
    assert cover.imprint and cover.imprint.governing is None


def test_an_edition_of_one_role_without_kpis_is_a_small_book(project: Path, tmp_path: Path) -> None:
    import page as page_validation

    edit(project, "handbook/handbook.yaml", "editions:", "editions:\n  unit: {levels: [unit]}")
    context = open_context(project, "zh")
    names = [section.name for section in list_sections(open_edition(context, "unit"))]
    assert names == [
        *("unit/cover", "unit/contents", "unit/part-sales"),
        *("role-sales-department", "glossary", "unit/acknowledgement"),
    ]
    pdf = print_edition(project, context, "unit")
    assert len(pages_of(pdf)) <= 11
    (tmp_path / "x.pdf").write_bytes(pdf)
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures


def test_few_roles_are_named_and_many_are_counted(library: dict[str, ViewContext]) -> None:
    for name, expected in (("hotel", 3), ("all", 1)):
        cover: Cover = list_sections(open_edition(library["en"], name))[0].make()
        assert cover.imprint
        roles = next(fact for fact in cover.imprint.facts if fact.id == "roles")
        assert len(roles.values) == expected


def test_the_page_on_assessment_is_linked_from_kpis_and_guides(project: Path) -> None:
    context = open_context(project, "es")
    manager, unit = (
        build_role_page(context, context.catalogue.roles[name], frozenset(), {context.tag: context})
        for name in ("sales-manager", "sales-department")
    )
    assert manager.how_assessed and manager.how_assessed.href == "../../assessment/index.html"
    assert unit.how_assessed is None
    assert build_guides(context).assessment
    page = build_assessment_guide_page(context)
    anchors = {part.anchor for part in (*page.guide.method, *page.guide.rules)} | {"example"}
    assert {item.anchor for item in page.contents} == anchors
    assert page.guide.example and page.guide.example.role.href == "../roles/sales-manager/index.html"


def test_exact_numbers_keep_all_their_decimals() -> None:
    assert find_language("en").exact_number(Decimal("21.06250")) == "21.0625"
    assert find_language("es").exact_number(Decimal("0.12345")) == "0,12345"
    assert find_language("zh").exact_number(Decimal(100)) == "100"
