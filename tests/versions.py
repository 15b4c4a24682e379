"""A second version of the sample project, with changes of every kind, and a git repository that holds both."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.project import copy_sample

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
