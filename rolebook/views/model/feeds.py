"""Feeds of vacancies, and what robots may read."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.language.markdown import SafeHtml


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as pages announce it: ``type`` is its media type, ``title`` what it is of."""

    label: str
    href: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A vacancy in an Atom feed; ``content`` is HTML that is to be escaped, so it is a plain string."""

    url: str
    title: str
    summary: str
    content: str
    published: str


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """The open vacancies of a language, newest first (RFC 4287). ``updated`` depends on their dates alone."""

    language: str
    title: str
    description: str
    author: str
    author_url: str | None
    url: str
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """The same as a JSON Feed, finished."""

    json: SafeHtml


@dataclass(frozen=True, slots=True)
class BoardJob:
    """A vacancy in one place for job boards: elements and their values, in CDATA as ``description`` is."""

    fields: tuple[tuple[str, SafeHtml], ...]
    description: SafeHtml


@dataclass(frozen=True, slots=True)
class BoardFeed:
    """The open vacancies of a language in the form that job boards read; ``built`` is the day of the build."""

    publisher: str
    publisher_url: str
    built: str
    jobs: tuple[BoardJob, ...]


@dataclass(frozen=True, slots=True)
class Robots:
    """Whether search engines may read the site, and the address of its sitemap."""

    welcome: bool
    sitemap: str | None
