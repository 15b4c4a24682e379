"""The facts of a role: ``roles/<id>/role.yaml``. No words, only what is the same in every language."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from rolebook.content.fields import (
    Currency,
    Date,
    Facts,
    Flag,
    Id,
    Locale,
    Money,
    MonthDay,
    Number,
    Period,
    Periods,
    SourceTag,
    Version,
    Weekday,
    Whole,
)
from rolebook.content.score_facts import Scoring
from rolebook.content.suppressions import Suppression

Certainty = Literal["stated", "implied", "inferred", "doubtful", "proposed"]
Unit = Literal["percent", "money", "count", "days", "hours", "points", "ratio"]
Scale = Annotated[
    Literal["1", "1000", "10000", "1000000"],
    WithJsonSchema({"enum": [1, 1000, 10000, 1000000, "1", "1000", "10000", "1000000"]}),
]
SectionName = Literal[
    "purpose",
    "duties",
    "authority",
    "accountability",
    "qualifications",
    "kpis",
    "penalties",
    "workflows",
    "competencies",
    "relations",
]


class Cadence(Facts):
    """When a duty falls due: by calendar, by count, or by an event."""

    every: Periods | None = Field(
        None, description="day, week, month, quarter, half-year or year; or a list of them"
    )
    on: Weekday | None = Field(None, description="The weekday, with every: week")
    from_: Annotated[Whole, Field(ge=1, le=31)] | None = Field(
        None, alias="from", description="First day of the month on which it is done"
    )
    by: MonthDay | None = Field(
        None, description="Day of the month by which it is due; “end” for before the month ends"
    )
    at_least: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How many times in each period at least"
    )
    before: Id | None = Field(None, description="An event of handbook.yaml before which it is due")
    after: Id | None = Field(None, description="An event of handbook.yaml after which it is due")
    hours: Number | None = Field(None, description="How many hours before or after the event")
    days: Number | None = Field(None, description="How many days before or after the event")
    rolling_months: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="It looks this many months ahead, again each period"
    )
    manner: Literal["always", "at-once", "regular", "irregular"] | None = Field(
        None, description="Where there is no calendar: always, at once, regularly, from time to time"
    )


class DutyFacts(Facts):
    """What is known of one duty besides its sentence."""

    cadence: Cadence | None = Field(None, description="When it falls due")
    count: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How many of something it is about, for the placeholder {count}"
    )
    list_: Literal["checklist", "record", "documents", "promises"] | None = Field(
        None,
        alias="list",
        description="For a group: things to tick off, data that a record holds, documents to issue, or promises",
    )
    flags: tuple[Id, ...] = Field(
        (), description="Cautions, such as belief or personal-data; staff see “not for adverts”"
    )


class AuthorityFacts(Facts):
    """How far one power reaches."""

    kind: Literal["decides", "proposes", "delegated"] = Field(
        "decides", description="Decides alone, proposes to someone, or acts within a delegation"
    )
    by: Id | None = Field(None, description="Who decides on the proposal or delegates: a role or a position")
    flags: tuple[Id, ...] = ()


class QualificationFacts(Facts):
    """One requirement of the role; limits on age, sex or health are stored and never advertised."""

    kind: Literal[
        "education",
        "experience",
        "skill",
        "knowledge",
        "language",
        "trait",
        "licence",
        "age",
        "sex",
        "health",
        "resource",
        "other",
    ]
    need: Literal["required", "preferred", "information"] = Field(
        "required",
        description="The role cannot be held without it, it is welcome, or it states something and asks for nothing",
    )
    minimum: Literal["secondary", "associate", "bachelor", "master", "doctorate"] | None = Field(
        None, description="Lowest degree, for kind: education"
    )
    months_at_least: Annotated[Whole, Field(ge=0)] | None = Field(
        None, description="Experience in months, at least"
    )
    months_at_most: Annotated[Whole, Field(ge=0)] | None = None
    at_least: Number | None = Field(None, description="Lower limit, for kind: age in years")
    at_most: Number | None = Field(None, description="Upper limit, for kind: age in years")
    language: Locale | None = Field(None, description="The language needed, for kind: language")
    majors: tuple[Id, ...] = Field(
        (), description="Subjects of study, any of which will do: majors of handbook.yaml"
    )
    alternative_to: Id | None = Field(
        None, description="Another requirement of this role: having either of the two is enough"
    )
    measured_by: Id | None = Field(
        None, description="For a condition that is really a result: the KPI of this role that measures it"
    )
    flags: tuple[Id, ...] = ()


class KpiExample(Facts):
    """A worked example; `check` computes it, the handbook prints it."""

    actual: Number
    score: Number
    reported: Flag = Field(False, description="true: a result that was really reached, not an invented one")


class KpiFacts(Facts):
    """One key performance indicator: weight, target, and how results score."""

    named: Id | None = Field(
        None, description="The KPI of handbook.yaml whose name it bears; left out: the one with its own id"
    )
    weight: Annotated[Number, Field(ge=0, le=100)] = Field(
        Decimal(0), description="Of 100 over the whole role; an added KPI has none"
    )
    added: Flag = Field(
        False,
        description="true: its score is points added to the total (below 0: taken from it), beside the 100",
    )
    unit: Unit
    currency: Currency | None = Field(None, description="For unit: money")
    scale: Scale | None = Field(None, description="Counted in thousands, ten thousands …")
    target: Number | None = None
    better: Literal["higher", "lower"] = "higher"
    period: Period = "month"
    scoring: Scoring | None = None
    breaks_down: tuple[
        Literal["year", "half-year", "quarter", "month", "week", "day", "region", "person"], ...
    ] = Field(
        (), description="The steps in which the target is divided, such as [year, month, week, day, person]"
    )
    measures: tuple[Id, ...] = Field((), description="The duties that it measures")
    examples: tuple[KpiExample, ...] = ()


class Effect(Facts):
    """What a penalty does."""

    kind: Literal["points", "warning", "variable-pay", "fine", "wage-deduction", "process"]
    amount: Money | None = None
    points: Number | None = None
    percent: Annotated[Number, Field(gt=0, le=100)] | None = None
    of: Id | None = Field(
        None, description="What the percentage is taken of: a pay component of handbook.yaml"
    )


class PenaltyStep(Facts):
    """What happens at the 1st, 2nd, 3rd … occurrence."""

    occurrence: Annotated[Whole, Field(ge=1)]
    effect: Effect


class Guarantee(Facts):
    """A supervisor stands surety for an employee who failed the assessment."""

    months: Annotated[Whole, Field(ge=1)]
    orders_at_least: Annotated[Whole, Field(ge=1)] = Field(
        description="Orders that the employee must close in that time to stay"
    )


class PenaltyFacts(Facts):
    """One penalty rule: its effect, how often it can apply, whom it takes to decide."""

    effect: Effect
    per: Literal["occurrence", "check", "period", "case"] = "occurrence"
    window: Period | None = Field(None, description="The period over which occurrences are counted")
    triggers: Literal["any", "all"] | None = Field(
        None, description="Where the rule names several conditions: any of them, or all together"
    )
    breaks: tuple[Id, ...] = Field((), description="The duties that it punishes")
    spares: tuple[Id, ...] = Field(
        (), description="KPIs of this role whose score this fault does not lower as well"
    )
    steps: tuple[PenaltyStep, ...] = ()
    at_most: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="Most that it can come to in one window: points, money or percent, as its effect"
    )
    guarantee: Guarantee | None = None
    approver: Id | None = Field(None, description="Who confirms it: a role or a position")
    appeal_days: Annotated[Whole, Field(ge=0)] | None = None
    flags: tuple[Id, ...] = ()


class RelationFacts(Facts):
    """One relation to a department, a position or an outside party."""

    with_: tuple[Id, ...] = Field((), alias="with", description="Roles, positions, departments or parties")
    side: Literal["inside", "outside"] = "inside"
    count: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How many of them there are, for the placeholder {count}"
    )


class StepFacts(Facts):
    """Who takes one step of a workflow, and when."""

    by: tuple[Id, ...] = Field((), description="Roles, positions, departments or parties that act in it")
    cadence: Cadence | None = Field(None, description="When it falls due")


class CareerFacts(Facts):
    """Where holders of the role come from, and where it can lead."""

    from_: tuple[Id, ...] = Field((), alias="from", description="Roles or positions before it")
    to: tuple[Id, ...] = Field((), description="Roles or positions to which it can lead")


class Provenance(Facts):
    """Where a statement comes from, and how sure it is."""

    from_: tuple[SourceTag, ...] = Field((), alias="from", description="Tags of the source, such as 002§2.d1")
    certainty: Certainty = "stated"
    suggests: Number | None = Field(
        None, description="For a doubtful value: the value that we suspect; a person decides"
    )
    gap: Literal["lost", "cut-off", "unnumbered", "masked"] | None = Field(
        None,
        description="What the source lacks here: words, the end, the number of the item, or a hidden value",
    )


class RoleFacts(Facts):
    """A role: a post, or a department's charter. Words are in the language files beside it."""

    kind: Literal["post", "unit"] = Field("post", description="post, or unit for a department's charter")
    extends: Id | None = Field(None, description="Takes over this role's entries, id by id")
    source_language: Locale | None = Field(
        None, description="The language in which its words were first written"
    )
    department: Id | None = None
    level: Id | None = None
    industry: Id | None = None
    family: Id | None = Field(None, description="Variants of one role stand together on the site")
    reports_to: tuple[Id, ...] = Field(
        (), description="Role ids, or positions of handbook.yaml; the first one is the line superior"
    )
    manages: tuple[Id, ...] = Field(
        (), description="Positions without a file that this role leads; roles that report here are added"
    )
    acts_for: tuple[Id, ...] = Field((), description="Stands in for these in their absence")
    places: tuple[Id, ...] = Field((), description="Places of work, of handbook.yaml")
    career: CareerFacts = Field(CareerFacts(), description="What comes before it, and what can follow")
    follows: tuple[Id, ...] = Field((), description="Workflows of handbook.yaml that hold for this role too")
    sections_first: tuple[SectionName, ...] = Field(
        (), description="Sections to be shown before all others, in this order"
    )
    owner: Id | None = Field(
        None, description="Who keeps this file up to date: a role, position or department"
    )
    version: Version | None = None
    effective: Date | None = None
    review_by: Date | None = None
    draft: Flag = False
    duties: dict[Id, DutyFacts | None] = {}
    authority: dict[Id, AuthorityFacts | None] = {}
    qualifications: dict[Id, QualificationFacts | None] = {}
    competencies: dict[Id, Whole | None] = Field(
        {}, description="Competency of handbook.yaml → level on its scale"
    )
    kpis: dict[Id, KpiFacts | None] = {}
    penalties: dict[Id, PenaltyFacts | None] = {}
    workflows: dict[Id, StepFacts | None] = Field(
        {}, description="Facts of steps of workflows; only for those that have any"
    )
    relations: dict[Id, RelationFacts | None] = {}
    provenance: dict[str, Provenance | None] = Field(
        {},
        description="Section and id (duties.plans), or its field (penalties.x.per) → source, certainty",
    )
    suppress: dict[Id, Suppression | None] = Field(
        {}, description="Findings of policy checks that somebody looked at and keeps"
    )
