"""The files of a project on the disk: which there are, and one read and validated after the other."""

from __future__ import annotations

import os
import re
from pathlib import Path

from rolebook.content.fields import LOCALE_PATTERN
from rolebook.content.validate import Model, validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.content.yaml_text import MAX_BYTES, decode_text
from rolebook.content.yaml_tree import YamlFile
from rolebook.diagnostics import Diagnostic, Place, Severity, shorten

HANDBOOK_FACTS = "handbook/handbook.yaml"
GLOSSARY = "handbook/glossary.yaml"
_DEPTHS = (("handbook", 3), ("roles", 2), ("postings", 2))
"""The folders of content, and how many folders deep its files may lie."""


def find_content_files(root: Path) -> list[str]:
    """Every content file of the project, and those a folder too deep, as sorted paths relative to its root."""
    found: list[str] = []
    for folder, depth in _DEPTHS:
        top = root / folder
        if not top.is_dir():
            continue
        stack = [(top, folder)]
        while stack:
            directory, name = stack.pop()
            with os.scandir(directory) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "_")) or entry.name.endswith("~"):
                        continue
                    path = f"{name}/{entry.name}"
                    is_content = entry.name.endswith((".yaml", ".yml")) or _is_article(path)
                    if _is_folder(entry) and path.count("/") <= depth - is_content:
                        stack.append((Path(entry.path), path))
                    elif is_content:
                        found.append(path)
    return sorted(found)


def _is_article(path: str) -> bool:
    return path.startswith("handbook/guides/") and path.endswith(".md")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


class ProjectFiles:
    """Reads the files of the project at ``root``, and gathers what is wrong with them in ``problems``."""

    def __init__(self, root: Path):
        self.root = root
        self.problems: list[Diagnostic] = []
        self._real_root = root.resolve()

    def load(self, path: str, model: type[Model]) -> tuple[Model | None, YamlFile]:
        """A YAML file as a model, or None; and the file, empty if it cannot be read."""
        data = self._read(path)
        if data is None:
            return None, YamlFile(path, (), None)
        file, problems = read_yaml(path, data)
        self.problems += problems
        if problems and file.root is None:
            return None, file
        loaded, problems = validate_file(model, file)
        self.problems += problems
        return loaded, file

    def load_words(self, path: str, model: type[Model]) -> tuple[Model | None, YamlFile | None]:
        """A file of words as `load` gives it; nothing at all if it holds only comments.

        That is how `rolebook new language` leaves it: a check reports it as not translated.
        """
        told_before = len(self.problems)
        loaded, file = self.load(path, model)
        told = [problem.code for problem in self.problems[told_before:]]
        if told == ["Y013"] and any(line.startswith("#") for line in file.lines):
            del self.problems[told_before:]
            return None, None
        return loaded, file

    def read_text(self, path: str) -> str | None:
        """A file that is no YAML as text with ``\n`` for line ends, or None."""
        data = self._read(path)
        if data is None:
            return None
        text, problems = decode_text(path, data)
        self.problems += problems
        return text

    def tell_unreadable(self, path: str, error: OSError) -> None:
        """That the system refuses a file."""
        self.tell(
            "Y012",
            f"the file cannot be read: {error.strerror or error}",
            "check that it exists and that you may read it",
            path,
        )

    def check_ending(self, path: str) -> bool:
        """Whether the name of a YAML file ends as it should."""
        name = path.rpartition("/")[2]
        if name.endswith(".yml"):
            self.tell("X002", "the name ends in .yml", f"rename it to {name[:-4]}.yaml", path)
            return False
        return True

    def check_language(self, path: str, languages: tuple[str, ...] | None, facts: str) -> bool:
        """Whether a file of words is named after a language of the handbook; ``facts`` may stand beside it."""
        name = path.rpartition("/")[2]
        language, _, ending = name.rpartition(".")
        if languages is None or language in languages:
            return True
        if re.fullmatch(LOCALE_PATTERN, language):
            hint = f"add {language} to languages in {HANDBOOK_FACTS}, or remove the file"
            message = f"“{language}” is no language of the handbook"
            self.tell("L002", message, hint, path, Severity.WARNING)
        else:
            self.tell(
                "X002",
                f"“{shorten(name)}” is no file of the format",
                f"expected {facts} and one <language>.{ending} per language",
                path,
            )
        return False

    def tell(
        self, code: str, message: str, hint: str, path: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Keep a problem of a file as a whole."""
        self.problems.append(Diagnostic(code, severity, message, hint, Place(path)))

    def _read(self, path: str) -> bytes | None:
        try:
            full = self.root / path
            if not Path(os.path.realpath(full)).is_relative_to(self._real_root):
                hint = "replace the link by the file itself"
                self.tell("X003", "the link leads out of the project", hint, path)
                return None
            if full.exists() and not full.is_file():  # a folder, a pipe …
                raise OSError("it is no ordinary file")
            with full.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        except OSError as error:
            self.tell_unreadable(path, error)
            return None
