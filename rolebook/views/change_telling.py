"""One version of a role and what it changed, told entry by entry in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.changes import ENTRY_FACTS, UNITS, Changed, EntryChange, VersionRecord
from rolebook.content.fields import Facts
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.views import links
from rolebook.views.change_labels import label_field, label_section
from rolebook.views.change_values import Side
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.model import ChangeDetail, ChangeEntry, ChangeGroup, RoleVersion, Text

_ORDER = ("penalties", "kpis", "duties", "authority", "accountability", "role")
SECTIONS = (*_ORDER, *(section for section in ENTRY_FACTS if section not in _ORDER))
"""The sections in the order in which changes are told: first what binds people."""

_OF_NEW = {
    "penalties": (
        "effect",
        "at_most",
        "per",
        "window",
        "triggers",
        "steps",
        "guarantee",
        "approver",
        "appeal_days",
    ),
    "kpis": ("weight", "added", "target", "scoring", "period"),
    "qualifications": ("need",),
}
"""What is told of a new entry; of other sections all that is given."""
_ANCHORS = {"kpis": "kpi", "penalties": "penalty"}
_BY_SECTION = ("qualifications", "competencies", "role")
"""Sections whose entries have no anchors of their own."""

_LINE = 56
"""Characters of the old and the new value that fit on a line of the printed document."""

Reworded = Callable[[str, str], Iterator[ChangeDetail]]
"""For a section and an entry, its words before and after, where they are known."""


def list_versions(
    context: ViewContext, role: CatalogueRole, document: links.Links | None
) -> tuple[RoleVersion, ...]:
    """The recorded versions of a role, newest first; entries link into the role if there is a document."""
    side = Side(context, role)
    return tuple(
        build_version(version, record, side, side, document) for version, record in role.versions.items()
    )


def build_version(
    version: str,
    record: VersionRecord,
    before: Side,
    after: Side,
    document: links.Links | None = None,
    reworded: Reworded | None = None,
) -> RoleVersion:
    """What one version changed, said in the language of ``after``; old values as ``before`` says them."""
    teller = _Teller(record, before, after, document, reworded)
    context = after.context
    groups = tuple(
        ChangeGroup(section, label_section(context, section), entries)
        for section in SECTIONS
        if (entries := tuple(teller.tell(section)))
    )
    _ = context._
    heading = _("Version {version}, effective {date}").format(
        version=version, date=context.language.date(record.effective)
    )
    empty = None
    if not groups:
        empty = _("No content changed.") if record.is_empty else _("Only words in other languages changed.")
    total = sum(len(group.entries) for group in groups)
    source = after.role.source_language if after.role else context.catalogue.handbook.source_language
    since = None
    if record.since and record.since != version:
        since = _("since version {version}").format(version=record.since)
    return RoleVersion(
        version=version,
        heading=heading,
        groups=groups,
        count=context.count("{count} change", "{count} changes", total),
        note=context.pick_from(record.note, source),
        since=since,
        empty=empty,
    )


def make_detail(
    context: ViewContext, name: str, label: str, old: str | None, new: str | None
) -> ChangeDetail:
    """A value before and after, stacked if the two do not fit on a line."""
    width = len(f"{old or ''}{new or ''}") * (2 if context.language.is_cjk else 1)
    return ChangeDetail(name, label, old, new, stacked=bool(old and new) and width > _LINE)


class _Teller:
    """Tells one record, section by section."""

    def __init__(
        self,
        record: VersionRecord,
        before: Side,
        after: Side,
        document: links.Links | None,
        reworded: Reworded | None,
    ):
        self.record = record
        self.before, self.after = before, after
        self.context = after.context
        self.document = document
        self.reworded = reworded

    def tell(self, section: str) -> Iterator[ChangeEntry]:
        """The changed entries of a section, as far as this language shows them."""
        if section == "role":
            yield from self._tell_role()
            return
        moved = []
        for name, change in self.record.section(section).items():
            entry = self._tell_entry(section, name, change)
            if entry is None:
                continue
            if entry.status == "moved" and not entry.details and not entry.notes:
                moved.append(entry)
            else:
                yield entry
        yield from moved  # what only stands elsewhere comes last

    def _tell_role(self) -> Iterator[ChangeEntry]:
        for field, changed in self.record.role.fields():
            detail = self._tell_field("role", "", field, "", changed)
            if detail:
                yield ChangeEntry(
                    field, plain_text(label_field(self.context, "role", field)), details=(detail,)
                )
        for text, languages in self.record.texts.items():
            details, notes = self._tell_words("", text, languages)
            if details or notes:
                name = plain_text(label_field(self.context, "role", text))
                yield ChangeEntry(text, name, details=details, notes=notes)

    def _tell_entry(self, section: str, name: str, change: EntryChange) -> ChangeEntry | None:
        details: list[ChangeDetail] = []
        notes: tuple[str, ...] = ()
        if change.change != "removed":
            wanted = _OF_NEW.get(section) if change.change == "added" else None
            for field, changed in change.fields():
                if wanted is None or field in wanted:
                    label = label_field(self.context, section, field)
                    detail = self._tell_field(section, name, field, label, changed)
                    details += [detail] if detail else []
        if change.words and change.change not in ("added", "removed"):
            words, notes = self._tell_words(section, name, change.words)
            details += words
        if not (change.change or details or notes):
            return None
        _ = self.context._
        labels = {"added": _("new"), "removed": _("removed"), "moved": _("stands elsewhere")}
        return ChangeEntry(
            id=name,
            name=self._name(section, name, change),
            href=self._link(section, name),
            status=change.change or "",
            status_label=labels.get(change.change or ""),
            details=tuple(details),
            notes=notes,
        )

    def _tell_field(
        self, section: str, name: str, field: str, label: str, changed: Changed
    ) -> ChangeDetail | None:
        """A field before and after; None if it is recorded only so that others can be said, or weighs nothing."""
        if changed.old == changed.new or (field == "weight" and not changed.old and not changed.new):
            return None
        words = []
        for side, value, which in ((self.before, changed.old, "old"), (self.after, changed.new, "new")):
            entry = self._find_facts(side, section, name, which)
            words.append(None if value is None else side.say(section, field, value, entry))
        return make_detail(self.context, field, label, *words)

    def _find_facts(self, side: Side, section: str, name: str, which: str) -> Facts | None:
        """What an entry's values were counted in: as the record says, or else as the role does."""
        if section not in UNITS:
            return None
        recorded = {
            field: value
            for field, changed in self.record.section(section)[name].fields()
            if field in UNITS[section] and (value := getattr(changed, which)) is not None
        }
        if section == "kpis" and "unit" in recorded:
            return KpiFacts.model_construct(**recorded)
        if section == "penalties" and "effect" in recorded:
            return PenaltyFacts.model_construct(**recorded)
        facts: Facts | None = getattr(side.role.facts, section).get(name) if side.role else None
        return facts

    def _tell_words(
        self, section: str, name: str, languages: Iterable[str]
    ) -> tuple[tuple[ChangeDetail, ...], tuple[str, ...]]:
        """The words before and after if they are known; else a note, if this language says something new."""
        _, tag = self.context._, self.context.tag
        role = self.after.role or self.before.role
        source = role.source_language if role else self.context.catalogue.handbook.source_language
        if tag in languages:
            details = tuple(self.reworded(section, name)) if self.reworded else ()
            return (details, ()) if details else ((), (_("worded anew"),))
        if source in languages:
            return (), (_("worded anew; not yet in this language"),)
        return (), ()

    def _name(self, section: str, name: str, change: EntryChange) -> Text:
        sides = (self.before, self.after) if change.change == "removed" else (self.after, self.before)
        found = next((text for side in sides if (text := side.find_name(section, name))), None)
        return found or self._recall(section, name) or plain_text(name)

    def _recall(self, section: str, name: str) -> Text | None:
        """What an entry said that is gone: as recorded when it went."""
        role = self.after.role
        for record in (self.record, *(role.versions.values() if role else ())):
            entry = record.section(section).get(name)
            if entry and entry.was and role:
                return self.context.pick_from(entry.was, role.source_language)
        return None

    def _link(self, section: str, name: str) -> str | None:
        role, document = self.after.role, self.document
        if document is None or role is None or self.after.find_name(section, name) is None:
            return None
        if section in _BY_SECTION:
            return f"#{document.anchor(role.id, section)}"
        return "#" + document.anchor(role.id, f"{_ANCHORS.get(section, section)}-{name}")
