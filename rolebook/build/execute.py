"""Rendering what is not in the cache: in this process, or on all cores.

Workers write what they render into the cache and hand back only what became of it, so that memory does not
grow with the number of documents. All executors are of one kind, `concurrent.futures.Executor`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from rolebook.build.artifact import Artifact
from rolebook.build.cache import Cache, Entry
from rolebook.build.collecting import collect_between
from rolebook.build.errors import BuildError, CacheDamage, explain_os_error
from rolebook.build.fingerprint import KeyContext
from rolebook.build.packing import unpack_view
from rolebook.build.processes import InlineExecutor, WorkerPool, count_cores
from rolebook.build.progress import Progress, Silence
from rolebook.build.worklist import Task, Worklist, collect_work
from rolebook.diagnostics import ContentError, Diagnostic, sort_diagnostics
from rolebook.render.settings import RenderSettings

Renderer = Callable[[RenderSettings, Artifact, Path], bytes]

_TYPESET = frozenset({"document", "fillable", "part", "book"})  # the kinds that need fonts
_POOL_SECONDS = 1.0  # less work than that is done before a second process is of use


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a build has: the key of every planned artifact, the problems found, how much was rendered.

    ``searchable`` are the paths of the pages that the full-text search should find, ``parts`` the keys of what
    handbooks are put together from. If there are problems, the artifacts that have them are not in the cache.
    """

    keys: dict[str, str]
    searchable: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    rendered: int
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker must know once: folders, the renderer, and the file in which views wait."""

    settings: RenderSettings
    cache: Path
    fonts: Path
    spool: Path
    renderer: Renderer
    notes: Path | None = None
    """A folder in which each process of a pool writes down what it is at, for the case that it dies."""


@dataclass(slots=True)
class _Outcome:
    entries: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    last: str = ""
    count: int = 0


def render_missing(
    artifacts: Iterable[Artifact],
    context: KeyContext,
    cache: Cache,
    *,
    fonts: Path,
    jobs: int = 0,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> Rendering:
    """Render every artifact that the cache lacks, in ``jobs`` processes (0: one per core).

    Problems of the content are collected, and the other artifacts are still rendered. ``fonts`` is the
    folder in which fonts of documents are prepared. Raises BuildError if the disk fails or a worker is
    killed, or if templates are edited meanwhile; what a renderer raises otherwise is our bug and comes through.
    """
    _forget_templates()
    problems: list[Diagnostic] = []
    with collect_work(artifacts, context, cache) as work:
        if work.tasks:
            spool = Path(work.spool.name)
            job = _Job(context.settings, cache.folder, fonts, spool, renderer or render_artifact)
            try:
                problems = _run(work, job, cache, jobs or count_cores(), progress or Silence())
            finally:
                _check_templates(work, context, cache)
        rendered = sum(task.kind != "part" for task in work.tasks) + work.copied
        parts = frozenset(work.parts.values())
        return Rendering(work.keys, tuple(work.searchable), sort_diagnostics(problems), rendered, parts)


def _run(work: Worklist, job: _Job, cache: Cache, jobs: int, progress: Progress) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    chunks, books = work.chunks(), work.books()
    if any(task.kind == "word" for task in work.tasks):
        check_word_library()  # before the first of a thousand pages is made, not after the last
    with _choose_executor(work, job, jobs, len(chunks) + len(books)) as (executor, window):
        progress.start(len(work.tasks), "rendering")
        try:
            for stage in (chunks, books):
                if stage is books and problems:
                    break  # a part may be missing, and nothing will be published
                for outcome in _work_through(executor, window, stage):
                    for entry in outcome.entries:
                        cache.record(entry)
                    problems += outcome.diagnostics
                    progress.advance(outcome.count, outcome.last)
        finally:
            progress.finish()
    return problems


@contextmanager
def _choose_executor(work: Worklist, job: _Job, jobs: int, chunks: int) -> Iterator[tuple[Executor, int]]:
    """An executor for this work, and how many chunks to have under way."""
    workers = min(jobs, chunks)
    if workers < 2 or sum(task.seconds for task in work.tasks) < _POOL_SECONDS:
        with InlineExecutor() as inline:
            _begin(job)
            yield inline, 1
        return
    if any(task.kind in _TYPESET for task in work.tasks) and job.renderer is render_artifact:
        # Once, before all workers find at the same time that it has not been done.
        _prepare_fonts(job.fonts)
    with tempfile.TemporaryDirectory(dir=job.spool.parent, prefix="notes-") as notes:
        pool = WorkerPool(workers, _begin, (replace(job, notes=Path(notes)),))
        try:
            with pool:
                yield pool, workers * 2
        except BrokenProcessPool as error:
            raise _explain_death(pool.exit_codes, Path(notes)) from error


def _work_through(executor: Executor, window: int, chunks: list[list[Task]]) -> Iterator[_Outcome]:
    """Results as they come, with no more than ``window`` chunks under way."""
    waiting = iter(chunks)
    running: set[Future[_Outcome]] = set()
    while True:
        running |= {executor.submit(_render_chunk, chunk) for chunk in islice(waiting, window - len(running))}
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


_job: _Job | None = None


def _begin(job: _Job) -> None:
    """Start work in this process: called once by each worker."""
    global _job
    _job = job


def _render_chunk(tasks: list[Task]) -> _Outcome:
    """Render some artifacts into the cache; the problems of one do not keep the next from being rendered."""
    job = _job
    if job is None:
        raise RuntimeError("a worker must begin before it works")
    cache, outcome = Cache(job.cache), _Outcome(count=len(tasks), last=tasks[-1].path)
    note = job.notes / str(os.getpid()) if job.notes else None
    with job.spool.open("rb") as spool:
        for task in tasks:
            if note:
                with suppress(OSError):
                    note.write_text(task.path, encoding="utf-8")
            spool.seek(task.offset)
            view = unpack_view(spool.read(task.length))
            parts = tuple(_find_part(cache, key) for key in task.parts)
            artifact = Artifact(task.path, task.kind, task.template, task.language, view, parts=parts)
            try:
                with nullcontext() if task.kind == "page" else collect_between():
                    content = job.renderer(job.settings, artifact, job.fonts)
            except ContentError as error:
                outcome.diagnostics += error.diagnostics
            else:
                outcome.entries.append(cache.put(task.key, content))
    return outcome


def _find_part(cache: Cache, key: str) -> Path:
    """The file of a part, unharmed."""
    path = cache.get(key)
    if path is None:
        raise CacheDamage("a part of a handbook in the cache was damaged", "build once more")
    return path


def render_artifact(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    """The bytes of a page, a document (PDF or Word), a spreadsheet, a picture, a part, or a book.

    ``fonts`` is the folder for prepared fonts. Raises ContentError, and BuildError for Word documents if
    python-docx is not installed.
    """
    if artifact.kind == "workbook":
        from rolebook.render.spreadsheet.workbook import render_workbook

        return render_workbook(artifact.view)
    if artifact.kind == "word":
        check_word_library()
        from rolebook.render.word.document import render_word

        return render_word(settings, artifact.language, artifact.view)
    if artifact.kind == "book":
        from rolebook.render.pdf.assemble import assemble_book

        return assemble_book(artifact.view, artifact.parts, _prepare_fonts(fonts), name=artifact.path)
    if artifact.kind == "picture":
        from rolebook.render.picture.card import draw_card

        return draw_card(settings, artifact.view, _prepare_fonts(fonts))
    from rolebook.render.html.environment import render_template

    name = "page" if artifact.kind == "page" else "doc"
    text = render_template(settings, artifact.template, artifact.language, artifact.view, name=name)
    if artifact.kind == "page":
        return text.encode("utf-8")
    _prepare_fonts(fonts)
    if artifact.kind == "part":
        from rolebook.render.pdf.lay_out import lay_out_section

        return lay_out_section(settings, text, name=artifact.path)
    from rolebook.render.pdf.document import render_pdf

    if artifact.kind == "fillable":
        return render_pdf(settings, text, name=artifact.path, fillable=True)
    return render_pdf(settings, text, name=artifact.path, archive=artifact.view.frame.archive)


def check_word_library() -> None:
    """Raise BuildError if Word documents are wanted and the library that writes them is not installed."""
    if find_spec("docx") is None:
        raise BuildError(
            "Word documents need python-docx, which is not installed",
            "install it with `pip install 'rolebook[docx]'`, or set print: {word: false} in handbook.yaml",
        )


_fonts_prepared: dict[Path, Path] = {}


def _prepare_fonts(folder: Path) -> Path:
    """Prepare the fonts of documents, once; the folder of the font files."""
    if folder in _fonts_prepared:
        return _fonts_prepared[folder]
    from rolebook.render.pdf.document import prepare_fonts
    from rolebook.render.pdf.fonts import FontsMissing

    try:
        fonts = prepare_fonts(folder)
    except FontsMissing as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise explain_os_error(error, "prepare the fonts in", folder) from error
    _fonts_prepared[folder] = fonts
    return fonts


def _forget_templates() -> None:
    """Have templates and interface words read anew, if an earlier build of this process has read them."""
    if environment := sys.modules.get("rolebook.render.html.environment"):
        environment.forget_templates()
    if interface := sys.modules.get("rolebook.language.interface"):
        interface.forget_interface()


def _check_templates(work: Worklist, context: KeyContext, cache: Cache) -> None:
    """Take back what was rendered if templates were edited meanwhile: nobody can tell from which ones it is."""
    if not context.has_changed():
        return
    stored = Cache(cache.folder)  # a killed worker may have put what it could not tell of
    for task in work.tasks:
        if entry := stored.find(task.key):
            cache.discard(entry)
    if sys.exc_info()[0] is None:
        raise BuildError("the templates were edited while the site was being built", "build once more")


def _explain_death(exit_codes: dict[int, int | None], notes: Path) -> BuildError:
    """An error that names what the worker that died was making.

    ``exit_codes`` are those of all workers; those that did not die by themselves were ended with SIGTERM.
    """
    dead = {pid: code for pid, code in exit_codes.items() if code not in (0, None, -15)} or exit_codes
    paths = sorted(path.read_text("utf-8") for path in notes.iterdir() if int(path.name) in dead)
    code = next(iter(dead.values()), None)
    how = f"was killed by signal {-code}" if code is not None and code < 0 else "ended unexpectedly"
    memory = "most likely memory ran out: " if code == -9 else ""
    what = f" while it was making {', '.join(paths)}" if paths else ""
    return BuildError(
        f"a worker process {how}{what}",
        f"{memory}build with fewer processes (--jobs 1); what has been rendered so far is kept",
    )
