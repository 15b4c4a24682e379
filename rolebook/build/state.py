"""Whether anything has changed since the last good build: asked of the file system alone, in a moment.

A *stamp* is kept of every good build: a digest of the names, sizes, times and inodes of all files that went
into it and of all that came out. Nothing heavy is imported here, as most builds while writing end here.

Files that were changed within two seconds of the look at them are *fresh*: an edit right after it could have
left size and time as they were. Of them the stamp keeps digests of the content, too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from rolebook.build.cache import digest_bytes, digest_file
from rolebook.build.output import MANIFEST
from rolebook.build.toolchain import PACKAGE, find_loaded_libraries
from rolebook.diagnostics import Diagnostic, Place, Severity

CONTENT_FOLDERS = ("handbook", "roles", "postings", "images")
_FORMAT = 1
_FRESH = 2_000_000_000  # nanoseconds
_DEEPEST = 12  # folders, so that a link in a circle comes to an end


class Request(Protocol):
    """What a build was asked to do, as far as the stamp must know."""

    @property
    def project(self) -> Path: ...
    @property
    def output(self) -> Path: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def only(self) -> tuple[str, ...]: ...
    @property
    def base_url(self) -> str | None: ...
    @property
    def strict(self) -> bool: ...
    @property
    def build_date(self) -> dt.date: ...
    @property
    def audience(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at some folders saw: a digest, and path and content digest of fresh files."""

    digest: str
    fresh: tuple[tuple[str, str | None], ...]


def begin_build(request: Request, template_folders: Sequence[Path]) -> Look:
    """Look at all that goes into a build, before any of it is read."""
    return _look(_list_inputs(request, template_folders), read_fresh=True)


def remember_build(request: Request, template_folders: Sequence[Path], before: Look, report: Any) -> None:
    """Keep a stamp of a good build: what `begin_build` saw, the output as it is now, and its report.

    The report is a dataclass of numbers, words, booleans and diagnostics. A disk that refuses is no failure:
    the next build then looks at everything again.
    """
    libraries = find_loaded_libraries()
    stamp = {
        "format": _FORMAT,
        "options": _describe(request),
        "inputs": before.digest,
        "fresh": before.fresh,
        "libraries": libraries,
        "library_digest": _look((path, path) for path in libraries).digest,
        "outputs": _look(_list_output(request.output)).digest,
        "report": _pack_report(report),
    }
    _write(_stamp_path(request), stamp)


def is_up_to_date(request: Request, template_folders: Sequence[Path]) -> dict[str, Any] | None:
    """The report of the last good build of this kind, if nothing has changed since; else None.

    Its fields by name, without those that have their default value.
    """
    try:
        stamp = json.loads(_stamp_path(request).read_bytes())
        if stamp["format"] != _FORMAT or stamp["options"] != _describe(request):
            return None
        if any(digest_file(path) != digest for path, digest in stamp["fresh"]):
            return None
        if _look((path, path) for path in stamp["libraries"]).digest != stamp["library_digest"]:
            return None
        now = _look(_list_inputs(request, template_folders))
        if now.digest != stamp["inputs"]:
            return None
        if _look(_list_output(request.output)).digest != stamp["outputs"]:
            return None
        if stamp["fresh"] and not now.fresh:
            # They are the same, and no longer fresh: from now on their times tell.
            _write(_stamp_path(request), {**stamp, "fresh": []})
        return {name: _unpack(value) for name, value in stamp["report"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # there is no stamp, or none that can be understood


def _write(path: Path, stamp: Mapping[str, Any]) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        temporary.write_text(json.dumps(stamp), "utf-8")
        temporary.replace(path)


def _describe(request: Request) -> list[Any]:
    """What was asked for, and of which program: builds that agree in it give the same from the same files."""
    return [
        *(str(request.project.resolve()), str(request.output.resolve()), list(request.languages)),
        *(list(request.roles), list(request.only), request.base_url, request.strict, str(request.build_date)),
        *(request.audience, sys.version, _list_packages()),
    ]


def _list_packages() -> str:
    """Digest of names and versions of all Python packages there are, without importing any."""
    names: list[str] = []
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            names += [entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    return digest_bytes("\n".join(sorted(names)).encode("utf-8"))


def _list_inputs(request: Request, template_folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for name in CONTENT_FOLDERS:
        yield from _walk(str(request.project / name), name)
    for place, folder in enumerate(template_folders):
        yield from _walk(str(folder), f"templates {place}")
    yield from _walk(str(PACKAGE), "code")


def _list_output(output: Path) -> Iterator[tuple[str, str]]:
    yield str(output / MANIFEST), MANIFEST
    yield from _walk(str(output), "output")


def _walk(folder: str, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Path, and name for the digest, of all files in a folder, without hidden ones and backups."""
    folders = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")) or entry.name.endswith("~"):
                continue
            if entry.is_dir():
                if depth < _DEEPEST:
                    folders.append((entry.path, f"{name}/{entry.name}"))
            else:
                yield entry.path, f"{name}/{entry.name}"
    for path, inside in folders:
        yield from _walk(path, inside, depth + 1)


def _look(files: Iterable[tuple[str, str]], *, read_fresh: bool = False) -> Look:
    now = time.time_ns()
    lines: list[str] = []
    fresh: list[tuple[str, str | None]] = []
    for path, name in files:
        try:
            status = os.stat(path)  # noqa: PTH116 - called for tens of thousands of files
        except OSError:
            lines.append(f"{name}\0missing")
            continue
        changed = status.st_mtime_ns
        lines.append(f"{name}\0{status.st_size} {changed} {status.st_ctime_ns} {status.st_ino}")
        if changed > now - _FRESH:
            fresh.append((path, digest_file(path) if read_fresh else None))
    # A folder lists its files in any order.
    lines.sort()
    digest = hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return Look(digest, tuple(fresh))


def _stamp_path(request: Request) -> Path:
    kind = [str(request.output.resolve()), request.languages, request.roles, request.only]
    name = digest_bytes(json.dumps(kind).encode("utf-8"))[:16]
    return request.project / ".rolebook" / "stamps" / f"{name}.json"


def _pack_report(report: Any) -> dict[str, Any]:
    """The fields of a report that are not as they are if nothing is said."""
    values = {field.name: (getattr(report, field.name), field.default) for field in fields(report)}
    return {name: _pack(value) for name, (value, default) in values.items() if value != default}


def _pack(value: Any) -> Any:
    """A field of a report as JSON has it: diagnostics are lists of their fields."""
    if isinstance(value, tuple):
        return {"diagnostics": [_pack_diagnostic(item) for item in value]}
    return value


def _pack_diagnostic(problem: Diagnostic) -> list[Any]:
    place = problem.place
    where = [place.path, place.line, place.column, place.length] if place else None
    return [problem.code, problem.severity.value, problem.message, problem.hint, where, problem.source_line]


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(
            Diagnostic(code, Severity(severity), message, hint, Place(*where) if where else None, line)
            for code, severity, message, hint, where, line in value["diagnostics"]
        )
    return value
