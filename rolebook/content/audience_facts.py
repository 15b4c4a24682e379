"""Who reads what: the audiences of a handbook, and which parts of it each may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from rolebook.content.fields import Facts
from rolebook.content.role_facts import SectionName

AudienceName = Literal["public", "staff", "assessor"]
Part = Literal[
    SectionName,
    "closing",
    "limits",
    "notes",
    "sources",
    "versions",
    "organisation",
    "handbook",
    "assessment",
    "findings",
]
"""The sections of a role, and then:

``closing`` the words at the end of a role; ``limits`` requirements of age, sex and health, and every entry that
carries a caution; ``notes`` remarks for staff; ``sources`` provenance and marks of certainty; ``versions`` version,
owner, dates and lists of changes; ``organisation`` who reports to whom, places, careers, the chart; ``handbook``
introduction, preface, guides, forms, glossary, calendar, comparison, charters and printed handbooks;
``assessment`` what an assessor fills in; ``findings`` what policy checks find, and who keeps it why.
"""

AUDIENCES: tuple[AudienceName, ...] = get_args(AudienceName)
PARTS: tuple[Part, ...] = get_args(Part)
NEVER_PUBLIC: frozenset[str] = frozenset(
    {"kpis", "penalties", "limits", "notes", "sources", "assessment", "findings"}
)
"""What no setting can show to the public."""

_DEFAULTS: Mapping[AudienceName, frozenset[Part]] = {
    "public": frozenset({"purpose", "duties", "qualifications"}),
    "staff": frozenset(PARTS) - {"sources", "assessment"},
    "assessor": frozenset(PARTS),
}


def _refuse_secrets(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    secret = sorted(NEVER_PUBLIC.intersection(parts))
    if secret:
        raise PydanticCustomError(
            "rolebook_secret", "{part} is never shown to the public; delete it here", {"part": secret[0]}
        )
    return parts


_SHOWS = Field(description="The parts of the handbook that it may see, beside titles and summaries")


class PublicAudience(Facts):
    """What anybody may see."""

    shows: Annotated[tuple[Part, ...], AfterValidator(_refuse_secrets)] = _SHOWS


class InnerAudience(Facts):
    """What people of the company may see."""

    shows: tuple[Part, ...] = _SHOWS


class AudienceSettings(Facts):
    """Which parts each audience may see; one that is left out has safe defaults."""

    public: PublicAudience | None = Field(
        None,
        description="Anybody: for careers sites and postings; by default purpose, duties, qualifications",
    )
    staff: InnerAudience | None = Field(
        None, description="People of the company; by default everything but sources and assessment"
    )
    assessor: InnerAudience | None = Field(
        None, description="Those who assess, and HR; by default everything"
    )


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a build is for, and the parts of the handbook that they may see."""

    name: AudienceName
    parts: frozenset[Part]

    @property
    def is_public(self) -> bool:
        """Whether it is anybody."""
        return self.name == "public"

    @property
    def sees_all(self) -> bool:
        """Whether nothing is kept from it."""
        return self.parts >= set(PARTS)

    def sees(self, part: Part) -> bool:
        """Whether it may see a part."""
        return part in self.parts


def find_audience(settings: AudienceSettings, name: AudienceName) -> Audience:
    """The audience of this name, with what the handbook lets it see."""
    chosen = getattr(settings, name)
    return Audience(name, frozenset(chosen.shows) if chosen else _DEFAULTS[name])


EVERYTHING = find_audience(AudienceSettings(), "assessor")
"""The audience from which nothing is kept."""
