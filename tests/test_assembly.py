"""Handbooks put together from sections: numbers, links, structure and fonts are those of one book."""

from __future__ import annotations

import re
import subprocess
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from rolebook.diagnostics import ContentError
from rolebook.render.pdf.assemble import assemble_book
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.pdf.lay_out import lay_out_section
from rolebook.render.pdf.part import pack_part, read_body, read_head
from rolebook.render.settings import RenderSettings
from tests.books import lay_out, make_book
from tests.project import FONTS
from tests.sample_views import LANGUAGES, WORDS, make_frame, make_sections

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = RenderSettings((ROOT / "templates",), ROOT)


@pytest.fixture(scope="session")
def fonts() -> Path:
    return prepare_fonts(FONTS)


@pytest.fixture(scope="session")
def parts(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The laid-out sections of the sample in each language."""
    return {
        language: lay_out(SETTINGS, make_sections(language), language, tmp_path_factory.mktemp(language))
        for language in LANGUAGES
    }


def assemble(parts: dict[str, list[Path]], fonts: Path, language: str = "en", **changes: Any) -> bytes:
    book = make_book(make_frame(language, WORDS[language].handbook), make_sections(language), **changes)
    return assemble_book(book, parts[language], fonts, name="en/x.pdf")


@pytest.fixture(scope="session")
def books(parts: dict[str, list[Path]], fonts: Path) -> dict[str, bytes]:
    return {language: assemble(parts, fonts, language) for language in LANGUAGES}


def lay_out_body(fonts: Path, folder: Path, *bodies: str, head: str = "") -> list[Path]:
    """Sections with this HTML in them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, body in enumerate(bodies):
        html = (
            f'<html lang="en"><head><title>T</title>{head}</head><body class="handbook">{body}</body></html>'
        )
        paths.append(folder / f"{number}.part")
        paths[-1].write_bytes(lay_out_section(SETTINGS, html, name=f"section-{number}"))
    return paths


def bind(fonts: Path, paths: list[Path], right: bool = False, **changes: Any) -> bytes:
    """A book of these parts; ``right``: each begins on a right-hand page."""
    sections = [
        replace(section, name=f"section-{number}", right=right)
        for number, section in enumerate(make_sections("en")[:1] * len(paths))
    ]
    book = make_book(make_frame("en", "Book"), sections, **changes)
    return assemble_book(book, paths, fonts, name="en/x.pdf")


def words_on(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def list_links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Page (1 is the first) and target of every link inside the book."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", ()):
            if "/Dest" in annotation:
                yield number, str(annotation.Dest)


def find_places(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float, float]]:
    """Page and point of every named place."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    places = {}
    for leaf in pdf.Root.Names.Dests.Kids:
        names = list(leaf.Names)
        for name, place in zip(names[::2], names[1::2], strict=True):
            places[str(name)] = (pages[place[0].objgen], float(place[2]), float(place[3]))
        assert [str(leaf.Limits[0]), str(leaf.Limits[1])] == [str(names[0]), str(names[-2])]
    assert list(places) == sorted(places)
    return places


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_in_the_contents_on_the_pages_and_of_the_pages_agree(
    books: dict[str, bytes], language: str
) -> None:
    reader, texts = PdfReader(BytesIO(books[language])), words_on(books[language])
    assert reader.page_labels == [str(number) for number in range(1, len(texts) + 1)]
    contents = next(text for text in texts[2:] if text.strip())
    printed = [
        int(number) for number in re.findall(r" \.+ ?(\d+)$", contents.replace(". ", "."), re.MULTILINE)
    ]
    with pikepdf.open(BytesIO(books[language])) as pdf:
        places = find_places(pdf)
        # Words, leader and number of a line are a link each.
        led = [
            places[target][0] for target in dict.fromkeys(name for page, name in list_links(pdf) if page == 3)
        ]
    assert printed == led
    assert led == sorted(led)
    assert len(set(led)) == len(led)
    lines = [line for section in make_sections(language) for line in section.lines]
    for line, number in zip(lines, led, strict=True):
        assert line.label.replace(" ", "")[:20] in re.sub(r"\s", "", texts[number - 1]) or language != "en"
        foot = " ".join(texts[number - 1].splitlines()[-2:])
        assert re.search(rf"\b{number}\b", foot), "the folio"


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_tags_belong_together(books: dict[str, bytes], language: str) -> None:
    """Every marked piece of a page leads to an element of that page, and every element to its parent."""
    with pikepdf.open(BytesIO(books[language])) as pdf:
        tree = pdf.Root.StructTreeRoot
        entries: dict[int, Any] = {}
        for leaf in tree.ParentTree.Kids:
            numbers = list(leaf.Nums)
            entries |= {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
            assert [int(limit) for limit in leaf.Limits] == [int(numbers[0]), int(numbers[-2])]
        assert list(entries) == sorted(entries)
        assert int(tree.ParentTreeNextKey) > max(entries)
        seen = set()
        for page in pdf.pages:
            if "/StructParents" not in page:
                continue
            for mark, element in enumerate(entries[int(page.StructParents)]):
                assert element.Pg.objgen == page.objgen
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                assert mark in [kid for kid in kids if isinstance(kid, int)]
                seen.add(element.objgen)
            for annotation in page.get("/Annots", ()):
                element = entries[int(annotation.StructParent)]
                assert str(element.S) == "/Link"
                assert any(
                    isinstance(kid, pikepdf.Dictionary) and kid.Obj.objgen == annotation.objgen
                    for kid in element.K
                )
        assert len(seen) > 100
        waiting, names, count = [tree.K[0]], [], 0
        while waiting:
            element = waiting.pop()
            count += 1
            if "/ID" in element:
                names.append(str(element.ID))
            for kid in element.K:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    assert kid.P.objgen == element.objgen
                    waiting.append(kid)
        assert len(names) == len(set(names)) > 0, "names of heads of tables are unique in the whole book"
        assert count >= len(seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_once(books: dict[str, bytes], language: str) -> None:
    with pikepdf.open(BytesIO(books[language])) as pdf:
        descriptors = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        names = [str(item.FontName) for item in descriptors]
        files = {item.FontFile2.objgen for item in descriptors}
    assert len(names) == len(set(names)) == len(files)


def test_the_same_bytes_again(books: dict[str, bytes], parts: dict[str, list[Path]], fonts: Path) -> None:
    assert assemble(parts, fonts) == books["en"]


def test_a_book_reads_in_order_with_heads_after_the_words(books: dict[str, bytes]) -> None:
    contents = words_on(books["en"])[2]
    assert contents.lstrip().startswith("Contents")
    assert contents.rstrip().endswith("3")


def test_left_pages_mirror_right_ones(fonts: Path, tmp_path: Path) -> None:
    long = "".join(f"<p>Paragraph {number}</p>" for number in range(120))
    paths = lay_out_body(fonts, tmp_path, f'<h1 id="a">One</h1>{long}', f'<h1 id="b">Two</h1>{long}')
    (tmp_path / "x.pdf").write_bytes(bind(fonts, paths))
    lefts = measure_lefts(tmp_path / "x.pdf")
    assert len(lefts) == 2 * len(read_head(paths[0]).pages)
    right, left = 25 / 25.4 * 72, 20 / 25.4 * 72
    for number, found in enumerate(lefts, 1):
        assert found == pytest.approx(right if number % 2 else left, abs=1)
    (tmp_path / "y.pdf").write_bytes(bind(fonts, paths, double_sided=False))
    assert all(found == pytest.approx(right, abs=1) for found in measure_lefts(tmp_path / "y.pdf"))


def measure_lefts(path: Path) -> list[float]:
    """The left edge in points of the leftmost word of each page."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = text.split("<page ")[1:]
    return [min(float(x) for x in re.findall(r'xMin="([\d.]+)"', page)) for page in pages]


def test_links_and_bookmarks_move_with_the_words(fonts: Path, tmp_path: Path) -> None:
    link = '<h1 id="{0}">Title {0}</h1><p><a href="#a">There</a></p>'
    paths = lay_out_body(fonts, tmp_path, link.format("a"), link.format("b"))
    with pikepdf.open(BytesIO(bind(fonts, paths))) as pdf:
        places = find_places(pdf)
        assert places["a"][0] == 1
        assert places["b"][0] == 2
        assert places["a"][1] - places["b"][1] == pytest.approx(5 / 25.4 * 72, abs=0.01)
        edges = [float(page.Annots[0].Rect[0]) for page in pdf.pages]
        assert edges[0] - edges[1] == pytest.approx(5 / 25.4 * 72, abs=0.01)
        first = pdf.Root.Outlines.First
        assert [float(first.Dest[2]), float(first.Next.Dest[2])] == [places["a"][1], places["b"][1]]


def test_sections_begin_on_the_right_only_in_double_sided_books(fonts: Path, tmp_path: Path) -> None:
    paths = lay_out_body(fonts, tmp_path, "<p>One</p>", "<p>Two</p>")
    blank, single = (
        words_on(bind(fonts, paths, right=True)),
        bind(fonts, paths, right=True, double_sided=False),
    )
    assert [page.strip()[:3] for page in blank] == ["One", "", "Two"]
    assert [page.strip()[:3] for page in words_on(single)] == ["One", "Two"]


def test_a_section_may_ask_for_a_right_page_within(fonts: Path, tmp_path: Path) -> None:
    body = '<p>One</p><p style="break-before: right">Two</p>'
    paths = lay_out_body(fonts, tmp_path, "<p>Zero</p>", body)
    assert [page.strip()[:3] for page in words_on(bind(fonts, paths))] == ["Zer", "One", "Two"]
    assert [page.strip()[:3] for page in words_on(bind(fonts, paths[1:]))] == ["One", "", "Two"]


def test_a_link_out_of_the_edition_becomes_words(fonts: Path, tmp_path: Path) -> None:
    import page as page_validation

    body = '<h1 id="a">One</h1><p>See <a href="#role-away">the other role</a> and <a href="#a">this</a>.</p>'
    paths = lay_out_body(fonts, tmp_path, body)
    pdf = bind(fonts, paths, elsewhere=("role-away",))
    assert "See the other role and this." in " ".join(words_on(pdf)[0].split())
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert [target for _, target in list_links(opened)] == ["a"]
        assert opened.check_pdf_syntax() == []
        tags = [
            str(item.S) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
        ]
        assert tags.count("/Link") == 1
        assert not any("null" in repr(item) for item in opened.objects)
    (tmp_path / "x.pdf").write_bytes(pdf)
    assert page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1").is_compliant


def test_a_link_to_nowhere_is_an_error(fonts: Path, tmp_path: Path) -> None:
    paths = lay_out_body(fonts, tmp_path, '<p><a href="#lost">x</a></p>')
    with pytest.raises(ContentError) as caught:
        bind(fonts, paths)
    (problem,) = caught.value.diagnostics
    assert (problem.code, "section-0" in problem.message, "#lost" in problem.message) == ("D002", True, True)


def test_a_place_that_two_sections_have_is_an_error(fonts: Path, tmp_path: Path) -> None:
    paths = lay_out_body(fonts, tmp_path, '<p id="x">1</p>', '<p id="x">2</p>')
    with pytest.raises(ContentError) as caught:
        bind(fonts, paths)
    assert [problem.code for problem in caught.value.diagnostics] == ["D002"]


@pytest.mark.parametrize(
    "rule",
    [
        "@page book:left { margin: 10mm }",
        "@page book { @bottom-center { content: counter(page) ' / ' counter(pages) } }",
        "@page book { @bottom-center { content: 'page ' counter(page) } }",
    ],
)
def test_a_look_that_a_book_cannot_have_is_refused(fonts: Path, tmp_path: Path, rule: str) -> None:
    with pytest.raises(ContentError) as caught:
        lay_out_body(fonts, tmp_path, "<p>x</p>", head=f"<style>{rule}</style>")
    assert [problem.code for problem in caught.value.diagnostics] == ["D003"]


def test_a_head_may_hold_the_figures_that_room_is_made_of(fonts: Path, tmp_path: Path) -> None:
    style = "<style>@page book { @top-center { content: '8888' } @bottom-center { content: counter(page) } }</style>"
    (path,) = lay_out_body(fonts, tmp_path, "<p>x</p>", head=style)
    text = words_on(bind(fonts, [path]))[0]
    assert re.findall(r"\d+", text) == ["8888", "1", "1"]


def test_names_and_words_of_all_kinds_survive(fonts: Path, tmp_path: Path) -> None:
    words = "100 % (of 12 0 R) \\ 职责 ñ"
    body = (
        f'<h1 id="职责-(1)">{words}</h1><p><a href="#职责-(1)">{words}</a></p>'
        '<p><a href="https://example.org/a(b)%20c?d=1&amp;e=2">out</a></p>'
    )
    paths = lay_out_body(fonts, tmp_path, body, '<p id="other">x</p>')
    pdf = bind(fonts, paths)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Outlines.First.Title) == words
        places = find_places(opened)
        assert {target for _, target in list_links(opened)} == set(places) - {"other"}
        assert str(opened.pages[0].Annots[1].A.URI) == "https://example.org/a(b)%20c?d=1&e=2"
    assert words in words_on(pdf)[0]


def test_page_numbers_are_set_where_room_was_left(fonts: Path, tmp_path: Path) -> None:
    style = "<style>p a::after { content: ' 8888' }</style>"
    pages = '<p style="break-before: page">.</p>' * 120
    body = '<p><a href="#here">here</a></p><p><a href="#end">end</a></p><p><a href="#away">away</a></p>'
    paths = lay_out_body(
        fonts, tmp_path, f'<div id="here">{body}</div>', f'{pages}<p id="end">8888</p>', head=style
    )
    (tmp_path / "x.pdf").write_bytes(bind(fonts, paths, elsewhere=("away",)))
    texts = words_on((tmp_path / "x.pdf").read_bytes())
    assert re.search(r"here\s+1\s*\n?end\s+121\s*\n?away\s*\n", texts[0]), texts[0]
    assert "8888" in texts[-1], "a number that the author wrote stays"
    assert "121" in texts[-1]


def test_many_parts_take_little_memory(fonts: Path, tmp_path: Path) -> None:
    (path,) = lay_out_body(fonts, tmp_path, '<h1 id="x">Title</h1>' + "<p>Words and words.</p>" * 200)
    head, body = read_head(path), read_body(path)
    paths = []
    for number in range(100):
        paths.append(tmp_path / f"{number}.part")
        anchors = tuple((f"{name}-{number}", *place) for name, *place in head.anchors)
        paths[-1].write_bytes(pack_part(replace(head, anchors=anchors), body))
    tracemalloc.start()
    pdf = bind(fonts, paths)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(PdfReader(BytesIO(pdf)).pages) == 100 * len(head.pages)
    assert peak < 20e6, "what is read of one part is forgotten before the next"
