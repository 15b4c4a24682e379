"""From tables of results to signed-ready scorecards, a summary and the sheet of the team, in one run.

Nothing about people is kept anywhere but in the folder that was asked for: no cache, no spool, no log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolebook.build.errors import BuildError, UnknownChoice
from rolebook.build.progress import Progress, Silence

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from rolebook.build.private_folder import PrivateFolder
    from rolebook.content.catalogue import Catalogue
    from rolebook.diagnostics import Diagnostic
    from rolebook.render.settings import RenderSettings
    from rolebook.results.assess_people import PersonResult
    from rolebook.results.cell_values import DecimalMark
    from rolebook.results.gather import Defaults
    from rolebook.results.people import Person
    from rolebook.views.context import ViewContext

CARDS = "scorecards"


@dataclass(frozen=True, slots=True)
class AssessRequest:
    """What was asked for. ``files`` are paths with the names that diagnostics use for them.

    ``fonts`` is a folder in which the fonts of documents are prepared; without it the project's own.
    """

    project: Path
    files: tuple[tuple[Path, str], ...]
    out: Path
    today: dt.date
    period: str | None = None
    language: str | None = None
    role: str | None = None
    sheet: str | None = None
    mark: DecimalMark | None = None
    jobs: int = 1
    strict: bool = False
    fonts: Path | None = None


@dataclass(frozen=True, slots=True)
class AssessReport:
    """What a run did: how many people and files, and the problems; if it failed, nothing was written."""

    people: int = 0
    files: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False


def assess_people(request: AssessRequest, progress: Progress | None = None) -> AssessReport:
    """Read, check, compute, render, and put everything in place at once; or leave the folder as it was.

    Raises ContentError if the handbook has errors, BuildError if the folder or the disk refuses.
    """
    from rolebook.build.private_folder import check_private_folder, open_private_folder
    from rolebook.diagnostics import has_errors, sort_diagnostics
    from rolebook.pipeline import read_project

    folder = check_private_folder(request.out, request.project)
    catalogue, _ = read_project(request.project, request.today)
    results, problems = read_results(catalogue, request)
    people = [result.person for result in results]
    if has_errors(problems, strict=request.strict) or not people:
        return AssessReport(len(people), diagnostics=tuple(problems), failed=True)
    with open_private_folder(folder) as private:
        check_private_folder(request.out, request.project)
        subject = _check_subject(private, people)
        run = _Run(request, catalogue, results, private, progress or Silence())
        found = run.render()
        if found:
            problems = list(sort_diagnostics([*problems, *found]))
            return AssessReport(len(people), diagnostics=tuple(problems), failed=True)
        files = run.list_files()
        private.commit(files, subject)
    return AssessReport(len(people), len(files), tuple(problems))


def read_results(catalogue: Catalogue, request: AssessRequest) -> tuple[list[PersonResult], list[Diagnostic]]:
    """What the rules make of the people in all files, with all that is wrong with these; no results if errors are."""
    from rolebook.diagnostics import has_errors, sort_diagnostics
    from rolebook.results.assess_people import assess_person
    from rolebook.results.files import read_sheet
    from rolebook.results.gather import gather_people
    from rolebook.results.sheet import SheetUnreadable

    defaults = _read_defaults(catalogue, request)
    sheets, problems = [], []
    for path, name in request.files:
        try:
            sheets.append(read_sheet(path, name, request.sheet))
        except SheetUnreadable as error:
            problems.append(error.diagnostic)
    if problems:
        return [], problems
    people, problems = gather_people(catalogue, sheets, defaults)
    if has_errors(problems):
        return [], list(sort_diagnostics(problems))
    results = [assess_person(person, catalogue.handbook) for person in people]
    return results, list(sort_diagnostics([*problems, *_tell_without_total(results, request)]))


def start_results(
    project: Path, file: Path, roles: tuple[str, ...], language: str | None, today: dt.date
) -> None:
    """Write an empty table of results for these roles: .xlsx or .csv, as its name ends; never over another file."""
    from rolebook.build.errors import explain_os_error
    from rolebook.build.private_folder import write_private
    from rolebook.content.yaml_tree import suggest_nearest
    from rolebook.pipeline import find_template_folders, read_project
    from rolebook.render.tables.comma_separated import write_csv
    from rolebook.render.tables.workbook import write_workbook
    from rolebook.results.name_index import index_names
    from rolebook.views.context import SiteOptions, make_context
    from rolebook.views.summary import build_blank_results

    write = {".xlsx": write_workbook, ".csv": lambda book: write_csv(book.tables[0])}.get(file.suffix.lower())
    if write is None:
        raise UnknownChoice(f"“{file.name}” ends neither in .xlsx nor in .csv", "choose one of the two")
    catalogue, _ = read_project(project, today)
    known = list(index_names(catalogue).rules)
    for role in roles:
        if role not in known:
            raise UnknownChoice(f"there is no role “{role}” with KPIs", suggest_nearest(role, known))
    tag = language or catalogue.handbook.source_language
    if tag not in catalogue.handbook.languages:
        raise UnknownChoice(
            f"there is no language “{tag}”", suggest_nearest(tag, catalogue.handbook.languages)
        )
    options = SiteOptions(None, catalogue.handbook.languages, tuple(catalogue.roles), today)
    context = make_context(catalogue, options, tag, find_template_folders(project))
    book = build_blank_results(context, [catalogue.roles[role] for role in roles], today)
    try:
        write_private(file, write(book))
    except FileExistsError:
        raise BuildError(f"{file} exists already", "choose another name, or move it away") from None
    except OSError as error:
        raise explain_os_error(error, "write", file) from error


def _read_defaults(catalogue: Catalogue, request: AssessRequest) -> Defaults:
    from rolebook.content.yaml_tree import suggest_nearest
    from rolebook.results.gather import Defaults
    from rolebook.results.name_index import index_names
    from rolebook.results.period import EXPECTED, parse_period

    period = parse_period(request.period) if request.period is not None else None
    if request.period is not None and period is None:
        raise UnknownChoice(f"“{request.period}” is no period", EXPECTED)
    languages = catalogue.handbook.languages
    if request.language is not None and request.language not in languages:
        hint = suggest_nearest(request.language, languages)
        raise UnknownChoice(f"there is no language “{request.language}”", hint)
    roles = index_names(catalogue).rules
    if request.role is not None and request.role not in roles:
        hint = suggest_nearest(request.role, list(roles))
        raise UnknownChoice(f"there is no role “{request.role}” with KPIs", hint)
    language = request.language or catalogue.handbook.source_language
    return Defaults(language, period, request.role, request.mark)


def _check_subject(private: PrivateFolder, people: Sequence[Person]) -> str:
    """The periods of the run, refused if the folder holds those of other ones."""
    subject = ", ".join(sorted({person.period.text for person in people}))
    before = private.remember()
    if before.files and before.subject != subject:
        raise BuildError(
            f"{private.folder} holds scorecards of {before.subject}, and these are of {subject}",
            "choose another folder with --out",
        )
    return subject


def _tell_without_total(results: Sequence[PersonResult], request: AssessRequest) -> list[Diagnostic]:
    from rolebook.diagnostics import Diagnostic, Place, Severity

    return [
        Diagnostic(
            "A021",
            Severity.WARNING,
            f"“{result.person.name}” has no total: no KPI with a weight applies",
            "check whether so many KPIs do not apply",
            Place(request.files[0][1]),
        )
        for result in results
        if result.assessment.total is None
    ]


@dataclass(frozen=True, slots=True)
class _Task:
    """One document to be made: its view as bytes, and where it is to wait."""

    name: str
    template: str
    language: str
    packed: bytes
    path: Path


class _Run:
    """The documents of one run."""

    def __init__(
        self,
        request: AssessRequest,
        catalogue: Catalogue,
        results: list[PersonResult],
        private: PrivateFolder,
        progress: Progress,
    ):
        from rolebook.pipeline import WORKSHOP, find_template_folders
        from rolebook.render.settings import RenderSettings
        from rolebook.results.file_names import name_files

        self._request, self._catalogue, self._results = request, catalogue, results
        self._private, self._progress = private, progress
        self._folders = find_template_folders(request.project)
        self._settings = RenderSettings(self._folders, request.project)
        self._fonts = request.fonts or request.project / WORKSHOP / "fonts"
        self._language = request.language or catalogue.handbook.source_language
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
        from rolebook.build.private_folder import write_private
        from rolebook.render.tables.comma_separated import write_csv
        from rolebook.render.tables.workbook import write_workbook
        from rolebook.views.summary import build_summary

        problems = self._render_documents()
        if problems:
            return problems
        aside = self._private.aside
        summary = build_summary(
            self._context(self._language), self._results, self._names, self._request.today
        )
        write_private(aside / "summary.xlsx", write_workbook(summary))
        write_private(aside / "summary.csv", write_csv(summary.tables[0]))
        # Should the folder lie in a repository, nobody adds it by accident.
        write_private(aside / ".gitignore", b"*\n")
        return []

    def _render_documents(self) -> list[Diagnostic]:
        from concurrent.futures import FIRST_COMPLETED, wait
        from itertools import islice

        problems: list[Diagnostic] = []
        tasks = self._list_tasks()
        self._prepare_fonts()
        total = len(self._results) + 2
        with _choose_executor(self._request.jobs, total, self._settings, self._fonts) as (executor, window):
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
        from rolebook.build.packing import pack_view
        from rolebook.results.team import group_results
        from rolebook.views.scorecard import build_scorecard
        from rolebook.views.team import build_team_picture, build_team_sheet

        context, today = self._context(self._language), self._request.today
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
        from rolebook.views.context import SiteOptions, make_context

        if tag not in self._contexts:
            roles = tuple(name for name, role in self._catalogue.roles.items() if not role.facts.draft)
            languages = self._catalogue.handbook.languages
            options = SiteOptions(None, languages, roles, self._request.today)
            self._contexts[tag] = make_context(self._catalogue, options, tag, self._folders)
        return self._contexts[tag]

    def _prepare_fonts(self) -> None:
        """Once, before all workers find at the same time that it has not been done."""
        from rolebook.build.errors import explain_os_error
        from rolebook.render.pdf.document import prepare_fonts
        from rolebook.render.pdf.fonts import FontsMissing

        try:
            prepare_fonts(self._fonts)
        except FontsMissing as error:
            raise BuildError(str(error)) from error
        except OSError as error:
            raise explain_os_error(error, "prepare the fonts in", self._fonts) from error


@contextmanager
def _choose_executor(
    jobs: int, tasks: int, settings: RenderSettings, fonts: Path
) -> Iterator[tuple[Executor, int]]:
    """An executor, and how many documents to have under way."""
    from concurrent.futures.process import BrokenProcessPool

    from rolebook.build.processes import InlineExecutor, WorkerPool

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
    from rolebook.build.artifact import Artifact
    from rolebook.build.execute import render_artifact
    from rolebook.build.packing import unpack_view
    from rolebook.build.private_folder import write_private
    from rolebook.diagnostics import ContentError

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
