"""Measures whole builds of synthetic projects, as the processes that a user starts.

    python bench/run.py                        42 roles, a few minutes
    python bench/run.py --roles 400 --json results.json
    python bench/run.py --pages-only --roles 3000
    python bench/run.py --books-only --roles 400

Each row is several runs: the median of the wall clock with the least and the most, the processor time of all
processes, and the memory of the largest. Compare rows of one run: machines differ, and so do days.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "bench"))

from make_project import LANGUAGES, write_project  # noqa: E402


@dataclass(frozen=True)
class Run:
    """One run of one command: seconds of wall clock and of processors, MB of the largest process."""

    wall: float
    cpu: float
    memory: float


@dataclass
class Row:
    """One line of the table; ``per`` is the number of things made, for the time of each."""

    name: str
    runs: list[Run] = field(default_factory=list)
    per: int = 0
    aim: str = ""

    def format(self) -> str:
        """The line as text."""
        walls = [run.wall for run in self.runs]
        each = f"{median(walls) / self.per * 1000:8.1f}" if self.per else " " * 8
        return (
            f"{self.name:<44}{median(walls):9.2f} {f'{min(walls):.2f}–{max(walls):.2f}':>15}"
            f"{median(run.cpu for run in self.runs):9.2f}{median(run.memory for run in self.runs):8.0f}{each}"
            f"  {self.aim}"
        )


HEAD = f"{'':<44}{'wall s':>9} {'least–most':>15}{'cpu s':>9}{'MB':>8}{'ms each':>8}  aim"


def measure(command: list[str], **options: object) -> Run:
    """Run a command to its end; its output is shown only if it fails."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, **options)  # type: ignore[call-overload]
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"failed: {' '.join(command)}\n{output.read().decode('utf-8', 'replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Project:
    """A synthetic project and the commands that build it."""

    def __init__(self, folder: Path, roles: int):
        self.folder = folder
        self.roles = roles
        write_project(folder, roles)
        self._edits = 0

    def build(self, *options: str) -> Run:
        """Build it with these options."""
        command = [sys.executable, str(ROOT / "build.py"), "build", "--project", str(self.folder), "--quiet"]
        return measure([*command, "--date", "2026-12-01", *options])

    def forget(self) -> None:
        """Remove all that builds have made; prepared fonts stay, as they are made once on a machine."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        for name in ("cache", "stamps"):
            shutil.rmtree(self.folder / ".rolebook" / name, ignore_errors=True)

    def edit(self) -> None:
        """Change a sentence of a role in the middle, in one language."""
        self._edits += 1
        path = self.folder / f"roles/role-{self.roles // 2:04d}/en.yaml"
        lines = path.read_text("utf-8").splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith('"purpose"'))
        lines[at] = f'"purpose": "Edited for the {self._edits}th time."'
        path.write_text("\n".join(lines) + "\n", "utf-8")


def repeat(times: int, before: Callable[[], object], run: Callable[[], Run]) -> list[Run]:
    """Measure several times, with something to be done before each."""
    runs = []
    for _ in range(times):
        before()
        runs.append(run())
    return runs


def measure_pages(project: Project, times: int) -> list[Row]:
    """Rows about web pages alone."""
    pages = project.roles * len(LANGUAGES)
    size = f"{project.roles} × {len(LANGUAGES)}"
    alone, pages_only = ("-j", "1"), ("--only", "pages")
    return [
        Row(
            f"cold site, {size}, one process",
            repeat(min(times, 3), project.forget, lambda: project.build(*alone, *pages_only)),
            pages,
            "≤ 2 ms a page",
        ),
        Row(
            f"nothing changed, pages, {size}",
            repeat(times, list, lambda: project.build(*pages_only)),
            aim="< 1 s",
        ),
        Row(
            f"one role edited, pages, {size}",
            repeat(times, project.edit, lambda: project.build(*pages_only)),
            aim="< 1 s",
        ),
    ]


def measure_documents(project: Project, times: int) -> list[Row]:
    """Rows about documents, and about whole builds."""
    size = f"{project.roles} × {len(LANGUAGES)}"
    role = f"role-{project.roles // 2:04d}"
    documents = ("--only", "documents")
    charters = project.roles * len(LANGUAGES)
    rows = [
        Row(
            f"all documents, cold, {size}",
            repeat(1, project.forget, lambda: project.build(*documents)),
            charters,
        ),
        Row(f"whole site after that, {size}", [project.build()]),
        Row(f"nothing changed, {size}", repeat(times, list, project.build), aim="< 0.5 s"),
        Row(
            "one role edited: its charter",
            repeat(times, project.edit, lambda: project.build(*documents, "--role", role)),
            aim="< 2.5 s",
        ),
        Row(
            "one role edited: handbook in one language",
            repeat(min(times, 3), project.edit, lambda: project.build(*documents, "--lang", "en")),
            aim="< 2 s at 400 roles",
        ),
        Row("one role edited: everything", repeat(min(times, 3), project.edit, project.build)),
    ]
    project.forget()
    rows.append(
        Row(f"all documents, cold, {size}, one process", [project.build(*documents, "-j", "1")], charters)
    )
    return rows


def measure_books(project: Project, times: int) -> list[Row]:
    """Rows about the handbook of all roles, in one language, beside WeasyPrint on the same HTML."""
    size = f"{project.roles} roles"
    command = [sys.executable, str(ROOT / "bench/book.py"), str(project.folder)]
    pages = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    cold, alone = (
        repeat(1, project.forget, lambda jobs=jobs: measure([*command, "--jobs", jobs]))
        for jobs in ("0", "1")
    )
    edited = repeat(times, project.edit, lambda: measure(command))
    return [
        Row(f"handbook, {size}, cold, all cores", cold, pages, "≤ 0.6 × plain, in cpu"),
        Row(f"handbook, {size}, cold, one process", alone, pages),
        Row(f"handbook, {size}, one role edited", edited, aim="< 2 s at 400 roles"),
        Row(f"handbook, {size}, nothing edited", repeat(times, list, lambda: measure(command))),
        measure_plain_book(project, pages),
    ]


def measure_plain_book(project: Project, pages: int) -> Row:
    """WeasyPrint as it comes, on the same HTML as one document."""
    from plain import write_handbook

    with tempfile.TemporaryDirectory() as folder:
        sheets, source = write_handbook(project.folder, Path(folder), "en")
        options = [part for sheet in sheets for part in ("-s", str(sheet))]
        surroundings = {**os.environ, "FONTCONFIG_FILE": str(project.folder / ".rolebook/fonts/fonts.conf")}
        command = [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", *options]
        run = measure([*command, str(source), str(source.with_suffix(".pdf"))], env=surroundings)
    return Row(f"plain WeasyPrint, handbook, {project.roles} roles", [run], pages)


def measure_plain(project: Project, sample: int) -> Row:
    """WeasyPrint as it comes: a process per charter, from the same HTML, style and fonts."""
    from plain import write_charters

    with tempfile.TemporaryDirectory() as folder:
        sheets, sources = write_charters(project.folder, Path(folder), sample)
        options = [part for sheet in sheets for part in ("-s", str(sheet))]
        surroundings = {**os.environ, "FONTCONFIG_FILE": str(project.folder / ".rolebook/fonts/fonts.conf")}
        command = [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", *options]
        runs = [
            measure([*command, str(source), str(source.with_suffix(".pdf"))], env=surroundings)
            for source in sources
        ]
    total = Run(sum(run.wall for run in runs), sum(run.cpu for run in runs), max(run.memory for run in runs))
    return Row(f"plain WeasyPrint, {sample} charters, one by one", [total], sample)


def main() -> None:
    """Read the command line, measure, print a table and write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, default=42, metavar="N")
    parser.add_argument("--times", type=int, default=5, metavar="N", help="runs of each quick row")
    parser.add_argument("--pages-only", action="store_true", help="leave out documents, which take long")
    parser.add_argument("--books-only", action="store_true", help="measure handbooks alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()

    where = f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    print(where, HEAD, sep="\n", flush=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="rolebook-bench-") as folder:
        project = Project(Path(folder), options.roles)
        steps: list[Callable[[], list[Row]]] = []
        if not options.books_only:
            steps.append(lambda: measure_pages(project, options.times))
        if not options.books_only and not options.pages_only:
            steps.append(lambda: measure_documents(project, options.times))
            steps.append(lambda: [measure_plain(project, 8)])
        if not options.pages_only:
            steps.append(lambda: measure_books(project, min(options.times, 3)))
        # Rows of other commands (scorecards of 500 people, say) are one more function of project and times here.
        for step in steps:
            for row in step():
                rows.append(row)
                print(row.format(), flush=True)
    if options.json:
        figures = {"where": where, "roles": options.roles, "rows": [asdict(row) for row in rows]}
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
