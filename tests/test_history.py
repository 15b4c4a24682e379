"""Two versions of a project: what changed, told in three languages, recorded, and shown."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.build.artifact import Artifact
from rolebook.build.execute import render_artifact
from rolebook.build.packing import pack_view
from rolebook.build.plan import plan_site
from rolebook.cli import cli
from rolebook.content.catalogue import Catalogue
from rolebook.content.changes import ENTRY_FACTS, ROLE_FIELDS, RoleChanges
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import RoleFacts
from rolebook.content.validate import validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.diagnostics import ContentError, Severity
from rolebook.history.compare import Comparison, RoleComparison, compare_catalogues, compare_roles, find_moved
from rolebook.history.record import complete_record, render_version
from rolebook.history.revisions import RevisionError, open_version
from rolebook.render.settings import RenderSettings
from rolebook.versions import make_contexts
from rolebook.views.change_labels import label_field, label_handbook
from rolebook.views.change_values import Side
from rolebook.views.comparison import Contexts, tell_role
from rolebook.views.context import SiteOptions
from rolebook.views.model import RoleVersion
from tests.project import FONTS, SAMPLE, TODAY, copy_sample, diagnose
from tests.versions import MANAGER, SELLER, edit, git, make_repository, make_second_version

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = (ROOT / "templates",)
LANGUAGES = ("en", "zh", "es")
CHANGES = f"{MANAGER}/changes.yaml"


@dataclass(frozen=True)
class Run:
    """What the program said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def run(*args: str | Path, **environment: str) -> Run:
    """The program with these arguments, in this process; an exception that it does not handle is ours."""
    result = CliRunner().invoke(cli, [str(arg) for arg in args], env={"NO_COLOR": "1", **environment})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Run(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project in its second version. Nobody may change it."""
    return make_second_version(copy_sample(tmp_path_factory.mktemp("second") / "project"))


@pytest.fixture(scope="module")
def comparison(second: Path) -> Comparison:
    return compare_catalogues(load_catalogue(SAMPLE)[0], load_catalogue(second)[0])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in its second version, whose first one is the tag v1 of the repository around it."""
    return make_second_version(make_repository(tmp_path / "repository", inside="books/sales"))


def contexts_of(comparison: Comparison, language: str) -> Contexts:
    return make_contexts(comparison, ROOT, language)


def list_fields(role: RoleComparison, section: str) -> dict[str, dict[str, tuple[Any, Any]]]:
    return {
        name: {field: (changed.old, changed.new) for field, changed in entry.fields()}
        for name, entry in role.record.section(section).items()
    }


def say(version: RoleVersion) -> dict[str, list[str]]:
    """All that a version tells, as lines by section."""
    return {
        group.id: [
            " | ".join(
                [
                    entry.name.plain,
                    *([entry.status] if entry.status else []),
                    *(f"{d.label}: {d.old} → {d.new}" for d in entry.details),
                    *entry.notes,
                ]
            )
            for entry in group.entries
        ]
        for group in version.groups
    }


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

TOLD = {
    "en": {
        "penalties": "Hands in no report. | Consequence: fine of 50 yuan → 5 points deducted | "
        "Certainty: proposed → stated | Note: A fine of 50 yuan. → A deduction of 5 points.",
        "kpis": "Weight: 60% → 45%",
        "duties": "When: every Monday → by the 5th of each month",
        "authority": "Signs usual contracts. | removed",
        "qualifications": "Experience at least: 2 years → 3 years",
        "competencies": "Level needed: 3 (Leading) → 4 (Shaping)",
        "role": "Acts for | : Managing director → None",
    },
    "zh": {
        "penalties": "处理方式: 罚款50元 → 扣5分",
        "kpis": "权重: 60% → 45%",
        "duties": "时间: 每星期一 → 每月5日前",
        "authority": "签订常规合同。 | removed",
        "qualifications": "最低工作经验: 2年 → 3年",
        "competencies": "要求等级: 3 (带头) → 4 (引领)",
        "role": "代理职务 | : 总经理 → None",
    },
    "es": {
        "penalties": "Consecuencia: multa de 50 yuanes → descuento de 5 puntos",
        "kpis": "Peso: 60\xa0% → 45\xa0%",
        "duties": "Cuándo: cada lunes → a más tardar el día 5 de cada mes",
        "authority": "Firma los contratos habituales. | removed",
        "qualifications": "Experiencia mínima: 2 años → 3 años",
        "competencies": "Nivel exigido: 3 (Avanzado) → 4 (Referente)",
        "role": "Denominación | : Responsable de ventas → Jefe de ventas",
    },
}


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


# ---------------------------------------------------------------------------------- revisions


def test_a_revision_is_read_as_it_was(repository: Path) -> None:
    for name in ("v1", "HEAD", "main", git(repository, "rev-parse", "HEAD").strip()):
        with open_version(name, repository) as version:
            kept = version.root
            assert (kept / CHANGES).exists() is False
            names = {p.relative_to(kept).as_posix() for p in kept.rglob("*") if p.is_file()}
            assert names == {p.relative_to(SAMPLE).as_posix() for p in SAMPLE.rglob("*.yaml")}
            for path in names:
                assert (kept / path).read_bytes() == (SAMPLE / path).read_bytes()
            assert kept.stat().st_mode & 0o077 == 0
        assert not kept.exists()


@pytest.mark.parametrize(
    "name",
    [
        "nothing",
        "-x",
        "--output=/tmp/x",
        "",
        "HEAD^{tree}",
        "HEAD:roles",
        "v1..HEAD",
        "a b",
        "HEAD\nv1",
        "@{99}",
        "ünbekannt",
    ],
)
def test_a_bad_revision_is_wrong_usage(repository: Path, name: str) -> None:
    with pytest.raises(RevisionError) as caught, open_version(name, repository):
        pass
    assert caught.value.usage
    assert caught.value.hint


def test_no_name_with_a_null_byte(repository: Path) -> None:
    with pytest.raises(RevisionError), open_version("a\0b", repository):
        pass


def test_a_folder_is_a_version(second: Path, tmp_path: Path) -> None:
    with open_version(str(second), tmp_path) as version:
        assert (version.root, version.commit) == (second, None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RevisionError, match="is no project"), open_version(str(tmp_path / "empty"), tmp_path):
        pass


def test_no_repository_is_told(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    result = run("--project", project, "diff", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert result.returncode == 1
    assert "is in no git repository" in result.stderr
    assert "hint: name a folder with a project" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_git_is_told(repository: Path, tmp_path: Path) -> None:
    result = run("--project", repository, "diff", "v1", PATH=str(tmp_path))
    assert result.returncode == 1
    assert "git is not installed" in result.stderr


def test_a_shallow_clone_is_told(repository: Path, tmp_path: Path) -> None:
    git(repository, "commit", "--quiet", "--all", "--message=The second version")
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-tags",
        f"file://{repository.parent.parent}",
        "shallow",
    )
    result = run("--project", tmp_path / "shallow/books/sales", "diff", "HEAD~1")
    assert result.returncode == 1
    assert "git fetch --unshallow" in result.stderr


def test_a_revision_before_the_project(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "repository" / "sales")
    git(tmp_path / "repository", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "repository", "commit", "--quiet", "--allow-empty", "--message=Nothing yet")
    result = run("--project", project, "diff", "HEAD")
    assert result.returncode == 1
    assert "has no sales/handbook/handbook.yaml" in result.stderr


def test_links_of_a_revision_do_not_lead_out(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\n", encoding="utf-8")
    path = repository / MANAGER / "en.yaml"
    path.unlink()
    path.symlink_to(tmp_path / "secret.yaml")
    git(repository, "commit", "--quiet", "--all", "--message=A link")
    path.unlink()
    result = run("--project", repository, "diff", "HEAD")
    assert result.returncode == 1
    assert "the link leads out of the project" in result.stderr
    assert "HEAD:roles/sales-manager/en.yaml" in result.stderr
    assert "Secret" not in result.stderr + result.stdout


def test_which_version_has_errors_is_told(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ("weight: 45", "weigth: 45"))
    result = run("--project", repository, "diff", "v1")
    assert result.returncode == 1
    assert "S001" in result.stderr
    assert "the project as it is now has errors" in result.stderr
    git(repository, "commit", "--quiet", "--all", "--message=A slip")
    edit(repository, f"{MANAGER}/role.yaml", ("weigth: 45", "weight: 45"))
    result = run("--project", repository, "diff", "HEAD")
    assert "HEAD:roles/sales-manager/role.yaml" in result.stderr
    assert "the version “HEAD” has errors" in result.stderr


def test_the_environment_of_a_hook_does_not_mislead(repository: Path, tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other")
    result = run("--project", repository, "diff", "v1", GIT_DIR=str(other / ".git"), GIT_WORK_TREE=str(other))
    assert result.returncode == 0
    assert "version 1.0 → 1.1" in result.stdout


# ---------------------------------------------------------------------------------- the command


def test_the_command_tells_it_in_words(repository: Path) -> None:
    result = run("--project", repository, "diff", "v1", "--role", "sales-manager")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("sales-manager · Sales manager: version 1.0 → 1.1\n  Penalties\n")
    assert "Consequence: fine of 50 yuan → 5 points deducted" in result.stdout
    assert "Spanish: out of date in 3 places (duties.collection, duties.hiring, " in result.stdout
    assert "sales-representative" not in result.stdout
    spanish = run("--project", repository, "diff", "v1", "--lang", "es").stdout
    assert "Consecuencia: multa de 50 yuanes → descuento de 5 puntos" in spanish
    assert "español: sin actualizar en 3 lugares" in spanish
    assert "西班牙语: 有3处未更新" in run("--project", repository, "diff", "v1", "--lang", "zh").stdout


def test_exit_status(repository: Path) -> None:
    assert run("--project", repository, "diff", "v1", "--exit-code").returncode == 1
    same = run("--project", repository, "diff", "v1", "v1", "--exit-code")
    assert (same.returncode, same.stdout) == (0, "Nothing changed.\n")
    assert run("diff", SAMPLE, SAMPLE, "--exit-code").returncode == 0
    quiet = run("--project", repository, "diff", "v1", "--exit-code", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, "", "")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("diff",), "Missing argument"),
        (("diff", "v1", "--role", "sales-manger"), "did you mean “sales-manager”?"),
        (("diff", "v1", "--lang", "de"), "its languages are en, zh, es"),
        (("diff", "v1", "v1", "--record"), "leave NEW out"),
        (("diff", "v1..HEAD"), "write the two versions as two words"),
        (("diff", "nothing"), "git knows no revision “nothing”"),
        (("diff", "--", "-p"), "“-p” is no version"),
    ],
)
def test_wrong_usage_is_told(repository: Path, args: tuple[str, ...], told: str) -> None:
    result = run(*args[:1], "--project", repository, *args[1:])
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_json_has_a_form_of_its_own(repository: Path) -> None:
    result = run("--project", repository, "diff", "v1", "--format", "json")
    assert result.stderr == ""
    data = json.loads(result.stdout)
    assert list(data) == ["format", "language", "old", "new", "roles", "handbook"]
    assert (data["format"], data["language"]) == (1, "en")
    commit = git(repository, "rev-parse", "v1").strip()
    assert data["old"] == {"name": "v1", "commit": commit, "version": "1.0", "effective": "2026-12-01"}
    assert (data["new"]["name"], data["new"]["commit"]) == (None, None)
    role = data["roles"][0]
    assert list(role) == ["id", "change", "title", "version", "effective", "changes", "words", "advice"]
    assert role["version"] == {"old": "1.0", "new": "1.1"}
    for change in role["changes"]:
        assert list(change) == ["section", "id", "field", "change", "old", "new", "text"]
        assert change["change"] in ("added", "removed", "moved", "changed")
    by_key = {(c["section"], c["id"], c["field"]): c for c in role["changes"]}
    assert by_key["kpis", "collection", "weight"] == {
        "section": "kpis",
        "id": "collection",
        "field": "weight",
        "change": "changed",
        "old": "60",
        "new": "45",
        "text": "Weight: 60% → 45%",
    }
    assert by_key["penalties", "no-report", "effect"]["old"] == {
        "kind": "fine",
        "amount": {"value": "50", "currency": "CNY"},
    }
    assert by_key["authority", "contracts", None]["change"] == "removed"
    assert by_key["duties", "weekly-report", "cadence"]["new"] == {"every": ["month"], "by": 5}
    for word in role["words"]:
        assert list(word) == ["section", "id", "field", "old", "new", "languages", "out_of_date"]
    assert {
        "section": "duties",
        "id": "hiring",
        "field": None,
        "old": None,
        "new": "Proposes whom to hire.",
        "languages": ["en", "zh"],
        "out_of_date": ["es"],
    } in role["words"]
    assert run("--project", repository, "diff", "v1", "--format", "json").stdout == result.stdout
    none = json.loads(run("diff", SAMPLE, SAMPLE, "--format", "json").stdout)
    assert (none["roles"], none["handbook"]) == ([], [])


def test_a_version_that_was_not_raised_gives_advice(repository: Path) -> None:
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ('version: "1.1"\neffective: 2027-03-01', 'version: "1.0"\neffective: 2026-12-01'),
    )
    said = run("--project", repository, "diff", "v1", "--role", "sales-manager").stdout
    assert f"the version is still 1.0: raise version and effective in {MANAGER}/role.yaml" in said
    data = json.loads(run("--project", repository, "diff", "v1", "--format", "json").stdout)
    assert len(data["roles"][0]["advice"]) == 1
    edit(repository, f"{MANAGER}/role.yaml", ('version: "1.0"', 'version: "1.1"'))
    said = run("--project", repository, "diff", "v1", "--role", "sales-manager").stdout
    assert "still effective from 1 December 2026" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_for_staff(repository: Path, tmp_path: Path, language: str) -> None:
    import page as page_validation
    from pypdf import PdfReader

    path = tmp_path / "changes.pdf"
    result = run("--project", repository, "diff", "v1", "--pdf", path, "--lang", language, "--quiet")
    assert result.returncode == 0, result.stderr
    validated = page_validation.validate_pdf(str(path), profile="ua1")
    assert validated.is_compliant, validated.failures
    words = "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    for piece in TOLD[language]["kpis"].split(": ")[1].split(" → "):
        assert "".join(piece.split()) in words
    first = path.read_bytes()
    run("--project", repository, "diff", "v1", "-o", path, "--lang", language, "--quiet")
    assert path.read_bytes() == first


def test_a_pdf_of_nothing_and_one_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "nothing.pdf"
    assert run("diff", SAMPLE, SAMPLE, "--pdf", path).returncode == 0
    assert path.stat().st_size > 1000
    result = run("diff", SAMPLE, SAMPLE, "--pdf", tmp_path / "missing" / "x.pdf")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "missing" in result.stderr


# ---------------------------------------------------------------------------------- recording


def record(project: Path, old: str = "v1", *more: str) -> Run:
    return run("--project", project, "diff", old, "--record", *more)


def test_recording_keeps_what_matters(repository: Path) -> None:
    result = record(repository)
    assert result.returncode == 0, result.stderr
    text = (repository / CHANGES).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/changes.json\n")
    assert "        weight: {old: 60, new: 45}\n" in text
    assert '          zh: "签订常规合同。"\n' in text  # what is gone says what it said, in every language
    assert "Proposes whom to hire" not in text  # what is there says so itself
    assert not (repository / "roles/sales-department/changes.yaml").exists()
    role = load_catalogue(repository)[0].roles["sales-manager"]
    assert list(role.versions) == ["1.1"]
    version = role.versions["1.1"]
    assert (version.since, version.effective) == ("1.0", dt.date(2027, 3, 1))
    assert [d.code for d in diagnose(repository) if d.severity is not Severity.ADVICE] == ["L011"]


def test_recording_twice_changes_nothing(repository: Path) -> None:
    record(repository)
    before = {p: p.read_bytes() for p in repository.rglob("changes.yaml")}
    assert len(before) == 2
    again = record(repository)
    assert again.returncode == 0
    assert "2 roles recorded already" in again.stderr
    assert {p: p.read_bytes() for p in repository.rglob("changes.yaml")} == before


def test_what_is_recorded_says_the_same_later(repository: Path, comparison: Comparison) -> None:
    """The site tells from the record alone what the command tells from both versions (but for old sentences)."""
    record(repository)
    catalogue = load_catalogue(repository)[0]
    for language in LANGUAGES:
        compared = say(tell_role(contexts_of(comparison, language), comparison.roles["sales-manager"]))
        recorded = say(find_role_page(catalogue, language).view.changes[0])
        assert compared.keys() == recorded.keys()
        for section in ("kpis", "qualifications", "competencies", "authority"):
            facts = [line for line in compared[section] if "→" in line and "measured" not in line.lower()]
            for line in facts:
                assert line in recorded[section] or "测" in line or "计算" in line or "medición" in line


def third_version(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=The second version")
    git(project, "tag", "v2")
    edit(
        project,
        f"{MANAGER}/role.yaml",
        ('version: "1.1"\neffective: 2027-03-01', 'version: "1.2"\neffective: 2027-09-01'),
        ("    unit: percent\n    target: 95", "    unit: days\n    target: 12"),
    )


def test_a_later_version_goes_before_the_others(repository: Path) -> None:
    record(repository)
    path = repository / CHANGES
    noted = path.read_text(encoding="utf-8").replace(
        '    since: "1.0"\n',
        '    since: "1.0"  # agreed in March\n    note: {en: After the talk with the team., zh: 与团队商议后调整。}\n',
    )
    path.write_text(noted, encoding="utf-8")
    third_version(repository)
    assert record(repository, "v2").returncode == 0
    text = path.read_text(encoding="utf-8")
    head, _, tail = noted.partition("versions:\n")
    assert text.startswith(head + 'versions:\n  "1.2":\n    effective: 2027-09-01\n    since: "1.1"\n')
    assert text.endswith(tail)  # every older line as it was, comments and notes too
    versions = load_catalogue(repository)[0].roles["sales-manager"].versions
    assert list(versions) == ["1.2", "1.1"]
    assert versions["1.1"].note["zh"] == "与团队商议后调整。"
    # Old values keep their units, whatever became of the KPI since.
    older = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[1])
    assert any("95% or more: 100; 80% to below 95%: 80" in line for line in older["kpis"])
    newer = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[0])
    assert any("Target: 95% → 12 days" in line for line in newer["kpis"])


def test_limits_and_lines_are_recorded_with_what_they_are_counted_in(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ("    window: year", "    window: year\n    at_most: 20"))
    old = "{bands: [{from: 95, score: 100}, {from: 85, score: 80}, {below: 85, score: 0}]}"
    edit(repository, f"{MANAGER}/role.yaml", (old, "{linear: {each: 5, lose: 2}, veto: {worse_than: 50}}"))
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ("    examples: [{actual: 96, score: 100}, {actual: 84.9, score: 0}]\n", ""),
    )
    assert record(repository).returncode == 0
    third_version(repository)  # the KPI is counted in days from now on, the penalty is as it was
    assert record(repository, "v2").returncode == 0
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ("{kind: points, points: 5}", "{kind: warning}"),
        ("    at_most: 20\n", ""),
    )
    older = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[1])
    assert any(
        "At most in all: – → 20 points at most" in line.replace("None", "–") for line in older["penalties"]
    )
    assert any("100 points at 95%; 2 points less for each 5% worse" in line for line in older["kpis"])


def test_a_gap_in_the_record_is_refused(repository: Path) -> None:
    record(repository)
    third_version(repository)
    before = (repository / CHANGES).read_bytes()
    result = record(repository, "v1")
    assert result.returncode == 1
    assert "the newest recorded version is 1.1, not 1.0" in result.stderr
    assert (repository / CHANGES).read_bytes() == before


def test_a_record_that_is_out_of_date_is_told(repository: Path) -> None:
    record(repository)
    edit(repository, f"{MANAGER}/role.yaml", ("appeal_days: 5", "appeal_days: 7"))
    result = record(repository)
    assert result.returncode == 1
    assert "1.1 is recorded, but the role has changed since" in result.stderr


def test_nothing_is_recorded_without_a_new_version(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ('version: "1.1"', 'version: "1.0"'))
    result = record(repository)
    assert result.returncode == 0
    assert "no role has another version" in result.stderr
    assert list(repository.rglob("changes.yaml")) == []


def test_words_that_yaml_could_misread_come_back(repository: Path) -> None:
    odd = 'Signs: "usual" # contracts – {ok}? ’ ‘ \\ 100% | *a* & 是的'
    git(repository, "stash", "--quiet")
    edit(
        repository,
        f"{MANAGER}/en.yaml",
        ("Signs usual contracts.", json.dumps(odd.replace("{ok}", ""), ensure_ascii=False)),
    )
    git(repository, "commit", "--quiet", "--all", "--message=Odd words")
    odd_commit = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "reset", "--quiet", "--hard", "v1")
    git(repository, "stash", "pop", "--quiet")
    assert record(repository, odd_commit).returncode == 0
    role = load_catalogue(repository)[0].roles["sales-manager"]
    assert (
        role.versions["1.1"]
        .section("authority")["contracts"]
        .was["en"]
        .startswith('Signs: "usual" # contracts')
    )


BAD = [
    ("  kpis: {collection: {weigth: {old: 1}}}", "S001", "did you mean “weight”?"),
    ("  kpis: {collection: {weight: {old: 130}}}", "S009", "must be at most 100"),
    ("  kpis: {collection: {weight: {}}}", "S002", "the old or the new value is expected"),
    ("  penalties: {x: {effect: {old: {kind: slap}}}}", "S007", "is not one of"),
    ("  duties: {x: {change: deleted}}", "S007", "is not one of: added, removed, moved"),
    ("  duties: {Bad Id: {change: added}}", "S004", "an id is expected"),
    ("  duties: {x: {words: []}}", "S009", "too few"),
    ("  texts: {name: [en]}", "S007", "is not one of"),
    ("  role: {version: {old: a}}", "S001", "unknown field “version”"),
    ("  duties: {x: {was: {en: ''}}}", "S008", "the text is empty"),
    ("  note: Just so", "S003", "must be a group of fields"),
]


@pytest.mark.parametrize(("line", "code", "told"), BAD)
def test_reading_is_strict(tmp_path: Path, line: str, code: str, told: str) -> None:
    project = copy_sample(tmp_path / "project")
    text = f'versions:\n  "1.0":\n    effective: 2026-12-01\n  {line}\n'
    (project / CHANGES).write_text(text, encoding="utf-8")
    found = diagnose(project)
    assert [d.code for d in found] == [code]
    assert told in found[0].message + found[0].hint
    assert found[0].place
    assert (found[0].place.path, found[0].place.line) == (CHANGES, 4)


def test_a_file_without_versions_or_dates(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text('versions:\n  "1.0": {since: "0.9"}\n', encoding="utf-8")
    assert [(d.code, d.message) for d in diagnose(project)] == [("S002", "the field “effective” is missing")]
    (project / CHANGES).write_text("versions: {}\n", encoding="utf-8")
    assert diagnose(project) == ()
    (project / CHANGES).write_text("", encoding="utf-8")
    assert [d.code for d in diagnose(project)] == ["Y013"]


def test_ids_of_what_is_gone_are_allowed(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text(
        'versions:\n  "1.0":\n    effective: 2026-12-01\n    role: {reports_to: {old: [chairman], new: [director]}}\n'
        "    penalties:\n      lateness: {change: removed, was: {en: Arrives late., zh: 迟到。}}\n"
        "      noise: {change: removed}\n    kpis:\n      calls: {target: {old: 12, new: 20}}\n",
        encoding="utf-8",
    )
    assert diagnose(project) == ()
    catalogue = load_catalogue(project)[0]
    lines = say(find_role_page(catalogue, "zh").view.changes[0])
    assert lines["penalties"] == ["迟到。 | removed", "noise | removed"]
    assert lines["kpis"] == ["calls | 目标值: 12 → 20"]
    assert lines["role"] == ["直接上级 | : chairman → 总经理"]
    spanish = find_role_page(catalogue, "es").view.changes[0].groups[0].entries[0].name
    assert (spanish.plain, spanish.language) == ("Arrives late.", "en")


# ---------------------------------------------------------------------------------- the site


def plan(catalogue: Catalogue) -> Iterator[Artifact]:
    roles = tuple(name for name, role in catalogue.roles.items() if not role.facts.draft)
    options = SiteOptions(None, catalogue.handbook.languages, roles, TODAY)
    return plan_site(catalogue, options, TEMPLATES)


def find_role_page(catalogue: Catalogue, language: str, role: str = "sales-manager") -> Artifact:
    path = f"{language}/roles/{role}/index.html"
    return next(artifact for artifact in plan(catalogue) if artifact.path == path)


def render(artifact: Artifact) -> str:
    return render_artifact(RenderSettings(TEMPLATES, SAMPLE), artifact, FONTS).decode()


def test_nothing_recorded_shows_nothing() -> None:
    catalogue = load_catalogue(SAMPLE)[0]
    assert not any("changes" in artifact.path for artifact in plan(catalogue) if artifact.kind != "file")
    html = render(find_role_page(catalogue, "en"))
    assert 'id="changes"' not in html
    assert "changes/index.html" not in html


@pytest.fixture
def recorded(repository: Path) -> Catalogue:
    """Three versions, two of them recorded."""
    record(repository)
    third_version(repository)
    record(repository, "v2")
    return load_catalogue(repository)[0]


def test_a_role_page_shows_what_changed(recorded: Catalogue) -> None:
    html = render(find_role_page(recorded, "en"))
    section = html[html.index('<section id="changes"') :]
    section = section[: section.index("</section>")]
    assert '<a href="#changes">What changed</a>' in html
    newest, _, older = section.partition("<details")
    assert "Version 1.2, effective 1 September 2027" in newest
    assert "<del>95%</del>" in newest
    assert "<ins>12 days</ins>" in newest
    assert "<summary>Version 1.1" in older
    assert "<del>fine of 50 yuan</del>" in older
    assert 'href="#penalty-no-report"' in older
    assert 'id="penalty-no-report"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_a_change_list_lead_somewhere(recorded: Catalogue, language: str) -> None:
    artifact = find_role_page(recorded, language)
    html = render(artifact)
    for version in artifact.view.changes:
        for group in version.groups:
            for entry in group.entries:
                assert entry.href is None or f'id="{entry.href[1:]}"' in html, entry.href
    removed = [e for v in artifact.view.changes for g in v.groups for e in g.entries if e.status == "removed"]
    assert [e.href for e in removed] == [None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_document_of_all_changes(recorded: Catalogue, language: str, tmp_path: Path) -> None:
    import page as page_validation

    found = {artifact.path: artifact for artifact in plan(recorded)}
    html = render(found[f"{language}/changes/index.html"])
    days = [day.id for day in found[f"{language}/changes/index.html"].view.days]
    assert days == ["from-2027-09-01", "from-2027-03-01"]
    assert 'href="changes.pdf"' in html
    assert f'href="../roles/sales-manager/index.html"' in html  # noqa: F541
    home = render(found[f"{language}/index.html"])
    assert 'href="changes/index.html"' in home
    document = found[f"{language}/changes/changes.pdf"]
    settings = RenderSettings(TEMPLATES, SAMPLE)
    pdf = render_artifact(settings, document, FONTS)
    (tmp_path / "x.pdf").write_bytes(pdf)
    validated = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert validated.is_compliant, validated.failures
    assert render_artifact(settings, document, FONTS) == pdf


def test_pages_depend_on_content_alone(recorded: Catalogue, repository: Path) -> None:
    """No git, no clock: the same files somewhere else give the same views."""
    import shutil

    elsewhere = repository.parent.parent.parent / "elsewhere"
    shutil.copytree(repository, elsewhere)
    again = load_catalogue(elsewhere)[0]
    one, two = ([(a.path, pack_view(a.view)) for a in plan(c) if a.kind != "file"] for c in (recorded, again))
    assert one == two


def test_words_of_other_languages_alone(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text(
        'versions:\n  "1.0":\n    effective: 2026-12-01\n    texts: {title: [es]}\n', encoding="utf-8"
    )
    catalogue = load_catalogue(project)[0]
    told = find_role_page(catalogue, "en").view.changes[0]
    assert (told.groups, told.empty) == ((), "Only words in other languages changed.")
    assert say(find_role_page(catalogue, "es").view.changes[0]) == {
        "role": ["Denominación | nueva redacción"]
    }
    (project / CHANGES).write_text('versions:\n  "1.0":\n    effective: 2026-12-01\n', encoding="utf-8")
    assert find_role_page(load_catalogue(project)[0], "en").view.changes[0].empty == "No content changed."


def test_drafts_are_neither_recorded_nor_shown(repository: Path) -> None:
    edit(repository, f"{SELLER}/role.yaml", ("level: individual", "level: individual\ndraft: true"))
    record(repository)
    assert not (repository / SELLER / "changes.yaml").exists()
    catalogue = load_catalogue(repository)[0]
    page = next(a for a in plan(catalogue) if a.path == "en/changes/index.html")
    assert [role.id for day in page.view.days for role in day.roles] == ["sales-manager"]


TOKENS = (
    *(
        "",
        " ",
        "~",
        "null",
        "[]",
        "{}",
        "[a, [b]]",
        "{a: {b: c}}",
        "- a",
        "a: b",
        "a:",
        ": ",
        "#",
        "|",
        "&a",
        "*a",
    ),
    *(
        "{old: 1, new: 2}",
        "{old: {}}",
        "{new: []}",
        "{old: end}",
        "{change: added}",
        "0",
        "-1",
        "1e9",
        "NaN",
        "true",
    ),
    *(
        "2026-02-30",
        "9999-12-31",
        "../../etc/passwd",
        "a" * 300,
        "é",
        "经理",
        "\u202etxt",
        "\x00",
        "\u2028",
        "{by}",
    ),
    *(
        "[x](javascript:x)",
        "<script>",
        "%00",
        "added",
        "moved",
        "percent",
        "CNY",
        "director",
        "sales-manager",
    ),
)


@pytest.fixture(scope="module")
def recorded_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project whose second version is recorded, and the text of the record."""
    project = make_second_version(make_repository(tmp_path_factory.mktemp("fuzz") / "project"))
    assert record(project).returncode == 0
    return project, (project / CHANGES).read_text(encoding="utf-8")


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_stands_in_the_record(recorded_once: tuple[Path, str], data: st.DataObject) -> None:
    """Diagnostics with a place, or a page; never a traceback."""
    project, text = recorded_once
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(2, len(lines) - 1))
        key, colon, _value = lines[index].partition(": ")
        token = data.draw(st.sampled_from(TOKENS))
        lines[index] = data.draw(
            st.sampled_from([f"{key}{colon or ': '}{token}", f"{lines[index]} {token}", token, ""])
        )
    (project / CHANGES).write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        catalogue = load_catalogue(project)[0]
    except ContentError as error:
        assert all(d.message and d.place for d in error.diagnostics)
        return
    assert all(d.place for d in diagnose(project))
    for language in LANGUAGES:
        for artifact in plan(catalogue):
            if artifact.path.startswith(f"{language}/") and "changes" in artifact.path:
                pack_view(artifact.view)


def test_any_role_against_any_other() -> None:
    """Roles of the library as if one had become the other: every fact is said, and comes back from the file."""
    catalogue = load_catalogue(ROOT)[0]
    contexts = {
        language: make_contexts(compare_catalogues(catalogue, catalogue), ROOT, language)
        for language in LANGUAGES
    }
    names = list(catalogue.roles)
    for index in range(0, len(names), 5):
        old, new = catalogue.roles[names[index]], catalogue.roles[names[index - 3]]
        compared = compare_roles(new.id, old, new, catalogue.handbook.languages)

        def name_in(role: RoleComparison, section: str, entry: str, language: str) -> str | None:
            found = Side(contexts[language].old, role.old).find_name(section, entry)
            return found.plain if found else None

        kept = complete_record(compared, catalogue.handbook.languages, name_in)
        file, problems = read_yaml(CHANGES, f"versions:\n{render_version('9', kept)}".encode())
        assert not problems
        read, problems = validate_file(RoleChanges, file)
        assert not problems
        assert read
        assert read.versions["9"] == kept
        for language, context in contexts.items():
            told = tell_role(context, compared)
            details = [d for group in told.groups for entry in group.entries for d in entry.details]
            assert details
            for detail in details:
                said = f"{detail.old or ''}{detail.new or ''}"
                assert said
                assert not any(odd in said for odd in ("Decimal", "None", "{", "model_")), said
                assert (
                    language != "zh" or not said.isascii() or any(c.isdigit() for c in said) or said.isupper()
                ), said


def test_words_do_not_deceive_the_terminal(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(
        project,
        f"{MANAGER}/en.yaml",
        ("Signs usual contracts.", "Signs \u202estcartnoc\u202c. Two\u200bwords."),
    )
    said = run("diff", SAMPLE, project).stdout
    assert "stcartnoc" in said
    assert "\u202e" not in said
