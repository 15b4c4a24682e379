"""What texts in a language call their parts: the patterns of ``words/<language>.yaml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rolebook.content.validate import to_plain
from rolebook.content.yaml_reader import read_yaml

LANGUAGES = ("en", "zh", "es")
NUMERALS = "一二三四五六七八九十"
_PLAIN_VOWELS = dict(zip("áéíóú", "aeiou", strict=True))
_KINDS = {  # what a heading of a role says of it → the section that it opens
    "requirements": "qualifications",
    "qualifications": "qualifications",
    "requisitos": "qualifications",
    "perfil": "qualifications",
    "要求": "qualifications",
    "条件": "qualifications",
    "资格": "qualifications",
    "具备": "qualifications",
    "work summary": "summary",
    "summary": "summary",
    "resumen": "summary",
    "总结": "summary",
    "述职报告": "summary",
}


@dataclass(frozen=True)
class CadenceRule:
    """A pattern, and the fields of a cadence that it stands for; ``{1}`` is a group of the pattern."""

    pattern: re.Pattern[str]
    fields: dict[str, str]


class Vocabulary:
    """The words of one language by which parts of a role are known."""

    def __init__(self, language: str, data: dict[str, Any]):
        self.language = language
        self.data = data
        self.is_spaced = language != "zh"
        title = data["role_title"].replace("{roles}", data["roles"])
        loose = data["loose_title"]
        self.title = compile_pattern(title)
        self.role_headings = tuple(
            compile_pattern(
                pattern.replace("{title}", f"(?P<title>{title})").replace("{loose}", f"(?P<title>{loose})")
            )
            for pattern in data["role_headings"]
        )
        self.how_to = compile_pattern(data["how_to"])
        self.sections = {kind: compile_any(patterns) for kind, patterns in data["section_headings"].items()}
        self.fields = {name: compile_any(patterns) for name, patterns in data["fields"].items()}
        ordinals = "|".join(data["ordinals"])
        self.ordinals = tuple(compile_pattern(word) for word in data["ordinals"])
        self.ordinal_marker = compile_pattern(
            data["ordinal_marker"]
            .replace("{ordinals}", ordinals)
            .replace("{numerals}", f"[{NUMERALS}]{{1,3}}")
        )
        self.title_phrases = tuple(
            compile_pattern(phrase.replace("{title}", title).replace("{roles}", data["roles"]))
            for phrase in data["title_phrases"]
        )
        self.superior_phrases = tuple(
            compile_pattern(phrase.replace("{title}", title)) for phrase in data["superior_phrases"]
        )
        self.furniture = compile_any(data["furniture"])
        self.numbers: dict[str, str] = data["numbers"]
        number = "(" + "|".join([r"\d{1,3}", *sorted(self.numbers, key=len, reverse=True)]) + ")"
        self.cadences = tuple(
            CadenceRule(
                compile_pattern(rule["match"].replace("{n}", number)),
                {key: value for key, value in rule.items() if key != "match"},
            )
            for rule in data["cadences"]
        )
        self.qualifications = {kind: compile_any(words) for kind, words in data["qualifications"].items()}
        words = sorted(data.get("id_words", {}), key=len, reverse=True)
        self.glossary = re.compile("|".join(map(re.escape, words)) or r"(?!)")
        self._patterns: dict[str, re.Pattern[str]] = {}

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place in a text that the pattern of this name fits."""
        if name not in self._patterns:
            self._patterns[name] = compile_pattern(self.data[name])
        return self._patterns[name].search(text)

    def find_whole(self, name: str, text: str) -> re.Match[str] | None:
        """All of a text, if the pattern of this name fits it."""
        match = self.find(name, text.strip())
        return match if match and len(match[0]) == len(text.strip()) else None

    def starts_duty(self, sentence: str) -> bool:
        """Whether a sentence begins as duties do: with what is done."""
        match = self.find("duty_start", sentence)
        return match is not None and not sentence[: match.start()].strip("“\"'(（ ")

    def pick(self, name: str, text: str) -> str | None:
        """The first key of the table of this name whose pattern occurs in a text."""
        for key, pattern in self.data[name].items():
            if self._compile(f"{name}.{key}", pattern).search(text):
                return str(key)
        return None

    def section_of(self, kind: str) -> str:
        """The section that a heading such as “responsibilities of a manager” opens."""
        return _KINDS.get(" ".join(kind.casefold().split()), "duties")

    def _compile(self, name: str, pattern: str) -> re.Pattern[str]:
        if name not in self._patterns:
            self._patterns[name] = compile_pattern(pattern)
        return self._patterns[name]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of a vocabulary: letters of either case; capitals are often written without their accents."""

    def spare_accent(match: re.Match[str]) -> str:
        plain = _PLAIN_VOWELS.get(match[0])
        return f"[{match[0]}{plain}]" if plain else match[0]

    return re.compile(re.sub(r"\[[^\]]*\]|[áéíóú]", spare_accent, pattern), re.IGNORECASE)


def compile_any(patterns: list[str]) -> re.Pattern[str]:
    """Any of several patterns."""
    return compile_pattern("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of en, zh or es."""
    path = f"{language}.yaml"
    file, problems = read_yaml(path, (resources.files("rolebook.importing") / "words" / path).read_bytes())
    assert file.root is not None and not problems, [problem.message for problem in problems]
    return Vocabulary(language, to_plain(file.root))


def guess_language(text: str) -> str:
    """The language of a text: Chinese by its characters, English or Spanish by its small words."""
    letters = [c for c in text[:50000] if c.isalpha()]
    if letters and sum("\u3400" <= c <= "\u9fff" for c in letters) > 0.2 * len(letters):
        return "zh"
    words = re.findall(r"[a-záéíóúñü]+", text[:50000].casefold())
    counts = {
        language: sum(word in common for word in words)
        for language in ("en", "es")
        for common in [set(load_vocabulary(language).data["common_words"])]
    }
    accents = sum(c in "áéíóúñ¿¡" for c in text[:50000].casefold())
    return "es" if counts["es"] + 3 * accents > counts["en"] else "en"
