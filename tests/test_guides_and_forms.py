"""Guides and forms: reading, fallback, hostile words, the same view on page and paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.content.guides import Article, read_guide
from rolebook.content.project_files import ProjectFiles
from rolebook.diagnostic_formats import format_human
from rolebook.diagnostics import Severity
from rolebook.language.markdown import render_block
from rolebook.scaffold import ScaffoldError, start_language
from tests.conftest import ROOT
from tests.project import copy_sample, diagnose
from tests.test_build import build

ARTICLE = """\
# The first weeks

Two points.

## Your team

Talk with **everyone**.

## Your superior

- Ask.
- Listen.
"""
FORM = """\
sections:
  shift:
    fields:
      date: {kind: date}
      takings: {kind: money}
      notes: {kind: text, rows: 6}
      clean: {kind: check}
      keys: {kind: table, columns: [key, holder], rows: 3}
  end:
    fields:
      signature: {}
variants:
  evening: {sections: [shift, end], roles: [sales-manager]}
  morning: {sections: [shift]}
"""
FORM_WORDS = """\
title: Handover
intro: Filled in at the end of each shift.
variants:
  evening: {title: Evening, intro: For the last shift of the day.}
  morning: {title: Morning}
sections:
  shift:
    title: This shift
    fields:
      date: Date
      takings: Takings
      notes: {label: Open matters, hint: What the next shift must know}
      clean: The shop is clean
      keys: {label: Keys, columns: {key: Key, holder: Held by}}
  end: {title: End, fields: {signature: Signature}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project with a guide and a form, both in English only."""
    project = copy_sample(tmp_path / "project")
    guide, form = project / "handbook/guides/first-weeks", project / "handbook/forms/handover"
    guide.mkdir(parents=True)
    form.mkdir(parents=True)
    (guide / "guide.yaml").write_text("roles: [sales-manager]\n")
    (guide / "en.md").write_text(ARTICLE, encoding="utf-8")
    (form / "form.yaml").write_text(FORM, encoding="utf-8")
    (form / "en.yaml").write_text(FORM_WORDS, encoding="utf-8")
    return project


def read_article(folder: Path, data: bytes) -> tuple[Article | None, ProjectFiles]:
    guide = folder / "handbook/guides/x"
    guide.mkdir(parents=True, exist_ok=True)
    (guide / "guide.yaml").write_text("kind: advice\n")
    (guide / "en.md").write_bytes(data)
    files = ProjectFiles(folder)
    source = read_guide(files, "handbook/guides/x", ["en.md"])
    assert source is not None
    return source.articles.get("en"), files


def test_an_article_has_title_opening_and_sections(tmp_path: Path) -> None:
    for text in (ARTICLE, ARTICLE.replace("\n", "\r\n"), "\n\n" + ARTICLE, "\ufeff" + ARTICLE):
        article, files = read_article(tmp_path, text.encode())
        assert article and files.problems == []
        assert (article.title, article.opening) == ("The first weeks", "Two points.")
        assert [section.title for section in article.sections] == ["Your team", "Your superior"]
        assert article.sections[1].text == "- Ask.\n- Listen."


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("# \nax:|-<>&\t\x00é经"), max_size=60)
    | st.binary(max_size=40).map(lambda b: b.decode("latin-1"))
)
def test_any_text_is_an_article_or_has_a_diagnostic(tmp_path: Path, text: str) -> None:
    article, files = read_article(tmp_path, text.encode("utf-8", "surrogatepass"))
    assert (article is None) == bool(files.problems)
    for problem in files.problems:
        assert problem.place and problem.place.path == "handbook/guides/x/en.md"
    if article:
        assert article.title and article.opening and all(s.title and s.text for s in article.sections)


def test_what_is_not_translated_is_told_and_shown_in_the_source_language(project: Path) -> None:
    found = diagnose(project)
    assert {d.code for d in found} == {"L010"}
    assert len(found) == 4
    (project / "handbook/guides/first-weeks/zh.md").write_text(
        "# 最初几周\n\n两点建议。\n\n## 您的团队\n\n与每个人谈话。\n", encoding="utf-8"
    )
    build(project, only=("pages",))
    page = (project / "site/zh/guides/first-weeks/index.html").read_text(encoding="utf-8")
    assert "与每个人谈话" in page
    assert re.search(r'<span class="untranslated" lang="en"[^>]*>Your superior', page)
    spanish = (project / "site/es/forms/handover/evening/index.html").read_text(encoding="utf-8")
    assert re.search(r'lang="en"[^>]*>Open matters', spanish)
    assert re.search(r'<h1[^>]*><span class="untranslated" lang="en"[^>]*>Handover: Evening', spanish)


def test_places_of_mistakes_in_an_article(project: Path) -> None:
    path = project / "handbook/guides/first-weeks/en.md"
    path.write_text(
        ARTICLE.replace("- Listen.", "- Listen to [them](javascript:x) <b>now</b>."), encoding="utf-8"
    )
    report = format_human([d for d in diagnose(project) if d.code != "L010"], color=False)
    assert "error[L034] handbook/guides/first-weeks/en.md:12:20" in report
    assert "warning[L036] handbook/guides/first-weeks/en.md:12:34" in report


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("guides/first-weeks/guide.yaml", "sales-manager", "sales-manger", "X007"),
        ("guides/first-weeks/guide.yaml", "roles", "source_language: fr\nroles", "L004"),
        (
            "guides/first-weeks/guide.yaml",
            "roles: [sales-manager]",
            "provenance: {'3': {certainty: proposed}}",
            "X008",
        ),
        ("forms/handover/form.yaml", "sections: [shift]", "sections: [shft]", "X007"),
        ("forms/handover/form.yaml", "roles: [sales-manager]", "roles: [manager]", "X007"),
        ("forms/handover/form.yaml", "kind: money", "kind: cash", "S007"),
        ("forms/handover/form.yaml", "rows: 6", "rows: 0", "S009"),
        (
            "forms/handover/form.yaml",
            "sections:\n",
            "provenance: {sections.shft: {certainty: proposed}}\nsections:\n",
            "X008",
        ),
        ("forms/handover/en.yaml", "      date: Date\n", "", "L023"),
        ("forms/handover/en.yaml", "key: Key, ", "", "L023"),
        ("forms/handover/en.yaml", "date: Date", "date: Date\n      place: Place", "L024"),
        ("forms/handover/en.yaml", "title: Handover\n", "", "S002"),
    ],
)
def test_faults_in_guides_and_forms(project: Path, file: str, old: str, new: str, code: str) -> None:
    path = project / "handbook" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [d for d in diagnose(project) if d.code != "L010"]
    assert {d.code for d in found} == {code}
    assert found[0].place and found[0].place.path.startswith(f"handbook/{file.rpartition('/')[0]}/")


def test_a_translated_form_is_compared_with_its_facts(project: Path) -> None:
    words = FORM_WORDS.replace("      takings: Takings\n", "      bar: Bar\n").replace(
        "holder: Held by", "other: Other"
    )
    (project / "handbook/forms/handover/es.yaml").write_text(words, encoding="utf-8")
    found = [(d.code, d.message) for d in diagnose(project) if d.code != "L010"]
    assert sorted(code for code, _ in found) == ["L011", "L011", "L012", "L012"]
    assert any("takings" in message for _, message in found)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("handbook/guides/stray.md", "X002"),
        ("handbook/guides/first-weeks/deep/en.md", "X002"),
        ("handbook/guides/first-weeks/es.yaml", "X002"),
        ("handbook/forms/handover/words.yaml", "X002"),
        ("handbook/other/en.yaml", "X002"),
        ("handbook/guides/Big/guide.yaml", "S004"),
        ("handbook/guides/empty/en.md", "X009"),
        ("handbook/guides/first-weeks/fr.md", "L002"),
    ],
)
def test_files_out_of_place(project: Path, path: str, code: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("# x\n\ny\n", encoding="utf-8")
    assert code in {d.code for d in diagnose(project) if d.place and d.place.path == path}


def test_pages_of_guides_and_forms_are_linked_from_role_and_list(project: Path) -> None:
    build(project, only=("pages",))
    site = project / "site/en"
    role = (site / "roles/sales-manager/index.html").read_text(encoding="utf-8")
    assert 'href="../../guides/first-weeks/index.html"' in role
    assert 'href="../../forms/handover/evening/index.html"' in role
    assert "forms/handover/morning" not in role, "that variant is for no role"
    overview = (site / "guides/index.html").read_text(encoding="utf-8")
    assert "../forms/handover/morning/index.html" in overview
    form = (site / "forms/handover/evening/index.html").read_text(encoding="utf-8")
    assert form.count('name="shift--keys--holder--') == 3
    assert form.index("Open matters") < form.index("The shop is clean") < form.index("Signature")


def test_a_project_without_guides_has_no_page_of_them(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    build(project, only=("pages",))
    assert not (project / "site/en/guides").exists()
    assert "guides/index.html" not in (project / "site/en/index.html").read_text(encoding="utf-8")


def test_a_printed_form_leaves_eight_millimetres_for_handwriting() -> None:
    css = (ROOT / "templates/assets/css/print.css").read_text(encoding="utf-8")
    rules = {
        r"\.form-entry \{": "padding-bottom",
        r"\.form-line \{": "height",
        r"\.form-table tbody td[^{]*\{": "height",
    }
    for selector, room in rules.items():
        rule = re.search(selector + rf"[^}}]*?[ ;]{room}: (\d+)(\.\d+)?mm", css)
        assert rule, selector
        assert int(rule[1]) >= 8, selector


def test_a_new_language_waits_in_comments_and_is_told(project: Path) -> None:
    written = {path.relative_to(project).as_posix() for path in start_language(project, "de")}
    assert {"handbook/guides/first-weeks/de.md", "handbook/forms/handover/de.yaml"} <= written
    found = diagnose(project)
    places = {d.place.path for d in found if d.code == "L010" and "“de”" in d.message and d.place}
    assert {"handbook/guides/first-weeks/guide.yaml", "handbook/forms/handover/form.yaml"} <= places
    assert not any(d.severity is Severity.ERROR for d in found)
    article = project / "handbook/guides/first-weeks/de.md"
    lines = article.read_text(encoding="utf-8").splitlines()
    article.write_text("\n".join(lines[2:-1]), encoding="utf-8")  # translated, if only into English
    form = project / "handbook/forms/handover/de.yaml"
    form.write_text(
        re.sub(r"^# (?!Translate|The ids)", "", form.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    left = {d.place.path for d in diagnose(project) if d.place and "“de”" in d.message}
    assert not any(path.startswith(("handbook/guides", "handbook/forms")) for path in left)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("# T\n\nO\n\n## A\n\n```\n## no heading\n```\n\n## B\n\nx\n", ["A", "B"]),
        ("# T\n\nO\n\n## A\n\n~~~\n## no\n```\n## no\n~~~\n", ["A"]),
    ],
)
def test_code_between_fences_is_no_heading(tmp_path: Path, text: str, sections: list[str]) -> None:
    article, files = read_article(tmp_path, text.encode())
    assert article and files.problems == []
    assert [section.title for section in article.sections] == sections
    assert "<pre>" in render_block(article.sections[0].text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# T\n\nOne.\n\nTwo.\n\n## A\n\nx\n", 4),
        ("# T\n\nOne.\n- a list\n", 4),
        ("# T\n\nOne.\n\n##A\n\nx\n", 5),
        ("# T\n\nOne.\n\n ## A\n\nx\n", 5),
        ("# T\n\nOne.\n\n## A\n\nx\n\n##\tB\n\ny\n", 9),
    ],
)
def test_what_would_be_lost_in_an_article_is_told(tmp_path: Path, text: str, line: int) -> None:
    article, files = read_article(tmp_path, text.encode())
    assert article is None
    assert [(p.code, p.place.line if p.place else 0) for p in files.problems] == [("S018", line)]


def test_only_one_comment_is_an_article_that_waits(tmp_path: Path) -> None:
    assert read_article(tmp_path, b"<!-- a\n\n# T\n-->\n")[0] is None
    assert read_article(tmp_path, b"<!-- a\n\n# T\n-->\n")[1].problems == []
    article, files = read_article(tmp_path, b"<!-- a -->\n# T\n\nO\n<!-- b -->\n")
    assert article is None and files.problems, "it begins with a comment, not with its title"


def test_ids_that_look_alike_stay_apart_on_page_and_paper(project: Path) -> None:
    """Guide and workflow ids with hyphens, a workflow named like a role, form fields that join to one name."""
    again = project / "handbook/guides/first-weeks-1"
    again.mkdir()
    (again / "guide.yaml").write_text("roles: [sales-manager]\n")
    (again / "en.md").write_text(ARTICLE, encoding="utf-8")
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text() + "workflows: {a: {}, a-b: {}, duties: {}}\n")
    words = "workflows:\n"
    for name, step in (("a", "b-c"), ("a-b", "c"), ("duties", "weekly-report")):
        words += f"  {name}: {{title: {name}, items: {{{step}: Do it.}}}}\n"
    for tag in ("en", "zh", "es"):
        path = project / f"handbook/{tag}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")
    role = project / "roles/sales-manager/role.yaml"
    role.write_text(role.read_text(encoding="utf-8") + "follows: [a, a-b, duties]\n", encoding="utf-8")
    report = build(project, languages=("en",))
    assert not report.failed, report.diagnostics
    for page in (project / "site/en").rglob("*.html"):
        ids = re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("wf: Only a sentence.", "L032"),
        ("wf: {title: T}", "L032"),
        ("wf: {title: T, items: {a: One., a2: {title: G, items: {a: Two.}}}}", "L017"),
        ("wf: {title: T, items: {a: , b: Two.}}", "L033"),
        (
            "wf: {title: T, items: {g: {title: G, items: {h: {title: H, items: {i: {title: I, items: {j: J.}}}}}}}}",
            "L016",
        ),
    ],
)
def test_shared_workflows_have_steps(project: Path, words: str, code: str) -> None:
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text() + "workflows: {wf: {}}\n")
    for tag in ("en", "zh", "es"):
        path = project / f"handbook/{tag}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + f"workflows:\n  {words}\n", encoding="utf-8")
    assert code in {d.code for d in diagnose(project)}


def test_shared_workflows_are_compared_with_their_source(project: Path) -> None:
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text() + "workflows: {wf: {steps: {a: {cadence: {every: week}}}}}\n")
    items = {"en": "a: One., b: Two.", "zh": "a: 一。, x: 多余。", "es": "a: {title: A, items: {b: Dos.}}"}
    for tag, steps in items.items():
        path = project / f"handbook/{tag}.yaml"
        text = f"workflows:\n  wf: {{title: T, items: {{{steps}}}}}\n"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    found = sorted(d.code for d in diagnose(project) if d.code != "L010")
    assert found == ["L014", "L026", "L027"]


def test_a_new_language_keeps_paragraphs_and_writes_through_no_link(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    link = project / "handbook/guides/first-weeks/de.md"
    link.symlink_to(outside)
    with pytest.raises(ScaffoldError):
        start_language(project, "de")
    assert not outside.exists()
    link.unlink()
    book = project / "handbook/handbook.yaml"
    book.write_bytes(book.read_bytes().replace(b"\n", b"\r\n"))
    words = project / "handbook/en.yaml"
    words.write_text(
        words.read_text().replace("title: Role handbook", 'title: "Role\n  handbook"'), encoding="utf-8"
    )
    start_language(project, "de")
    assert book.read_bytes().count(b"\r\n") == book.read_bytes().count(b"\n"), "line ends stay"
    assert "\n\n#   Is the first address" in (project / "roles/sales-manager/de.yaml").read_text(
        encoding="utf-8"
    )
    assert not [d for d in diagnose(project) if d.severity is Severity.ERROR]
    assert 'title: "Role\n  handbook"' in (project / "handbook/de.yaml").read_text(encoding="utf-8")


def test_a_source_language_that_is_none_is_a_diagnostic(project: Path) -> None:
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text().replace("source_language: en", "source_language: de"))
    assert {d.code for d in diagnose(project)} == {"X007", "L004"}


def test_links_within_links_are_not_made(project: Path) -> None:
    guide = project / "handbook/guides/first-weeks/en.md"
    guide.write_text(
        ARTICLE.replace("# The first weeks", "# Read [this](https://example.com) now"), encoding="utf-8"
    )
    build(project, only=("pages",), languages=("en",))
    page = (project / "site/en/guides/index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="first-weeks/index.html">Read this now</a>', page)
