"""The preview: builds the site, serves it, and does so again whenever a file is saved.

The main thread builds, as only there can a build be interrupted when a file is saved once more. One thread
watches files, one serves pages. Pages are built first and documents after them, so that the page that is being
written does not wait for a handbook.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.build.errors import BuildError
from rolebook.build.output import check_output, read_manifest
from rolebook.build.state import CONTENT_FOLDERS, is_up_to_date
from rolebook.diagnostic_formats import format_human, summarise
from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.pipeline import build_site, find_template_folders
from rolebook.serve.server import PreviewServer
from rolebook.serve.state import State

if TYPE_CHECKING:
    from rolebook.pipeline import BuildReport, BuildRequest

_DEBOUNCE = 200  # milliseconds: editors save in several steps
_BACKUPS = ("~", ".tmp", ".bak", ".orig", "4913")


def serve(
    request: BuildRequest, *, host: str, port: int, tell: Callable[..., None], color: bool = False
) -> None:
    """Preview the site at ``host`` and ``port`` until Ctrl-C.

    ``tell(text, error=…)`` is given what there is to say. Raises BuildError if the port cannot be had or the
    output folder is not ours; problems of the content are told, and shown over the last good page.
    """
    check_output(request.output, request.project, request.audience)
    state = State(read_version(request.output))
    server = PreviewServer(request.output, state, host, port, lambda text: tell(text, error=True))
    preview = _Preview(request, state, tell, color)
    with server, _in_thread(lambda: server.serve_forever(poll_interval=0.1), server.shutdown):
        try:
            tell(f"Preview at {server.url} (end it with Ctrl-C)")
            with _in_thread(preview.watch, preview.stopped.set):
                preview.run()
        except KeyboardInterrupt:
            pass
        finally:
            state.close()
    tell("The preview has ended.")


class _Preview:
    """Builds whenever something has changed."""

    def __init__(self, request: BuildRequest, state: State, tell: Callable[..., None], color: bool):
        self.request = request
        self.state = state
        self.tell = tell
        self.color = color
        self.stopped = threading.Event()
        self._changed = threading.Event()
        self._changed.set()
        self._lock = threading.Lock()
        self._building = False
        self._overtaken = False

    def watch(self) -> None:
        """Note changes of content and templates, and interrupt a build that they overtake."""
        from watchfiles import watch

        folders = [self.request.project / name for name in CONTENT_FOLDERS]
        folders += find_template_folders(self.request.project)
        paths = [folder for folder in folders if folder.is_dir()]
        for _ in watch(
            *paths,
            watch_filter=lambda change, path: is_source(path),
            debounce=_DEBOUNCE,
            step=50,
            stop_event=self.stopped,
            rust_timeout=500,
            raise_interrupt=False,
        ):
            with self._lock:
                self._changed.set()
                if self._building and not self._overtaken:
                    self._overtaken = True
                    os.kill(os.getpid(), signal.SIGINT)

    def run(self) -> None:
        """Build, wait for a change, and so on, until Ctrl-C."""
        while True:
            try:
                # With a time limit, as a wait without one cannot be interrupted everywhere.
                while not self._changed.wait(1.0):
                    pass
                with self._interruptible():
                    self._build()
            except KeyboardInterrupt:
                with self._lock:
                    overtaken, self._overtaken = self._overtaken, False
                if not overtaken:
                    raise

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        with self._lock:
            self._changed.clear()
            self._building = True
        try:
            yield
        finally:
            with self._lock:
                self._building = False

    def _build(self) -> None:
        """Bring the site up to date, pages first, and tell the pages and the terminal what came of it."""
        stages = [self.request]
        folders = find_template_folders(self.request.project)
        if not self.request.only and is_up_to_date(self.request, folders) is None:
            stages.insert(0, replace(self.request, only=("pages",)))
        for stage in stages:
            started = time.monotonic()
            problems = ""
            try:
                report = build_site(stage)
            except ContentError as error:
                problems = self._report(error.diagnostics)
            except BuildError as error:
                problems = f"{error.message}\n  hint: {error.hint}" if error.hint else error.message
                self.tell(problems, error=True)
            except Exception:
                # A bug of ours: told in full, and no reason to end the preview.
                problems = traceback.format_exc()
                self.tell(problems, error=True)
            else:
                problems = self._report(report.diagnostics) if report.failed else ""
            if problems:
                self.state.set(problems=problems)
                return
            self.state.set(version=read_version(self.request.output))
            self._tell_success(stage, report, time.monotonic() - started)

    def _report(self, problems: tuple[Diagnostic, ...]) -> str:
        shown = [problem for problem in problems if problem.severity is not Severity.ADVICE]
        self.tell(f"{format_human(shown, color=self.color)}\n{summarise(shown)}", error=True)
        return f"{format_human(shown, color=False)}\n{summarise(shown)}"

    def _tell_success(self, stage: BuildRequest, report: BuildReport, seconds: float) -> None:
        if not report.unchanged and report.rendered:
            what = "pages" if stage.only == ("pages",) else "files"
            self.tell(f"{report.rendered} {what} built ({seconds:.1f} s)")


def read_version(output: Path) -> str:
    """A digest of what the pages in a folder show; documents and the search index are no reason to reload."""
    hasher = hashlib.blake2b(digest_size=8)
    for path, file in sorted(read_manifest(output).items()):
        if not path.endswith(".pdf") and not path.startswith("pagefind/"):
            hasher.update(f"{path} {file.digest}\n".encode())
    return hasher.hexdigest()


def is_source(path: str) -> bool:
    """Whether a change of this file may show: not of hidden files and of what editors write beside it."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(_BACKUPS)


@contextmanager
def _in_thread(work: Callable[[], None], end: Callable[[], None]) -> Iterator[None]:
    """Do ``work`` in a thread while the block runs; ``end`` makes it return."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        end()
        thread.join()
