"""The handbook as a whole: ``handbook/handbook.yaml``, its words per language, and the glossary."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from rolebook.content.audience_facts import AudienceSettings
from rolebook.content.careers_words import CareersWords
from rolebook.content.employer import Employer
from rolebook.content.fields import (
    Country,
    Currency,
    Date,
    Facts,
    Flag,
    Id,
    Locale,
    Number,
    PlaceCode,
    Sentence,
    Version,
    Whole,
)
from rolebook.content.look_facts import LookFacts
from rolebook.content.role_facts import Provenance, StepFacts, Unit
from rolebook.content.role_words import Outline


class DepartmentFacts(Facts):
    """A department of the organisation."""

    part_of: Id | None = Field(None, description="The department above it")


class LevelFacts(Facts):
    """A level of rank; the order in the file is from lowest to highest."""

    unit: Flag = Field(False, description="true for the level of department charters")


class PlainFacts(Facts):
    """An entry that has words only (an industry, a family, an event)."""


class PayComponentFacts(Facts):
    """A part of pay that KPIs and penalties change."""

    team: Flag = Field(False, description="true: it is the pay of a whole team, not of one person")


class PositionFacts(Facts):
    """A position that is named but has no file: it appears on the organisation chart."""

    reports_to: tuple[Id, ...] = ()
    department: Id | None = None


class PartyFacts(Facts):
    """A party outside the company."""


class CompetencyFacts(Facts):
    """A competency; its levels are described in the words."""

    group: Id | None = Field(None, description="A competency group")


class SharedKpi(Facts):
    """A KPI whose name several roles bear; each role weighs and targets it by itself."""

    units: tuple[Unit, ...] = Field(min_length=1, description="The units in which a role may count it")


class PlaceFacts(Facts):
    """A place of work."""

    country: Country = Field(description="Two capitals, as in ISO 3166-1")
    region: Sentence | None = Field(
        None, description="Province or state, such as Guangdong or CN-GD; laws differ by it"
    )
    city: Sentence | None = Field(None, description="The city; laws of some cities differ")


class SharedWorkflow(Facts):
    """A workflow that several roles follow; its steps are in the words."""

    steps: dict[Id, StepFacts] = Field({}, description="Facts of its steps; only for those that have any")


class Placed(Protocol):
    """What an edition chooses roles by."""

    @property
    def department(self) -> str | None: ...
    @property
    def level(self) -> str | None: ...
    @property
    def industry(self) -> str | None: ...
    @property
    def family(self) -> str | None: ...


def _refuse_repetition(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(languages)) < len(languages):
        raise PydanticCustomError("rolebook_twice", "a language stands twice here; delete one of the two")
    return languages


def _check_pair(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len(languages) != 2:
        raise PydanticCustomError(
            "rolebook_pair", "a bilingual edition has two languages; name two, or delete the line"
        )
    return _refuse_repetition(languages)


class Edition(Facts):
    """One handbook to print: which roles, in which order."""

    departments: tuple[Id, ...] = Field((), description="Only these departments; empty: all")
    levels: tuple[Id, ...] = ()
    industries: tuple[Id, ...] = ()
    families: tuple[Id, ...] = ()
    parts: Literal["department", "industry", "family"] = "department"
    languages: Annotated[tuple[Locale, ...], AfterValidator(_check_pair)] = Field(
        (),
        description="Two languages: then printed once, both side by side, the first on the left",
        json_schema_extra={"minItems": 2, "maxItems": 2},
    )

    def holds(self, role: Placed) -> bool:
        """Whether a role is among those chosen."""
        wanted = (
            (self.departments, role.department),
            (self.levels, role.level),
            (self.industries, role.industry),
            (self.families, role.family),
        )
        return all(not chosen or value in chosen for chosen, value in wanted)


class RatingFacts(Facts):
    """A rating that a total earns."""

    from_: Number | None = Field(
        None,
        alias="from",
        description="The lowest total that earns it; the last rating, for all others, has none",
    )
    passed: Flag = Field(True, description="false: who is rated so has failed the assessment")


class AssessmentSettings(Facts):
    """How scores become a total."""

    decimals: Annotated[Whole, Field(ge=0, le=3)] = Field(
        1, description="Decimals to which scores and totals are rounded, half up"
    )
    floor: Number = Field(Decimal(0), description="The total is never lower")
    cap: Number | None = Field(None, description="The total is never higher")


class PrintSettings(Facts):
    """How documents are printed."""

    paper: Literal["a4", "letter"] = "a4"
    sides: Literal["double", "single"] = Field(
        "double",
        description="double: the pages of handbooks mirror each other, and parts begin on right-hand pages",
    )
    archive: Flag = Field(False, description="true: documents are PDF/A-2u too, to be kept for good")
    word: Flag = Field(
        False,
        description="true: charters and vacancies are Word documents too (needs python-docx: rolebook[docx])",
    )


class HandbookFacts(Facts):
    """The handbook: languages, organisation, and the lists that roles refer to."""

    languages: Annotated[tuple[Locale, ...], AfterValidator(_refuse_repetition)] = Field(
        min_length=1, description="In the order in which they are offered"
    )
    source_language: Locale
    governing_language: Locale | None = Field(None, description="The language that counts where two differ")
    base_url: str | None = Field(
        None, description="The address under which the site is published; for canonical links and the sitemap"
    )
    version: Version
    effective: Date
    owner: Id | None = None
    currency: Currency = Field("CNY", description="The currency of money KPIs that name none")
    jurisdictions: tuple[PlaceCode, ...] = Field(
        (),
        description="Where the people of roles without places work: countries or their regions, as in ISO 3166 "
        "(CN, CN-HB, US-NY); policy checks go by it",
    )
    employer: Employer | None = Field(None, description="Who offers the jobs of postings/")
    look: LookFacts = Field(LookFacts(), description="The colours of the house, for pages and print")
    departments: dict[Id, DepartmentFacts]
    levels: dict[Id, LevelFacts]
    industries: dict[Id, PlainFacts]
    families: dict[Id, PlainFacts] = {}
    positions: dict[Id, PositionFacts] = {}
    parties: dict[Id, PartyFacts] = {}
    events: dict[Id, PlainFacts] = {}
    pay_components: dict[Id, PayComponentFacts] = {}
    flags: dict[Id, PlainFacts] = {}
    places: dict[Id, PlaceFacts] = {}
    majors: dict[Id, PlainFacts] = Field({}, description="Subjects of study that requirements can name")
    kpis: dict[Id, SharedKpi] = Field(
        {}, description="KPIs whose names are written once: a role's KPI with the same id bears the name"
    )
    workflows: dict[Id, SharedWorkflow] = Field({}, description="Workflows that several roles follow")
    competency_levels: Annotated[Whole, Field(ge=2, le=6)] = 4
    competency_groups: dict[Id, PlainFacts] = {}
    competencies: dict[Id, CompetencyFacts] = {}
    assessment: AssessmentSettings = Field(
        AssessmentSettings(), description="How scores become a total: rounding, floor, cap"
    )
    ratings: dict[Id, RatingFacts] = Field({}, description="Ratings of a total, from the best to the worst")
    editions: dict[Id, Edition] = Field({}, description="Handbooks to print; “all” is always there")
    print: PrintSettings = PrintSettings()
    audiences: AudienceSettings = Field(
        AudienceSettings(), description="Which parts of the handbook the public, staff and assessors see"
    )
    provenance: dict[str, Provenance] = Field(
        {}, description="Field, or section and id (competencies.integrity) → source, certainty"
    )


class NamedWords(Facts):
    """A name, and a sentence or two about it."""

    name: Sentence
    description: Sentence | None = None


def _tell_named(value: Any) -> str:
    return "words" if isinstance(value, (dict, NamedWords)) else "sentence"


NamedEntry = Annotated[
    Annotated[Sentence, Tag("sentence")] | Annotated[NamedWords, Tag("words")], Discriminator(_tell_named)
]


class CompetencyWords(Facts):
    """A competency: name, definition, and what each level looks like."""

    name: Sentence
    definition: Sentence | None = None
    levels: dict[Id, Sentence] = Field({}, description="1, 2, 3 … → what a person at this level does")


class HandbookWords(Facts):
    """The handbook's words in one language."""

    title: Sentence
    subtitle: Sentence | None = None
    organisation: Sentence
    introduction: Sentence | None = Field(None, description="A sentence or two for the home page")
    preface: Sentence | None = Field(None, description="The preface of the printed handbook; Markdown")
    careers: CareersWords = Field(
        CareersWords(), description="What the start page of the public site says about the company"
    )
    departments: dict[Id, NamedEntry] = {}
    levels: dict[Id, NamedEntry] = {}
    industries: dict[Id, NamedEntry] = {}
    families: dict[Id, NamedEntry] = {}
    positions: dict[Id, NamedEntry] = {}
    parties: dict[Id, NamedEntry] = {}
    events: dict[Id, NamedEntry] = Field(
        {}, description="Read after “before” or “after”: delivery of the car"
    )
    pay_components: dict[Id, NamedEntry] = {}
    flags: dict[Id, NamedEntry] = {}
    places: dict[Id, NamedEntry] = {}
    majors: dict[Id, NamedEntry] = {}
    kpis: dict[Id, NamedEntry] = Field({}, description="Names of the shared KPIs")
    workflows: Outline = Field({}, description="Steps of the shared workflows")
    competency_scale: dict[Id, NamedEntry] = Field({}, description="1, 2, 3 … → name of the level")
    competency_groups: dict[Id, NamedEntry] = {}
    competencies: dict[Id, CompetencyWords] = {}
    ratings: dict[Id, NamedEntry] = Field({}, description="Names of the ratings, and what they mean")
    editions: dict[Id, NamedEntry] = {}


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Renderings = Annotated[
    tuple[Sentence, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
]


class Term(Facts):
    """One term: how each language says it, and which renderings must not be used."""

    terms: dict[Locale, Renderings] = Field(
        description="Language → the term; the first of several is preferred"
    )
    definition: dict[Locale, Sentence] = {}
    reject: dict[Locale, Renderings] = Field({}, description="Language → renderings that must not be used")
    note: dict[Locale, Sentence] = {}


class Glossary(Facts):
    """The glossary: id → term."""

    terms: dict[Id, Term] = {}


NAMED_SECTIONS = (
    "departments",
    "levels",
    "industries",
    "families",
    "positions",
    "parties",
    "events",
    "pay_components",
    "flags",
    "places",
    "majors",
    "kpis",
    "competency_groups",
    "ratings",
    "editions",
)
"""Sections of handbook.yaml whose entries have a name, and perhaps a sentence or two, in each language."""
