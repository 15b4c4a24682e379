"""Publishing: the output becomes what is planned, or stays what it was; files of the user's stay."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rolebook.build import publish as publishing
from rolebook.build import transaction
from rolebook.build.cache import Cache
from rolebook.build.errors import BuildError, CacheDamage, InterruptedLate
from rolebook.build.output import MANIFEST, STAGING, check_output, lock_output, read_manifest
from rolebook.build.publish import Published, publish
from rolebook.cli.console import Console, Telling

FIRST = {"index.html": "home", "assets/site.css": "css", "en/roles/clerk/index.html": "clerk"}
SECOND = {"index.html": "new home", "assets/site.css": "css", "en/roles/buyer/index.html": "buyer"}


class Site:
    """A project with a cache, and its output."""

    def __init__(self, root: Path):
        self.project = root / "project"
        self.output = self.project / "site"
        self.cache = Cache(root / "cache")
        self.project.mkdir()

    def publish(self, files: dict[str, str], **options) -> Published:
        keys = {}
        for path, text in files.items():
            key = hashlib.sha256(text.encode()).hexdigest()[:32]
            if not self.cache.find(key):
                self.cache.put(key, text.encode())
            keys[path] = key
        return publish(keys, self.cache, self.output, self.project, **options)

    def files(self) -> dict[str, str]:
        """All files of the output but the manifest."""
        return {
            path.relative_to(self.output).as_posix(): path.read_text()
            for path in self.output.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }

    def folders(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_dir()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_first_build_makes_the_folder(site):
    result = site.publish(FIRST)
    assert site.files() == FIRST
    assert set(result.written) == set(FIRST)
    assert set(read_manifest(site.output)) == set(FIRST)
    assert STAGING not in site.folders()


def test_second_build_replaces_adds_and_removes(site):
    site.publish(FIRST)
    before = (site.output / "assets/site.css").stat()
    result = site.publish(SECOND)
    assert site.files() == SECOND
    assert result.written == ("en/roles/buyer/index.html", "index.html")
    assert result.removed == ("en/roles/clerk/index.html",)
    assert result.unchanged == 1
    assert "en/roles/clerk" not in site.folders()
    after = (site.output / "assets/site.css").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns), "unchanged: untouched"


def test_same_build_touches_nothing(site):
    site.publish(FIRST)
    before = {path: path.stat().st_mtime_ns for path in [site.output, *site.output.rglob("*")]}
    assert site.publish(FIRST) == Published((), (), 3)
    assert {path: path.stat().st_mtime_ns for path in [site.output, *site.output.rglob("*")]} == before


def test_partial_build_leaves_the_rest(site):
    site.publish(FIRST)
    site.publish({"index.html": "new home"}, whole=False)
    assert site.files() == {**FIRST, "index.html": "new home"}
    site.publish(SECOND)
    assert site.files() == SECOND, "what a partial build left is still known to be ours"


def test_empty_plan_leaves_only_what_is_not_ours(site):
    site.publish(FIRST)
    (site.output / "CNAME").write_text("mine")
    assert set(site.publish({}).removed) == set(FIRST)
    assert {path.name for path in site.output.rglob("*")} == {"CNAME", MANIFEST}
    site.publish(SECOND)
    assert site.files() == {**SECOND, "CNAME": "mine"}, "the folder is still known to be ours"


def test_empty_plan_leaves_nothing_of_ours(site):
    site.publish(FIRST)
    (site.output / ".gitignore").write_text("*")
    site.publish({})
    assert [path.name for path in site.output.rglob("*")] == [".gitignore"]


def test_deleted_and_edited_files_are_restored(site):
    site.publish(FIRST)
    (site.output / "index.html").write_text("edited by hand")
    (site.output / "assets/site.css").unlink()
    result = site.publish(FIRST)
    assert site.files() == FIRST
    assert result.written == ("assets/site.css", "index.html")


def test_an_edit_never_reaches_the_cache(site):
    site.publish(FIRST)
    with (site.output / "index.html").open("r+") as file:
        file.write("HOME")
    site.publish(FIRST)
    assert site.files() == FIRST


def test_files_of_the_user_stay(site):
    site.publish(FIRST)
    for name in ("CNAME", ".nojekyll", "en/roles/clerk/notes.txt", "private/index.html"):
        path = site.output / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    site.publish(SECOND)
    assert {name for name, text in site.files().items() if text == "mine"} == {
        "CNAME", ".nojekyll", "en/roles/clerk/notes.txt", "private/index.html",
    }  # fmt: skip


def test_deleted_output_is_made_again(site):
    site.publish(FIRST)
    for path in sorted(site.output.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.output.rmdir()
    site.publish(FIRST)
    assert site.files() == FIRST


def test_files_and_folders_can_change_places(site):
    site.publish({"a": "file", "b/c/d": "deep", "b/e": "x"})
    site.publish({"a/b/c": "deep", "b": "file"})
    assert site.files() == {"a/b/c": "deep", "b": "file"}
    site.publish({"a": "file", "b/c/d": "deep", "b/e": "x"})
    assert site.files() == {"a": "file", "b/c/d": "deep", "b/e": "x"}


# What is refused


def assert_refused(site: Site, match: str, files=FIRST) -> BuildError:
    root = site.project.parent
    before = {path: path.lstat().st_mtime_ns for path in root.rglob("*") if "cache" not in path.parts}
    with pytest.raises(BuildError, match=match) as caught:
        site.publish(files)
    assert caught.value.hint
    after = {path: path.lstat().st_mtime_ns for path in root.rglob("*") if "cache" not in path.parts}
    if "nothing was changed" not in caught.value.hint:
        assert after == before
    assert after.keys() == before.keys()
    return caught.value


def test_folder_with_files_of_others_is_refused(site):
    site.output.mkdir()
    (site.output / "thesis.txt").write_text("years of work")
    assert_refused(site, "thesis.txt")


@pytest.mark.parametrize("names", [[".gitignore"], [".gitkeep", ".DS_Store"], []])
def test_folder_with_only_git_files_counts_as_empty(site, names):
    site.output.mkdir()
    for name in names:
        (site.output / name).write_text("*\n")
    site.publish(FIRST)
    assert set(site.files()) == set(FIRST) | set(names)


@pytest.mark.parametrize(
    "output", [".", "..", "handbook", "roles/clerk", "templates/x", ".git/x", "images/x", ".rolebook", "/"]
)
def test_folders_that_hold_or_are_sources_are_refused(site, output):
    site.output = site.project / output
    assert_refused(site, "holds the project|lies inside")


def test_file_as_output_is_refused(site):
    site.output.write_text("a file")
    assert_refused(site, "is a file")


def test_link_as_output_is_refused(site, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    site.output.symlink_to(tmp_path / "elsewhere")
    assert_refused(site, "is a link")


def test_project_behind_a_link_is_seen(site, tmp_path):
    (tmp_path / "alias").symlink_to(site.project)
    site.output = tmp_path / "alias" / "roles"
    assert_refused(site, "lies inside roles/")


def test_file_of_the_user_in_the_way_is_refused(site):
    site.publish(FIRST)
    (site.output / "en/roles/buyer").mkdir()
    (site.output / "en/roles/buyer/index.html").write_text("mine")
    assert_refused(site, "buyer/index.html is in the way", SECOND)
    assert site.files()["index.html"] == "home"


def test_file_of_the_user_in_the_way_of_a_folder_is_refused(site):
    site.publish(FIRST)
    (site.output / "en/roles/buyer").write_text("mine")
    assert_refused(site, "buyer is in the way of a folder", SECOND)


@pytest.mark.parametrize("inside", ["mine/notes.txt", "notes.txt"])
def test_folder_of_the_user_in_the_way_of_a_file_is_refused(site, inside):
    site.publish({"a/b": "x"})
    (site.output / "a" / inside).parent.mkdir(exist_ok=True)
    (site.output / "a" / inside).write_text("mine")
    assert_refused(site, "folder .*a is in the way of a file", {"a": "file"})


def test_links_inside_the_output_are_never_written_through(site, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    site.publish(FIRST)
    (site.output / "en/roles/buyer").symlink_to(outside)
    assert_refused(site, "is a link", SECOND)
    assert not list(outside.iterdir())


def test_link_in_the_place_of_a_file_of_ours_is_replaced(site, tmp_path):
    outside = tmp_path / "outside.html"
    outside.write_text("not ours")
    site.publish(FIRST)
    (site.output / "index.html").unlink()
    (site.output / "index.html").symlink_to(outside)
    site.publish(FIRST)
    assert site.files() == FIRST
    assert not (site.output / "index.html").is_symlink()
    assert outside.read_text() == "not ours"


def test_nothing_is_removed_behind_a_link(site, tmp_path):
    site.publish(FIRST)
    outside = tmp_path / "outside"
    (site.output / "en").rename(outside)
    (site.output / "en").symlink_to(outside)
    site.publish({"index.html": "home"})
    assert (outside / "roles/clerk/index.html").read_text() == "clerk"


def test_staging_that_is_a_link_is_not_followed(site, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    site.publish(FIRST)
    (site.output / STAGING).symlink_to(outside)
    site.publish(SECOND)
    assert [path.name for path in outside.iterdir()] == ["precious"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 1}', '{"format": 99, "files": {}}', '{"format": 1, "files": {"a": 1}}']
)
def test_damaged_manifest_is_refused(site, text):
    site.publish(FIRST)
    (site.output / MANIFEST).write_text(text)
    assert_refused(site, "damaged", SECOND)


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/../b", "", "a//b", ".rolebook-staging/x", MANIFEST, "a\\b"]
)
def test_paths_that_lead_out_are_faults_of_the_plan(site, path):
    with pytest.raises(ValueError, match="not a path of the output"):
        site.publish({path: "x"})


# What goes wrong on the way


def test_damaged_cache_entry_changes_nothing_and_is_dropped(site):
    site.publish(FIRST)
    for path in site.cache.folder.rglob("*"):
        if path.is_file() and path.read_text() == "home":
            path.write_text("h0me")
    (site.output / "index.html").unlink()
    with pytest.raises(CacheDamage):
        site.publish(FIRST)
    assert set(site.files()) == set(FIRST) - {"index.html"}
    site.publish(FIRST)
    assert site.files() == FIRST


def test_all_damaged_entries_are_dropped_at_once(site):
    site.publish(FIRST)
    for path in site.cache.folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"?" * path.stat().st_size)
    for name in FIRST:
        (site.output / name).unlink()
    with pytest.raises(CacheDamage):
        site.publish(FIRST)
    site.publish(FIRST)
    assert site.files() == FIRST


def count_calls(module, name: str, monkeypatch, fail_at: int, error: BaseException) -> list[int]:
    """Let the n-th call of a function fail; the list holds the number of calls so far."""
    original, calls = getattr(module, name), [0]

    def failing(*arguments, **options):
        calls[0] += 1
        if calls[0] == fail_at:
            raise error
        return original(*arguments, **options)

    monkeypatch.setattr(module, name, failing)
    return calls


@pytest.mark.parametrize("function", ["replace", "rename", "link", "mkdir", "PublishedFile"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
)
def test_failure_at_any_step_leaves_the_site_as_it_was(site, monkeypatch, function, first, error):
    if not first:
        site.publish(FIRST)
    before = site.files() if not first else {}
    fail_at = 0
    while True:
        fail_at += 1
        with monkeypatch.context() as patch:
            module = publishing if function == "PublishedFile" else os
            calls = count_calls(module, function, patch, fail_at, error)
            try:
                site.publish(SECOND)
            except (BuildError, KeyboardInterrupt):
                assert calls[0] >= fail_at
            else:
                break
        if first:
            assert not site.output.exists() or not list(site.output.iterdir())
        else:
            assert site.files() == before
            assert set(read_manifest(site.output)) == set(before)
    assert site.files() == SECOND
    assert fail_at > 2 or function not in ("replace", "PublishedFile")


def test_works_without_hard_links(site, monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    site.publish(FIRST)
    monkeypatch.setattr(os, "link", refuse)
    site.publish(SECOND)
    assert site.files() == SECOND
    count_calls(os, "replace", monkeypatch, 3, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(BuildError):
        site.publish(FIRST)
    assert site.files() == SECOND


KILL = """
import os, sys
from pathlib import Path
from rolebook.build.cache import Cache
from rolebook.build.publish import publish
name, fail_at, cache, output, project, *pairs = sys.argv[1:]
original, calls = getattr(os, name), 0
def dying(*arguments, **options):
    global calls
    calls += 1
    if calls == int(fail_at):
        os.kill(os.getpid(), 9)
    return original(*arguments, **options)
setattr(os, name, dying)
keys = dict(zip(pairs[::2], pairs[1::2]))
publish(keys, Cache(Path(cache)), Path(output), Path(project))
"""


@pytest.mark.parametrize(
    ("function", "fail_at"),
    [("replace", 1), ("replace", 2), ("replace", 3), ("rename", 1), ("fstat", 2), ("rmdir", 1)],
)
def test_next_build_recovers_from_a_killed_one(site, function, fail_at):
    site.publish(SECOND)
    site.publish(FIRST)
    pairs = [
        part
        for path, text in SECOND.items()
        for part in (path, hashlib.sha256(text.encode()).hexdigest()[:32])
    ]
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            KILL,
            function,
            str(fail_at),
            site.cache.folder,
            site.output,
            site.project,
            *pairs,
        ],
        cwd=Path(__file__).parent.parent,
    )
    assert run.returncode == -signal.SIGKILL
    for files in (FIRST, SECOND):
        site.publish(files)
        assert site.files() == files
        assert STAGING not in site.folders()


def test_build_killed_before_its_first_manifest_does_not_lock_us_out(site):
    (site.output / STAGING / "new").mkdir(parents=True)
    (site.output / STAGING / "new" / "0").write_text("half")
    site.publish(FIRST)
    assert site.files() == FIRST


def test_ctrl_c_waits_for_the_renames(site, monkeypatch):
    site.publish(FIRST)
    original = transaction.Transaction.put

    def interrupted(self, source, path):
        if path == "index.html":
            signal.raise_signal(signal.SIGINT)
        original(self, source, path)

    monkeypatch.setattr(transaction.Transaction, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        site.publish(SECOND)
    assert site.files() == SECOND


def test_full_disk_is_explained(site, monkeypatch):
    site.publish(FIRST)
    count_calls(publishing, "PublishedFile", monkeypatch, 2, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(BuildError, match="No space left") as caught:
        site.publish(SECOND)
    assert "free some space" in caught.value.hint


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_really_full_disk_leaves_the_site_as_it_was(site):
    site.output.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", site.output], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        site.publish(FIRST)
        with pytest.raises(BuildError, match="No space left"):
            site.publish({**SECOND, "big.html": "x" * 300_000})
        assert site.files() == FIRST
        site.publish(SECOND)
        assert site.files() == SECOND
    finally:
        subprocess.run(["umount", site.output], check=True)


def test_two_builds_do_not_publish_at_once(site):
    site.publish(FIRST)
    again = lock_output(site.output, wait=0.1)
    with lock_output(site.output), pytest.raises(BuildError, match="another build"), again:
        pass


def test_second_build_waits_for_the_first(site):
    site.publish(FIRST)
    with lock_output(site.output):
        other = threading.Thread(target=site.publish, args=(SECOND,))
        other.start()
        other.join(0.2)
        assert other.is_alive()
        assert site.files() == FIRST
    other.join(5)
    assert site.files() == SECOND


def test_output_can_be_checked_before_anything_is_rendered(site):
    assert check_output(site.output, site.project) == site.output.resolve()
    assert not site.output.exists()


def test_manifest_is_sorted_json_with_one_file_to_a_line(site):
    site.publish(FIRST)
    text = (site.output / MANIFEST).read_text()
    assert list(json.loads(text)["files"]) == sorted(FIRST)
    assert len(text.splitlines()) == len(FIRST) + 7


def test_who_stops_a_build_while_it_puts_files_in_place_is_told_the_truth(site, monkeypatch):
    """The signal waits until all files stand: then the site is the new one, not as it was."""
    site.publish(FIRST)
    commit = publishing._commit

    def commit_and_be_stopped(*arguments):
        os.kill(os.getpid(), signal.SIGINT)
        commit(*arguments)

    monkeypatch.setattr(publishing, "_commit", commit_and_be_stopped)
    with pytest.raises(InterruptedLate):
        site.publish(SECOND)
    assert site.files() == SECOND


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "Interrupted. The site is as it was."),
        (InterruptedLate(), "Interrupted. The new site has been published, whole."),
    ],
)
def test_what_an_interrupted_build_says(capsys, error, said):
    console = Console({"no_color": True})
    with pytest.raises(SystemExit) as ended, Telling(console):
        raise error
    assert ended.value.code == 130
    assert capsys.readouterr().err.strip() == said
