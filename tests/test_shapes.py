"""The table of docs/shapes.md: every kind of statement has an example, and the example is there."""

from __future__ import annotations

import re

import pytest

from rolebook.content.yaml_reader import read_yaml
from tests.conftest import ROOT

SHAPES = re.findall(
    r"^\| (\d+) \| .+ \| .+ \| \[`.+?`\]\(\.\./(.+?)\) `(.+?)` \|$",
    (ROOT / "docs/shapes.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_shape_is_listed_once() -> None:
    assert [number for number, _, _ in SHAPES] == [str(number) for number in range(1, 71)]


@pytest.mark.parametrize(("number", "file", "path"), SHAPES, ids=[number for number, _, _ in SHAPES])
def test_shapes_stand_where_the_page_says(number: str, file: str, path: str) -> None:
    tree, problems = read_yaml(file, (ROOT / file).read_bytes())
    assert problems == []
    found = tree.root
    rest = path
    while rest:
        # Keys of a provenance hold dots themselves, so the longest one that fits counts.
        assert found is not None and isinstance(found.value, dict), path
        fitting = [key for key in found.value if rest == key or rest.startswith(f"{key}.")]
        assert fitting, f"{file}: {path}"
        found, rest = found.value[max(fitting, key=len)], rest[len(max(fitting, key=len)) + 1 :]
