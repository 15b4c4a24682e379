"""What we ourselves are made of, as far as the output shows it: code, libraries, text engine, fonts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def digest_code() -> str:
    """Digest (hex) of every Python file of ours, by name and content; read once, like the code itself."""
    hasher = hashlib.blake2b(digest_size=16)
    for path in sorted(PACKAGE.rglob("*.py")):
        content = path.read_bytes()
        hasher.update(f"{path.relative_to(PACKAGE).as_posix()}\0{len(content)}\0".encode())
        hasher.update(content)
    return hasher.hexdigest()


@cache
def read_library_versions(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Name and version of these Python packages; one that is not installed has an empty version."""
    # Imported here, as is ctypes below: a build in which nothing changed needs neither.
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for name in names:
        try:
            versions.append((name, version(name)))
        except PackageNotFoundError:
            versions.append((name, ""))
    return tuple(versions)


@cache
def read_text_engines() -> tuple[tuple[str, str], ...]:
    """Versions of the system's libraries that set text: other versions break lines elsewhere.

    Asked of the libraries themselves, so that WeasyPrint need not be imported.
    """
    return (
        ("pango", _ask_version("libpango-1.0", "pango_version_string")),
        ("harfbuzz", _ask_version("libharfbuzz", "hb_version_string")),
        # Without this one fonts are cut by fontTools, into other bytes.
        ("harfbuzz-subset", _ask_version("libharfbuzz-subset", "hb_version_string")),
    )


def _ask_version(library: str, function: str) -> str:
    import ctypes

    for name in (f"{library}.so.0", f"{library}.0.dylib"):
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(name), function)
            ask.restype = ctypes.c_char_p
            return str((ask() or b"").decode("ascii", "replace"))
    return ""


def find_loaded_libraries() -> list[str]:
    """Paths of the text engine's libraries in this process: a later build can look whether they changed."""
    with suppress(OSError):
        maps = Path("/proc/self/maps").read_text("utf-8", "replace")
        paths = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count("/")}
        return sorted(path for path in paths if any(word in path for word in ("libpango-1.0", "libharfbuzz")))
    return []


def digest_fonts(memory: Path) -> tuple[tuple[str, int, str], ...]:
    """Name, size in bytes and SHA-256 of the fonts of printed documents.

    Digests are kept in ``memory`` by path, size and time of change, as reading 20 MB of fonts takes longer
    than most builds.
    """
    from rolebook.render.pdf.fonts import find_font_files

    return tuple(_digest_files([font.path for font in find_font_files()], memory / "fonts.json"))


def _digest_files(paths: Iterable[Path], memory: Path) -> list[tuple[str, int, str]]:
    known: dict[str, str] = {}
    with suppress(OSError, ValueError):
        loaded = json.loads(memory.read_text("utf-8"))
        known = loaded if isinstance(loaded, dict) else {}
    result, seen = [], {}
    for path in paths:
        status = path.stat()
        name = f"{path}\0{status.st_size}\0{status.st_mtime_ns}"
        digest = known.get(name)
        if not isinstance(digest, str):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        seen[name] = digest
        result.append((path.name, status.st_size, digest))
    if seen != known:
        # Only to be faster next time: a folder that cannot be written to is no reason to stop.
        with suppress(OSError):
            memory.parent.mkdir(parents=True, exist_ok=True)
            temporary = memory.with_name(f".{memory.name}.{os.getpid()}")
            temporary.write_text(json.dumps(seen), "utf-8")
            temporary.replace(memory)
    return result
