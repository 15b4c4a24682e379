"""The calendar: which rhythm a cadence has, in which order rows stand, and that nothing is left out."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from rolebook.content.catalogue import walk_outline
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import Cadence
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders
from rolebook.views import links
from rolebook.views.calendar import (
    build_calendar,
    build_calendars,
    build_role_calendar,
    find_rhythms,
    list_calendar_departments,
)
from rolebook.views.context import ViewContext, make_context
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def context() -> ViewContext:
    catalogue = load_catalogue(ROOT)[0]
    options = choose_options(catalogue, BuildRequest(ROOT, ROOT / "site", build_date=dt.date(2026, 12, 1)))
    return make_context(catalogue, options, "en", find_template_folders(ROOT))


@pytest.mark.parametrize(
    ("fields", "rhythms"),
    [
        ({"every": "day"}, ("day",)),
        ({"every": ["year", "month"]}, ("year", "month")),
        ({"every": "week", "on": "monday"}, ("week",)),
        ({"every": "day", "before": "opening"}, ("day", "event")),
        ({"before": "delivery", "hours": 6}, ("event",)),
        ({"after": "request"}, ("event",)),
        ({"every": "month", "rolling_months": 3}, ("month", "rolling")),
        ({"rolling_months": 3}, ("rolling",)),
        ({"manner": "at-once"}, ("always",)),
        ({"manner": "always"}, ("always",)),
        ({"manner": "regular"}, ("regular",)),
        ({"manner": "irregular"}, ("regular",)),
    ],
)
def test_rhythms(fields: dict[str, object], rhythms: tuple[str, ...]) -> None:
    assert find_rhythms(Cadence.model_validate(fields)) == rhythms


def test_every_cadence_stands_in_the_calendar_of_its_role_and_department(context: ViewContext) -> None:
    expected: dict[str, int] = {}
    following: dict[str, set[str]] = {}
    workflows = context.catalogue.handbook.workflows
    shared = {
        name: sum(len(find_rhythms(step.cadence)) for step in workflow.steps.values() if step.cadence)
        for name, workflow in workflows.items()
    }
    assert sum(shared.values()) > 0
    for name in context.options.roles:
        role = context.catalogue.roles[name]
        duties, steps = (
            [
                entry.cadence
                for item in walk_outline(getattr(role.source_words, section))
                if (entry := getattr(role.facts, section).get(item.id)) and entry.cadence
            ]
            for section in ("duties", "workflows")
        )
        cadences = duties + [cadence for cadence in steps if cadence not in duties]
        groups = build_role_calendar(context, role, links.SiteLinks("en", links.role_path("en", name)))
        rows = [row for group in groups for row in group.rows]
        own = sum(len(find_rhythms(cadence)) for cadence in cadences)
        assert len(rows) == own + sum(shared[workflow] for workflow in role.facts.follows), name
        assert all(row.text.plain and row.href for row in rows)
        expected[role.department] = expected.get(role.department, 0) + own
        following.setdefault(role.department, set()).update(role.facts.follows)
    for department, names in following.items():  # once, however many roles follow
        expected[department] += sum(shared[name] for name in names)
    departments = list_calendar_departments(context)
    assert departments == [name for name in context.catalogue.handbook.departments if expected.get(name)]
    shown = {name: build_calendar(context, name) for name in departments}
    assert {name: sum(len(g.rows) for g in page.groups) for name, page in shown.items()} == {
        name: expected[name] for name in departments
    }
    overview = build_calendars(context)
    for department, name in zip(overview.departments, departments, strict=True):
        assert sum(int(cell.count) for cell in department.cells if cell.href) == expected[name]


def test_rows_of_a_month_stand_by_their_day(context: ViewContext) -> None:
    page = build_calendar(context, "sales")
    month = next(group for group in page.groups if group.id == "month")
    days = [row.when or "" for row in month.rows]
    dated = [when for when in days if re.search(r"\d|end", when)]
    assert dated == [
        "by the 2nd of each month",
        "from the 1st to the 3rd of each month",
        "before the end of each month",
    ]
    assert days[: len(dated)] == dated, "what has a day comes first"
    week = next(group for group in page.groups if group.id == "week")
    assert week.rows[0].when == "every Monday"


def test_links_lead_to_the_duty_on_its_page(context: ViewContext) -> None:
    page = build_calendar(context, "showroom")
    row = next(row for group in page.groups for row in group.rows if group.id == "event")
    assert row.href == "../../roles/car-sales-consultant/index.html#duties-delivery-check"
    assert row.when == "6 hours before delivery of the car"
