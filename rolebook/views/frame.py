"""What stands around every page of the site: title, navigation, languages, addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rolebook.content.catalogue import Catalogue
from rolebook.language.locales import find_language
from rolebook.views import links
from rolebook.views.brand import build_brand, build_social, find_icon, find_logo
from rolebook.views.context import ViewContext
from rolebook.views.model import Alternate, Frame, Link
from rolebook.views.privacy import link_house_notice

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
    pictured: bool = False,
) -> Frame:
    """The frame of a page; ``path_of`` gives the page's path in each language, ``nav`` its navigation entry.

    ``incomplete`` names languages whose version of this page is not fully translated, ``languages`` those in
    which there is one, if not in all. ``pictured``: other sites show a picture of its own, not that of the start page.
    """
    tags = languages or context.options.languages
    path = path_of(context.tag)
    book, words = context.catalogue.handbook, context.catalogue.words[context.tag]
    base_url = context.options.base_url
    _ = context._
    is_public = context.options.audience.is_public
    site_name = words.organisation if is_public else words.title
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
    picture_of = path if pictured else links.home_path(context.tag)
    return Frame(
        language=context.tag,
        direction=context.language.direction,
        path=path,
        root="../" * depth,
        title=title if title == site_name else f"{title} · {site_name}",
        description=shorten(description),
        handbook=words.title,
        organisation=words.organisation,
        home=links.relative_href(path, links.home_path(context.tag)),
        edition=_("Version {version}, effective {date}").format(
            version=book.version, date=context.language.date(book.effective)
        )
        if context.sees("versions")
        else "",
        nav=_list_navigation(context, path, nav),
        languages=versions,
        canonical=links.public_url(base_url, path) if base_url else None,
        alternates=alternates,
        searchable=searchable,
        site_name=site_name,
        is_public=is_public,
        has_brand=build_brand(context) is not None,
        logo=find_logo(context, path),
        icon=find_icon(context, path),
        company=_link_company(context) if is_public else None,
        privacy=link_house_notice(context) if is_public else None,
        social=build_social(context, title, picture_of, tags, article=pictured and nav != "home")
        if is_public
        else None,
        indexed=context.options.audience.is_public,
    )


def _list_navigation(context: ViewContext, path: str, current: str) -> tuple[Link, ...]:
    """The main pages that there are, of a public site the vacancies first."""
    _, catalogue = context._, context.catalogue
    home = links.home_path(context.tag)
    in_handbook = context.sees("handbook")
    jobs = ("jobs", _("Vacancies"), links.jobs_path(context.tag), "", bool(catalogue.postings))
    roles = ("roles", _("Roles"), home, "", True)
    if context.options.audience.is_public:
        first = (jobs, ("roles", _("Roles"), home, "#roles", True))
    else:
        first = (roles, jobs)
    entries = (
        *first,
        ("calendar", _("Calendar"), links.calendars_path(context.tag), "", in_handbook),
        ("guides", _("Guides and forms"), links.guides_path(context.tag), "", has_guides(catalogue)),
        (
            *("competencies", _("Competencies"), links.competencies_path(context.tag), ""),
            has_competencies(context),
        ),
        ("glossary", _("Glossary"), links.glossary_path(context.tag), "", in_handbook),
        ("compare", _("Compare"), links.compare_path(context.tag), "", in_handbook),
        (
            *("changes", _("Changes"), links.changes_path(context.tag), ""),
            has_changes(catalogue, context.options.roles),
        ),
    )
    return tuple(
        Link(label, links.relative_href(path, target) + place, name == current)
        for name, label, target, place, is_there in entries
        if is_there
    )


def _link_company(context: ViewContext) -> Link | None:
    """The company's own site, called by its address."""
    employer = context.catalogue.handbook.employer
    if not (employer and employer.url):
        return None
    return Link(employer.url.partition("://")[2].rstrip("/") or employer.url, employer.url)


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
