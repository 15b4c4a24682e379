"""The files of a project, each read and validated on its own."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rolebook.content.fields import ID_PATTERN, LOCALE_PATTERN
from rolebook.content.handbook_models import Glossary, HandbookFacts, HandbookWords
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.validate import Model, validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.content.yaml_text import MAX_BYTES
from rolebook.content.yaml_tree import YamlFile
from rolebook.diagnostics import ContentError, Diagnostic, Place, Severity, has_errors, shorten

HANDBOOK_FACTS = "handbook/handbook.yaml"
GLOSSARY = "handbook/glossary.yaml"


@dataclass(frozen=True)
class RoleSource:
    """One role as its own files state it, before anything is taken over from another role."""

    id: str
    facts: RoleFacts
    file: YamlFile
    words: Mapping[str, RoleWords]
    word_files: Mapping[str, YamlFile]


@dataclass(frozen=True)
class Sources:
    """All files of a project, validated one by one."""

    handbook: HandbookFacts
    handbook_file: YamlFile
    words: Mapping[str, HandbookWords]
    word_files: Mapping[str, YamlFile]
    glossary: Glossary
    glossary_file: YamlFile | None
    roles: Mapping[str, RoleSource]


def find_content_files(root: Path) -> list[str]:
    """Every content file of the project, and those a folder too deep, as sorted paths relative to its root."""
    found: list[str] = []
    for folder, depth in (("handbook", 1), ("roles", 2)):
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
                    is_yaml = entry.name.endswith((".yaml", ".yml"))
                    if _is_folder(entry) and path.count("/") <= depth - is_yaml:
                        stack.append((Path(entry.path), path))
                    elif is_yaml:
                        found.append(path)
    return sorted(found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def read_sources(root: Path) -> tuple[Sources, list[Diagnostic]]:
    """Read and validate every file of the project at ``root``.

    Raises ContentError, with the problems of all files, if any of them cannot be used.
    """
    return _Reader(root).read()


class _Reader:
    def __init__(self, root: Path):
        self.root = root
        self.real_root = root.resolve()
        self.problems: list[Diagnostic] = []

    def read(self) -> tuple[Sources, list[Diagnostic]]:
        try:
            paths = find_content_files(self.root)
        except OSError as error:
            path = Path(str(error.filename)).relative_to(self.root).as_posix()
            self._tell_unreadable(path, error)
            raise ContentError(self.problems) from None
        if HANDBOOK_FACTS not in paths:
            raise ContentError(
                [
                    Diagnostic(
                        "X001",
                        Severity.ERROR,
                        f"this is not a project: {HANDBOOK_FACTS} is missing",
                        "name a project with --project DIR, or make one: `rolebook new project DIR`",
                        Place(HANDBOOK_FACTS),
                    )
                ]
            )
        handbook, handbook_file = self._load(HANDBOOK_FACTS, HandbookFacts)
        languages = handbook.languages if handbook else None
        words: dict[str, HandbookWords] = {}
        word_files: dict[str, YamlFile] = {}
        glossary, glossary_file = Glossary(), None
        by_role: dict[str, list[str]] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if not self._check_name(path, name):
                continue
            if path.count("/") > (1 if path.startswith("handbook/") else 2):
                self._add("X002", "the file lies a folder too deep", "move it one folder up", path)
                continue
            if folder == "handbook":
                if path == GLOSSARY:
                    loaded, glossary_file = self._load(path, Glossary)
                    glossary = loaded or glossary
                elif path != HANDBOOK_FACTS and self._check_language(path, name, languages):
                    self._load_words(path, name, HandbookWords, words, word_files)
            elif folder == "roles":
                self._add(
                    "X002",
                    "the file lies outside a role's folder",
                    "make a folder roles/<role-id>/ and put role.yaml in it",
                    path,
                )
            else:
                by_role.setdefault(folder, []).append(name)
        roles = {}
        for folder, names in by_role.items():
            role = self._read_role(folder, names, languages)
            if role:
                roles[role.id] = role
        if handbook is not None:
            for language in handbook.languages:
                if f"handbook/{language}.yaml" not in paths:
                    self._add(
                        "L001",
                        f"the handbook has no words in “{language}”: handbook/{language}.yaml is missing",
                        f"run `rolebook new language {language}`, or take “{language}” out of languages",
                        HANDBOOK_FACTS,
                    )
        if has_errors(self.problems) or handbook is None:
            raise ContentError(self.problems)
        sources = Sources(handbook, handbook_file, words, word_files, glossary, glossary_file, roles)
        return sources, self.problems

    def _read_role(
        self, folder: str, names: list[str], languages: tuple[str, ...] | None
    ) -> RoleSource | None:
        role_id = folder.rpartition("/")[2]
        if not re.fullmatch(ID_PATTERN, role_id) or len(role_id) > 80:
            self._add(
                "S004",
                f"“{shorten(role_id)}” cannot be a role's id",
                "use small letters a–z, digits and single hyphens, 80 at most",
                f"{folder}/{names[0]}",
            )
            return None
        if "role.yaml" not in names:
            self._add(
                "X009",
                f"the folder “{role_id}” has no role.yaml",
                "add role.yaml with the role's facts, or delete the folder",
                f"{folder}/{names[0]}",
            )
            return None
        facts, file = self._load(f"{folder}/role.yaml", RoleFacts)
        words: dict[str, RoleWords] = {}
        word_files: dict[str, YamlFile] = {}
        for name in names:
            path = f"{folder}/{name}"
            if name != "role.yaml" and self._check_language(path, name, languages):
                self._load_words(path, name, RoleWords, words, word_files)
        return RoleSource(role_id, facts, file, words, word_files) if facts else None

    def _load_words(
        self, path: str, name: str, model: type[Model], words: dict[str, Model], files: dict[str, YamlFile]
    ) -> None:
        told_before = len(self.problems)
        loaded, file = self._load(path, model)
        if model is RoleWords and _awaits_translation(file, self.problems[told_before:]):
            # As `rolebook new language` leaves it: a check reports the role as not translated.
            del self.problems[told_before:]
            return
        language = name.removesuffix(".yaml")
        files[language] = file
        if loaded is not None:
            words[language] = loaded

    def _load(self, path: str, model: type[Model]) -> tuple[Model | None, YamlFile]:
        try:
            full = self.root / path
            if not Path(os.path.realpath(full)).is_relative_to(self.real_root):
                self._add(
                    "X003", "the link leads out of the project", "replace the link by the file itself", path
                )
                return None, YamlFile(path, (), None)
            if full.exists() and not full.is_file():  # a folder, a pipe …
                raise OSError("it is no ordinary file")
            with full.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            self._tell_unreadable(path, error)
            return None, YamlFile(path, (), None)
        file, problems = read_yaml(path, data)
        self.problems += problems
        if problems and file.root is None:
            return None, file
        loaded, problems = validate_file(model, file)
        self.problems += problems
        return loaded, file

    def _tell_unreadable(self, path: str, error: OSError) -> None:
        self._add(
            "Y012",
            f"the file cannot be read: {error.strerror or error}",
            "check that it exists and that you may read it",
            path,
        )

    def _check_name(self, path: str, name: str) -> bool:
        if name.endswith(".yml"):
            self._add("X002", "the name ends in .yml", f"rename it to {name[:-4]}.yaml", path)
            return False
        return True

    def _check_language(self, path: str, name: str, languages: tuple[str, ...] | None) -> bool:
        language = name.removesuffix(".yaml")
        if languages is None or language in languages:
            return True
        if re.fullmatch(LOCALE_PATTERN, language):
            hint = f"add {language} to languages in {HANDBOOK_FACTS}, or remove the file"
            self._add(
                "L002",
                f"“{language}” is no language of the handbook",
                hint,
                path,
                Severity.WARNING,
            )
        else:
            expected = "role.yaml" if path.startswith("roles/") else "handbook.yaml, glossary.yaml"
            self._add(
                "X002",
                f"“{shorten(name)}” is no file of the format",
                f"expected {expected} and one <language>.yaml per language",
                path,
            )
        return False

    def _add(
        self, code: str, message: str, hint: str, path: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Diagnostic(code, severity, message, hint, Place(path)))


def _awaits_translation(file: YamlFile, problems: list[Diagnostic]) -> bool:
    """Whether a file holds nothing but comments."""
    return [problem.code for problem in problems] == ["Y013"] and any(
        line.startswith("#") for line in file.lines
    )
