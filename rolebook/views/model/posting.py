"""Vacancies: a posting in one language, the list of all, and the flyer to print."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.language.markdown import SafeHtml
from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.feeds import FeedLink
from rolebook.views.model.pages import Filter, Frame
from rolebook.views.model.words import Fact, Link, Text


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an advert, or several under a heading of their own."""

    text: Text
    intro: Text | None = None
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class AdvertSection:
    """A section of an advert: paragraphs, points, or both. ``id`` is its place on the page."""

    id: str
    title: str
    body: Text | None = None
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class EmployerBrand:
    """Who offers the job; ``logo`` is the relative link to a picture."""

    name: str
    url: str | None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class Advert:
    """A posting in one language.

    ``state`` is draft, not-yet-open, open, closed or expired; ``notice`` says so where it is not open. The ways
    to apply are empty then, and so is ``privacy``, the notices for those who do. ``equal_opportunity`` ends the advert.
    """

    id: str
    reference: str
    title: Text
    state: str
    notice: str | None
    summary: Text
    introduction: Text | None
    facts: tuple[Fact, ...]
    sections: tuple[AdvertSection, ...]
    apply: tuple[Link, ...]
    contact: Text | None
    equal_opportunity: Text | None
    employer: EmployerBrand
    privacy: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PostingPage:
    """The page of one vacancy; ``structured`` is its JSON-LD, only while it is open, ``trail`` that of the way here."""

    frame: Frame
    advert: Advert
    documents: tuple[Link, ...]
    role: Link | None
    structured: SafeHtml | None = None
    trail: SafeHtml | None = None
    breadcrumbs: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class PostingFlyer:
    """A vacancy as a document to print; ``address`` is that of its page, where one can apply.

    ``colon`` is what the language writes between a label and what it is of, blank and all.
    """

    frame: DocumentFrame
    advert: Advert
    address: str | None
    colon: str


@dataclass(frozen=True, slots=True)
class JobCard:
    """A vacancy in a list; ``language`` and its name if it is written in another one than the page.

    ``values`` pairs each filter's id with the values of the vacancy for it, separated by blanks.
    """

    id: str
    href: str
    title: Text
    summary: Text
    details: tuple[str, ...]
    pay: str | None
    dates: tuple[str, ...]
    state: str
    badge: str | None
    language: str | None
    language_name: str | None
    values: tuple[tuple[str, str], ...]
    search_text: str


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The list of vacancies; ``former`` are those that are no longer open, or not yet."""

    frame: Frame
    title: str
    introduction: str
    filters: tuple[Filter, ...]
    cards: tuple[JobCard, ...]
    former: tuple[JobCard, ...]
    count: str
    feeds: tuple[FeedLink, ...] = ()
