"""`rolebook assess`: figures that an independent computation confirms, documents, privacy, and safe output."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from rolebook.assess import AssessReport, AssessRequest, assess_people, read_results
from rolebook.build.errors import BuildError
from rolebook.cli import cli
from rolebook.content.resolve import load_catalogue
from rolebook.results.files import read_sheet
from rolebook.results.headings import find_field
from tests import naive_scores
from tests.project import FONTS, copy_sample

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2027, 2, 1)
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 1, 31)
LONG_NAME = "María del Carmen Fernández-Castellanos y Gutiérrez de la Peña Hohenstaufen-Birchington"
KPIS, ONE_PERSON = (
    "name,role,collection,late-reports",
    "name,role,collection,late-reports\n李伟,sales-manager,96,1\n",
)


def words_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def list_tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


# --------------------------------------------------------- random people of the whole library


@dataclass(frozen=True)
class Case:
    """A person of the test: what goes into the table, and what must come out."""

    name: str
    number: str
    role: str
    language: str
    actuals: dict[str, Fraction | None]
    occurrences: list[tuple[str, dt.date]]
    expected: dict[str, Any]


@dataclass(frozen=True)
class Run:
    folder: Path
    cases: list[Case]
    report: AssessReport


def invent_result(chance: random.Random, kpi: dict[str, Any]) -> Fraction | None:
    """A result near the target, often just on a limit; sometimes not applicable."""
    if chance.random() < 0.08:
        return None
    rules = kpi.get("scoring", {})
    limits = [Fraction(v) for band in rules.get("bands", []) for k, v in band.items() if k != "score"]
    limits += [Fraction(rules["veto"]["worse_than"])] if "veto" in rules else []
    if limits and chance.random() < 0.4:
        return chance.choice(limits) + Fraction(chance.choice([-1, 0, 0, 1]), 100)
    target = Fraction(kpi.get("target", "80"))
    spread = max(abs(target) / 3, Fraction(3))
    return max(Fraction(round((target + spread * Fraction(chance.gauss(0, 1))) * 100), 100), Fraction(0))


def invent_people(project: Path, roles: list[str], count: int, seed: int) -> list[Case]:
    chance, book = random.Random(seed), naive_scores.load(project / "handbook" / "handbook.yaml")
    cases = []
    for index in range(count):
        name = roles[index % len(roles)]
        role = naive_scores.load_role(project, name)
        actuals = {key: invent_result(chance, kpi) for key, kpi in role["kpis"].items()}
        occurrences = [
            (penalty, dt.date(2026, 11, 1) + dt.timedelta(chance.randrange(110)))
            for penalty, facts in role.get("penalties", {}).items()
            for _ in range(chance.choice([0, 1, 2, 5]))
            if "guarantee" not in facts
        ]
        deducted = Fraction(0)
        applied = []
        for penalty, facts in role.get("penalties", {}).items():
            days = [day for key, day in occurrences if key == penalty]
            for day, ordinal, charged in naive_scores.take(facts, days, FIRST, LAST):
                applied.append((penalty, day, ordinal, charged))
                if naive_scores.effect(facts, ordinal)["kind"] == "points":
                    deducted += charged
        expected = naive_scores.assess(role, book, actuals, deducted)
        expected |= {"deducted": deducted, "applied": applied}
        person = chance.choice(["张伟", "Ann Lee", "José Peña", "欧阳娜娜", LONG_NAME])
        language = chance.choice(["en", "zh", "es"])
        cases.append(Case(person, f"T{index:03d}", name, language, actuals, occurrences, expected))
    return cases


def write_tables(folder: Path, cases: list[Case]) -> list[Path]:
    """The people as a manager might have them: one row a KPI, and a table of occurrences."""
    with (folder / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["工号", "姓名", "role", "idioma", "kpi", "actual"])
        for case in cases:
            for key, value in case.actuals.items():
                text = (
                    "n/a" if value is None else str(float(value))
                )  # two decimals at most: a float says them exactly
                writer.writerow([case.number, case.name, case.role, case.language, key, text])
    with (folder / "occurrences.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "penalty", "date", "evidence"])
        writer.writerow([cases[0].number, "", "", ""])
        for case in cases:
            writer.writerows([case.number, key, day, f"proof {day}"] for key, day in case.occurrences)
    return [folder / "results.csv", folder / "occurrences.csv"]


def make_request(project: Path, files: list[Path], out: Path, **options: Any) -> AssessRequest:
    named = tuple((file, file.name) for file in files)
    request = AssessRequest(project, named, out, DAY, "2027-01", jobs=2, mark="point", fonts=FONTS)
    return replace(request, **options)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Fifty people over all roles of the library, assessed for real."""
    folder = tmp_path_factory.mktemp("assess")
    roles = [r.id for r in load_catalogue(ROOT)[0].roles.values() if not r.facts.draft]
    cases = invent_people(ROOT, sorted(roles), len(roles) + 8, seed=20270101)
    heads = invent_people(ROOT, ["sales-department-head"], 4, seed=4)
    cases += [replace(case, number=f"H{n}") for n, case in enumerate(heads)]
    report = assess_people(make_request(ROOT, write_tables(folder, cases), folder / "out"))
    assert not report.failed, report.diagnostics
    return Run(folder / "out", cases, report)


def read_summary(folder: Path) -> dict[str, dict[str, str]]:
    text = (folder / "summary.csv").read_text("utf-8-sig")
    return {row["Staff number"]: row for row in csv.DictReader(io.StringIO(text))}


def is_same(text: str, value: Fraction | None) -> bool:
    return text == "" if value is None else Fraction(text) == value


def check_summary(rows: dict[str, dict[str, str]], cases: list[Case], ratings: dict[str, str]) -> None:
    assert rows.keys() == {case.number for case in cases}
    for case in cases:
        row, expected = rows[case.number], case.expected
        assert row["Name"] == case.name
        assert is_same(row["Mean of the scores by weight"], expected["weighted"]), case
        assert is_same(row["Added points"], expected["added"]), case
        assert is_same(row["Points deducted"], expected["deducted"]), case
        assert is_same(row["Total"], expected["total"]), case
        assert row["Rating"] == (ratings[expected["rating"]] if expected["rating"] else ""), case
        assert int(row["Occurrences of penalties"]) == len(expected["applied"]), case


def test_every_figure_of_the_summary_is_confirmed(run: Run) -> None:
    names = naive_scores.load(ROOT / "handbook" / "en.yaml")["ratings"]
    check_summary(read_summary(run.folder), run.cases, {key: entry["name"] for key, entry in names.items()})


def test_every_score_of_the_workbook_is_confirmed(run: Run) -> None:
    book = openpyxl.load_workbook(run.folder / "summary.xlsx")
    people, kpis, penalties = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert [row[0] for row in people] == [case.number for case in run.cases]
    found = {(row[0], row[3]): row for row in kpis}
    for case in run.cases:
        for key, actual in case.actuals.items():
            row = found.pop((case.number, key))
            wanted = case.expected["scores"].get(key)
            assert (row[6] is None) == (actual is None) and (row[8] is None) == (wanted is None)
            if wanted is not None:
                assert Fraction(str(row[6])) == actual and Fraction(str(row[8])) == wanted
    assert not found
    wanted = [
        (case.number, key, str(day), ordinal, None if charged is naive_scores.NONE else charged)
        for case in run.cases
        for key, day, ordinal, charged in case.expected["applied"]
    ]
    told = [(r[0], r[3], r[5], int(r[6]), None if r[8] is None else Fraction(str(r[8]))) for r in penalties]
    assert sorted(told, key=str) == sorted(wanted, key=str)
    assert len(wanted) > 10


def say(value: Fraction, language: str) -> str:
    text = f"{float(value):.1f}"
    return text.replace(".", ",") if language == "es" else text


@pytest.mark.parametrize("at", [0, 7, 19, 33, -1, -2, -3, -4])
def test_scorecards_show_the_confirmed_figures(run: Run, at: int) -> None:
    case = run.cases[at]
    words = words_of(run.folder / read_summary(run.folder)[case.number]["Scorecard"])
    for value in (*case.expected["scores"].values(), case.expected["weighted"], case.expected["total"]):
        assert value is None or say(value, case.language) in words, case
    for _, day, _, _ in case.expected["applied"]:
        assert f"proof {day}" in words
    assert case.number in words
    signed = {"en": "Signature", "zh": "签名", "es": "Firma"}[case.language]
    assert signed in words and ("n/a" in words or None not in case.actuals.values() or "–" in words)


def test_points_steps_caps_and_vetoes_are_confirmed(tmp_path: Path) -> None:
    """What the library has none of: penalties in points with windows, steps and caps, a veto of the total."""
    project = copy_sample(tmp_path / "project")
    path = project / "roles/sales-manager/role.yaml"
    text = path.read_text("utf-8")
    rules = """penalties:
  no-report:
    effect: {kind: points, points: 1.5}
    window: month
    at_most: 7
    steps:
      - {occurrence: 2, effect: {kind: points, points: 2.25}}
      - {occurrence: 4, effect: {kind: points, points: 4}}
    breaks: [weekly-report]
    approver: director
    appeal_days: 5
relations:"""
    text = re.sub(r"penalties:\n.*?relations:", rules, text, flags=re.S)
    text = text.replace(
        "{below: 80, score: 0}]}", "{below: 80, score: 0}], veto: {worse_than: 70, total: true}}"
    )
    path.write_text(text.replace("{amount}", "x"), encoding="utf-8")
    for tag in ("en", "zh", "es"):
        words = project / f"roles/sales-manager/{tag}.yaml"
        words.write_text(words.read_text("utf-8").replace("{amount}", "x"), encoding="utf-8")
    book = project / "handbook/handbook.yaml"
    book.write_text(
        book.read_text("utf-8") + "assessment: {decimals: 2, floor: -5, cap: 99}\n"
        "ratings:\n  good: {from: 90}\n  fair: {from: 40}\n  poor: {passed: false}\n",
        encoding="utf-8",
    )
    for tag in ("en", "zh", "es"):
        words = project / f"handbook/{tag}.yaml"
        words.write_text(
            words.read_text("utf-8") + "ratings: {good: G, fair: F, poor: P}\n", encoding="utf-8"
        )
    cases = invent_people(project, ["sales-manager"], 300, seed=7)
    files = write_tables(tmp_path, cases)
    results, problems = read_results(
        load_catalogue(project)[0], make_request(project, files, tmp_path / "out")
    )
    assert {p.code for p in problems} <= {"A016", "A017", "A021"}
    assert len(results) == 300
    voided = 0
    for case, result in zip(cases, results, strict=True):
        assessment, expected = result.assessment, case.expected
        for key in ("weighted", "added", "deducted", "total", "rating"):
            found = getattr(assessment, key)
            assert (found if key == "rating" or found is None else Fraction(found)) == expected[key], (
                case,
                key,
            )
        assert [
            (p.penalty, p.applied.date, p.applied.ordinal, Fraction(p.applied.charged or 0))
            for p in result.penalties
        ] == expected["applied"]
        voided += bool(assessment.void)
    assert voided > 10


# ----------------------------------------------------------------------------- what is made


def test_everything_is_there_and_private(run: Run) -> None:
    names = {p.relative_to(run.folder).as_posix() for p in run.folder.rglob("*")}
    rows = read_summary(run.folder)
    others = {"scorecards", "summary.csv", "summary.xlsx", "team.pdf", "team.svg", ".gitignore"}
    assert names == {*others, ".rolebook-scorecards.json", *(row["Scorecard"] for row in rows.values())}
    assert (run.report.people, run.report.files) == (len(run.cases), len(run.cases) + 5)
    for path in (run.folder, *run.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_nothing_about_people_is_kept_elsewhere(tmp_path: Path) -> None:
    """Whatever a run writes outside its folder (prepared fonts) names nobody."""
    project = copy_sample(tmp_path / "project")
    name = "Zebulon Quartermaine"
    (tmp_path / "r.csv").write_text(f"{KPIS}\n{name},sales-manager,96,1\n", encoding="utf-8")
    before = set(Path("/tmp").iterdir())
    request = make_request(project, [tmp_path / "r.csv"], tmp_path / "out", fonts=tmp_path / "fonts")
    assert not assess_people(request).failed
    shutil.rmtree(tmp_path / "out")
    (tmp_path / "r.csv").unlink()
    assert not (project / ".rolebook").exists() and not (project / "site").exists()
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        assert name.split()[0].encode() not in path.read_bytes(), path
    assert not [
        p for p in set(Path("/tmp").iterdir()) - before if p.is_file() and name.encode() in p.read_bytes()
    ]


def test_documents_pass_an_independent_validator(run: Run) -> None:
    import page

    rows = read_summary(run.folder)
    cards = [rows[run.cases[at].number]["Scorecard"] for at in (0, 1, 2, -1)]
    for name in (*cards, "team.pdf"):
        result = page.validate_pdf(str(run.folder / name), profile="ua1")
        assert result.is_compliant, (name, result.failures)


def test_scorecards_fit_one_page_or_two(run: Run) -> None:
    rows = read_summary(run.folder)
    for case in run.cases:
        pages = len(PdfReader(run.folder / rows[case.number]["Scorecard"]).pages)
        few = len(case.actuals) <= 8 and len(case.expected["applied"]) <= 1 and case.name != LONG_NAME
        assert pages <= (1 if few else 2), (
            case.role,
            case.language,
            case.name,
            len(case.expected["applied"]),
        )


def test_the_team_is_drawn_and_told(run: Run) -> None:
    svg = (run.folder / "team.svg").read_text("utf-8")
    assert svg.startswith("<svg") and "<title" in svg and "<desc" in svg
    assert svg.count('class="bar"') + svg.count('class="failed"') == len(run.cases)
    words = words_of(run.folder / "team.pdf")
    for case in run.cases:
        assert case.number in words


def test_the_same_tables_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    cases = run.cases[:3]
    files = write_tables(tmp_path, cases)
    for name, jobs in (("a", 2), ("b", 1)):
        assert not assess_people(make_request(ROOT, files, tmp_path / name, jobs=jobs)).failed
    assert list_tree(tmp_path / "a") == list_tree(tmp_path / "b")


def test_what_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    evil = '=HYPERLINK("http://x.example","y")'
    names = [evil, "+1+1", "-2", "@SUM(A1)", "＝1+1", "<b>Bold</b> & {{ 7*7 }}"]
    with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([KPIS.split(","), *([name, "sales-manager", 96, 1] for name in names)])
    assert not assess_people(make_request(project, [tmp_path / "r.csv"], tmp_path / "out")).failed
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out/summary.csv").read_text("utf-8-sig"))))
    assert [row["Name"] for row in rows] == [*(f"'{name}" for name in names[:5]), names[5]]
    for sheet in openpyxl.load_workbook(tmp_path / "out/summary.xlsx"):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(tmp_path / "out/summary.xlsx") as package:
        assert not any(b"<f>" in package.read(part) for part in package.infolist())
    words = words_of(tmp_path / "out" / rows[5]["Scorecard"])
    assert names[5] in words


def test_the_workbook_is_ready_for_people(run: Run) -> None:
    book = openpyxl.load_workbook(run.folder / "summary.xlsx")
    assert book.sheetnames == ["Summary", "KPIs", "Penalties"]
    for sheet in book:
        assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    total = next(cell for cell in book["Summary"][2] if book["Summary"].cell(1, cell.column).value == "Total")
    assert (total.number_format, total.data_type) == ("#,##0.0", "n")


# ------------------------------------------------------------------------------- safe output


@pytest.fixture
def small(tmp_path: Path) -> AssessRequest:
    project = copy_sample(tmp_path / "project")
    (tmp_path / "r.csv").write_text(ONE_PERSON, encoding="utf-8")
    return make_request(project, [tmp_path / "r.csv"], tmp_path / "out", jobs=1)


@pytest.mark.parametrize(
    "place",
    [".", "site", "site/people", ".rolebook/x", "handbook", "roles/sales-manager/out", "..", ".git/x"],
)
def test_places_where_nothing_about_people_may_be(small: AssessRequest, place: str) -> None:
    with pytest.raises(BuildError):
        assess_people(replace(small, out=small.project / place))
    assert not (small.project / place / "summary.csv").exists()


def test_a_site_elsewhere_is_refused(small: AssessRequest, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / ".rolebook-manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BuildError, match="published"):
        assess_people(replace(small, out=tmp_path / "www" / "people"))


def test_links_files_and_foreign_folders_are_refused(small: AssessRequest, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    for name in ("link", "file", "full"):
        with pytest.raises(BuildError):
            assess_people(replace(small, out=tmp_path / name))
    assert list((tmp_path / "real").iterdir()) == []
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_second_run_replaces_what_is_ours_and_keeps_what_is_not(
    small: AssessRequest, tmp_path: Path
) -> None:
    assert not assess_people(small).failed
    scan = tmp_path / "out/scorecards/signed scan.pdf"
    scan.write_bytes(b"signed")
    (tmp_path / "r.csv").write_text(ONE_PERSON.replace("李伟", "Ana Gil"), encoding="utf-8")
    assert not assess_people(small).failed
    names = {p.name for p in (tmp_path / "out/scorecards").iterdir()}
    assert names == {"Ana Gil.pdf", "signed scan.pdf"}
    assert scan.read_bytes() == b"signed"


def test_another_period_wants_another_folder(small: AssessRequest) -> None:
    assert not assess_people(small).failed
    before = list_tree(small.out)
    with pytest.raises(BuildError, match="2027-01"):
        assess_people(replace(small, period="2027-02"))
    assert list_tree(small.out) == before


@pytest.mark.parametrize("name", ["summary.xlsx", "scorecards/李伟.pdf"])
def test_what_somebody_changed_or_put_there_is_not_replaced(small: AssessRequest, name: str) -> None:
    assert not assess_people(small).failed
    (small.out / name).write_bytes(b"edited by hand")
    before = list_tree(small.out)
    with pytest.raises(BuildError, match="was changed"):
        assess_people(small)
    manifest = json.loads((small.out / ".rolebook-scorecards.json").read_text("utf-8"))
    del manifest["files"][name]
    (small.out / ".rolebook-scorecards.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BuildError, match="in the way"):
        assess_people(small)
    after = list_tree(small.out)
    assert {key: after[key] for key in before if "json" not in key} == {
        k: v for k, v in before.items() if "json" not in k
    }


def test_errors_leave_the_folder_as_it_was(small: AssessRequest, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ONE_PERSON.replace("96", "x"), encoding="utf-8")
    assert assess_people(small).failed
    assert not small.out.exists()
    # A name that no font can print is found late.
    (tmp_path / "r.csv").write_text(ONE_PERSON.replace("李伟", "\U0001f9ff"), encoding="utf-8")
    report = assess_people(small)
    assert report.failed and [p.code for p in report.diagnostics] == ["D001"] * len(report.diagnostics)
    assert not small.out.exists()


def test_the_umask_does_not_matter(small: AssessRequest) -> None:
    before = os.umask(0)
    try:
        assert not assess_people(small).failed
    finally:
        os.umask(before)
    for path in (small.out, *small.out.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.fixture
def interrupted(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A run of many people that is under way, into a folder with an earlier run."""
    project = copy_sample(tmp_path / "project")
    table = tmp_path / "r.csv"
    table.write_text(ONE_PERSON, encoding="utf-8")
    assert not assess_people(make_request(project, [table], tmp_path / "out", jobs=1)).failed
    rows = (f"P{n},sales-manager,96,1" for n in range(300))
    table.write_text("\n".join([KPIS, *rows]), encoding="utf-8")
    command = [sys.executable, "-c", "from rolebook.cli import main; main()", "assess", str(table)]
    options = ["--out", str(tmp_path / "out"), "--project", str(project), "--period", "2027-01", "-j", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(FONTS.parent / "xdg")}
    process = subprocess.Popen(
        [*command, *options], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    work = tmp_path / "out/.rolebook-scorecards-work/new"
    deadline = time.monotonic() + 120
    while not (work.is_dir() and len(list(work.iterdir())) >= 3):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    assert stat.S_IMODE(work.stat().st_mode) == stat.S_IMODE(work.parent.stat().st_mode) == 0o700
    yield tmp_path / "out", process
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_leaves_what_was_there(
    interrupted: tuple[Path, subprocess.Popen[str]], number: signal.Signals
) -> None:
    folder, process = interrupted
    before = {k: v for k, v in list_tree(folder).items() if "-work/" not in k}
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "as it was" in said and "Traceback" not in said
    assert list_tree(folder) == before
    assert not (folder / ".rolebook-scorecards-work").exists()


@pytest.mark.slow
def test_a_killed_run_is_tidied_up_by_the_next(
    interrupted: tuple[Path, subprocess.Popen[str]], tmp_path: Path
) -> None:
    folder, process = interrupted
    process.kill()
    process.communicate()
    (tmp_path / "r.csv").write_text(ONE_PERSON, encoding="utf-8")
    request = make_request(tmp_path / "project", [tmp_path / "r.csv"], folder, jobs=1)
    assert not assess_people(request).failed
    assert not (folder / ".rolebook-scorecards-work").exists()


# ------------------------------------------------------------------------------- the commands


def invoke(*words: str | Path, project: Path) -> Any:
    return CliRunner().invoke(cli, [*map(str, words), "--project", str(project)])


def test_the_command_says_what_it_did(small: AssessRequest, tmp_path: Path) -> None:
    words = (
        "assess",
        tmp_path / "r.csv",
        "--out",
        tmp_path / "out",
        "--period",
        "2027-01",
        "-j",
        "1",
        "--lang",
        "zh",
    )
    result = invoke(*words, project=small.project)
    assert result.exit_code == 0, result.output
    assert "1 scorecard in" in result.output and "team.pdf" in result.output
    assert "考核评分表" in words_of(tmp_path / "out/scorecards/李伟.pdf")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--period", "december"), "no period"),
        (("--lang", "fr"), "no language"),
        (("--role", "sales-manger"), "did you mean"),
    ],
)
def test_wrong_usage(small: AssessRequest, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    result = invoke("assess", tmp_path / "r.csv", "--out", tmp_path / "out", *options, project=small.project)
    assert (result.exit_code, words in result.output) == (2, True), result.output


def test_problems_are_told_and_nothing_is_made(small: AssessRequest, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ONE_PERSON.replace("96", "x"), encoding="utf-8")
    result = invoke(
        "assess", tmp_path / "r.csv", "--out", tmp_path / "out", "--period", "2027-01", project=small.project
    )
    assert result.exit_code == 1
    assert "error[A010]" in result.output and "No scorecards were made." in result.output
    result = invoke("assess", tmp_path / "none.csv", "--out", tmp_path / "out", project=small.project)
    assert result.exit_code == 1 and "error[A001]" in result.output


def test_strict_minds_warnings(small: AssessRequest, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ONE_PERSON.replace("96", "0.96"), encoding="utf-8")
    words = ("assess", tmp_path / "r.csv", "--out", tmp_path / "out", "--period", "2027-01", "--strict")
    result = invoke(*words, project=small.project)
    assert result.exit_code == 1 and "A017" in result.output


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "zh", "es"])
def test_a_table_to_begin_with(tmp_path: Path, ending: str, language: str) -> None:
    """All its headings are understood, in every language, so that filling it in is all there is to do."""
    file = tmp_path / f"r.{ending}"
    roles = ("sales-department-head", "sales-team-supervisor")
    options = [word for role in roles for word in ("--role", role)]
    result = invoke("new", "results", file, *options, "--lang", language, project=ROOT)
    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if ending == "xlsx":
        headings = [cell.value for cell in openpyxl.load_workbook(file).worksheets[0][1]]
    else:
        headings = next(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert [find_field(heading) for heading in headings[:4]] == ["name", "number", "role", "manager"]
    row = ["Ann", "1", roles[0], "Bo", *["n/a"] * (len(headings) - 5), ""]
    with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, row, ["Cy", "2", roles[1], *row[3:]]])
    results, problems = read_results(
        load_catalogue(ROOT)[0], make_request(ROOT, [tmp_path / "filled.csv"], tmp_path / "out")
    )
    assert len(results) == 2 and {p.code for p in problems} == {"A021"}
    again = invoke("new", "results", file, *options, project=ROOT)
    assert again.exit_code == 1 and "exists already" in again.output


def test_a_table_for_one_role_names_it(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    assert invoke("new", "results", file, "--role", "sales-consultant", project=ROOT).exit_code == 0
    assert read_sheet(file, "r.csv").rows[0][2].text == "sales-consultant"
    assert (
        invoke("new", "results", tmp_path / "r.doc", "--role", "sales-consultant", project=ROOT).exit_code
        == 2
    )
    assert invoke("new", "results", tmp_path / "s.csv", "--role", "nobody", project=ROOT).exit_code == 2
