"""The plan: every file that the site consists of, each with the view it is made from.

The plan is made one artifact at a time, so that memory does not grow with the number of roles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rolebook.build.artifact import DOCUMENTS, Artifact
from rolebook.build.plan_careers import list_unused_assets, plan_logo, sketch_brand, sketch_careers
from rolebook.build.plan_jobs import list_job_pages, sketch_jobs
from rolebook.build.sketch import Sketch
from rolebook.content.catalogue import Catalogue, Role
from rolebook.views import links
from rolebook.views.assessment import build_assessment_document, build_assessment_page, is_assessed
from rolebook.views.bilingual_book import build_bilingual_book, list_bilingual_sections
from rolebook.views.bilingual_edition import bilingual_path, open_bilingual_edition
from rolebook.views.book import build_book, list_sections
from rolebook.views.book_assessment import build_assessment_guide_page, has_assessment
from rolebook.views.calendar import build_calendar, build_calendars, list_calendar_departments
from rolebook.views.changes import build_changes_document, build_changes_page
from rolebook.views.compare import build_compare_data
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.documents import build_charter, has_word_documents
from rolebook.views.edition import list_editions, open_edition
from rolebook.views.editions import build_editions
from rolebook.views.forms import build_form_document, build_form_page, iter_variants
from rolebook.views.frame import has_changes, has_competencies, has_guides
from rolebook.views.guides import build_guide_page, build_guides
from rolebook.views.home import (
    build_about,
    build_home,
    build_language_choice,
    build_lost_page,
    build_robots,
    build_sitemap,
    has_preface,
)
from rolebook.views.pages import build_role_page
from rolebook.views.policies import build_policies_page
from rolebook.views.reference import build_compare, build_competencies, build_competency, build_glossary
from rolebook.views.workbook import build_assessment_workbook

_PRINT_ONLY = "css/print"


@dataclass(frozen=True)
class Selection:
    """Which artifacts a build is about; empty means all. ``only`` is pages, documents or both."""

    languages: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out, so that files no longer planned can be removed."""
        return not (self.languages or self.roles or self.only)

    def covers(self, artifact: Artifact | Sketch) -> bool:
        """Whether this artifact is to be built."""
        languages = artifact.languages if isinstance(artifact, Sketch) else {artifact.language}
        if self.languages and "" not in languages and not self.languages & languages:
            return False
        if self.roles and artifact.role not in self.roles and not artifact.path.startswith("assets/"):
            return False
        kind = "documents" if artifact.kind in DOCUMENTS else "pages"
        return not self.only or kind in self.only

    @property
    def may_hold_books(self) -> bool:
        """Whether handbooks can be among it: to list their sections takes a while."""
        return not self.roles and (not self.only or "documents" in self.only)


def plan_site(
    catalogue: Catalogue,
    options: SiteOptions,
    template_folders: Sequence[Path],
    selection: Selection | None = None,
) -> Iterator[Artifact]:
    """Every artifact of the site that is selected: assets, documents of many roles, then page by page."""
    selection = selection or Selection()
    contexts = {tag: make_context(catalogue, options, tag, template_folders) for tag in options.languages}
    unused = list_unused_assets(next(iter(contexts.values())))
    for asset in (*plan_assets(template_folders, unused), *plan_logo(catalogue)):
        if selection.covers(asset):
            yield asset
    for sketch in _sketch_site(catalogue, options, contexts, selection):
        if selection.covers(sketch):
            yield Artifact(
                sketch.path, sketch.kind, sketch.template, sketch.language, sketch.make(), sketch.role
            )


def _sketch_site(
    catalogue: Catalogue, options: SiteOptions, contexts: dict[str, ViewContext], selection: Selection
) -> Iterator[Sketch]:
    """All artifacts that the selection may cover, and some that it does not."""
    chosen = [
        context for tag, context in contexts.items() if not selection.languages or tag in selection.languages
    ]
    has_books = selection.may_hold_books and options.audience.sees("handbook")
    choice = partial(build_language_choice, contexts)
    sitemap = partial(build_sitemap, contexts, _list_pages(catalogue, options, contexts))
    yield Sketch("index.html", "page", "site/language-choice.html.j2", "", choice)
    yield Sketch("404.html", "page", "site/404.html.j2", "", partial(build_lost_page, contexts))
    yield from sketch_brand(next(iter(contexts.values())))
    yield Sketch("sitemap.xml", "page", "site/sitemap.xml.j2", "", sitemap)
    yield Sketch("robots.txt", "page", "site/robots.txt.j2", "", partial(build_robots, options))
    if has_books:
        for context in chosen:
            yield from _sketch_books(context)
        yield from _sketch_bilingual_books(catalogue, contexts)
    for context in chosen:
        yield from _sketch_language(context, contexts)
        yield from sketch_jobs(context, contexts)


def _sketch_books(context: ViewContext) -> Iterator[Sketch]:
    """The handbooks of a language: first the sections of each that no other had before, then the book."""
    tag, known = context.tag, set()
    for name in list_editions(context):
        edition = open_edition(context, name)
        sections = list_sections(edition)
        for section in (*sections[1:], sections[0]):  # the cover tells the digest of all others
            if section.name not in known:
                known.add(section.name)
                path = links.section_path(tag, section.name)
                yield Sketch(path, "part", section.template, tag, section.make)
        book = partial(build_book, edition, sections)
        yield Sketch(links.handbook_path(tag, name), "book", "", tag, book)


def _sketch_bilingual_books(catalogue: Catalogue, contexts: dict[str, ViewContext]) -> Iterator[Sketch]:
    """The handbooks in two languages, each once, in the folder of its first; they share sections likewise."""
    known = set()
    for name, facts in catalogue.handbook.editions.items():
        if not facts.languages or not contexts.keys() >= set(facts.languages):
            continue
        tag, other = facts.languages
        edition = open_bilingual_edition(contexts[tag], contexts[other], name)
        sections = list_bilingual_sections(edition)
        for section in sections:
            path = bilingual_path(edition, section.name)
            if path not in known:
                known.add(path)
                yield Sketch(path, "part", section.template, tag, section.make, second_language=other)
        book = partial(build_bilingual_book, edition, sections)
        yield Sketch(links.handbook_path(tag, name), "book", "", tag, book, second_language=other)


def plan_assets(template_folders: Sequence[Path], unused: frozenset[str] = frozenset()) -> Iterator[Artifact]:
    """The files of ``assets/``, without the unused; a project's own replace the built-in ones of the same name."""
    seen: set[str] = set()
    for folder in template_folders:
        top = folder / "assets"
        for path in sorted(p for p in top.rglob("*") if p.is_file()) if top.is_dir() else ():
            name = path.relative_to(top).as_posix()
            if (
                name in seen
                or name in unused
                or name.startswith(_PRINT_ONLY)
                or any(part.startswith(".") for part in path.relative_to(top).parts)
            ):
                continue
            seen.add(name)
            yield Artifact(f"assets/{name}", "file", f"assets/{name}", "")


def _sketch_language(context: ViewContext, contexts: dict[str, ViewContext]) -> Iterator[Sketch]:
    tag, catalogue = context.tag, context.catalogue

    def page(
        path: str, template: str, make: Callable[..., Any], *arguments: object, role: str = ""
    ) -> Sketch:
        return Sketch(path, "page", f"site/{template}.j2", tag, partial(make, context, *arguments), role)

    if context.options.audience.is_public:
        yield from sketch_careers(context, contexts)
    else:
        yield page(links.home_path(tag), "home.html", build_home)
    in_handbook = context.sees("handbook")
    for name in context.options.roles:
        role = catalogue.roles[name]
        incomplete = frozenset(
            t for t, c in contexts.items() if c.wording(role).measure_completeness().missing
        )
        yield page(
            links.role_path(tag, name), "role.html", build_role_page, role, incomplete, contexts, role=name
        )
        if in_handbook:
            yield page(
                links.compare_script_path(tag, name), "compare.js", build_compare_data, role, role=name
            )
            path, charter = links.charter_path(tag, name), partial(build_charter, context, role)
            yield Sketch(path, "document", "print/charter.html.j2", tag, charter, name)
            if has_word_documents(context):
                yield Sketch(links.charter_word_path(tag, name), "word", "", tag, charter, name)
        if is_assessed(context, role):
            path = links.assessment_page_path(tag, name)
            yield page(path, "assess.html", build_assessment_page, role, role=name)
            yield from _sketch_assessment(context, role)
    # After the pages of roles, from which it knows what else it would have to make: the digests of their sections.
    if in_handbook:
        yield page(links.handbooks_path(tag), "editions.html", build_editions, contexts)
    yield from _sketch_reference(context, page)


def _sketch_assessment(context: ViewContext, role: Role) -> Iterator[Sketch]:
    """The assessment forms of a role that are files."""
    tag, name = context.tag, role.id
    form = partial(build_assessment_document, context, role)
    path, template = links.assessment_path(tag, name), "print/assessment.html.j2"
    yield Sketch(path, "document", template, tag, form, name)
    path, template = links.assessment_form_path(tag, name), "print/assessment-form.html.j2"
    yield Sketch(path, "fillable", template, tag, form, name)
    path, workbook = (
        links.assessment_workbook_path(tag, name),
        partial(build_assessment_workbook, context, role),
    )
    yield Sketch(path, "workbook", "", tag, workbook, name)


def _sketch_reference(context: ViewContext, page: Callable[..., Sketch]) -> Iterator[Sketch]:
    """The pages of a language that belong to no role, and the forms to print."""
    tag, catalogue = context.tag, context.catalogue
    if context.sees("handbook"):
        yield page(links.glossary_path(tag), "glossary.html", build_glossary)
        yield page(links.compare_path(tag), "compare.html", build_compare)
        yield page(links.calendars_path(tag), "calendars.html", build_calendars)
        for name in list_calendar_departments(context):
            yield page(links.calendar_path(tag, name), "calendar.html", build_calendar, name)
    if has_preface(catalogue):
        yield page(links.about_path(tag), "about.html", build_about)
    if context.options.report:
        yield page(links.policies_path(tag), "policies.html", build_policies_page)
    if has_assessment(context):
        yield page(links.assessment_guide_path(tag), "assessment.html", build_assessment_guide_page)
    if has_changes(catalogue, context.options.roles):
        yield page(links.changes_path(tag), "changes.html", build_changes_page)
        path, made = links.changes_document_path(tag), partial(build_changes_document, context)
        yield Sketch(path, "document", "print/changes.html.j2", tag, made)
    if has_guides(catalogue):
        yield page(links.guides_path(tag), "guides.html", build_guides)
    for name, guide in catalogue.guides.items():
        yield page(links.guide_path(tag, name), "guide.html", build_guide_page, guide)
    for form, variant in iter_variants(context):
        path = links.form_path(tag, form.id, variant)
        yield page(path, "form.html", build_form_page, form, variant)
        path, make = links.form_document_path(tag, form.id, variant), build_form_document
        printed = partial(make, context, form, variant)
        yield Sketch(path, "document", "print/form.html.j2", tag, printed)
    if has_competencies(context):
        yield page(links.competencies_path(tag), "competencies.html", build_competencies)
    for name in catalogue.handbook.competencies if has_competencies(context) else ():
        yield page(links.competency_path(tag, name), "competency.html", build_competency, name)


def _list_pages(
    catalogue: Catalogue, options: SiteOptions, contexts: dict[str, ViewContext]
) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Path, pattern with {} for the language, date of change and languages of every page for the sitemap.

    What takes effect later is no change yet, and who does not see versions is not told their dates.
    """
    context = next(iter(contexts.values()))

    def say_changed(effective: dt.date | None) -> str | None:
        is_told = context.sees("versions") and effective and effective <= options.build_date
        return str(effective) if is_told else None

    changed = say_changed(catalogue.handbook.effective)
    patterns = [links.home_path("{}")]
    if context.sees("handbook"):
        of_handbook = (links.glossary_path, links.calendars_path, links.handbooks_path)
        patterns += [path_of("{}") for path_of in of_handbook]
        patterns += [links.calendar_path("{}", name) for name in list_calendar_departments(context)]
    patterns += [links.about_path("{}")] if has_preface(catalogue) else []
    patterns += [links.assessment_guide_path("{}")] if has_assessment(context) else []
    patterns += [links.changes_path("{}")] if has_changes(catalogue, options.roles) else []
    patterns += [links.guides_path("{}")] if has_guides(catalogue) else []
    patterns += [links.guide_path("{}", name) for name in catalogue.guides]
    patterns += [links.form_path("{}", form.id, variant) for form, variant in iter_variants(context)]
    if has_competencies(context):
        patterns.append(links.competencies_path("{}"))
        patterns += [links.competency_path("{}", name) for name in catalogue.handbook.competencies]
    pages: list[tuple[str, str | None, tuple[str, ...]]]
    pages = [(pattern, changed, options.languages) for pattern in patterns]
    for name in options.roles:
        date = say_changed(catalogue.roles[name].facts.effective)
        pages.append((links.role_path("{}", name), date, options.languages))
    pages += list_job_pages(context)
    return [
        (pattern.replace("{}", tag, 1), pattern, date, languages)
        for tag in options.languages
        for pattern, date, languages in pages
        if tag in languages
    ]
