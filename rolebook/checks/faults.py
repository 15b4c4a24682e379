"""One fault is not punished twice: penalties and KPIs about the same duty (codes P010, P011)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.kpis import list_kpis
from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.diagnostics import Diagnostic, Severity


def check_double_punishment(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A fault that a penalty punishes does not lower a KPI too, unless the penalty says that it spares it."""
    groups = _index_groups(role)
    for name, penalty in _list_penalties(role):
        twice = [
            (kpi_id, duties)
            for kpi_id, kpi in list_kpis(role)
            if kpi_id not in penalty.spares and (duties := _find_common(penalty, kpi, groups))
        ]
        if not twice:
            continue
        punished = list(dict.fromkeys(duty for _, duties in twice for duty in duties))
        kpis = [kpi_id for kpi_id, _ in twice]
        yield role.diagnose(
            "P010",
            Severity.WARNING,
            f"the penalty “{name}” punishes {_quote(punished)}, which {_name_kpis(kpis)} too: "
            "one fault counts twice",
            f"add spares: [{', '.join((*penalty.spares, *kpis))}] to the penalty, "
            "or let one of the two be about other duties",
            at=("penalties", name, "breaks"),
            at_key=True,
        )


def check_spared(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A KPI that a penalty spares measures a duty that the penalty punishes."""
    groups, kpis = _index_groups(role), dict(list_kpis(role))
    for name, penalty in _list_penalties(role):
        for index, kpi_id in enumerate(penalty.spares):
            known = penalty.breaks and kpis[kpi_id].measures  # P003 and K011 tell what is missing
            if known and not _find_common(penalty, kpis[kpi_id], groups):
                yield role.diagnose(
                    "P011",
                    Severity.WARNING,
                    f"the penalty “{name}” spares the KPI “{kpi_id}”, which measures no duty that it punishes",
                    "delete it from spares, or list the duty under breaks",
                    at=("penalties", name, "spares", index),
                )


def _find_common(penalty: PenaltyFacts, kpi: KpiFacts, groups: dict[str, frozenset[str]]) -> list[str]:
    """The duties that a penalty punishes and a KPI measures: themselves, their group, or one of their members."""
    return [
        duty
        for duty in penalty.breaks
        if any(duty in groups[other] or other in groups[duty] for other in kpi.measures)
    ]


def _index_groups(role: Role) -> dict[str, frozenset[str]]:
    """For each duty, itself and the groups that it stands in."""
    return {item.id: frozenset((item.id, *item.groups)) for item in walk_outline(role.source_words.duties)}


def _list_penalties(role: Role) -> list[tuple[str, PenaltyFacts]]:
    return [(name, penalty) for name, penalty in role.facts.penalties.items() if penalty is not None]


def _quote(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _name_kpis(names: list[str]) -> str:
    return f"the KPI {_quote(names)} measures" if len(names) == 1 else f"the KPIs {_quote(names)} measure"
