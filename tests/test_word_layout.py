"""Word documents as LibreOffice lays them out: the numbers and words that a reader sees, on pages that are whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from rolebook.language.interface import load_interface
from rolebook.views.model import Charter
from tests.sample_views import LANGUAGES, make_charter
from tests.test_assessment_forms import LONG, SHORT
from tests.word_documents import SETTINGS, charter_of, entry, list_numbers, render, with_role

pytestmark = pytest.mark.slow
ROLES = (LONG, SHORT)
ENDING = "national-sales-manager"
"""A role whose signatures do not fit on the page before."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words of each page of each document, line by line."""
    folder = tmp_path_factory.mktemp("word")
    documents: dict[str, Charter] = {
        f"{role}-{language}": charter_of(role, language)
        for role in (*ROLES, ENDING)
        for language in LANGUAGES
    }
    documents["gaps"] = with_gaps()
    for name, charter in documents.items():
        (folder / f"{name}.docx").write_bytes(render(charter))
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: make setup-tests installs it"
    files = [str(folder / f"{name}.docx") for name in documents]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    # It ends with 0 even if it fails, so look at the outcome.
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        capture_output=True,
        text=True,
        timeout=600,
    )
    found = {}
    for name in documents:
        path = folder / f"{name}.pdf"
        assert path.is_file(), done.stdout + done.stderr
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
        found[name] = text.stdout.split("\f")[:-1]
        assert len(PdfReader(path).pages) == len(found[name])
    return found


def with_gaps() -> Charter:
    duties = (
        entry("1", "Aa", entry("1.1", "Ab"), entry("1.3", "Ac"), entry("1.4", "Ad")),
        entry("3", "Ba", entry("3.2", "Bb"), entry("3.3", "Bc", entry("3.3.1", "Bd"), entry("3.3.4", "Be"))),
        entry("4", "Ca", entry("4.1", "Cb"), entry("4.2", "Cc")),
        entry("6", "Da", entry("6.1", "Db")),
    )
    return with_role(make_charter("en"), duties=duties, authority=(entry("2", "Ea"), entry("3", "Eb")))


@pytest.mark.parametrize("name", ["gaps", *(f"{role}-{tag}" for role in ROLES for tag in LANGUAGES)])
def test_a_reader_sees_the_numbers_of_the_role(pages: dict[str, list[str]], name: str) -> None:
    charter = with_gaps() if name == "gaps" else charter_of(*name.rsplit("-", 1))
    lines = [line.strip() for page in pages[name] for line in page.splitlines()]
    numbered = [line for line in lines if re.match(r"\d+(\.\d+)*\s+\S", line)]
    at = 0
    for number, words in list_numbers(charter.role):
        if not number or number == "☐":
            continue
        start = re.sub(r"\s", "", words)[:12]
        while re.sub(r"\s", "", numbered[at].partition(" ")[2])[: len(start)] != start:
            at += 1  # rows of tables have numbers, too
        assert numbered[at].split()[0] == number, words
        at += 1


def find_gettext(charter: Charter) -> Callable[[str], str]:
    return load_interface(charter.frame.language, SETTINGS.template_folders).gettext


@pytest.mark.parametrize("name", [f"{role}-{tag}" for role in (*ROLES, ENDING) for tag in LANGUAGES])
def test_pages_are_whole(pages: dict[str, list[str]], name: str) -> None:
    charter, found = charter_of(*name.rsplit("-", 1)), pages[name]
    assert 2 <= len(found) <= 8
    for number, page in enumerate(found, 1):
        foot = page.strip().splitlines()[-1]
        assert re.search(rf"\b{number} ?/ ?{len(found)}$", foot)
        lines = [line for line in page.splitlines() if line.strip()]
        assert len(lines) > 6, "no page with a line or two"
        if number > 1:
            assert charter.frame.handbook in lines[0]
    last = found[-1]
    assert all(signer.label in last for signer in charter.signers), "signatures are on one page"
    heading = find_gettext(charter)("Version and signatures")
    assert [line.strip() for line in last.splitlines() if line.strip()].index(heading) > 1, (
        "and not alone there"
    )
    assert charter.role.effective in re.sub(r"\s+", " ", last) or charter.frame.language == "zh"
