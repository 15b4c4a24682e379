"""The words of one posting in one language: placeholders filled, the source language where a text is missing."""

from __future__ import annotations

from collections.abc import Mapping

from rolebook.checks.texts import iter_posting_texts
from rolebook.content.catalogue import OutlineItem, walk_outline
from rolebook.content.postings import Posting
from rolebook.language.names import Phrase, choose
from rolebook.language.phrases import Phrases
from rolebook.language.posting_phrases import list_posting_values
from rolebook.language.values import fill_placeholders
from rolebook.language.wording import Completeness


class PostingWording:
    """Looks up a posting's words in one of its languages; the source language decides what there is to say.

    ``phrases`` holds those of this language and of the source.
    """

    def __init__(self, posting: Posting, language: str, phrases: Mapping[str, Phrases]):
        self.posting = posting
        self.language = language
        self._own, self._above = posting.words[language], posting.source_words
        tags = {language, posting.source_language}
        self._values = {tag: list_posting_values(posting, phrases[tag]) for tag in tags}
        self._texts = {tag: _index_texts(posting, tag) for tag in tags}

    def sentence(self, field: str) -> Phrase | None:
        """A text of its own: title, introduction, pay_note … None if the posting has none."""
        return self._pick((field,))

    def list_items(self, section: str) -> tuple[OutlineItem, ...]:
        """The entries of an outline in the order of the source, groups before their items."""
        return tuple(walk_outline(getattr(self._above, section), (section,)))

    def item_text(self, item: OutlineItem, field: str = "title") -> Phrase | None:
        """The sentence of an entry; of a group its title, or its intro."""
        return self._pick((*item.path, field) if item.is_group else item.path)

    def place_name(self, name: str) -> str:
        """A region, city or street of posting.yaml as this language writes it."""
        return self._own.places.get(name, name)

    def measure_completeness(self) -> Completeness:
        """How much of the source language's words this language has."""
        wanted = self._texts[self.posting.source_language].keys()
        return Completeness(len(wanted - self._texts[self.language].keys()), len(wanted))

    def _pick(self, path: tuple[str, ...]) -> Phrase | None:
        texts = {tag: self._texts[tag].get(path) for tag in (self.language, self.posting.source_language)}
        phrase = choose(texts, self.language, self.posting.source_language)
        if phrase is None:
            return None
        values = self._values[phrase.language or self.language]
        return Phrase(fill_placeholders(phrase.text, values), phrase.language)


def _index_texts(posting: Posting, language: str) -> dict[tuple[str, ...], str]:
    """Every text of a language by its path, but for names of places, which need no translation."""
    texts = iter_posting_texts(posting.words[language])
    return {text.path: text.value for text in texts if text.path[0] != "places"}
