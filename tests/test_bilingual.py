"""The bilingual edition: what is paired, what stands once, and how it is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.build.artifact import Artifact
from rolebook.build.plan import Selection, plan_site
from rolebook.language.markdown import SafeHtml, render_block, split_blocks
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders, read_project
from rolebook.views.bilingual import is_long, pair_blocks, pair_words, zip_by_id
from rolebook.views.context import make_context, plain_text
from rolebook.views.model import (
    SharedWorkflow,
    Text,
)
from rolebook.views.order import select_roles
from tests.bilingual_books import (
    NAMES,
    append,
    change,
    copy_deep,
    fill,
    plain,
    role_of,
    roles_of,
    section_of,
    view,
)
from tests.project import TODAY, copy_sample, diagnose, release_all


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with an edition in Chinese and Spanish, and duties three levels deep."""
    return copy_deep(tmp_path / "project")


# Pairing


def test_things_are_paired_by_id_in_the_order_of_the_first() -> None:
    def workflow(name: str, title: str) -> SharedWorkflow:
        return SharedWorkflow(name, name, plain_text(title), None, ())

    firsts = [workflow("a", "甲"), workflow("b", "乙")]
    seconds = [workflow("b", "B"), workflow("a", "A")]
    pairs = [(one.title.plain, other.title.plain) for one, other in zip_by_id(firsts, seconds)]
    assert pairs == [("甲", "A"), ("乙", "B")]
    for wrong in (seconds[:1], [*seconds, workflow("c", "C")], [*seconds, workflow("a", "A")]):
        with pytest.raises(ValueError, match="not the same in both languages"):
            list(zip_by_id(firsts, wrong))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("95%", "95%", True),
        ("95%", "95\u00a0%", True),
        ("50元", "50 yuanes", False),
        ("1.5", "1,5", False),
        ("", "", True),
    ],
)
def test_figures_stand_once_where_both_languages_write_them_alike(
    first: str, second: str, alike: bool
) -> None:
    assert pair_words(first, second).alike is alike


def test_words_not_yet_translated_are_never_alike() -> None:
    from rolebook.views.bilingual import pair

    text = Text(SafeHtml("Sales"), "Sales", "en")
    assert pair(text, text).alike is False


@pytest.mark.parametrize(
    ("markdown", "kinds"),
    [
        ("One paragraph.", ["p"]),
        ("One.\n\nTwo with *emphasis* and [a link](https://x.org/?a=1&b=2).", ["p", "p"]),
        ("Items:\n\n- one\n- two\n\n    - deeper\n\nEnd.", ["p", "ul", "p"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nEnd.", ["div", "hr", "p"]),
        ("### Title\n\n> quoted\n\n```\n<p> is shown\n```", ["h3", "blockquote", "pre"]),
    ],
)
def test_blocks_of_a_text_come_one_by_one(markdown: str, kinds: list[str]) -> None:
    markup = render_block(markdown)
    blocks = split_blocks(markup)
    assert [re.match(r"<(\w+)", block)[1] for block in blocks] == kinds  # type: ignore[index]
    assert re.sub(r"\s", "", "".join(blocks)) == re.sub(r"\s", "", markup)


def test_texts_that_are_not_built_alike_share_one_row() -> None:
    def text(markdown: str) -> Text:
        return Text(render_block(markdown), markdown)

    assert len(pair_blocks(text("a\n\nb"), text("甲\n\n乙"))) == 2
    (row,) = pair_blocks(text("a\n\nb"), text("甲"))
    assert "<p>a</p>" in row.first.html and "<p>b</p>" in row.first.html
    (row,) = pair_blocks(text("a\n\n- b"), text("甲\n\n乙"))
    assert row.second.html.count("<p>") == 2
    (row,) = pair_blocks(None, text("甲"))
    assert (row.first.plain, row.second.plain) == ("", "甲")
    assert pair_blocks(None, None) == ()


def test_rows_are_long_from_half_a_page() -> None:
    assert not is_long(["a" * 1100], ["好" * 550])
    assert is_long(["a" * 1101], [""])
    assert is_long([""], ["好" * 300, "好" * 251])


# The view


def test_groups_three_levels_deep_become_rows_with_one_number(project: Path) -> None:
    rows = section_of(role_of(view(project)), "duties").rows
    assert [(row.kind, row.number, *plain(row)) for row in rows[:4]] == [
        ("group", "1", "市场", "El mercado"),
        ("group", "1.1", "拜访之前", "Antes de una visita"),
        ("box", "", "价目表", "Lista de precios"),
        ("box", "", "车辆整洁", "Un coche limpio"),
    ]
    numbers = [row.number for row in rows[4:]]
    assert numbers == ["2", "2.1", "2.2", "3", "4"]
    anchors = [row.anchor for row in rows]
    assert len(set(anchors)) == len(anchors)


def test_placeholders_are_filled_in_each_language(project: Path) -> None:
    rows = section_of(role_of(view(project)), "duties").rows
    assert plain(rows[-1]) == (
        "在交货前6小时安排货物检查。",
        "Hace revisar la mercancía 6 horas antes de la entrega de la mercancía.",
    )
    requirement = section_of(role_of(view(project)), "qualifications").qualifications[1]
    assert requirement.number == "2"
    assert "2年" in requirement.first.text.plain and "2 años" in requirement.second.text.plain


def test_what_is_not_translated_is_marked_in_the_words_of_its_column(project: Path) -> None:
    change(project / "roles/sales-manager/es.yaml", "  contracts: ", "  # contracts: ")
    change(project / "roles/sales-manager/es.yaml", "authority:\n", "authority: {}\n")
    book = view(project)
    (row,) = section_of(role_of(book), "authority").rows
    assert plain(row) == ("签订常规合同。", "Signs usual contracts.")
    assert row.first.text and row.second.text
    assert (row.first.text.language, row.second.text.language) == (None, "en")
    notices = role_of(book).notices
    assert notices and notices.first.plain == "" and "1" in notices.second.plain
    html = fill(project, "role-sales-manager")
    cell = re.search(r'<td lang="es"><span class="untranslated" lang="en".*?</td>', html, re.DOTALL)
    assert cell and "Signs usual contracts." in cell[0]
    assert "aún no traducido" in cell[0].lower() or "sin traducir" in cell[0].lower()
    assert "尚未翻译" not in cell[0]


def test_figures_of_kpis(project: Path) -> None:
    first, second = section_of(role_of(view(project)), "kpis").kpis
    assert first.target.alike and first.weight.alike
    assert (first.period.first.plain, first.period.second.plain) == ("每年", "cada año")
    assert [band.score.alike for band in first.bands] == [True, True, True]
    assert not first.bands[0].range.alike
    assert second.target.alike and second.target.first.plain == "0"
    assert [example.actual.alike for example in first.examples] == [True, False]  # 79.9% and 79,9 %


def test_penalties_say_in_each_column_what_follows_and_who_decides(project: Path) -> None:
    old, new = (
        "    window: year\n",
        "    window: year\n    steps: [{occurrence: 2, effect: {kind: warning}}]\n",
    )
    change(project / "roles/sales-manager/role.yaml", old, new)
    change(project / "roles/sales-manager/role.yaml", "    appeal_days: 5\n", "")
    html = fill(project, "role-sales-manager")
    _trigger, effect = re.findall(
        r'<tr class="(?:main|more)-row".*?</tr>', html.split("penalties-pairs")[1], re.S
    )[:2]
    chinese, spanish = re.findall(r'<td lang="..">(.*?)</td>', effect, re.S)
    for cell, expected in (
        (chinese, ("处理", "<strong>罚款50元</strong>", "<strong>警告</strong>", "总经理", "未规定申诉期限")),
        (
            spanish,
            ("Consecuencia", "<strong>multa de 50 yuanes</strong>", "Dirección", "sin plazo de recurso"),
        ),
    ):
        assert [words for words in expected if words not in cell] == []


def test_rules_of_a_kpi_without_bands_stand_in_both_languages(project: Path) -> None:
    old = "scoring: {bands: [{from: 95, score: 100}, {from: 80, score: 80}, {below: 80, score: 0}]}"
    new = "scoring: {linear: {each: 1, lose: 2}, floor: 0}"
    change(project / "roles/sales-manager/role.yaml", old, new)
    change(
        project / "roles/sales-manager/role.yaml",
        "    examples: [{actual: 96",
        "    # examples: [{actual: 96",
    )
    kpi = section_of(role_of(view(project)), "kpis").kpis[0]
    assert (kpi.bands, kpi.examples) == ((), ())
    assert [rule.alike for rule in kpi.rules] == [False] * len(kpi.rules)
    html = fill(project, "role-sales-manager")
    for rule in kpi.rules:
        cells = f'<td lang="zh">{rule.first.html}</td><td lang="es">{rule.second.html}</td>'
        assert html.count(cells) == 1


def test_the_first_language_decides_the_order(project: Path) -> None:
    for first, second in (("zh", "es"), ("es", "zh")):
        book = view(project, first=first, second=second)
        catalogue, _ = read_project(project, TODAY)
        options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
        context = make_context(catalogue, options, first, find_template_folders(project))
        wanted = [role.id for role in select_roles(context, catalogue.handbook.editions["both"])]
        assert sorted(role.id for role in roles_of(book)) == sorted(wanted)
        letters = [letter.label for letter in book["glossary"].letters]
        assert letters == sorted(letters)


@pytest.mark.parametrize(
    ("governing", "first", "second"),
    [
        ("zh", "两种文本不一致时，以中文文本为准。", "prevalece el texto en chino."),
        ("en", "以英语文本为准", "prevalece el texto en inglés, que no forma parte"),
        ("", "未指定基准语言", "No se ha designado ningún idioma"),
    ],
)
def test_the_governing_language_is_named_and_explained(
    project: Path, governing: str, first: str, second: str
) -> None:
    line = f"governing_language: {governing}\n" if governing else ""
    change(project / "handbook/handbook.yaml", "governing_language: zh\n", line)
    cover = view(project)["both/cover"]
    assert first in cover.imprint.governing.first.plain
    assert second in cover.imprint.governing.second.plain
    named = [fact for fact in cover.facts if fact.id == "governing"]
    assert bool(named) is bool(governing)


def test_a_handbook_without_preface_glossary_and_competencies(project: Path) -> None:
    for tag in NAMES:
        path = project / f"handbook/{tag}.yaml"
        path.write_text(
            re.sub(r"^preface:.*\n(?:  .*\n|\n)*", "", path.read_text("utf-8"), flags=re.M), "utf-8"
        )
    (project / "handbook/glossary.yaml").write_text("terms: {}\n", "utf-8")
    book = view(project)
    assert not {"preface", "glossary"} & book.keys()
    anchors = [line.anchor for line in book["both/contents"].lines]
    assert anchors[0] == "organisation" and anchors[-2:] == ["index", "acknowledgement"]


# Diagnostics


@pytest.mark.parametrize(
    ("edition", "code", "place"),
    [
        ("{languages: [zh]}", "S009", "languages"),
        ("{languages: []}", "S009", "languages"),
        ("{languages: [zh, es, en]}", "S009", "languages"),
        ("{languages: [zh, zh]}", "S010", "languages"),
        ("{languages: [zh, Spanish]}", "S010", "Spanish"),
        ("{languages: zh}", "S003", "zh"),
        ("{languages: [zh, fr]}", "X007", "fr"),
    ],
)
def test_languages_of_an_edition_that_cannot_be(tmp_path: Path, edition: str, code: str, place: str) -> None:
    project = copy_sample(tmp_path / "project")
    append(project / "handbook/handbook.yaml", f"  both: {edition}\n")
    (problem,) = [p for p in diagnose(project) if p.severity.value == "error"]
    assert problem.code == code
    assert problem.place and problem.place.path == "handbook/handbook.yaml"
    assert f"  both: {edition}"[problem.place.column - 1 :].startswith(place)


# The plan


def plan(project: Path, selection: Selection | None = None) -> Iterator[Artifact]:
    catalogue, _problems = read_project(project, TODAY)
    request = BuildRequest(project, project / "site", build_date=TODAY, base_url="https://example.com/")
    options = choose_options(catalogue, request)
    return plan_site(release_all(catalogue), options, find_template_folders(project), selection)


def test_it_is_printed_once_and_linked_from_both_languages(project: Path) -> None:
    artifacts = {artifact.path: artifact for artifact in plan(project)}
    assert [path for path in artifacts if path.endswith("/both.pdf")] == ["zh/handbooks/both.pdf"]
    for tag, wanted in (("zh", "handbooks/both.pdf"), ("es", "../zh/handbooks/both.pdf"), ("en", None)):
        home = artifacts[f"{tag}/index.html"].view
        found = [link.href for link in home.editions if "both" in link.href]
        assert found == ([wanted] if wanted else [])
        assert home.handbook.href == "handbooks/all.pdf"
    assert "both" not in str(artifacts["sitemap.xml"].view)
    book = artifacts["zh/handbooks/both.pdf"]
    assert book.kind == "book"
    assert {part.path for part in book.view.parts} <= artifacts.keys()


@pytest.mark.parametrize(("language", "built"), [("zh", True), ("es", True), ("en", False)])
def test_a_build_of_one_of_its_languages_makes_it(project: Path, language: str, built: bool) -> None:
    selection = Selection(frozenset({language}), only=frozenset({"documents"}))
    paths = [artifact.path for artifact in plan(project, selection)]
    assert ("zh/handbooks/both.pdf" in paths) is built
    assert f"{language}/handbooks/all.pdf" in paths
