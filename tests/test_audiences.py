"""What an audience may see: nothing else comes out anywhere, whatever the format."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pydantic import BaseModel

from rolebook.audience import release_catalogue
from rolebook.build.errors import BuildError
from rolebook.build.output import MANIFEST
from rolebook.content.audience_facts import (
    AUDIENCES,
    EVERYTHING,
    NEVER_PUBLIC,
    PARTS,
    AudienceSettings,
    find_audience,
)
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import RoleFacts
from rolebook.pipeline import BuildReport, BuildRequest, build_site
from tests.canaries import MARK, Canary, iter_layers, plant_canaries
from tests.noted_pictures import make_picture, save_noted
from tests.project import FONTS, TODAY, copy_sample, diagnose

CHIEF = "zq-chief"
FIGURES = re.compile(rb"73[ ,.\xa0]?[0-9]{2}(?![0-9a-f])|\b73\b")
"""Every figure that must not be seen begins with 73, whichever way it is written."""


NOWHERE = {
    "levels.shown-level.description",
    "levels.zq-unused-level",
    "industries.zq-unused-industry",
    "families.zq-unused-family",
    "kpis.zq-shared-kpi",
    "terms.zq-term.note.en",
    "detectors.zq-detector.name.en",
}
"""What no page shows to anybody: names that nothing bears, remarks for translators. Drafts come in addition."""
CAREERS = {
    *("careers.title", "careers.introduction"),
    *("careers.promises.shown-promise.title", "careers.promises.shown-promise.text"),
}
"""What only the start page of the public site says."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Canary]]:
    project = tmp_path_factory.mktemp("canaries") / "project"
    return project, plant_canaries(project)


@pytest.fixture(scope="module")
def catalogue(planted: tuple[Path, dict[str, Canary]]) -> Catalogue:
    return load_catalogue(planted[0])[0]


def build(project: Path, audience: str, **options: object) -> BuildReport:
    request = BuildRequest(
        project,
        project / audience,
        audience=audience,  # type: ignore[arg-type]
        base_url="https://example.com/handbook",
        build_date=TODAY,
        fonts=FONTS,
        **options,  # type: ignore[arg-type]
    )
    return build_site(request)


@pytest.fixture(scope="module")
def seen(planted: tuple[Path, dict[str, Canary]]) -> dict[str, dict[str, set[str]]]:
    """For each audience: the marks that came out, and the files in which they stand."""
    project, found = planted[0], {}
    for audience in AUDIENCES:
        report = build(project, audience)
        assert not report.failed, report.diagnostics
        found[audience] = find_marks(project / audience)
    return found


def find_marks(folder: Path) -> dict[str, set[str]]:
    marks: dict[str, set[str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for layer in iter_layers(path):
            for mark in MARK.findall(layer):
                marks.setdefault(mark.decode(), set()).add(path.relative_to(folder).as_posix())
    return marks


# The canaries themselves


def list_unset(model: BaseModel, path: str = "") -> Iterator[str]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name not in model.model_fields_set:
            yield f"{path}{name}"
        yield from list_inside(value, f"{path}{name}.")


def list_inside(value: object, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from list_unset(value, path)
    elif isinstance(value, dict):
        alike: list[set[str]] = [set(list_inside(item, path)) for item in value.values()]
        yield from set.intersection(*alike) if alike else ()
    elif isinstance(value, tuple):
        alike = [set(list_inside(item, path)) for item in value]
        yield from set.intersection(*alike) if alike else ()


def test_the_chief_uses_every_field_that_a_role_can_have(catalogue: Catalogue) -> None:
    """A field that is added to the format has to be planted here, or it could come out unseen."""
    role = catalogue.roles[CHIEF]
    left_out = {
        *("extends", "draft"),
        *("qualifications.language", "qualifications.months_at_most"),
        *("kpis.scoring.bands.above", "kpis.scoring.bands.up_to", "kpis.scoring.linear.whole"),
        *("penalties.effect.points", "penalties.effect.percent", "penalties.effect.of"),
        *("penalties.steps.effect.amount", "penalties.steps.effect.points"),
        *("kpis.better", "kpis.scoring.veto.total"),
    }
    cadence = {name for name in list_unset(role.facts) if ".cadence." in name}
    assert set(list_unset(role.facts)) - cadence <= left_out
    assert [name for name in list_unset(role.words["en"]) if not name.endswith(("name", "measure"))] == []


def test_everything_comes_out_for_those_who_see_all(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    """The search finds what is there: without that, finding nothing would prove nothing."""
    assert list_missed(planted[1], seen["assessor"]) == NOWHERE | CAREERS


def list_missed(planted: dict[str, Canary], seen: dict[str, set[str]]) -> set[str]:
    missed = (canary for mark, canary in planted.items() if mark not in seen)
    silent = ("roles/zq-draft/", "/images/")
    return {".".join(canary.path) for canary in missed if not any(part in canary.file for part in silent)}


# Pictures


def test_the_logo_tells_nobody_more_than_it_shows(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    marks = {mark: canary for mark, canary in planted[1].items() if canary.file == "handbook/images/logo.svg"}
    shown = {mark for mark, canary in marks.items() if canary.path[0] == "shown-words"}
    assert len(shown) == 1 and len(marks) > 20
    for audience in AUDIENCES:
        assert {mark for mark in seen[audience] if mark in marks} == shown, audience
        assert "assets/logo.svg" in seen[audience][min(shown)]


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_logo_of_pixels_tells_nothing(tmp_path: Path, kind: str) -> None:
    project = tmp_path / "project"
    plant_canaries(project)
    picture = project / "handbook/images" / f"logo.{kind}"
    picture.write_bytes(save_noted(make_picture(), kind, who="zq9999x"))
    assert any(b"zq9999x" in layer for layer in iter_layers(picture)), "the search finds what is there"
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text("utf-8").replace("logo.svg", picture.name), "utf-8")
    report = build(project, "public", only=("pages",))
    assert not report.failed, report.diagnostics
    assert "zq9999x" not in find_marks(project / "public")
    with Image.open(project / "public/assets" / picture.name) as published, Image.open(picture) as source:
        assert published.convert("RGBA").tobytes() == source.convert("RGBA").tobytes()


# The public


def may_be_public(canary: Canary) -> bool:
    """What the issue allows, told once more and plainly: not by the product's own rules."""
    folder, *_, name = canary.file.split("/")
    if name == "glossary.yaml" or "/guides/" in canary.file or "/forms/" in canary.file:
        return False
    field, last = canary.path[0], canary.path[-1]
    if "/images/" in canary.file:
        return field == "shown-words"
    if "/policies/" in canary.file:
        return False
    if folder == "postings":
        return "zq-" not in canary.file
    if folder == "roles":
        if "zq-draft" in canary.file:
            return False
        if field in ("title", "summary", "purpose"):
            return True
        return field in ("duties", "qualifications") and not any(key.startswith("zq-") for key in canary.path)
    if field in ("organisation", "careers"):
        return True
    named = ("departments", "levels", "industries", "families", "events", "majors")
    return field in named and canary.path[1].startswith("shown-") and last != "description"


def test_nothing_leaks_to_the_public(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    leaks = {
        str(planted[1][mark]): files
        for mark, files in seen["public"].items()
        if not may_be_public(planted[1][mark])
    }
    assert leaks == {}


def test_the_public_does_see_what_is_for_it(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    wanted = {mark for mark, canary in planted[1].items() if may_be_public(canary)}
    unseen = {planted[1][mark] for mark in wanted - seen["public"].keys()}
    # A family shows where several roles bear it: as a heading, and below a role.
    assert {str(canary) for canary in unseen if canary.path[0] != "families"} == set()


def test_no_id_and_no_figure_leaks_to_the_public(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    folder, leaks = planted[0] / "public", set()
    ids = {key for canary in planted[1].values() for key in canary.path if key.startswith("zq-")}
    assert len(ids) > 40
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        ours = path.relative_to(folder).parts
        if ours[0] in ("assets", "pagefind") and path.suffix not in (".pf_fragment", ".pf_index", ".pf_meta"):
            continue  # our own style, scripts and engine, the same in every project
        if path.name == MANIFEST:
            continue  # digests and times
        for layer in iter_layers(path):
            leaks |= {(name, str(path)) for name in ids if re.search(rb"\b%b\b" % name.encode(), layer)}
            if path.suffix in (".html", ".xml", ".json", ".js"):
                text = re.sub(MARK, b"", layer)
                leaks |= {(figure.decode(), str(path)) for figure in FIGURES.findall(text)}
    assert leaks == set()


def test_the_names_of_files_tell_nothing_to_the_public(seen: dict[str, dict[str, set[str]]]) -> None:
    """Roles keep their ids in addresses; guides, forms, competencies and drafts have none."""
    files = {file for names in seen["public"].values() for file in names if not file.endswith("flyer.pdf")}
    assert not any(word in file for file in files for word in ("guide", "form", "competenc", "draft", "pdf"))


# Staff


def test_staff_see_all_but_sources_and_what_is_for_assessors(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]]
) -> None:
    assert list_missed(planted[1], seen["staff"]) == NOWHERE | CAREERS
    files = {path.relative_to(planted[0] / "staff").as_posix() for path in (planted[0] / "staff").rglob("*")}
    assert not any("/assess" in file and file.startswith(("en/roles", "es/roles")) for file in files)
    assert any(file.endswith("charter.pdf") for file in files)


# The release itself


def test_those_who_see_everything_get_the_catalogue_itself(catalogue: Catalogue) -> None:
    released = release_catalogue(catalogue, EVERYTHING, TODAY)
    assert replace(released, postings=catalogue.postings) == catalogue


def test_a_posting_shows_nothing_that_the_public_may_not_see(catalogue: Catalogue) -> None:
    for audience in AUDIENCES:
        released = release_catalogue(catalogue, find_audience(AudienceSettings(), audience), TODAY)
        role = released.postings["shown-posting"].shown
        assert role
        told = repr((role.facts, role.words))
        for secret in (
            "zq-penalty",
            "zq-kpi",
            "zq-power",
            "zq-age",
            "zq-sex",
            "zq-health",
            "zq-flagged",
            "zq-note",
            "731§",
        ):
            assert secret not in told, audience
        assert "Shown intro" not in told, "a group whose only entries are withheld has gone with them"


def test_what_checks_withhold_is_gone_from_the_posting_alone(catalogue: Catalogue) -> None:
    withheld = {"shown-posting": frozenset({"qualifications.shown-years", "qualifications.zq-caught"})}
    released = release_catalogue(catalogue, EVERYTHING, TODAY, withheld)
    role = released.postings["shown-posting"].shown
    assert role and list(role.facts.qualifications) == ["shown-degree"]
    assert "shown-years" in released.roles[CHIEF].facts.qualifications


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_kept_back_is_gone(catalogue: Catalogue, part: str) -> None:
    shown = tuple(name for name in PARTS if name != part)
    settings = AudienceSettings.model_validate({"staff": {"shows": shown}})
    role = release_catalogue(catalogue, find_audience(settings, "staff"), TODAY).roles[CHIEF]
    whole = catalogue.roles[CHIEF]
    assert (role.facts, role.words, role.changes, role.reports_to) != (
        whole.facts,
        whole.words,
        whole.changes,
        whole.reports_to,
    ) or part in ("handbook", "assessment")
    if part in RoleFacts.model_fields:
        assert not getattr(role.facts, part)


@pytest.mark.parametrize("part", PARTS)
def test_pages_can_be_made_without_any_one_part(tmp_path: Path, part: str) -> None:
    project = tmp_path / "project"
    plant_canaries(project)
    shown = ", ".join(name for name in PARTS if name != part)
    with (project / "handbook/handbook.yaml").open("a") as file:
        file.write(f"audiences:\n  staff: {{shows: [{shown}]}}\n")
    report = build(project, "staff", only=("pages",))
    assert not report.failed
    assert_links_lead_somewhere(project / "staff")


def assert_links_lead_somewhere(folder: Path) -> None:
    lost = set()
    for page in folder.rglob("*.html"):
        for href in re.findall(r'href="([^"]+)"', page.read_text("utf-8")):
            target, _, anchor = href.partition("#")
            if (
                "://" in href
                or href.startswith(("mailto:", "tel:"))
                or target.endswith((".pdf", ".xlsx", ".docx"))
            ):
                continue
            file = page.parent / target if target else page
            wanted = f'id="{anchor}"' if anchor and "=" not in anchor else ""
            if not file.exists() or wanted not in file.read_text("utf-8"):
                lost.add((page.relative_to(folder).as_posix(), href))
    assert lost == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_link_leads_nowhere(
    planted: tuple[Path, dict[str, Canary]], seen: dict[str, dict[str, set[str]]], audience: str
) -> None:
    assert seen[audience]
    assert_links_lead_somewhere(planted[0] / audience)


@pytest.mark.parametrize("part", sorted(NEVER_PUBLIC))
def test_no_setting_shows_secrets_to_the_public(tmp_path: Path, part: str) -> None:
    project = copy_sample(tmp_path / "project")
    with (project / "handbook/handbook.yaml").open("a") as file:
        file.write(f"audiences:\n  public: {{shows: [duties, {part}]}}\n")
    [problem] = diagnose(project)
    assert problem.code == "S009"
    assert part in problem.message
    assert problem.source_line == f"  public: {{shows: [duties, {part}]}}"


def test_a_closed_posting_does_not_tell_a_role_that_is_a_draft_again(catalogue: Catalogue) -> None:
    posting = catalogue.postings["shown-posting"]
    posting = replace(
        posting,
        role="zq-draft",
        facts=posting.facts.model_copy(update={"role": "zq-draft", "status": "closed"}),
    )
    changed = replace(catalogue, postings={"shown-posting": posting})
    for audience in AUDIENCES:
        released = release_catalogue(changed, find_audience(AudienceSettings(), audience), TODAY)
        assert list(released.postings) == ([] if audience == "public" else ["shown-posting"])


# The output folder


def test_a_folder_holds_one_audience(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    build(project, "public", only=("pages",))
    request = BuildRequest(project, project / "public", build_date=TODAY, only=("pages",))
    before = sorted(path for path in (project / "public").rglob("*"))
    with pytest.raises(BuildError, match="holds a site for the audience “public”"):
        build_site(request)
    assert sorted((project / "public").rglob("*")) == before
    shutil.rmtree(project / "public")
    assert not build_site(request).failed


def test_a_site_does_not_lie_inside_that_of_another_audience(tmp_path: Path) -> None:
    """Who serves the outer folder serves the inner one with it."""
    project = copy_sample(tmp_path / "project")
    build(project, "public", only=("pages",))
    inner = BuildRequest(project, project / "public/hr/site", build_date=TODAY, only=("pages",))
    with pytest.raises(BuildError, match=r"lies in .*public, which holds a site for the audience “public”"):
        build_site(inner)
    assert not (project / "public/hr").exists()
    assert not build_site(replace(inner, audience="public")).failed
