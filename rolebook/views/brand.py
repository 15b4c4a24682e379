"""What a page shows of its house: colours, logo, icon, and how it is shown where others link to it."""

from __future__ import annotations

import posixpath

from rolebook.content.contrast import derive_dark
from rolebook.content.look_facts import HOUSE_ACCENT
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model.brand import Brand, Icon, Logo, PictureCard, Social, SocialPicture

PICTURE_SIZE = (1200, 630)
"""Width and height in pixels of the pictures that other sites show: what Open Graph's readers ask for."""
_CORNERS = {"square": "0", "soft": None, "round": "0.75rem"}
_ICON_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


def build_brand(context: ViewContext) -> Brand | None:
    """What the house chose of the look; None if it takes ours as it is."""
    look = context.catalogue.handbook.look
    corner = _CORNERS[look.corners]
    if not (look.accent or look.accent_dark or corner):
        return None
    return Brand(look.accent, look.accent_dark or (derive_dark(look.accent) if look.accent else None), corner)


def find_accent(context: ViewContext) -> str:
    """The accent on light grounds, ours if the house chose none."""
    return context.catalogue.handbook.look.accent or HOUSE_ACCENT


def find_logo(context: ViewContext, path: str) -> Logo | None:
    """The logo for the page at ``path``."""
    handbook = context.catalogue.handbook
    employer = handbook.employer
    if not (employer and employer.logo):
        return None
    name = context.catalogue.words[context.tag].organisation if handbook.look.wordmark else ""
    return Logo(links.relative_href(path, links.logo_path(employer.logo)), name)


def find_icon(context: ViewContext, path: str) -> Icon:
    """The icon for the page at ``path``: the logo, if browsers take its format, else ours."""
    employer = context.catalogue.handbook.employer
    logo = employer.logo if employer and not context.catalogue.handbook.look.wordmark else None
    kind = _ICON_TYPES.get(posixpath.splitext(logo.lower())[1]) if logo else None
    if logo and kind:
        return Icon(links.relative_href(path, links.logo_path(logo)), kind)
    return Icon(links.relative_href(path, "assets/icons/favicon.svg"), _ICON_TYPES[".svg"])


def build_social(
    context: ViewContext, title: str, picture_of: str, tags: tuple[str, ...], *, article: bool
) -> Social:
    """How a page is shown elsewhere; ``picture_of`` is the page whose picture it has."""
    organisation, base_url = context.catalogue.words[context.tag].organisation, context.options.base_url
    width, height = PICTURE_SIZE
    picture = None
    if base_url:
        url = links.public_url(base_url, links.picture_path(picture_of))
        picture = SocialPicture(url, f"{title} – {organisation}", str(width), str(height))
    return Social(
        title=title,
        type="article" if article else "website",
        site_name=organisation,
        locale=context.language.with_territory,
        alternate_locales=tuple(
            context.phrases[tag].language.with_territory for tag in tags if tag != context.tag
        ),
        picture=picture,
    )


def build_picture(context: ViewContext, title: str, details: tuple[str, ...] = ()) -> PictureCard:
    """The picture of a page with this title."""
    employer = context.catalogue.handbook.employer
    return PictureCard(
        title=title,
        organisation=context.catalogue.words[context.tag].organisation,
        details=tuple(detail for detail in details if detail),
        accent=find_accent(context),
        logo=(employer.logo or "") if employer else "",
    )
