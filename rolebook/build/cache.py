"""A store of finished artifacts: found by the digest of all they were made from, safe to share and delete.

An entry is one file, ``ab/<rest of key>.<size>.<digest of content>``: its name says what it must hold, so
that a truncated or damaged one is a miss and not a broken page. Entries are written under a temporary name
and then renamed; two builds that make the same entry at once write the same bytes to the same name.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rolebook.build.errors import explain_os_error

_TEMPORARY = "tmp"
_GRACE = 3600.0  # seconds: what is younger may belong to a build that runs now
_TOUCH = 86400.0  # seconds: how exact the time of the last use is
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored artifact: where it lies, its size in bytes and the digest of its content (hex)."""

    key: str
    path: Path
    size: int
    digest: str


class Cache:
    """The content-addressed store in ``folder``; every failure of the disk is a BuildError.

    Keys are hexadecimal, at least 4 digits. What another process adds meanwhile may stay unseen: that costs a
    rendering, never a wrong byte.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._shelves: dict[str, dict[str, str]] = {}

    def find(self, key: str) -> Entry | None:
        """The entry of this key if it is there in full size; its content is not read."""
        name = self._shelf(key[:2]).get(key[2:])
        if name is None:
            return None
        entry = self._entry(key, name)
        try:
            complete = entry.path.stat().st_size == entry.size
        except OSError:
            complete = False
        if not complete:
            self.discard(entry)
            return None
        return entry

    def get(self, key: str) -> Path | None:
        """The file of this key if its content is unharmed; a damaged one is removed and counts as a miss."""
        entry = self.find(key)
        if entry is None:
            return None
        if digest_file(entry.path) != entry.digest:
            self.discard(entry)
            return None
        return entry.path

    def put(self, key: str, content: bytes) -> Entry:
        """Store this content under this key."""
        name = f"{key[2:]}.{len(content):x}.{digest_bytes(content)}"
        entry = self._entry(key, name)
        try:
            temporary = self.temporary_folder() / os.urandom(12).hex()
            try:
                with temporary.open("xb") as file:
                    file.write(content)
                entry.path.parent.mkdir(exist_ok=True)
                temporary.replace(entry.path)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink()
                raise
        except OSError as error:
            raise explain_os_error(error, "write to the cache", self.folder) from error
        self.record(entry)
        return entry

    def record(self, entry: Entry) -> None:
        """Take note of an entry that another process has put."""
        self._shelf(entry.key[:2])[entry.key[2:]] = entry.path.name

    def discard(self, entry: Entry) -> None:
        """Remove a damaged entry, so that it is made anew."""
        self._shelf(entry.key[:2]).pop(entry.key[2:], None)
        with suppress(OSError):
            entry.path.unlink()

    def open_spool(self) -> IO[bytes]:
        """A file for what has to wait on the disk, with a name, that is gone when it is closed."""
        import tempfile  # not needed by a build in which nothing changed

        try:
            return tempfile.NamedTemporaryFile(dir=self.temporary_folder(), prefix="spool-")
        except OSError as error:
            raise explain_os_error(error, "write to the cache", self.folder) from error

    def prune(self, keep: Collection[str], *, max_bytes: int, max_age: float) -> int:
        """Remove entries that are not in ``keep`` and too old (seconds) or too many (bytes); the bytes freed.

        Entries of the last hour stay in any case: another build may be about to use them.
        """
        now = time.time()
        kept = keep if isinstance(keep, set | frozenset | dict) else set(keep)
        total = freed = 0
        unused: list[tuple[float, int, str, bool]] = []
        for path, key, status in self._walk():
            total += status.st_size
            if key in kept:
                if now - status.st_mtime > _TOUCH:
                    with suppress(OSError):
                        os.utime(path)
            elif now - status.st_mtime > _GRACE:
                # What a killed build left half-written is of no use to anybody: as if it were infinitely old.
                used = status.st_mtime if key else 0.0
                unused.append((used, status.st_size, path, stat.S_ISDIR(status.st_mode)))
        for used, size, path, is_folder in sorted(unused):
            if now - used <= max_age and total - freed <= max_bytes:
                break
            with suppress(OSError):
                if is_folder:
                    import shutil  # hardly ever needed

                    shutil.rmtree(path)
                else:
                    os.unlink(path)  # noqa: PTH108 - a path of scandir's, and there may be very many
                freed += size
        self._shelves.clear()
        return freed

    def _walk(self) -> Iterator[tuple[str, str, os.stat_result]]:
        """All files of the store: path, key (empty for leftovers of builds that were killed), status."""
        with suppress(OSError), os.scandir(self.folder) as shelves:
            for shelf in shelves:
                if not shelf.is_dir(follow_symlinks=False):
                    continue
                with suppress(OSError), os.scandir(shelf.path) as files:
                    for file in files:
                        key = "" if shelf.name == _TEMPORARY else shelf.name + file.name.partition(".")[0]
                        with suppress(OSError):
                            yield file.path, key, file.stat(follow_symlinks=False)

    def _shelf(self, name: str) -> dict[str, str]:
        """File names of one folder by the rest of their key, listed once."""
        shelf = self._shelves.get(name)
        if shelf is None:
            try:
                with os.scandir(self.folder / name) as entries:
                    names = sorted(entry.name for entry in entries)
            except FileNotFoundError:
                names = []
            except OSError as error:
                raise explain_os_error(error, "read the cache", self.folder) from error
            # Two entries of one key: a tool that is not reproducible. Sorted: all builds choose alike.
            shelf = {file.partition(".")[0]: file for file in names if file.count(".") == 2}
            self._shelves[name] = shelf
        return shelf

    def _entry(self, key: str, name: str) -> Entry:
        _, size, digest = name.split(".")
        return Entry(key, self.folder / key[:2] / name, int(size, 16), digest)

    def temporary_folder(self) -> Path:
        """A folder for unfinished things; what a killed build leaves there is cleared away later."""
        folder = self.folder / _TEMPORARY
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def digest_bytes(content: bytes) -> str:
    """Digest of some content (hex)."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_file(path: Path | str) -> str | None:
    """Digest of a file's content (hex), or None if it cannot be read."""
    hasher = hashlib.blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - called for thousands of files
            while chunk := file.read(_CHUNK):
                hasher.update(chunk)
    except OSError:
        return None
    return hasher.hexdigest()


def open_cache(project: Path) -> Cache:
    """The cache of a project, in its folder ``.rolebook``, which tells git and backup programs to pass by."""
    folder = project / ".rolebook"
    try:
        folder.mkdir(exist_ok=True)
        for name, text in (
            (".gitignore", "# Made by rolebook: everything here can be deleted at any time.\n*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# Made by rolebook.\n"),
        ):
            path = folder / name
            if not path.exists():
                path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise explain_os_error(error, "make the cache folder", folder) from error
    return Cache(folder / "cache")
