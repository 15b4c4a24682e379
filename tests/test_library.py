"""The repository's own library: whole, clean, valid, and the same bytes every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.pipeline import BuildRequest, build_site, check_project
from tests.conftest import ROOT, Library
from tests.project import FONTS, TODAY
from tests.test_build import digest_files

LANGUAGES = ("en", "zh", "es")
ROLES = (
    "assistant-sales-director",
    "car-sales-consultant",
    "channel-sales-supervisor",
    "sales-department-head",
    "sales-manager",
    "sales-manager-beauty",
    "sales-manager-chemical",
    "sales-team-supervisor",
)


def test_the_library_has_no_error_and_no_warning() -> None:
    problems = [p for p in check_project(ROOT, TODAY) if p.severity is not Severity.ADVICE]
    assert problems == []


def test_every_source_tag_stands_in_the_provenance() -> None:
    lines = (ROOT / "tests/data/provenance_tags.txt").read_text(encoding="utf-8").splitlines()
    wanted = {tuple(line.split()) for line in lines if not line.startswith("#")}
    catalogue = load_catalogue(ROOT)[0]
    found = {
        (role.id, tag)
        for role in catalogue.roles.values()
        for provenance in role.facts.provenance.values()
        if provenance
        for tag in provenance.from_
    }
    assert {role for role, _ in wanted} == set(ROLES) == set(catalogue.roles)
    assert wanted - found == set(), "facts of the sources that no entry carries"
    assert found - wanted == set(), "tags that the sources of this role do not have"


def test_every_file_names_its_schema() -> None:
    files = [*sorted((ROOT / "roles").rglob("*.yaml")), *sorted((ROOT / "handbook").glob("*.yaml"))]
    assert len(files) >= 8 * 4 + 5
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, path
        assert (path.parent / match[1]).resolve().is_file(), path


def test_the_schemas_accept_the_library() -> None:
    for schema, pattern in (
        ("role.json", "roles/*/role.yaml"),
        ("role-words.json", "roles/*/[a-z][a-z].yaml"),
        ("handbook.json", "handbook/handbook.yaml"),
        ("handbook-words.json", "handbook/[a-z][a-z].yaml"),
        ("glossary.json", "handbook/glossary.yaml"),
    ):
        files = [str(path) for path in sorted(ROOT.glob(pattern))]
        assert files, pattern
        check = [str(ROOT / ".venv/bin/check-jsonschema")]
        tool = check[0] if Path(check[0]).is_file() else "check-jsonschema"
        result = subprocess.run(
            [tool, "--schemafile", str(ROOT / "schema" / schema), *files], capture_output=True, text=True
        )
        assert result.returncode == 0, result.stdout[-3000:]


def test_the_build_is_whole(library: Library) -> None:
    assert library.report.diagnostics == () or all(
        d.severity is Severity.ADVICE for d in library.report.diagnostics
    )
    charters = [library.site / f"{tag}/roles/{role}/charter.pdf" for tag in LANGUAGES for role in ROLES]
    handbooks = [library.site / f"{tag}/handbooks/all.pdf" for tag in LANGUAGES]
    assert [path for path in charters + handbooks if not path.is_file()] == []


def test_the_nu_html_checker_finds_nothing(library: Library) -> None:
    java = shutil.which("java")
    assert java, "java is installed by scripts/setup-tests"
    pages = [str(path) for path in sorted(library.site.rglob("*.html")) if "pagefind" not in path.parts]
    assert len(pages) > 100
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    result = subprocess.run(
        [java, "-Xss4m", "-jar", str(jar), "--Werror", "--format", "text", *pages],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-5000:]


def test_every_document_passes_an_independent_validator(library: Library) -> None:
    import page as page_validation

    documents = sorted(library.site.rglob("*.pdf"))
    assert len(documents) == 27
    failing = {}
    for document in documents:
        result = page_validation.validate_pdf(str(document), profile="ua1")
        if not result.is_compliant:
            failing[document.relative_to(library.site).as_posix()] = str(result)[:500]
    assert failing == {}


def test_charters_have_two_to_six_pages(library: Library) -> None:
    from pypdf import PdfReader

    pages = {
        path.relative_to(library.site).as_posix(): len(PdfReader(path).pages)
        for path in sorted(library.site.rglob("charter.pdf"))
    }
    assert {path: count for path, count in pages.items() if not 2 <= count <= 6} == {}


def test_documents_embed_the_bundled_fonts_only(library: Library) -> None:
    for path in sorted(library.site.rglob("*.pdf")):
        lines = subprocess.run(
            ["pdffonts", path], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for line in lines[2:]:
            assert re.match(r"[A-Z]{6}\+(Inter|Noto-?Sans)", line), f"{path}: {line}"
            assert " yes yes " in line, f"{path}: {line}"


def test_the_same_bytes_in_another_folder(library: Library, tmp_path: Path) -> None:
    for name in ("handbook", "roles"):
        shutil.copytree(library.project / name, tmp_path / name)
    request = BuildRequest(
        tmp_path, tmp_path / "site", languages=("zh",), jobs=1, build_date=TODAY, fonts=FONTS
    )
    build_site(request)
    again = digest_files(tmp_path / "site")
    first = digest_files(library.site)
    assert sum(path.endswith(".pdf") for path in again) == 9
    assert {path: digest for path, digest in again.items() if first.get(path) != digest} == {}
