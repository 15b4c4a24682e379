"""The cache: what is put is found, what is damaged is not."""

import errno
import os
import time
from pathlib import Path

import pytest

from rolebook.build.cache import Cache, open_cache
from rolebook.build.errors import BuildError

KEY = "0123456789abcdef0123456789abcdef"
OTHER = "01ffffffffffffffffffffffffffffff"
HOURS = 3600


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_what_is_put_is_found(cache):
    assert cache.get(KEY) is None
    entry = cache.put(KEY, b"content")
    assert cache.get(KEY).read_bytes() == b"content"
    assert cache.find(KEY) == entry
    assert Cache(cache.folder).find(KEY) == entry, "also by the next build"


def test_empty_content_is_content(cache):
    cache.put(KEY, b"")
    assert Cache(cache.folder).get(KEY).read_bytes() == b""


def test_truncated_entry_is_a_miss_and_is_replaced(cache):
    path = cache.put(KEY, b"content").path
    path.write_bytes(b"cont")
    assert cache.find(KEY) is None
    assert not path.exists()
    cache.put(KEY, b"content")
    assert cache.get(KEY).read_bytes() == b"content"


def test_damage_that_keeps_the_size_is_seen_when_reading(cache):
    cache.put(KEY, b"content").path.write_bytes(b"c0ntent")
    assert cache.get(KEY) is None
    assert cache.find(KEY) is None


def test_deleted_entry_is_a_miss(cache):
    cache.put(KEY, b"content").path.unlink()
    assert cache.find(KEY) is None


def test_entries_of_another_process_can_be_recorded(cache):
    assert cache.find(KEY) is None
    entry = Cache(cache.folder).put(KEY, b"content")
    cache.record(entry)
    assert cache.find(KEY) == entry


def test_failed_write_is_explained_and_leaves_nothing(cache, monkeypatch):
    def full(self, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BuildError, match="No space left") as caught:
        cache.put(KEY, b"content")
    assert "free some space" in caught.value.hint
    assert not [path for path in cache.folder.rglob("*") if path.is_file()]


def test_folder_in_the_place_of_a_file_is_explained(tmp_path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(BuildError):
        Cache(tmp_path / "cache").put(KEY, b"content")


def test_prune_keeps_what_is_used_and_what_is_young(cache):
    used, unused, young = (f"{number}" * 32 for number in "abc")
    age(cache.put(used, b"used").path, 30 * 24 * HOURS)
    age(cache.put(unused, b"unused").path, 30 * 24 * HOURS)
    cache.put(young, b"young")
    assert cache.prune({used}, max_bytes=10**9, max_age=7 * 24 * HOURS) == len(b"unused")
    assert cache.get(used)
    assert cache.get(young)
    assert cache.get(unused) is None
    assert time.time() - cache.find(used).path.stat().st_mtime < HOURS, "its use is noted"


def test_prune_removes_the_oldest_until_it_fits(cache):
    keys = [digit * 32 for digit in "1234"]
    for days, key in enumerate(keys, start=1):
        age(cache.put(key, b"x" * 100).path, days * 24 * HOURS)
    cache.prune({keys[3]}, max_bytes=200, max_age=365 * 24 * HOURS)
    assert [bool(cache.get(key)) for key in keys] == [True, False, False, True]


def test_prune_sweeps_up_after_killed_builds(cache):
    cache.put(KEY, b"content")
    leftover = cache.folder / "tmp" / "leftover"
    leftover.write_bytes(b"half")
    folder = cache.folder / "tmp" / "search-x"
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "index.html").write_bytes(b"half")
    age(leftover, 2 * HOURS)
    age(folder, 2 * HOURS)
    cache.prune({KEY}, max_bytes=10**9, max_age=10**9)
    assert not leftover.exists()
    assert not folder.exists()


def test_project_cache_is_ignored_by_git(tmp_path):
    cache = open_cache(tmp_path)
    cache.put(KEY, b"content")
    assert (tmp_path / ".rolebook/.gitignore").read_text().endswith("*\n")
    assert open_cache(tmp_path).get(KEY)
