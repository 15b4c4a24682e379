"""What tests of imports need: a text's drafts, read back from the text of their files."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.validate import to_plain
from rolebook.content.yaml_reader import read_yaml
from rolebook.importing.import_texts import ImportOutcome, ImportRequest, import_texts

TODAY = dt.date(2026, 12, 1)
TEXTS = Path(__file__).parent / "data" / "import"
PREFIX = "new-"  # the project of the tests has a sales manager already


def draft(project: Path, *files: Path, **choices: object) -> ImportOutcome:
    request = ImportRequest(project, files, project / "roles", TODAY, prefix=PREFIX, **choices)  # type: ignore[arg-type]
    return import_texts(request)


def draft_text(project: Path, folder: Path, text: str, **choices: object) -> ImportOutcome:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return draft(project, path, **choices)


def read_drafts(outcome: ImportOutcome) -> dict[str, tuple[RoleFacts, RoleWords]]:
    """The roles of an import, read back from the text of their files."""
    roles: dict[str, dict[str, object]] = {}
    for path, text in outcome.files.items():
        file, problems = read_yaml(path.name, text.encode())
        assert not problems and file.root
        model = RoleFacts if path.name == "role.yaml" else RoleWords
        roles.setdefault(path.parent.name, {})[model.__name__] = model.model_validate(to_plain(file.root))
    return {name: (one["RoleFacts"], one["RoleWords"]) for name, one in roles.items()}  # type: ignore[misc]


def list_comments(outcome: ImportOutcome) -> str:
    return "\n".join(line for text in outcome.files.values() for line in text.split("\n") if "#" in line)


def letters(text: str) -> str:
    """Letters and figures alone: written here a second time, so that a mistake in the import shows."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
