"""A version of a project by its name: a folder, or a revision of the git repository that holds the project.

Git is asked for objects only; it checks nothing out, runs no filter or hook, and reaches for no network. The
content files of a revision are written into a private temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rolebook.content.project_files import HANDBOOK_FACTS
from rolebook.content.yaml_text import MAX_BYTES
from rolebook.diagnostics import shorten

_FOLDERS = ("handbook", "roles", "postings")
_ENDINGS = (".yaml", ".yml", ".md")
_SECONDS = 120
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")


class RevisionError(Exception):
    """A version cannot be had: a message, and a hint that says what to do. ``usage``: its name is wrong."""

    def __init__(self, message: str, hint: str = "", *, usage: bool = False):
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Version:
    """A version on the disk: the name under which it was asked for, its folder, and its commit if it has one."""

    name: str
    root: Path
    commit: str | None = None


@contextmanager
def open_version(name: str, project: Path) -> Iterator[Version]:
    """The version of this name; its folder is there as long as the context is. Raises RevisionError."""
    folder = Path(name)
    if not name or name.startswith("-"):
        raise RevisionError(
            f"“{shorten(name)}” is no version", "name a git revision, or a folder", usage=True
        )
    if "\0" not in name and (folder / HANDBOOK_FACTS).is_file():
        yield Version(name, folder.absolute())
        return
    is_folder = "\0" not in name and folder.is_dir()
    repository = _find_repository(project, name, is_folder)
    commit = repository.resolve(name, is_folder)
    with tempfile.TemporaryDirectory(prefix="rolebook-") as temporary:
        root = Path(temporary)
        repository.extract(commit, name, root)
        yield Version(name, root, commit)


@dataclass(frozen=True, slots=True)
class _Repository:
    """The repository that holds the project, and where in it the project lies (empty, or with a slash behind)."""

    git: str
    project: Path
    prefix: str

    def resolve(self, name: str, is_folder: bool) -> str:
        """The commit that a revision names; ``is_folder``: there is also a folder of this name."""
        answer = self.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])
        commit = answer.stdout.decode("ascii", "replace").strip()
        if answer.returncode == 0 and commit.isalnum():
            return commit
        if is_folder:
            raise _tell_folder(name)
        shallow = self.ask(["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true"
        hint = "name a branch, a tag or a commit (`git tag`, `git log --oneline`), or a folder with a project"
        if ".." in name:
            hint = "write the two versions as two words, such as v1 v2"
        elif shallow:
            fetch = "`git fetch --unshallow --tags` (in CI: fetch-depth: 0)"
            hint = f"this clone lacks older commits: run {fetch}"
        raise RevisionError(f"git knows no revision “{shorten(name)}”", hint, usage=not shallow)

    def extract(self, commit: str, name: str, root: Path) -> None:
        """Write the content files of a commit into a folder."""
        names = [f"{self.prefix}{folder}" for folder in _FOLDERS]
        answer = self.ask(["ls-tree", "-r", "-z", "--full-tree", commit, "--", *names])
        if answer.returncode != 0:
            raise self.explain(answer, f"cannot read the revision “{shorten(name)}”")
        files: list[tuple[str, PurePosixPath]] = []
        links: list[tuple[str, PurePosixPath]] = []
        for line in answer.stdout.decode("utf-8", "surrogateescape").split("\0"):
            head, _, path = line.partition("\t")
            mode, kind, digest = head.split(" ") if head else ("", "", "")
            inside = PurePosixPath(path.removeprefix(self.prefix))
            if kind != "blob" or not _is_safe(inside):
                continue
            if mode == "120000":
                links.append((digest, inside))
            elif path.endswith(_ENDINGS):
                files.append((digest, inside))
        if not any(str(path) == HANDBOOK_FACTS for _, path in (*files, *links)):
            where = f"{self.prefix}{HANDBOOK_FACTS}"
            message = f"the revision “{shorten(name)}” has no {where}: the project was not there yet"
            raise RevisionError(message, "name a later revision")
        contents = self.read_blobs([digest for digest, _ in (*files, *links)], name)
        for (_, place), data in zip(files, contents, strict=False):
            target = root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        # Last, so that nothing is written through a link; the reader refuses those that lead out of the project.
        for (_, place), data in zip(links, contents[len(files) :], strict=True):
            target = root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError, ValueError):  # a link that cannot be made is a file that is missing
                target.symlink_to(data.decode("utf-8", "surrogateescape"))

    def read_blobs(self, digests: Sequence[str], name: str) -> list[bytes]:
        """The contents of these objects; of what is too large to be read anyway only the beginning."""
        answer = self.ask(["cat-file", "--batch"], "\n".join([*digests, ""]).encode())
        if answer.returncode != 0:
            raise self.explain(answer, f"cannot read the files of “{shorten(name)}”")
        contents, rest = [], memoryview(answer.stdout)
        for digest in digests:
            end = bytes(rest[:200]).find(b"\n")
            words = bytes(rest[:end]).split(b" ")
            if len(words) != 3 or words[1] != b"blob":
                hint = "fetch the whole history: `git fetch --unshallow`, or `git fetch --refetch` in a partial clone"
                message = f"the repository lacks a file of “{shorten(name)}” ({digest[:12]})"
                raise RevisionError(message, hint)
            size = int(words[2])
            contents.append(bytes(rest[end + 1 : end + 1 + min(size, MAX_BYTES + 1)]))
            rest = rest[end + 1 + size + 1 :]
        return contents

    def ask(self, arguments: list[str], text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """What git answers."""
        return _run(self.git, self.project, arguments, text)

    def explain(self, answer: subprocess.CompletedProcess[bytes], message: str) -> RevisionError:
        """A failed command of git as an error for the user."""
        return RevisionError(f"{message}: {_last_words(answer)}", "run `git fsck` to see whether it is whole")


def _tell_folder(name: str) -> RevisionError:
    hint = "name a folder with a project, or a git revision"
    return RevisionError(f"the folder {name} is no project: it has no {HANDBOOK_FACTS}", hint, usage=True)


def _find_repository(project: Path, name: str, is_folder: bool) -> _Repository:
    hint = f"name a folder with a project (with {HANDBOOK_FACTS}) instead"
    git = shutil.which("git")
    if git is None:
        raise RevisionError(f"git is not installed, and “{shorten(name)}” is no folder with a project", hint)
    answer = _run(git, project, ["rev-parse", "--is-inside-work-tree", "--show-prefix"])
    lines = answer.stdout.decode("utf-8", "surrogateescape").split("\n")
    if answer.returncode == 0 and lines[0] == "true":
        return _Repository(git, project, lines[1])
    said = _last_words(answer)
    if "dubious ownership" in answer.stderr.decode("utf-8", "replace"):
        message = f"git does not trust the repository of {project}: it belongs to another user"
        raise RevisionError(message, f"run `git config --global --add safe.directory {project}`")
    if is_folder:
        raise _tell_folder(name)
    detail = "" if "not a git repository" in said or not said else f" ({said})"
    message = f"{project} is in no git repository, so there is no revision “{shorten(name)}”{detail}"
    raise RevisionError(message, hint)


def _run(
    git: str, project: Path, arguments: list[str], text: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_PAGER": "cat"}
    command = [git, "-C", str(project), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(
            command, input=text, capture_output=True, check=False, timeout=_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git did not answer within {_SECONDS} seconds", "try again") from None
    except (OSError, ValueError) as error:  # ValueError: a null byte in a name
        raise RevisionError(f"git cannot be run: {error}", "check the name, and that git works") from None


def _is_safe(path: PurePosixPath) -> bool:
    """Whether a path stays inside the folder that it is written into."""
    return not path.is_absolute() and all(part not in ("", ".", "..", ".git") for part in path.parts)


def _last_words(answer: subprocess.CompletedProcess[bytes]) -> str:
    lines = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
