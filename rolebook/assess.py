"""From tables of results to signed-ready scorecards, a summary and the sheet of the team, in one run.

Nothing about people is kept anywhere but in the folder that was asked for: no cache, no spool, no log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.build.errors import BuildError, UnknownChoice
from rolebook.build.progress import Progress, Silence

if TYPE_CHECKING:
    from rolebook.build.private_folder import PrivateFolder
    from rolebook.content.catalogue import Catalogue
    from rolebook.diagnostics import Diagnostic
    from rolebook.results.assess_people import PersonResult
    from rolebook.results.cell_values import DecimalMark
    from rolebook.results.gather import Defaults
    from rolebook.results.people import Person


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
    from rolebook.build.scorecards import RunOptions, ScorecardRun
    from rolebook.diagnostics import has_errors, sort_diagnostics
    from rolebook.pipeline import WORKSHOP, find_template_folders, read_project
    from rolebook.render.settings import RenderSettings

    folder = check_private_folder(request.out, request.project)
    catalogue, _ = read_project(request.project, request.today)
    results, problems = read_results(catalogue, request)
    people = [result.person for result in results]
    if has_errors(problems, strict=request.strict) or not people:
        return AssessReport(len(people), diagnostics=tuple(problems), failed=True)
    with open_private_folder(folder) as private:
        check_private_folder(request.out, request.project)
        subject = _check_subject(private, people)
        settings = RenderSettings(find_template_folders(request.project), request.project)
        options = RunOptions(
            language=request.language or catalogue.handbook.source_language,
            made=request.today,
            fonts=request.fonts or request.project / WORKSHOP / "fonts",
            jobs=request.jobs,
        )
        run = ScorecardRun(catalogue, results, private, settings, options, progress or Silence())
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
