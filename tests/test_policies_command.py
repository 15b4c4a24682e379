"""The report of policy checks as people and programs get it, packs of a project, and what checks make of findings."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rolebook.checks.policies import CODES, check_policies
from rolebook.cli import cli
from rolebook.codes import CODES as PAGES
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.policies import list_withheld, make_report
from rolebook.policies.packs import DETECTORS, list_built_in, read_built_in
from tests.policy_samples import DAY, FINE, find, make_catalogue
from tests.project import CASES, copy_sample, overlay

ROOT = Path(__file__).resolve().parent.parent
LATE = {"late": (FINE, {"en": "Comes late"})}
FLAGGED = {"late": ({**FINE, "flags": ["pay-deduction"]}, {"en": "Comes late"})}


def run(project: Path, *args: str) -> Result:
    return CliRunner().invoke(
        cli, ["policies", "--project", str(project), "--date", "2026-12-01", *args], prog_name="rolebook"
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project with a posting in Madrid that asks for an age, and fines in Mexico."""
    made = copy_sample(tmp_path / "project")
    overlay(made, CASES / "F001")
    book = made / "handbook" / "handbook.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("[SG]", "[MX]"), encoding="utf-8")
    return made


def suppress_posting(project: Path, mark: str, until: str) -> None:
    path = project / "postings" / "sales-manager-suzhou" / "posting.yaml"
    lines = f"""
suppress:
  agreed:
    rules: [es.equality]
    entries: {{introduction: {mark}}}
    reason: Counsel said so.
    author: Li Wei, HR
    until: {until}
"""
    path.write_text(path.read_text(encoding="utf-8").rstrip() + lines, encoding="utf-8")


# ---------------------------------------------------------------------------------- the command


def test_report_for_people(project: Path) -> None:
    result = run(project)
    assert result.exit_code == 0
    assert "role sales-manager (MX)" in result.stdout
    assert (
        "error      mx.fine (grade A): a fine is set; this may breach Ley Federal del Trabajo"
        in result.stdout
    )
    assert "posting sales-manager-suzhou (Madrid, ES)" in result.stdout
    assert "- introduction “under 35 years old”" in result.stdout
    assert result.stdout.rstrip().endswith("ask counsel where the work is done.")


def test_report_in_another_language(project: Path) -> None:
    text = run(project, "--lang", "zh", "--posting", "sales-manager-suzhou").stdout
    assert "设有年龄上限，可能违反西班牙《劳动者法》" in text
    assert "role sales-manager" not in text


def test_report_for_programs(project: Path) -> None:
    data = json.loads(run(project, "--format", "json").stdout)
    assert set(data) == {"date", "findings", "withheld", "gaps"}
    finding = next(f for f in data["findings"] if f["subject"] == "posting")
    assert (finding["rule"], finding["grade"], finding["verified"]) == ("es.equality", "B", "2026-11-27")
    assert set(finding["message"]) == set(finding["suggestion"]) == {"en", "zh", "es"}
    assert finding["words"] == [{"language": "en", "path": "introduction", "words": "under 35 years old"}]
    assert finding["suppression"] is None


def test_a_mark_from_the_report_suppresses(project: Path) -> None:
    data = json.loads(run(project, "--format", "json", "--posting", "sales-manager-suzhou").stdout)
    suppress_posting(project, data["findings"][0]["mark"], "2027-01-31")
    text = run(project, "--posting", "sales-manager-suzhou").stdout
    assert "kept       es.equality" in text
    assert "kept until 2027-01-31 by Li Wei, HR: Counsel said so." in text
    catalogue, _ = load_catalogue(project)
    posting = [d for d in check_policies(catalogue, DAY) if d.place and d.place.path.startswith("postings/")]
    assert posting == []
    later = list(check_policies(catalogue, dt.date(2027, 2, 1)))
    assert {d.code for d in later if d.place and d.place.path.startswith("postings/")} == {"F001", "F019"}


def test_the_same_words_are_found_where_they_count(project: Path) -> None:
    path = project / "postings" / "sales-manager-suzhou" / "en.yaml"
    text = "introduction: No under 35 years old, no age limit; but under 35 years old.\n"
    path.write_text(f"title: Sales manager\n{text}", encoding="utf-8")
    catalogue, _ = load_catalogue(project)
    found = next(d for d in check_policies(catalogue, DAY) if d.code == "F001")
    assert found.place is not None
    assert (found.place.line, found.place.column) == (2, 18)


def test_what_is_taken_over_is_checked_where_it_is_written(project: Path) -> None:
    """A suppression is taken over with the entries; that a role has none of these is no problem."""
    base, heir = (
        project / "roles" / name / "role.yaml" for name in ("sales-manager", "sales-representative")
    )
    mark = find_mark(project, "sales-manager")
    lines = f"""
suppress:
  agreed: {{rules: [mx.fine], entries: {{penalties.no-report: {mark}}}, reason: Yes, author: Li, until: 2027-01-31}}
"""
    base.write_text(base.read_text(encoding="utf-8").rstrip() + lines, encoding="utf-8")
    assert {d.code for d in check_policies(load_catalogue(project)[0], DAY)} == {"F001"}
    text = re.sub(
        r"penalties:\n.*\Z", "penalties:\n  no-report:\n", heir.read_text(encoding="utf-8"), flags=re.S
    )
    heir.write_text(text, encoding="utf-8")
    assert {d.code for d in check_policies(load_catalogue(project)[0], DAY)} == {"F001"}


def find_mark(project: Path, role: str) -> str:
    report = make_report(load_catalogue(project)[0], DAY)
    return next(f.mark for f in report.findings if f.subject_id == role)


def test_the_hint_can_be_pasted(project: Path) -> None:
    """What the hint of a finding proposes is a suppression that keeps it, once reason and author are written."""
    catalogue, _ = load_catalogue(project)
    hint = next(d.hint for d in check_policies(catalogue, DAY) if d.code == "F001")
    proposed = hint.partition("or keep it: ")[2].replace("reason: …, author: …", "reason: Agreed, author: Li")
    path = project / "postings" / "sales-manager-suzhou" / "posting.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{proposed}\n", encoding="utf-8")
    again, _ = load_catalogue(project)
    assert "F001" not in {d.code for d in check_policies(again, DAY)}


@pytest.mark.parametrize("option", ["--role", "--posting", "--lang"])
def test_unknown_names_are_told(project: Path, option: str) -> None:
    result = run(project, option, "sales-manage")
    assert result.exit_code == 2
    assert "there is no" in result.stderr


# ------------------------------------------------------------------------- what checks make of it


def test_every_built_in_detector_has_a_code() -> None:
    assert set(read_built_in(DETECTORS).detectors) == set(CODES)
    assert set(CODES.values()) <= set(PAGES)


@pytest.mark.parametrize(
    ("where", "penalties", "severity"),
    [
        ("ES", LATE, Severity.ERROR),
        ("ES", FLAGGED, Severity.ERROR),
        ("CN-HB", LATE, Severity.WARNING),
        ("CN-HB", FLAGGED, Severity.ADVICE),
    ],
)
def test_penalties_of_roles(where: str, penalties: Any, severity: Severity) -> None:
    found = list(check_policies(make_catalogue(where, penalties=penalties), DAY))
    assert [(d.code, d.severity) for d in found] == [("F012", severity)]


@pytest.mark.parametrize(
    ("facts", "words", "severity"),
    [
        ({"kind": "age", "at_most": "35"}, "Under {at_most}", Severity.ADVICE),
        ({"kind": "trait"}, "under 35 years old", Severity.WARNING),
        ({"kind": "trait", "flags": ["pay-deduction"]}, "under 35 years old", Severity.ADVICE),
    ],
)
def test_requirements_of_roles_stop_no_build(facts: Any, words: str, severity: Severity) -> None:
    found = list(check_policies(make_catalogue("ES", {"need": (facts, {"en": words})}), DAY))
    assert [(d.code, d.severity) for d in found] == [("F001", severity)]


def test_advice_that_says_the_same_is_told_once() -> None:
    penalties = {f"late-{n}": FLAGGED["late"] for n in range(5)}
    found = list(check_policies(make_catalogue("CN-HB", penalties=penalties), DAY))
    assert len(found) == 1
    assert "“late-0”, “late-1”, “late-2” and 2 more: a fine is set" in found[0].message


def test_no_place_is_told_once_and_gently() -> None:
    found = list(check_policies(make_catalogue(None, penalties=LATE), DAY))
    assert [(d.code, d.severity) for d in found] == [("F018", Severity.ADVICE)]


def test_findings_never_pronounce_a_judgement() -> None:
    for where in ("ES", "US-NY", "CN-GD", "FR", "MX"):
        for diagnostic in check_policies(make_catalogue(where, penalties=LATE), DAY):
            assert not re.search(r"illegal|unlawful|compliant", diagnostic.message + diagnostic.hint)
            assert re.search(r"may|cannot decide", diagnostic.message)


# ------------------------------------------------------------------------------ packs of a project


def house_rule(**changes: Any) -> dict[str, Any]:
    return {"detector": "words", "says": {"en": "plainly"}, "severity": "warning", **changes}


HOUSE = {
    "words": {
        "name": {"en": "words"},
        "finds": {"en": "a word stands here"},
        "suggestion": {"en": "another"},
        "on": ["qualifications"],
        "texts": {
            "en": {"words": ["C++ guru", "rockstar"]},
            "zh": {"words": ["狼性"]},
        },
    }
}


@pytest.mark.parametrize(
    ("language", "text", "caught"),
    [
        ("en", "We want a Rockstar.", ("Rockstar",)),
        ("en", "a c++  guru", ("c++  guru",)),
        ("en", "rockstars and brockstar", ()),
        ("zh", "推崇狼性文化", ("狼性",)),
    ],
)
def test_banned_words(language: str, text: str, caught: tuple[str, ...]) -> None:
    packs = {"house": {"detectors": HOUSE, "rules": {"house.words": house_rule()}}}
    found = find(make_catalogue("SG", {"need": ({"kind": "trait"}, {language: text})}, packs=packs))
    assert [f.list_words() for f in found.values()] == ([caught] if caught else [])
    assert all(f.say("en") == "a word stands here: plainly" for f in found.values())


@pytest.mark.parametrize(
    ("rule", "where", "wanted", "severity"),
    [
        ("cn.fine", "CN-HB", "error", Severity.ERROR),
        ("cn.fine", "CN-HB", "advice", Severity.ADVICE),
        ("us-ny.fine", "US-NY", "advice", Severity.WARNING),  # grade A: a warning at least
    ],
)
def test_a_project_changes_severities(rule: str, where: str, wanted: str, severity: Severity) -> None:
    catalogue = make_catalogue(where, penalties=LATE, packs={"house": {"severities": {rule: wanted}}})
    assert find(catalogue)[rule].severity is severity


def test_a_pack_of_the_project_fills_a_gap() -> None:
    pack = {
        "jurisdictions": {"jp": {"name": {"en": "Japan"}, "countries": ["JP"]}},
        "rules": {
            "jp.fine": {
                "detector": "fine",
                "jurisdiction": "jp",
                "statute": {"en": "a law"},
                "says": {"en": "limits"},
                "severity": "warning",
            }
        },
    }
    assert make_report(make_catalogue("JP", penalties=LATE), DAY).gaps
    report = make_report(make_catalogue("JP", penalties=LATE, packs={"jp": pack}), DAY)
    assert (report.gaps, [f.rule_id for f in report.findings]) == ((), ["jp.fine"])


def test_a_broken_pattern_does_not_stop_the_others() -> None:
    broken = {"words": {**HOUSE["words"], "texts": {"en": {"find": ["rock(star", "guru"]}}}}
    packs = {"house": {"detectors": broken, "rules": {"house.words": house_rule()}}}
    found = find(make_catalogue("SG", {"need": ({"kind": "trait"}, {"en": "a guru"})}, packs=packs))
    assert found["house.words"].list_words() == ("guru",)


# ----------------------------------------------------------------------------------- the library


def test_the_library_has_neither_errors_nor_warnings() -> None:
    catalogue, _ = load_catalogue(ROOT)
    assert [d.message for d in check_policies(catalogue, DAY) if d.severity is not Severity.ADVICE] == []


def test_no_posting_of_the_library_shows_what_is_delicate() -> None:
    catalogue, _ = load_catalogue(ROOT)
    for posting in catalogue.postings.values():
        role = catalogue.roles[posting.role]
        hidden = {(one.section, one.entry) for one in list_withheld(catalogue, posting, DAY)}
        for section in set(posting.facts.include) & {"duties", "authority", "qualifications"}:
            for name, facts in getattr(role.facts, section).items():
                if facts and (facts.flags or getattr(facts, "kind", "") in ("age", "sex", "health")):
                    assert (section, name) in hidden, posting.id


@pytest.mark.slow
def test_the_library_is_judged_in_no_time() -> None:
    """A fresh process, as a check is: reading the packs, compiling and searching are all in it."""
    script = (
        "import datetime as dt, time\nfrom pathlib import Path\n"
        "from rolebook.content.resolve import load_catalogue\n"
        "import rolebook.checks\n"
        "catalogue, _ = load_catalogue(Path('.'))\n"
        "from rolebook.policies import make_report\n"
        "started = time.process_time()\n"
        "make_report(catalogue, dt.date(2026, 12, 1))\n"
        "print(time.process_time() - started)\n"
    )
    times = [
        float(
            subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True).stdout
        )
        for _ in range(3)
    ]
    assert min(times) < 0.2


def test_packs_are_read_where_they_are_needed() -> None:
    started = time.process_time()
    for name in list_built_in():
        read_built_in(name)
    assert time.process_time() - started < 1
    script = (
        "from rolebook.policies.rulebook import make_rulebook\n"
        "from rolebook.policies.places import read_place_code\n"
        "from rolebook.policies import packs\n"
        "make_rulebook([]).choose_rules([read_place_code('CN-HB')])\n"
        "print(packs.read_built_in.cache_info().currsize)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "3"  # detectors, general, cn
