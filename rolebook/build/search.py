"""The index for the full-text search, made by Pagefind from the finished pages.

The edition of Pagefind called “extended” is needed: the plain one does not find the words of a Chinese
sentence. It makes one index per language of the pages' ``lang``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from rolebook.build.cache import Cache, digest_bytes
from rolebook.build.errors import BuildError, CacheDamage, explain_os_error
from rolebook.build.toolchain import read_library_versions

FOLDER = "pagefind"
"""Where the index lies in the output; the pages load it from there."""

# Search boxes and highlighting that Pagefind brings along: our pages have their own.
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
_RECIPE = "2"  # to be raised when the options below change
# Numbers and labels beside the words of a page: in an excerpt they would be noise.
_NO_WORDS = ".number, .mark, .chip, .untranslated-note"
_REINSTALL = "run “make setup” in the repository, or reinstall rolebook with pip"


def index_pages(keys: Mapping[str, str], searchable: Iterable[str], cache: Cache) -> dict[str, str]:
    """Path and key of every file of the index over these pages, whose keys are among ``keys``.

    Pagefind runs only if a page is new, gone or changed since an index was made that is still in the cache.
    Raises BuildError with its words if it fails, and if it is not installed.
    """
    pages = sorted((path, keys[path]) for path in searchable)
    if not pages:
        return {}
    version = read_library_versions(("pagefind_bin_extended",))
    key = digest_bytes(json.dumps(["search", _RECIPE, version, pages]).encode("utf-8"))
    return _recall(key, cache) or _remember(key, _run(pages, cache), cache)


def find_pagefind() -> Path:
    """The program; BuildError if its package is not installed."""
    spec = find_spec("pagefind_bin_extended")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pagefind_extended", "pagefind_extended.exe"):
            if (Path(folder) / name).is_file():
                return Path(folder) / name
    raise BuildError("the search index cannot be made: pagefind_bin_extended is not installed", _REINSTALL)


def _recall(key: str, cache: Cache) -> dict[str, str] | None:
    """The files of an index that was made before, if every one of them is still there."""
    record = cache.get(key)
    if record is None:
        return None
    files: dict[str, str] = json.loads(record.read_bytes())
    if not all(map(cache.find, files.values())):
        return None
    os.utime(record)  # in use, so that it is not cleared away
    return files


def _remember(key: str, bundle: Mapping[str, bytes], cache: Cache) -> dict[str, str]:
    files = {}
    for path, content in sorted(bundle.items()):
        files[path] = digest_bytes(b"file\0" + content)
        if not cache.find(files[path]):
            cache.put(files[path], content)
    cache.put(key, json.dumps(files).encode("utf-8"))
    return files


def _run(pages: list[tuple[str, str]], cache: Cache) -> dict[str, bytes]:
    """Let Pagefind read the pages, and return the files that it makes."""
    try:
        with tempfile.TemporaryDirectory(dir=cache.temporary_folder(), prefix="search-") as folder:
            # Absolute, as Pagefind runs in another working folder than we do.
            site, bundle = Path(folder, "site").absolute(), Path(folder, "bundle").absolute()
            lost = [path for path, key in pages if not _stage(path, key, site, cache)]
            if lost:
                raise CacheDamage(
                    f"{lost[0]} is lost or damaged in the cache {cache.folder}", "build once more"
                )
            command = [str(find_pagefind()), "--site", str(site), "--output-path", str(bundle), "--quiet"]
            command += ["--exclude-selectors", _NO_WORDS]
            # Its settings can also come from files in the working folder and from the environment: not here.
            surroundings = {
                name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")
            }
            run = subprocess.run(
                command,
                cwd=folder,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            if run.returncode or not (bundle / "pagefind.js").is_file():
                words = (run.stdout + run.stderr).decode("utf-8", "replace").replace(folder, "").strip()
                raise BuildError(
                    f"Pagefind could not make the search index (exit status {run.returncode}):\n{words}",
                    _REINSTALL,
                )
            return {
                f"{FOLDER}/{path.relative_to(bundle).as_posix()}": path.read_bytes()
                for path in bundle.rglob("*")
                if path.is_file() and not path.name.startswith(_UNUSED)
            }
    except OSError as error:
        raise explain_os_error(error, "make the search index in", cache.folder) from error


def _stage(path: str, key: str, site: Path, cache: Cache) -> bool:
    """Put a page where Pagefind looks for it, if the cache has it unharmed: words of a damaged one would stay.

    It is linked, as Pagefind only reads, or copied where links cannot be.
    """
    page = cache.get(key)
    if page is None:
        return False
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(page)
    except OSError:
        shutil.copyfile(page, target)
    return True
