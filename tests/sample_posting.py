"""The posting of the sample project, postings made for a test, and phrases in three languages."""

from __future__ import annotations

from pathlib import Path

from rolebook.content.posting_facts import PostingFacts
from rolebook.content.posting_words import PostingWords
from rolebook.content.postings import Posting
from rolebook.content.yaml_tree import YamlFile
from rolebook.language.interface import load_interface
from rolebook.language.locales import find_language
from rolebook.language.phrases import Phrases

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "postings/sales-manager-suzhou"
FACTS = f"{FOLDER}/posting.yaml"


def say_in(tag: str) -> Phrases:
    return Phrases(find_language(tag), load_interface(tag, [ROOT / "templates"]), "CNY")


PHRASES = {tag: say_in(tag) for tag in ("en", "zh", "es")}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def make_posting(**facts: object) -> Posting:
    given = {"role": "sales-manager", "status": "open", "posted": "2026-11-01", **facts}
    empty = YamlFile(FACTS, (), None)
    return Posting(
        "one",
        "sales-manager",
        PostingFacts.model_validate(given),
        {"en": PostingWords()},
        "en",
        empty,
        {"en": empty},
    )
