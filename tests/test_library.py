"""The repository's own library: whole, clean, valid, and the same bytes every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from rolebook.diagnostics import Severity
from rolebook.pipeline import BuildRequest, build_site, check_project
from tests.conftest import ROOT, Library
from tests.project import FONTS, TODAY
from tests.test_build import digest_files

LANGUAGES = ("en", "zh", "es")
ROLES = tuple(
    name
    for name in sorted(path.name for path in (ROOT / "roles").iterdir())
    if name != "real-estate-sales-base"
)
EDITIONS = (
    "all",
    "hotel",
    "real-estate",
    "automotive",
    "consumer-goods",
    "industry",
    "technology",
    "services",
    "general",
    "staff",
    "supervisors",
    "managers",
)
BILINGUAL = ("en/handbooks/bilingual-en-zh.pdf", "zh/handbooks/bilingual-zh-es.pdf")
# A posting has a page and a flyer in each language in which it is written.
VACANCIES = {
    tag: [path.parent.name for path in sorted((ROOT / "postings").glob(f"*/{tag}.yaml"))] for tag in LANGUAGES
}
FLYERS = sum(map(len, VACANCIES.values()))
VARIANTS = ("results", "themes", "development")


def test_the_library_has_no_error_and_no_warning() -> None:
    problems = [p for p in check_project(ROOT, TODAY) if p.severity is not Severity.ADVICE]
    assert problems == []


def test_every_file_names_its_schema() -> None:
    folders = ("roles", "handbook", "postings")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.yaml"))]
    changes = [path for path in files if path.name == "changes.yaml"]
    assert len(changes) == 5
    postings = [path for path in files if path.is_relative_to(ROOT / "postings")]
    assert len(files) - len(changes) - len(postings) == 43 * 4 + 5 + 3 + 4
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, path
        assert (path.parent / match[1]).resolve().is_file(), path


def test_the_schemas_accept_the_library() -> None:
    for schema, pattern in (
        ("role.json", "roles/*/role.yaml"),
        ("role-words.json", "roles/*/[a-z][a-z].yaml"),
        ("posting.json", "postings/*/posting.yaml"),
        ("posting-words.json", "postings/*/[a-z][a-z].yaml"),
        ("handbook.json", "handbook/handbook.yaml"),
        ("handbook-words.json", "handbook/[a-z][a-z].yaml"),
        ("glossary.json", "handbook/glossary.yaml"),
        ("guide.json", "handbook/guides/*/guide.yaml"),
        ("form.json", "handbook/forms/*/form.yaml"),
        ("form-words.json", "handbook/forms/*/[a-z][a-z].yaml"),
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
    assert len(ROLES) == 42
    wanted = [*BILINGUAL]
    for tag in LANGUAGES:
        wanted += [
            f"{tag}/roles/{role}/{name}"
            for role in ROLES
            for name in ("index.html", "charter.pdf", "charter.docx")
        ]
        wanted += [f"{tag}/handbooks/{edition}.pdf" for edition in EDITIONS]
        wanted += [f"{tag}/jobs/{v}/{name}" for v in VACANCIES[tag] for name in ("index.html", "flyer.pdf")]
        wanted += [
            f"{tag}/forms/work-summary/{v}/{name}" for v in VARIANTS for name in ("index.html", "form.pdf")
        ]
        wanted += [
            f"{tag}/{name}/index.html"
            for name in ("calendar", "guides", "guides/running-a-sales-team", "assessment", "handbooks")
        ]
    assert [path for path in wanted if not (library.site / path).is_file()] == []
    assert not (library.site / "en/roles/real-estate-sales-base").exists(), "drafts are never shown"
    assert "real-estate-sales-base" not in (library.site / "en/index.html").read_text(encoding="utf-8")


def test_the_nu_html_checker_finds_nothing(library: Library) -> None:
    java = shutil.which("java")
    assert java, "java is installed by scripts/setup-tests"
    pages = [str(path) for path in sorted(library.site.rglob("*.html")) if "pagefind" not in path.parts]
    assert len(pages) > 270
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    result = subprocess.run(
        [java, "-Xss4m", "-jar", str(jar), "--Werror", "--format", "text", *pages],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-5000:]


def test_every_document_passes_an_independent_validator(library: Library) -> None:
    import page as page_validation

    # A form that can be filled in does not claim to be PDF/UA: its fields draw themselves in the reader.
    documents = sorted(path for path in library.site.rglob("*.pdf") if path.name != "assessment-form.pdf")
    # Of each role a charter and a form to print; what changed; editions and forms.
    others = len(BILINGUAL) + FLYERS
    assert len(documents) == 3 * (2 * len(ROLES) + 1 + len(EDITIONS) + len(VARIANTS)) + others
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
    for name in ("handbook", "roles", "postings"):
        shutil.copytree(library.project / name, tmp_path / name)
    request = BuildRequest(
        tmp_path, tmp_path / "site", languages=("zh",), jobs=1, build_date=TODAY, fonts=FONTS
    )
    build_site(request)
    again = digest_files(tmp_path / "site")
    first = digest_files(library.site)
    documents = sum(path.endswith(".pdf") for path in again)
    others = len(BILINGUAL) + len(VACANCIES["zh"])
    assert documents == 3 * len(ROLES) + 1 + len(EDITIONS) + len(VARIANTS) + others
    assert {path: digest for path, digest in again.items() if first.get(path) != digest} == {}


def test_handbooks_hold_the_roles_of_their_edition_with_guides_and_workflows(library: Library) -> None:
    def read(path: str) -> str:
        done = subprocess.run(
            ["pdftotext", library.site / path, "-"], capture_output=True, text=True, check=True
        )
        return re.sub(r"\s+", "", done.stdout)

    hotel = read("zh/handbooks/hotel.pdf")
    assert all(
        title in hotel
        for title in ("销售部副经理（酒店）", "销售经理（酒店）", "宴会营销经理（酒店）", "投诉处理流程")
    )
    assert "销售中心主管（房地产）" not in hotel
    managers = read("en/handbooks/managers.pdf")
    assert "Zonesalesmanager" in managers
    assert "Runningasalesteamdaybyday" in managers
    both = read("zh/handbooks/bilingual-zh-es.pdf")
    assert "销售部负责人" in both and "JefaturadeldepartamentodeVentas" in both
    everything = read("es/handbooks/all.pdf")
    assert "Guías" in everything and "Tratamientodeunaqueja" in everything
