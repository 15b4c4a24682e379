"""A folder of files about people: nobody else's, private to the user, all replaced at once or not at all.

What is made on the way lies in a folder of its own inside, which is gone when the work ends, however it ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from rolebook.build.errors import BuildError, explain_os_error
from rolebook.build.output import MANIFEST as SITE_MANIFEST
from rolebook.build.output import lock_output
from rolebook.build.transaction import Transaction, deferred_signals

MANIFEST = ".rolebook-scorecards.json"
WORK = ".rolebook-scorecards-work"
_FORMAT = 1
_SOURCES = frozenset(
    {
        "handbook",
        "roles",
        "postings",
        "images",
        "templates",
        "schema",
        "rolebook",
        "site",
        ".git",
        ".rolebook",
    }
)
_COUNTS_AS_EMPTY = frozenset({".DS_Store", WORK})
_OTHER = "choose another folder with --out"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an earlier run put into the folder: digests by path, and what it was about."""

    files: Mapping[str, str]
    subject: str


def check_private_folder(folder: Path, project: Path) -> Path:
    """The absolute path, if files about people may be put there; else a BuildError that says why.

    It must be new, empty, or made by an earlier run, and no part of the project's sources or of a site.
    """
    if folder.is_symlink():
        raise BuildError(f"the folder {folder} is a link to {folder.readlink()}", "name the folder itself")
    place, root = folder.resolve(), project.resolve()
    if place == root or root.is_relative_to(place):
        raise BuildError(f"the folder {folder} holds the project itself", _OTHER)
    if place.is_relative_to(root) and place.relative_to(root).parts[0] in _SOURCES:
        name = place.relative_to(root).parts[0]
        raise BuildError(
            f"the folder {folder} lies inside {name}/, where nothing about people may be", _OTHER
        )
    site = next((above for above in (place, *place.parents) if (above / SITE_MANIFEST).exists()), None)
    if site is not None:
        raise BuildError(f"the folder {folder} lies in the site {site}, which is published", _OTHER)
    try:
        names = {entry.name for entry in place.iterdir()}
    except FileNotFoundError:
        return place
    except NotADirectoryError:
        raise BuildError(f"{folder} is a file, not a folder", _OTHER) from None
    except OSError as error:
        raise explain_os_error(error, "read the folder", folder) from error
    if MANIFEST not in names and not names <= _COUNTS_AS_EMPTY:
        example = min(names - _COUNTS_AS_EMPTY)
        raise BuildError(f"the folder {folder} holds other files, such as {example}", _OTHER)
    return place


@contextmanager
def open_private_folder(folder: Path) -> Iterator[PrivateFolder]:
    """The folder, made if need be, for one run at a time; without a commit it is left as it was.

    Being told to end (SIGTERM, SIGHUP) counts as Ctrl-C meanwhile, so that nothing is left behind.
    """
    is_new = not folder.exists()
    try:
        if is_new:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        with lock_output(folder), _polite_ends():
            work = folder / WORK
            _remove_work(work)
            try:
                work.mkdir(mode=0o700)
                (work / "new").mkdir(mode=0o700)
                (work / "old").mkdir(mode=0o700)
                yield PrivateFolder(folder)
            finally:
                _remove_work(work)
    except OSError as error:
        raise explain_os_error(error, "write to", error.filename or folder) from error
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()  # succeeds only if nothing came of it


class PrivateFolder:
    """A folder under way: files are written aside with `write`, then put in place by `commit`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.aside = folder / WORK / "new"

    def remember(self) -> Remembered:
        """What the run before has put here. One that cannot be understood is a BuildError."""
        path = self.folder / MANIFEST
        try:
            loaded = json.loads(path.read_bytes())
            if path.is_symlink() or loaded["format"] != _FORMAT:
                raise ValueError("it has another format")
            files = {str(name): str(digest) for name, digest in loaded["files"].items()}
            return Remembered(files, str(loaded["subject"]))
        except FileNotFoundError:
            return Remembered({}, "")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = f"move away what you need from {self.folder}, delete the folder and run again"
            raise BuildError(
                f"{path} is damaged, so that our files cannot be told from yours", hint
            ) from error

    def commit(self, files: Mapping[str, Path], subject: str) -> None:
        """Put these files (path → where it waits) in place, and take away those of the run before.

        Raises BuildError, and changes nothing, if a file is in the way that is not ours, or that was changed since.
        """
        before = self.remember()
        for path in sorted(files.keys() | before.files.keys()):
            self._check_place(path, before.files.get(path))
        digests = {path: _digest(source) for path, source in files.items()}
        note = "Written by rolebook: which files of this folder it made, and may replace or remove."
        manifest = {
            "note": note,
            "format": _FORMAT,
            "subject": subject,
            "files": dict(sorted(digests.items())),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        waiting = write_private(self.folder / WORK / "manifest", text.encode("utf-8", "surrogatepass"))
        with deferred_signals(), Transaction(self.folder, self.folder / WORK / "old") as change:
            if not before.files:
                self.folder.chmod(0o700)
            for parent in sorted({path.rpartition("/")[0] for path in files if "/" in path}):
                change.make_folder(parent)
                (self.folder / parent).chmod(0o700)
            for path, source in sorted(files.items()):
                change.put(source, path)
            for path in sorted(before.files.keys() - files.keys()):
                change.take_away(path)
            change.put(waiting, MANIFEST)

    def _check_place(self, path: str, known: str | None) -> None:
        place = self.folder / path
        if not os.path.lexists(place):
            return
        if known is None:
            raise BuildError(
                f"{place} is in the way, and no run of ours made it", f"move it away, or {_OTHER}"
            )
        if place.is_symlink() or not place.is_file() or _digest(place) != known:
            hint = f"move it away if it is to be kept, else delete it, or {_OTHER}"
            raise BuildError(f"{place} was changed since it was made, and would be replaced", hint)


def write_private(path: Path, data: bytes) -> Path:
    """Write a new file that only the user may read, whatever the umask says."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        file.write(data)
    return path


@contextmanager
def _polite_ends() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _remove_work(work: Path) -> None:
    if work.is_symlink():
        work.unlink()
    elif work.exists():
        shutil.rmtree(work, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
