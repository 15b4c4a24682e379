"""The repository's own library, built once, and a browser to look at it with."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pickle
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rolebook.content.resolve import load_catalogue
from rolebook.history.compare import Comparison, compare_catalogues
from rolebook.pipeline import BuildReport, BuildRequest, build_site, find_template_folders
from rolebook.scaffold import start_project
from tests.careers_site import ADDRESS
from tests.openings import SITE, make_openings
from tests.project import FONTS, SAMPLE, TODAY, copy_sample
from tests.versions import make_repository, make_second_version

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
# A shell that starts the tests in the background ignores Ctrl-C for them, and so for the builds they interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Library:
    """The role library as a project of its own, its site, and what its cold build said."""

    project: Path
    site: Path
    report: BuildReport


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The repository's content, built cold: once, by the worker that first asks for it. Nobody may change it."""
    return build_once(tmp_path_factory, "library", "site", jobs=os.cpu_count() or 1)


@pytest.fixture(scope="session")
def careers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library as the public sees it: pages and pictures, built once. Nobody may change it."""
    built = build_once(
        tmp_path_factory,
        "careers",
        "public",
        only=("pages",),
        jobs=2,
        base_url=ADDRESS,
        audience="public",
    )
    assert not built.report.failed, built.report.diagnostics
    return built.site


def build_once(factory: pytest.TempPathFactory, name: str, output: str, **options: Any) -> Library:
    """A copy of the repository's content, built by the worker that first asks for it, for all of them."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    project, notes = shared / name, shared / f"{name}.report"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not notes.exists():
            for folder in ("handbook", "roles", "postings"):
                shutil.copytree(ROOT / folder, project / folder)
            assert find_template_folders(project) == (ROOT / "templates",)
            request = BuildRequest(project, project / output, build_date=TODAY, fonts=FONTS, **options)
            notes.write_bytes(pickle.dumps(build_site(request)))
    return Library(project, project / output, pickle.loads(notes.read_bytes()))


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for tests."""


@pytest.fixture(scope="session")
def server(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the library's site is served, under a sub-path of its own."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "handbook").symlink_to(library.site)
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/handbook/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def web(careers: Path) -> Iterator[str]:
    """The address at which the public site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(careers))) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def build_openings(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds the pages of a project with vacancies of every kind, for an audience and a day."""
    project = make_openings(tmp_path_factory.mktemp("structured") / "project")

    def build(audience: str = "assessor", day: dt.date = TODAY) -> Path:
        output = project / f"{audience}-{day}"
        request = BuildRequest(
            project,
            output,
            only=("pages",),
            build_date=day,
            base_url=SITE,
            fonts=FONTS,
            audience=audience,  # type: ignore[arg-type]
        )
        report = build_site(request)
        assert not report.failed, report.diagnostics
        return output

    return build


@pytest.fixture(scope="session")
def marked(build_openings: Callable[..., Path]) -> Path:
    """The pages of these vacancies on the day of the tests. Nobody may change them."""
    return build_openings()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a context of its own; errors in the page fail the test."""
    contexts, errors = [], []

    def open_address(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{address}: {error}"))
        page.goto(address)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def blank_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `rolebook new project` makes, in three languages. Nobody may change it."""
    folder = tmp_path_factory.mktemp("blank") / "project"
    start_project(folder, ("en", "zh", "es"), TODAY)
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project in its second version. Nobody may change it."""
    return make_second_version(copy_sample(tmp_path_factory.mktemp("second") / "project"))


@pytest.fixture(scope="module")
def comparison(second: Path) -> Comparison:
    return compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(second)[0])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in its second version, whose first one is the tag v1 of the repository around it."""
    return make_second_version(make_repository(tmp_path / "repository", inside="books/sales"))
