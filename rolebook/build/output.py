"""The output folder: whether it is ours to write to, what we put there, one build at a time."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rolebook.build.errors import BuildError, explain_os_error

MANIFEST = ".rolebook-manifest.json"
STAGING = ".rolebook-staging"
_FORMAT = 1
_COUNTS_AS_EMPTY = frozenset({".gitignore", ".gitkeep", ".gitattributes", ".DS_Store", STAGING})
_SOURCES = frozenset(
    {"handbook", "roles", "postings", "images", "templates", "schema", "rolebook", ".git", ".rolebook"}
)
_LOCK_WAIT = 30.0  # seconds
_BEFORE_AUDIENCES = "assessor"  # what a manifest that names no audience is of


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as we published it: digest of its content (hex), size in bytes, time of change in ns."""

    digest: str
    size: int
    mtime_ns: int

    def is_as_published(self, status: os.stat_result) -> bool:
        """Whether the file on the disk is still that one, as far as its size and time tell."""
        return (
            stat.S_ISREG(status.st_mode)
            and status.st_size == self.size
            and status.st_mtime_ns == self.mtime_ns
        )


Manifest = Mapping[str, PublishedFile]


def check_output(output: Path, project: Path, audience: str | None = None) -> Path:
    """The absolute path of the output folder, if a site may be put there; else a BuildError that says why.

    It must be new, empty, or made by an earlier build for the same audience; nothing is changed.
    """
    other = "choose another folder with --output"
    if output.is_symlink():
        raise BuildError(
            f"the output folder {output} is a link to {os.readlink(output)}",  # noqa: PTH115 - as it is written
            "name the folder itself with --output",
        )
    folder, root = output.resolve(), project.resolve()
    if folder == root or root.is_relative_to(folder):
        raise BuildError(f"the output folder {output} holds the project itself", other)
    if folder.is_relative_to(root) and folder.relative_to(root).parts[0] in _SOURCES:
        name = folder.relative_to(root).parts[0]
        raise BuildError(f"the output folder {output} lies inside {name}/, which a build only reads", other)
    if audience:
        _refuse_folder_inside(output, folder, audience)
    try:
        names = {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        return folder
    except NotADirectoryError:
        raise BuildError(f"the output {output} is a file, not a folder", other) from None
    except OSError as error:
        raise explain_os_error(error, "read the output folder", output) from error
    if MANIFEST not in names and not names <= _COUNTS_AS_EMPTY:
        example = min(names - _COUNTS_AS_EMPTY)
        raise BuildError(
            f"the output folder {output} holds files that no build of ours made, such as {example}",
            f"{other}, or empty this one yourself",
        )
    held = read_audience(folder) if audience and MANIFEST in names else None
    if held and held != audience:
        # Else a folder that is served to the public could one day hold what is not for it.
        raise BuildError(
            f"the output folder {output} holds a site for the audience “{held}”, and this build is for “{audience}”",
            f"{other}, or clear this one first: rolebook clean --output {output}",
        )
    return folder


def _refuse_folder_inside(output: Path, folder: Path, audience: str) -> None:
    """A site inside another one is served with it, to all who see that one."""
    for above in folder.parents:
        held = read_audience(above) if (above / MANIFEST).is_file() else None
        if held and held != audience:
            raise BuildError(
                f"the output folder {output} lies in {above}, which holds a site for the audience “{held}”, "
                f"and this build is for “{audience}”",
                "choose a folder outside of it with --output",
            )


def is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing but our manifest and what counts as nothing."""
    return {entry.name for entry in folder.iterdir()} <= _COUNTS_AS_EMPTY | {MANIFEST}


def read_manifest(folder: Path) -> dict[str, PublishedFile]:
    """What earlier builds published into this folder; empty if there were none.

    One that cannot be understood is a BuildError: without it nobody can tell our files from the user's.
    """
    return _read_manifest(folder)[0]


def read_audience(folder: Path) -> str | None:
    """For whom the site is that earlier builds published into this folder; None if there is none."""
    files, audience = _read_manifest(folder)
    return audience if files else None


def _read_manifest(folder: Path) -> tuple[dict[str, PublishedFile], str]:
    path = folder / MANIFEST
    try:
        if path.is_symlink():
            raise ValueError("it is a link")
        loaded = json.loads(path.read_bytes())
        if loaded["format"] != _FORMAT:
            raise ValueError("it has another format")
        files = {
            str(name): PublishedFile(str(d), int(s), int(m)) for name, (d, s, m) in loaded["files"].items()
        }
        return files, str(loaded.get("audience", _BEFORE_AUDIENCES))
    except FileNotFoundError:
        return {}, _BEFORE_AUDIENCES
    except OSError as error:
        raise explain_os_error(error, "read", path) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(
            f"{path} is damaged ({error}), so that our files cannot be told from yours",
            f"move away what you need from {folder}, delete the folder and build again",
        ) from error


def format_manifest(files: Manifest, audience: str) -> bytes:
    """The manifest's text: JSON, one file to a line, sorted."""
    lines = (
        f"{json.dumps(name)}: {json.dumps([file.digest, file.size, file.mtime_ns])}"
        for name, file in sorted(files.items())
    )
    note = "Written by rolebook: which files of this folder it made, and may replace or remove."
    head = f'{{\n"note": {json.dumps(note)},\n"format": {_FORMAT},\n"audience": {json.dumps(audience)},\n"files": {{\n'
    return (head + ",\n".join(lines) + "\n}\n}\n").encode("utf-8")


@contextmanager
def lock_output(folder: Path, *, wait: float = _LOCK_WAIT) -> Iterator[None]:
    """Keep other builds from writing to this folder; wait for one that does, ``wait`` seconds at most."""
    import fcntl

    # The folder itself is locked: a lock file would be one more thing to be published by accident.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise BuildError(
                        f"another build is writing to {folder}",
                        "wait until it is done, or stop it, and build again",
                    ) from None
                time.sleep(0.05)
            except OSError as error:
                if error.errno not in (errno.ENOLCK, errno.EBADF, errno.ENOTSUP, errno.EINVAL):
                    raise
                break  # some network file systems cannot lock; better to build than to refuse
        yield
    finally:
        os.close(handle)
