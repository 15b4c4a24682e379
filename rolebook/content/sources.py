"""The sources of a project: all its files, each read and validated on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.content.employer import LOGO_ENDINGS, LOGO_FOLDER
from rolebook.content.fields import ID_PATTERN
from rolebook.content.forms import FormSource, read_form
from rolebook.content.guides import GuideSource, read_guide
from rolebook.content.handbook_models import Glossary, HandbookFacts, HandbookWords
from rolebook.content.logo import LogoFault, read_logo
from rolebook.content.postings import PostingSource, read_posting
from rolebook.content.project_files import GLOSSARY, HANDBOOK_FACTS, ProjectFiles, find_content_files
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.validate import Model
from rolebook.content.yaml_tree import YamlFile
from rolebook.diagnostics import ContentError, Diagnostic, Place, Severity, has_errors, shorten

if TYPE_CHECKING:
    from rolebook.content.changes import RoleChanges
    from rolebook.content.policy_packs import PackSource

CHANGES = "changes.yaml"
"""The file of a role's recorded changes, beside role.yaml."""


@dataclass(frozen=True)
class RoleSource:
    """One role as its own files state it, before anything is taken over from another role."""

    id: str
    facts: RoleFacts
    file: YamlFile
    words: Mapping[str, RoleWords]
    word_files: Mapping[str, YamlFile]
    changes: RoleChanges | None = None
    changes_file: YamlFile | None = None


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
    guides: Mapping[str, GuideSource]
    forms: Mapping[str, FormSource]
    postings: Mapping[str, PostingSource]
    packs: Mapping[str, PackSource]


def read_sources(root: Path) -> tuple[Sources, list[Diagnostic]]:
    """Read and validate every file of the project at ``root``.

    Raises ContentError, with the problems of all files, if any of them cannot be used.
    """
    return _Reader(root).read()


_KINDS = {"roles": "role", "postings": "posting", "handbook/guides": "guide", "handbook/forms": "form"}
"""The folders whose folders are content of one kind each; its facts stand in <kind>.yaml."""


@dataclass(frozen=True)
class _Found:
    """What was read so far, by id."""

    roles: dict[str, RoleSource]
    guides: dict[str, GuideSource]
    forms: dict[str, FormSource]
    postings: dict[str, PostingSource]


class _Reader:
    def __init__(self, root: Path):
        self.files = ProjectFiles(root)
        self.languages: tuple[str, ...] | None = None

    def read(self) -> tuple[Sources, list[Diagnostic]]:
        paths = self._find()
        handbook, handbook_file = self.files.load(HANDBOOK_FACTS, HandbookFacts)
        self.languages = handbook.languages if handbook else None
        words: dict[str, HandbookWords] = {}
        word_files: dict[str, YamlFile] = {}
        glossary, glossary_file = Glossary(), None
        by_folder: dict[str, list[str]] = {}
        packs: dict[str, PackSource] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if not self.files.check_ending(path):
                continue
            if folder == "handbook":
                if path == GLOSSARY:
                    loaded, glossary_file = self.files.load(path, Glossary)
                    glossary = loaded or glossary
                elif path != HANDBOOK_FACTS and self._check_language(path, "handbook.yaml, glossary.yaml"):
                    self._load_words(path, name, HandbookWords, words, word_files)
            elif folder == "handbook/policies":
                pack = self._read_pack(path, name.removesuffix(".yaml"))
                packs.update({pack.id: pack} if pack else {})
            elif self._check_depth(path):
                by_folder.setdefault(folder, []).append(name)
        found = _Found({}, {}, {}, {})
        for folder, names in by_folder.items():
            self._read_folder(folder, names, found)
        if handbook is not None:
            self._check_handbook_languages(handbook, paths)
            self._check_logo(handbook, handbook_file)
        if has_errors(self.files.problems) or handbook is None:
            raise ContentError(self.files.problems)
        sources = Sources(
            handbook,
            handbook_file,
            words,
            word_files,
            glossary,
            glossary_file,
            found.roles,
            found.guides,
            found.forms,
            found.postings,
            packs,
        )
        return sources, self.files.problems

    def _find(self) -> list[str]:
        try:
            paths = find_content_files(self.files.root)
        except OSError as error:
            path = Path(str(error.filename)).relative_to(self.files.root).as_posix()
            self.files.tell_unreadable(path, error)
            raise ContentError(self.files.problems) from None
        if HANDBOOK_FACTS not in paths:
            message = f"this is not a project: {HANDBOOK_FACTS} is missing"
            hint = "name a project with --project DIR, or make one: `rolebook new project DIR`"
            raise ContentError([Diagnostic("X001", Severity.ERROR, message, hint, Place(HANDBOOK_FACTS))])
        return paths

    def _check_depth(self, path: str) -> bool:
        """Whether a file lies in a folder of its own role, posting, guide or form."""
        top, _, below = path.partition("/")
        if top != "handbook" and "/" not in below:
            what = _KINDS[top]
            hint = f"make a folder {top}/<{what}-id>/ and put {what}.yaml in it"
            self.files.tell("X002", f"the file lies outside a {what}'s folder", hint, path)
            return False
        if top == "handbook" and not below.startswith(("guides/", "forms/")):
            self.files.tell("X002", "the file lies a folder too deep", "move it one folder up", path)
            return False
        expected = 3 if top == "handbook" else 2
        if path.count("/") < expected:
            hint = f"make a folder {path.rpartition('/')[0]}/<id>/ and put the file in it"
            self.files.tell("X002", "the file lies outside a folder of its own", hint, path)
        elif path.count("/") > expected:
            self.files.tell("X002", "the file lies a folder too deep", "move it one folder up", path)
        return path.count("/") == expected

    def _read_folder(self, folder: str, names: list[str], found: _Found) -> None:
        above, _, name = folder.rpartition("/")
        kind = _KINDS[above]
        facts = f"{kind}.yaml"
        if not self._check_folder(kind, name, folder, facts, names):
            return
        has_changes = kind == "role" and CHANGES in names
        others = {facts, CHANGES} if has_changes else {facts}
        words = [n for n in names if n not in others and self._check_language(f"{folder}/{n}", facts)]
        if kind == "guide":
            guide = read_guide(self.files, folder, words)
            found.guides.update({guide.id: guide} if guide else {})
        elif kind == "form":
            form = read_form(self.files, folder, words)
            found.forms.update({form.id: form} if form else {})
        elif kind == "posting":
            posting = read_posting(self.files, folder, words)
            found.postings.update({posting.id: posting} if posting else {})
        else:
            role = self._read_role(name, folder, words, has_changes)
            found.roles.update({role.id: role} if role else {})

    def _check_folder(self, kind: str, name: str, folder: str, facts: str, names: list[str]) -> bool:
        if not re.fullmatch(ID_PATTERN, name) or len(name) > 80:
            self.files.tell(
                "S004",
                f"“{shorten(name)}” cannot be a {kind}'s id",
                "use small letters a–z, digits and single hyphens, 80 at most",
                f"{folder}/{names[0]}",
            )
            return False
        if facts not in names:
            self.files.tell(
                "X009",
                f"the folder “{name}” has no {facts}",
                f"add {facts} with the {kind}'s facts, or delete the folder",
                f"{folder}/{names[0]}",
            )
            return False
        return True

    def _read_role(
        self, role_id: str, folder: str, names: Iterable[str], has_changes: bool
    ) -> RoleSource | None:
        facts, file = self.files.load(f"{folder}/role.yaml", RoleFacts)
        words: dict[str, RoleWords] = {}
        word_files: dict[str, YamlFile] = {}
        for name in names:
            self._load_words(f"{folder}/{name}", name, RoleWords, words, word_files)
        changes, changes_file = self._read_changes(f"{folder}/{CHANGES}") if has_changes else (None, None)
        return RoleSource(role_id, facts, file, words, word_files, changes, changes_file) if facts else None

    def _read_changes(self, path: str) -> tuple[RoleChanges | None, YamlFile]:
        # Its models are many and take a while to make: only projects that record changes need them.
        from rolebook.content.changes import RoleChanges

        return self.files.load(path, RoleChanges)

    def _read_pack(self, path: str, name: str) -> PackSource | None:
        from rolebook.content.policy_packs import PackSource, PolicyPack  # most projects have none

        if not re.fullmatch(ID_PATTERN, name):
            hint = "use small letters a–z, digits and single hyphens, such as house-style.yaml"
            self.files.tell("S004", f"“{shorten(name)}” cannot be a pack's id", hint, path)
            return None
        pack, file = self.files.load(path, PolicyPack)
        return PackSource(name, pack, file) if pack else None

    def _load_words(
        self, path: str, name: str, model: type[Model], words: dict[str, Model], files: dict[str, YamlFile]
    ) -> None:
        load = self.files.load_words if model is RoleWords else self.files.load
        loaded, file = load(path, model)
        language = name.removesuffix(".yaml")
        if file is not None:
            files[language] = file
        if loaded is not None:
            words[language] = loaded

    def _check_handbook_languages(self, handbook: HandbookFacts, paths: list[str]) -> None:
        for language in handbook.languages:
            if f"handbook/{language}.yaml" not in paths:
                self.files.tell(
                    "L001",
                    f"the handbook has no words in “{language}”: handbook/{language}.yaml is missing",
                    f"run `rolebook new language {language}`, or take “{language}” out of languages",
                    HANDBOOK_FACTS,
                )

    def _check_logo(self, handbook: HandbookFacts, file: YamlFile) -> None:
        logo = handbook.employer.logo if handbook.employer else None
        if logo is None:
            return
        message = ""
        if "/" in logo or "\\" in logo or not logo.lower().endswith(LOGO_ENDINGS):
            message = f"“{shorten(logo)}” is no name of a picture"
        elif not (self.files.root / LOGO_FOLDER / logo).is_file():
            message = f"there is no picture {LOGO_FOLDER}/{shorten(logo)}"
        at = ("employer", "logo")
        if message:
            hint = f"put a file into {LOGO_FOLDER}/ and name it here ({', '.join(LOGO_ENDINGS)})"
            self.files.problems.append(file.diagnose("X021", Severity.ERROR, message, hint, at=at))
            return
        try:
            read_logo(self.files.root, logo)
        except OSError as error:
            self.files.tell_unreadable(f"{LOGO_FOLDER}/{logo}", error)
        except LogoFault as fault:
            problem = fault.diagnose(logo)
            if not fault.line:  # nothing in the picture to point at
                problem = file.diagnose(problem.code, problem.severity, problem.message, problem.hint, at=at)
            self.files.problems.append(problem)

    def _check_language(self, path: str, facts: str) -> bool:
        return self.files.check_language(path, self.languages, facts)
