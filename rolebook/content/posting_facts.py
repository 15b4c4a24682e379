"""The facts of a posting: ``postings/<id>/posting.yaml``, one vacancy of one role in one or more places."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rolebook.content.fields import (
    Country,
    Currency,
    Date,
    EntryPath,
    Facts,
    Flag,
    Id,
    Label,
    Locale,
    Number,
    Sentence,
    Start,
    Whole,
)
from rolebook.content.privacy import Privacy
from rolebook.content.suppressions import Suppression

Status = Literal["draft", "open", "closed"]
Remote = Literal["none", "hybrid", "full"]
Employment = Literal[
    "full-time", "part-time", "contractor", "temporary", "intern", "volunteer", "per-diem", "other"
]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
# Penalties and targets are no choice: they are between the company and those who work there.
PostedSection = Literal[
    "purpose", "duties", "authority", "accountability", "qualifications", "competencies", "relations"
]
Amount = Annotated[Number, Field(gt=0)]


class PostingPlace(Facts):
    """A place of work. How a language writes its names is in the words, under `places`."""

    country: Country = Field(description="Two capitals, as in ISO 3166-1")
    region: Sentence | None = Field(
        None, description="Province or state: its name, or its code in ISO 3166-2 (GD, CA)"
    )
    city: Sentence | None = Field(None, description="City or town")
    street: Sentence | None = Field(None, description="Street and number")
    postcode: Label | None = Field(None, description="As the post of the country writes it")


class Pay(Facts):
    """What the job pays before tax: a range, or one exact amount."""

    min: Amount | None = Field(None, description="The least")
    max: Amount | None = Field(None, description="The most; left out: the pay is “from” the least")
    exact: Amount | None = Field(None, description="The amount, in place of min and max")
    currency: Currency = Field(description="Three capitals, as in ISO 4217")
    per: PayPeriod = Field(description="The time that the amount is for")
    variable: Flag = Field(
        False, description="true: variable pay comes on top; the words say which, under `pay_note`"
    )


class Apply(Facts):
    """Where applications go: one of the two, or both."""

    url: Sentence | None = Field(None, description="The page of the application form: https://…")
    email: Sentence | None = Field(None, description="The address for applications by mail")


class PostingFacts(Facts):
    """A vacancy of one role. Its words are in the language files beside it."""

    role: Id = Field(description="The role that is to be filled: a folder in roles/")
    source_language: Locale | None = Field(
        None, description="The language in which it was first written; left out: that of the handbook"
    )
    status: Status = Field(
        "draft", description="draft: not shown yet; past `valid_through`, open counts as closed"
    )
    reference: Label | None = Field(
        None, description="What applicants and job boards quote; left out: the posting's id"
    )
    posted: Date = Field(description="From this day on it is shown")
    valid_through: Date | None = Field(
        None, description="The last day on which applications are taken; left out: it has no end"
    )
    places: tuple[PostingPlace, ...] = Field(
        (), description="Where the work is done. Needed if it is open, unless it is done from home"
    )
    remote: Remote = Field(
        "none", description="Whether it is done from home: not at all, on some days, or altogether"
    )
    applicant_countries: tuple[Country, ...] = Field(
        (), description="For remote: full: the countries in which the work can be done"
    )
    employment: tuple[Employment, ...] = Field((), description="The kinds of employment on offer")
    openings: Annotated[Whole, Field(ge=1)] = Field(1, description="How many people are wanted")
    pay: Pay | None = Field(None, description="What it pays. In many places the law asks for it")
    hours_per_week: Annotated[Number, Field(gt=0, le=168)] | None = Field(
        None, description="Working hours in a week"
    )
    starts: Start | None = Field(None, description="The first day of work, or `as-soon-as-possible`")
    apply: Apply | None = Field(None, description="Where applications go. Needed if it is open")
    direct_apply: Flag = Field(
        False, description="true: the page under `apply` takes applications at once, without a detour"
    )
    privacy: Privacy | None = Field(
        None, description="The privacy notice for applicants, in place of the employer's: written like that"
    )
    include: tuple[PostedSection, ...] = Field(
        ("purpose", "duties", "qualifications"), description="Sections of the role that it shows"
    )
    withhold: tuple[EntryPath, ...] = Field(
        (), description="Entries of the role that it leaves out: section and id, such as qualifications.age"
    )
    suppress: dict[Id, Suppression | None] = Field(
        {}, description="Findings of policy checks that somebody looked at and keeps"
    )
