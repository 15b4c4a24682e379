"""A second version of the sample project, a repository that holds both, and how its changes are told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from rolebook.build.artifact import Artifact
from rolebook.build.execute import render_artifact
from rolebook.build.plan import plan_site
from rolebook.cli import cli
from rolebook.content.catalogue import Catalogue
from rolebook.history.compare import Comparison, RoleComparison
from rolebook.render.settings import RenderSettings
from rolebook.versions import make_contexts
from rolebook.views.comparison import Contexts
from rolebook.views.context import SiteOptions
from rolebook.views.model import RoleVersion
from tests.project import FONTS, SAMPLE, TODAY, copy_sample, release_all

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = (ROOT / "templates",)
MANAGER, SELLER = "roles/sales-manager", "roles/sales-representative"
NEW_KPI = """\
  new-customers:
    weight: 15
    unit: count
    target: 3
    scoring: {bands: [{from: 3, score: 100}, {below: 3, score: 0}]}
    measures: [hiring]
    examples: [{actual: 3, score: 100}]
penalties:
  late-entry:
    effect: {kind: warning}
    breaks: [targets]
    spares: [collection]
"""
EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    f"{MANAGER}/role.yaml": (
        ('version: "1.0"\neffective: 2026-12-01', 'version: "1.1"\neffective: 2027-03-01'),
        ("review_by: 2027-12-01", "review_by: 2028-03-01"),
        ("acts_for: [director]\n", ""),
        ("{kind: fine, amount: {value: 50, currency: CNY}}", "{kind: points, points: 5}"),
        ("{every: week, on: monday}", "{every: month, by: 5}"),
        ("    weight: 60", "    weight: 45"),
        ("{from: 80, score: 80}, {below: 80, score: 0}", "{from: 85, score: 80}, {below: 85, score: 0}"),
        ("{actual: 79.9, score: 0}", "{actual: 84.9, score: 0}"),
        ("  contracts: {kind: delegated, by: director}\n", "  discounts: {kind: proposes, by: director}\n"),
        ("penalties:\n", NEW_KPI),
        ("months_at_least: 24", "months_at_least: 36"),
        ("negotiation: 3", "negotiation: 4"),
        ("certainty: proposed", "certainty: stated"),
    ),
    f"{MANAGER}/en.yaml": (
        ("collection of all invoices.", "collection of all invoices within a month."),
        ("  check-goods: ", "  hiring: Proposes whom to hire.\n  check-goods: "),
        ("  contracts: Signs usual contracts.", "  discounts: Proposes discounts."),
        ("reports after Monday\n", "reports after the day due\n  new-customers: {name: New customers}\n"),
        ("A fine of {amount}.", "A deduction of {points} points."),
        ("penalties:\n", "penalties:\n  late-entry: Enters the goals late.\n"),
        ("      record: Records the complaint.\n", ""),
        ("Answers the customer.\n", "Answers the customer.\n      record: Records the complaint.\n"),
    ),
    f"{MANAGER}/zh.yaml": (
        ("负责全部发票的回款。", "负责全部发票在一个月内回款。"),
        ("  check-goods: ", "  hiring: 提出招聘人选。\n  check-goods: "),
        ("  contracts: 签订常规合同。", "  discounts: 提出折扣建议。"),
        ("周一之后提交的报告份数\n", "逾期提交的报告份数\n  new-customers: {name: 新增客户}\n"),
        ("罚款{amount}。", "扣{points}分。"),
        ("penalties:\n", "penalties:\n  late-entry: 目标录入迟延。\n"),
        ("      record: 记录投诉。\n", ""),
        ("答复客户。\n", "答复客户。\n      record: 记录投诉。\n"),
    ),
    # Spanish is left behind in three places: the collection, the reports, and whom to hire.
    f"{MANAGER}/es.yaml": (
        ("title: Responsable de ventas", "title: Jefe de ventas"),
        ("  contracts: Firma los contratos habituales.", "  discounts: Propone descuentos."),
        ("después del lunes\n", "después del lunes\n  new-customers: {name: Clientes nuevos}\n"),
        ("Multa de {amount}.", "Descuento de {points} puntos."),
        ("penalties:\n", "penalties:\n  late-entry: Registra tarde los objetivos.\n"),
    ),
    f"{SELLER}/role.yaml": (
        ("  contracts:\n", "  discounts:\n"),
        ("  late-reports:\n", "  late-reports:\n  new-customers:\n"),
        ("{kind: fine, amount: {value: 50, currency: CNY}}", "{kind: points, points: 5}"),
    ),
    f"{SELLER}/en.yaml": (
        ("  contracts:\n", "  discounts:\n"),
        ("  late-reports:\n", "  late-reports:\n  new-customers:\n"),
    ),
    f"{SELLER}/zh.yaml": (
        ("  contracts:\n", "  discounts:\n"),
        ("  late-reports:\n", "  late-reports:\n  new-customers:\n"),
    ),
    f"{SELLER}/es.yaml": (
        ("  contracts:\n", "  discounts:\n"),
        ("  late-reports:\n", "  late-reports:\n  new-customers:\n"),
    ),
}

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


def edit(project: Path, path: str, *pairs: tuple[str, str]) -> None:
    """Replace pieces of a file, each of which must be there."""
    text = (project / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path}: {old}"
        text = text.replace(old, new, 1)
    (project / path).write_text(text, encoding="utf-8")


def make_second_version(project: Path) -> Path:
    """Bring a copy of the sample project to its second version."""
    for path, pairs in EDITS.items():
        edit(project, path, *pairs)
    return project


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, whatever the user's own settings are."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = {
        f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **own, **names},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def make_repository(folder: Path, *, inside: str = "") -> Path:
    """A repository whose tag v1 holds the sample project; the project in it, as it is then."""
    project = folder / inside
    project.parent.mkdir(parents=True, exist_ok=True)
    copy_sample(project)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The first version")
    git(folder, "tag", "v1")
    return project


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


def record(project: Path, old: str = "v1", *more: str) -> Run:
    return run("--project", project, "diff", old, "--record", *more)


def plan(catalogue: Catalogue) -> Iterator[Artifact]:
    roles = tuple(name for name, role in catalogue.roles.items() if not role.facts.draft)
    options = SiteOptions(None, catalogue.handbook.languages, roles, TODAY)
    return plan_site(release_all(catalogue), options, TEMPLATES)


def find_role_page(catalogue: Catalogue, language: str, role: str = "sales-manager") -> Artifact:
    path = f"{language}/roles/{role}/index.html"
    return next(artifact for artifact in plan(catalogue) if artifact.path == path)


def render(artifact: Artifact) -> str:
    return render_artifact(RenderSettings(TEMPLATES, SAMPLE), artifact, FONTS).decode()
