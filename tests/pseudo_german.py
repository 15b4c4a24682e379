"""A language of long words: projects with a translation that is 60 % longer than the English, and looks German.

Nobody can read it. Hyphenation, compounds and the lengths of sentences are those with which a layout must cope.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TAG = "de"
COMPOUND = "Verkaufsabteilungsleiterverantwortlichkeitsbereich"
_ENDS = ("ungs", "keit", "schaft", "lichen", "heits", "bereich", "ordnung", "verfahren")
_KEPT = re.compile(r"\{[^{}]*\}|%\(\w+\)s|\]\([^)]*\)|`[^`]*`|<[^>]*>|https?://\S+|\\.")
_WORD = re.compile(r"[^\W\d_]{3,}")


def lengthen(text: str) -> str:
    """The text, made 60 % longer by its words; placeholders, links and marks of Markdown are kept."""
    wanted, ends = round(len(text) * 1.6), cycle(_ENDS)
    pieces: list[str] = []
    at = 0
    for kept in [*_KEPT.finditer(text), None]:
        pieces += re.split(r"(\s+)", text[at : kept.start() if kept else len(text)])
        if kept:
            pieces.append(kept[0])
            at = kept.end()
    places = [place for place, piece in enumerate(pieces) if _WORD.search(piece) and not _KEPT.match(piece)]
    if len(places) > 7:
        middle = places[len(places) // 2]
        pieces[middle] = _WORD.sub(COMPOUND, pieces[middle], count=1)
        places.remove(middle)
    while places and sum(map(len, pieces)) < wanted:
        for place in places:
            if sum(map(len, pieces)) >= wanted:
                break
            last = list(_WORD.finditer(pieces[place]))[-1]
            pieces[place] = pieces[place][: last.end()] + next(ends) + pieces[place][last.end() :]
    return "".join(pieces)


def lengthen_words(value: Any) -> Any:
    """The same for everything in a file of words: texts are lengthened, names of fields are kept."""
    if isinstance(value, dict):
        return {name: lengthen_words(item) for name, item in value.items() if item != ""}
    if isinstance(value, list):
        return [lengthen_words(item) for item in value]
    return lengthen(value) if isinstance(value, str) else value


def add_pseudo_german(project: Path, roles: Iterable[str]) -> None:
    """Give a project the language: handbook, guides, forms, the interface, and these of its roles."""
    settings = project / "handbook/handbook.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"^languages: \[", f"languages: [{TAG}, ", text, flags=re.MULTILINE), "utf-8")
    for path in [
        *project.glob("handbook/**/en.yaml"),
        *(project / "roles" / name / "en.yaml" for name in roles),
    ]:
        words = lengthen_words(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
        path.with_name(f"{TAG}.yaml").write_text(
            yaml.safe_dump(words, allow_unicode=True, width=10_000), "utf-8"
        )
    for path in project.glob("handbook/guides/*/en.md"):
        path.with_name(f"{TAG}.md").write_text(_lengthen_markdown(path.read_text("utf-8")), "utf-8")
    folder = project / "templates/locale" / TAG / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (ROOT / "templates/locale/rolebook.pot").open("rb") as file:
        catalogue = read_po(file, locale=TAG)
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            longer = tuple(lengthen(form) for form in forms)
            message.string = longer if isinstance(message.id, tuple) else longer[0]
    with (folder / "rolebook.po").open("wb") as file:
        write_po(file, catalogue)


def _lengthen_markdown(text: str) -> str:
    return "\n".join(lengthen(line) if line.strip() else line for line in text.split("\n"))


def copy_library(target: Path) -> Path:
    """The role library as a project of its own."""
    for name in ("handbook", "roles"):
        shutil.copytree(ROOT / name, target / name)
    return target
