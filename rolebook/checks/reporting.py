"""Who reports to whom, and other references that cannot be (codes X)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolebook.content.catalogue import Catalogue, Role
from rolebook.diagnostics import Diagnostic, Severity


def check_reporting_cycles(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Nobody is their own superior, over however many steps, roles and positions alike."""
    superiors: dict[str, tuple[str, ...]] = {name: role.reports_to for name, role in catalogue.roles.items()}
    superiors |= {name: position.reports_to for name, position in catalogue.handbook.positions.items()}
    for cycle in find_cycles(superiors):
        shown = " → ".join([*cycle, cycle[0]])
        message = (
            f"“{cycle[0]}” reports to itself" if len(cycle) == 1 else f"these report to each other: {shown}"
        )
        hint = "take one of them out of reports_to"
        index = superiors[cycle[0]].index(cycle[1 % len(cycle)])
        if cycle[0] in catalogue.roles:
            role = catalogue.roles[cycle[0]]
            yield role.diagnose("X010", Severity.ERROR, message, hint, at=("reports_to", index))
        else:
            at = ("positions", cycle[0], "reports_to", index)
            yield catalogue.handbook_file.diagnose("X010", Severity.ERROR, message, hint, at=at)


def check_department_cycles(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """No department is part of itself, over however many steps."""
    above = {
        name: (department.part_of,) if department.part_of else ()
        for name, department in catalogue.handbook.departments.items()
    }
    for cycle in find_cycles(above):
        shown = " → ".join([*cycle, cycle[0]])
        yield catalogue.handbook_file.diagnose(
            "X012",
            Severity.ERROR,
            f"these departments are part of each other: {shown}",
            "take part_of out of one of them",
            at=("departments", cycle[0], "part_of"),
        )


def check_self_references(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A role neither stands in for itself nor leads, precedes or follows itself; nor does a requirement."""
    career = role.facts.career
    lists = (
        (("acts_for",), role.facts.acts_for, "stands in for"),
        (("manages",), role.facts.manages, "leads"),
        (("career", "from"), career.from_, "comes before"),
        (("career", "to"), career.to, "comes after"),
    )
    for name, need in role.facts.qualifications.items():
        if need and need.alternative_to == name:
            yield role.diagnose(
                "X011",
                Severity.ERROR,
                f"“{name}” is an alternative to itself",
                "name the other requirement, or delete alternative_to",
                at=("qualifications", name, "alternative_to"),
            )
    for section, names, what in lists:
        for index, name in enumerate(names):
            if name == role.id:
                yield role.diagnose(
                    "X011",
                    Severity.ERROR,
                    f"“{name}” {what} itself",
                    f"take “{name}” out of {'.'.join(section)}",
                    at=(*section, index),
                )


def check_repetitions(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A list of references names each once."""
    lists: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        ((section,), getattr(role.facts, section))
        for section in ("reports_to", "manages", "acts_for", "places", "follows", "sections_first")
    ]
    lists += [(("career", "from"), role.facts.career.from_), (("career", "to"), role.facts.career.to)]
    lists += [
        (("kpis", name, "breaks_down"), kpi.breaks_down) for name, kpi in role.facts.kpis.items() if kpi
    ]
    lists += [
        (("qualifications", name, "majors"), need.majors)
        for name, need in role.facts.qualifications.items()
        if need
    ]
    lists += [(("workflows", name, "by"), step.by) for name, step in role.facts.workflows.items() if step]
    lists += [(("kpis", name, "measures"), kpi.measures) for name, kpi in role.facts.kpis.items() if kpi]
    lists += [
        (("penalties", name, field), getattr(rule, field))
        for name, rule in role.facts.penalties.items()
        if rule
        for field in ("breaks", "spares")
    ]
    lists += [
        (("relations", name, "with"), other.with_) for name, other in role.facts.relations.items() if other
    ]
    for path, names in lists:
        for index, name in enumerate(names):
            if name in names[:index]:
                yield role.diagnose(
                    "X013",
                    Severity.WARNING,
                    f"“{name}” stands twice in {path[-1]}",
                    "delete one of the two",
                    at=(*path, index),
                )


def check_editions(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An edition of the handbook chooses some role."""
    roles = [role for role in catalogue.roles.values() if not role.facts.draft]
    for name, edition in catalogue.handbook.editions.items():
        if roles and not any(edition.holds(role.facts) for role in roles):
            yield catalogue.handbook_file.diagnose(
                "X018",
                Severity.WARNING,
                f"no role belongs to the edition “{name}”",
                "choose other departments, levels, industries or families, or delete it",
                at=("editions", name),
                at_key=True,
            )


def check_kind(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Charters stand at a level of charters, posts do not."""
    level = catalogue.handbook.levels.get(role.level)
    if level is None or level.unit == (role.facts.kind == "unit"):
        return
    what = "a post" if level.unit else "a department's charter"
    fitting = [name for name, other in catalogue.handbook.levels.items() if other.unit != level.unit]
    yield role.diagnose(
        "X014",
        Severity.WARNING,
        f"this is {what}, but the level “{role.level}” is not for such",
        ("use one of: " + ", ".join(fitting) if fitting else "add a level to handbook.yaml")
        + "; or change kind",
        at=("level",),
    )


def check_competency_levels(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Competencies are asked for at a level that the handbook's scale has."""
    top = catalogue.handbook.competency_levels
    for name, level in role.facts.competencies.items():
        if level is not None and not 1 <= level <= top:
            yield role.diagnose(
                "X015",
                Severity.ERROR,
                f"“{name}” is asked for at level {level}; the scale goes from 1 to {top}",
                f"choose a level from 1 to {top}",
                at=("competencies", name),
            )


def find_cycles(graph: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Cycles of a directed graph, each once and from its first name; every node on any cycle is in one."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    covered: set[str] = set()
    for start in sorted(graph):
        if start not in covered and (cycle := _shortest_cycle(graph, start)):
            found.setdefault(frozenset(cycle), cycle)
            covered.update(cycle)
    return list(found.values())


def _shortest_cycle(graph: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in graph.get(node, ()):
            if following == start:
                cycle = [node]
                while cycle[-1] != start:
                    cycle.append(came_from[cycle[-1]])
                return tuple(reversed(cycle))
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    return ()
