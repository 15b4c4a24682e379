"""What stands around every page of the site: title, navigation, languages, addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rolebook.content.catalogue import Catalogue
from rolebook.language.locales import find_language
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model import Alternate, Frame, Link

PathOf = Callable[[str], str]


def build_frame(
    context: ViewContext,
    path_of: PathOf,
    title: str,
    description: str,
    *,
    nav: str = "",
    searchable: bool = True,
    incomplete: frozenset[str] = frozenset(),
    languages: tuple[str, ...] = (),
) -> Frame:
    """The frame of a page; ``path_of`` gives the page's path in each language, ``nav`` its navigation entry.

    ``incomplete`` names languages whose version of this page is not fully translated, ``languages`` those in
    which there is one, if not in all.
    """
    tags = languages or context.options.languages
    path = path_of(context.tag)
    book, words = context.catalogue.handbook, context.catalogue.words[context.tag]
    base_url = context.options.base_url
    _ = context._
    entries = [
        ("roles", _("Roles"), links.home_path(context.tag)),
        ("jobs", _("Vacancies"), links.jobs_path(context.tag)),
        ("calendar", _("Calendar"), links.calendars_path(context.tag)),
        ("guides", _("Guides and forms"), links.guides_path(context.tag)),
        ("competencies", _("Competencies"), links.competencies_path(context.tag)),
        ("glossary", _("Glossary"), links.glossary_path(context.tag)),
        ("compare", _("Compare"), links.compare_path(context.tag)),
        ("changes", _("Changes"), links.changes_path(context.tag)),
    ]
    empty = {
        "jobs": not context.catalogue.postings,
        "calendar": not context.sees("handbook"),
        "competencies": not has_competencies(context),
        "glossary": not context.sees("handbook"),
        "compare": not context.sees("handbook"),
        "guides": not has_guides(context.catalogue),
        "changes": not has_changes(context.catalogue, context.options.roles),
    }
    entries = [entry for entry in entries if not empty.get(entry[0])]
    versions = tuple(
        Link(
            find_language(tag).autonym,
            links.relative_href(path, path_of(tag)),
            tag == context.tag,
            tag,
            _("not fully translated") if tag in incomplete else None,
        )
        for tag in tags
    )
    alternates: tuple[Alternate, ...] = ()
    if len(tags) > 1:
        alternates = tuple(
            Alternate(
                tag,
                links.public_url(base_url, path_of(tag))
                if base_url
                else links.relative_href(path, path_of(tag)),
            )
            for tag in tags
        )
    depth = path.count("/")
    return Frame(
        language=context.tag,
        direction=context.language.direction,
        path=path,
        root="../" * depth,
        title=title if title == words.title else f"{title} · {words.title}",
        description=shorten(description),
        handbook=words.title,
        organisation=words.organisation,
        home=links.relative_href(path, links.home_path(context.tag)),
        edition=_("Version {version}, effective {date}").format(
            version=book.version, date=context.language.date(book.effective)
        )
        if context.sees("versions")
        else "",
        nav=tuple(
            Link(label, links.relative_href(path, target), name == nav) for name, label, target in entries
        ),
        languages=versions,
        canonical=links.public_url(base_url, path) if base_url else None,
        alternates=alternates,
        searchable=searchable,
        indexed=context.options.audience.is_public,
    )


def has_guides(catalogue: Catalogue) -> bool:
    """Whether there is anything for the page of guides, forms and shared workflows."""
    return bool(catalogue.guides or catalogue.forms or catalogue.handbook.workflows)


def has_competencies(context: ViewContext) -> bool:
    """Whether there are pages of competencies; their names alone may be known because an advert says them."""
    return context.sees("competencies") and bool(context.catalogue.handbook.competencies)


def has_changes(catalogue: Catalogue, roles: Iterable[str]) -> bool:
    """Whether any version of these roles has recorded changes."""
    return any(catalogue.roles[name].versions for name in roles)


def shorten(text: str, limit: int = 300) -> str:
    """A description that ends at a word, with an ellipsis if it was cut."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else text[:limit]
    return cut.rstrip(" ,;，；") + "…"
