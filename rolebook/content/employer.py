"""The employer behind the postings: what structured data and labour law ask about a company."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rolebook.content.fields import Country, Facts, Sentence, Subdivision, Whole
from rolebook.content.privacy import Privacy

LOGO_FOLDER = "handbook/images"
LOGO_ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".webp")
Count = Annotated[Whole, Field(ge=0)]


class Headcount(Facts):
    """How many people work for the employer; many laws hold from a certain number on."""

    total: Annotated[Whole, Field(ge=1)] = Field(description="All over the world")
    countries: dict[Country, Count] = Field({}, description="Country (two capitals) → how many work there")
    regions: dict[Subdivision, Count] = Field(
        {}, description="Region as in ISO 3166-2 (US-CA) → how many work there"
    )


class Employer(Facts):
    """The company that offers the jobs; its name is `organisation` in the words."""

    url: Sentence | None = Field(None, description="Its own site: https://…")
    logo: Sentence | None = Field(None, description="A picture in handbook/images/, such as logo.svg")
    same_as: tuple[Sentence, ...] = Field(
        (), description="Other pages about the same company: a register, a profile in a network"
    )
    privacy: Privacy | None = Field(
        None,
        description="Where applicants read what becomes of their data: https://…, for all or by language (es), "
        "country (MX) or both (es-MX)",
    )
    headcount: Headcount | None = Field(None, description="How many people work for it")
