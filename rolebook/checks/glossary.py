"""The glossary: terms in every language, and renderings that must not be used (codes L028 to L030)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rolebook.checks.texts import PlacedText, iter_texts
from rolebook.content.catalogue import Catalogue
from rolebook.content.handbook_models import Term
from rolebook.diagnostics import Diagnostic, Severity

# Notes for staff quote what the source says wrongly; a quotation is no use of the words.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|\"[^\"]*\"")


@dataclass(frozen=True)
class _Rejection:
    """One rendering to reject in one language, with what to say instead."""

    wrong: str
    right: str
    pattern: re.Pattern[str]


def check_terms(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every term has a rendering in every language, and none that is rejected as well."""
    file = catalogue.glossary_file
    if file is None:
        return
    for name, term in catalogue.glossary.terms.items():
        missing = [language for language in catalogue.handbook.languages if language not in term.terms]
        if missing:
            yield file.diagnose(
                "L028",
                Severity.ADVICE,
                f"the term “{name}” has no rendering in {', '.join(missing)}",
                "add it under terms",
                at=("terms", name, "terms"),
                at_key=True,
            )
        for language, rejected in term.reject.items():
            for index, wrong in enumerate(rejected):
                if _is_accepted(term, language, wrong):
                    yield file.diagnose(
                        "L029",
                        Severity.ERROR,
                        f"“{wrong}” is both the term and rejected in “{language}”",
                        "take it out of one",
                        at=("terms", name, "reject", language, index),
                    )


def check_rejected(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """No text uses a rendering that the glossary rejects for its language."""
    rejections = {
        language: _list_rejections(catalogue, language) for language in catalogue.handbook.languages
    }
    texts = list(iter_texts(catalogue))
    suspects = {
        language: _find_suspects([placed for placed in texts if placed.language == language], found)
        for language, found in rejections.items()
    }
    accepted = {
        language: _compile_accepted(catalogue, language) for language, found in suspects.items() if found
    }
    for placed in texts:
        if suspects[placed.language]:
            yield from _check_text(placed, suspects[placed.language], accepted[placed.language])


def _find_suspects(texts: list[PlacedText], rejections: list[_Rejection]) -> list[_Rejection]:
    """The renderings that occur somewhere: most occur nowhere at all.

    One look for a word in all texts together is a hundred times faster than a pattern on each of them.
    """
    everything = "\n".join(placed.text.value for placed in texts)
    folded = everything.casefold()
    return [
        one
        for one in rejections
        if one.wrong.split()[0].casefold() in folded and one.pattern.search(everything)
    ]


def _check_text(
    placed: PlacedText, rejections: list[_Rejection], accepted: re.Pattern[str] | None
) -> Iterator[Diagnostic]:
    text = placed.text.value
    good: list[tuple[int, int]] | None = None
    for rejection in rejections:
        for match in rejection.pattern.finditer(text):
            if good is None:
                good = _find_exempt(placed, accepted)
            start, end = match.span()
            if any(left <= start and end <= right and right - left > end - start for left, right in good):
                continue
            yield placed.diagnose(
                "L030",
                Severity.WARNING,
                f"“{match[0]}” is a rendering that the glossary rejects",
                f"write “{rejection.right}”" if rejection.right else "use the term of the glossary",
                fragment=match[0],
                offset=start,
            )


def _find_exempt(placed: PlacedText, accepted: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """The stretches in which nothing is rejected: longer terms that are right, and quotations in notes."""
    text = placed.text.value
    patterns = ([accepted] if accepted else []) + ([_QUOTED] if placed.text.section == "notes" else [])
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def _list_rejections(catalogue: Catalogue, language: str) -> list[_Rejection]:
    found = []
    for term in catalogue.glossary.terms.values():
        right = next(iter(_of_language(term.terms, language)), "")
        for wrong in _of_language(term.reject, language):
            if not _is_accepted(term, language, wrong):
                found.append(_Rejection(wrong, right, _compile(wrong)))
    return found


def _compile_accepted(catalogue: Catalogue, language: str) -> re.Pattern[str] | None:
    terms = {
        word for term in catalogue.glossary.terms.values() for word in _of_language(term.terms, language)
    }
    if not terms:
        return None
    longest_first = sorted(terms, key=lambda word: (-len(word), word))
    return re.compile("|".join(_compile(word).pattern for word in longest_first), re.IGNORECASE)


def _compile(words: str) -> re.Pattern[str]:
    """Whole words in scripts that put spaces between them; anywhere in those that do not."""
    parts = [re.escape(part) for part in words.split()]
    body = r"\s+".join(parts)
    first, last = words[0], words[-1]
    before = r"(?<!\w)" if first.isalnum() and not is_unspaced(first) else ""
    after = r"(?!\w)" if last.isalnum() and not is_unspaced(last) else ""
    return re.compile(f"{before}{body}{after}", re.IGNORECASE)


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return unicodedata.name(character, "").startswith(
        ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
    )


def _is_accepted(term: Term, language: str, words: str) -> bool:
    return words.casefold() in {right.casefold() for right in _of_language(term.terms, language)}


def _of_language(by_language: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return by_language.get(language) or by_language.get(language.partition("-")[0], ())
