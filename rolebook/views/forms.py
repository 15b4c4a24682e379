"""Forms to fill in: the same view for the page and for the printed document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, product

from pydantic import BaseModel

from rolebook.content.forms import FieldFacts, FieldWords, FormSource, FormWords
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.document_frame import build_document_frame
from rolebook.views.frame import build_frame
from rolebook.views.model import (
    Form,
    FormBlock,
    FormColumn,
    FormDocument,
    FormField,
    FormPage,
    FormSection,
    GuideCard,
    Link,
    Text,
)

_ROWS = {"text": 4, "table": 5}
"""Lines of a text and rows of a table, where the form does not say how many."""
_SHORT = frozenset({"line", "number", "money", "percent", "date"})
_Say = Callable[..., Text | None]


def iter_variants(context: ViewContext) -> Iterator[tuple[FormSource, str]]:
    """Every form with each of its variants: each makes a page and a document."""
    for source in context.catalogue.forms.values():
        yield from product((source,), source.facts.variants)


def build_form(context: ViewContext, source: FormSource, variant: str, document: links.Links) -> Form:
    """One variant of a form in one language."""
    say = _make_say(context, source)
    facts = source.facts.variants[variant]
    title = say("title") or plain_text(source.id)
    name = say("variants", variant, "title") or plain_text(variant)
    return Form(
        id=f"{source.id}-{variant}",
        title=title,
        variant=name,
        heading=_join_titles(context, title, name),
        intro=say("intro"),
        variant_intro=say("variants", variant, "intro"),
        sections=tuple(_build_section(context, source, name, say) for name in facts.sections),
        roles=tuple(context.refer(name, document) for name in facts.roles if name in context.options.roles),
    )


def build_form_page(context: ViewContext, source: FormSource, variant: str) -> FormPage:
    """The page on which a variant of a form is filled in."""

    def path_of(tag: str) -> str:
        return links.form_path(tag, source.id, variant)

    path = path_of(context.tag)
    form = build_form(context, source, variant, links.SiteLinks(context.tag, path))
    document = links.form_document_path(context.tag, source.id, variant)
    description = (form.variant_intro or form.intro or form.title).plain
    overview = links.relative_href(path, links.guides_path(context.tag))
    return FormPage(
        build_frame(context, path_of, form.heading.plain, description, nav="guides"),
        form,
        Link(context._("Form to print (PDF)"), links.relative_href(path, document)),
        (Link(context._("Guides and forms"), overview),),
    )


def build_form_document(context: ViewContext, source: FormSource, variant: str) -> FormDocument:
    """A variant of a form as a document to print."""
    form = build_form(context, source, variant, links.CharterLinks())
    book = context.catalogue.handbook
    version = context.say_version(book.version, book.effective)
    return FormDocument(build_document_frame(context, form.heading.plain, version, str(book.effective)), form)


def list_forms(context: ViewContext, path: str, role: str | None = None) -> tuple[GuideCard, ...]:
    """The forms, of one role or all, as links of the page at ``path``."""
    cards = []
    for source, variant in iter_variants(context):
        if role is not None and role not in source.facts.variants[variant].roles:
            continue
        say = _make_say(context, source)
        title = say("title") or plain_text(source.id)
        shown = _join_titles(context, title, say("variants", variant, "title"))
        href, document = (
            links.relative_href(path, path_of(context.tag, source.id, variant))
            for path_of in (links.form_path, links.form_document_path)
        )
        cards.append(GuideCard(shown, say("variants", variant, "intro"), href, "form", document))
    return tuple(cards)


def _build_section(context: ViewContext, source: FormSource, name: str, say: _Say) -> FormSection:
    given = source.facts.sections[name].fields.items()
    fields = (_build_field(("sections", name, "fields", key), facts, say) for key, facts in given)
    blocks = groupby(fields, key=lambda field: field.kind in _SHORT)
    return FormSection(
        id=name,
        anchor=f"section-{name}",
        title=say("sections", name, "title") or plain_text(name),
        intro=say("sections", name, "intro"),
        blocks=tuple(FormBlock(short, tuple(members)) for short, members in blocks),
        mark=context.mark_source(source.facts.provenance, f"sections.{name}"),
    )


def _build_field(path: tuple[str, ...], facts: FieldFacts, say: _Say) -> FormField:
    rows = facts.rows or _ROWS.get(facts.kind, 1)
    return FormField(
        id=f"{path[1]}--{path[3]}",
        kind=facts.kind,
        label=say(*path, "label") or say(*path) or plain_text(path[3]),
        hint=say(*path, "hint"),
        rows=tuple(str(row) for row in range(1, rows + 1)),
        columns=tuple(
            FormColumn(column, say(*path, "columns", column) or plain_text(column))
            for column in facts.columns
        ),
    )


def _join_titles(context: ViewContext, title: Text, variant: Text | None) -> Text:
    """Form and variant in one heading; in the language of the form's title, if that is not translated."""
    if variant is None:
        return title
    # Translators: a form and which one of its kinds it is.
    both = context._("{title}: {variant}").format(title=title.plain, variant=variant.plain)
    return replace(plain_text(both), language=title.language or variant.language)


def _make_say(context: ViewContext, source: FormSource) -> _Say:
    origin = context.catalogue.language_of(source)

    def say(*path: str) -> Text | None:
        tags = [tag for tag in (origin, context.tag) if tag in source.words]
        return context.pick_from({tag: _look_up(source.words[tag], path) for tag in tags}, origin)

    return say


def _look_up(words: FormWords, path: tuple[str, ...]) -> str | None:
    """The text at a path of fields and ids; None if there is none, or something else than a text."""
    value: object = words
    for name in path:
        if isinstance(value, dict):
            value = value.get(name)
        else:
            value = getattr(value, name, None) if isinstance(value, BaseModel) else None
    if isinstance(value, FieldWords):
        return value.label
    return value if isinstance(value, str) else None
