"""What each version of a role changed: ``roles/<id>/changes.yaml``, written by `rolebook diff --record`.

The fields of a change are those of role.yaml, each with its old and its new value; so they are made from the
models of role.yaml and read just as strictly. Ids may name what is no longer there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from rolebook.content.fields import Date, Facts, Id, Locale, Sentence, Version, Whole
from rolebook.content.role_facts import (
    AuthorityFacts,
    Certainty,
    DutyFacts,
    KpiFacts,
    PenaltyFacts,
    QualificationFacts,
    RelationFacts,
    RoleFacts,
    StepFacts,
)
from rolebook.content.role_words import OUTLINES

ENTRY_FACTS: Mapping[str, type[Facts] | None] = {
    "penalties": PenaltyFacts,
    "kpis": KpiFacts,
    "duties": DutyFacts,
    "authority": AuthorityFacts,
    "accountability": None,
    "qualifications": QualificationFacts,
    "competencies": None,
    "workflows": StepFacts,
    "relations": RelationFacts,
}
"""The sections whose entries change, those that bind people first, and the facts of their entries."""

UNITS: Mapping[str, tuple[str, ...]] = {
    "kpis": ("unit", "currency", "scale", "better", "target"),
    "penalties": ("effect",),
}
"""Fields in which other ones of the same entry are counted. They are recorded along with those, unchanged too."""

ROLE_FIELDS = tuple(
    name
    for name in RoleFacts.model_fields
    if name not in (*ENTRY_FACTS, "provenance", "extends", "version", "effective", "suppress")
)
"""The fields of role.yaml that stand for the role as a whole."""

RoleText = Literal["title", "summary", "purpose", "closing"]
TEXTS: tuple[str, ...] = get_args(RoleText)
Languages = Annotated[tuple[Locale, ...], Field(min_length=1)]


class Changed(Facts):
    """A value before and after; left out where there was or is none."""

    old: Any = None
    new: Any = None

    @model_validator(mode="after")
    def _has_either(self) -> Changed:
        if self.old is None and self.new is None:
            raise PydanticCustomError("rolebook_change", "the old or the new value is expected, or both")
        return self


class EntryChange(Facts):
    """What became of one entry of a section; besides, each field of its facts that changed."""

    change: Literal["added", "removed", "moved"] | None = Field(
        None, description="Whether it is new, is gone, or stands elsewhere"
    )
    words: Languages | None = Field(None, description="The languages in which its words changed")
    was: dict[Locale, Sentence] = Field(
        {}, description="For an entry that is gone: language → what it said, for readers of the change list"
    )

    def fields(self) -> Iterator[tuple[str, Changed]]:
        """The fields that changed, by their names in role.yaml."""
        return _list_changed(self)


class RoleChange(Facts):
    """The fields of the role as a whole that changed."""

    def fields(self) -> Iterator[tuple[str, Changed]]:
        """The fields that changed, by their names in role.yaml."""
        return _list_changed(self)


class VersionRecord(Facts):
    """What one version of a role changed."""

    effective: Date = Field(description="From which day this version holds")
    since: Version | None = Field(None, description="The version before it")
    note: dict[Locale, Sentence] = Field(
        {}, description="Language → a sentence about the changes and their reason; write it by hand"
    )
    texts: dict[RoleText, Languages] = Field(
        {}, description="title, summary, purpose or closing → the languages in which it changed"
    )
    if TYPE_CHECKING:
        role: RoleChange

    def section(self, name: str) -> Mapping[str, EntryChange]:
        """The changed entries of a section, by id."""
        entries: Mapping[str, EntryChange] = getattr(self, name)
        return entries

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.texts or any(self.role.fields()) or any(self.section(name) for name in ENTRY_FACTS))


def _list_changed(model: BaseModel) -> Iterator[tuple[str, Changed]]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, Changed):
            yield info.alias or name, value


def _make_changed(name: str, annotation: Any) -> Any:
    """The model of one field's change: its old and its new value, of the type that the field has."""
    value = (annotation | None, None)
    return create_model(name, __base__=Changed, __doc__=Changed.__doc__, old=value, new=value)


def _make_fields(prefix: str, facts: type[Facts], names: tuple[str, ...]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in names:
        info = facts.model_fields[name]
        field = info.alias or name
        kind = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        title = "".join(part.capitalize() for part in field.split("_"))
        model = _make_changed(f"{prefix}{title}Change", kind)
        description = f"The value of {field} before and after, written as in role.yaml"
        fields[name] = (model | None, Field(None, alias=info.alias, description=description))
    return fields


def _make_entry(section: str, facts: type[Facts] | None) -> Any:
    names = {"authority": "Authority", "accountability": "Accountability", "competencies": "Competency"}
    prefix = facts.__name__.removesuffix("Facts") if facts else names[section]
    fields = _make_fields(prefix, facts, tuple(facts.model_fields)) if facts else {}
    if section == "competencies":
        fields["level"] = (
            _make_changed("CompetencyLevelChange", Whole) | None,
            Field(None, description="Old and new level"),
        )
    if section in OUTLINES:
        fields["group"] = (
            _make_changed(f"{prefix}GroupChange", Id) | None,
            Field(None, description="The group in which it stood and that in which it stands now"),
        )
    fields["certainty"] = (
        _make_changed(f"{prefix}CertaintyChange", Certainty) | None,
        Field(None, description="How sure the statement was and is"),
    )
    return create_model(f"{prefix}EntryChange", __base__=EntryChange, __doc__=EntryChange.__doc__, **fields)


if TYPE_CHECKING:
    VersionChanges = VersionRecord
else:
    _ENTRIES = {section: _make_entry(section, facts) for section, facts in ENTRY_FACTS.items()}
    _ROLE = create_model(
        "RoleFieldsChange",
        __base__=RoleChange,
        __doc__=RoleChange.__doc__,
        **_make_fields("Role", RoleFacts, ROLE_FIELDS),
    )
    VersionChanges = create_model(
        "VersionChanges",
        __base__=VersionRecord,
        __doc__=VersionRecord.__doc__,
        role=(_ROLE, Field(_ROLE(), description="Changes of the role as a whole: whom it reports to …")),
        **{
            section: (dict[Id, model], Field({}, description="id → what became of this entry"))
            for section, model in _ENTRIES.items()
        },
    )


class RoleChanges(Facts):
    """The recorded versions of a role, newest first."""

    versions: dict[Sentence, VersionChanges] = Field(
        {}, description="Version, such as “1.1” → what it changed; newest first"
    )
