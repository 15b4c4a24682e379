"""The plan: every file that the site consists of, each with the view it is made from.

The plan is made one artifact at a time, so that memory does not grow with the number of roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolebook.build.artifact import Artifact
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

    def covers(self, artifact: Artifact) -> bool:
        """Whether this artifact is to be built."""
        if self.languages and artifact.language and artifact.language not in self.languages:
            return False
        if self.roles and artifact.role not in self.roles and artifact.kind != "file":
            return False
        kind = "documents" if artifact.kind == "document" else "pages"
        return not self.only or kind in self.only


def plan_site(
    catalogue: Catalogue, options: SiteOptions, template_folders: Sequence[Path]
) -> Iterator[Artifact]:
    """Every artifact of the site: assets, then pages by language, then documents, longest first."""
    contexts = {tag: make_context(catalogue, options, tag, template_folders) for tag in options.languages}
    yield from plan_assets(template_folders)
    yield Artifact("index.html", "page", "site/language-choice.html.j2", "", build_language_choice(contexts))
    yield Artifact("404.html", "page", "site/404.html.j2", "", build_lost_page(contexts))
    yield Artifact(
        "sitemap.xml",
        "page",
        "site/sitemap.xml.j2",
        "",
        build_sitemap(contexts, _list_pages(catalogue, options)),
    )
    editions = ("all", *(name for name in catalogue.handbook.editions if name != "all"))
    for tag, context in contexts.items():
        for edition in editions:
            yield Artifact(
                links.handbook_path(tag, edition),
                "document",
                "print/handbook.html.j2",
                tag,
                build_handbook(context, edition),
            )
    for context in contexts.values():
        yield from _plan_language(context, contexts)


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


def _plan_language(context: ViewContext, contexts: dict[str, ViewContext]) -> Iterator[Artifact]:
    tag, catalogue = context.tag, context.catalogue
    yield Artifact(links.home_path(tag), "page", "site/home.html.j2", tag, build_home(context))
    for name in context.options.roles:
        role = catalogue.roles[name]
        incomplete = frozenset(
            other for other, c in contexts.items() if c.wording(role).measure_completeness().missing
        )
        yield Artifact(
            links.role_path(tag, name),
            "page",
            "site/role.html.j2",
            tag,
            build_role_page(context, role, incomplete),
            name,
        )
        yield Artifact(
            links.compare_script_path(tag, name),
            "page",
            "site/compare.js.j2",
            tag,
            build_compare_data(context, role),
            name,
        )
        yield Artifact(
            links.charter_path(tag, name),
            "document",
            "print/charter.html.j2",
            tag,
            build_charter(context, role),
            name,
        )
    yield Artifact(links.glossary_path(tag), "page", "site/glossary.html.j2", tag, build_glossary(context))
    yield Artifact(links.compare_path(tag), "page", "site/compare.html.j2", tag, build_compare(context))
    if catalogue.handbook.competencies:
        yield Artifact(
            links.competencies_path(tag),
            "page",
            "site/competencies.html.j2",
            tag,
            build_competencies(context),
        )
    for name in catalogue.handbook.competencies:
        yield Artifact(
            links.competency_path(tag, name),
            "page",
            "site/competency.html.j2",
            tag,
            build_competency(context, name),
        )


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
