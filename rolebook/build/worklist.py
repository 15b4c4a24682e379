"""What has to be rendered: the artifacts of a plan whose bytes the cache lacks, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from rolebook.build.artifact import Artifact, Kind
from rolebook.build.cache import Cache
from rolebook.build.errors import explain_os_error
from rolebook.build.fingerprint import KeyContext, artifact_key, read_asset
from rolebook.build.packing import pack_view

PAGES_AT_A_TIME = 32
_PAGE_SECONDS = 0.003
_DOCUMENT_SECONDS_PER_BYTE = 0.5 / 18_000  # a charter: half a second, and a view of 18 KB
_PICTURE_SECONDS = 0.05
_PART_SECONDS = 0.003  # a part being put into a book
_LAID_OUT = ("document", "fillable", "part")


@dataclass(frozen=True, slots=True)
class Task:
    """One artifact to be rendered; its packed view lies in the spool at ``offset``, ``length`` bytes long.

    ``parts`` are the keys of the parts that a book is put together from.
    """

    path: str
    kind: Kind
    template: str
    language: str
    key: str
    offset: int
    length: int
    parts: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """About how long it takes to render, to see what to begin with."""
        if self.kind == "book":
            return len(self.parts) * _PART_SECONDS
        if self.kind == "picture":
            return _PICTURE_SECONDS
        return self.length * _DOCUMENT_SECONDS_PER_BYTE if self.kind in _LAID_OUT else _PAGE_SECONDS


@dataclass
class Worklist:
    """The keys of all planned files by path, and the tasks that are left; to be closed after use.

    ``parts`` are the keys of sections of handbooks, which are no files, by their name. Views are kept in a
    temporary file, the spool, so that memory does not grow with their number.
    """

    spool: IO[bytes]
    keys: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    searchable: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    copied: int = 0

    def chunks(self) -> list[list[Task]]:
        """The tasks as they should be begun: parts and documents one by one, longest first, then pages by the dozen.

        Books are not among them: they are begun when all parts are there (`books`).
        """
        parts, documents = (
            sorted((task for task in self.tasks if task.kind in kinds), key=lambda t: -t.seconds)
            for kinds in (("part",), ("document", "fillable"))
        )
        pages = [task for task in self.tasks if task.kind in ("page", "workbook", "word", "picture")]
        return [
            *([task] for task in (*parts, *documents)),
            *(pages[at : at + PAGES_AT_A_TIME] for at in range(0, len(pages), PAGES_AT_A_TIME)),
        ]

    def books(self) -> list[list[Task]]:
        """The books, longest first: tasks that need the parts."""
        books = (task for task in self.tasks if task.kind == "book")
        return [[task] for task in sorted(books, key=lambda task: -task.seconds)]

    def __enter__(self) -> Worklist:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.spool.close()


def collect_work(artifacts: Iterable[Artifact], context: KeyContext, cache: Cache) -> Worklist:
    """Give every artifact its key and list those that the cache lacks; files are put into it at once.

    Two artifacts with the same path are a ValueError: one would overwrite the other.
    """
    work = Worklist(cache.open_spool())
    listed: set[str] = set()
    try:
        for artifact in artifacts:
            keys = work.parts if artifact.kind == "part" else work.keys
            if artifact.path in keys:
                raise ValueError(f"the plan has {artifact.path} twice")
            is_file = artifact.kind == "file"
            packed = read_asset(artifact, context.settings) if is_file else pack_view(artifact.view)
            parts: tuple[str, ...] = ()
            if artifact.kind == "book":
                parts = tuple(work.parts[part.path] for part in artifact.view.parts)
            key = keys[artifact.path] = artifact_key(artifact, context, packed, parts)
            if is_searchable(artifact):
                work.searchable.append(artifact.path)
            if key in listed or cache.find(key):
                continue
            listed.add(key)
            if is_file:
                cache.put(key, packed)
                work.copied += 1
            else:
                offset = work.spool.tell()
                work.spool.write(packed)
                work.tasks.append(
                    Task(
                        artifact.path,
                        artifact.kind,
                        artifact.template,
                        artifact.language,
                        key,
                        offset,
                        len(packed),
                        parts,
                    )
                )
        needed = {part for task in work.tasks for part in task.parts}
        work.tasks = [task for task in work.tasks if task.kind != "part" or task.key in needed]
        work.spool.flush()
    except OSError as error:
        with suppress(OSError):  # what could not be written waits, and fails once more
            work.spool.close()
        raise explain_os_error(error, "write", Path(work.spool.name).parent) from error
    except BaseException:
        work.spool.close()
        raise
    return work


def is_searchable(artifact: Artifact) -> bool:
    """Whether the full-text search should find this page."""
    frame = getattr(artifact.view, "frame", None)
    return artifact.kind == "page" and artifact.path.endswith(".html") and getattr(frame, "searchable", False)
