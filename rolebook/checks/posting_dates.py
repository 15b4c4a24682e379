"""Postings as time goes by (codes J013, J018, J020, S016)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rolebook.checks.dates import tell_odd_date
from rolebook.content.catalogue import Catalogue
from rolebook.content.postings import Posting, find_state
from rolebook.diagnostics import Diagnostic, Severity

_DAYS_WITHOUT_END = 180


def check_end(posting: Posting, catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """What has ended says so, and nothing is open for ever."""
    facts = posting.facts
    if find_state(posting, today) == "expired":
        message = f"it ended on {facts.valid_through}, and is shown as closed"
        hint = "write status: closed, or choose a later valid_through"
        yield posting.diagnose("J013", Severity.ADVICE, message, hint, at=("status",))
    days = (today - facts.posted).days
    if facts.status == "open" and facts.valid_through is None and days > _DAYS_WITHOUT_END:
        message = f"it has been open for {days} days and has no end"
        hint = "close it if the place is filled, or add valid_through"
        yield posting.diagnose("J018", Severity.ADVICE, message, hint, at=("posted",))


def check_start(posting: Posting, catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """Nobody can begin in the past."""
    starts = posting.facts.starts
    if isinstance(starts, dt.date) and starts < today and find_state(posting, today) == "open":
        message = f"the posting is open, but the work began on {starts}"
        hint = "choose a later day, or write as-soon-as-possible"
        yield posting.diagnose("J020", Severity.ADVICE, message, hint, at=("starts",))


def check_odd_dates(posting: Posting, catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """The days of a posting lie in our time."""
    for name in ("posted", "valid_through", "starts"):
        date = getattr(posting.facts, name)
        if isinstance(date, dt.date) and (problem := tell_odd_date(date, today)):
            yield posting.diagnose("S016", Severity.WARNING, problem, "check the year", at=(name,))
