"""The words of postings, by themselves and beside those of the source (codes J019, J021, some L)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rolebook.checks.braces import find_placeholder_facts
from rolebook.checks.outlines import find_deep_groups, find_empty_groups, find_repeated_ids, iter_nulls
from rolebook.checks.texts import Text, iter_posting_texts
from rolebook.content.catalogue import Catalogue
from rolebook.content.placeholders import present_placeholders
from rolebook.content.postings import POSTING_OUTLINES, Posting
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Place, Severity, shorten

if TYPE_CHECKING:
    from rolebook.content.posting_words import PostingWords

_Path = tuple[str, ...]


def check_shapes(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Outlines are as those of roles: three groups deep at most, ids once, groups with title and entries."""
    yield from find_deep_groups(posting, POSTING_OUTLINES)
    yield from find_repeated_ids(posting, POSTING_OUTLINES)
    yield from find_empty_groups(posting, POSTING_OUTLINES)


def check_empty_texts(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What has a name has a text: a posting takes nothing over that could be dropped."""
    for file in posting.word_files.values():
        for path in iter_nulls(file.root, at_top=True):
            message, hint = f"“{path[-1]}” has no text", "write the text, or delete the line"
            yield file.diagnose("L033", Severity.ERROR, message, hint, at=path, at_key=True)


def check_waiting(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A posting may have fewer languages than the handbook; a file that was begun is to be finished."""
    for language in posting.waiting:
        folder = posting.file.path.rpartition("/")[0]
        yield Diagnostic(
            "L010",
            Severity.WARNING,
            f"not translated into “{language}”: the file holds only comments",
            "write its words, or delete the file: a posting need not be in every language",
            Place(f"{folder}/{language}.yaml"),
        )


def check_translations(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A language of the posting has the texts of its source, and no others."""
    source = _index_texts(posting.source_words)
    for language, words in posting.words.items():
        if language == posting.source_language:
            continue
        given = _index_texts(words)
        for path, text in source.items():
            if path not in given and path[:-1] not in given:
                yield posting.diagnose(
                    "L011",
                    Severity.WARNING,
                    f"{_quote(path)} is not translated",
                    f"{posting.source_language}.yaml says: {shorten(text.value)}",
                    at=path[:-1],
                    at_key=True,
                    language=language,
                )
        for path, text in given.items():
            if path not in source and path[:-1] not in source:
                yield posting.diagnose(
                    "L012",
                    Severity.WARNING,
                    f"{_quote(path)} is not in {posting.source_language}.yaml",
                    f"add it there, or delete it: {shorten(text.value)}",
                    at=path,
                    at_key=True,
                    language=language,
                )


def check_lost_facts(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A translation keeps the placeholders of the source, so that no figure is lost."""
    source = _index_texts(posting.source_words)
    present = present_placeholders("postings", posting.facts)
    for language, words in posting.words.items():
        given = _index_texts(words) if language != posting.source_language else {}
        for path, text in given.items():
            original = source.get(path)
            wanted = find_placeholder_facts(original.value) if original else {}
            for name in sorted(wanted.keys() - find_placeholder_facts(text.value).keys()):
                if original and name in present:
                    yield posting.diagnose(
                        "L022",
                        Severity.WARNING,
                        f"“{{{name}}}” of the source is not in this translation",
                        f"{posting.source_language}.yaml says: {shorten(original.value)}",
                        at=path,
                        language=language,
                    )


def check_place_names(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Names of places are names of those in posting.yaml."""
    known = {
        name
        for place in posting.facts.places
        for name in (place.region, place.city, place.street)
        if name is not None
    }
    for language, words in posting.words.items():
        for name in words.places:
            if name not in known:
                yield posting.diagnose(
                    "J019",
                    Severity.WARNING,
                    f"no place in posting.yaml has the region, city or street “{shorten(name)}”",
                    suggest_nearest(name, known) or "delete the line",
                    at=("places", name),
                    at_key=True,
                    language=language,
                )


def check_variable_pay(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Variable pay is said in words, as figures alone do not tell what it depends on."""
    pay = posting.facts.pay
    if pay is not None and pay.variable and not posting.source_words.pay_note:
        yield posting.diagnose(
            "J021",
            Severity.WARNING,
            "variable pay comes on top, but nothing says which",
            f"write pay_note in {posting.source_language}.yaml: how much, and what it depends on",
            at=("pay", "variable"),
        )


def _index_texts(words: PostingWords) -> dict[_Path, Text]:
    """The texts by their path; not the names of places, which only some languages write otherwise."""
    return {text.path: text for text in iter_posting_texts(words) if text.path[0] != "places"}


def _quote(path: _Path) -> str:
    names = [name for name in path if name != "items"]
    return " of ".join(f"“{name}”" for name in reversed(names))
