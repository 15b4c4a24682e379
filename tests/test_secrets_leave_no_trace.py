"""Two projects that differ only in what an audience may not see look the same to it, to the byte.

`tests/test_audiences.py` searches outputs for marks. What it cannot find is what a secret leaves behind in other
words: a count, an order, a date, a size, a name in another place. Here nothing is searched for: facts are changed, and
nothing else may change.
"""

from __future__ import annotations

import copy
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rolebook.audience import release_catalogue, release_report
from rolebook.build.output import MANIFEST
from rolebook.build.packing import pack_view
from rolebook.build.plan import plan_site
from rolebook.content.audience_facts import NEVER_PUBLIC, PARTS, AudienceName, find_audience
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import ContentError
from rolebook.pipeline import BuildRequest, build_site, choose_options, find_template_folders, read_project
from rolebook.policies.report import list_all_withheld, list_doubtful, make_report
from tests.canaries import plant_canaries
from tests.project import FONTS, TODAY

Views = dict[str, str]
Path_ = tuple[str, ...]
ROLE = "roles/zq-chief/"
VERSION = r"versions\.7\.7310\."
MOST = sorted(set(PARTS) - NEVER_PUBLIC)
"""The most that settings can show to the public."""

PUBLIC_SECRETS = "|".join(
    (
        # Sections that the public never sees, with what the handbook lists for them, in facts, words and change lists.
        rf"{ROLE}(role|en|es)\.yaml:(kpis|penalties|notes|suppress|provenance)\b",
        rf"{ROLE}changes\.yaml:{VERSION}(kpis|penalties|duties\.zq-(gone|limited|inner)|qualifications)\b",
        rf"{ROLE}changes\.yaml:{VERSION}(role\.suppress|duties\.shown-duty\.certainty)",
        rf"{ROLE}(role|en|es)\.yaml:.*\bzq-(age|sex|health|flagged|caught|duty|group-duty|inner-duty|power)\b",
        r"handbook/(handbook|en|es)\.yaml:(kpis|ratings|pay_components|flags|assessment|provenance|jurisdictions)\b",
        r"handbook/handbook\.yaml:employer\.headcount\b",
        r"handbook/policies/.*:.*\b(name|finds|suggestion|says)\b",
        r"handbook/(guides|forms)/.*:provenance\b",
        # Drafts, and vacancies that are none yet.
        r"roles/zq-draft/",
        r"postings/zq-(draft|later)-posting/",
        r"postings/shown-posting/posting\.yaml:suppress\b",
    )
)
DEFAULT_SECRETS = "|".join(
    (
        PUBLIC_SECRETS,
        rf"{ROLE}(role|en|es)\.yaml:(authority|accountability|competencies|relations|workflows|closing)\.",
        rf"{ROLE}(role|en|es)\.yaml:(closing|owner|version|review_by|effective|reports_to|manages|acts_for|career)\b",
        rf"{ROLE}role\.yaml:(places|follows)\b",
        rf"{ROLE}changes\.yaml:",
        r"handbook/(guides|forms|glossary)",
        r"handbook/handbook\.yaml:(version|owner|effective|editions|places|positions|parties|workflows|competenc)",
        r"handbook/..\.yaml:(introduction|preface|editions|places|positions|parties|workflows|competenc)",
        r"handbook/..\.yaml:.*\bdescription\b",
    )
)
UNLOCKS = re.compile(r":(.*\.)?(draft|status|posted|kind|flags(\.\d+)?|zq-[a-z-]+)$")
"""Facts that make a secret: without them the entry is none, and is shown; so they are changed, not deleted."""


def see(project: Path, name: AudienceName = "public") -> Views:
    """What the pages and documents of an audience are made from, by path."""
    catalogue, _ = load_catalogue(project)
    audience = find_audience(catalogue.handbook.audiences, name)
    judged = make_report(catalogue, TODAY)
    withheld = list_all_withheld(catalogue, judged, TODAY)
    seen = release_report(judged, catalogue, audience) if audience.sees("findings") else None
    catalogue = release_catalogue(catalogue, audience, TODAY, withheld, of_roles=list_doubtful(judged))
    request = BuildRequest(
        project, project, audience=name, base_url="https://example.com/x", build_date=TODAY
    )
    options = choose_options(catalogue, request)
    object.__setattr__(options, "report", seen)
    return {
        artifact.path: hashlib.sha256(pack_view((artifact.template, artifact.view))).hexdigest()
        for artifact in plan_site(catalogue, options, find_template_folders(project))
    }


def list_paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from list_paths(item, (*path, key))


def change(document: Any, path: tuple[Any, ...]) -> Any:
    """The document with another value at a path; None where there is no plain one."""
    changed = copy.deepcopy(document)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    value = inside[path[-1]]
    if not isinstance(value, str):
        return None
    if value in ("true", "false"):
        inside[path[-1]] = "false" if value == "true" else "true"
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        inside[path[-1]] = value[:-1] + ("2" if value[-1] != "2" else "1")
    elif re.fullmatch(r"\d+(\.\d+)?", value):
        inside[path[-1]] = value[:-1] + ("3" if value[-1] != "3" else "4")
    else:
        inside[path[-1]] = f"{value} and more"
    return changed


def delete(document: Any, path: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(document)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    return changed


def find_traces(project: Path, secrets: str, audience: AudienceName = "public") -> tuple[int, set[str]]:
    """Change and delete each secret in turn: how many could be, and those that something shows."""
    before, tried, traces = see(project, audience), 0, set()
    for file in sorted(project.rglob("*.yaml")):
        text, name = file.read_text("utf-8"), file.relative_to(project).as_posix()
        document = yaml.load(text, yaml.BaseLoader)
        for path in list(list_paths(document)):
            place = f"{name}:{'.'.join(map(str, path))}"
            if not re.search(secrets, place):
                continue
            ways = (change,) if UNLOCKS.search(place) else (change, delete)
            for way in ways:
                if place.endswith(
                    (":draft", ":status", ":posted", "valid_through", ".flags.0", ".kind", ".old.0")
                ):
                    continue
                changed = way(document, path)
                if changed is None:
                    continue
                file.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), "utf-8")
                try:
                    after = see(project, audience)
                except ContentError:
                    continue  # no project that could be built
                tried += 1
                if after != before:
                    paths = {
                        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
                    }
                    traces.add(f"{way.__name__} {place}: {', '.join(sorted(paths)[:3])}")
        file.write_text(text, "utf-8")
    return tried, traces


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The canaries, with change lists that tell of secrets in every way."""
    plant_canaries(tmp_path / "project")
    role = tmp_path / "project" / ROLE
    facts = (role / "role.yaml").read_text("utf-8")
    inner = "  zq-inner-duty: {cadence: {every: week, at_least: 7398}}\n  zq-group-duty: {"
    facts = facts.replace("  zq-group-duty: {", inner)
    facts = facts.replace("breaks: [zq-duty]", "breaks: [zq-duty, zq-inner-duty]")
    (role / "role.yaml").write_text(facts, "utf-8")
    changes = (role / "changes.yaml").read_text("utf-8").rstrip() + MORE_CHANGES
    changes = changes.replace("    duties:\n", "    duties:\n" + MORE_DUTIES)
    (role / "changes.yaml").write_text(changes, "utf-8")
    return tmp_path / "project"


MORE_DUTIES = """\
      shown-duty: {certainty: {old: stated, new: doubtful}, count: {old: 3, new: 4}}
      zq-inner-duty: {words: [en, es], group: {old: zq-group-duty}}
      zq-limited: {change: removed, was: {en: A hidden duty, es: Un deber oculto}, flags: {old: [zq-flag]}}
"""
MORE_CHANGES = """
    penalties:
      zq-penalty: {at_most: {old: 7397, new: 7319}, breaks: {new: [zq-duty]}}
    qualifications:
      zq-age: {at_most: {old: 7396, new: 7313}}
      zq-gone-age: {change: removed, was: {en: Hidden age, es: Edad oculta}, kind: {old: age}, at_most: {old: 7395}}
    role:
      sections_first: {new: [penalties, duties]}
      owner: {old: zq-owner-department}
"""


def show(project: Path, audience: str, parts: list[str]) -> None:
    with (project / "handbook/handbook.yaml").open("a", encoding="utf-8") as file:
        file.write(f"audiences: {{{audience}: {{shows: [{', '.join(parts)}]}}}}\n")


def test_no_secret_leaves_a_trace_for_the_public(project: Path) -> None:
    tried, traces = find_traces(project, DEFAULT_SECRETS)
    assert traces == set()
    assert tried > 400


def test_no_secret_leaves_a_trace_where_the_public_sees_as_much_as_it_can(project: Path) -> None:
    show(project, "public", MOST)
    tried, traces = find_traces(project, PUBLIC_SECRETS)
    assert traces == set()
    assert tried > 250


def test_the_search_for_traces_can_fail(project: Path) -> None:
    _, traces = find_traces(project, r"roles/zq-chief/en\.yaml:(title|purpose)$")
    assert len(traces) == 3


@pytest.mark.parametrize(
    ("part", "secrets"),
    [
        *(
            (section, rf"{ROLE}(role\.yaml:|(en|es)\.yaml:|changes\.yaml:{VERSION}){section}\b")
            for section in ("kpis", "penalties", "workflows", "competencies", "relations", "closing", "notes")
        ),
        ("sources", r":provenance\b|certainty"),
        ("versions", rf"{ROLE}changes\.yaml|(role|handbook)\.yaml:(version|review_by|owner)\b"),
        ("findings", r":suppress\b|\b(name|finds|suggestion|says)\.en$|headcount|jurisdictions"),
        (
            "limits",
            rf"{ROLE}.*\bzq-(age|sex|health|flagged|duty|group-duty|inner-duty|power|limited|gone-age)\b",
        ),
    ],
)
def test_what_staff_do_not_see_leaves_no_trace(project: Path, part: str, secrets: str) -> None:
    """Vacancies are made from the whole role: so they are none here."""
    shutil.rmtree(project / "postings")
    show(project, "staff", [name for name in PARTS if name != part])
    tried, traces = find_traces(project, secrets, "staff")
    # What cannot be decided is counted, whoever reads it: that there is one more to look at is no secret.
    counted = "penalties.zq-penalty.steps"
    assert {trace for trace in traces if counted not in trace} == set()
    assert tried > 0


def test_all_secrets_together_do_not_change_a_byte(project: Path, tmp_path: Path) -> None:
    """The whole build, with search index, pictures and flyers: every secret is another one, or more of them."""
    show(project, "public", [*MOST])
    first, changed = read_site(project, tmp_path / "first"), 0
    for file in sorted(project.rglob("*.yaml")):
        name = file.relative_to(project).as_posix()
        document = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        for path in list(list_paths(document)):
            place = f"{name}:{'.'.join(map(str, path))}"
            if re.search(PUBLIC_SECRETS, place) and isinstance(path[-1], str):
                before, document = document, change_if_it_can_be(project, file, document, path)
                changed += document is not before
        file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    assert changed > 100
    add_secrets(project)
    assert read_site(project, tmp_path / "second") == first


def change_if_it_can_be(project: Path, file: Path, document: Any, path: tuple[Any, ...]) -> Any:
    """The document with another value at a path, if the project can still be read with it."""
    changed = change(document, path)
    if changed is None or path[-1] in ("draft", "status", "posted", "kind"):
        return document
    file.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), "utf-8")
    try:
        read_project(project, TODAY)
    except ContentError:
        return document
    return changed


def add_secrets(project: Path) -> None:
    """More entries of the kinds that the public never sees, and another draft."""
    for tag in ("en", "es"):
        words = project / ROLE / f"{tag}.yaml"
        document = yaml.load(words.read_text("utf-8"), yaml.BaseLoader)
        document["qualifications"] = {"zq-new": "Another limit", **document["qualifications"]}
        document["duties"] = {"zq-new-duty": "Another duty", **document["duties"]}
        document["notes"]["zq-new"] = "Another note"
        document["penalties"]["zq-new"] = "Another trigger"
        words.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    facts = project / ROLE / "role.yaml"
    document = yaml.load(facts.read_text("utf-8"), yaml.BaseLoader)
    document["qualifications"] = {"zq-new": {"kind": "age", "at_most": "73"}, **document["qualifications"]}
    document["duties"] = {"zq-new-duty": {"flags": ["zq-flag"]}, **document["duties"]}
    document["penalties"]["zq-new"] = {"effect": {"kind": "warning"}}
    facts.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    shutil.copytree(project / "roles/zq-draft", project / "roles/zq-draft-too")
    shutil.copytree(project / "postings/zq-draft-posting", project / "postings/zq-draft-posting-too")


def read_site(project: Path, output: Path) -> dict[str, bytes]:
    report = build_site(
        BuildRequest(
            project,
            output,
            audience="public",
            base_url="https://example.com/x",
            build_date=TODAY,
            fonts=FONTS,
        )
    )
    assert not report.failed, report.diagnostics
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != MANIFEST  # it holds the times at which files were written
    }
