"""What changed between two versions of a project: compared, and told in three languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.content.changes import ENTRY_FACTS, ROLE_FIELDS
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import RoleFacts
from rolebook.history.compare import Comparison, compare_catalogues, find_moved
from rolebook.views.change_labels import label_field, label_handbook
from rolebook.views.comparison import tell_role
from tests.project import SAMPLE, copy_sample
from tests.versions import MANAGER, SELLER, TOLD, contexts_of, edit, list_fields, make_second_version, say

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh", "es")

# ---------------------------------------------------------------------------------- comparing


def test_nothing_changed_is_nothing() -> None:
    sample = load_catalogue(SAMPLE)[0]
    same = compare_catalogues(sample, sample)
    assert same.changed == []
    assert same.handbook == ()


def test_facts_are_compared_by_id(comparison: Comparison) -> None:
    role = comparison.roles["sales-manager"]
    kpis, penalties = list_fields(role, "kpis"), list_fields(role, "penalties")
    assert {name: str(v) for name, v in zip(("old", "new"), kpis["collection"]["weight"], strict=True)} == {
        "old": "60",
        "new": "45",
    }
    old, new = penalties["no-report"]["effect"]
    assert (old.kind, new.kind, str(new.points)) == ("fine", "points", "5")
    assert penalties["no-report"]["certainty"] == ("proposed", "stated")
    assert list_fields(role, "qualifications") == {"years": {"months_at_least": (24, 36)}}
    assert list_fields(role, "competencies") == {"negotiation": {"level": (3, 4)}}
    assert {n: e.change for n, e in role.record.section("authority").items()} == {
        "discounts": "added",
        "contracts": "removed",
    }
    assert {n: e.change for n, e in role.record.section("workflows").items()} == {"answer": "moved"}
    assert dict(role.record.role.fields()).keys() == {"acts_for", "review_by"}
    assert dict(role.record.role.fields())["acts_for"].new is None
    # Nothing but what was edited.
    assert set(kpis) == {"collection", "late-reports", "new-customers"}
    assert set(kpis["collection"]) == {"weight", "scoring", "examples"}
    assert set(list_fields(role, "duties")) == {"collection", "weekly-report", "hiring"}


def test_a_target_of_zero_is_a_value(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(project, f"{MANAGER}/role.yaml", ("    target: 0\n", ""))
    role = compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(project)[0]).roles["sales-manager"]
    old, new = list_fields(role, "kpis")["late-reports"]["target"]
    assert (str(old), new) == ("0", None)


def test_a_default_written_out_is_no_change(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(project, f"{MANAGER}/role.yaml", ("    window: year\n", "    window: year\n    per: occurrence\n"))
    edit(project, f"{MANAGER}/role.yaml", ("    better: higher\n", ""))
    edit(project, f"{MANAGER}/role.yaml", ("  customers: {with: [customers], side: outside}\n", ""))
    edit(project, f"{MANAGER}/role.yaml", ("relations:\n", "relations:\n  customers: {with: [customers]}\n"))
    role = compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(project)[0]).roles["sales-manager"]
    assert list_fields(role, "kpis") == list_fields(role, "penalties") == {}
    assert list_fields(role, "relations") == {"customers": {"side": ("outside", "inside")}}


def test_words_that_fell_behind(comparison: Comparison) -> None:
    words = {word.key: word for word in comparison.roles["sales-manager"].words}
    assert words["duties.collection"].languages == ("en", "zh")
    assert words["duties.collection"].behind == ("es",)
    assert words["duties.collection"].old == "Sees to the collection of all invoices."
    assert words["duties.hiring"].behind == ("es",)  # added, and not translated
    assert words["title"].languages == ("es",)
    assert words["title"].behind == ()
    behind = [key for key, word in words.items() if "es" in word.behind]
    assert sorted(behind) == ["duties.collection", "duties.hiring", "kpis.late-reports.measure"]
    assert not any("zh" in word.behind for word in words.values())


def test_line_breaks_are_no_change(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(
        project,
        f"{MANAGER}/en.yaml",
        (
            "results: Answers for the collection of the year.",
            "results: >\n    Answers for the collection\n    of the year.",
        ),
    )
    assert compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(project)[0]).changed == []


def test_roles_come_and_go(comparison: Comparison, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    for path in (project / SELLER).iterdir():
        path.unlink()
    edit(
        project,
        "handbook/handbook.yaml",
        ("reports_to: [sales-representative]", "reports_to: [sales-manager]"),
    )
    without = load_catalogue(project)[0]
    sample = load_catalogue(SAMPLE)[0]
    gone = compare_catalogues(sample, without).roles["sales-representative"]
    assert (gone.state, gone.record.is_empty) == ("removed", True)
    assert compare_catalogues(without, sample).roles["sales-representative"].state == "added"
    handbook = compare_catalogues(sample, without).handbook
    assert [(c.section, c.id, c.change) for c in handbook] == [("positions", "trainee", "changed")]


def test_the_handbook_in_brief(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(
        project,
        "handbook/handbook.yaml",
        ('version: "1.0"', 'version: "2.0"'),
        ("  delivery: {}\n", "  delivery: {}\n  audit: {}\n"),
    )
    for language, word in (("en", "the audit"), ("zh", "审计"), ("es", "la auditoría")):
        edit(project, f"handbook/{language}.yaml", ("events:\n", f"events:\n  audit: {word}\n"))
    edit(project, "handbook/en.yaml", ("title: Role handbook", "title: Handbook of roles"))
    found = compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(project)[0]).handbook
    assert [(c.section, c.id, c.change, c.old, c.new) for c in found] == [
        ("version", "", "changed", "1.0", "2.0"),
        ("events", "audit", "added", None, None),
        ("title", "", "reworded", None, None),
    ]


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.randoms(use_true_random=False))
def test_as_few_entries_as_possible_are_said_to_move(numbers: list[int], random: Any) -> None:
    names = [str(number) for number in numbers]
    shuffled = random.sample(names, len(names))
    moved = find_moved(dict.fromkeys(names), dict.fromkeys(shuffled))
    assert [n for n in names if n not in moved] == [n for n in shuffled if n not in moved]
    if names and names != shuffled:
        assert 0 < len(moved) < len(names)
    one = names[1:] + names[:1]
    assert len(find_moved(dict.fromkeys(names), dict.fromkeys(one))) == (1 if len(names) > 1 else 0)


# ---------------------------------------------------------------------------------- telling


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_told_in_words(comparison: Comparison, language: str) -> None:
    told = tell_role(contexts_of(comparison, language), comparison.roles["sales-manager"])
    lines = say(told)
    for section, expected in TOLD[language].items():
        assert any(expected in line for line in lines[section]), lines[section]
    # What binds people comes first.
    assert list(lines)[:5] == ["penalties", "kpis", "duties", "authority", "role"]


def test_a_language_that_fell_behind_says_so(comparison: Comparison) -> None:
    lines = say(tell_role(contexts_of(comparison, "es"), comparison.roles["sales-manager"]))
    assert any("aún sin traducir" in line for line in lines["duties"])
    chinese = say(tell_role(contexts_of(comparison, "zh"), comparison.roles["sales-manager"]))
    assert "负责全部发票的回款。 → 负责全部发票在一个月内回款。" in "".join(chinese["duties"])
    # A new Spanish title concerns those who read Spanish.
    assert not any("Title" in line for line in chinese["role"])


def test_every_field_and_section_has_a_name(comparison: Comparison) -> None:
    """A new field of the format needs a label in views/change_labels.py, and perhaps a way of saying its values."""
    context = contexts_of(comparison, "en").new
    for section, facts in ENTRY_FACTS.items():
        for name, info in facts.model_fields.items() if facts else ():
            assert label_field(context, section, info.alias or name) != (info.alias or name), (section, name)
    for name in ROLE_FIELDS:
        assert label_field(context, "role", RoleFacts.model_fields[name].alias or name) != name
    for name in type(comparison.new.handbook).model_fields:
        assert name == "provenance" or label_handbook(context, name) != name, name


KPI_EDITS = [
    ("    unit: percent\n    target: 95", "    unit: days\n    target: 12", "Target: 95% → 12 days"),
    (
        "    unit: percent",
        "    unit: percent\n    breaks_down: [year, month]",
        "Broken down: None → year → month",
    ),
    ("    better: higher", "    better: lower", "Direction: higher is better → lower is better"),
    ("    period: year", "    period: half-year", "Period: yearly → half-yearly"),
    ("    measures: [collection, targets]", "    measures: [collection]", "Duties measured: Sees to the"),
    (
        "    unit: percent\n    target: 95",
        "    unit: money\n    currency: EUR\n    target: 95",
        "Counted in: percent → money | Currency: None → EUR",
    ),
]
KPI_EDITS += [
    ("    better: higher\n", "    better: higher\n    added: true\n", "Added points: None → yes"),
    (
        "    scoring: {bands: [{from: 95, score: 100}, {from: 80, score: 80}, {below: 80, score: 0}]}\n"
        "    measures: [collection, targets]\n    examples: [{actual: 96, score: 100}, {actual: 79.9, score: 0}]\n",
        "    scoring: {linear: {each: 5, lose: 2}, floor: 0, veto: {worse_than: 50}}\n"
        "    measures: [collection, targets]\n",
        "→ 100 points at 95%; 2 points less for each 5% worse; never less than 0 points; veto: less than 50%",
    ),
]
PENALTY_EDITS = [
    (
        "    window: year",
        "    window: year\n    at_most: 200",
        "At most in all: None → 200 yuan at most in all",
    ),
    ("    window: year", "    window: year\n    per: check", "Applies: each time → each assessment"),
    ("    window: year", "    window: month", "Counted: within a year → within a month"),
    (
        "    approver: director",
        "    approver: sales-department",
        "Who decides: Managing director → Sales department",
    ),
    ("    appeal_days: 5", "    appeal_days: 1", "Time to appeal: 5 days → 1 day"),
    ("    spares: [late-reports]\n", "", "Not deducted again in: Late reports → None"),
    ("    flags: [pay-deduction]\n", "", "Cautions: "),
    (
        "    appeal_days: 5",
        "    appeal_days: 5\n    steps: [{occurrence: 2, effect: {kind: warning}}]",
        "At repetition: None → occurrence 2: warning",
    ),
    (
        "    appeal_days: 5",
        "    appeal_days: 5\n    guarantee: {months: 3, orders_at_least: 2}",
        "Guarantee: None → The guarantee lasts 3 months",
    ),
    (
        "{kind: fine, amount: {value: 50, currency: CNY}}",
        "{kind: variable-pay, percent: 5, of: performance-pay}",
        "→ 5% deducted from",
    ),
]
OTHER_EDITS = [
    (
        "  contracts: {kind: delegated, by: director}",
        "  contracts: {kind: decides}",
        "Kind: within a delegation → decides",
    ),
    ("minimum: bachelor}", "minimum: master, need: preferred}", "Need: required → preferred"),
    ("minimum: bachelor}", "minimum: master}", "Lowest degree: bachelor's degree → master's degree"),
    ("reports_to: [director]", "reports_to: [trainee]", "Reports to | : Managing director → Sales trainee"),
    ("review_by: 2027-12-01\n", "", "Review by | : 1 December 2027 → None"),
    ("level: manager", "level: individual", "Level | : Manager → "),
    (
        "acts_for: [director]",
        "acts_for: [director]\ncareer: {to: [director]}",
        "Can lead to: Managing director",
    ),
    ("side: outside", "side: inside", "Inside or outside: outside the company → inside the company"),
    ("acts_for: [director]", "acts_for: [director]\nsections_first: [kpis, duties]", "None → KPIs, Duties"),
    ("{every: week, on: monday}", "{before: delivery, hours: 6}", "When: every Monday → 6 hours before"),
]


@pytest.mark.parametrize(("old", "new", "told"), [*KPI_EDITS, *PENALTY_EDITS, *OTHER_EDITS])
def test_each_kind_of_fact_in_words(old: str, new: str, told: str, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(project, f"{MANAGER}/role.yaml", (old, new))
    found = compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(project)[0])
    lines = say(tell_role(contexts_of(found, "en"), found.roles["sales-manager"]))
    assert any(told in line for section in lines.values() for line in section), lines
    for language in ("zh", "es"):
        assert (
            say(tell_role(contexts_of(found, language), found.roles["sales-manager"])).keys() == lines.keys()
        )


def test_a_language_that_only_the_new_version_has(tmp_path: Path) -> None:
    old = copy_sample(tmp_path / "old")
    edit(old, "handbook/handbook.yaml", ("languages: [en, zh, es]", "languages: [en, zh]"))
    for path in old.rglob("es.yaml"):
        path.unlink()
    new = make_second_version(copy_sample(tmp_path / "new"))
    found = compare_catalogues(load_catalogue(old)[0], load_catalogue(new)[0])
    lines = say(tell_role(contexts_of(found, "es"), found.roles["sales-manager"]))
    assert any("Peso: 60\xa0% → 45\xa0%" in line for line in lines["kpis"])
