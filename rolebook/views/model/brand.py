"""What tells whose site it is: colours, logo, and the cards that other sites show of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """What a house chose of the look; a length or colour that it did not choose is None."""

    accent: str | None
    accent_dark: str | None
    corner: str | None


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo at the head of a page; ``name`` is what it says by itself, empty if the name stands beside it."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Icon:
    """The small picture in the tab of the browser."""

    href: str
    type: str


@dataclass(frozen=True, slots=True)
class SocialPicture:
    """The picture of a page where others link to it; absolute, since it is shown elsewhere."""

    url: str
    alt: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Social:
    """How a page is shown where others link to it (Open Graph)."""

    title: str
    type: str
    site_name: str
    locale: str
    alternate_locales: tuple[str, ...]
    picture: SocialPicture | None = None


@dataclass(frozen=True, slots=True)
class PictureCard:
    """The words of such a picture, in the language of the page.

    ``details`` are short facts of one line; ``logo`` is the name of its file in the project, or empty.
    """

    title: str
    organisation: str
    details: tuple[str, ...]
    accent: str
    logo: str
