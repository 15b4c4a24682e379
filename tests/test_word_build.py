"""Word documents in a build: the same bytes, keys, what is planned for whom, and vacancies."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rolebook.audience import release_catalogue
from rolebook.build.artifact import Artifact
from rolebook.build.cache import open_cache
from rolebook.build.errors import BuildError
from rolebook.build.execute import render_artifact, render_missing
from rolebook.build.fingerprint import KeyContext
from rolebook.build.plan import plan_site
from rolebook.content.audience_facts import find_audience
from rolebook.content.resolve import load_catalogue
from rolebook.language.locales import find_language
from rolebook.render.settings import RenderSettings
from rolebook.render.word.document import render_word
from rolebook.views.context import SiteOptions
from rolebook.views.model.posting import Point
from tests.conftest import ROOT
from tests.project import TODAY, copy_sample
from tests.sample_views import LANGUAGES, make_charter
from tests.test_assessment_forms import LONG
from tests.word_documents import (
    SETTINGS,
    charter_of,
    render,
    text,
    with_role,
)
from tests.word_reading import list_paragraphs, open_word


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_view_gives_the_same_bytes(language: str, tmp_path: Path) -> None:
    charter = charter_of(LONG, language)
    elsewhere = RenderSettings((ROOT / "templates",), tmp_path)
    data = render(charter)
    assert data == render(charter) == render_word(elsewhere, language, charter)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {charter.frame.created}
    assert str(tmp_path).encode() not in data


def test_without_the_library_the_build_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("rolebook.build.execute.find_spec", lambda name: None)
    artifact = Artifact("en/x.docx", "word", "", "en", make_charter("en"))
    context, cache = KeyContext(SETTINGS, tmp_path), open_cache(tmp_path)
    with pytest.raises(BuildError, match="python-docx") as caught:
        render_missing([artifact], context, cache, fonts=tmp_path, jobs=1)
    assert "rolebook[docx]" in caught.value.hint


def test_the_key_follows_sheets_words_and_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = RenderSettings((tmp_path / "templates", ROOT / "templates"), ROOT)

    def key() -> str:
        return KeyContext(settings, tmp_path).environment("word", "zh")

    keys = [key()]
    for name in ("assets/css/tokens.css", "assets/css/print.css", "locale/zh/LC_MESSAGES/rolebook.po"):
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("/* changed */")
        keys.append(key())
    path = tmp_path / "templates/print/charter.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("changed")
    assert key() == keys[-1], "the template of the PDF does not make the Word document"
    monkeypatch.setattr("rolebook.build.fingerprint.read_library_versions", lambda names: (("x", "9"),))
    assert len({*keys, key()}) == len(keys) + 1


def test_one_artifact_is_one_document() -> None:
    charter: Any = make_charter("es")
    artifact = Artifact("es/x.docx", "word", "", "es", charter)
    assert render_artifact(SETTINGS, artifact, Path("nowhere")) == render(charter)


def test_what_is_missing_of_a_translation_is_told() -> None:
    charter = make_charter("es")
    told = replace(charter.role.translation, missing=3, label="faltan 3 textos")
    shown = list_paragraphs(open_word(render(with_role(charter, translation=told))))
    assert [item.text for item in shown if item.style == "Notice"] == ["faltan 3 textos"]
    assert all(item.style != "Notice" for item in list_paragraphs(open_word(render(charter))))


def plan_sample(folder: Path, settings: str, audience: str) -> dict[str, Artifact]:
    project = copy_sample(folder / f"{audience}-{len(settings)}")
    with (project / "handbook/handbook.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    catalogue = load_catalogue(project)[0]
    seen = find_audience(catalogue.handbook.audiences, audience)  # type: ignore[arg-type]
    released = release_catalogue(catalogue, seen, TODAY)
    options = SiteOptions(None, released.handbook.languages, tuple(released.roles), TODAY, seen)
    return {artifact.path: artifact for artifact in plan_site(released, options, (ROOT / "templates",))}


def test_word_documents_are_planned_for_those_who_work_on_texts(tmp_path: Path) -> None:
    wanted = plan_sample(tmp_path, "\nprint: {word: true}\n", "staff")
    documents = [path for path in wanted if path.endswith(".docx")]
    charters = [path for path in wanted if path.endswith("/charter.pdf")]
    flyers = [path for path in wanted if path.endswith("/flyer.pdf")]
    assert charters
    assert flyers
    assert {path.rpartition("/")[0] for path in documents} == {
        p.rpartition("/")[0] for p in (*charters, *flyers)
    }
    for path in documents:
        page = wanted[path.rpartition("/")[0] + "/index.html"].view
        links = {link.href: link.media for link in page.documents}
        assert "wordprocessingml" in links[path.rpartition("/")[2]]
        assert (
            wanted[path].view
            == wanted[path.replace("charter.docx", "charter.pdf").replace("posting.docx", "flyer.pdf")].view
        )
        assert open_word(render_artifact(SETTINGS, wanted[path], tmp_path)).paragraphs
    for settings, audience in (("", "staff"), ("\nprint: {word: true}\n", "public")):
        planned = plan_sample(tmp_path, settings, audience)
        assert [path for path in planned if path.endswith(".docx")] == []
        views = [artifact.view for path, artifact in planned.items() if path.endswith("/index.html")]
        assert not any("docx" in link.href for view in views for link in getattr(view, "documents", ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vacancy_says_what_its_flyer_says(language: str, tmp_path: Path) -> None:
    planned = plan_sample(tmp_path, "\nprint: {word: true}\n", "staff")
    paths = [
        path for path in planned if path.startswith(f"{language}/jobs/") and path.endswith("posting.docx")
    ]
    for path in paths:
        flyer = planned[path].view
        advert, shown = flyer.advert, list_paragraphs(open_word(render_word(SETTINGS, language, flyer)))
        words = "\n".join(item.text for item in shown)
        assert [item.text for item in shown if item.style == "Title"] == [advert.title.plain]
        assert [item.text for item in shown if item.style == "Fact"] == [
            f"{fact.label}\t{find_language(language).comma.join(value.label.plain for value in fact.values)}"
            for fact in advert.facts
        ]
        headings = [item.text for item in shown if item.style == "Heading1"]
        assert headings[: len(advert.sections)] == [section.title for section in advert.sections]
        points = [item.text for item in shown if item.style.startswith("ListBullet")]
        leaves = [
            p.text.plain for section in advert.sections for p in walk_points(section.points) if not p.points
        ]
        assert [point for point in points if point in leaves] == leaves
        assert all((way.note or way.href) in words for way in advert.apply)
        assert advert.equal_opportunity is None or advert.equal_opportunity.plain in words
    assert paths or language == "es", "the sample has a vacancy in this language"


def test_a_group_in_a_group_of_a_vacancy_is_a_list_in_a_list(tmp_path: Path) -> None:
    planned = plan_sample(tmp_path, "\nprint: {word: true}\n", "staff")
    flyer: Any = next(artifact.view for path, artifact in planned.items() if path.endswith("posting.docx"))
    inner = Point(
        text("Checks the van"), text("before it leaves"), (Point(text("tyres")), Point(text("lights")))
    )
    outer = Point(text("On the road"), None, (inner, Point(text("Drives"))))
    section = replace(flyer.advert.sections[0], points=(Point(text("Smiles")), outer))
    flyer = replace(flyer, advert=replace(flyer.advert, sections=(section,)))
    shown = list_paragraphs(open_word(render_word(SETTINGS, flyer.frame.language, flyer)))
    start = next(at for at, item in enumerate(shown) if item.text == "Smiles")
    assert [(item.style, item.text) for item in shown[start : start + 6]] == [
        ("ListBullet", "Smiles"),
        ("Heading2", "On the road"),
        ("ListBullet", "Checks the van before it leaves"),
        ("ListBullet2", "tyres"),
        ("ListBullet2", "lights"),
        ("ListBullet", "Drives"),
    ]


def walk_points(points: tuple[Any, ...]) -> Iterator[Any]:
    for point in points:
        yield point
        yield from walk_points(point.points)
