"""Rendering: the same bytes in one process and in many, and a clean end whatever happens."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from rolebook.build import execute, processes
from rolebook.build.artifact import Artifact
from rolebook.build.cache import Cache
from rolebook.build.errors import BuildError, CacheDamage
from rolebook.build.execute import Rendering, render_missing
from rolebook.build.fingerprint import KeyContext
from rolebook.build.worklist import collect_work
from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.render.settings import RenderSettings

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Frame:
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class View:
    number: int
    padding: str = ""
    frame: Frame = Frame()


def make_page(number: int) -> Artifact:
    return Artifact(f"en/{number}/index.html", "page", "site/page.html.j2", "en", View(number))


def make_document(number: int, size: int = 20_000) -> Artifact:
    return Artifact(f"en/{number}.pdf", "document", "print/doc.html.j2", "en", View(number, "x" * size))


MANY = [*(make_document(number, 20_000 + number) for number in range(4)), *(make_page(n) for n in range(100))]


@dataclass(frozen=True, slots=True)
class Named:
    path: str


@dataclass(frozen=True, slots=True)
class BookView:
    number: int
    parts: tuple[Named, ...]


def make_part(number: int, padding: str = "") -> Artifact:
    return Artifact(f"en/parts/{number}", "part", "print/part.html.j2", "en", View(number, padding))


def make_book(number: int, *parts: int) -> Artifact:
    view = BookView(number, tuple(Named(f"en/parts/{part}") for part in parts))
    return Artifact(f"en/books/{number}.pdf", "book", "", "en", view)


def bind(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    """A book that says what its parts say."""
    if artifact.kind == "book":
        return b"+".join(path.read_bytes() for path in artifact.parts)
    return f"{artifact.view.number}{artifact.view.padding}".encode()


def render_number(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    return f"{artifact.kind} {artifact.template} {artifact.language} {artifact.view.number}".encode()


def render_odd(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    if artifact.view.number % 2 == 0:
        raise ContentError([Diagnostic("T002", Severity.ERROR, f"{artifact.path} is even")])
    return render_number(settings, artifact, fonts)


def render_badly(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    raise ZeroDivisionError("our bug")


def render_and_die(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    if artifact.path == "en/2.pdf":
        os.kill(os.getpid(), signal.SIGKILL)
    return render_number(settings, artifact, fonts)


def render_process(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    if artifact.kind == "document":
        time.sleep(0.1)
    return str(os.getpid()).encode()


class Log:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.total, self.done, self.finished = 0, 0, False

    def start(self, total: int, label: str) -> None:
        self.total = total

    def advance(self, steps: int, name: str) -> None:
        assert name
        self.done += steps

    def finish(self) -> None:
        self.finished = True


@pytest.fixture
def settings(tmp_path: Path) -> RenderSettings:
    templates = tmp_path / "templates"
    for name, text in {
        "site/page.html.j2": "<p>{{ page.number }}</p>",
        "site/broken.html.j2": "{{ page.nothing }}",
        "assets/css/site.css": "p { margin: 0 }",
    }.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(text)
    return RenderSettings((templates,), tmp_path / "project")


@pytest.fixture(params=["inline", "fork", "forkserver"])
def method(request, monkeypatch) -> str:
    """How the work is done: in this process, or in two that are made in one of two ways."""
    monkeypatch.setattr(processes, "choose_start_method", lambda: request.param)
    return request.param


def render(settings: RenderSettings, artifacts, method: str = "inline", **options) -> tuple[Rendering, Cache]:
    cache = Cache(settings.project / f"cache-{method}")
    jobs = 1 if method == "inline" else 2
    context = KeyContext(settings, settings.project)
    return render_missing(artifacts, context, cache, fonts=settings.project, jobs=jobs, **options), cache


def read(rendering: Rendering, cache: Cache) -> dict[str, bytes]:
    return {path: cache.get(key).read_bytes() for path, key in rendering.keys.items() if cache.get(key)}


def test_all_ways_of_working_give_the_same(settings, method):
    log = Log()
    rendering, cache = render(settings, iter(MANY), method, renderer=render_number, progress=log)
    assert read(rendering, cache) == {
        artifact.path: render_number(settings, artifact, settings.project) for artifact in MANY
    }
    assert (rendering.rendered, rendering.diagnostics) == (104, ())
    assert (log.total, log.done, log.finished) == (104, 104, True)
    again, _ = render(settings, MANY, method, renderer=render_badly)
    assert (again.rendered, again.keys) == (0, rendering.keys)


def test_problems_of_one_do_not_stop_the_others(settings, method):
    rendering, cache = render(settings, MANY, method, renderer=render_odd)
    assert len(rendering.diagnostics) == 52
    assert list(rendering.diagnostics) == sorted(rendering.diagnostics, key=lambda problem: problem.sort_key)
    assert set(read(rendering, cache)) == {artifact.path for artifact in MANY if artifact.view.number % 2}


def test_our_bugs_come_through_with_their_traceback(settings, method):
    log = Log()
    with pytest.raises(ZeroDivisionError) as caught:
        render(settings, MANY, method, renderer=render_badly, progress=log)
    trace = "".join(map(str, (caught.getrepr(), caught.value.__cause__)))
    assert "render_badly" in trace
    assert log.finished


@pytest.mark.parametrize("method", ["fork", "forkserver"], indirect=True)
def test_killed_worker_is_named(settings, method):
    with pytest.raises(BuildError, match=r"killed by signal 9 while it was making en/2\.pdf") as caught:
        render(settings, MANY, method, renderer=render_and_die)
    assert "--jobs 1" in caught.value.hint


@pytest.mark.parametrize("method", ["fork", "forkserver"], indirect=True)
def test_both_workers_work(settings, method):
    rendering, cache = render(settings, MANY, method, renderer=render_process)
    assert len(set(read(rendering, cache).values()) - {str(os.getpid()).encode()}) == 2


def test_little_work_starts_no_pool(settings, monkeypatch):
    monkeypatch.setattr(execute, "WorkerPool", None)
    rendering, cache = render(settings, MANY[-40:], "fork", renderer=render_process)
    assert set(read(rendering, cache).values()) == {str(os.getpid()).encode()}


def test_real_templates_files_and_faults(settings, method):
    broken = Artifact("en/broken.html", "page", "site/broken.html.j2", "en", View(1))
    css = Artifact("assets/site.css", "file", "assets/css/site.css", "")
    pages = [make_page(number) for number in range(500)]
    rendering, cache = render(settings, [css, broken, *pages], method)
    files = read(rendering, cache)
    assert files["assets/site.css"] == b"p { margin: 0 }"
    assert files["en/42/index.html"] == b"<p>42</p>"
    assert "en/broken.html" not in files
    assert [problem.code for problem in rendering.diagnostics] == ["T002"]
    assert set(rendering.searchable) == {"en/broken.html", *(page.path for page in pages)}


def test_edited_template_is_read_again_in_the_same_process(settings):
    for text in ("one", "two"):
        (settings.template_folders[0] / "site/page.html.j2").write_text(text)
        rendering, cache = render(settings, [make_page(1)])
        assert read(rendering, cache) == {"en/1/index.html": text.encode()}


def edit_and_render(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
    (settings.template_folders[0] / "site/page.html.j2").write_text("edited meanwhile")
    return b"made from who knows what"


def test_nothing_is_kept_that_was_made_while_templates_were_edited(settings, method):
    with pytest.raises(BuildError, match="templates were edited"):
        render(settings, MANY, method, renderer=edit_and_render)
    (settings.template_folders[0] / "site/page.html.j2").write_text("<p>{{ page.number }}</p>")
    rendering, cache = render(settings, MANY, method, renderer=render_number)
    assert b"made from who knows what" not in read(rendering, cache).values()


def test_artifacts_that_are_the_same_are_rendered_once(settings):
    twin = Artifact("zh/1/index.html", "page", "site/page.html.j2", "en", View(1))
    rendering, cache = render(settings, [make_page(1), twin], renderer=render_number)
    assert rendering.rendered == 1
    assert len(read(rendering, cache)) == 2


def test_two_artifacts_at_one_path_are_a_bug(settings):
    with pytest.raises(ValueError, match="twice"):
        render(settings, [make_page(1), make_page(1)], renderer=render_number)


def test_long_documents_are_begun_first(settings):
    context, cache = KeyContext(settings, settings.project), Cache(settings.project / "cache")
    artifacts = [make_page(1), make_document(1, 100), make_document(2, 900), make_document(3, 500)]
    with execute.collect_work(artifacts, context, cache) as work:
        assert [chunk[0].path for chunk in work.chunks()] == [
            "en/2.pdf",
            "en/3.pdf",
            "en/1.pdf",
            "en/1/index.html",
        ]
        assert len(work.keys) == 4
    assert not Path(work.spool.name).exists()


def test_a_full_disk_is_told_with_the_place(settings, tmp_path, monkeypatch):
    """Closing the spool writes what waits, and fails once more: that must not hide where the disk was full."""
    cache = Cache(tmp_path / "small")
    cache.folder.mkdir(exist_ok=True)

    class FullSpool:
        name = str(cache.folder / "spool")

        def tell(self):
            return 0

        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Cache, "open_spool", lambda self: FullSpool())
    with pytest.raises(BuildError, match=r"cannot write .*small: No space left") as caught:
        collect_work([make_page(1)], KeyContext(settings, tmp_path), cache)
    assert "disk is full" in caught.value.hint


def test_nothing_is_left_in_the_cache_but_entries(settings, method):
    _, cache = render(settings, MANY, method, renderer=render_number)
    assert not list((cache.folder / "tmp").iterdir())


INTERRUPTED = textwrap.dedent(r"""
    import os, sys, time
    from pathlib import Path
    sys.path.insert(0, "tests")
    from test_execute import *

    def render_slowly(settings, artifact, fonts):
        os.write(1, b"%d\n" % os.getpid())
        time.sleep(60)

    if __name__ == "__main__":
        folder, method = Path(sys.argv[1]), sys.argv[2]
        processes.choose_start_method = lambda: method
        settings = RenderSettings((folder / "templates",), folder)
        try:
            render(settings, MANY, method, renderer=render_slowly)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
""")


def start_slow_build(tmp_path: Path, method: str) -> tuple[subprocess.Popen, list[int]]:
    script = tmp_path / "slow.py"
    script.write_text(INTERRUPTED)
    build = subprocess.Popen(
        [sys.executable, script, tmp_path, method],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    return build, [int(build.stdout.readline()) for _ in range(2)]


def wait_until_gone(pids: list[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, "a worker was left behind"
        time.sleep(0.02)


@pytest.mark.parametrize("start", ["fork", "forkserver"])
def test_ctrl_c_ends_all_processes_within_a_second(tmp_path, start):
    build, workers = start_slow_build(tmp_path, start)
    with build:
        begun = time.monotonic()
        os.killpg(build.pid, signal.SIGINT)  # as a terminal does: to all of them
        output, _ = build.communicate(timeout=10)
    assert time.monotonic() - begun < 1.5
    assert output == "interrupted\n"
    wait_until_gone(workers, 1)


@pytest.mark.parametrize("start", ["fork", "forkserver"])
def test_workers_do_not_outlive_a_killed_build(tmp_path, start):
    build, workers = start_slow_build(tmp_path, start)
    with build:
        build.kill()
    wait_until_gone(workers, 5)


BOOKS = [*(make_part(number) for number in range(40)), make_book(1, 0, 5, 7), make_book(2, *range(40))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_books_are_put_together_when_their_parts_are_there(tmp_path: Path, jobs: int) -> None:
    cache, context = Cache(tmp_path / "cache"), KeyContext(RenderSettings((), tmp_path), tmp_path)
    rendering = render_missing(BOOKS, context, cache, fonts=tmp_path, jobs=jobs, renderer=bind)
    assert set(rendering.keys) == {"en/books/1.pdf", "en/books/2.pdf"}, "a part is no file of the site"
    assert len(rendering.parts) == 40
    assert rendering.rendered == 2
    found = {path: cache.get(key) for path, key in rendering.keys.items()}
    assert found["en/books/1.pdf"].read_bytes() == b"0+5+7"
    assert found["en/books/2.pdf"].read_bytes() == "+".join(map(str, range(40))).encode()


def list_rendered(folder: Path, artifacts: list[Artifact]) -> list[str]:
    """What a build in one process has to render."""
    made: list[str] = []

    def note(settings: RenderSettings, artifact: Artifact, fonts: Path) -> bytes:
        made.append(artifact.path)
        return bind(settings, artifact, fonts)

    context = KeyContext(RenderSettings((), folder), folder)
    render_missing(artifacts, context, Cache(folder / "cache"), fonts=folder, jobs=1, renderer=note)
    return made


def test_only_what_an_edit_touches_is_laid_out_and_put_together(tmp_path: Path) -> None:
    assert len(list_rendered(tmp_path, BOOKS)) == 42
    assert list_rendered(tmp_path, BOOKS) == []
    edited = [make_part(6, "edited") if artifact == make_part(6) else artifact for artifact in BOOKS]
    assert list_rendered(tmp_path, edited) == ["en/parts/6", "en/books/2.pdf"]
    assert list_rendered(tmp_path, BOOKS) == [], "undone: both are still there"


def test_a_part_that_no_missing_book_needs_is_left_alone(tmp_path: Path) -> None:
    list_rendered(tmp_path, BOOKS)
    cache = Cache(tmp_path / "cache")
    context = KeyContext(RenderSettings((), tmp_path), tmp_path)
    lost = cache.find(next(iter(render_missing(BOOKS, context, cache, fonts=tmp_path, renderer=bind).parts)))
    assert lost
    cache.discard(lost)
    assert list_rendered(tmp_path, BOOKS) == []


def test_a_damaged_part_is_made_anew(tmp_path: Path) -> None:
    parts = BOOKS[:-2]
    list_rendered(tmp_path, [*parts, make_book(2, *range(39, -1, -1))])
    for path in (tmp_path / "cache").glob("??/*"):
        if path.read_bytes() == b"6":
            path.write_bytes(b"9")
    with pytest.raises(CacheDamage):
        list_rendered(tmp_path, [*parts, BOOKS[-1]])
    assert list_rendered(tmp_path, [*parts, BOOKS[-1]]) == ["en/parts/6", "en/books/2.pdf"]


def test_a_part_with_problems_keeps_its_books_from_being_made(tmp_path: Path) -> None:
    cache, context = Cache(tmp_path / "cache"), KeyContext(RenderSettings((), tmp_path), tmp_path)
    rendering = render_missing(BOOKS, context, cache, fonts=tmp_path, jobs=1, renderer=render_odd)
    assert {problem.code for problem in rendering.diagnostics} == {"T002"}
    assert all(cache.find(key) is None for key in rendering.keys.values())
