"""The chapters of a bilingual edition as pages: what stands on them, and that every page number is right."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rolebook.views import bilingual_calendar, bilingual_index, bilingual_matrix
from rolebook.views.model import (
    Pair,
)
from tests.bilingual_books import change, copy_rated, make, open_both, view


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with an edition in two languages and a rating scale."""
    return copy_rated(tmp_path / "project")


def both(pair: Pair) -> tuple[str, str]:
    return pair.first.plain, pair.second.plain


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[Path, bytes]]:
    """The sample's edition as a document in two pairs of languages, its chapters in several sections each."""
    project = copy_rated(tmp_path_factory.mktemp("chapters") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bilingual_matrix, "_ROLES_TOGETHER", 1)
        patch.setattr(bilingual_calendar, "_ROWS_TOGETHER", 1)
        patch.setattr(bilingual_index, "_NUMBERS_TOGETHER", 3)
        names = {section.name for section in open_both(project)[1]}
        assert names >= {"both/penalties-2", "both/calendar-2", "both/index-2"}
        made = {pair: make(project, project.parent / pair[0], *pair) for pair in (("zh", "es"), ("en", "zh"))}
    found = {}
    for pair, pdf in made.items():
        path = project.parent / f"{pair[0]}.pdf"
        path.write_bytes(pdf)
        found[pair] = (path, pdf)
    return found


PAIRS = pytest.mark.parametrize("pair", [("zh", "es"), ("en", "zh")], ids="-".join)


@PAIRS
def test_an_independent_validator_finds_nothing(
    printed: dict[tuple[str, str], tuple[Path, bytes]], pair: tuple[str, str]
) -> None:
    import page as page_validation

    result = page_validation.validate_pdf(str(printed[pair][0]), profile="ua1")
    assert result.is_compliant, result.failures


def list_numbers(path: Path, pdf: bytes) -> list[tuple[int, str, str, int]]:
    """What is written where a link lies: its page, the words there, the anchor, and the page that it leads to.

    Pages count from 1. Only links on which a number and nothing else stands.
    """
    reader = PdfReader(BytesIO(pdf))
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True)
    found = {}
    for number, (page, shown) in enumerate(
        zip(reader.pages, done.stdout.split("<page ")[1:], strict=True), 1
    ):
        words = [
            (float(left), float(top), float(right), float(bottom), word)
            for left, top, right, bottom, word in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', shown
            )
        ]
        height = float(page.mediabox.height)
        for annotation in page.get("/Annots") or ():
            link = annotation.get_object()
            action = link.get("/A", {})
            if "/URI" in action:
                continue
            anchor = str(link["/Dest"] if "/Dest" in link else action["/D"])
            x1, y1, x2, y2 = (float(value) for value in link["/Rect"])
            left, right, low, high = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            inside = [
                word
                for begin, top, end, bottom, word in words
                if left - 1 <= (begin + end) / 2 <= right + 1
                and low - 1 <= height - (top + bottom) / 2 <= high + 1
            ]
            if inside and all(word.isdecimal() for word in inside):
                target = reader.get_destination_page_number(reader.named_destinations[anchor])
                assert target is not None
                found[number, left, low] = (number, "".join(inside), anchor, target + 1)
    return [*found.values()]  # a link has an area for each of its boxes


@PAIRS
def test_page_numbers_of_index_and_calendar_are_those_of_the_pages(
    printed: dict[tuple[str, str], tuple[Path, bytes]], pair: tuple[str, str], project: Path
) -> None:
    path, pdf = printed[pair]
    book = view(project, first=pair[0], second=pair[1])
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
    numbers = list_numbers(path, pdf)
    entries = [
        (entry, href)
        for part in book["both/index"].parts
        for index in part.indexes
        for group in index.groups
        for entry in group.entries
        for href in entry.hrefs
    ]
    due = [row for department in book["both/calendar"].departments for row in department.rows]
    links = Counter(anchor for _page, said, anchor, target in numbers if said == str(target))
    for entry, href in entries:
        anchor = href[1:]
        (target,) = {target for _p, _s, found, target in numbers if found == anchor}
        assert re.sub(r"\s", "", entry.name.plain) in pages[target - 1], (
            f"{entry.name.plain} on page {target}"
        )
    # Each place stands in the index of each language.
    wanted = Counter(href[1:] for _entry, href in entries)
    assert wanted and set(wanted.values()) == {2}
    assert {anchor: links[anchor] for anchor in wanted} == wanted
    for row in due:
        anchor = row.href[1:]
        (target,) = {target for _p, said, found, target in numbers if found == anchor and said == str(target)}
        assert re.sub(r"\s", "", row.text.first.plain) in pages[target - 1]


@PAIRS
def test_contents_have_the_pages_of_the_chapters(
    printed: dict[tuple[str, str], tuple[Path, bytes]], pair: tuple[str, str]
) -> None:
    path, pdf = printed[pair]
    reader = PdfReader(BytesIO(pdf))
    titles = {
        item.title: reader.get_destination_page_number(item)
        for item in reader.outline
        if not isinstance(item, list)
    }
    contents = " ".join(page.extract_text() for page in reader.pages[2:5])
    flat = re.sub(r"[\s.]", "", contents)
    labels = view_labels(path.parent / "project", pair)
    for anchor in ("assessment", "penalties", "calendar", "index"):
        first, second = labels[anchor]
        page = titles[f"{first} · {second}"]
        assert re.sub(r"[\s.]", "", second) + str((page or 0) + 1) in flat
        heads = re.sub(r"\s", "", reader.pages[page or 0].extract_text())
        assert re.sub(r"\s", "", first) in heads and re.sub(r"\s", "", second) in heads


def view_labels(project: Path, pair: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {
        line.anchor: both(line.label)
        for line in view(project, first=pair[0], second=pair[1])["both/contents"].lines
    }


@PAIRS
def test_sections_that_go_on_say_so_in_their_head(
    printed: dict[tuple[str, str], tuple[Path, bytes]], pair: tuple[str, str]
) -> None:
    path, pdf = printed[pair]
    labels = view_labels(path.parent / "project", pair)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
    for anchor in ("penalties", "calendar", "index"):
        title = re.sub(r"\s", "", "·".join(labels[anchor]))
        assert sum(title in page for page in pages[5:]) >= 1, title


def test_on_letter_paper_the_matrix_lies_on_letter_too(project: Path, tmp_path: Path) -> None:
    change(project / "handbook/handbook.yaml", "levels:", "print: {paper: letter}\nlevels:")
    pages = PdfReader(BytesIO(make(project, tmp_path / "parts"))).pages
    sizes = Counter((round(page.mediabox.width), round(page.mediabox.height)) for page in pages)
    assert sizes.keys() == {(612, 792), (792, 612)}
    assert 0 < sizes[792, 612] < 4
