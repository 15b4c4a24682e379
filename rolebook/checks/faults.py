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
            if kpi_id not in penalty.spares
            and can_take_points(kpi)
            and (duties := _find_common(penalty, kpi, groups))
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
            kpi = kpis[kpi_id]
            if not can_take_points(kpi):
                why, hint = "which can only add points", "delete it from spares"
            elif penalty.breaks and kpi.measures and not _find_common(penalty, kpi, groups):
                why, hint = (
                    "which measures no duty that it punishes",
                    "delete it from spares, or list the duty under breaks",
                )
            else:
                continue  # P003 and K011 tell where duties are missing
            yield role.diagnose(
                "P011",
                Severity.WARNING,
                f"the penalty “{name}” spares the KPI “{kpi_id}”, {why}",
                hint,
                at=("penalties", name, "spares", index),
            )


def can_take_points(kpi: KpiFacts) -> bool:
    """Whether a bad result costs anything: not so where a KPI beside the 100 only adds points."""
    if not kpi.added or kpi.scoring is None:
        return True
    scoring = kpi.scoring
    if scoring.veto is not None and (scoring.veto.total or scoring.veto.score < 0):
        return True
    if scoring.floor is not None and scoring.floor >= 0:
        return False
    if scoring.linear is not None:
        return scoring.linear.lose > 0 or scoring.linear.score < 0
    return any(band.score < 0 for band in scoring.bands)


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
