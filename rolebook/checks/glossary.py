"""The glossary: terms in every language, and renderings that must not be used (codes L028 to L030)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rolebook.checks.texts import PlacedText
from rolebook.content.catalogue import Catalogue
from rolebook.content.handbook_models import Term
from rolebook.diagnostics import Diagnostic, Severity

# Notes for staff quote what the source says wrongly; a quotation is no use of the words.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|\"[^\"]*\"")


@dataclass(frozen=True)
class _Rendering:
    """A rendering in one language, its words as `_fold` has them; of a rejected one also what to say instead.

    Most renderings occur in no text, and a pattern takes long to compile: so it is made when first needed.
    """

    said: str
    words: tuple[str, ...]
    instead: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the rendering in a text."""
        return re.compile(_write_pattern(self.said), re.IGNORECASE)


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


def check_rejected(texts: Sequence[PlacedText], catalogue: Catalogue) -> Iterator[Diagnostic]:
    """No text uses a rendering that the glossary rejects for its language."""
    folded = [_fold(placed.text.value) for placed in texts]
    suspects: dict[int, list[_Rendering]] = {}
    accepted: dict[str, list[_Rendering]] = {}
    for language in catalogue.handbook.languages:
        numbers = [number for number, placed in enumerate(texts) if placed.language == language]
        everything = "\n".join(folded[number] for number in numbers)
        accepted[language] = _list_accepted(catalogue, language)
        for rejected in _list_rejected(catalogue, language):
            # A look for a word is a hundred times faster than a pattern, and most words occur nowhere at all.
            if all(word in everything for word in rejected.words):
                longest = max(rejected.words, key=len)
                for number in numbers:
                    if longest in folded[number]:
                        suspects.setdefault(number, []).append(rejected)
    for number in sorted(suspects):
        placed = texts[number]
        yield from _check_text(placed, folded[number], suspects[number], accepted[placed.language])


def _check_text(
    placed: PlacedText, folded: str, rejected: list[_Rendering], accepted: list[_Rendering]
) -> Iterator[Diagnostic]:
    text = placed.text.value
    good: list[tuple[int, int]] | None = None
    for rendering in rejected:
        for match in rendering.pattern.finditer(text):
            if good is None:
                good = _find_exempt(placed, folded, accepted)
            start, end = match.span()
            if any(left <= start and end <= right and right - left > end - start for left, right in good):
                continue
            yield placed.diagnose(
                "L030",
                Severity.WARNING,
                f"“{match[0]}” is a rendering that the glossary rejects",
                f"write “{rendering.instead}”" if rendering.instead else "use the term of the glossary",
                fragment=match[0],
                offset=start,
            )


def _find_exempt(placed: PlacedText, folded: str, accepted: list[_Rendering]) -> list[tuple[int, int]]:
    """The stretches in which nothing is rejected: longer terms that are right, and quotations in notes."""
    text = placed.text.value
    terms = [_write_pattern(term.said) for term in accepted if all(word in folded for word in term.words)]
    patterns = [re.compile("|".join(terms), re.IGNORECASE)] if terms else []
    patterns += [_QUOTED] if placed.text.section == "notes" else []
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def _list_rejected(catalogue: Catalogue, language: str) -> list[_Rendering]:
    found = []
    for term in catalogue.glossary.terms.values():
        right = next(iter(_of_language(term.terms, language)), "")
        for wrong in _of_language(term.reject, language):
            if not _is_accepted(term, language, wrong):
                found.append(_Rendering(wrong, _split_words(wrong), right))
    return found


def _list_accepted(catalogue: Catalogue, language: str) -> list[_Rendering]:
    """All terms of a language, the longest first, so that of two that begin alike the longer one is found."""
    terms = {
        word for term in catalogue.glossary.terms.values() for word in _of_language(term.terms, language)
    }
    longest_first = sorted(terms, key=lambda word: (-len(word), word))
    return [_Rendering(term, _split_words(term)) for term in longest_first]


def _split_words(said: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in said.split())


def _fold(text: str) -> str:
    """A text in which every word is found that a pattern finds when it ignores case: Turkish has four kinds of i."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _write_pattern(words: str) -> str:
    """Whole words in scripts that put spaces between them; anywhere in those that do not."""
    parts = [re.escape(part) for part in words.split()]
    body = r"\s+".join(parts)
    first, last = words[0], words[-1]
    before = r"(?<!\w)" if first.isalnum() and not is_unspaced(first) else ""
    after = r"(?!\w)" if last.isalnum() and not is_unspaced(last) else ""
    return f"{before}{body}{after}"


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return unicodedata.name(character, "").startswith(
        ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
    )


def _is_accepted(term: Term, language: str, words: str) -> bool:
    return words.casefold() in {right.casefold() for right in _of_language(term.terms, language)}


def _of_language(by_language: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return by_language.get(language) or by_language.get(language.partition("-")[0], ())
