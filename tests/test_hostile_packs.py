"""Packs that mean harm, or were written in haste: a search ends, and what does not work says so."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from rolebook.content.policy_packs import Detector
from rolebook.content.resolve import load_catalogue
from rolebook.policies import detecting
from rolebook.policies.detecting import Detection, PatternTooSlow
from rolebook.policies.report import tell_slowness
from rolebook.policies.time_limit import TooSlow, limit_time
from tests.project import copy_sample, diagnose
from tests.test_cli import run

WORDS = {"en": "n"}


def make_detector(**texts: object) -> Detector:
    return Detector.model_validate(
        {"name": WORDS, "finds": WORDS, "suggestion": WORDS, "texts": {"en": texts}}
    )


def add_pack(project: Path, **texts: list[str]) -> Path:
    patterns = ", ".join(f"{field}: {value}" for field, value in texts.items())
    pack = project / "handbook/policies/house.yaml"
    pack.parent.mkdir(exist_ok=True)
    pack.write_text(
        "detectors:\n  d:\n    name: {en: n}\n    finds: {en: f}\n    suggestion: {en: s}\n"
        "    on: [adverts, duties, qualifications, penalties]\n"
        f"    texts:\n      en: {{{patterns}}}\n"
        "rules:\n  house.d: {detector: d, says: {en: s}, severity: warning}\n",
        "utf-8",
    )
    return pack


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detecting, "_SECONDS", 0.3)


@pytest.mark.parametrize(
    ("texts", "pattern"),
    [
        ({"find": [r"'(\w+ ?)+\$'"]}, r"(\w+ ?)+\$"),
        ({"find": [r"'\w'"], "spare": [r"'(\w+ ?)+\$'"]}, r"(\w+ ?)+\$"),
        ({"find": ["(a+)+b"], "misses": ["a" * 60]}, "(a+)+b"),
    ],
    ids=["find", "spare", "misses"],
)
def test_a_pattern_that_takes_for_ever_is_told_at_its_place(
    tmp_path: Path, impatient: None, texts: dict[str, list[str]], pattern: str
) -> None:
    project = copy_sample(tmp_path / "project")
    shown = {field: "[" + ", ".join(values) + "]" for field, values in texts.items()}
    pack = add_pack(project, **shown)  # type: ignore[arg-type]
    began = time.process_time()
    problems = [problem for problem in diagnose(project) if problem.code == "F022"]
    assert time.process_time() - began < 20
    assert problems
    for problem in problems:
        assert problem.message.startswith(f"the pattern “{pattern}” takes too long on “")
        assert problem.place.path == "handbook/policies/house.yaml"
        line = pack.read_text("utf-8").splitlines()[(problem.place.line or 0) - 1]
        assert line[(problem.place.column or 0) - 1 :].lstrip("'").startswith(pattern)


def test_a_text_that_makes_a_built_in_pattern_slow_is_told(tmp_path: Path) -> None:
    catalogue, _ = load_catalogue(copy_sample(tmp_path / "project"))
    slow = PatternTooSlow("fine", r"\d+ ?%", "1" * 1000)
    problem = tell_slowness(slow, catalogue.packs.values(), catalogue.handbook_file)
    assert (problem.code, problem.place.path) == ("F022", "handbook/handbook.yaml")
    assert "takes too long on “1111" in problem.message
    assert "shorten the text" in problem.hint


def test_thousands_of_hits_take_no_longer_than_their_text() -> None:
    detection = Detection({"d": make_detector(find=["."], words=["a"])})
    began = time.process_time()
    spans = detection.find_spans("en", "adverts", "a b " * 50_000)
    assert time.process_time() - began < 5
    assert 0 < len(spans) <= 200


def test_thousands_of_words_are_searched_quickly() -> None:
    detection = Detection({"d": make_detector(words=[f"word{number}" for number in range(50_000)])})
    detection.find_spans("en", "adverts", "warm up")
    began = time.process_time()
    spans = [detection.find_spans("en", "adverts", f"Text {number} says word4711.") for number in range(50)]
    assert time.process_time() - began < 2
    assert {len(found) for found in spans} == {1}


def test_the_limit_leaves_other_timers_and_other_threads_alone() -> None:
    with pytest.raises(TooSlow), limit_time(0.01):
        work_for(5)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with limit_time(0.01):
                work_for(0.05)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert failed == []
    work_for(0.03)  # nothing rings afterwards


def work_for(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        sum(range(1000))


def test_a_slow_pattern_is_an_error_of_its_own_kind(impatient: None) -> None:
    detection = Detection({"d": make_detector(find=["(a+)+b"])})
    with pytest.raises(PatternTooSlow) as caught:
        detection.find_spans("en", "adverts", "a" * 60)
    assert (caught.value.detector, caught.value.pattern) == ("d", "(a+)+b")


@pytest.mark.parametrize("pattern", ["[[a]b]", "(?<=a+)b", "(" * 3000, "a{99999999999999}", "\\q", "a(?i)b"])
def test_what_is_no_pattern_stops_the_report_too(tmp_path: Path, pattern: str) -> None:
    """Else a detector that cannot be searched for would be silent, and silence reads as consent."""
    project = copy_sample(tmp_path / "project")
    add_pack(project, find=f"['{pattern}']")  # type: ignore[arg-type]
    assert "F022" in {problem.code for problem in diagnose(project)}
    result = run("policies", "--project", str(project))
    assert result.returncode == 1
    assert "is no regular expression" in result.stderr + result.stdout


@pytest.mark.parametrize(
    "hidden", ["\u2066\u2069", "\u200b", "\u034f", "\ufe0f", "\u3164", "\u00ad", "\u061c"]
)
def test_what_nobody_sees_hides_no_word(hidden: str) -> None:
    detection = Detection({"d": make_detector(words=["rockstar"])})
    [span] = detection.find_spans("en", "adverts", f"a rock{hidden}star")
    assert (span.start, span.end) == (2, 10 + len(hidden))
