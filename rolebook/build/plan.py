"""The plan: every file that the site consists of, each with the view it is made from.

The plan is made one artifact at a time, so that memory does not grow with the number of roles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rolebook.build.artifact import Artifact, Kind
from rolebook.content.catalogue import Catalogue
from rolebook.views import links
from rolebook.views.compare import build_compare_data
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.documents import build_charter, build_handbook
from rolebook.views.home import build_home, build_language_choice, build_lost_page, build_sitemap
from rolebook.views.pages import build_role_page
from rolebook.views.reference import build_compare, build_competencies, build_competency, build_glossary

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

    def covers(self, artifact: Artifact | _Sketch) -> bool:
        """Whether this artifact is to be built."""
        if self.languages and artifact.language and artifact.language not in self.languages:
            return False
        if self.roles and artifact.role not in self.roles and artifact.kind != "file":
            return False
        kind = "documents" if artifact.kind == "document" else "pages"
        return not self.only or kind in self.only


@dataclass(frozen=True)
class _Sketch:
    """An artifact whose view has not been made yet: most builds of a part need few of them."""

    path: str
    kind: Kind
    template: str
    language: str
    make: Callable[[], Any]
    role: str = ""


def plan_site(
    catalogue: Catalogue,
    options: SiteOptions,
    template_folders: Sequence[Path],
    selection: Selection | None = None,
) -> Iterator[Artifact]:
    """Every artifact of the site that is selected: assets, documents of many roles, then page by page."""
    contexts = {tag: make_context(catalogue, options, tag, template_folders) for tag in options.languages}
    for asset in plan_assets(template_folders):
        if selection is None or selection.covers(asset):
            yield asset
    for sketch in _sketch_site(catalogue, options, contexts):
        if selection is None or selection.covers(sketch):
            yield Artifact(
                sketch.path, sketch.kind, sketch.template, sketch.language, sketch.make(), sketch.role
            )


def _sketch_site(
    catalogue: Catalogue, options: SiteOptions, contexts: dict[str, ViewContext]
) -> Iterator[_Sketch]:
    choice = partial(build_language_choice, contexts)
    sitemap = partial(build_sitemap, contexts, _list_pages(catalogue, options))
    yield _Sketch("index.html", "page", "site/language-choice.html.j2", "", choice)
    yield _Sketch("404.html", "page", "site/404.html.j2", "", partial(build_lost_page, contexts))
    yield _Sketch("sitemap.xml", "page", "site/sitemap.xml.j2", "", sitemap)
    editions = ("all", *(name for name in catalogue.handbook.editions if name != "all"))
    for tag, context in contexts.items():
        for edition in editions:
            path, make = links.handbook_path(tag, edition), partial(build_handbook, context, edition)
            yield _Sketch(path, "document", "print/handbook.html.j2", tag, make)
    for context in contexts.values():
        yield from _sketch_language(context, contexts)


def plan_assets(template_folders: Sequence[Path]) -> Iterator[Artifact]:
    """The files of ``assets/`` that pages use; a project's own replace the built-in ones of the same name."""
    seen: set[str] = set()
    for folder in template_folders:
        top = folder / "assets"
        for path in sorted(p for p in top.rglob("*") if p.is_file()) if top.is_dir() else ():
            name = path.relative_to(top).as_posix()
            if (
                name in seen
                or name.startswith(_PRINT_ONLY)
                or any(part.startswith(".") for part in path.relative_to(top).parts)
            ):
                continue
            seen.add(name)
            yield Artifact(f"assets/{name}", "file", f"assets/{name}", "")


def _sketch_language(context: ViewContext, contexts: dict[str, ViewContext]) -> Iterator[_Sketch]:
    tag, catalogue = context.tag, context.catalogue

    def page(
        path: str, template: str, make: Callable[..., Any], *arguments: object, role: str = ""
    ) -> _Sketch:
        return _Sketch(path, "page", f"site/{template}.j2", tag, partial(make, context, *arguments), role)

    yield page(links.home_path(tag), "home.html", build_home)
    for name in context.options.roles:
        role = catalogue.roles[name]
        incomplete = frozenset(
            t for t, c in contexts.items() if c.wording(role).measure_completeness().missing
        )
        yield page(links.role_path(tag, name), "role.html", build_role_page, role, incomplete, role=name)
        yield page(links.compare_script_path(tag, name), "compare.js", build_compare_data, role, role=name)
        charter = partial(build_charter, context, role)
        yield _Sketch(links.charter_path(tag, name), "document", "print/charter.html.j2", tag, charter, name)
    yield page(links.glossary_path(tag), "glossary.html", build_glossary)
    yield page(links.compare_path(tag), "compare.html", build_compare)
    if catalogue.handbook.competencies:
        yield page(links.competencies_path(tag), "competencies.html", build_competencies)
    for name in catalogue.handbook.competencies:
        yield page(links.competency_path(tag, name), "competency.html", build_competency, name)


def _list_pages(catalogue: Catalogue, options: SiteOptions) -> list[tuple[str, str, str]]:
    """Path, pattern with {} for the language, and date of change of every page for the sitemap."""
    changed = str(catalogue.handbook.effective)
    pages: list[tuple[str, str, str]] = []
    for tag in options.languages:
        for path_of in (links.home_path, links.glossary_path, links.competencies_path):
            pages.append((path_of(tag), path_of("{}"), changed))
        for name in options.roles:
            pages.append(
                (
                    links.role_path(tag, name),
                    links.role_path("{}", name),
                    str(catalogue.roles[name].facts.effective),
                )
            )
        for name in catalogue.handbook.competencies:
            pages.append((links.competency_path(tag, name), links.competency_path("{}", name), changed))
    return pages
