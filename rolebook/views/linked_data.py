"""What pages of the public site say of themselves in JSON-LD, beside the facts of vacancies: trails, employer, site.

As Google documents it (developers.google.com/search/docs/appearance: structured-data/breadcrumb, …/organization,
site-names; read November 2026 as others quote them). Nothing is marked up that the page does not show. It needs the
address of the site: without it there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from rolebook.language.markdown import SafeHtml
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model import Link

Node = dict[str, Any]
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def dump_json_ld(node: Node) -> SafeHtml:
    """JSON that can stand in a ``script`` element: no character in it can end that."""
    return SafeHtml(json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def mark_trail(context: ViewContext, path: str, breadcrumbs: Iterable[Link], title: str) -> SafeHtml | None:
    """The way to the page at ``path``: its breadcrumbs and, last and without address, the page itself."""
    base_url = context.options.base_url
    if not (base_url and context.options.audience.is_public):
        return None
    here = links.public_url(base_url, path)
    steps: list[Node] = [
        {"name": link.label, "item": _drop_index(urljoin(here, link.href))} for link in breadcrumbs
    ]
    items = [
        {"@type": "ListItem", "position": position, **step}
        for position, step in enumerate((*steps, {"name": title}), 1)
    ]
    return dump_json_ld(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )


def mark_employer(context: ViewContext) -> SafeHtml | None:
    """The employer, for the start page of a language: the name, the own site and the logo, which it shows."""
    base_url, employer = context.options.base_url, context.catalogue.handbook.employer
    if not (base_url and employer and employer.url):
        return None
    node = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": context.catalogue.words[context.tag].organisation,
        "url": employer.url,
    }
    if employer.logo:
        node["logo"] = links.public_url(base_url, links.logo_path(employer.logo))
    return dump_json_ld(node)


def mark_site(context: ViewContext) -> SafeHtml | None:
    """The name of the site, for its first page, in that page's language.

    Search engines give names to hosts only: none if the site lies below one, as in https://example.com/jobs/.
    """
    base_url = context.options.base_url
    if not (base_url and context.options.audience.is_public) or urlsplit(base_url).path.strip("/"):
        return None
    return dump_json_ld(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": context.catalogue.words[context.tag].organisation,
            "url": links.public_url(base_url, "index.html"),
        }
    )


def _drop_index(url: str) -> str:
    """The address as pages are published: without index.html."""
    address, fragment = urldefrag(url)
    return address.removesuffix("index.html") + (f"#{fragment}" if fragment else "")
