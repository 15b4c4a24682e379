"""Guides and forms in every language, in the same shape (codes L010 to L012, L023, L024, L037)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.content.forms import FieldWords, FormFacts, FormSource, FormWords
from rolebook.content.guides import GuideSource
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Place, Severity

_Path = tuple[str, ...]


def check_guides(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A guide is translated, and a translation has the sections of the source."""
    for guide in catalogue.guides.values():
        source = guide.articles[catalogue.language_of(guide)]
        yield from _check_languages(catalogue, guide, guide.articles, "md")
        for language, article in guide.articles.items():
            wanted, given = len(source.sections), len(article.sections)
            if wanted != given:
                yield article.file.diagnose(
                    "L037",
                    Severity.WARNING,
                    f"sections: {given} in “{language}”, {wanted} in “{catalogue.language_of(guide)}”",
                    f"bring it in line with {source.file.path}: the same sections in the same order",
                    at=("title",),
                )


def check_forms(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Everything in a form has words, in the source language and in the others."""
    for form in catalogue.forms.values():
        yield from _check_languages(catalogue, form, form.words, "yaml")
        wanted = set(_list_needed(form.facts))
        for language, words in form.words.items():
            is_source = language == catalogue.language_of(form)
            file = form.word_files[language]
            given = set(_list_given(words))
            for path in sorted(wanted - given):
                name = path[-1]
                message = f"“{name}” has facts but no words in {language}.yaml"
                if is_source:
                    hint, at = f"add them to {file.path}", _find_facts(form.facts, path)
                    yield form.file.diagnose("L023", Severity.ERROR, message, hint, at=at, at_key=True)
                else:
                    message = f"“{name}” is not translated"
                    yield file.diagnose("L011", Severity.WARNING, message, at=path[:-1], at_key=True)
            for path in sorted(given - wanted):
                code, severity = ("L024", Severity.ERROR) if is_source else ("L012", Severity.WARNING)
                message = f"“{path[-1]}” has words but no facts in form.yaml"
                hint = "delete it, or correct its id"
                yield file.diagnose(code, severity, message, hint, at=path, at_key=True)


def check_form_facts(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A table has columns and only a table has them; sections, columns and roles are named once."""
    for form in catalogue.forms.values():
        for section, content in form.facts.sections.items():
            for name, field in content.fields.items():
                at = ("sections", section, "fields", name)
                yield from _tell_twice(form, field.columns, (*at, "columns"))
                message = hint = ""
                if field.kind == "table" and not field.columns:
                    message, hint = f"the table “{name}” has no columns", "add columns: [first, second]"
                elif field.kind != "table" and field.columns:
                    message, hint = (
                        f"“{name}” has columns but is no table",
                        "write kind: table, or delete columns",
                    )
                elif field.kind not in ("table", "text") and field.rows is not None:
                    message, hint = (
                        f"“{name}” takes one line, yet it has rows",
                        "write kind: text, or delete rows",
                    )
                if message:
                    yield form.file.diagnose("S020", Severity.ERROR, message, hint, at=at, at_key=True)
        for name, variant in form.facts.variants.items():
            yield from _tell_twice(form, variant.sections, ("variants", name, "sections"))
            yield from _tell_twice(form, variant.roles, ("variants", name, "roles"))


def check_guide_roles(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A guide names each of its roles once."""
    for guide in catalogue.guides.values():
        yield from _tell_twice(guide, guide.facts.roles, ("roles",))


def _tell_twice(source: GuideSource | FormSource, names: tuple[str, ...], at: _Path) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name in names[:index]:
            message, hint = f"“{name}” stands twice in {at[-1]}", "delete one of the two"
            yield source.file.diagnose("X013", Severity.WARNING, message, hint, at=(*at, index))


def _check_languages(
    catalogue: Catalogue, source: GuideSource | FormSource, languages: Iterable[str], ending: str
) -> Iterator[Diagnostic]:
    for language in catalogue.handbook.languages:
        if language not in languages:
            yield Diagnostic(
                "L010",
                Severity.WARNING,
                f"not translated into “{language}”: its pages will show “{catalogue.language_of(source)}”",
                f"write its words in {source.file.path.rpartition('/')[0]}/{language}.{ending}",
                Place(source.file.path),
            )


def _list_needed(facts: FormFacts) -> Iterator[_Path]:
    for name in facts.variants:
        yield ("variants", name)
    for section, content in facts.sections.items():
        yield ("sections", section)
        for name, field in content.fields.items():
            yield ("sections", section, "fields", name)
            for column in field.columns:
                yield ("sections", section, "fields", name, "columns", column)


def _list_given(words: FormWords) -> Iterator[_Path]:
    for name in words.variants:
        yield ("variants", name)
    for section, content in words.sections.items():
        yield ("sections", section)
        for name, field in content.fields.items():
            yield ("sections", section, "fields", name)
            for column in field.columns if isinstance(field, FieldWords) else ():
                yield ("sections", section, "fields", name, "columns", column)


def _find_facts(facts: FormFacts, path: _Path) -> tuple[Key, ...]:
    """The path in form.yaml of what has words at this path; columns are a list there."""
    if len(path) <= 4:
        return path
    columns = facts.sections[path[1]].fields[path[3]].columns
    return (*path[:4], "columns", columns.index(path[-1]))
