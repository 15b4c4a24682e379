"""Where each vacancy is published in each language, and why not: pages, structured data, feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rolebook.content.catalogue import Catalogue
from rolebook.content.postings import Posting, State, find_state
from rolebook.policies import Withheld
from rolebook.policies.withholding import Reason as WithheldReason
from rolebook.views import links

ReasonCode = Literal["draft", "not-yet-open", "closed", "expired", "no-words", "no-address"]
_WITHHELD_BECAUSE: Mapping[WithheldReason, str] = MappingProxyType(
    {
        "asked": "the posting says so",
        "limit": "a limit of age, sex or health",
        "flag": "a caution on it: not for adverts",
        "rule": "a rule forbids it",
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not published: a code that never changes, and words."""

    code: ReasonCode
    words: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A vacancy in one language of the handbook: whether the public finds its page, its data and its feed entries.

    ``reason`` says why one of the three is missing; ``url`` is the page's address, if it has one that is known.
    """

    posting: str
    language: str
    state: State
    page: bool
    structured_data: bool
    feeds: bool
    reason: Reason | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class WithheldEntry:
    """An entry of a role, as section and id (qualifications.age), that a posting does not show, and why.

    ``rules`` are the policy rules that were found to bear on it.
    """

    posting: str
    entry: str
    reasons: tuple[WithheldReason, ...]
    rules: tuple[str, ...]
    words: str


def list_publication(catalogue: Catalogue, today: dt.date, base_url: str | None) -> tuple[Publication, ...]:
    """Every posting in every language of the handbook, as the public finds it on a day."""
    return tuple(
        _publish(
            posting, tag, find_state(posting, today), base_url, catalogue.roles[posting.role].facts.draft
        )
        for posting in catalogue.postings.values()
        if posting.role in catalogue.roles
        for tag in catalogue.handbook.languages
    )


def list_withheld_entries(
    catalogue: Catalogue, judged: Mapping[str, tuple[Withheld, ...]]
) -> tuple[WithheldEntry, ...]:
    """What each posting leaves out of its role: because it says so, and by what policy checks judged of it."""
    return tuple(
        entry for posting in catalogue.postings.values() for entry in _list_withheld(posting, judged)
    )


def _list_withheld(posting: Posting, judged: Mapping[str, tuple[Withheld, ...]]) -> Iterator[WithheldEntry]:
    found = {f"{one.section}.{one.entry}": one for one in judged.get(posting.id, ())}
    # Policy checks look at what can be judged; a posting may also withhold a group, or an entry of another section.
    for path in dict.fromkeys((*posting.facts.withhold, *found)):
        one = found.get(path)
        reasons = one.reasons if one else ("asked",)
        rules = tuple(dict.fromkeys(finding.rule_id for finding in one.findings)) if one else ()
        words = "; ".join(_WITHHELD_BECAUSE[reason] for reason in reasons)
        words += f" ({', '.join(rules)})" if rules else ""
        yield WithheldEntry(posting.id, path, reasons, rules, words)


def _publish(posting: Posting, tag: str, state: State, base_url: str | None, of_draft: bool) -> Publication:
    reason = _find_reason(posting, tag, state, base_url)
    if of_draft and (reason is None or reason.code != "no-words"):
        reason = Reason("draft", f"its role {posting.role} is a draft")
    is_open = state == "open"
    page = tag in posting.words and state in ("open", "closed", "expired") and not of_draft
    url = links.public_url(base_url, links.posting_path(tag, posting.id)) if page and base_url else None
    marked = page and is_open
    return Publication(posting.id, tag, state, page, marked, marked and base_url is not None, reason, url)


def _find_reason(posting: Posting, tag: str, state: State, base_url: str | None) -> Reason | None:
    """The first thing that stands in the way; None if nothing does."""
    facts = posting.facts
    if tag not in posting.words:
        file = f"{posting.file.path.rpartition('/')[0]}/{tag}.yaml"
        if tag in posting.waiting:
            return Reason("no-words", f"{file} holds nothing but comments")
        return Reason("no-words", f"there is no {file}")
    if state == "draft":
        return Reason("draft", "a draft: write status: open")
    if state == "not-yet-open":
        return Reason("not-yet-open", f"it is posted on {facts.posted}")
    if state == "closed":
        return Reason("closed", "it is closed: the page says so")
    if state == "expired":
        return Reason("expired", f"it ended on {facts.valid_through}: the page says so")
    if base_url is None:
        return Reason("no-address", "no base_url is set: feeds need the address of the site")
    return None
