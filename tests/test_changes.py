"""Recorded changes: what is written with a role, read strictly, and shown on the site."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.build.execute import render_artifact
from rolebook.build.packing import pack_view
from rolebook.content.catalogue import Catalogue
from rolebook.content.changes import RoleChanges
from rolebook.content.resolve import load_catalogue
from rolebook.content.validate import validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.diagnostics import ContentError, Severity
from rolebook.history.compare import Comparison, RoleComparison, compare_catalogues, compare_roles
from rolebook.history.record import complete_record, render_version
from rolebook.render.settings import RenderSettings
from rolebook.versions import make_contexts
from rolebook.views.change_values import Side
from rolebook.views.comparison import tell_role
from tests.project import FONTS, SAMPLE, copy_sample, diagnose
from tests.versions import (
    MANAGER,
    SELLER,
    contexts_of,
    edit,
    find_role_page,
    git,
    make_repository,
    make_second_version,
    plan,
    record,
    render,
    say,
)

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = (ROOT / "templates",)
LANGUAGES = ("en", "zh", "es")
CHANGES = f"{MANAGER}/changes.yaml"


def test_recording_keeps_what_matters(repository: Path) -> None:
    result = record(repository)
    assert result.returncode == 0, result.stderr
    text = (repository / CHANGES).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/changes.json\n")
    assert "        weight: {old: 60, new: 45}\n" in text
    assert '          zh: "签订常规合同。"\n' in text  # what is gone says what it said, in every language
    assert "Proposes whom to hire" not in text  # what is there says so itself
    assert not (repository / "roles/sales-department/changes.yaml").exists()
    role = load_catalogue(repository)[0].roles["sales-manager"]
    assert list(role.versions) == ["1.1"]
    version = role.versions["1.1"]
    assert (version.since, version.effective) == ("1.0", dt.date(2027, 3, 1))
    assert [d.code for d in diagnose(repository) if d.severity is not Severity.ADVICE] == ["L011"]


def test_recording_twice_changes_nothing(repository: Path) -> None:
    record(repository)
    before = {p: p.read_bytes() for p in repository.rglob("changes.yaml")}
    assert len(before) == 2
    again = record(repository)
    assert again.returncode == 0
    assert "2 roles recorded already" in again.stderr
    assert {p: p.read_bytes() for p in repository.rglob("changes.yaml")} == before


def test_what_is_recorded_says_the_same_later(repository: Path, comparison: Comparison) -> None:
    """The site tells from the record alone what the command tells from both versions (but for old sentences)."""
    record(repository)
    catalogue = load_catalogue(repository)[0]
    for language in LANGUAGES:
        compared = say(tell_role(contexts_of(comparison, language), comparison.roles["sales-manager"]))
        recorded = say(find_role_page(catalogue, language).view.changes[0])
        assert compared.keys() == recorded.keys()
        for section in ("kpis", "qualifications", "competencies", "authority"):
            facts = [line for line in compared[section] if "→" in line and "measured" not in line.lower()]
            for line in facts:
                assert line in recorded[section] or "测" in line or "计算" in line or "medición" in line


def third_version(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=The second version")
    git(project, "tag", "v2")
    edit(
        project,
        f"{MANAGER}/role.yaml",
        ('version: "1.1"\neffective: 2027-03-01', 'version: "1.2"\neffective: 2027-09-01'),
        ("    unit: percent\n    target: 95", "    unit: days\n    target: 12"),
    )


def test_a_later_version_goes_before_the_others(repository: Path) -> None:
    record(repository)
    path = repository / CHANGES
    noted = path.read_text(encoding="utf-8").replace(
        '    since: "1.0"\n',
        '    since: "1.0"  # agreed in March\n    note: {en: After the talk with the team., zh: 与团队商议后调整。}\n',
    )
    path.write_text(noted, encoding="utf-8")
    third_version(repository)
    assert record(repository, "v2").returncode == 0
    text = path.read_text(encoding="utf-8")
    head, _, tail = noted.partition("versions:\n")
    assert text.startswith(head + 'versions:\n  "1.2":\n    effective: 2027-09-01\n    since: "1.1"\n')
    assert text.endswith(tail)  # every older line as it was, comments and notes too
    versions = load_catalogue(repository)[0].roles["sales-manager"].versions
    assert list(versions) == ["1.2", "1.1"]
    assert versions["1.1"].note["zh"] == "与团队商议后调整。"
    # Old values keep their units, whatever became of the KPI since.
    older = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[1])
    assert any("95% or more: 100; 80% to below 95%: 80" in line for line in older["kpis"])
    newer = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[0])
    assert any("Target: 95% → 12 days" in line for line in newer["kpis"])


def test_limits_and_lines_are_recorded_with_what_they_are_counted_in(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ("    window: year", "    window: year\n    at_most: 20"))
    old = "{bands: [{from: 95, score: 100}, {from: 85, score: 80}, {below: 85, score: 0}]}"
    edit(repository, f"{MANAGER}/role.yaml", (old, "{linear: {each: 5, lose: 2}, veto: {worse_than: 50}}"))
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ("    examples: [{actual: 96, score: 100}, {actual: 84.9, score: 0}]\n", ""),
    )
    assert record(repository).returncode == 0
    third_version(repository)  # the KPI is counted in days from now on, the penalty is as it was
    assert record(repository, "v2").returncode == 0
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ("{kind: points, points: 5}", "{kind: warning}"),
        ("    at_most: 20\n", ""),
    )
    older = say(find_role_page(load_catalogue(repository)[0], "en").view.changes[1])
    assert any(
        "At most in all: – → 20 points at most" in line.replace("None", "–") for line in older["penalties"]
    )
    assert any("100 points at 95%; 2 points less for each 5% worse" in line for line in older["kpis"])


def test_a_gap_in_the_record_is_refused(repository: Path) -> None:
    record(repository)
    third_version(repository)
    before = (repository / CHANGES).read_bytes()
    result = record(repository, "v1")
    assert result.returncode == 1
    assert "the newest recorded version is 1.1, not 1.0" in result.stderr
    assert (repository / CHANGES).read_bytes() == before


def test_a_record_that_is_out_of_date_is_told(repository: Path) -> None:
    record(repository)
    edit(repository, f"{MANAGER}/role.yaml", ("appeal_days: 5", "appeal_days: 7"))
    result = record(repository)
    assert result.returncode == 1
    assert "1.1 is recorded, but the role has changed since" in result.stderr


def test_nothing_is_recorded_without_a_new_version(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ('version: "1.1"', 'version: "1.0"'))
    result = record(repository)
    assert result.returncode == 0
    assert "no role has another version" in result.stderr
    assert list(repository.rglob("changes.yaml")) == []


def test_words_that_yaml_could_misread_come_back(repository: Path) -> None:
    odd = 'Signs: "usual" # contracts – {ok}? ’ ‘ \\ 100% | *a* & 是的'
    git(repository, "stash", "--quiet")
    edit(
        repository,
        f"{MANAGER}/en.yaml",
        ("Signs usual contracts.", json.dumps(odd.replace("{ok}", ""), ensure_ascii=False)),
    )
    git(repository, "commit", "--quiet", "--all", "--message=Odd words")
    odd_commit = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "reset", "--quiet", "--hard", "v1")
    git(repository, "stash", "pop", "--quiet")
    assert record(repository, odd_commit).returncode == 0
    role = load_catalogue(repository)[0].roles["sales-manager"]
    assert (
        role.versions["1.1"]
        .section("authority")["contracts"]
        .was["en"]
        .startswith('Signs: "usual" # contracts')
    )


BAD = [
    ("  kpis: {collection: {weigth: {old: 1}}}", "S001", "did you mean “weight”?"),
    ("  kpis: {collection: {weight: {old: 130}}}", "S009", "must be at most 100"),
    ("  kpis: {collection: {weight: {}}}", "S002", "the old or the new value is expected"),
    ("  penalties: {x: {effect: {old: {kind: slap}}}}", "S007", "is not one of"),
    ("  duties: {x: {change: deleted}}", "S007", "is not one of: added, removed, moved"),
    ("  duties: {Bad Id: {change: added}}", "S004", "an id is expected"),
    ("  duties: {x: {words: []}}", "S009", "too few"),
    ("  texts: {name: [en]}", "S007", "is not one of"),
    ("  role: {version: {old: a}}", "S001", "unknown field “version”"),
    ("  duties: {x: {was: {en: ''}}}", "S008", "the text is empty"),
    ("  note: Just so", "S003", "must be a group of fields"),
]


@pytest.mark.parametrize(("line", "code", "told"), BAD)
def test_reading_is_strict(tmp_path: Path, line: str, code: str, told: str) -> None:
    project = copy_sample(tmp_path / "project")
    text = f'versions:\n  "1.0":\n    effective: 2026-12-01\n  {line}\n'
    (project / CHANGES).write_text(text, encoding="utf-8")
    found = diagnose(project)
    assert [d.code for d in found] == [code]
    assert told in found[0].message + found[0].hint
    assert found[0].place
    assert (found[0].place.path, found[0].place.line) == (CHANGES, 4)


def test_a_file_without_versions_or_dates(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text('versions:\n  "1.0": {since: "0.9"}\n', encoding="utf-8")
    assert [(d.code, d.message) for d in diagnose(project)] == [("S002", "the field “effective” is missing")]
    (project / CHANGES).write_text("versions: {}\n", encoding="utf-8")
    assert diagnose(project) == ()
    (project / CHANGES).write_text("", encoding="utf-8")
    assert [d.code for d in diagnose(project)] == ["Y013"]


def test_ids_of_what_is_gone_are_allowed(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text(
        'versions:\n  "1.0":\n    effective: 2026-12-01\n    role: {reports_to: {old: [chairman], new: [director]}}\n'
        "    penalties:\n      lateness: {change: removed, was: {en: Arrives late., zh: 迟到。}}\n"
        "      noise: {change: removed}\n    kpis:\n      calls: {target: {old: 12, new: 20}}\n",
        encoding="utf-8",
    )
    assert diagnose(project) == ()
    catalogue = load_catalogue(project)[0]
    lines = say(find_role_page(catalogue, "zh").view.changes[0])
    assert lines["penalties"] == ["迟到。 | removed", "noise | removed"]
    assert lines["kpis"] == ["calls | 目标值: 12 → 20"]
    assert lines["role"] == ["直接上级 | : chairman → 总经理"]
    spanish = find_role_page(catalogue, "es").view.changes[0].groups[0].entries[0].name
    assert (spanish.plain, spanish.language) == ("Arrives late.", "en")


# ---------------------------------------------------------------------------------- the site


def test_nothing_recorded_shows_nothing() -> None:
    catalogue = load_catalogue(SAMPLE)[0]
    assert not any("changes" in artifact.path for artifact in plan(catalogue) if artifact.kind != "file")
    html = render(find_role_page(catalogue, "en"))
    assert 'id="changes"' not in html
    assert "changes/index.html" not in html


@pytest.fixture
def recorded(repository: Path) -> Catalogue:
    """Three versions, two of them recorded."""
    record(repository)
    third_version(repository)
    record(repository, "v2")
    return load_catalogue(repository)[0]


def test_a_role_page_shows_what_changed(recorded: Catalogue) -> None:
    html = render(find_role_page(recorded, "en"))
    section = html[html.index('<section id="changes"') :]
    section = section[: section.index("</section>")]
    assert '<a href="#changes">What changed</a>' in html
    newest, _, older = section.partition("<details")
    assert "Version 1.2, effective 1 September 2027" in newest
    assert "<del>95%</del>" in newest
    assert "<ins>12 days</ins>" in newest
    assert "<summary>Version 1.1" in older
    assert "<del>fine of 50 yuan</del>" in older
    assert 'href="#penalty-no-report"' in older
    assert 'id="penalty-no-report"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_a_change_list_lead_somewhere(recorded: Catalogue, language: str) -> None:
    artifact = find_role_page(recorded, language)
    html = render(artifact)
    for version in artifact.view.changes:
        for group in version.groups:
            for entry in group.entries:
                assert entry.href is None or f'id="{entry.href[1:]}"' in html, entry.href
    removed = [e for v in artifact.view.changes for g in v.groups for e in g.entries if e.status == "removed"]
    assert [e.href for e in removed] == [None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_document_of_all_changes(recorded: Catalogue, language: str, tmp_path: Path) -> None:
    import page as page_validation

    found = {artifact.path: artifact for artifact in plan(recorded)}
    html = render(found[f"{language}/changes/index.html"])
    days = [day.id for day in found[f"{language}/changes/index.html"].view.days]
    assert days == ["from-2027-09-01", "from-2027-03-01"]
    assert 'href="changes.pdf"' in html
    assert f'href="../roles/sales-manager/index.html"' in html  # noqa: F541
    home = render(found[f"{language}/index.html"])
    assert 'href="changes/index.html"' in home
    document = found[f"{language}/changes/changes.pdf"]
    settings = RenderSettings(TEMPLATES, SAMPLE)
    pdf = render_artifact(settings, document, FONTS)
    (tmp_path / "x.pdf").write_bytes(pdf)
    validated = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert validated.is_compliant, validated.failures
    assert render_artifact(settings, document, FONTS) == pdf


def test_pages_depend_on_content_alone(recorded: Catalogue, repository: Path) -> None:
    """No git, no clock: the same files somewhere else give the same views."""
    import shutil

    elsewhere = repository.parent.parent.parent / "elsewhere"
    shutil.copytree(repository, elsewhere)
    again = load_catalogue(elsewhere)[0]
    one, two = ([(a.path, pack_view(a.view)) for a in plan(c) if a.kind != "file"] for c in (recorded, again))
    assert one == two


def test_words_of_other_languages_alone(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    (project / CHANGES).write_text(
        'versions:\n  "1.0":\n    effective: 2026-12-01\n    texts: {title: [es]}\n', encoding="utf-8"
    )
    catalogue = load_catalogue(project)[0]
    told = find_role_page(catalogue, "en").view.changes[0]
    assert (told.groups, told.empty) == ((), "Only words in other languages changed.")
    assert say(find_role_page(catalogue, "es").view.changes[0]) == {
        "role": ["Denominación | nueva redacción"]
    }
    (project / CHANGES).write_text('versions:\n  "1.0":\n    effective: 2026-12-01\n', encoding="utf-8")
    assert find_role_page(load_catalogue(project)[0], "en").view.changes[0].empty == "No content changed."


def test_drafts_are_neither_recorded_nor_shown(repository: Path) -> None:
    edit(repository, f"{SELLER}/role.yaml", ("level: individual", "level: individual\ndraft: true"))
    record(repository)
    assert not (repository / SELLER / "changes.yaml").exists()
    catalogue = load_catalogue(repository)[0]
    page = next(a for a in plan(catalogue) if a.path == "en/changes/index.html")
    assert [role.id for day in page.view.days for role in day.roles] == ["sales-manager"]


TOKENS = (
    *(
        "",
        " ",
        "~",
        "null",
        "[]",
        "{}",
        "[a, [b]]",
        "{a: {b: c}}",
        "- a",
        "a: b",
        "a:",
        ": ",
        "#",
        "|",
        "&a",
        "*a",
    ),
    *(
        "{old: 1, new: 2}",
        "{old: {}}",
        "{new: []}",
        "{old: end}",
        "{change: added}",
        "0",
        "-1",
        "1e9",
        "NaN",
        "true",
    ),
    *(
        "2026-02-30",
        "9999-12-31",
        "../../etc/passwd",
        "a" * 300,
        "é",
        "经理",
        "\u202etxt",
        "\x00",
        "\u2028",
        "{by}",
    ),
    *(
        "[x](javascript:x)",
        "<script>",
        "%00",
        "added",
        "moved",
        "percent",
        "CNY",
        "director",
        "sales-manager",
    ),
)


@pytest.fixture(scope="module")
def recorded_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project whose second version is recorded, and the text of the record."""
    project = make_second_version(make_repository(tmp_path_factory.mktemp("fuzz") / "project"))
    assert record(project).returncode == 0
    return project, (project / CHANGES).read_text(encoding="utf-8")


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_stands_in_the_record(recorded_once: tuple[Path, str], data: st.DataObject) -> None:
    """Diagnostics with a place, or a page; never a traceback."""
    project, text = recorded_once
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(2, len(lines) - 1))
        key, colon, _value = lines[index].partition(": ")
        token = data.draw(st.sampled_from(TOKENS))
        lines[index] = data.draw(
            st.sampled_from([f"{key}{colon or ': '}{token}", f"{lines[index]} {token}", token, ""])
        )
    (project / CHANGES).write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        catalogue = load_catalogue(project)[0]
    except ContentError as error:
        assert all(d.message and d.place for d in error.diagnostics)
        return
    assert all(d.place for d in diagnose(project))
    for language in LANGUAGES:
        for artifact in plan(catalogue):
            if artifact.path.startswith(f"{language}/") and "changes" in artifact.path:
                pack_view(artifact.view)


def test_any_role_against_any_other() -> None:
    """Roles of the library as if one had become the other: every fact is said, and comes back from the file."""
    catalogue = load_catalogue(ROOT)[0]
    contexts = {
        language: make_contexts(compare_catalogues(catalogue, catalogue), ROOT, language)
        for language in LANGUAGES
    }
    names = list(catalogue.roles)
    for index in range(0, len(names), 5):
        old, new = catalogue.roles[names[index]], catalogue.roles[names[index - 3]]
        compared = compare_roles(new.id, old, new, catalogue.handbook.languages)

        def name_in(role: RoleComparison, section: str, entry: str, language: str) -> str | None:
            found = Side(contexts[language].old, role.old).find_name(section, entry)
            return found.plain if found else None

        kept = complete_record(compared, catalogue.handbook.languages, name_in)
        file, problems = read_yaml(CHANGES, f"versions:\n{render_version('9', kept)}".encode())
        assert not problems
        read, problems = validate_file(RoleChanges, file)
        assert not problems
        assert read
        assert read.versions["9"] == kept
        for language, context in contexts.items():
            told = tell_role(context, compared)
            details = [d for group in told.groups for entry in group.entries for d in entry.details]
            assert details
            for detail in details:
                said = f"{detail.old or ''}{detail.new or ''}"
                assert said
                assert not any(odd in said for odd in ("Decimal", "None", "{", "model_")), said
                assert (
                    language != "zh" or not said.isascii() or any(c.isdigit() for c in said) or said.isupper()
                ), said
