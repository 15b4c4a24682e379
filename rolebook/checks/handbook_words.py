"""The handbook's own words: one for every id of handbook.yaml, in every language (codes L025 to L027)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.content.handbook_models import NAMED_SECTIONS, CompetencyWords, NamedWords
from rolebook.diagnostics import Diagnostic, Severity

_SECTIONS = (*NAMED_SECTIONS, "workflows", "competencies")


def check_handbook_words(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every id of handbook.yaml has a name in every language, and every name an id."""
    book = catalogue.handbook
    scale = [str(level) for level in range(1, book.competency_levels + 1)]
    for language in catalogue.words:
        for section in _SECTIONS:
            yield from _compare(catalogue, language, section, getattr(book, section))
        yield from _compare(catalogue, language, "competency_scale", scale if book.competencies else ())
        yield from _check_competency_levels(catalogue, language, scale)


def check_handbook_translations(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What the source language says besides names, every other language says too."""
    source_language = catalogue.handbook.source_language
    source = catalogue.words[source_language]
    for language, words in catalogue.words.items():
        if language == source_language:
            continue
        for name in ("subtitle", "introduction", "preface"):
            if getattr(source, name) and not getattr(words, name):
                yield _tell(catalogue, "L026", Severity.WARNING, f"“{name}” is not translated", language, ())
        yield from _check_careers(catalogue, language)
        for section in (*_SECTIONS, "competency_scale"):
            for entry, other in getattr(words, section).items():
                original = getattr(source, section).get(entry)
                for name in ("description", "definition"):
                    if getattr(original, name, None) and not getattr(other, name, None):
                        message = f"“{name}” of “{entry}” is not translated"
                        yield _tell(catalogue, "L026", Severity.WARNING, message, language, (section, entry))


def _check_careers(catalogue: Catalogue, language: str) -> Iterator[Diagnostic]:
    """The careers page says in this language what it says in the source language, and no more."""
    source = catalogue.words[catalogue.handbook.source_language].careers
    words = catalogue.words[language].careers
    for name in ("title", "introduction"):
        if getattr(source, name) and not getattr(words, name):
            message = f"“{name}” of the careers page is not translated"
            yield _tell(catalogue, "L026", Severity.WARNING, message, language, ("careers",))
    for name, promise in source.promises.items():
        given = words.promises.get(name)
        if given is None or (promise.text and not given.text):
            message = f"the promise “{name}” is not translated"
            at = ("careers", "promises", *((name,) if given else ()))
            yield _tell(catalogue, "L026", Severity.WARNING, message, language, at)
    for name in words.promises:
        if name not in source.promises:
            yield catalogue.word_files[language].diagnose(
                "L027",
                Severity.WARNING,
                f"“{name}” is not among the promises in “{catalogue.handbook.source_language}”",
                "delete it, correct its id, or add it there",
                at=("careers", "promises", name),
                at_key=True,
            )


def _compare(
    catalogue: Catalogue, language: str, section: str, wanted: Iterable[str]
) -> Iterator[Diagnostic]:
    given: dict[str, str | NamedWords | CompetencyWords] = getattr(catalogue.words[language], section)
    names = list(wanted)
    is_source = language == catalogue.handbook.source_language
    code, severity = ("L025", Severity.ERROR) if is_source else ("L026", Severity.WARNING)
    for name in names:
        if name not in given:
            yield _tell(
                catalogue,
                code,
                severity,
                f"“{name}” of {section} has no name in “{language}”",
                language,
                (section,),
            )
    for name in given:
        if name not in names:
            yield catalogue.word_files[language].diagnose(
                "L027",
                Severity.WARNING,
                f"“{name}” is not among the {section} of handbook.yaml",
                "delete it, correct its id, or add it to handbook.yaml",
                at=(section, name),
                at_key=True,
            )


def _check_competency_levels(catalogue: Catalogue, language: str, scale: list[str]) -> Iterator[Diagnostic]:
    """A competency whose levels are described at all has all of them described, in every language."""
    described = {
        name
        for words in catalogue.words.values()
        for name, entry in words.competencies.items()
        if entry.levels
    }
    for name, entry in catalogue.words[language].competencies.items():
        missing = [level for level in scale if level not in entry.levels] if name in described else []
        if missing:
            what = "levels {} of “{}” have" if len(missing) > 1 else "level {} of “{}” has"
            message = f"{what.format(', '.join(missing), name)} no words in “{language}”"
            yield _tell(catalogue, "L026", Severity.WARNING, message, language, ("competencies", name))
        for level in entry.levels:
            if level not in scale:
                yield catalogue.word_files[language].diagnose(
                    "L027",
                    Severity.WARNING,
                    f"“{level}” is no level of the scale, which goes from 1 to {scale[-1]}",
                    "delete it, or raise competency_levels in handbook.yaml",
                    at=("competencies", name, "levels", level),
                    at_key=True,
                )


def _tell(
    catalogue: Catalogue, code: str, severity: Severity, message: str, language: str, at: tuple[str, ...]
) -> Diagnostic:
    file = catalogue.word_files[language]
    return file.diagnose(code, severity, message, f"add it to {file.path}", at=at, at_key=True)
