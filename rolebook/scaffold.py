"""Starts new content: a project, a role, a language. Never overwrites a file."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from rolebook.content.fields import ID_PATTERN, LOCALE_PATTERN
from rolebook.content.project_files import HANDBOOK_FACTS
from rolebook.content.schema import render_schemas
from rolebook.content.sources import Sources, read_sources
from rolebook.content.yaml_text import find_forbidden
from rolebook.content.yaml_tree import Node, YamlFile

WORDED = ("en", "zh", "es")
"""The languages in which there are first texts."""


class ScaffoldError(Exception):
    """The new content cannot be made: a message, and a hint that says what to do."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint


def start_project(folder: Path, languages: Sequence[str], today: dt.date) -> list[Path]:
    """Make a small project that builds at once; the files written, in order."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ScaffoldError(f"{folder} is there already and is not empty", "name a new or an empty folder")
    languages = list(dict.fromkeys(languages))
    for tag in languages:
        _check_language(tag)
    source = languages[0]
    files = {
        HANDBOOK_FACTS: fill_starter(
            "handbook.yaml", LANGUAGES=", ".join(languages), SOURCE=source, DATE=str(today)
        ),
        ".gitignore": "/site/\n/.rolebook/\n",
    }
    for tag in languages:
        files[f"handbook/{tag}.yaml"] = fill_starter(f"words.{tag if tag in WORDED else 'en'}.yaml")
    files |= {f"schema/{name}": text for name, text in render_schemas().items()}
    role = {
        "SOURCE": source,
        "DEPARTMENT": "sales",
        "LEVEL": "manager",
        "INDUSTRY": "general",
        "SUPERIOR": "management",
        "OWNER": "sales",
        "COMPETENCY": "negotiation",
    }
    files |= _role_files(
        "sales-manager",
        languages,
        role,
        {"en": "Sales manager", "zh": "销售经理", "es": "Gerente de ventas"},
        today,
    )
    return write_new_files(folder, files)


def start_role(project: Path, role_id: str, title: str | None, today: dt.date) -> list[Path]:
    """Make the folder of a new role with a first text to overwrite; the files written, in order."""
    if not re.fullmatch(ID_PATTERN, role_id) or len(role_id) > 80:
        raise ScaffoldError(
            f"“{role_id}” cannot be a role's id",
            "use small letters a–z, digits and single hyphens, such as sales-manager",
        )
    name = title or role_id.replace("-", " ").capitalize()
    if "\n" in name or find_forbidden(name):
        raise ScaffoldError("the title holds a character that is no letter or sign", "write it on one line")
    sources, _ = read_sources(project)
    book = sources.handbook
    for section in ("departments", "levels", "industries"):
        if not getattr(book, section):
            raise ScaffoldError(f"{HANDBOOK_FACTS} has no {section}", "add one first: a role names it")
    if role_id in sources.roles or (project / "roles" / role_id).exists():
        raise ScaffoldError(f"the role “{role_id}” is there already", "choose another id")
    for section in ("positions", "departments", "parties"):
        if role_id in getattr(book, section):
            raise ScaffoldError(
                f"“{role_id}” stands under {section} in {HANDBOOK_FACTS}, and relations could mean either",
                "choose another id, or take that entry out first",
            )
    departments, levels = list(book.departments), list(book.levels)
    superior = next(iter(book.positions), None)
    role = {
        "SOURCE": book.source_language,
        "DEPARTMENT": next((name for name, d in book.departments.items() if d.part_of), departments[0]),
        "LEVEL": next((name for name, level in book.levels.items() if not level.unit), levels[0]),
        "INDUSTRY": next(iter(book.industries)),
        "SUPERIOR": superior or "",
        "OWNER": book.owner or departments[0],
        "COMPETENCY": next(iter(book.competencies), ""),
    }
    return write_new_files(
        project, _role_files(role_id, [book.source_language], role, {book.source_language: name}, today)
    )


def start_language(project: Path, tag: str) -> list[Path]:
    """Add a language: handbook.yaml names it, and every text waits as a comment to be translated."""
    _check_language(tag)
    sources, _ = read_sources(project)
    if tag in sources.handbook.languages:
        raise ScaffoldError(
            f"the handbook has “{tag}” already", "run `check` to see what is not yet translated"
        )
    source = sources.handbook.source_language
    files: dict[str, str] = {}
    words = sources.word_files[source]
    files[f"handbook/{tag}.yaml"] = _comment_out(words, tag, source, keep=("title", "organisation"))
    for role_id, role in sources.roles.items():
        own = role.facts.source_language or source
        if own in role.word_files:
            files[f"roles/{role_id}/{tag}.yaml"] = _comment_out(role.word_files[own], tag, own)
    for guide_id, guide in sources.guides.items():
        own = guide.facts.source_language or source
        if own in guide.articles:
            files[f"handbook/guides/{guide_id}/{tag}.md"] = _wrap_in_comment(
                guide.articles[own].file, tag, own
            )
    for form_id, form in sources.forms.items():
        own = form.facts.source_language or source
        if own in form.word_files:
            files[f"handbook/forms/{form_id}/{tag}.yaml"] = _comment_out(form.word_files[own], tag, own)
    written = write_new_files(project, files)
    _add_language(project, sources, tag)
    return [project / HANDBOOK_FACTS, *written]


def _check_language(tag: str) -> None:
    from rolebook.language.locales import find_language

    if re.fullmatch(LOCALE_PATTERN, tag):
        try:
            find_language(tag)
            return
        except ValueError:
            pass
    raise ScaffoldError(
        f"“{tag}” is no language that we know", "use a language tag such as de, fr, ja or pt-BR"
    )


def fill_starter(name: str, **values: str) -> str:
    """A file of starter/ with its words in capitals replaced."""
    text = (resources.files("rolebook") / "starter" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(key, value)
    return text


def _role_files(
    role_id: str, languages: Sequence[str], values: dict[str, str], titles: dict[str, str], today: dt.date
) -> dict[str, str]:
    next_year = today.replace(year=today.year + 1, day=min(today.day, 28))
    facts = fill_starter("role.yaml", DATE=str(today), NEXTYEAR=str(next_year), **values)
    if not values["SUPERIOR"]:
        facts = facts.replace("reports_to: []\n", "")
    if not values["COMPETENCY"]:
        facts = facts.replace("competencies: {: 2}\n", "")
    files = {f"roles/{role_id}/role.yaml": facts}
    for tag in languages:
        starter = tag if tag in WORDED else "en"
        title = titles.get(tag) or titles.get(starter) or next(iter(titles.values()))
        files[f"roles/{role_id}/{tag}.yaml"] = fill_starter(f"role.{starter}.yaml", TITLE=_quote(title))
    return files


def _quote(text: str) -> str:
    plain = re.fullmatch(r"[^\W\d_][\w /()（）.,-]*", text)
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _comment_out(words: YamlFile, tag: str, source: str, keep: tuple[str, ...] = ()) -> str:
    """The source's file as comments; the fields of ``keep`` stay, as the format requires them."""
    schema = [line for line in words.lines[:3] if line.startswith("# yaml-language-server")]
    head = [
        *schema,
        f"# Translate from {source}.yaml: take “# ” away from a line and write its words in “{tag}”.",
        "# The ids before the colons stay as they are.",
    ]
    kept = {number for name in keep for number in _lines_of(words, name)}
    body = [
        line if number in kept or not line.strip() else f"# {line}"
        for number, line in enumerate(words.lines, 1)
        if line not in schema
    ]
    return "\n".join([*head, *body]).rstrip("\n") + "\n"


def _lines_of(words: YamlFile, name: str) -> range:
    """The lines of a field: that of its name, and those below it that are indented."""
    first = words.place((name,), at_key=True).line
    last = first
    for number in range(first + 1, len(words.lines) + 1):
        line = words.lines[number - 1]
        if line.strip() and not line.startswith((" ", "\t")):
            break
        last = number if line.strip() else last
    return range(first, last + 1)


def _wrap_in_comment(article: YamlFile, tag: str, source: str) -> str:
    """An article of the source as one comment, to be translated and taken out of it."""
    head = f"<!-- Translate from {source}.md into “{tag}”, and take the first and the last line away."
    lines = [line.replace("-->", "→") for line in article.lines]
    return "\n".join([head, "", *lines]).rstrip() + "\n-->\n"


def _add_language(project: Path, sources: Sources, tag: str) -> None:
    """Put the tag behind the last one, touching nothing else: comments and order stay."""
    file = sources.handbook_file
    languages = file.root.child("languages") if file.root else None
    assert languages is not None and isinstance(languages.value, list)
    last: Node = languages.value[-1]
    path = project / HANDBOOK_FACTS
    with path.open(encoding="utf-8", newline="") as stream:  # line ends and byte order mark stay as they are
        text = stream.read()
    mark = text[: text.startswith("\ufeff")]
    lines = text[len(mark) :].split("\n")
    line = lines[last.line - 1]
    before = line[: last.column - 1]
    end = last.column - 1 + last.length
    if before.strip().endswith("-") and "[" not in before:
        lines.insert(last.line, f"{before}{tag}")
    else:
        lines[last.line - 1] = f"{line[:end]}, {tag}{line[end:]}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(mark + "\n".join(lines))


def write_new_files(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files by their path below a folder; ScaffoldError, and nothing written, if one is there already."""
    # Links count, also those that lead nowhere: nothing is written through them.
    taken = [name for name in files if os.path.lexists(folder / name)]
    if taken:
        raise ScaffoldError(
            f"{folder / taken[0]} is there already", "move it away first; nothing was written"
        )
    written = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
