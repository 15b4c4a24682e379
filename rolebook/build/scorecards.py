"""The files of a run about people: made on all cores, each waiting where only the user can read it.

Like `execute`, but without cache and spool: nothing about people is kept. Views go to the workers through pipes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rolebook.build.artifact import Artifact
from rolebook.build.errors import BuildError, explain_os_error
from rolebook.build.execute import render_artifact
from rolebook.build.packing import pack_view, unpack_view
from rolebook.build.private_folder import PrivateFolder, write_private
from rolebook.build.processes import InlineExecutor, WorkerPool
from rolebook.build.progress import Progress
from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import ContentError, Diagnostic
from rolebook.render.settings import RenderSettings
from rolebook.results.assess_people import PersonResult
from rolebook.results.file_names import name_files
from rolebook.results.team import group_results
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.scorecard import build_scorecard
from rolebook.views.summary import build_summary
from rolebook.views.team import build_team_picture, build_team_sheet

CARDS = "scorecards"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run makes its files: the language of what is about all, the date of documents, fonts, processes."""

    language: str
    made: dt.date
    fonts: Path
    jobs: int


@dataclass(frozen=True, slots=True)
class _Task:
    """One document to be made: its view as bytes, and where it is to wait."""

    name: str
    template: str
    language: str
    packed: bytes
    path: Path


class ScorecardRun:
    """The files of one run: scorecards, team sheet and chart, summary; each made aside, in a private folder."""

    def __init__(
        self,
        catalogue: Catalogue,
        results: Sequence[PersonResult],
        private: PrivateFolder,
        settings: RenderSettings,
        options: RunOptions,
        progress: Progress,
    ):
        self._catalogue, self._results, self._private = catalogue, results, private
        self._settings, self._options, self._progress = settings, options, progress
        self._contexts: dict[str, ViewContext] = {}
        self._names = [f"{CARDS}/{name}" for name in name_files([r.person for r in results], ".pdf")]

    def list_files(self) -> dict[str, Path]:
        """Where each file of the run goes, and where it waits."""
        aside = self._private.aside
        cards = {name: aside / str(number) for number, name in enumerate(self._names)}
        others = ("team.pdf", "team.svg", "summary.xlsx", "summary.csv", ".gitignore")
        return cards | {name: aside / name for name in others}

    def render(self) -> list[Diagnostic]:
        """Make everything; the problems of all documents."""
        from rolebook.render.tables.comma_separated import write_csv
        from rolebook.render.tables.workbook import write_workbook

        problems = self._render_documents()
        if problems:
            return problems
        aside = self._private.aside
        summary = build_summary(
            self._context(self._options.language), self._results, self._names, self._options.made
        )
        write_private(aside / "summary.xlsx", write_workbook(summary))
        write_private(aside / "summary.csv", write_csv(summary.tables[0]))
        # Should the folder lie in a repository, nobody adds it by accident.
        write_private(aside / ".gitignore", b"*\n")
        return []

    def _render_documents(self) -> list[Diagnostic]:
        problems: list[Diagnostic] = []
        tasks = self._list_tasks()
        self._prepare_fonts()
        total = len(self._results) + 2
        with _choose_executor(self._options.jobs, total, self._settings, self._options.fonts) as (
            executor,
            window,
        ):
            self._progress.start(total, "scorecards")
            running: set[Future[tuple[str, list[Diagnostic]]]] = set()
            try:
                while True:
                    running |= {
                        executor.submit(_render, task) for task in islice(tasks, window - len(running))
                    }
                    if not running:
                        return problems
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        name, found = future.result()
                        problems += found
                        self._progress.advance(1, name)
            finally:
                self._progress.finish()

    def _list_tasks(self) -> Iterator[_Task]:
        """The documents, the longest first; each view is made when its turn comes."""
        context, today = self._context(self._options.language), self._options.made
        groups = group_results(self._catalogue, self._results)
        aside = self._private.aside
        sheet = pack_view(build_team_sheet(context, groups, today))
        yield _Task("team.pdf", "print/team.html.j2", context.tag, sheet, aside / "team.pdf")
        picture = pack_view(build_team_picture(context, groups))
        yield _Task("team.svg", "print/team.svg.j2", context.tag, picture, aside / "team.svg")
        for number, (name, result) in enumerate(zip(self._names, self._results, strict=True)):
            context = self._context(result.person.language)
            card = pack_view(build_scorecard(context, result, today))
            yield _Task(name, "print/scorecard.html.j2", context.tag, card, aside / str(number))

    def _context(self, tag: str) -> ViewContext:
        if tag not in self._contexts:
            roles = tuple(name for name, role in self._catalogue.roles.items() if not role.facts.draft)
            languages = self._catalogue.handbook.languages
            options = SiteOptions(None, languages, roles, self._options.made)
            self._contexts[tag] = make_context(self._catalogue, options, tag, self._settings.template_folders)
        return self._contexts[tag]

    def _prepare_fonts(self) -> None:
        """Once, before all workers find at the same time that it has not been done."""
        from rolebook.render.pdf.document import prepare_fonts
        from rolebook.render.pdf.fonts import FontsMissing

        try:
            prepare_fonts(self._options.fonts)
        except FontsMissing as error:
            raise BuildError(str(error)) from error
        except OSError as error:
            raise explain_os_error(error, "prepare the fonts in", self._options.fonts) from error


@contextmanager
def _choose_executor(
    jobs: int, tasks: int, settings: RenderSettings, fonts: Path
) -> Iterator[tuple[Executor, int]]:
    """An executor, and how many documents to have under way."""
    workers = min(jobs, tasks)
    if workers < 2:
        with InlineExecutor() as inline:
            _begin(settings, fonts)
            yield inline, 1
        return
    try:
        with WorkerPool(workers, _begin, (settings, fonts)) as pool:
            yield pool, workers * 2
    except BrokenProcessPool as error:
        hint = "run with fewer processes (--jobs 1); nothing was written"
        raise BuildError("a worker process ended unexpectedly: most likely memory ran out", hint) from error


_settings: Any = None


def _begin(settings: RenderSettings, fonts: Path) -> None:
    global _settings
    _settings = (settings, fonts)


def _render(task: _Task) -> tuple[str, list[Diagnostic]]:
    """Make a document and let it wait where only the user can read it."""
    settings, fonts = _settings
    kind: Any = "page" if task.template.endswith(".svg.j2") else "document"
    artifact = Artifact(task.name, kind, task.template, task.language, unpack_view(task.packed))
    try:
        if kind == "page":
            from rolebook.render.html.environment import render_template

            text = render_template(settings, task.template, task.language, artifact.view, name="doc")
            content = text.strip().encode("utf-8") + b"\n"
        else:
            content = render_artifact(settings, artifact, fonts)
    except ContentError as error:
        return task.name, list(error.diagnostics)
    write_private(task.path, content)
    return task.name, []
