"""Two versions of a project, from their names to a comparison: told, recorded, printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rolebook.content.catalogue import Catalogue
    from rolebook.diagnostics import Diagnostic
    from rolebook.history.compare import Comparison, RoleComparison
    from rolebook.history.record import Recording
    from rolebook.views.comparison import Contexts
    from rolebook.views.context import ViewContext


class UnreadableVersion(Exception):
    """One of the two versions has errors: which one, and all that is wrong with it."""

    def __init__(self, name: str, diagnostics: tuple[Diagnostic, ...]):
        super().__init__(name)
        self.name = name
        self.diagnostics = diagnostics


@dataclass(frozen=True)
class Versions:
    """Two versions that were compared: their names, their commits if they have any, and what changed.

    The name of the project as it is now is None.
    """

    names: tuple[str, str | None]
    commits: tuple[str | None, str | None]
    comparison: Comparison


def compare_versions(project: Path, old: str, new: str | None) -> Versions:
    """Compare two versions by their names; the new one is the project as it is if none is named.

    Raises RevisionError if a version cannot be had, UnreadableVersion if it has errors.
    """
    from rolebook.history.compare import compare_catalogues

    before, commit_before = _load(project, old)
    if new is None:
        after, commit_after = _load_project(project, "", None), None
    else:
        after, commit_after = _load(project, new)
    return Versions((old, new), (commit_before, commit_after), compare_catalogues(before, after))


def _load(project: Path, name: str) -> tuple[Catalogue, str | None]:
    from rolebook.history.revisions import open_version

    with open_version(name, project) as version:
        return _load_project(version.root, name, version.commit), version.commit


def _load_project(root: Path, name: str, commit: str | None) -> Catalogue:
    from rolebook.content.resolve import load_catalogue
    from rolebook.diagnostics import ContentError

    try:
        return load_catalogue(root)[0]
    except ContentError as error:
        diagnostics = error.diagnostics
        if commit:  # the way in which git names a file of a revision
            diagnostics = tuple(
                replace(d, place=replace(d.place, path=f"{name}:{d.place.path}")) if d.place else d
                for d in diagnostics
            )
        raise UnreadableVersion(name, diagnostics) from None


def choose_roles(comparison: Comparison, wanted: Sequence[str]) -> dict[str, RoleComparison]:
    """The roles that were asked for, or all; UnknownChoice if neither version has one."""
    from rolebook.build.errors import UnknownChoice
    from rolebook.content.yaml_tree import suggest_nearest

    for name in wanted:
        if name not in comparison.roles:
            message = f"neither version has a role “{name}”"
            raise UnknownChoice(message, suggest_nearest(name, list(comparison.roles)))
    return {name: comparison.roles[name] for name in wanted or comparison.roles}


def make_contexts(comparison: Comparison, project: Path, language: str | None) -> Contexts:
    """How a language says both versions; the source language if None. UnknownChoice if there is no such one."""
    from rolebook.build.errors import UnknownChoice
    from rolebook.views.comparison import Contexts

    book = comparison.new.handbook
    language = language or book.source_language
    if language not in book.languages:
        hint = "its languages are " + ", ".join(book.languages)
        raise UnknownChoice(f"there is no language “{language}” in the new version", hint)
    return Contexts(
        _make_context(comparison.old, project, language), _make_context(comparison.new, project, language)
    )


def _make_context(catalogue: Catalogue, project: Path, language: str) -> ViewContext:
    """A context in this language, even if it is none of the catalogue's own."""
    import datetime as dt

    from rolebook.language.interface import load_interface
    from rolebook.language.locales import find_language
    from rolebook.language.phrases import Phrases
    from rolebook.pipeline import find_template_folders
    from rolebook.views.context import SiteOptions, make_context

    folders = find_template_folders(project)
    roles = tuple(name for name, role in catalogue.roles.items() if not role.facts.draft)
    options = SiteOptions(None, catalogue.handbook.languages, roles, dt.date(1970, 1, 1))
    context = make_context(catalogue, options, language, folders)
    own = Phrases(find_language(language), load_interface(language, folders), catalogue.handbook.currency)
    return replace(context, phrases={language: own, **context.phrases})


def record_versions(versions: Versions, project: Path, roles: dict[str, RoleComparison]) -> Recording:
    """Write the changes of each of these roles whose version changed into its changes.yaml."""
    from rolebook.history.record import record_changes
    from rolebook.views.change_values import Side

    comparison = versions.comparison
    contexts = {tag: _make_context(comparison.old, project, tag) for tag in comparison.new.handbook.languages}

    def name_in(role: RoleComparison, section: str, entry: str, language: str) -> str | None:
        found = Side(contexts[language], role.old).find_name(section, entry)
        return found.plain if found and not found.language else None

    return record_changes(comparison, project, roles, name_in)


def print_changes(
    versions: Versions, contexts: Contexts, project: Path, roles: dict[str, RoleComparison], fonts: Path
) -> bytes:
    """What changed as a tagged PDF for staff. Raises ContentError if it cannot be laid out."""
    from rolebook.build.artifact import Artifact
    from rolebook.build.execute import render_artifact
    from rolebook.pipeline import find_template_folders
    from rolebook.render.settings import RenderSettings
    from rolebook.views.comparison import build_comparison_document

    view = build_comparison_document(contexts, roles.values(), versions.names)
    artifact = Artifact("changes.pdf", "document", "print/changes.html.j2", contexts.new.tag, view)
    return render_artifact(RenderSettings(find_template_folders(project), project), artifact, fonts)
