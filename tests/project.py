"""What several tests need: copies of the sample project, overlays on it, and its diagnostics."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from rolebook.assess import AssessRequest, read_results
from rolebook.audience import release_catalogue
from rolebook.checks import check_catalogue
from rolebook.content.audience_facts import EVERYTHING
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import ContentError, Diagnostic, sort_diagnostics

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
CASES = HERE / "cases"
TODAY = dt.date(2026, 12, 1)
FONTS = HERE.parent / ".rolebook" / "fonts"
"""Where tests prepare the fonts of documents: once for all of them."""


def copy_sample(target: Path) -> Path:
    """A fresh copy of the sample project at this (new) folder."""
    shutil.copytree(SAMPLE, target)
    return target


def release_all(catalogue: Catalogue) -> Catalogue:
    """The catalogue as those see it from whom nothing is kept."""
    return release_catalogue(catalogue, EVERYTHING, TODAY)


def overlay(project: Path, folder: Path) -> None:
    """Lay the files of a folder over a project; ``name.delete`` deletes ``name``."""
    for source in sorted(folder.rglob("*")):
        relative = source.relative_to(folder)
        target = project / relative
        if source.is_dir() or relative == Path("expected.txt"):
            continue
        if source.name.endswith(".delete"):
            target.with_name(source.name.removesuffix(".delete")).unlink()
            continue
        for parent in reversed(relative.parents):
            if (project / parent).is_file():  # a folder where the sample has a file
                (project / parent).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink() or target.exists():
            target.unlink()
        shutil.copyfile(source, target, follow_symlinks=False)


def diagnose(project: Path, today: dt.date = TODAY) -> tuple[Diagnostic, ...]:
    """All that reading and checking find in a project, in report order."""
    try:
        catalogue, problems = load_catalogue(project)
    except ContentError as error:
        return error.diagnostics
    return sort_diagnostics([*problems, *check_catalogue(catalogue, today=today)])


def diagnose_results(project: Path, files: list[Path], period: str | None = "2026-12") -> list[Diagnostic]:
    """All that is wrong with tables of results for a project, in report order."""
    catalogue, _ = load_catalogue(project)
    named = tuple((file, file.name) for file in files)
    return read_results(catalogue, AssessRequest(project, named, project / "out", TODAY, period))[1]
