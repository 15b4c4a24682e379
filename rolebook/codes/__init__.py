"""What every diagnostic code means: one Markdown page per code, beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rolebook.diagnostics import Severity

if TYPE_CHECKING:
    CODES: tuple[str, ...]

LETTERS: Mapping[str, str] = {
    "Y": "Reading YAML",
    "S": "Fields and their values",
    "X": "References",
    "K": "KPIs and scoring",
    "P": "Penalties",
    "L": "Languages and words",
    "A": "Results of people",
    "V": "Versions and recorded changes",
    "J": "Jobs",
    "F": "Fair wording and law",
    "T": "Templates",
    "D": "Documents",
}

_INTRODUCTION = """# Codes

<!-- Generated from rolebook/codes by render_code_index(); do not edit. -->

Every problem that `rolebook check`, or `rolebook assess` in its tables, finds has a code. `rolebook explain CODE`
shows the same text in the terminal. Errors stop a build, warnings do so with `--strict`, advice never does.
"""


@dataclass(frozen=True, slots=True)
class CodePage:
    """One page: the code, its title, its severity, its cause in a paragraph, and the whole text."""

    code: str
    title: str
    severity: Severity
    cause: str
    text: str


def explain_code(code: str) -> str:
    """The page of a code, as Markdown; KeyError if there is no such code."""
    return read_code_page(code).text


@cache
def read_code_page(code: str) -> CodePage:
    """The page of a code with its parts; KeyError if there is no such code."""
    if code not in _list_codes():
        raise KeyError(code)
    text = files(__name__).joinpath(f"{code}.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    title = lines[0].removeprefix(f"# {code} ")
    severity = Severity(
        next(line for line in lines if line.startswith("Severity: ")).removeprefix("Severity: ")
    )
    cause = text.partition("## Cause\n")[2].partition("\n## ")[0]
    return CodePage(code, title, severity, " ".join(cause.split()), text)


def render_code_index() -> str:
    """All pages as one document: docs/codes.md."""
    parts = [_INTRODUCTION]
    for letter, heading in LETTERS.items():
        pages = [read_code_page(code) for code in _list_codes() if code.startswith(letter)]
        if not pages:
            continue
        rows = "".join(
            f"| [{page.code}](#{_anchor(page)}) | {page.severity} | {page.title} |\n" for page in pages
        )
        parts.append(f"## {letter}: {heading}\n\n| Code | Severity | Title |\n|---|---|---|\n{rows}")
        parts += [page.text.replace("\n## ", "\n#### ").replace("# ", "### ", 1) for page in pages]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _anchor(page: CodePage) -> str:
    """The anchor that GitHub makes of the page's heading."""
    kept = "".join(c for c in f"{page.code} {page.title}".lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


@cache
def _list_codes() -> tuple[str, ...]:
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


def __getattr__(name: str) -> Any:
    if name == "CODES":  # read from the folder when first asked for
        return _list_codes()
    raise AttributeError(name)
