"""KPIs: weights, units, completeness, and what they measure (codes K)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.role_facts import KpiFacts
from rolebook.content.role_words import Group, Outline
from rolebook.content.scoring import format_number
from rolebook.diagnostics import Diagnostic, Severity


def check_weights(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The weights of a role's KPIs add up to exactly 100; a post has KPIs at all."""
    kpis = list_kpis(role)
    if not kpis:
        if role.facts.kind == "post":
            yield role.diagnose(
                "K002",
                Severity.ADVICE,
                "this post has no KPIs",
                "add kpis, or leave it so on purpose",
                at=("kind",),
            )
        return
    weighted = [kpi for _, kpi in kpis if not kpi.added]
    total = sum((kpi.weight for kpi in weighted), Decimal(0))
    if total != 100:
        single = " of this one KPI is" if len(weighted) == 1 else f"s of these {len(weighted)} KPIs add up to"
        change = (
            f"add {format_number(100 - total)}" if total < 100 else f"take away {format_number(total - 100)}"
        )
        yield role.diagnose(
            "K001",
            Severity.ERROR,
            f"the weight{single} {format_number(total)}, not 100"
            if weighted
            else "no KPI has a weight: added points need a total that they are added to",
            f"{change} in all" if weighted else "give KPIs weights that add up to 100",
            at=("kpis",),
            at_key=True,
        )


def check_completeness(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A KPI says what it aims at, how it scores and what it measures."""
    for name, kpi in list_kpis(role):
        missing = [
            word for word, value in (("target", kpi.target), ("scoring", kpi.scoring)) if value is None
        ]
        if missing:
            yield role.diagnose(
                "K014",
                Severity.ADVICE,
                f"the KPI “{name}” has no {' and no '.join(missing)}",
                f"add {' and '.join(missing)}, so that a result can be judged",
                at=("kpis", name),
                at_key=True,
            )
        if not kpi.measures:
            yield role.diagnose(
                "K011",
                Severity.WARNING,
                f"the KPI “{name}” measures no duty",
                "list the duties under measures",
                at=("kpis", name, "measures") if "measures" in kpi.model_fields_set else ("kpis", name),
                at_key=True,
            )
        if kpi.examples and kpi.scoring is None:
            yield role.diagnose(
                "K013",
                Severity.WARNING,
                f"the KPI “{name}” has examples but no scoring",
                "add scoring, or delete the examples",
                at=("kpis", name, "examples"),
                at_key=True,
            )


def check_units(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A currency belongs to money, a scale to money or a count; a target of 0.95 percent is a slip."""
    for name, kpi in list_kpis(role):
        if kpi.currency is not None and kpi.unit != "money":
            yield role.diagnose(
                "K009",
                Severity.ERROR,
                f"the KPI “{name}” is counted in {kpi.unit}, yet it has a currency",
                "write unit: money, or delete currency",
                at=("kpis", name, "currency"),
                at_key=True,
            )
        if kpi.scale is not None and kpi.unit not in ("money", "count"):
            yield role.diagnose(
                "K012",
                Severity.WARNING,
                f"the KPI “{name}” is counted in {kpi.unit}, yet it has a scale",
                "delete scale; it is for money and counts",
                at=("kpis", name, "scale"),
                at_key=True,
            )
        if kpi.unit == "percent" and kpi.target is not None and 0 < kpi.target < 1:
            yield role.diagnose(
                "K015",
                Severity.ADVICE,
                f"the target is {format_number(kpi.target)} percent",
                f"if {format_number(kpi.target * 100)} % is meant, write {format_number(kpi.target * 100)}",
                at=("kpis", name, "target"),
            )


def check_names(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A KPI has its name either from handbook.yaml, once for all roles, or in the words of its role."""
    for name, kpi in list_kpis(role):
        shared = catalogue.handbook.kpis.get(kpi.named or name)
        if shared is None:
            words = role.source_words.kpis.get(name)
            if words is not None and words.name is None:
                yield role.diagnose(
                    "K018",
                    Severity.ERROR,
                    f"the KPI “{name}” has no name",
                    "add name, or name a KPI of handbook.yaml: named: …",
                    at=("kpis", name),
                    at_key=True,
                    language=role.source_language,
                )
            continue
        if kpi.unit not in shared.units:
            yield role.diagnose(
                "K016",
                Severity.ERROR,
                f"“{kpi.named or name}” is counted in {' or '.join(shared.units)}, not in {kpi.unit}",
                "use one of these units, add it to the KPI in handbook.yaml, or give this KPI an id of its own",
                at=("kpis", name, "unit"),
            )
        for language, words_of in role.words.items():
            own = words_of.kpis.get(name)
            if own is not None and own.name is not None:
                yield role.diagnose(
                    "K017",
                    Severity.WARNING,
                    f"the name of “{name}” stands here and in handbook/{language}.yaml",
                    "delete it here: the handbook's name is for all roles",
                    at=("kpis", name, "name"),
                    at_key=True,
                    language=language,
                )


def check_measured_duties(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every duty is measured by some KPI, by itself or with the group it stands in."""
    kpis = list_kpis(role)
    if not kpis:
        return
    measured = {duty for _, kpi in kpis for duty in kpi.measures}
    left = list(_list_unmeasured(role.source_words.duties, measured))
    if left:
        verb = "is" if len(left) == 1 else "are"
        total = sum(not item.is_group for item in walk_outline(role.source_words.duties))
        yield role.diagnose(
            "K010",
            Severity.ADVICE,
            f"{len(left)} of {total} duties {verb} measured by no KPI: {', '.join(left)}",
            "name them under measures of a KPI where that makes sense",
            at=("kpis",),
            at_key=True,
        )


def list_kpis(role: Role) -> list[tuple[str, KpiFacts]]:
    """The KPIs of a role with their ids, those it takes over included."""
    return [(name, kpi) for name, kpi in role.facts.kpis.items() if kpi is not None]


def _list_unmeasured(outline: Outline, measured: set[str]) -> Iterator[str]:
    for name, entry in outline.items():
        if name in measured:
            continue
        if isinstance(entry, Group):
            yield from _list_unmeasured(entry.items, measured)
        elif entry is not None:
            yield name
