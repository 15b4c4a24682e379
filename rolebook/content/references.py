"""Every id that one file uses of another must exist (codes X006 to X008)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.role_words import OUTLINES, Group
from rolebook.content.yaml_tree import Key, YamlFile, suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity

Refer = Callable[[str | None, Iterable[str], str, tuple[Key, ...]], None]


def check_handbook(catalogue: Catalogue, role_ids: set[str]) -> list[Diagnostic]:
    """References inside handbook.yaml, and ids that name two things."""
    book, file = catalogue.handbook, catalogue.handbook_file
    found: list[Diagnostic] = []

    def refer(name: str | None, known: Iterable[str], what: str, at: tuple[Key, ...]) -> None:
        if name is not None and name not in known:
            found.append(_unknown(file, name, list(known), what, at))

    for language in (book.source_language, book.governing_language):
        refer(
            language,
            book.languages,
            "language of this handbook",
            ("governing_language",) if language != book.source_language else ("source_language",),
        )
    people = {*role_ids, *book.positions}
    refer(book.owner, {*people, *book.departments}, "role, position or department", ("owner",))
    for name, department in book.departments.items():
        refer(department.part_of, book.departments, "department", ("departments", name, "part_of"))
    for name, position in book.positions.items():
        refer(position.department, book.departments, "department", ("positions", name, "department"))
        for index, superior in enumerate(position.reports_to):
            refer(superior, people, "role or position", ("positions", name, "reports_to", index))
    for name, competency in book.competencies.items():
        refer(competency.group, book.competency_groups, "competency group", ("competencies", name, "group"))
    for name, edition in book.editions.items():
        for section, known in (
            ("departments", book.departments),
            ("levels", book.levels),
            ("industries", book.industries),
            ("families", book.families),
        ):
            for index, value in enumerate(getattr(edition, section)):
                refer(value, known, section, ("editions", name, section, index))
        for index, tag in enumerate(edition.languages):
            refer(tag, book.languages, "language of this handbook", ("editions", name, "languages", index))
    _check_shared_workflows(catalogue, role_ids, refer)
    found += _check_handbook_provenance(catalogue)
    seen: dict[str, str] = {}
    for section, entries in (
        ("roles", role_ids),
        ("positions", book.positions),
        ("departments", book.departments),
        ("parties", book.parties),
    ):
        for name in sorted(entries):
            if name in seen:
                found.append(
                    file.diagnose(
                        "X006",
                        Severity.ERROR,
                        f"“{name}” names an entry of {seen[name]} and one of {section}",
                        "rename one of the two: relations could mean either",
                        at=(section, name),
                        at_key=True,
                    )
                )
            seen.setdefault(name, section)
    return found


def check_references(catalogue: Catalogue, role: Role, role_ids: set[str]) -> list[Diagnostic]:
    """References from a role: to people, departments, duties, events, competencies and flags."""
    book, facts = catalogue.handbook, role.facts
    found: list[Diagnostic] = []
    people = {*role_ids, *book.positions}
    anyone = {*people, *book.departments, *book.parties}

    def refer(name: str | None, known: Iterable[str], what: str, *at: Key) -> None:
        if name is not None and name not in known:
            found.append(
                _unknown(role.file_of(at), name, list(known), what.replace("this role", f"“{role.id}”"), at)
            )

    refer(facts.department, book.departments, "department of handbook.yaml", "department")
    refer(facts.level, book.levels, "level of handbook.yaml", "level")
    refer(facts.industry, book.industries, "industry of handbook.yaml", "industry")
    refer(facts.family, book.families, "family of handbook.yaml", "family")
    refer(facts.owner, {*people, *book.departments}, "role, position or department", "owner")
    for section in ("reports_to", "manages", "acts_for"):
        for index, name in enumerate(getattr(facts, section)):
            refer(name, people, "role or position", section, index)
    entries = {
        section: {item.id for item in walk_outline(getattr(role.source_words, section))}
        for section in OUTLINES
    }
    duties = entries["duties"]
    for name in facts.duties:
        refer(name, duties, f"duty in {role.source_language}.yaml", "duties", name)
    for section in ("duties", "workflows"):
        for name, timed in getattr(facts, section).items():
            for side in ("before", "after") if timed and timed.cadence else ():
                event = getattr(timed.cadence, side)
                refer(event, book.events, "event of handbook.yaml", section, name, "cadence", side)
    for section in ("authority", "relations"):
        for name in getattr(facts, section):
            refer(name, entries[section], f"entry of {section} in {role.source_language}.yaml", section, name)
    for name in facts.workflows:
        steps = f"step of a workflow in {role.source_language}.yaml"
        refer(name, entries["workflows"], steps, "workflows", name)
    for index, name in enumerate(facts.places):
        refer(name, book.places, "place of handbook.yaml", "places", index)
    for index, name in enumerate(facts.follows):
        refer(name, book.workflows, "workflow of handbook.yaml", "follows", index)
    for side in ("from", "to"):
        for index, name in enumerate(facts.career.from_ if side == "from" else facts.career.to):
            refer(name, people, "role or position", "career", side, index)
    for name, step in facts.workflows.items():
        for index, who in enumerate(step.by if step else ()):
            refer(who, anyone, "role, position, department or party", "workflows", name, "by", index)
    for name, need in facts.qualifications.items():
        if need is None:
            continue
        for index, major in enumerate(need.majors):
            refer(major, book.majors, "major of handbook.yaml", "qualifications", name, "majors", index)
        refer(
            need.alternative_to,
            facts.qualifications,
            "qualification of this role",
            "qualifications",
            name,
            "alternative_to",
        )
        refer(need.measured_by, facts.kpis, "KPI of this role", "qualifications", name, "measured_by")
    for name, power in facts.authority.items():
        refer(power.by if power else None, people, "role or position", "authority", name, "by")
    for name, relation in facts.relations.items():
        for index, other in enumerate(relation.with_ if relation else ()):
            refer(other, anyone, "role, position, department or party", "relations", name, "with", index)
    for name in facts.competencies:
        refer(name, book.competencies, "competency of handbook.yaml", "competencies", name)
    for name, kpi in facts.kpis.items():
        refer(kpi.named if kpi else None, book.kpis, "KPI of handbook.yaml", "kpis", name, "named")
        for index, duty_id in enumerate(kpi.measures if kpi else ()):
            refer(duty_id, duties, "duty of this role", "kpis", name, "measures", index)
    for name, penalty in facts.penalties.items():
        if penalty is None:
            continue
        refer(penalty.approver, people, "role or position", "penalties", name, "approver")
        refer(
            penalty.effect.of,
            book.pay_components,
            "pay component of handbook.yaml",
            "penalties",
            name,
            "effect",
            "of",
        )
        for index, duty_id in enumerate(penalty.breaks):
            refer(duty_id, duties, "duty of this role", "penalties", name, "breaks", index)
        for index, kpi_id in enumerate(penalty.spares):
            refer(kpi_id, facts.kpis, "KPI of this role", "penalties", name, "spares", index)
    for section in ("duties", "authority", "qualifications", "penalties"):
        for name, entry in getattr(facts, section).items():
            for index, flag in enumerate(entry.flags if entry else ()):
                refer(flag, book.flags, "flag of handbook.yaml", section, name, "flags", index)
    return found + _check_provenance(role, entries)


def _check_shared_workflows(catalogue: Catalogue, role_ids: set[str], refer: Refer) -> None:
    """The steps of the handbook's own workflows, and who acts in them."""
    book = catalogue.handbook
    anyone = {*role_ids, *book.positions, *book.departments, *book.parties}
    words = catalogue.words.get(book.source_language)
    outline = words.workflows if words else {}
    for name, workflow in book.workflows.items():
        group = outline.get(name)
        steps = {item.id for item in walk_outline(group.items)} if isinstance(group, Group) else set()
        for step, facts in workflow.steps.items():
            here: tuple[Key, ...] = ("workflows", name, "steps", step)
            refer(step, steps, f"step of “{name}” in {book.source_language}.yaml", here)
            for index, who in enumerate(facts.by):
                refer(who, anyone, "role, position, department or party", (*here, "by", index))
            for side in ("before", "after") if facts.cadence else ():
                event = getattr(facts.cadence, side)
                refer(event, book.events, "event of handbook.yaml", (*here, "cadence", side))


_BOOK_TEXTS = frozenset({"title", "subtitle", "introduction", "preface"})


def _check_handbook_provenance(catalogue: Catalogue) -> list[Diagnostic]:
    book, found = catalogue.handbook, []
    for path in book.provenance:
        section, _, rest = path.partition(".")
        entries = getattr(book, section, None) if rest else None
        if path in _BOOK_TEXTS or (isinstance(entries, dict) and rest.partition(".")[0] in entries):
            continue
        message = f"provenance of an entry that does not exist: “{path}”"
        hint = "write a section and an id, such as competencies.integrity"
        at = ("provenance", path)
        found.append(
            catalogue.handbook_file.diagnose("X008", Severity.ERROR, message, hint, at=at, at_key=True)
        )
    return found


_SINGLE = frozenset(
    {
        "purpose",
        "title",
        "summary",
        "reports_to",
        "manages",
        "acts_for",
        "level",
        "department",
        "industry",
        "family",
        "notes",
        "places",
        "career",
        "follows",
        "closing",
    }
)


def _check_provenance(role: Role, entries: dict[str, set[str]]) -> list[Diagnostic]:
    known = {
        **entries,
        **{
            name: set(getattr(role.facts, name))
            for name in ("qualifications", "kpis", "penalties", "competencies")
        },
        "notes": set(role.source_words.notes),
    }
    own = role.files[0].root.child("provenance") if role.files[0].root else None
    found = []
    for path in role.facts.provenance:
        if own is None or own.child(path) is None:
            continue  # taken over; its entry may have been dropped
        section, _, rest = path.partition(".")
        entry = rest.partition(".")[0]
        if (not rest and section in _SINGLE) or (section in known and entry in known[section]):
            continue
        if section in known:
            message, hint = (
                f"provenance of an entry that does not exist: “{path}”",
                suggest_nearest(entry, list(known[section])),
            )
        else:
            message, hint = (
                f"provenance of an unknown section: “{path}”",
                suggest_nearest(section, [*known, *_SINGLE]),
            )
        found.append(
            role.diagnose("X008", Severity.ERROR, message, hint, at=("provenance", path), at_key=True)
        )
    return found


def _unknown(file: YamlFile, name: str, known: list[str], what: str, at: tuple[Key, ...]) -> Diagnostic:
    hint = suggest_nearest(name, known) or f"add “{name}” first, or use one that exists"
    return file.diagnose("X007", Severity.ERROR, f"“{name}” is no {what}", hint, at=at, at_key=at[-1] == name)
