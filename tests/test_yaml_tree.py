"""Reading YAML as text: nothing guessed, every place exact, hostile input refused."""

from __future__ import annotations

import pytest

from rolebook.content.yaml_reader import read_yaml
from rolebook.content.yaml_text import MAX_BYTES
from rolebook.content.yaml_tree import Key, Node, YamlFile, suggest_nearest
from rolebook.diagnostics import Diagnostic


def read(text: str | bytes) -> tuple[YamlFile, list[Diagnostic]]:
    return read_yaml("a.yaml", text if isinstance(text, bytes) else text.encode())


def plain(node: Node | None) -> object:
    value = node.value if node else None
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    return [plain(child) for child in value] if isinstance(value, list) else value


def values(text: str | bytes) -> object:
    file, problems = read(text)
    assert problems == []
    return plain(file.root)


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read(text)[1]]


def spot(text: str | bytes, *path: Key, at_key: bool = False) -> tuple[int, int, int]:
    place = read(text)[0].place(path, at_key=at_key)
    return place.line, place.column, place.length


@pytest.mark.parametrize(
    "word",
    ["NO", "yes", "8:30", "030", "1.10", "1e3", "0x1F", "2026-12-01", "True", ".5", "-0", "=", "1_000"],
)
def test_scalars_stay_text(word: str) -> None:
    assert values(f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nulls(word: str) -> None:
    assert values(f"a: {word}\nb: 1\n") == {"a": None, "b": "1"}


@pytest.mark.parametrize("text", ['a: "null"', "a: 'null'"])
def test_quoted_null_is_text(text: str) -> None:
    assert plain(read(text)[0].root) == {"a": "null"}


def test_blocks_and_lists() -> None:
    text = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: [x, {y: z}]\nd:\n- 1\n- 2\n"
    assert values(text) == {"a": "one\ntwo\n", "b": "one two", "c": ["x", {"y": "z"}], "d": ["1", "2"]}


def test_order_is_kept() -> None:
    assert list(values("b: 1\na: 2\nc: 3\n")) == ["b", "a", "c"]  # type: ignore[call-overload]


def test_places() -> None:
    text = "title: Boss\nduties:\n  report:  Reports weekly.\n  plans: {title: 计划, items: {a: 目标}}\n"
    assert spot(text, "title") == (1, 8, 4)
    assert spot(text, "title", at_key=True) == (1, 1, 5)
    assert spot(text, "duties") == (2, 1, 6)
    assert spot(text, "duties", "report") == (3, 12, 15)
    assert spot(text, "duties", "plans", "items", "a") == (4, 33, 2)
    assert spot(text, "duties", "unknown") == (2, 1, 6)


def test_places_count_characters_not_bytes() -> None:
    assert spot("a: {b: 经理😀, c: x}\n", "a", "c") == (1, 16, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["a: 1", "b: |", "  one", "  two", "c: 3", ""]).encode()
    assert values(text) == {"a": "1", "b": "one\ntwo\n", "c": "3"}
    assert spot(text, "c") == (5, 4, 1)
    assert read(text)[0].lines[4] == "c: 3"


def test_byte_order_mark_is_skipped() -> None:
    assert values(b"\xef\xbb\xbfa: 1\n") == {"a": "1"}
    assert spot(b"\xef\xbb\xbfa: 1\n", "a") == (1, 4, 1)


def test_long_words_and_emoji() -> None:
    word = "x" * 10_000
    assert values(f"{word[:100]}: {word} 👩‍🚀\n") == {word[:100]: f"{word} 👩‍🚀"}


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"a: 1\nb: \xff\n", "Y002", 2, 4),
        ("a: 1\nb: ñ".encode("latin-1"), "Y002", 2, 4),
        ("a: 经\r\nb: 理".encode() + b"\x80", "Y002", 2, 5),
        ("a: 1".encode("utf-16"), "Y002", 1, 1),
        ("a: 1".encode("utf-16-le"), "Y003", 1, 2),
        (b"a: \xed\xa0\x80", "Y002", 1, 4),
        (b"a: 1\nbc: x\x00y", "Y003", 2, 6),
        (b"a: x\x1b[31m", "Y003", 1, 5),
        ("a: x\x85b: y".encode(), "Y003", 1, 5),
        ("a: x\u2028b: y".encode(), "Y003", 1, 5),
        ("a: x\ufeff".encode(), "Y003", 1, 5),
        ("a: x\uffff".encode(), "Y003", 1, 5),
        (b"a: 1\n---\nb: 2", "Y004", 2, 1),
        (b'a: "x', "Y005", 1, 4),
        (b'a: "x\nb: 1\nc: "y"', "Y005", 1, 4),
        (b"a: 'tis\nb: the year's\n", "Y005", 1, 4),
        (b'a: "C:\\work"', "Y005", 1, 7),
        ("a:\n\u00a0 b: 1\n c: 2\n d:\n   e".encode(), "Y005", 2, 1),
        (b'a: "x\\0y"', "Y003", 1, 4),
        (b'a: 1\n"\\u2028": y', "Y003", 2, 1),
        (b'a: "\\ud800"', "Y005", 1, 0),
        (b"a: b: c", "Y005", 1, 5),
        (b"a:\n\tb: c", "Y011", 2, 1),
        (b"? [x]\n: y", "Y009", 1, 3),
        (b"a: 1\na: 2", "Y010", 2, 1),
        (b"a: {b: 1, b: 2}", "Y010", 1, 11),
        (b"a: !!python/object/apply:os.system [ls]", "Y008", 1, 4),
        (b"!x a: 1", "Y008", 1, 1),
    ],
)
def test_faults(data: bytes, code: str, line: int, column: int) -> None:
    problem = read(data)[1][0]
    assert problem.place is not None
    assert (problem.code, problem.place.line) == (code, line)
    assert column in (0, problem.place.column)


def test_size_limit() -> None:
    assert codes(b"a: " + b"x" * (MAX_BYTES - 3)) == []
    assert codes(b"a: " + b"x" * (MAX_BYTES - 2)) == ["Y001"]


def test_nothing_in_the_file() -> None:
    for text in ("", "\n\n", "# comment\n", "---\n", "~", "\ufeff"):
        assert codes(text) == ["Y013"], text


def test_bomb_is_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{n}: &{n} [{', '.join(['*' + p] * 9)}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)]
    file, problems = read("\n".join(lines))
    assert file.root is None
    assert {problem.code for problem in problems} == {"Y007"}


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "? " * 5000, "[" * 30 + "]" * 30])
def test_deep_nesting_is_refused(text: str) -> None:
    assert set(codes(text)) & {"Y005", "Y006"}


def test_several_faults_at_once() -> None:
    assert codes("a: !x 1\na: 2\nb: &c 3\n<<: {}\n") == ["Y008", "Y010", "Y007", "Y007"]


def test_messages_stay_short() -> None:
    key = "k" * 5000
    (problem,) = read(f"? {key}\n: 1\n? {key}\n: 2\n")[1]
    assert len(problem.message) < 200


def test_nearest_word() -> None:
    assert suggest_nearest("wieght", ["weight", "unit"]) == "did you mean “weight”?"
    assert suggest_nearest("zzz", ["b", "a"]) == "known here: a, b"
    assert suggest_nearest("zzz", ["b", "a"], list_few=False) == ""
    assert suggest_nearest("zzz", [str(n) for n in range(99)]) == ""
