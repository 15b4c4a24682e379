"""The steps in order: read → check → localise → view → render → publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.build.progress import Progress, Silence

if TYPE_CHECKING:
    from rolebook.build.cache import Cache
    from rolebook.build.plan import Selection
    from rolebook.content.audience_facts import AudienceName
    from rolebook.content.catalogue import Catalogue
    from rolebook.diagnostics import Diagnostic
    from rolebook.views.context import SiteOptions
    from rolebook.views.publication import Publication, WithheldEntry

CACHE_BYTES, CACHE_SECONDS = 2 << 30, 30 * 86_400
"""How much the cache may keep of what no site shows any more, and for how long."""

WORKSHOP = ".rolebook"
"""The folder of a project in which builds keep their cache, prepared fonts and notes."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What a build was asked to do. Empty ``languages``, ``roles`` and ``only`` mean all.

    ``audience`` is whom the output is for: what they may not see is taken out of the content before any view is made.

    ``fonts`` is a folder, good for all projects, in which the fonts of documents are prepared; without it
    the project keeps its own (about 35 MB).
    """

    project: Path
    output: Path
    languages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    jobs: int = 1
    base_url: str | None = None
    strict: bool = False
    build_date: dt.date = dt.date(1970, 1, 1)
    fonts: Path | None = None
    audience: AudienceName = "assessor"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: numbers of files, and the problems found on the way."""

    files: int = 0
    rendered: int = 0
    cached: int = 0
    roles: int = 0
    languages: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    unchanged: bool = False


def find_template_folders(project: Path) -> tuple[Path, ...]:
    """The project's own templates, if it has any, before the built-in ones."""
    package = Path(__file__).resolve().parent
    packed = package / "_templates"
    built_in = packed if packed.is_dir() else package.parent / "templates"
    own = project / "templates"
    return (own, built_in) if own.is_dir() and own.resolve() != built_in.resolve() else (built_in,)


def check_project(project: Path, today: dt.date) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the content, and advice; nothing is written."""
    from rolebook.diagnostics import ContentError

    try:
        return read_project(project, today)[1]
    except ContentError as error:
        return error.diagnostics


def read_project(project: Path, today: dt.date) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """Read and check: the catalogue, with warnings and advice. Raises ContentError if it has errors."""
    from rolebook.build.collecting import keep_what_is_read
    from rolebook.checks import check_catalogue
    from rolebook.content.resolve import load_catalogue
    from rolebook.diagnostics import ContentError, has_errors, sort_diagnostics

    with keep_what_is_read():
        catalogue, problems = load_catalogue(project)
        problems = [*problems, *check_catalogue(catalogue, today=today)]
    if has_errors(problems):
        raise ContentError(problems)
    return catalogue, sort_diagnostics(problems)


@dataclass(frozen=True, slots=True)
class PostingsReport:
    """Where vacancies are published on a day, what they leave out, and why."""

    today: dt.date
    base_url: str | None
    rows: tuple[Publication, ...]
    withheld: tuple[WithheldEntry, ...]


def report_postings(project: Path, today: dt.date, base_url: str | None = None) -> PostingsReport:
    """Where the project's vacancies are published on a day; ContentError if the content has errors."""
    from rolebook.policies.report import list_withheld
    from rolebook.views.publication import list_publication, list_withheld_entries

    catalogue, _ = read_project(project, today)
    judged = {name: list_withheld(catalogue, posting, today) for name, posting in catalogue.postings.items()}
    base_url = base_url or catalogue.handbook.base_url
    rows = list_publication(catalogue, today, base_url)
    return PostingsReport(today, base_url, rows, list_withheld_entries(catalogue, judged))


def build_site(request: BuildRequest, progress: Progress | None = None) -> BuildReport:
    """Bring the site to the state that the content describes; the last good site survives any failure.

    Raises ContentError if the content has errors, BuildError if the disk or the output folder refuses.
    """
    from rolebook.build.output import check_output
    from rolebook.build.state import is_up_to_date

    check_output(request.output, request.project, request.audience)
    folders = find_template_folders(request.project)
    summary = is_up_to_date(request, folders)
    if summary is not None:
        return BuildReport(**summary, unchanged=True)
    return _build(request, folders, progress or Silence())


def _build(request: BuildRequest, folders: tuple[Path, ...], progress: Progress) -> BuildReport:
    from rolebook.audience import release_catalogue, release_report
    from rolebook.build.cache import open_cache
    from rolebook.build.errors import CacheDamage
    from rolebook.build.plan import Selection
    from rolebook.build.state import begin_build, remember_build
    from rolebook.content.audience_facts import find_audience
    from rolebook.diagnostics import has_errors
    from rolebook.policies.report import list_all_withheld, list_doubtful, make_report

    before = begin_build(request, folders)
    catalogue, problems = read_project(request.project, request.build_date)
    if has_errors(problems, strict=request.strict):
        return BuildReport(diagnostics=problems, failed=True)
    audience = find_audience(catalogue.handbook.audiences, request.audience)
    judged = make_report(catalogue, request.build_date)
    seen = release_report(judged, catalogue, audience)
    catalogue = release_catalogue(
        catalogue,
        audience,
        request.build_date,
        list_all_withheld(catalogue, judged, request.build_date),
        of_roles=list_doubtful(judged),
    )
    options = choose_options(catalogue, request)
    if audience.sees("findings"):
        options = replace(options, report=seen)
    selection = Selection(frozenset(request.languages), frozenset(request.roles), frozenset(request.only))
    work = _Work(request, folders, catalogue, options, selection, open_cache(request.project), progress)
    try:
        report = _render_and_publish(work)
    except CacheDamage:
        # The damaged entry has been thrown away, so that it is made anew.
        report = _render_and_publish(work)
    report = replace(report, diagnostics=(*problems, *report.diagnostics))
    if not report.failed:
        with _after_publishing():
            remember_build(request, folders, before, report)
    return report


@contextmanager
def _after_publishing() -> Iterator[None]:
    """What is done when the new site stands already: whoever stops it is told so."""
    from rolebook.build.errors import InterruptedLate

    try:
        yield
    except KeyboardInterrupt:
        raise InterruptedLate from None


@dataclass(frozen=True, slots=True)
class _Work:
    request: BuildRequest
    folders: tuple[Path, ...]
    catalogue: Catalogue
    options: SiteOptions
    selection: Selection
    cache: Cache
    progress: Progress


def _render_and_publish(work: _Work) -> BuildReport:
    from rolebook.build.execute import render_missing
    from rolebook.build.fingerprint import KeyContext
    from rolebook.build.plan import plan_site
    from rolebook.build.publish import publish
    from rolebook.build.search import index_pages
    from rolebook.render.settings import RenderSettings

    request, cache, whole = work.request, work.cache, work.selection.is_whole
    workshop = request.project / WORKSHOP
    rendering = render_missing(
        plan_site(work.catalogue, work.options, work.folders, work.selection),
        KeyContext(RenderSettings(work.folders, request.project), workshop),
        cache,
        fonts=request.fonts or workshop / "fonts",
        jobs=request.jobs,
        progress=work.progress,
    )
    if rendering.diagnostics:
        return BuildReport(diagnostics=rendering.diagnostics, failed=True)
    keys = dict(rendering.keys)
    if whole:
        keys |= index_pages(keys, rendering.searchable, cache)
    publish(
        keys,
        cache,
        request.output,
        request.project,
        audience=request.audience,
        whole=whole,
        progress=work.progress,
    )
    if whole:
        with _after_publishing():
            cache.prune(set(keys.values()) | rendering.parts, max_bytes=CACHE_BYTES, max_age=CACHE_SECONDS)
    return BuildReport(
        files=len(keys),
        rendered=rendering.rendered,
        cached=len(rendering.keys) - rendering.rendered,
        roles=len(request.roles or work.options.roles),
        languages=len(request.languages or work.options.languages),
    )


def choose_options(catalogue: Catalogue, request: BuildRequest) -> SiteOptions:
    """The site's languages and roles; UnknownChoice if one was asked for that there is not."""
    from rolebook.build.errors import UnknownChoice
    from rolebook.content.audience_facts import find_audience
    from rolebook.content.yaml_tree import suggest_nearest
    from rolebook.views.context import SiteOptions

    for wanted, known, what in (
        (request.languages, catalogue.handbook.languages, "language"),
        (request.roles, catalogue.roles, "role"),
    ):
        for name in wanted:
            if name not in known:
                raise UnknownChoice(f"there is no {what} “{name}”", suggest_nearest(name, list(known)))
    roles = tuple(name for name, role in catalogue.roles.items() if not role.facts.draft)
    base_url = request.base_url or catalogue.handbook.base_url
    audience = find_audience(catalogue.handbook.audiences, request.audience)
    return SiteOptions(base_url, catalogue.handbook.languages, roles, request.build_date, audience)


def clean_project(project: Path, output: Path, *, and_cache: bool) -> int:
    """Remove the files that builds put into the output, and the cache if asked; how many files."""
    from rolebook.build.cache import open_cache
    from rolebook.build.publish import publish

    cache = open_cache(project)
    removed = len(publish({}, cache, output, project).removed) if output.is_dir() else 0
    if and_cache:
        import shutil

        workshop = project / WORKSHOP
        removed += sum(1 for path in workshop.rglob("*") if path.is_file())
        shutil.rmtree(workshop, ignore_errors=True)
    return removed


def preview_site(
    request: BuildRequest, *, host: str, port: int, tell: Callable[..., None], color: bool = False
) -> None:
    """Serve the site, build it again whenever a file is saved, and reload the open pages."""
    from rolebook.serve import serve

    serve(request, host=host, port=port, tell=tell, color=color)
