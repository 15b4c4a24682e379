"""Imports of reports and essays: what their writers tell is duties, as a guess, and their thoughts are left."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.importing.first_person import tells_duty
from rolebook.importing.vocabulary import load_vocabulary
from tests.import_drafts import draft_text, list_comments, read_drafts


@pytest.mark.parametrize(
    ("language", "sentence", "is_told"),
    [
        ("en", "I always check the tills before we open.", True),
        ("en", "This spring I actively organised two courses for the new drivers.", True),
        ("en", "Every week we have supplied the wards with linen.", True),
        ("en", "I have worked here for many years.", False),
        ("en", "I think that it was a good year.", False),
        ("en", "I sold 4,000 bicycles.", False),  # a result
        ("en", "The weather was fine.", False),
        ("zh", "我坚持每周组织一次培训。", True),
        ("zh", "一年来，我认真负责客房检查。", True),
        ("zh", "我觉得这一年过得很快。", False),
        ("zh", "我完成销售额500万元。", False),
        ("es", "Me ocupo de preparar los turnos.", True),
        ("es", "Este año he tenido que coordinar dos equipos.", True),
        ("es", "Creo que ha sido un buen año.", False),
    ],
)
def test_what_the_writer_does_is_told_from_what_is_felt(language: str, sentence: str, is_told: bool) -> None:
    assert tells_duty(sentence, load_vocabulary(language)) is is_told


REPORT = """Depot manager's work summary
It was a year of rain. I check the pumps with the fitter. I was often tired.

First, keep the halls dry.
We laid out sandbags. I trained the porters to use them. My back ached.
Second, answer the tenants.
I sold 12 old pumps. Nobody thanked me.
Third, look ahead
"""


def test_a_report(blank_project: Path, tmp_path: Path) -> None:
    outcome = draft_text(blank_project, tmp_path, REPORT)
    ((facts, words),) = read_drafts(outcome).values()
    halls, tenants, ahead, pumps = words.duties.values()
    assert pumps == "I check the pumps with the fitter."
    assert halls.title == "Keep the halls dry"  # type: ignore[union-attr]
    assert list(halls.items.values()) == ["I trained the porters to use them."]  # type: ignore[union-attr]
    assert (tenants, ahead) == ("Answer the tenants.", "Look ahead")
    assert all(source and source.certainty == "inferred" for source in facts.provenance.values())
    comments = list_comments(outcome)
    for left in ("It was a year of rain.", "I was often tired.", "My back ached.", "I sold 12 old pumps."):
        assert left in comments
    assert "a report tells of it" in comments


def test_an_essay_under_requirements(blank_project: Path, tmp_path: Path) -> None:
    thoughts = "很多人以为这只是小事，其实不然，客人的感受往往就取决于这些小事。" * 4
    parts = "".join(
        f"{number}、{title}\n{thoughts}\n"
        for number, title in zip(
            "一二三", ["领班是房间的主人", "领班是员工的榜样", "领班是客人的朋友"], strict=True
        )
    )
    outcome = draft_text(blank_project, tmp_path, f"客房领班应该具备什么\n{parts}")
    ((facts, words),) = read_drafts(outcome).values()
    assert not words.qualifications
    assert list(words.duties.values()) == ["领班是房间的主人", "领班是员工的榜样", "领班是客人的朋友"]
    assert all(source and source.certainty == "inferred" for source in facts.provenance.values())
    assert list_comments(outcome).replace("\n#     ", "").count(thoughts[:33]) >= 3


def test_long_requirements_stay_requirements(blank_project: Path, tmp_path: Path) -> None:
    wish = "熟悉酒店管理系统，能独立处理客人投诉，有良好的沟通能力和责任心，能适应轮班和节假日上班。" * 3
    parts = "".join(
        f"{number}、{title}\n{wish}\n"
        for number, title in zip("一二三", ["知识和经验", "能力", "责任心"], strict=True)
    )
    ((_, words),) = read_drafts(draft_text(blank_project, tmp_path, f"任职要求\n{parts}")).values()
    assert len(words.qualifications) >= 3 and not words.duties
