"""The search index: made when pages change, with Chinese words, and with its failures explained."""

import gzip
import json
import os
import stat
from pathlib import Path

import pytest

from rolebook.build import search
from rolebook.build.cache import Cache, digest_bytes
from rolebook.build.errors import BuildError, CacheDamage
from rolebook.build.search import find_pagefind, index_pages

PAGES = {
    "en/index.html": ("en", "<h1>Sales manager</h1><p>Collects receivables and handles complaints.</p>"),
    "zh/index.html": ("zh", "<h1>销售经理</h1><p>负责年度回款与客户投诉处理。</p>"),
}


def put_pages(cache: Cache, pages=PAGES) -> dict[str, str]:
    keys = {}
    for path, (language, body) in pages.items():
        html = (
            f'<!doctype html><html lang="{language}"><title>x</title><main data-pagefind-body>{body}</main>'
        )
        keys[path] = digest_bytes(html.encode())
        cache.put(keys[path], html.encode())
    return keys


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_index_finds_words_of_each_language(cache):
    keys = put_pages(cache)
    files = index_pages(keys, keys, cache)
    content = {path: cache.get(key).read_bytes() for path, key in files.items()}
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.unknown.pagefind"} <= set(
        files
    )
    assert not [path for path in files if "-ui." in path or "highlight" in path]
    assert set(json.loads(content["pagefind/pagefind-entry.json"])["languages"]) == {"en", "zh"}
    words = {path: gzip.decompress(data) for path, data in content.items() if path.endswith(".pf_index")}
    chinese = b"".join(data for path, data in words.items() if "/zh_" in path)
    for word in ("客户", "投诉", "销售"):
        # Each a word of its own: the plain edition has whole sentences. CBOR writes length and bytes.
        encoded = word.encode()
        assert bytes([0x60 + len(encoded)]) + encoded in chinese
    assert not list((cache.folder / "tmp").iterdir())


def test_unchanged_pages_are_not_indexed_again(cache, monkeypatch):
    keys = put_pages(cache)
    files = index_pages(keys, keys, cache)
    monkeypatch.setattr(search, "_run", None)
    assert index_pages(keys, reversed(keys), Cache(cache.folder)) == files
    with pytest.raises(TypeError):
        index_pages(keys, ["en/index.html"], cache)


def test_index_that_lost_a_file_is_made_again(cache):
    keys = put_pages(cache)
    files = index_pages(keys, keys, cache)
    cache.find(files["pagefind/pagefind.js"]).path.unlink()
    files = index_pages(keys, keys, cache)
    assert all(cache.get(key) for key in files.values())


def test_no_pages_no_index(cache):
    assert index_pages({}, [], cache) == {}


def test_failure_is_explained(cache, tmp_path, monkeypatch):
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho it hurts >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(search, "find_pagefind", lambda: program)
    keys = put_pages(cache)
    with pytest.raises(BuildError, match=r"(?s)exit status 3.*it hurts") as caught:
        index_pages(keys, keys, cache)
    assert caught.value.hint
    program.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(BuildError, match="could not make"):
        index_pages(keys, keys, cache)


def test_program_that_cannot_run_is_explained(cache, tmp_path, monkeypatch):
    (tmp_path / "pagefind").write_text("no program")
    monkeypatch.setattr(search, "find_pagefind", lambda: tmp_path / "pagefind")
    keys = put_pages(cache)
    with pytest.raises(BuildError):
        index_pages(keys, keys, cache)


def test_missing_package_is_explained(monkeypatch):
    monkeypatch.setattr(search, "find_spec", lambda name: None)
    with pytest.raises(BuildError, match="not installed"):
        find_pagefind()


def test_lost_page_is_explained(cache):
    keys = put_pages(cache)
    cache.find(keys["zh/index.html"]).path.unlink()
    with pytest.raises(CacheDamage):
        index_pages(keys, keys, cache)


def test_damaged_pages_are_not_indexed(cache):
    keys = put_pages(cache)
    for key in keys.values():
        path = cache.find(key).path
        path.write_bytes(b"?" * path.stat().st_size)
    with pytest.raises(CacheDamage):
        index_pages(keys, keys, cache)
    assert index_pages(put_pages(cache), keys, cache), "all of them were dropped, and are made anew"


def test_it_is_the_extended_edition():
    program = find_pagefind()
    assert program.stem == "pagefind_extended"
    assert program.stat().st_mode & stat.S_IXUSR


def test_settings_from_outside_are_ignored(cache, tmp_path, monkeypatch):
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "es")
    monkeypatch.chdir(tmp_path)
    Path("pagefind.yml").write_text("force_language: es\n")
    keys = put_pages(cache)
    files = index_pages(keys, keys, cache)
    entry = json.loads(cache.get(files["pagefind/pagefind-entry.json"]).read_bytes())
    assert set(entry["languages"]) == {"en", "zh"}
    assert os.environ["PAGEFIND_FORCE_LANGUAGE"] == "es"
