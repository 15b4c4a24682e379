"""Documents for the archive: PDF/A-2u and PDF/UA-1 at once, and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest

from rolebook.pipeline import BuildRequest, build_site
from rolebook.render.pdf.archive import declare_archive, read_colour_profile
from tests.project import FONTS, TODAY, copy_sample

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = (ROOT / "templates",)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


def build(project: Path, output: Path, *, jobs: int = 1, **selection: tuple[str, ...]) -> dict[str, bytes]:
    """Build a project; every PDF of its site by its path, but for forms that can be filled in.

    These leave the drawing of their fields to the reader, which archives do not allow.
    """
    report = build_site(
        BuildRequest(project, output, jobs=jobs, build_date=TODAY, fonts=FONTS, **selection)  # type: ignore[arg-type]
    )
    assert report.files
    files = sorted(path for path in output.rglob("*.pdf") if path.name != "assessment-form.pdf")
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_with_form(tmp_path_factory.mktemp("archive") / "sample")


def copy_with_form(target: Path) -> Path:
    """The sample project with a form."""
    copy_sample(target)
    form = target / "handbook/forms/report"
    form.mkdir(parents=True)
    (form / "form.yaml").write_text(
        "sections:\n  facts: {fields: {name: {kind: line}, plan: {kind: text}, seen: {kind: check}}}\n"
        "variants:\n  short: {sections: [facts]}\n",
        "utf-8",
    )
    for tag, title in (("en", "Report"), ("zh", "报告"), ("es", "Informe")):
        fields = f"{{name: {title}, plan: {title}, seen: {title}}}"
        words = f"title: {title}\nsections:\n  facts: {{title: {title}, fields: {fields}}}\n"
        (form / f"{tag}.yaml").write_text(words + f"variants: {{short: {{title: {title}}}}}\n", "utf-8")
    return target


@pytest.fixture(scope="module")
def documents(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    handbook = project / "handbook/handbook.yaml"
    handbook.write_text(handbook.read_text("utf-8") + "print: {archive: true}\n", "utf-8")
    return build(project, tmp_path_factory.mktemp("archive") / "site", only=("documents",))


def test_every_document_is_both_in_every_language(documents: dict[str, bytes]) -> None:
    assert {path.rpartition("/")[2] for path in documents} >= {"all.pdf", "charter.pdf", "form.pdf"}
    assert {path.partition("/")[0] for path in documents} == {"en", "zh", "es"}
    for path, pdf in documents.items():
        for profile in ("2u", "ua1"):
            report = page_validation.validate_pdf_bytes(pdf, profile=profile)
            assert report.is_compliant, (path, profile, report.failures)


def test_the_metadata_declare_both_and_say_what_they_declare(documents: dict[str, bytes]) -> None:
    for path, pdf in documents.items():
        with pikepdf.open(BytesIO(pdf)) as opened:
            stream = opened.Root.Metadata
            assert "/Filter" not in stream, "whoever looks for XMP in bytes must find it"
            xmp = stream.read_bytes()
            tree = ET.fromstring(xmp)
            (rdf,) = tree.iter(f"{RDF}RDF")
            assert [item.text for item in rdf.iter(f"{PDFA}part")] == ["2"]
            assert [item.text for item in rdf.iter(f"{PDFA}conformance")] == ["U"]
            assert list(find_values(rdf, f"{PDFUA}part")) == ["1"], path
            schemas = [item.text for item in rdf.iter() if item.tag.endswith("}namespaceURI")]
            assert schemas == [PDFUA.strip("{}")], "a schema younger than PDF/A must be described"
            with opened.open_metadata() as metadata:
                assert metadata["dc:title"] == str(opened.docinfo["/Title"])
                assert metadata.pdfa_status == "2U"


def test_the_file_has_what_an_archive_asks_for(documents: dict[str, bytes]) -> None:
    from PIL import ImageCms

    for pdf in documents.values():
        with pikepdf.open(BytesIO(pdf)) as opened:
            first, second = opened.trailer.ID
            assert bytes(first) == bytes(second)
            assert len(bytes(first)) >= 16
            (intent,) = opened.Root.OutputIntents
            assert str(intent.S) == "/GTS_PDFA1"
            assert int(intent.DestOutputProfile.N) == 3
            profile = intent.DestOutputProfile.read_bytes()
            assert profile == read_colour_profile()
            assert "sRGB" in ImageCms.getProfileName(ImageCms.ImageCmsProfile(BytesIO(profile)))
            assert not {"/AA", "/OpenAction", "/AcroForm", "/Encrypt"} & {
                *opened.Root.keys(),
                *opened.trailer.keys(),
            }
            for item in opened.objects:
                if isinstance(item, pikepdf.Dictionary):
                    assert str(item.get("/S")) not in ("/JavaScript", "/Launch", "/ResetForm", "/ImportData")
                    if item.get("/Type") == "/Annot":
                        assert int(item.F) == 4
                    if item.get("/Subtype") == "/Type0":
                        check_unicode(item)


def find_values(rdf: ET.Element, name: str) -> Iterator[str | None]:
    """The values of a property, which XMP writes as an attribute or as an element."""
    for item in rdf:
        if item.get(name):
            yield item.get(name)
        yield from (inner.text for inner in item if inner.tag == name)


def check_unicode(font: Any) -> None:
    """Every code of a font means a character, and none that means nothing (ISO 19005-2, 6.2.11.7.2)."""
    table = font.ToUnicode.read_bytes().decode().partition("endcodespacerange")[2]
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", table, re.MULTILINE)
    meanings = {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}
    assert meanings and 0 not in meanings
    assert not any({"", "\0", "\ufeff", "\ufffe"} & {meaning, *meaning} for meaning in meanings.values())
    (descendant,) = font.DescendantFonts
    widths, codes = list(descendant.W), set()
    while widths:
        start, listed = int(widths.pop(0)), widths.pop(0)
        codes |= set(range(start, start + len(listed)))
    assert codes == set(meanings)
    assert "/FontFile2" in descendant.FontDescriptor


def test_pages_are_those_of_other_documents(documents: dict[str, bytes], tmp_path: Path) -> None:
    project = copy_with_form(tmp_path / "plain")
    plain = build(project, tmp_path / "site", only=("documents",), languages=("es",))
    for path in ("es/roles/sales-manager/charter.pdf", "es/handbooks/all.pdf"):
        assert not page_validation.validate_pdf_bytes(plain[path], profile="2u").is_compliant
        with pikepdf.open(BytesIO(plain[path])) as other, pikepdf.open(BytesIO(documents[path])) as kept:
            assert "/OutputIntents" not in other.Root
            assert [read_page(page) for page in other.pages] == [read_page(page) for page in kept.pages]
        price = len(documents[path]) - len(plain[path])
        assert price < 6000, "the price of an archive is a colour profile and a few lines"


def read_page(page: pikepdf.Page) -> list[bytes]:
    contents = page.obj.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [stream.read_bytes() for stream in streams]


def test_the_same_bytes_again_and_in_several_processes(
    documents: dict[str, bytes], project: Path, tmp_path: Path
) -> None:
    program = """
import hashlib, sys
from pathlib import Path
from tests.test_pdf_archive import build
if __name__ == "__main__":
    for path, pdf in build(Path(sys.argv[1]), Path(sys.argv[2]), jobs=2, only=("documents",)).items():
        print(path, hashlib.sha256(pdf).hexdigest())
"""
    again = tmp_path / "again"
    shutil.copytree(project, again, ignore=shutil.ignore_patterns(".rolebook"))
    (tmp_path / "again.py").write_text(program, "utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "11", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(tmp_path / "again.py"), str(again), str(tmp_path / "site")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    found = dict(line.split() for line in done.stdout.splitlines())
    assert found == {path: hashlib.sha256(pdf).hexdigest() for path, pdf in documents.items()}


def test_metadata_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="RDF"):
        declare_archive(b"<x:xmpmeta/>")
