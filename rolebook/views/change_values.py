"""Fields of facts and their values in words, for those who read what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.catalogue import walk_outline
from rolebook.content.fields import Facts
from rolebook.content.role_facts import (
    CareerFacts,
    Effect,
    KpiExample,
    KpiFacts,
    PenaltyFacts,
    PenaltyStep,
)
from rolebook.content.role_words import OUTLINES, Group
from rolebook.content.score_facts import Scoring
from rolebook.language.names import Phrase
from rolebook.language.score_phrases import say_cap, say_score_rules
from rolebook.views.change_labels import label_choices, label_section
from rolebook.views.context import ViewContext, to_text
from rolebook.views.frame import shorten
from rolebook.views.links import CharterLinks
from rolebook.views.model import Text
from rolebook.views.outline import build_shared_workflow
from rolebook.views.role import competency_name
from rolebook.views.rules import build_bands
from rolebook.views.section_names import name_requirements

_LINKS = CharterLinks()
_NAMED = {
    "department": "departments",
    "level": "levels",
    "industry": "industries",
    "family": "families",
    "places": "places",
    "majors": "majors",
    "flags": "flags",
    "named": "kpis",
}
"""Fields that name entries of the handbook, and the section of each."""
_PEOPLE = {"reports_to", "manages", "acts_for", "owner", "approver", "by", "with"}
_MOST = 90
"""Characters of a duty or requirement that stands within a list of others."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison: how this language says the catalogue of that time, and the role in it."""

    context: ViewContext
    role: CatalogueRole | None

    @property
    def colon(self) -> str:
        """What stands between a label and its value."""
        return "：" if self.context.language.is_cjk else ": "

    @property
    def separator(self) -> str:
        """What stands between statements in a row."""
        return "；" if self.context.language.is_cjk else "; "

    def find_name(self, section: str, entry: str) -> Text | None:
        """What an entry is called: its name, trigger or sentence; None if the role does not have it."""
        role, context = self.role, self.context
        if role is None:
            return None
        wording = context.wording(role)
        phrase: Phrase | None = None
        if section == "competencies":
            return competency_name(context, entry) if entry in role.facts.competencies else None
        if section in OUTLINES:
            items = walk_outline(getattr(role.source_words, section))
            item = next((item for item in items if item.id == entry and item.entry is not None), None)
            if item is not None and isinstance(item.entry, Group):
                phrase = wording.group_text(section, entry, "title", item.entry)
            elif item is not None:
                phrase = wording.outline_text(section, entry, str(item.entry))
        elif getattr(role.facts, section).get(entry) is not None:
            if section == "qualifications":
                phrase = wording.qualification(entry)
            elif section == "kpis":
                phrase = wording.kpi(entry, "name")
            else:
                phrase = wording.penalty(entry, "trigger")
        return to_text(phrase) if phrase else None

    def say(self, section: str, field: str, value: Any, entry: Facts | None = None) -> str:
        """A value of a field in words; ``entry`` are the facts of its entry, which say in what it is counted."""
        if (saying := _SAYINGS.get(f"{section}.{field}") or _SAYINGS.get(field)) is not None:
            return saying(self, section, value, entry)
        context = self.context
        if field in _NAMED:
            names = (value,) if isinstance(value, str) else value
            return context.language.join(context.name(_NAMED[field], name).plain for name in names)
        if field in _PEOPLE:
            people = (value,) if isinstance(value, str) else value
            return context.language.join(context.refer(name, _LINKS).label.plain for name in people)
        return _say_plainly(self, value)

    def list_entries(self, section: str, entries: Iterable[str]) -> str:
        """Several entries of a section by what they say, each cut if it is long."""
        names = ((entry, self.find_name(section, entry)) for entry in entries)
        return self.separator.join(shorten(name.plain, _MOST) if name else entry for entry, name in names)


def _say_plainly(side: Side, value: Any) -> str:
    """A value of which nothing more is known than its type."""
    context = side.context
    if isinstance(value, bool):
        return context._("yes") if value else context._("no")
    if isinstance(value, int | Decimal):
        return context.language.number(value)
    if isinstance(value, dt.date):
        return context.language.date(value)
    if isinstance(value, tuple | list):
        return context.language.comma.join(_say_plainly(side, item) for item in value)
    if isinstance(value, Facts):
        parts = ((name, item) for name, item in value if item not in (None, ()))
        return "; ".join(f"{name}: {_say_plainly(side, item)}" for name, item in parts)
    return str(value)


Saying = Callable[[Side, str, Any, Facts | None], str]


def _say_target(side: Side, section: str, value: Decimal, entry: Facts | None) -> str:
    number = side.context.language.number
    return side.context.say.measure(entry, value) if isinstance(entry, KpiFacts) else number(value)


def _say_scoring(side: Side, section: str, value: Scoring, entry: Facts | None) -> str:
    if not isinstance(entry, KpiFacts):
        return _say_plainly(side, value)
    kpi = entry.model_copy(update={"scoring": value})
    bands = (f"{band.range}{side.colon}{band.score}" for band in build_bands(side.context, kpi))
    return side.separator.join((*bands, *say_score_rules(side.context.say, kpi)))


def _say_limit(side: Side, section: str, value: Decimal, entry: Facts | None) -> str:
    if not isinstance(entry, PenaltyFacts):
        return side.context.language.number(value)
    return say_cap(side.context.say, entry.model_copy(update={"at_most": value})) or ""


def _say_examples(side: Side, section: str, value: tuple[KpiExample, ...], entry: Facts | None) -> str:
    number = side.context.language.number
    return side.separator.join(
        f"{_say_target(side, section, e.actual, entry)}{side.colon}{number(e.score)}" for e in value
    )


def _say_effect(side: Side, section: str, value: Any, entry: Facts | None) -> str:
    component = side.context.name("pay_components", value.of).plain if value.of else None
    return side.context.say.effect(value, component)


def _say_steps(side: Side, section: str, value: tuple[PenaltyStep, ...], entry: Facts | None) -> str:
    context = side.context
    return side.separator.join(
        context._("occurrence {number}").format(number=context.language.number(step.occurrence))
        + side.colon
        + _say_effect(side, section, step.effect, None)
        for step in value
    )


def _say_career(side: Side, section: str, value: CareerFacts, entry: Facts | None) -> str:
    _ = side.context._
    parts = ((_("Comes from"), value.from_), (_("Can lead to"), value.to))
    return side.separator.join(
        f"{label}{side.colon}{side.say(section, 'reports_to', people)}" for label, people in parts if people
    )


def _say_follows(side: Side, section: str, value: tuple[str, ...], entry: Facts | None) -> str:
    context = side.context
    known = context.catalogue.handbook.workflows
    titles = [
        build_shared_workflow(context, name, _LINKS).title.plain if name in known else name for name in value
    ]
    return context.language.join(titles)


def _say_choice(side: Side, section: str, value: str, entry: Facts | None) -> str:
    return label_choices(side.context).get(value, value)


def _say_kind(side: Side, section: str, value: str, entry: Facts | None) -> str:
    _ = side.context._
    if section == "role":
        return {"post": _("post"), "unit": _("charter of a department")}.get(value, value)
    if section == "authority":
        return {
            "decides": _("decides alone"),
            "proposes": _("proposes"),
            "delegated": _("within a delegation"),
        }.get(value, value)
    return name_requirements(_).get(value, value)


def _say_sections(side: Side, section: str, value: tuple[str, ...], entry: Facts | None) -> str:
    return side.context.language.comma.join(label_section(side.context, name) for name in value)


def _say_level(side: Side, section: str, value: Any, entry: Facts | None) -> str:
    if section != "competencies":
        return side.context.name("levels", value).plain
    name = side.context.name("competency_scale", str(value)).plain
    number = side.context.language.number(value)
    return number if name == str(value) else f"{number} ({name})"


_SAYINGS: dict[str, Saying] = {
    "cadence": lambda side, _s, value, _k: side.context.cadence(value) or "–",
    "target": _say_target,
    "scoring": _say_scoring,
    "weight": lambda side, _s, value, _k: side.context.language.percent(value) if value else "–",
    "period": lambda side, _s, value, _k: side.context.say.period(value),
    "breaks_down": lambda side, _s, value, _k: side.context.say.division(value),
    "measures": lambda side, _s, value, _k: side.list_entries("duties", value),
    "spares": lambda side, _s, value, _k: side.list_entries("kpis", value),
    "breaks": lambda side, _s, value, _k: side.list_entries("duties", value),
    "examples": _say_examples,
    "effect": _say_effect,
    "steps": _say_steps,
    "penalties.at_most": _say_limit,
    "per": lambda side, _s, value, _k: side.context.say.per(
        PenaltyFacts(per=value, effect=Effect(kind="process"))
    ),
    "window": lambda side, _s, value, _k: side.context.say.window(value),
    "triggers": lambda side, _s, value, _k: side.context.say.conditions(value),
    "guarantee": lambda side, _s, value, _k: side.context.say.guarantee(value),
    "appeal_days": lambda side, _s, value, _k: side.context.count("{count} day", "{count} days", value),
    "minimum": lambda side, _s, value, _k: side.context.say.education(value),
    "months_at_least": lambda side, _s, value, _k: side.context.say.months(value),
    "months_at_most": lambda side, _s, value, _k: side.context.say.months(value),
    "language": lambda side, _s, value, _k: side.context.language.name_of(value),
    "source_language": lambda side, _s, value, _k: side.context.language.name_of(value),
    "alternative_to": lambda side, _s, value, _k: side.list_entries("qualifications", (value,)),
    "measured_by": lambda side, _s, value, _k: side.list_entries("kpis", (value,)),
    "scale": lambda side, _s, value, _k: side.context.language.number(int(value)),
    "group": lambda side, section, value, _k: side.list_entries(section, (value,)),
    "career": _say_career,
    "follows": _say_follows,
    "kind": _say_kind,
    "level": _say_level,
    "sections_first": _say_sections,
    "unit": _say_choice,
    "better": _say_choice,
    "need": _say_choice,
    "side": _say_choice,
    "list": _say_choice,
    "certainty": _say_choice,
}
"""Fields whose values have a way of their own of being said; with the section where it is only that one's."""
