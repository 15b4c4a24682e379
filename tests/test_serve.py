"""The preview: serves only what it should, reloads pages, and shows problems over the last good page."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rolebook import serve as serving
from rolebook.build.errors import BuildError
from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.pipeline import BuildReport, BuildRequest
from rolebook.serve import is_source
from rolebook.serve.server import PreviewServer
from rolebook.serve.state import State

ROOT = Path(__file__).parent.parent
PAGE = "<!doctype html><title>x</title><body><p>杭州</p></body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, text in {
        "index.html": PAGE,
        "en/index.html": "no body",
        "404.html": "lost",
        "assets/site.css": "p {}",
        "assets/site.js": "1",
        "en/charter.pdf": "%PDF",
        "en/a b.html": "blank",
        ".rolebook-manifest.json": "{}",
        ".git/config": "secret",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.html").write_text("secret")
    (folder / "link").symlink_to(tmp_path / "outside")
    return folder


@contextmanager
def running(site: Path, state: State, **options) -> Iterator[PreviewServer]:
    errors: list[str] = []
    with PreviewServer(site, state, options.get("host", "127.0.0.1"), 0, errors.append) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            state.close()
            server.shutdown()
            thread.join()
    assert not errors


@pytest.fixture
def server(site: Path) -> Iterator[PreviewServer]:
    with running(site, State("v1")) as server:
        yield server


def get(server: PreviewServer, path: str, *, method: str = "GET", host: str | None = None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read().decode(), response.headers
    finally:
        connection.close()


def test_pages_get_the_script_and_files_do_not(server, site):
    status, text, headers = get(server, "/")
    assert status == 200
    assert text == PAGE.replace(
        "</body>", '<script src="/.rolebook/live.js" data-version="v1"></script></body>'
    )
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert (site / "index.html").read_text() == PAGE
    assert "live.js" in get(server, "/en/")[1]
    assert get(server, "/.rolebook/live.js")[0] == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js?v=1", "text/javascript; charset=utf-8"),
        ("/en/charter.pdf", "application/pdf"),
        ("/en/a%20b.html", "text/html; charset=utf-8"),
    ],
)
def test_content_types(server, path, kind):
    status, _, headers = get(server, path)
    assert (status, headers["Content-Type"], headers["X-Content-Type-Options"]) == (200, kind, "nosniff")


def test_missing_page_is_the_sites_own(server):
    status, text, _ = get(server, "/nowhere/")
    assert status == 404
    assert text.startswith("lost")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/en/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%00",
        "/link/secret.html",
        "/.git/config",
        "/.rolebook-manifest.json",
        "/index.html/x",
        "/assets/",
        "/" + "x" * 5000,
    ],
)
def test_nothing_but_the_site_is_served(server, path):
    status, text, _ = get(server, path)
    assert status == 404
    assert "secret" not in text


def test_folders_lead_to_their_page_and_never_elsewhere(server):
    assert (get(server, "/en")[0], get(server, "/en")[2]["Location"]) == (302, "/en/")
    assert get(server, "//en")[2]["Location"] == "/en/"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        ("192.168.1.5", 200),
        ("handbook.localhost", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(server, host, status):
    assert get(server, "/", host=host or " ")[0] == status
    assert get(server, "/.rolebook/live.js", host=host or " ")[0] == status


def test_other_methods(server):
    assert get(server, "/", method="HEAD")[:2] == (200, "")
    assert get(server, "/", method="POST")[0] == 501


def test_before_the_first_build_there_is_a_page_that_waits(tmp_path):
    with running(tmp_path / "none", State()) as server:
        status, text, _ = get(server, "/")
        assert status == 503
        assert "being built" in text
        assert "live.js" in text


class Events:
    """The stream of events that a page gets."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.request("GET", "/.rolebook/events")
        self.response = self.connection.getresponse()
        assert self.response.headers["Content-Type"] == "text/event-stream"

    def next(self) -> dict[str, str] | None:
        for line in iter(self.response.readline, b""):
            if line.startswith(b"data: "):
                return json.loads(line[6:])
        return None

    def close(self) -> None:
        self.response.close()
        self.connection.close()


def test_pages_are_told_of_every_change(server):
    events = Events(server.server_port)
    assert events.next() == {"version": "v1", "problems": ""}
    server.state.set(problems="a <b>fault</b>\n杭州")
    assert events.next() == {"version": "v1", "problems": "a <b>fault</b>\n杭州"}
    server.state.set(version="v2")
    assert events.next() == {"version": "v2", "problems": ""}
    server.state.close()
    assert events.next() is None
    events.close()


def test_script_never_makes_markup_of_problems():
    script = (ROOT / "rolebook/serve/live.js").read_text()
    assert "innerHTML" not in script
    assert "textContent = text" in script


def test_port_in_use_names_a_free_one(server, site):
    with pytest.raises(BuildError, match=f"port {server.server_port} is in use") as caught:
        PreviewServer(site, State(), "127.0.0.1", server.server_port, print)
    free = int(caught.value.hint.split()[2].rstrip(","))
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", free))


def test_host_that_is_not_ours_is_explained(site):
    with pytest.raises(BuildError, match="cannot listen"):
        PreviewServer(site, State(), "no-such-host.invalid", 8000, print)


def test_address_for_the_browser(site):
    with running(site, State(), host="0.0.0.0") as server:
        assert server.url == f"http://localhost:{server.server_port}/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/role.yaml", True), ("a/.role.yaml.swp", False), ("a/role.yaml~", False), ("a/4913", False)],
)
def test_backups_of_editors_are_no_change(path, expected):
    assert is_source(path) is expected


# The loop


class FakeBuilds:
    """Stands in for the pipeline: each build takes the next step of a list; Ctrl-C ends the last whole one."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.requests: list[BuildRequest] = []

    def __call__(self, request: BuildRequest) -> BuildReport:
        self.requests.append(request)
        step = self.steps.pop(0) if self.steps else BuildReport() if request.only else stop
        return step() if callable(step) else step


def stop() -> BuildReport:
    raise KeyboardInterrupt


@pytest.fixture
def preview(tmp_path, monkeypatch):
    (tmp_path / "handbook").mkdir()
    request = BuildRequest(tmp_path, tmp_path / "site")
    told: list[str] = []
    state = State()
    preview = serving._Preview(request, state, lambda text, error=False: told.append(text), False)
    preview.told = told
    monkeypatch.setattr(serving, "is_up_to_date", lambda *arguments: None)
    return preview


def run(preview, monkeypatch, *steps) -> FakeBuilds:
    builds = FakeBuilds(*steps)
    monkeypatch.setattr(serving, "build_site", builds)
    with pytest.raises(KeyboardInterrupt):
        preview.run()
    return builds


def test_pages_are_built_before_documents(preview, monkeypatch):
    builds = run(preview, monkeypatch, BuildReport(rendered=3), stop)
    assert [request.only for request in builds.requests] == [("pages",), ()]
    assert preview.told[0].startswith("3 pages built")
    assert preview.state.version


def fail() -> BuildReport:
    raise ContentError(
        [Diagnostic("Y001", Severity.ERROR, "broken"), Diagnostic("K010", Severity.ADVICE, "tip")]
    )


def refuse() -> BuildReport:
    raise BuildError("the disk is full", "free some space")


def crash() -> BuildReport:
    raise ZeroDivisionError("our bug")


FAILED = BuildReport(diagnostics=(Diagnostic("L001", Severity.WARNING, "strict"),), failed=True)


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (fail, "broken"),
        (refuse, "hint: free some space"),
        (crash, "ZeroDivisionError: our bug"),
        (FAILED, "strict"),
    ],
)
def test_problems_are_told_and_shown(preview, monkeypatch, step, shown):
    def change() -> BuildReport:
        preview._changed.set()
        return step() if callable(step) else step

    problems: list[str] = []

    def look() -> BuildReport:
        problems.append(preview.state.problems)
        return BuildReport()

    run(preview, monkeypatch, change, look, stop)
    assert shown in problems[0]
    assert "tip" not in problems[0]
    assert any(shown in text for text in preview.told)
    assert preview.state.problems == "", "gone with the next good build"


def test_build_is_overtaken_by_the_next_save(preview, monkeypatch):
    thread = threading.Thread(target=preview.watch)
    begun: list[float] = []

    def slow() -> BuildReport:
        thread.start()
        time.sleep(1)  # until the watcher is at its post
        begun.append(time.monotonic())
        (preview.request.project / "handbook/en.yaml").write_text("changed")
        time.sleep(20)
        return BuildReport()

    try:
        builds = run(preview, monkeypatch, slow)
    finally:
        preview.stopped.set()
        thread.join()
    assert time.monotonic() - begun[0] < 5
    assert builds.requests[0].only == builds.requests[1].only == ("pages",), "begun again"


# All of it


def test_preview_from_start_to_end(tmp_path):
    project = tmp_path / "project"
    make = [sys.executable, "bench/make_project.py", project, "--roles", "2"]
    subprocess.run(make, check=True, cwd=ROOT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "build.py",
        "serve",
        "--only",
        "pages",
        "--project",
        project,
        "--port",
        str(port),
    ]
    log = tmp_path / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output) as process,
    ):
        try:
            deadline = time.monotonic() + 60
            while b"pages built" not in log.read_bytes() and b"files built" not in log.read_bytes():
                assert time.monotonic() < deadline, log.read_text()
                assert process.poll() is None, log.read_text()
                time.sleep(0.05)
            events = Events(port)
            first = events.next()
            words = project / "roles/role-0001/en.yaml"
            good = words.read_text()

            words.write_text(good.replace("Post 1 in", "A new title in"))
            second = events.next()
            assert second["version"] != first["version"]
            assert "A new title in" in fetch(port, "/en/roles/role-0001/")

            words.write_text("title: [")
            third = events.next()
            assert "roles/role-0001/en.yaml" in third["problems"]
            assert "A new title in" in fetch(port, "/en/roles/role-0001/"), "the last good site stays"

            words.write_text(good)
            fourth = events.next()
            assert (fourth["version"], fourth["problems"]) == (first["version"], "")
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            assert events.next() is None
            events.close()
        finally:
            if process.poll() is None:
                process.kill()
    assert "Traceback" not in log.read_text()
    assert "live.js" not in (project / "site/en/index.html").read_text()


def fetch(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()
