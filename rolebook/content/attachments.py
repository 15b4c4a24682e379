"""References of guides and forms, and their words in the source language (codes X007, X008, L003, L004)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolebook.content.catalogue import Catalogue
from rolebook.content.forms import FormSource
from rolebook.content.guides import GuideSource
from rolebook.content.yaml_tree import Key, YamlFile, suggest_nearest
from rolebook.diagnostics import Diagnostic, Place, Severity


def check_attachments(catalogue: Catalogue, role_ids: set[str]) -> list[Diagnostic]:
    """Guides and forms name roles, sections and a source language that exist."""
    found: list[Diagnostic] = []
    for guide in catalogue.guides.values():
        found += _check_roles(guide.file, guide.facts.roles, role_ids, "roles")
        found += _check_source(catalogue, guide, guide.articles)
        article = guide.articles.get(catalogue.language_of(guide))
        sections = {str(number) for number in range(len(article.sections) + 1)} if article else set()
        for path in guide.facts.provenance:
            if article and path.partition(".")[0] not in sections:
                hint = f"sections are numbered from 1 to {len(article.sections)}; 0 is the opening"
                found.append(_tell_provenance(guide.file, path, hint))
    for form in catalogue.forms.values():
        found += _check_source(catalogue, form, form.words)
        found += _check_form(form, role_ids)
    return found


def _check_form(form: FormSource, role_ids: set[str]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    facts = form.facts
    for name, variant in facts.variants.items():
        found += _check_roles(form.file, variant.roles, role_ids, "variants", name, "roles")
        for index, section in enumerate(variant.sections):
            if section not in facts.sections:
                at: tuple[Key, ...] = ("variants", name, "sections", index)
                hint = suggest_nearest(section, facts.sections)
                message = f"“{section}” is no section of this form"
                found.append(form.file.diagnose("X007", Severity.ERROR, message, hint, at=at))
    for path in facts.provenance:
        section, _, entry = path.partition(".")
        known: dict[str, Iterable[str]] = {"sections": facts.sections, "variants": facts.variants}
        entries = known.get(section, ())
        if entry.partition(".")[0] not in entries:
            hint = "write sections or variants and an id, such as sections.results"
            found.append(_tell_provenance(form.file, path, hint))
    return found


def _check_roles(file: YamlFile, roles: tuple[str, ...], role_ids: set[str], *at: str) -> list[Diagnostic]:
    return [
        file.diagnose(
            "X007",
            Severity.ERROR,
            f"“{name}” is no role",
            suggest_nearest(name, role_ids) or "write the id of a folder in roles/",
            at=(*at, index),
        )
        for index, name in enumerate(roles)
        if name not in role_ids
    ]


def _check_source(
    catalogue: Catalogue, source: GuideSource | FormSource, words: Mapping[str, object]
) -> list[Diagnostic]:
    language = catalogue.language_of(source)
    if language not in catalogue.handbook.languages:
        message = f"the source language “{language}” is not among the handbook's languages"
        hint = "choose one of " + ", ".join(catalogue.handbook.languages)
        at = ("source_language",)
        return [source.file.diagnose("L004", Severity.ERROR, message, hint, at=at)]
    if language in words:
        return []
    ending = "md" if isinstance(source, GuideSource) else "yaml"
    folder = source.file.path.rpartition("/")[0]
    message = f"the words in the source language “{language}” are missing"
    hint = f"write them in {folder}/{language}.{ending}"
    return [source.file.diagnose("L003", Severity.ERROR, message, hint, place=Place(source.file.path))]


def _tell_provenance(file: YamlFile, path: str, hint: str) -> Diagnostic:
    message = f"provenance of an entry that does not exist: “{path}”"
    return file.diagnose("X008", Severity.ERROR, message, hint, at=("provenance", path), at_key=True)
