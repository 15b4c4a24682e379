"""Postings: ``postings/<id>/posting.yaml`` with their words in one ``<lang>.yaml`` each, and their state on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rolebook.content.project_files import ProjectFiles
from rolebook.content.yaml_tree import Key, YamlFile
from rolebook.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rolebook.content.catalogue import Role
    from rolebook.content.posting_facts import PostingFacts
    from rolebook.content.posting_words import PostingWords

POSTING_OUTLINES = ("duties", "qualifications", "offer", "process")
"""The outlines among a posting's words."""

State = Literal["draft", "not-yet-open", "open", "closed", "expired"]


@dataclass(frozen=True)
class PostingSource:
    """One posting as its files state it. ``waiting``: languages whose file holds nothing but comments."""

    id: str
    facts: PostingFacts
    file: YamlFile
    words: Mapping[str, PostingWords]
    word_files: Mapping[str, YamlFile]
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Posting:
    """A vacancy of a role, which the catalogue holds under the id ``role``.

    Its languages are those of ``words``: there may be fewer than the handbook has, but the source language
    is among them.
    """

    id: str
    role: str
    facts: PostingFacts
    words: Mapping[str, PostingWords]
    source_language: str
    file: YamlFile
    word_files: Mapping[str, YamlFile]
    waiting: tuple[str, ...] = ()
    shown: Role | None = None
    """The role as this posting shows it; only where an audience's catalogue was released."""

    @property
    def reference(self) -> str:
        """What applicants and job boards quote."""
        return self.facts.reference or self.id

    @property
    def source_words(self) -> PostingWords:
        """The words in the language in which they were first written."""
        return self.words[self.source_language]

    def withholds(self, section: str, entry: str) -> bool:
        """Whether the posting itself leaves an entry of the role out, by `withhold`."""
        return f"{section}.{entry}" in self.facts.withhold

    def diagnose(
        self,
        code: str,
        severity: Severity,
        message: str,
        hint: str = "",
        *,
        at: tuple[Key, ...] = (),
        at_key: bool = False,
        language: str | None = None,
    ) -> Diagnostic:
        """A diagnostic at a path of keys in posting.yaml or in the file of a language."""
        return self.file_of(at, language).diagnose(code, severity, message, hint, at=at, at_key=at_key)

    def file_of(self, path: tuple[Key, ...], language: str | None = None) -> YamlFile:
        """The file of a language, or of facts; a posting takes nothing over, so whatever the path."""
        return self.word_files[language] if language else self.file


def find_state(posting: Posting, today: dt.date) -> State:
    """What a posting is on a day: only ``open`` ones are shown as vacancies, with structured data and in feeds.

    ``valid_through`` is the last day on which it is open. Before ``posted`` nobody is to see it.
    """
    facts = posting.facts
    if facts.status != "open":
        return facts.status
    if facts.valid_through is not None and facts.valid_through < today:
        return "expired"
    return "open" if facts.posted <= today else "not-yet-open"


def list_countries(facts: PostingFacts) -> tuple[str, ...]:
    """The countries in which the work is done; without a place, those in which one can do it from home."""
    return tuple(
        dict.fromkeys(place.country for place in facts.places) or dict.fromkeys(facts.applicant_countries)
    )


def read_posting(files: ProjectFiles, folder: str, names: Iterable[str]) -> PostingSource | None:
    """The posting in a folder, of which ``names`` are the words; None if its facts cannot be used."""
    # Models take a while to make: only projects with postings need these.
    from rolebook.content.posting_facts import PostingFacts
    from rolebook.content.posting_words import PostingWords

    facts, file = files.load(f"{folder}/posting.yaml", PostingFacts)
    words: dict[str, PostingWords] = {}
    word_files: dict[str, YamlFile] = {}
    waiting = []
    for name in names:
        language = name.removesuffix(".yaml")
        loaded, word_file = files.load_words(f"{folder}/{name}", PostingWords)
        if word_file is None:
            waiting.append(language)
        elif loaded is not None:
            words[language], word_files[language] = loaded, word_file
    if facts is None:
        return None
    return PostingSource(folder.rpartition("/")[2], facts, file, words, word_files, tuple(waiting))
