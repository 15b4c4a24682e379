"""Whole builds of the sample project, seen from outside: files, links, cache, failures, sameness."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rolebook.build.errors import BuildError
from rolebook.diagnostics import ContentError
from rolebook.pipeline import BuildReport, BuildRequest, build_site, clean_project
from tests.project import FONTS, TODAY, copy_sample

LANGUAGES = ("en", "zh", "es")
ROLES = ("sales-department", "sales-manager", "sales-representative")


def build(project: Path, output: Path | None = None, **options: object) -> BuildReport:
    """Build a project as the command would, in one process unless told otherwise."""
    defaults: dict[str, object] = {"jobs": 1, "build_date": TODAY, "fonts": FONTS}
    return build_site(BuildRequest(project, output or project / "site", **{**defaults, **options}))  # type: ignore[arg-type]


def digest_files(site: Path, *, without: tuple[str, ...] = ("pagefind/", ".rolebook")) -> dict[str, str]:
    """Path → digest of everything in a site; the search index is not reproducible byte for byte."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.relative_to(site).as_posix().startswith(without)
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The sample project, built once for this module: (project, report)."""
    project = copy_sample(tmp_path_factory.mktemp("built") / "project")
    return project, build(project, jobs=2)


@pytest.fixture
def project(built: tuple[Path, BuildReport], tmp_path: Path) -> Path:
    """A copy of the built project with its site and cache, to be changed."""
    return Path(shutil.copytree(built[0], tmp_path / "project", symlinks=True))


def test_the_paths_of_the_contract(built: tuple[Path, BuildReport]) -> None:
    site = built[0] / "site"
    wanted = ["index.html", "404.html", "sitemap.xml"]
    for language in LANGUAGES:
        wanted += [
            f"{language}/index.html",
            f"{language}/glossary/index.html",
            f"{language}/handbooks/all.pdf",
        ]
        wanted += [f"{language}/competencies/index.html", f"{language}/compare/index.html"]
        for role in ROLES:
            wanted += [f"{language}/roles/{role}/index.html", f"{language}/roles/{role}/charter.pdf"]
    assert [path for path in wanted if not (site / path).is_file()] == []
    assert (site / "pagefind/pagefind.js").is_file()
    assert built[1].rendered > 0
    assert built[1].diagnostics == ()


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def test_every_link_leads_somewhere_inside_the_site(built: tuple[Path, BuildReport]) -> None:
    site = built[0] / "site"
    pages = {
        path: _Links(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if "pagefind" not in path.parts
    }
    assert len(pages) > 20
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "tel", "data"):
                continue
            assert not parts.scheme, f"{path}: {link}"
            assert not parts.path.startswith("/"), f"{path}: {link} would break under a sub-path"
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link}"
            if parts.fragment and target in pages and "=" not in parts.fragment:
                assert unquote(parts.fragment) in pages[target].ids, f"{path}: {link}"


def test_a_second_build_does_nothing(project: Path) -> None:
    first = build(project)
    assert first.rendered == 0
    second = build(project)
    assert second.unchanged
    assert second.files == first.files


def test_a_touched_role_renders_only_what_shows_it(project: Path) -> None:
    words = project / "roles/sales-representative/es.yaml"
    words.write_text(words.read_text().replace("title:", "# changed\ntitle:", 1))
    assert build(project).rendered == 0, "a comment shows nowhere"
    text = words.read_text()
    summary = re.search(r"^summary: .*$", text, re.MULTILINE)
    assert summary
    words.write_text(text.replace(summary[0], "summary: Una frase nueva y clara."))
    before = digest_files(project / "site")
    report = build(project)
    after = digest_files(project / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    assert {
        "es/index.html",
        "es/handbooks/all.pdf",
        "es/roles/sales-representative/index.html",
        "es/roles/sales-representative/charter.pdf",
    } <= changed
    assert all(path.startswith("es/") for path in changed)
    assert not any("sales-manager/" in path for path in changed)
    assert report.rendered <= 8


def test_the_same_bytes_from_one_process_and_from_two(
    built: tuple[Path, BuildReport], tmp_path: Path
) -> None:
    other = copy_sample(tmp_path / "elsewhere")
    build(other, tmp_path / "out", jobs=1)
    assert digest_files(tmp_path / "out") == digest_files(built[0] / "site")


def test_a_failed_build_leaves_the_last_good_site(project: Path) -> None:
    before = digest_files(project / "site", without=())
    facts = project / "roles/sales-manager/role.yaml"
    facts.write_text(facts.read_text().replace("department: sales", "department: sails"))
    with pytest.raises(ContentError) as caught:
        build(project)
    assert any(d.code == "X007" and "sails" in d.message for d in caught.value.diagnostics)
    assert digest_files(project / "site", without=()) == before


def test_a_broken_template_is_told_and_leaves_the_last_good_site(project: Path) -> None:
    before = digest_files(project / "site", without=())
    (project / "templates/site").mkdir(parents=True)
    (project / "templates/site/glossary.html.j2").write_text("<p>{{ page.frame.titel }}</p>\n")
    report = build(project)
    assert report.failed
    assert {(d.code, d.place.path if d.place else "") for d in report.diagnostics} == {
        ("T002", "templates/site/glossary.html.j2")
    }
    assert digest_files(project / "site", without=()) == before


def test_strict_builds_fail_on_warnings(project: Path) -> None:
    (project / "roles/sales-manager/zh.yaml").unlink()
    assert build(project, strict=True).failed
    report = build(project)
    assert not report.failed
    page = (project / "site/zh/roles/sales-manager/index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page, "words that are not translated are marked with their language"
    assert "未翻译" in page or "尚未翻译" in page or "not yet translated" in page


def test_a_removed_role_takes_its_files_along_and_nothing_else(project: Path) -> None:
    mine = project / "site/mine.txt"
    mine.write_text("mine")
    shutil.rmtree(project / "roles/sales-department")
    build(project)
    assert not (project / "site/en/roles/sales-department").exists()
    assert mine.read_text() == "mine"


def test_a_build_of_one_role_leaves_the_rest(project: Path) -> None:
    (project / "site/en/roles/sales-manager/charter.pdf").unlink()
    before = set(digest_files(project / "site"))
    report = build(project, roles=("sales-manager",), languages=("en",), only=("documents",))
    assert report.files <= 5  # the charter and what is filled in
    after = set(digest_files(project / "site"))
    assert after - before == {"en/roles/sales-manager/charter.pdf"}
    assert before <= after


def test_unknown_roles_and_languages_are_told(project: Path) -> None:
    with pytest.raises(BuildError, match="sales-manger") as caught:
        build(project, roles=("sales-manger",))
    assert "sales-manager" in caught.value.hint
    with pytest.raises(BuildError, match="fr"):
        build(project, languages=("fr",))


def test_a_folder_that_is_not_ours_is_refused(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "documents"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(BuildError):
        build(project, other)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]
    for folder in (project, project / "roles", project / "handbook/site"):
        with pytest.raises(BuildError):
            build(project, folder)


def test_clean_removes_what_builds_made(project: Path) -> None:
    (project / "site/mine.txt").write_text("mine")
    assert clean_project(project, project / "site", and_cache=True) > 20
    assert [
        path.name for path in (project / "site").rglob("*") if path.is_file() and path.name[0] != "."
    ] == ["mine.txt"]


def test_a_base_url_gives_canonical_links_and_a_sitemap(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "out", base_url="https://example.org/handbook/", only=("pages",))
    page = (tmp_path / "out/es/roles/sales-manager/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/handbook/es/roles/sales-manager/">' in page
    assert 'hreflang="zh"' in page
    sitemap = (tmp_path / "out/sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/handbook/zh/roles/sales-manager/</loc>" in sitemap
    assert 'hreflang="en"' in sitemap


def test_drafts_are_not_published(project: Path) -> None:
    facts = project / "roles/sales-department/role.yaml"
    facts.write_text(facts.read_text() + "draft: true\n")
    build(project, only=("pages",), build_date=dt.date(2026, 12, 2))
    assert "roles/sales-department/index.html" not in (project / "site/en/index.html").read_text()


def test_a_project_may_replace_a_single_template(project: Path) -> None:
    (project / "templates/assets/css").mkdir(parents=True)
    (project / "templates/assets/css/house.css").write_text("body { color: teal }\n")
    (project / "templates/site").mkdir()
    (project / "templates/site/glossary.html.j2").write_text(
        "<!doctype html><title>{{ page.frame.title }}</title>\n"
    )
    build(project)
    assert (project / "site/en/glossary/index.html").read_text().startswith("<!doctype html><title>")
    assert (project / "site/assets/css/house.css").is_file()
    assert (project / "site/assets/css/site.css").is_file()


REFUSED = {
    "![x](file:///etc/passwd)": "L034",
    "[x](javascript:alert(1))": "L034",
    "[x](data:text/html,hello)": "L034",
    "{{ 7 * 7 }}": "L021",
}
SHOWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<link rel="attachment" href="file:///etc/passwd">',
    "</main><h1>outside</h1>",
    "📈 ㋿ ﷽ " + "x" * 10_000,
    "&lt;b&gt; &amp;copy; <!-- hidden -->",
]


def replace_summary(project: Path, words: str) -> None:
    """Let the English summary and purpose of the sales manager be these words."""
    path = project / "roles/sales-manager/en.yaml"
    text = re.sub(
        r"^(summary: .*|purpose: (\|\n(  .*\n|\n)*|.*\n))", "", path.read_text(), flags=re.MULTILINE
    )
    quoted = json.dumps(words, ensure_ascii=False)
    path.write_text(f"summary: {quoted}\npurpose: {quoted}\n{text}")


@pytest.mark.parametrize("words", REFUSED)
def test_unsafe_links_and_stray_braces_are_refused(project: Path, words: str) -> None:
    replace_summary(project, words)
    with pytest.raises(ContentError) as caught:
        build(project)
    assert {d.code for d in caught.value.diagnostics} >= {REFUSED[words]}


def test_hostile_words_stay_words(project: Path) -> None:
    replace_summary(project, " ".join(SHOWN))
    assert not build(project, only=("pages",)).failed
    for path in ("en/roles/sales-manager/index.html", "en/index.html", "en/roles/sales-manager/compare.js"):
        page = (project / "site" / path).read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<h1>outside" not in page
        assert "<!-- hidden" not in page
        if path.endswith(".html"):
            assert not [
                link for link in _Links(page).links if link.startswith(("file:", "javascript:", "data:"))
            ]
