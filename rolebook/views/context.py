"""What every view is made with: the catalogue, one language, its ways of writing, and the options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rolebook.content.audience_facts import EVERYTHING, Audience, Part
from rolebook.content.catalogue import Catalogue
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.fields import Money
from rolebook.content.role_facts import Cadence, Provenance
from rolebook.language.interface import load_interface
from rolebook.language.locales import Language, find_language
from rolebook.language.markdown import escape_text, render_block, render_inline, strip_markdown
from rolebook.language.names import Phrase, choose, find_description, find_name
from rolebook.language.phrases import Phrases
from rolebook.language.wording import RoleWording
from rolebook.views.links import Links
from rolebook.views.model import Flag, Mark, Ref, Text

if TYPE_CHECKING:
    from rolebook.policies.report import PolicyReport

Kept = TypeVar("Kept")
_MOST_NAMES = 5_000
"""How many names of roles and of entries of the handbook are kept: a few hundred bytes each."""


@dataclass(frozen=True)
class SiteOptions:
    """What the command line decides: the site's address, which languages and roles are built, and for whom.

    ``report`` is what policy checks found; None for those who do not see it.
    """

    base_url: str | None
    languages: tuple[str, ...]
    roles: tuple[str, ...]
    build_date: dt.date
    audience: Audience = EVERYTHING
    report: PolicyReport | None = None


@dataclass(frozen=True)
class ViewContext:
    """One language's way of saying the catalogue."""

    catalogue: Catalogue
    options: SiteOptions
    language: Language
    interface: NullTranslations
    phrases: Mapping[str, Phrases]
    _wordings: dict[str, RoleWording] = field(default_factory=dict, compare=False)
    _shelves: dict[str, dict[str, list[str]]] = field(default_factory=dict, compare=False)
    digests: dict[str, str] = field(default_factory=dict, compare=False)
    """The digests of editions that have been made in this language."""
    _kept: dict[str, dict[Hashable, Any]] = field(default_factory=dict, compare=False)

    @property
    def tag(self) -> str:
        """The language's tag."""
        return self.language.tag

    def sees(self, part: Part) -> bool:
        """Whether those whom the build is for may see a part of the handbook."""
        return self.options.audience.sees(part)

    @property
    def say(self) -> Phrases:
        """Facts in words, in this language."""
        return self.phrases[self.tag]

    def _(self, message: str) -> str:
        return self.interface.gettext(message)

    def with_figures_of(self, country: str | None) -> ViewContext:
        """The same context, with numbers and money as a country writes them (Language.with_figures_of).

        It keeps views of its own: none with these figures comes to others.
        """

        def make() -> ViewContext:
            phrases = {tag: own.with_figures_of(country) for tag, own in self.phrases.items()}
            language = self.language.with_figures_of(country)
            return replace(self, language=language, phrases=phrases, _wordings={}, _shelves={}, _kept={})

        return self.keep("figures", country, make, most=32)

    def count(self, one: str, many: str, number: int) -> str:
        """A counted phrase: ``{count} role``, ``{count} roles``."""
        return self.interface.ngettext(one, many, number).format(count=self.language.number(number))

    def say_version(self, version: str | None, effective: dt.date) -> str:
        """Which version a document holds, and from which day; the day alone for those who do not see versions."""
        date = self.language.date(effective)
        if not version:
            return self._("Effective from {date}").format(date=date)
        return self._("Version {version}, effective {date}").format(version=version, date=date)

    def wording(self, role: CatalogueRole) -> RoleWording:
        """The role's words in this language."""
        if role.id not in self._wordings:
            self._wordings[role.id] = RoleWording(role, self.tag, self.phrases, self.catalogue)
        return self._wordings[role.id]

    def keep(self, kind: str, name: Hashable, make: Callable[[], Kept], *, most: int = 1) -> Kept:
        """A view that several artifacts share: made once, and forgotten when ``most`` others were made after it.

        Artifacts of one role follow each other, so that memory does not grow with the number of roles.
        """
        shelf = self._kept.setdefault(kind, {})
        if name not in shelf:
            made = make()
            while len(shelf) >= most:
                del shelf[next(iter(shelf))]  # the oldest
            shelf[name] = made
        view: Kept = shelf[name]
        return view

    def roles_by(self, quality: str) -> Mapping[str, list[str]]:
        """The roles that are built, by their industry or family."""
        if quality not in self._shelves:
            shelf = self._shelves[quality] = {}
            for name in self.options.roles:
                value = getattr(self.catalogue.roles[name].facts, quality)
                shelf.setdefault(value or "", []).append(name)
        return self._shelves[quality]

    def pick(self, words: Mapping[str, str | None], *, block: bool = False) -> Text | None:
        """Words given per language, in this one, with fallback to the handbook's source language."""
        return self.pick_from(words, self.catalogue.handbook.source_language, block=block)

    def pick_from(self, words: Mapping[str, str | None], source: str, *, block: bool = False) -> Text | None:
        """Words given per language, in this one, with fallback to the language in which they were written."""
        phrase = choose(words, self.tag, source)
        return to_text(phrase, block=block) if phrase else None

    def name(self, section: str, name: str) -> Text:
        """The name of a handbook entry; its id if it has none."""

        def find() -> Text:
            phrase = find_name(self.catalogue, section, name, self.tag)
            return to_text(phrase) if phrase else plain_text(name)

        return self.keep("names", (section, name), find, most=_MOST_NAMES)

    def description(self, section: str, name: str) -> Text | None:
        """The description of a handbook entry."""
        phrase = find_description(self.catalogue, section, name, self.tag)
        return to_text(phrase) if phrase else None

    def refer(self, name: str, links: Links) -> Ref:
        """A role, position, department or party, linked if it has a page."""
        kind = self.catalogue.kind_of(name)
        if kind == "role":
            title = self.keep("titles", name, lambda: self._find_title(name), most=_MOST_NAMES)
            return Ref(title, links.role(name) if name in self._built else None, "role")
        section = {"position": "positions", "department": "departments", "party": "parties"}.get(
            kind or "", "positions"
        )
        return Ref(self.name(section, name), None, kind or "position")

    def _find_title(self, role: str) -> Text:
        phrase = self.wording(self.catalogue.roles[role]).sentence("title")
        return to_text(phrase) if phrase else plain_text(role)

    @cached_property
    def _built(self) -> frozenset[str]:
        """The roles that are built, to look one up among many."""
        return frozenset(self.options.roles)

    def flags(self, flags: Sequence[str]) -> tuple[Flag, ...]:
        """Cautions with their labels."""
        return tuple(Flag(flag, self.name("flags", flag).plain) for flag in flags)

    def cadence(self, cadence: Cadence | None) -> str | None:
        """When something falls due, with the names of its events; None if it has no cadence."""
        if cadence is None:
            return None
        before, after = (
            self.name("events", name).plain if name else None for name in (cadence.before, cadence.after)
        )
        return self.say.cadence(cadence, before, after) or None

    def mark(self, role: CatalogueRole, path: str, *fields: str) -> Mark | None:
        """How sure the statement at a provenance path is; None if it is plainly stated or unmarked.

        Where the statement as a whole has no mark, it takes that of the first of these fields that has one.
        """
        paths = (path, *(f"{path}.{field}" for field in fields))
        return next((mark for name in paths if (mark := self._mark(role, name))), None)

    def mark_source(self, provenance: Mapping[str, Provenance], path: str) -> Mark | None:
        """The same of a guide or form, from its own provenance."""
        found = provenance.get(path)
        return self._say_mark(found, None) if found else None

    def _mark(self, role: CatalogueRole, path: str) -> Mark | None:
        provenance = role.facts.provenance.get(path)
        if provenance is None:
            return None
        rule = role.facts.penalties.get(path.split(".")[1]) if path.startswith("penalties.") else None
        return self._say_mark(provenance, rule.effect.amount if rule else None)

    def _say_mark(self, provenance: Provenance, money: Money | None) -> Mark | None:
        if provenance.certainty == "stated" and not provenance.gap:
            return None
        _ = self._
        kind = (provenance.certainty, provenance.gap)
        mark = self.keep("marks", kind, lambda: self._name_mark(*kind), most=_MOST_NAMES)
        if provenance.suggests is None or provenance.certainty == "stated":
            return mark
        value = (
            self.language.money(provenance.suggests, money.currency)
            if money
            else self.language.number(provenance.suggests)
        )
        return replace(mark, suggestion=_("suggested: {value}").format(value=value))

    def _name_mark(self, certainty: str, gap: str | None) -> Mark:
        """A mark as far as it is the same of all statements of its kind."""
        _ = self._
        missing = None
        if gap:
            missing = {
                "lost": _("words are lost in the source"),
                "cut-off": _("the source breaks off here"),
                "unnumbered": _("its number is lost in the source"),
                "masked": _("the source hides the figure"),
            }[gap]
        if certainty == "stated":
            description = _("Something is missing in the source; the words beside it say what.")
            return Mark("gap", _("gap"), description, missing)
        label, description = {
            "implied": (_("implied"), _("Follows from a duty; not stated as such.")),
            "inferred": (_("inferred"), _("Read from the context; please confirm.")),
            "doubtful": (_("doubtful"), _("The source is unclear; a person must decide.")),
            "proposed": (_("proposed"), _("Our proposal; not yet decided.")),
        }[certainty]
        return Mark(certainty, label, description, missing)


def make_context(
    catalogue: Catalogue, options: SiteOptions, tag: str, template_folders: Sequence[Path]
) -> ViewContext:
    """The context of one language."""
    phrases = {
        name: Phrases(
            find_language(name), load_interface(name, template_folders), catalogue.handbook.currency
        )
        for name in catalogue.handbook.languages
    }
    return ViewContext(catalogue, options, find_language(tag), load_interface(tag, template_folders), phrases)


@lru_cache(maxsize=20_000)  # page, comparison, charter and handbooks say the same sentences
def to_text(phrase: Phrase, *, block: bool = False) -> Text:
    """Words in Markdown as a Text: one sentence, or paragraphs."""
    html = render_block(phrase.text) if block else render_inline(phrase.text)
    return Text(html, strip_markdown(phrase.text), phrase.language)


def plain_text(text: str) -> Text:
    """Words of ours (not Markdown) as a Text."""
    return Text(escape_text(text), text)
