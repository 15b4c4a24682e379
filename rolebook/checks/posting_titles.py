"""Titles of postings say what the job is, and nothing else (code J010).

Google's rule for `title` of JobPosting: the title of the job only, without codes, addresses, dates, pay or the name of
the company, and without exclamation marks. Job boards refuse or bury what does not keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.checks.glossary import is_unspaced
from rolebook.checks.texts import PlacedText, Text
from rolebook.content.catalogue import Catalogue
from rolebook.content.postings import Posting
from rolebook.diagnostics import Diagnostic, Severity

_EXCLAMATION = re.compile(r"[!¡！]+")
_PAY = re.compile(
    r"\{[a-z]+\}"
    r"|[€$£¥￥]\s?\d[\d.,]*"
    r"|\d[\d.,]*\s?(?:k\b|[€$£¥￥元万千]|(?:EUR|USD|GBP|CNY|RMB|MXN)\b)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[#№]\s?\w+"
    r"|(?<![A-Z0-9])(?:[A-Z]{1,6}[-_/]?\d{2,}|\d{4,}|(?:ref|req|id)\b[.:]?\s?[A-Z]*\d[\w-]*)(?![A-Z0-9])",
    re.IGNORECASE,
)
# How Chinese ends names of places; adverts leave it out.
_CHINESE_KINDS = "省市区县州"


def check_posting_titles(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A title holds no code, place, pay, company or exclamation."""
    for language, words in posting.words.items():
        if words.title is None:
            continue
        text = Text("postings", "", ("title",), words.title)
        placed = PlacedText(text, language, posting.word_files[language], None, posting)
        for what, offset, fragment in _list_faults(words.title, posting, catalogue, language):
            yield placed.diagnose(
                "J010",
                Severity.WARNING,
                f"the title holds {what}: “{fragment}”",
                "keep to what the job is called; the rest has fields of its own",
                fragment=fragment,
                offset=offset,
            )


def _list_faults(
    title: str, posting: Posting, catalogue: Catalogue, language: str
) -> Iterator[tuple[str, int, str]]:
    """What is wrong in a title, where it begins, and the words; each stretch once."""
    organisation = catalogue.words[language].organisation if language in catalogue.words else ""
    patterns = [
        ("an exclamation mark", _EXCLAMATION),
        ("the pay", _PAY),
        ("the reference", _compile([posting.reference])),
        ("the employer's name", _compile([organisation])),
        ("a place", _compile(_list_place_names(posting, language))),
        ("a code", _CODE),
    ]
    taken: list[tuple[int, int]] = []
    for what, pattern in patterns:
        for match in pattern.finditer(title) if pattern else ():
            start, end = match.span()
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                yield what, start, match[0]
    if title.isupper() and len(title) > len("CEO/COO"):
        yield "capitals only", 0, title


def _list_place_names(posting: Posting, language: str) -> list[str]:
    names = [
        name
        for place in posting.facts.places
        for name in (place.region, place.city, place.street)
        if name and len(name) > len("NY.")  # codes of regions are words of other meanings too
    ]
    names += posting.words[language].places.values()
    names += [name[:-1] for name in names if len(name) > 2 and name[-1] in _CHINESE_KINDS]
    return names


def _compile(names: list[str]) -> re.Pattern[str] | None:
    """A pattern for any of these names: whole words in scripts with spaces, anywhere in those without."""
    longest_first = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    return re.compile("|".join(_bound(name) for name in longest_first), re.IGNORECASE)


def _bound(name: str) -> str:
    before = "" if is_unspaced(name[0]) else r"(?<!\w)"
    after = "" if is_unspaced(name[-1]) else r"(?!\w)"
    return f"{before}{re.escape(name)}{after}"
