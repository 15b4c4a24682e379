"""Penalties: effects that say what they need to say, steps, and fair procedure (codes P)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.assessment.penalties import effect_size
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.role_facts import Effect, PenaltyFacts
from rolebook.content.scoring import format_number
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Severity

# For each kind of effect: fields of which one must be there, and fields that mean something to it.
_NEEDS: dict[str, tuple[str, ...]] = {
    "points": ("points",),
    "fine": ("amount",),
    "variable-pay": ("percent", "amount"),
    "wage-deduction": ("percent", "amount"),
}
_ALLOWS: dict[str, frozenset[str]] = {
    "points": frozenset({"points"}),
    "fine": frozenset({"amount"}),
    "variable-pay": frozenset({"percent", "amount", "of"}),
    "wage-deduction": frozenset({"percent", "amount", "of"}),
    "warning": frozenset(),
    "process": frozenset(),
}


def check_effects(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An effect has the figures that its kind needs, sensible ones, and no others."""
    for name, penalty in _list_penalties(role):
        effects: list[tuple[tuple[Key, ...], Effect]] = [(("penalties", name, "effect"), penalty.effect)]
        effects += [
            (("penalties", name, "steps", index, "effect"), step.effect)
            for index, step in enumerate(penalty.steps)
        ]
        for path, effect in effects:
            yield from _check_effect(role, path, effect)


def check_steps(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Steps go up from one occurrence to the next, and stand alone."""
    for name, penalty in _list_penalties(role):
        last = 0
        for index, step in enumerate(penalty.steps):
            if step.occurrence <= last:
                what = "stands twice" if step.occurrence == last else f"comes after occurrence {last}"
                yield role.diagnose(
                    "P004",
                    Severity.ERROR,
                    f"occurrence {step.occurrence} {what}",
                    "list the steps in order, each occurrence once",
                    at=("penalties", name, "steps", index, "occurrence"),
                )
            last = max(last, step.occurrence)
        if penalty.steps and penalty.guarantee:
            yield role.diagnose(
                "P005",
                Severity.WARNING,
                f"the penalty “{name}” has steps and a guarantee: which applies when is unclear",
                "make two penalties of it",
                at=("penalties", name, "guarantee"),
                at_key=True,
            )


def check_caps(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The cap of a rule is at least what one occurrence takes, of an effect that has a figure."""
    for name, penalty in _list_penalties(role):
        if penalty.at_most is None:
            continue
        sizes = [effect_size(effect) for effect in (penalty.effect, *(step.effect for step in penalty.steps))]
        given = [size for size in sizes if size is not None]
        cap = format_number(penalty.at_most)
        if not given:
            message = f"at most {cap}, but the effect has no figure"
        elif penalty.at_most < max(given):
            message = f"at most {cap}, yet one occurrence takes {format_number(max(given))}"
        else:
            continue
        yield role.diagnose(
            "P012",
            Severity.ERROR,
            message,
            "raise at_most, or delete it",
            at=("penalties", name, "at_most"),
        )


def check_procedure(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A penalty names the duty that it punishes, who confirms it, and the days for an appeal."""
    for name, penalty in _list_penalties(role):
        at = ("penalties", name)
        if not penalty.breaks:
            yield role.diagnose(
                "P003",
                Severity.ADVICE,
                f"the penalty “{name}” names no duty that it punishes",
                "list the duties under breaks",
                at=at,
                at_key=True,
            )
        if not penalty.appeal_days:
            yield role.diagnose(
                "P006",
                Severity.ADVICE,
                f"the penalty “{name}” leaves no time for an appeal",
                "add appeal_days: 5, or as many as the rules of the house give",
                at=at,
                at_key=True,
            )
        if penalty.approver is None:
            yield role.diagnose(
                "P009",
                Severity.ADVICE,
                f"the penalty “{name}” names nobody who confirms it",
                "add approver: a role or a position",
                at=at,
                at_key=True,
            )


def _check_effect(role: Role, path: tuple[Key, ...], effect: Effect) -> Iterator[Diagnostic]:
    given = [name for name in ("amount", "points", "percent", "of") if getattr(effect, name) is not None]
    needs = _NEEDS.get(effect.kind, ())
    present = [name for name in needs if name in given]
    kind = f"the effect “{effect.kind}”"
    if needs and not present:
        yield role.diagnose(
            "P001",
            Severity.ERROR,
            f"{kind} needs {' or '.join(f'“{name}”' for name in needs)}",
            f"add {needs[0]} beside kind",
            at=(*path, "kind"),
        )
    for name in given:
        if name not in _ALLOWS[effect.kind]:
            yield role.diagnose(
                "P002",
                Severity.WARNING,
                f"{kind} has no use for “{name}”",
                f"delete {name}, or change kind",
                at=(*path, name),
                at_key=True,
            )
    if len(present) == 2:
        yield role.diagnose(
            "P002",
            Severity.WARNING,
            f"{kind} has “percent” and “amount”: which counts is unclear",
            "delete one of the two",
            at=(*path, "amount"),
            at_key=True,
        )
    for name, value, at in (
        ("amount", effect.amount.value if effect.amount else None, (*path, "amount", "value")),
        ("points", effect.points, (*path, "points")),
    ):
        if value is not None and value <= 0:
            yield role.diagnose(
                "P007",
                Severity.ERROR,
                f"the {name} must be more than 0, not {format_number(value)}",
                "write what is taken away, without a minus",
                at=at,
            )
    if effect.percent is not None and effect.of is None and "percent" in _ALLOWS[effect.kind]:
        yield role.diagnose(
            "P008",
            Severity.WARNING,
            f"{format_number(effect.percent)} percent, but not of what",
            "add of: a pay component of handbook.yaml",
            at=(*path, "percent"),
        )


def _list_penalties(role: Role) -> list[tuple[str, PenaltyFacts]]:
    return [(name, penalty) for name, penalty in role.facts.penalties.items() if penalty is not None]
