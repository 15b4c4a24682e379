"""Keys: the same for the same things, another one for any difference that can show."""

import copy
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rolebook.build import toolchain
from rolebook.build.artifact import Artifact
from rolebook.build.fingerprint import KeyContext, artifact_key, digest_view
from rolebook.build.packing import pack_view, unpack_view
from rolebook.diagnostics import Severity
from rolebook.language.markdown import SafeHtml
from rolebook.render.settings import RenderSettings
from rolebook.views.model import Ref, Text


@dataclass(frozen=True, slots=True)
class Leaf:
    value: object


@dataclass(frozen=True, slots=True)
class OtherLeaf:
    value: object


def sample() -> tuple:
    text = Text(SafeHtml("<b>杭州</b>"), "杭州", None)
    values = (1, -(2**70), True, None, "", "é\ud800", Decimal("1.10"), date(2026, 12, 1), 0.1, Severity.ERROR)
    return (text, Ref(text, "a/"), Leaf(()), Leaf((values, Leaf("x"))))


def test_view_survives_packing():
    again = unpack_view(pack_view(sample()))
    assert again == sample()
    assert type(again[0].html) is SafeHtml
    assert type(again[0].plain) is str


def test_digest_does_not_depend_on_identity_or_process():
    text = Text(SafeHtml("a"), "a")
    shared, apart = (text, text), (text, copy.deepcopy(text))
    assert digest_view(shared) == digest_view(apart)
    script = (
        "from rolebook.build.fingerprint import digest_view\n"
        "from rolebook.views.model import Text\n"
        "from rolebook.language.markdown import SafeHtml\n"
        "text = Text(SafeHtml('a'), 'a')\n"
        "print(digest_view((text, text)))"
    )
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == digest_view(shared)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Leaf("a"), OtherLeaf("a")),
        (Leaf("1"), Leaf(1)),
        (Leaf(1), Leaf(True)),
        (Leaf(0), Leaf(False)),
        (Leaf(None), Leaf("")),
        (Leaf(None), Leaf(())),
        (Leaf(Decimal("1.1")), Leaf(Decimal("1.10"))),
        (Leaf(Decimal("1")), Leaf("1")),
        (Leaf("a"), Leaf(SafeHtml("a"))),
        (("a", "b"), ("ab",)),
        ((("a",), "b"), ("a", ("b",))),
        ((("a", "b"),), (("a",), ("b",))),
        (Leaf((Leaf("a"),)), Leaf(("a",))),
        ("é", "e\u0301"),
    ],
)
def test_different_values_have_different_digests(one, other):
    assert digest_view(one) != digest_view(other)


@pytest.mark.parametrize("value", [{1, 2}, {"a": 1}, object(), b"x", Path("x"), lambda: 0])
def test_values_without_a_certain_digest_are_refused(value):
    with pytest.raises(TypeError, match="must not hold"):
        digest_view(Leaf((value,)))


FILES = {
    "site/role.html.j2": "page",
    "components/table.html.j2": "table",
    "print/charter.html.j2": "print",
    "assets/css/print.css": "p{}",
    "assets/css/tokens.css": "a{}",
    "assets/css/site.css": "b{}",
    "assets/js/site.js": "1",
    "locale/zh/LC_MESSAGES/rolebook.po": "",
    "locale/es/LC_MESSAGES/rolebook.po": "",
}
PAGE = Artifact("zh/role/", "page", "site/role.html.j2", "zh", Leaf("x"))
DOCUMENT = replace(PAGE, kind="document", template="print/charter.html.j2")


@pytest.fixture
def settings(tmp_path: Path) -> RenderSettings:
    for name, text in FILES.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return RenderSettings((tmp_path / "project/templates", tmp_path / "templates"), tmp_path / "project")


def keys(settings: RenderSettings) -> tuple[str, str]:
    context = KeyContext(settings, settings.project / "memory")
    return artifact_key(PAGE, context), artifact_key(DOCUMENT, context)


@pytest.mark.parametrize(
    ("name", "page_changes", "document_changes"),
    [
        ("site/role.html.j2", True, False),
        ("site/new.html.j2", True, False),
        ("components/table.html.j2", True, True),
        ("print/charter.html.j2", False, True),
        ("assets/css/print.css", False, True),
        ("assets/css/site.css", False, False),
        ("assets/js/site.js", False, False),
        ("assets/images/logo.svg", False, True),
        ("assets/icons/search.svg", True, True),
        ("locale/zh/LC_MESSAGES/rolebook.po", True, True),
        ("locale/es/LC_MESSAGES/rolebook.po", False, False),
        ("site/.role.html.j2.swp", False, False),
    ],
)
@pytest.mark.parametrize("folder", ["templates", "project/templates"])
def test_key_follows_the_files_that_can_show(
    settings, tmp_path, folder, name, page_changes, document_changes
):
    page, document = keys(settings)
    path = tmp_path / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")
    assert (keys(settings)[0] != page, keys(settings)[1] != document) == (page_changes, document_changes)


def test_style_sheet_that_imports_makes_documents_depend_on_all(settings, tmp_path):
    (tmp_path / "templates/assets/css/print.css").write_text("@import 'site.css';")
    _, document = keys(settings)
    (tmp_path / "templates/assets/css/site.css").write_text("changed")
    assert keys(settings)[1] != document


def test_key_follows_view_language_template_and_kind(settings):
    context = KeyContext(settings, settings.project / "memory")
    changed = [
        PAGE,
        replace(PAGE, view=Leaf("y")),
        replace(PAGE, language="es"),
        replace(PAGE, template="site/other.html.j2"),
        replace(PAGE, kind="document"),
    ]
    assert len({artifact_key(artifact, context) for artifact in changed}) == len(changed)
    assert artifact_key(replace(PAGE, path="elsewhere/"), context) == artifact_key(PAGE, context)


def test_key_follows_code_libraries_and_fonts(settings, monkeypatch):
    page, document = keys(settings)
    with monkeypatch.context() as patch:
        patch.setattr("rolebook.build.fingerprint.digest_code", lambda: "other")
        assert keys(settings)[0] != page
    with monkeypatch.context() as patch:
        patch.setattr("rolebook.build.fingerprint.read_text_engines", lambda: (("pango", "9"),))
        assert keys(settings) == (page, keys(settings)[1])
        assert keys(settings)[1] != document
    with monkeypatch.context() as patch:
        patch.setattr("rolebook.build.fingerprint.digest_fonts", lambda memory: (("x.ttf", 1, "0"),))
        assert keys(settings)[1] != document
    assert keys(settings) == (page, document)


def test_key_of_a_file_is_that_of_its_content(settings, tmp_path):
    context = KeyContext(settings, tmp_path)
    artifact = Artifact("assets/site.css", "file", "assets/css/site.css", "")
    key = artifact_key(artifact, context)
    assert artifact_key(replace(artifact, path="b", language="zh"), context) == key
    (tmp_path / "templates/assets/css/site.css").write_text("changed")
    assert artifact_key(artifact, context) != key


def test_versions_are_known_without_weasyprint():
    script = (
        "import sys; from rolebook.build.toolchain import *; from pathlib import Path\n"
        "versions = dict(read_text_engines()); fonts = digest_fonts(Path('/nowhere'))\n"
        "assert all(versions.values()), versions\n"
        "assert len(fonts) >= 3 and all(len(digest) == 64 for _, _, digest in fonts)\n"
        "assert not {'weasyprint', 'jinja2', 'pydantic'} & set(sys.modules)\n"
        "assert any('libpango' in path for path in find_loaded_libraries())"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_digests_of_fonts_are_kept(tmp_path):
    font, memory = tmp_path / "a.ttf", tmp_path / "memory/fonts.json"
    font.write_bytes(b"font")
    first = toolchain._digest_files([font], memory)
    memory.write_text(memory.read_text().replace(first[0][2], "kept"))
    assert toolchain._digest_files([font], memory) == [("a.ttf", 4, "kept")]
    font.write_bytes(b"other font")
    assert toolchain._digest_files([font], memory)[0][2] != "kept"
    memory.write_text("{ broken")
    assert len(toolchain._digest_files([font], memory)[0][2]) == 64
