"""The docs keep their word: links lead somewhere, commands exist, examples are valid, nothing is stale."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from rolebook import scaffold
from rolebook.cli import cli
from rolebook.codes import CODES
from rolebook.content.changes import RoleChanges
from rolebook.content.forms import FormFacts, FormWords
from rolebook.content.guides import GuideFacts
from rolebook.content.handbook_models import Glossary, HandbookFacts, HandbookWords
from rolebook.content.policy_packs import PolicyPack
from rolebook.content.posting_facts import PostingFacts
from rolebook.content.posting_words import PostingWords
from rolebook.content.role_facts import Cadence, RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.validate import to_plain, validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.diagnostic_formats import format_human
from rolebook.diagnostics import Severity
from rolebook.language.interface import load_interface
from rolebook.language.locales import find_language
from rolebook.language.phrases import Phrases
from tests.project import CASES, diagnose

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
IMAGES = DOCS / "images"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(DOCS.glob("*.md"))
# Not ours: they come with the system, and are as they are.
OTHER_COMMANDS = {"cd", "git", "python3"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


def load_generator() -> ModuleType:
    """scripts/docs as a module."""
    loader = SourceFileLoader("scripts_docs", str(ROOT / "scripts" / "docs"))
    loader.path = str(ROOT / "scripts" / "docs")
    spec = importlib.util.spec_from_loader("scripts_docs", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(loader.get_code("scripts_docs"), module.__dict__)
    return module


GENERATOR = load_generator()


# ---------------------------------------------------------------------------------- Markdown


def list_blocks(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page: language and text, with the indentation of lists taken away."""
    blocks = re.findall(r"^( *)```(\w*)\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.M | re.S)
    return [(kind, re.sub(rf"^{indent}", "", text, flags=re.M)) for indent, kind, text in blocks]


def read_prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^( *)```\w*\n.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


@cache
def list_anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    seen: dict[str, int] = {}
    anchors = set()
    for heading in re.findall(r"^#{1,6} +(.+)$", read_prose(page), re.M):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = GENERATOR.anchor(heading)
        anchors.add(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return anchors


def list_links(page: Path) -> list[str]:
    text = re.sub(r"``.*?``|`[^`\n]*`", "", read_prose(page), flags=re.S)
    # A link may hold an image: [![words](image)](page).
    return re.findall(r"\]\(([^()\s]+)(?: \"[^\"]*\")?\)", text) + re.findall(
        r"<img[^>]* src=\"([^\"]+)\"", text
    )


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for link in list_links(page):
        if re.match(r"[a-z]+:", link):
            assert link.startswith("https://"), link
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in list_anchors(target), link


@each_page
def test_page_is_linked(page: Path) -> None:
    """A reader finds every page by following links from the README."""
    assert page in find_linked_pages()


@cache
def find_linked_pages() -> set[Path]:
    reached: set[Path] = set()
    queue = [ROOT / "README.md"]
    while queue:
        here = queue.pop()
        if here in reached or here not in PAGES:
            continue
        reached.add(here)
        queue += [
            (here.parent / link.partition("#")[0]).resolve() for link in list_links(here) if ":" not in link
        ]
    return reached


@each_page
def test_codes_exist(page: Path) -> None:
    for code in re.findall(r"\b[YSXKPLTDJ]\d{3}\b", page.read_text(encoding="utf-8")):
        assert code in CODES or page.name == "CONTRIBUTING.md", code


# ---------------------------------------------------------------------------------- commands


def list_commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for kind, text in list_blocks(page):
            if kind == "console":
                yield from ((page.name, line[2:]) for line in text.splitlines() if line.startswith("$ "))
            elif kind == "sh":
                yield from ((page.name, line) for line in text.splitlines() if line and line[0] != "#")


@pytest.mark.parametrize(("page", "line"), sorted(set(list_commands())))
def test_command_exists(page: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line, comments=True)
    while words and re.match(r"[A-Z_]+=", words[0]):
        words.pop(0)
    if words[:2] == [".venv/bin/python", "build.py"]:
        words[:2] = ["rolebook"]
    program = words[0].removeprefix(".venv/bin/")
    if program == "rolebook":
        parse_command(words[1:], monkeypatch)
    elif program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        asked = [word for word in words[1:] if "=" not in word]
        assert asked and set(asked) <= set(targets)
    elif program == "pytest":
        assert all((ROOT / word).exists() for word in words[1:] if word.startswith("tests"))
    elif program.startswith("scripts/"):
        assert os.access(ROOT / program, os.X_OK)
    else:
        assert program in OTHER_COMMANDS


def parse_command(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have click read a command with all its options and values, without doing what it says."""

    def disarm(command: click.Command) -> None:
        for inner in getattr(command, "commands", {}).values():
            disarm(inner)
            if not isinstance(inner, click.Group):
                monkeypatch.setattr(inner, "callback", lambda **_options: None)

    disarm(cli)
    result = CliRunner().invoke(cli, words, obj=ROOT)
    assert result.exit_code == 0, result.output


# --------------------------------------------------------------------------- generated pages


@pytest.mark.parametrize("name", ["commands.md", "format-reference.md"])
def test_generated_page_is_fresh(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == GENERATOR.render_all()[name], "run scripts/docs"


def list_models() -> set[Any]:
    from rolebook.content.schema import SCHEMAS

    found = {model for model, _ in SCHEMAS.values()}
    queue = list(found)
    while queue:
        for name, info in queue.pop().model_fields.items():
            new = {model for model, _ in GENERATOR._find_models(info.annotation, name)} - found
            found |= new
            queue += new
    return found


def test_every_field_is_explained() -> None:
    silent = [
        f"{model.__name__}.{name}"
        for model in list_models()
        for name in model.model_fields
        if not GENERATOR.tell_meaning(model, name)
    ]
    assert silent == [], "give these a description in their model"


def test_no_field_is_explained_twice() -> None:
    fields = {f"{m.__name__}.{name}": info for m in list_models() for name, info in m.model_fields.items()}
    for name in GENERATOR.MEANINGS:
        assert name in fields, f"take {name} out of scripts/docs: there is no such field"
        assert not fields[name].description, f"take {name} out of scripts/docs: the model has its meaning"


def test_every_placeholder_is_explained() -> None:
    from rolebook.content.placeholders import PLACEHOLDERS

    names = {f"{section}.{name}" for section, names in PLACEHOLDERS.items() for name in names}
    assert names == set(GENERATOR.PLACEHOLDER_MEANINGS)


# -------------------------------------------------------------------------- examples in YAML


def list_examples() -> Iterator[tuple[str, str, str, bool]]:
    """Page, path of the file, text, and whether it is the whole file, of every YAML block of ours."""
    for page in PAGES:
        if page.name == "codes.md":
            continue
        for kind, text in list_blocks(page):
            if kind == "yaml":
                head = re.match(r"# (in )?(\S+\.yaml)\n", text)
                assert head, f"{page.name}: the first line must say which file this is: {text[:60]}"
                yield page.name, head[2], text, head[1] is None


EXAMPLES = list(list_examples())


def find_model(path: str) -> type[Any]:
    models: dict[str, type[Any]] = {
        "handbook/handbook.yaml": HandbookFacts,
        "handbook/glossary.yaml": Glossary,
    }
    if path in models:
        return models[path]
    if path.startswith("handbook/guides/"):
        return GuideFacts
    if path.startswith("handbook/forms/"):
        return FormFacts if path.endswith("/form.yaml") else FormWords
    if path.startswith("handbook/policies/"):
        return PolicyPack
    if path.startswith("handbook/"):
        return HandbookWords
    if path.startswith("postings/"):
        return PostingFacts if path.endswith("/posting.yaml") else PostingWords
    if path.endswith("/changes.yaml"):
        return RoleChanges
    return RoleFacts if path.endswith("/role.yaml") else RoleWords


@pytest.fixture
def example_project(tmp_path: Path) -> Path:
    """The project of docs/writing-roles.md, with every whole file of that page in its place."""
    project, today = tmp_path / "acme", dt.date(2026, 11, 22)
    scaffold.start_project(project, ("en", "es"), today)
    scaffold.start_role(project, "store-manager", "Store manager", today)
    for page, path, text, whole in EXAMPLES:
        if page == "writing-roles.md" and whole:
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            (project / path).write_text(text.partition("\n")[2], encoding="utf-8")
    article = next(t for kind, t in list_blocks(DOCS / "writing-roles.md") if kind == "markdown")
    (project / "handbook/guides/first-weeks/en.md").write_text(article, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("page", "path", "text", "whole"), EXAMPLES, ids=[f"{e[0]}-{i}" for i, e in enumerate(EXAMPLES)]
)
def test_example_is_valid(page: str, path: str, text: str, whole: bool, example_project: Path) -> None:
    model = find_model(path)
    file, problems = read_yaml(path, text.encode())
    assert not problems
    if whole or model in (RoleFacts, RoleWords, Glossary):
        _, problems = validate_file(model, file)
        assert format_human(problems, color=False) == ""
    else:  # some sections of a file whose other ones are needed too
        base, _ = read_yaml(path, (example_project / path).read_bytes())
        assert base.root and file.root
        model.model_validate({**to_plain(base.root), **to_plain(file.root)})


def test_worked_example_has_no_faults(example_project: Path) -> None:
    found = [d for d in diagnose(example_project) if d.severity is not Severity.ADVICE]
    # It is not translated, as the page says.
    assert {d.code for d in found} == {"L010"}


def test_the_posting_of_the_guide_has_no_faults(example_project: Path) -> None:
    for page, path, text, whole in EXAMPLES:
        if page == "postings.md" and whole:
            (example_project / path).parent.mkdir(parents=True, exist_ok=True)
            (example_project / path).write_text(text.partition("\n")[2], encoding="utf-8")
    with (example_project / "handbook/handbook.yaml").open("a", encoding="utf-8") as book:
        book.write("employer: {privacy: https://www.example.com/privacy}\n")
    found = [d for d in diagnose(example_project) if d.place and d.place.path.startswith("postings/")]
    assert format_human(found, color=False) == ""


def test_cadences_read_as_the_page_says() -> None:
    page = DOCS / "writing-roles.md"
    text = next(t for kind, t in list_blocks(page) if kind == "yaml" and "  meetings:" in t)
    phrases = Phrases(find_language("en"), load_interface("en", [ROOT / "templates"]), "EUR")
    file, _ = read_yaml("role.yaml", text.encode())
    assert file.root is not None
    facts = RoleFacts.model_validate(to_plain(file.root))
    said = dict(re.findall(r"^  ([\w-]+): .*?# ([^;(\n]+?) *(?:[;(].*)?$", text, re.M))
    for name, duty in facts.duties.items():
        assert duty and isinstance(duty.cadence, Cadence)
        events = ("…" if duty.cadence.before else None, "…" if duty.cadence.after else None)
        assert phrases.cadence(duty.cadence, *events) == said[name], name


# -------------------------------------------------------------------------- commands, really


@pytest.mark.slow
def test_guide_works_as_printed(tmp_path: Path) -> None:
    """Every command of the guide but the preview, and what `new project` says to do next."""
    program = [sys.executable, "-c", "from rolebook.cli import main; main()"]

    def run(line: str) -> str:
        words = shlex.split(line)[1:]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        done = subprocess.run(
            [*program, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    said = ""
    for kind, text in list_blocks(DOCS / "writing-roles.md"):
        for line in text.splitlines() if kind == "console" else ():
            if " serve" not in line:
                said += run(line.removeprefix("$ "))
    following = re.search(r"^Next: (rolebook .*)$", said, re.M)
    assert following
    run(following[1])
    assert (tmp_path / "acme" / "site" / "en" / "roles" / "store-manager" / "charter.pdf").is_file()


# ---------------------------------------------------------------------------- printed output


def list_reports(page: str) -> list[str]:
    """The reports of problems that a page shows."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^((?:error|warning)\[\w+\] .*?)\n(?:\n|```)", text, re.M | re.S)


def hide_lines(report: str) -> str:
    """A report without line numbers, which move when somebody edits the file."""
    return re.sub(
        r"(?<=yaml:)\d+|^\d+(?= \|)", "N", re.sub(r"^ +(?=\||hint)", "", report, flags=re.M), flags=re.M
    )


def test_readme_shows_what_check_says(tmp_path: Path) -> None:
    for folder in ("handbook", "roles"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path, line = re.search(
        r"`(roles/\S+/role\.yaml)`.*?`(weight: \d+)`", read_prose(ROOT / "README.md"), re.S
    ).groups()  # type: ignore[union-attr]
    text = (tmp_path / path).read_text(encoding="utf-8")
    assert line in text
    (tmp_path / path).write_text(text.replace(line, line.replace("weight", "weigth"), 1), encoding="utf-8")
    said = format_human(diagnose(tmp_path), color=False).rstrip("\n").split("\n\n")
    assert [hide_lines(r) for r in list_reports("README.md")] == [hide_lines(r) for r in said]


def test_guide_shows_what_check_says(example_project: Path) -> None:
    path = example_project / "roles/store-manager/role.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 60", "weigth: 60"), encoding="utf-8")
    said = format_human(diagnose(example_project), color=False)
    for report in list_reports("docs/writing-roles.md"):
        assert hide_lines(report) in hide_lines(said)


def test_error_page_shows_what_check_says() -> None:
    said = (CASES / "K001" / "expected.txt").read_text(encoding="utf-8")
    assert list_reports("docs/errors-and-exit-codes.md")[0] in said


# ---------------------------------------------------------------------------------- pictures


def test_pictures_are_small_and_used() -> None:
    used = {
        (page.parent / link).resolve() for page in PAGES for link in list_links(page) if link.endswith(".png")
    }
    pictures = set(IMAGES.glob("*"))
    assert used == pictures
    for path in pictures:
        assert path.stat().st_size <= 200_000, path.name
