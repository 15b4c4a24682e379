"""The bilingual edition: what is paired, what stands once, and how it is built and printed."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rolebook.build.artifact import Artifact
from rolebook.build.packing import pack_view, unpack_view
from rolebook.build.plan import Selection, plan_site
from rolebook.language.markdown import SafeHtml, render_block, split_blocks
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders, read_project
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.assemble import assemble_book
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.settings import RenderSettings
from rolebook.views.bilingual import is_long, pair_blocks, pair_words, zip_by_id
from rolebook.views.bilingual_book import (
    BilingualEdition,
    build_bilingual_book,
    list_bilingual_sections,
    open_bilingual_edition,
)
from rolebook.views.context import make_context, plain_text
from rolebook.views.model import (
    BilingualRole,
    BilingualRoleSection,
    BilingualRow,
    BilingualSection,
    Section,
    SharedWorkflow,
    Text,
)
from rolebook.views.order import select_roles
from tests.books import lay_out
from tests.project import FONTS, TODAY, copy_sample, diagnose

SHORT = "  both: {languages: [zh, es]}\n"
NAMES = {"en": "Both languages", "zh": "双语版", "es": "Edición bilingüe"}
GROUPS = """
  market:
    title: {title}
    items:
      visits:
        title: {deeper}
        items:
          bag: {bag}
          car: {car}
"""
GROUP_WORDS = {
    "en": ("The market", "Before a visit", "Price list", "A clean car"),
    "zh": ("市场", "拜访之前", "价目表", "车辆整洁"),
    "es": ("El mercado", "Antes de una visita", "Lista de precios", "Un coche limpio"),
}


def copy_bilingual(target: Path) -> Path:
    """The sample with an edition in Chinese and Spanish."""
    project = copy_sample(target)
    append(project / "handbook/handbook.yaml", SHORT)
    for tag, name in NAMES.items():
        append(project / f"handbook/{tag}.yaml", f"  both: {name}\n")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The same with duties three levels deep, the last of them a list to tick."""
    project = copy_bilingual(tmp_path / "project")
    role = project / "roles/sales-manager"
    change(role / "role.yaml", "duties:\n", "duties:\n  visits: {list: checklist}\n")
    for tag in NAMES:
        title, deeper, bag, car = GROUP_WORDS[tag]
        words = GROUPS.format(title=title, deeper=deeper, bag=bag, car=car).lstrip("\n")
        change(role / f"{tag}.yaml", "duties:\n", "duties:\n" + words)
    return project


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def open_both(
    project: Path, first: str = "zh", second: str = "es"
) -> tuple[BilingualEdition, tuple[Section, ...]]:
    """The edition and its sections."""
    catalogue, _problems = read_project(project, TODAY)
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
    folders = find_template_folders(project)
    contexts = [make_context(catalogue, options, tag, folders) for tag in (first, second)]
    edition = open_bilingual_edition(contexts[0], contexts[1], "both")
    return edition, list_bilingual_sections(edition)


def view(project: Path, *, first: str = "zh", second: str = "es") -> dict[str, Any]:
    """The views of the edition by the names of their sections, as they come out of a packed plan."""
    _edition, sections = open_both(project, first, second)
    made = {section.name: section.make() for section in sections}
    assert {name: unpack_view(pack_view(one)) for name, one in made.items()} == made
    return made


def roles_of(book: dict[str, Any]) -> list[BilingualRole]:
    return [one.role for one in book.values() if isinstance(one, BilingualRoleSection)]


def role_of(book: dict[str, Any], name: str = "sales-manager") -> BilingualRole:
    return next(role for role in roles_of(book) if role.id == name)


def section_of(role: BilingualRole, name: str) -> BilingualSection:
    return next(section for section in role.sections if section.name == name)


def plain(row: BilingualRow) -> tuple[str, str]:
    return tuple((entry.text or entry.title).plain for entry in (row.first, row.second))  # type: ignore[union-attr,return-value]


def fill(project: Path, name: str) -> str:
    """The HTML of one section."""
    edition, sections = open_both(project)
    settings = RenderSettings(find_template_folders(project), project)
    section = next(section for section in sections if section.name == name)
    return render_template(settings, section.template, edition.frame.language, section.make(), name="doc")


def make(
    project: Path,
    folder: Path,
    first: str = "zh",
    second: str = "es",
    change: Callable[[Any], Any] = lambda x: x,
) -> bytes:
    """The PDF of the edition, its sections laid out in ``folder``."""
    edition, sections = open_both(project, first, second)
    changed = tuple(
        dataclasses.replace(section, make=partial(change, section.make())) for section in sections
    )
    fonts = prepare_fonts(FONTS)
    settings = RenderSettings(find_template_folders(project), project)
    paths = lay_out(settings, changed, first, folder)
    return assemble_book(build_bilingual_book(edition, sections), paths, fonts, name="both.pdf")


def body_words(pdf: bytes) -> str:
    words = " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    return re.sub(r"\s", "", words)


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
    assert first in cover.governing.first.plain
    assert second in cover.governing.second.plain
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
    assert anchors[0] == "organisation" and anchors[-2].startswith("role-")


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
    return plan_site(catalogue, options, find_template_folders(project), selection)


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


# The document


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """The sample's edition as a document, Chinese and Spanish, and English and Chinese."""
    project = copy_bilingual(tmp_path_factory.mktemp("printed") / "project")
    return {
        (first, second): make(project, project / first, first, second)
        for first, second in (("zh", "es"), ("en", "zh"))
    }


PAIRS = pytest.mark.parametrize("key", [("zh", "es"), ("en", "zh")], ids="-".join)


@PAIRS
def test_an_independent_validator_finds_nothing(
    printed: dict[tuple[str, str], bytes], key: tuple[str, str], tmp_path: Path
) -> None:
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(printed[key])
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures


@PAIRS
def test_both_languages_stand_there_once(
    printed: dict[tuple[str, str], bytes], key: tuple[str, str], tmp_path: Path
) -> None:
    words = body_words(printed[key])
    book = view(copy_bilingual(tmp_path / "project"), first=key[0], second=key[1])
    roles = roles_of(book)
    rows = [row for role in roles for section in role.sections for row in section.rows]
    sentences = Counter(sentence for row in rows for sentence in plain(row) if len(sentence) > 9)
    assert len(sentences) > 10
    for sentence, times in sentences.items():
        assert words.count(re.sub(r"\s", "", sentence)) == times, sentence
    weights = [kpi.weight.first.plain for role in roles for s in role.sections for kpi in s.kpis]
    assert words.count("60%") == weights.count("60%") > 0, "what both write alike stands once"


@PAIRS
def test_bookmarks_have_both_titles(printed: dict[tuple[str, str], bytes], key: tuple[str, str]) -> None:
    def read(items: list[Any]) -> Iterator[str]:
        for item in items:
            yield from read(item) if isinstance(item, list) else [item.title]

    titles = list(read(PdfReader(BytesIO(printed[key])).outline))
    wanted = {
        ("zh", "es"): [
            "目录 · Índice",
            "销售经理 · Responsable de ventas",
            "职责 · Funciones",
            "术语表 · Glosario",
        ],
        ("en", "zh"): ["Contents · 目录", "Sales manager · 销售经理", "Duties · 职责", "Glossary · 术语表"],
    }[key]
    assert set(wanted) <= set(titles)
    assert titles.count(wanted[1]) == 1


def test_the_same_bytes_again(printed: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    project = copy_bilingual(tmp_path / "project")
    assert make(project, tmp_path / "parts") == printed["zh", "es"]


def lengthen(value: Any) -> Any:
    """A view whose words have grown by a long German compound each; figures too."""
    if isinstance(value, Text):
        if not value.plain:
            return value
        grown = f"{value.plain} Vertriebsmitarbeitendenverantwortungsbereiche"
        return Text(SafeHtml(value.html.replace(value.plain, grown)), grown, value.language)
    if isinstance(value, tuple):
        return tuple(lengthen(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {item.name: lengthen(getattr(value, item.name)) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def test_long_words_stay_in_their_columns(project: Path, tmp_path: Path) -> None:
    pdf = make(project, tmp_path / "parts", change=lengthen)
    (tmp_path / "long.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True
    )
    millimetre = 72 / 25.4
    assert done.stdout.count("Vertriebs") > 100
    for number, page in enumerate(done.stdout.split("<page ")[1:], 1):
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)".*?>([^<]*)</word>', page)
        for left, top, right, word in words:
            if float(top) < 20 * millimetre:
                continue  # running heads are cut off
            assert float(left) > 19 * millimetre, (number, word)
            assert float(right) < 191 * millimetre, (number, word)


def test_the_sheet_to_sign_names_the_digest_in_both_languages(project: Path) -> None:
    book = view(project)
    sheet = book["both/acknowledgement"]
    digests = [fact.first[0].label.plain for fact in sheet.facts if fact.id == "digest"]
    assert len(digests) == 1
    assert book["both/cover"].digest.first.plain.endswith(digests[0])
    assert len(sheet.statements) == 3
    assert all(pair.first.plain != pair.second.plain for pair in sheet.statements)
    lines = book["both/contents"].lines
    assert (lines[-1].anchor, lines[-1].label.second.plain) == ("acknowledgement", sheet.title.second.plain)
    change(project / "roles/sales-manager/es.yaml", "cobro del año", "cobro anual")
    again = view(project)["both/acknowledgement"]
    assert [fact.first[0].label.plain for fact in again.facts if fact.id == "digest"] != digests


def test_texts_longer_than_a_page_are_split_and_nothing_is_lost(project: Path, tmp_path: Path) -> None:
    for tag, word in (("en", "word "), ("zh", "文字"), ("es", "palabra ")):
        path = project / f"roles/sales-manager/{tag}.yaml"
        text = path.read_text("utf-8")
        for number, field in enumerate(("results", "degree", "trigger", "measure")):
            long = f"BEGIN{number}{tag} {word * 700}END{number}{tag}"
            text = re.sub(rf"(?<=\b{field}: ).*?(?=[,\n])", long, text, count=1)
        path.write_text(text, "utf-8")
    words = body_words(make(project, tmp_path / "parts"))
    for tag, word in (("zh", "文字"), ("es", "palabra")):
        assert words.count(word) >= 4 * 700
        for number in range(4):
            assert 0 < words.find(f"BEGIN{number}{tag}") < words.find(f"END{number}{tag}")
