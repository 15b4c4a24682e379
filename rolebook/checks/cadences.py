"""Cadences that contradict themselves, or that nothing could show (code S019)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.role_facts import Cadence
from rolebook.diagnostics import Diagnostic, Severity


def check_cadences(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The fields of a cadence belong together, in duties and in steps of workflows."""
    for section in ("duties", "workflows"):
        for name, facts in getattr(role.facts, section).items():
            for message, hint in _find_faults(facts.cadence) if facts and facts.cadence else ():
                at = (section, name, "cadence")
                yield role.diagnose("S019", Severity.ERROR, message, hint, at=at, at_key=True)


def check_shared_cadences(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The same in the workflows of the handbook."""
    for name, workflow in catalogue.handbook.workflows.items():
        for step, facts in workflow.steps.items():
            for message, hint in _find_faults(facts.cadence) if facts.cadence else ():
                at = ("workflows", name, "steps", step, "cadence")
                yield catalogue.handbook_file.diagnose(
                    "S019", Severity.ERROR, message, hint, at=at, at_key=True
                )


def _find_faults(cadence: Cadence) -> Iterator[tuple[str, str]]:
    """Message and hint of each contradiction."""
    every = cadence.every or ()
    event = bool(cadence.before or cadence.after)
    given = {name for name, value in cadence if value is not None}
    if not given:
        yield "the cadence is empty", "say when it falls due, or delete cadence"
    if len(set(every)) < len(every):
        yield "a period stands twice in every", "delete one of the two"
    if cadence.on and every != ("week",):
        yield "a weekday (on) goes with every: week alone", "write every: week, or delete on"
    if (cadence.by or cadence.from_) and every != ("month",):
        yield (
            "a day of the month (from, by) goes with every: month alone",
            "write every: month, or delete the day",
        )
    if cadence.at_least and (len(every) != 1 or given & {"on", "by", "from_"}):
        yield "a count (at_least) goes with one period, and without on, from and by", "keep one of them"
    if cadence.from_ and cadence.by and (cadence.by == "end" or cadence.from_ > cadence.by):
        yield "“from” is a day before “by”, which is a day too", "write the two days in their order"
    if given & {"hours", "days"} and not event:
        yield "hours and days stand before or after an event", "add before: or after: with an event"
    if {"hours", "days"} <= given:
        yield "the time before or after the event is in hours or in days, not both", "delete one of the two"
    if given & {"hours", "days"} and cadence.before and cadence.after:
        yield "a time goes with one event, before or after it", "delete before or after"
    if (cadence.hours is not None and cadence.hours <= 0) or (cadence.days is not None and cadence.days <= 0):
        yield (
            "the time before or after an event is more than nothing",
            "write a positive number, or leave it out",
        )
