"""The house rules that a program can hold: who may import whom, and who may print."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rolebook"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# Content flows one way. A stage imports itself and earlier stages only.
STAGES = (
    "content",
    "importing",
    "assessment",
    "results",
    "policies",
    "checks",
    "audience",
    "language",
    "history",
    "views",
    "render",
    "build",
)
EVERYWHERE = {"diagnostics", "codes", "__init__"}
ABOVE_ALL = {"pipeline", "assess", "cli", "serve", "scaffold", "scaffold_posting", "diagnostic_formats"}
ONLY_IN = {
    "jinja2": "render/html",
    "weasyprint": "render/pdf",
    "click": "cli",
    "rich": "cli",
    "yaml": "content",
    "PIL": ("render/picture", "content/logo"),
    "resvg_py": "render/picture/resvg_process",
    "tinycss2": "content/logo_style",
    "docx": "render/word",
    "openpyxl": ("render/spreadsheet", "results/workbook"),
    "mammoth": "importing/word_document",
}


def list_imports(path: Path) -> list[tuple[str, bool]]:
    """Every imported module of a file, and whether only a type checker imports it."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, typing_only: bool) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for child in node.body:
                visit(child, True)
            return
        if isinstance(node, ast.Import):
            found.extend((alias.name, typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "rolebook" else []
            )
            found.extend((name, typing_only) for name in names or [node.module])
        for child in ast.iter_child_nodes(node):
            visit(child, typing_only)

    visit(ast.parse(path.read_text(encoding="utf-8")), False)
    return found


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_earlier_stages(path: Path) -> None:
    stage = stage_of(path)
    for name, typing_only in list_imports(path):
        if not name.startswith("rolebook."):
            continue
        other = name.split(".")[1]
        if stage in STAGES and other in STAGES:
            assert STAGES.index(other) <= STAGES.index(stage), f"{stage} must not know {name}"
        elif stage in STAGES:
            assert other in EVERYWHERE or other.startswith("__"), f"{stage} must not know {name}"
        elif stage in EVERYWHERE:
            assert other in EVERYWHERE or typing_only, f"{stage} must not know {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_heavy_libraries_stay_in_their_place(path: Path) -> None:
    here = path.relative_to(PACKAGE).as_posix()
    for name, typing_only in list_imports(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or typing_only or here.startswith(home), (
            f"{here} imports {name}, which belongs to {home}"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if stage_of(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "os._exit" and stage_of(path) == "build":
                continue  # a worker that ends itself when its parent is gone ends no program
            if called == "sys.exit" and path.stem == "resvg_process":
                continue  # a program of its own
            assert called not in {"print", "exit", "quit", "sys.exit", "os._exit"}, (
                f"line {node.lineno}: {called}"
            )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_public_things_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree), "the module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"line {node.lineno}: {node.name}"


def test_modules_have_one_job() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): n
        for path in MODULES
        if (n := len(path.read_text().splitlines())) > 420
    }
    assert long == {}


def test_names_say_what_things_do() -> None:
    vague = [p.name for p in MODULES if p.stem in {"utils", "helpers", "manager", "base", "misc", "common"}]
    assert not vague
