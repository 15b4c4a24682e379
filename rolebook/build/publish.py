"""Bringing the output folder to the planned state, or leaving it as it was.

All new files are first written into a staging folder inside the output, where a full disk does no harm. Then
they are renamed to their places, what is no longer planned is moved away, and the staging folder is removed.
If anything fails on the way, every step is undone. If the process is killed on the way, the manifest, which
was written before, names all files old and new, so that the next build knows which are ours and puts right
what is not as planned.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rolebook.build.cache import Cache, Entry
from rolebook.build.errors import BuildError, CacheDamage, InterruptedLate, explain_os_error
from rolebook.build.output import (
    MANIFEST,
    STAGING,
    PublishedFile,
    check_output,
    format_manifest,
    is_empty,
    lock_output,
    read_manifest,
)
from rolebook.build.progress import Progress, Silence
from rolebook.build.transaction import Transaction, deferred_signals

_CHUNK = 1 << 20
_ADVICE = "move it away, or choose another folder with --output; nothing was changed"


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changed (paths relative to the output), and how many files were left untouched."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Difference:
    """What has to be done: ``obstacles`` are files of ours in the way, and then the folders they lie in."""

    changed: list[str]
    gone: list[str]
    obstacles: list[str]
    obstacle_folders: list[str]


def publish(
    keys: Mapping[str, str],
    cache: Cache,
    output: Path,
    project: Path,
    *,
    audience: str = "assessor",
    whole: bool = True,
    progress: Progress | None = None,
) -> Published:
    """Make the output folder hold exactly these files (path → key in the cache) and what the user put there.

    ``audience`` is whom they are for; a folder with files for another one is refused.
    With ``whole`` false, files of earlier builds that are not among them stay. Raises BuildError if the
    folder is not ours to write to, if a file of the user's is in the way, or if the disk fails: the site is
    then as it was before. Raises CacheDamage if an entry of the cache is lost or damaged: render and publish
    once more.
    """
    for path in keys:
        _check_path(path)
    wanted = audience if keys else None
    folder = check_output(output, project, wanted)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock_output(folder):
            check_output(output, project, wanted)
            return _publish(keys, cache, folder, audience, whole, progress or Silence())
    except OSError as error:
        raise explain_os_error(error, "publish to", output) from error
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()  # succeeds only if nothing was published


def _publish(
    keys: Mapping[str, str], cache: Cache, folder: Path, audience: str, whole: bool, progress: Progress
) -> Published:
    staging = folder / STAGING
    _remove_staging(staging)
    old = read_manifest(folder)
    entries = {path: _find_entry(cache, path, key) for path, key in keys.items()}
    difference = _compare(folder, old, entries, whole)
    new = {path: file for path, file in old.items() if path in entries or not whole}
    if difference.changed or new != old:
        try:
            (staging / "new").mkdir(parents=True)
            (staging / "old").mkdir()
            new.update(_stage(difference.changed, entries, cache, staging / "new", progress))
            (staging / "journal").write_bytes(format_manifest(old | new, audience))
            (staging / "manifest").write_bytes(format_manifest(new, audience))
            committed = False
            try:
                with deferred_signals():
                    _commit(folder, staging, difference)
                    committed = True
            except KeyboardInterrupt:
                if committed:
                    raise InterruptedLate from None
                raise
        finally:
            _remove_staging(staging)
    return Published(
        tuple(sorted(difference.changed)), tuple(difference.gone), len(entries) - len(difference.changed)
    )


def _find_entry(cache: Cache, path: str, key: str) -> Entry:
    entry = cache.find(key)
    if entry is None:
        raise CacheDamage(f"{path} has vanished from the cache {cache.folder}", "build once more")
    return entry


def _compare(
    folder: Path, old: Mapping[str, PublishedFile], entries: Mapping[str, Entry], whole: bool
) -> _Difference:
    """What has to change; refuses, before anything is changed, if something of the user's is in the way."""
    ours = _find_parents([*entries, *old])
    disk = _list_folder(folder, ours)
    obstacles: list[str] = []
    obstacle_folders: list[str] = []
    changed: list[str] = []

    for path in sorted(_find_parents(entries) & disk.keys()):
        mode = disk[path].st_mode
        if stat.S_ISLNK(mode):
            raise BuildError(f"{folder / path} is a link, and a build never writes through links", _ADVICE)
        if not stat.S_ISDIR(mode):
            if path not in old:
                raise BuildError(f"{folder / path} is in the way of a folder of the site", _ADVICE)
            obstacles.append(path)

    for path, entry in entries.items():
        status, file = disk.get(path), old.get(path)
        if status and file and file.digest == entry.digest and file.is_as_published(status):
            continue
        changed.append(path)
        if status is None:
            continue
        if stat.S_ISDIR(status.st_mode):
            inside = [name for name in disk if name == path or name.startswith(f"{path}/")]
            if not all(name in old or name in ours for name in inside):
                raise BuildError(f"the folder {folder / path} is in the way of a file of the site", _ADVICE)
            obstacles += [name for name in inside if not stat.S_ISDIR(disk[name].st_mode)]
            obstacle_folders += [name for name in inside if stat.S_ISDIR(disk[name].st_mode)]
        elif file is None:
            raise BuildError(f"{folder / path} is in the way of a file of the site", _ADVICE)

    gone = sorted(path for path in old if whole and path not in entries and path in disk)
    # Pages last: one that can be seen finds its style sheets in their places.
    changed.sort(key=lambda path: (path.endswith(".html"), path))
    return _Difference(changed, gone, obstacles, sorted(obstacle_folders, key=len, reverse=True))


def _stage(
    paths: Iterable[str], entries: Mapping[str, Entry], cache: Cache, staging: Path, progress: Progress
) -> dict[str, PublishedFile]:
    """Copy these files from the cache, checking them, to names that are their numbers."""
    paths = list(paths)
    staged: dict[str, PublishedFile] = {}
    damaged: list[str] = []
    progress.start(len(paths), "publishing")
    try:
        for number, path in enumerate(paths):
            entry = entries[path]
            hasher = hashlib.blake2b(digest_size=16)
            # Copied and not linked, so that an edit of a published file never reaches the cache.
            with (staging / str(number)).open("xb") as target:
                try:
                    with entry.path.open("rb") as source:
                        while chunk := source.read(_CHUNK):
                            hasher.update(chunk)
                            target.write(chunk)
                except FileNotFoundError:
                    pass  # found by its digest
                target.flush()
                status = os.fstat(target.fileno())
            if hasher.hexdigest() != entry.digest:
                cache.discard(entry)
                damaged.append(path)  # looking on, so that one more build mends all of them
            staged[path] = PublishedFile(entry.digest, status.st_size, status.st_mtime_ns)
            progress.advance(1, path)
    finally:
        progress.finish()
    if damaged:
        raise CacheDamage(f"{damaged[0]} is damaged in the cache {cache.folder}", "build once more")
    return staged


def _commit(folder: Path, staging: Path, difference: _Difference) -> None:
    """The only part that changes the site: renames, all of them or none."""
    with Transaction(folder, staging / "old") as change:
        change.put(staging / "journal", MANIFEST)
        for path in difference.obstacles:
            change.take_away(path)
        for path in difference.obstacle_folders:
            change.remove_folder(path)
        for path in sorted(_find_parents(difference.changed)):
            change.make_folder(path)
        for number, path in enumerate(difference.changed):
            change.put(staging / "new" / str(number), path)
        for path in difference.gone:
            if path not in difference.obstacles:
                change.take_away(path)
        change.put(staging / "manifest", MANIFEST)
    for path in sorted(_find_parents([*difference.gone, *difference.obstacles]), key=len, reverse=True):
        with suppress(OSError):
            (folder / path).rmdir()  # succeeds only if nothing is left in it
    if is_empty(folder):  # else the manifest goes on to tell that the folder is ours
        (folder / MANIFEST).unlink()


def _list_folder(folder: Path, ours: set[str]) -> dict[str, os.stat_result]:
    """What is in the output, links not followed; folders without files of ours are not looked into."""
    found: dict[str, os.stat_result] = {}
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        with os.scandir(folder / parent) as entries:
            for entry in entries:
                path = f"{parent}/{entry.name}" if parent else entry.name
                found[path] = entry.stat(follow_symlinks=False)
                if path in ours and entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
    return found


def _find_parents(paths: Iterable[str]) -> set[str]:
    """All folders above these paths, without the output itself."""
    found: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def _remove_staging(staging: Path) -> None:
    if staging.is_symlink():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging, ignore_errors=True)


def _check_path(path: str) -> None:
    """A planned path that leads out of the output, or to what is ours there, is a fault of the plan."""
    parts = path.split("/")
    if {"", ".", ".."} & set(parts) or "\\" in path or "\0" in path or parts[0] in (MANIFEST, STAGING):
        raise ValueError(f"not a path of the output: {path!r}")
