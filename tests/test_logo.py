"""A logo is published as what draws: what runs or loads is refused, what tells is left out, pixels stay."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from rolebook.content.employer import LOGO_FOLDER
from rolebook.content.logo import MOST_SVG, LogoFault, read_logo
from rolebook.content.logo_svg import DEEPEST, SvgFault, clean_svg
from rolebook.diagnostics import ContentError
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.picture import drawing
from rolebook.render.picture.drawing import draw_svg
from tests.careers_site import POSTINGS, read
from tests.conftest import ROOT
from tests.project import FONTS, copy_sample, diagnose

SVG = 'xmlns="http://www.w3.org/2000/svg"'
GOOD = (
    f'<svg {SVG} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#123"/></linearGradient></defs>'
    '<style>.b { fill: url(#a) }</style><use xlink:href="#c"/><path id="c" class="b" d="M0 0h9v9z"/>{}</svg>'
)
BAD = (
    "<script>alert(1)</script>",
    '<a href="https://example.com/"><path d="M0 0"/></a>',
    '<image href="https://example.com/spy.png"/>',
    "<foreignObject><p/></foreignObject>",
    '<path d="M0 0" onclick="alert(1)"/>',
    '<path d="M0 0" onLoad="alert(1)"/>',
    '<use href="other.svg#x"/>',
    '<use xlink:href=" https://example.com/x.svg#x"/>',
    '<path fill="url(https://example.com/#x)"/>',
    "<path style=\"fill: url( 'https://example.com/' )\"/>",
    "<style>@import 'https://example.com/x.css';</style>",
    "<style>path { fill: \\75rl(https://example.com/) }</style>",
    "<style>path { mask: image-set('https://example.com/' 1x) }</style>",
    "<style>@im<desc/>port 'https://example.com/x.css';</style>",
    *(f"<style>{' ' * pad}@import 'https://example.com/x.css';</style>" for pad in (8185, 8188, 8190)),
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<g xml:base="https://example.com/"><use href="#x"/></g>',
    "<g>",
    "<style>@font-face { font-family: x }</style>",
    "<style>g { path { fill: red } }</style>",
    "<style>path { fill: var(--x) }</style>",
    '<path fill="var(--x)"/>',
    "<style>path { fill: red } } b</style>",
    f"<style>path {{ fill: {'(' * 40} }}</style>",
    "<g>" * DEEPEST + "</g>" * DEEPEST,
)

TELLING = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by Ann -->
<svg {SVG} xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:ai="http://ns.adobe.com/AdobeIllustrator/10.0/"
  viewBox="0 0 100 50" s:docname="/home/ann/logo.svg" i:export-filename="C:\\Ann\\logo.png" data-name="Ann"
  id="Ann" aria-label="By Ann" xlink:title="Ann">
  <title>Ann's logo</title><desc>Drawn by Ann</desc>
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li>Ann</rdf:li></rdf:RDF></metadata>
  <s:namedview i:current-layer="Ann"><i:page>Ann</i:page></s:namedview>
  For Ann
  <style>/* Ann */ .a {{ fill: url("#g"); -inkscape-font-specification: Ann; --ann: 1 /* Ann */ }}
    @media (min-width: 1px) {{ .a {{ stroke: #0a0 /* Ann */ }} }}</style>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#123/* Ann */"/>
    <stop offset="1" style="stop-color:#f00;-inkscape-stroke:Ann;/* Ann */"/></linearGradient></defs>
  <g i:label="Ann" id="Ann_layer" class="Ann" ai:extraneous="Ann"><title>Ann</title>
    <path class="a Ann" d="M0 0h40v40z"/><use xlink:href="#q" href="#q" x="5"/>
    <path id="q" d="M50 0h9v9z" style="fill:#00f"/><!-- Ann --></g>
  <text x="60" y="40" font-size="9">Hi<title>Ann</title><tspan fill="red">, <!-- Ann -->you</tspan>!</text>
</svg>"""


def put(project: Path, name: str) -> Path:
    """Where the logo of this name lies in a new project."""
    path = project / LOGO_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def draw(svg: bytes) -> bytes:
    """The picture, as a program that knows nothing of ours draws it."""
    return resvg_py.svg_to_bytes(svg_string=svg.decode(), width=400, height=200, skip_system_fonts=True)


# SVG


@pytest.mark.parametrize("part", ["", "<style>path { fill: url('#a'); stroke: url( \"#a\" ) }</style>"])
def test_a_plain_svg_is_a_logo_and_looks_as_before(part: str) -> None:
    svg = GOOD.replace("{}", part).encode()
    assert draw(clean_svg(svg)) == draw(svg)


@pytest.mark.parametrize("part", BAD)
def test_an_svg_that_runs_or_loads_is_refused_at_its_line(part: str) -> None:
    with pytest.raises(SvgFault) as caught:
        clean_svg(GOOD.replace("{}", f"\n\n{part}").encode())
    assert caught.value.line == 3
    assert caught.value.column >= 1


def test_a_fault_in_a_style_has_its_own_line() -> None:
    style = "<style>\npath { fill: red }\n@import 'x';\n</style>"
    with pytest.raises(SvgFault) as caught:
        clean_svg(GOOD.replace("{}", f"\n{style}").encode())
    assert caught.value.line == 4


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {SVG}>&a;</svg>',
        f"<!DOCTYPE svg><svg {SVG}/>",
        f'<?xml-stylesheet href="x.css"?><svg {SVG}/>',
        "<svg><path/></svg>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "",
        f"<svg {SVG}>" + " " * MOST_SVG + "</svg>",
        f'<?xml version="1.0" encoding="shift_jis"?><svg {SVG}/>',
        f'<?xml version="1.0" encoding="base64"?><svg {SVG}/>',
    ],
)
def test_what_is_no_plain_svg_is_refused(tmp_path: Path, text: str) -> None:
    put(tmp_path, "logo.svg").write_text(text, "utf-8")
    with pytest.raises(LogoFault):
        read_logo(tmp_path, "logo.svg")


def test_what_an_svg_tells_is_left_out_and_what_it_draws_stays() -> None:
    cleaned = clean_svg(TELLING.encode())
    assert b"ann" not in cleaned.lower()
    plain = TELLING.replace("#123/* Ann */", "#123")  # resvg does not read what browsers read
    assert draw(cleaned) == draw(plain.encode())
    assert clean_svg(cleaned) == cleaned
    for kept in (b"url(", b"@media", b">Hi<tspan", b">, you</tspan>!</text>", b'id="q"', b'class="a"'):
        assert kept in cleaned, kept


def repeat(times: int, kind: str = "use") -> str:
    """A drawing in which each of ten elements draws the next one this many times."""
    reference = {"use": '<use href="#{}"/>', "mask": '<path d="M0 0h9v9z" mask="url(#{})"/>'}[kind]
    wrap = {"use": "g", "mask": "mask"}[kind]
    parts = (f'<{wrap} id="n{n}">{reference.format(f"n{n + 1}") * times}</{wrap}>' for n in range(10))
    return "".join(parts) + f'<{wrap} id="n10"><path d="M0 0h9v9z"/></{wrap}>' + reference.format("n0")


@pytest.mark.parametrize("kind", ["use", "mask"])
def test_an_svg_cannot_draw_without_end(kind: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(SvgFault, match="more than 20,000"):
        clean_svg(GOOD.replace("{}", repeat(10, kind)).encode())
    assert time.perf_counter() - begun < 5
    assert clean_svg(GOOD.replace("{}", repeat(1, kind)).encode())


def test_references_in_a_circle_do_no_harm() -> None:
    clean_svg(GOOD.replace("{}", '<g id="x"><use href="#y"/></g><g id="y"><use href="#x"/></g>').encode())


def test_what_a_style_sheet_repeats_is_counted() -> None:
    rules = "".join(f".c{n} {{ mask: url(#n{n + 1}) }}" for n in range(10))
    paths = [f'<path class="c{n}" d="M0 0h9z"/>' * 10 for n in range(11)]
    parts = "".join(f'<mask id="n{n}">{path}</mask>' for n, path in enumerate(paths))
    with pytest.raises(SvgFault, match="more than 20,000"):
        clean_svg(
            GOOD.replace("{}", f'<style>{rules}</style>{parts}<path mask="url(#n0)" d="M0 0"/>').encode()
        )


@given(st.data())
def test_whatever_becomes_of_an_svg_it_is_clean_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TELLING, GOOD.replace("{}", data.draw(st.sampled_from(BAD)))])).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    text = text[:start] + data.draw(st.binary(max_size=8)) + text[end:]
    try:
        cleaned = clean_svg(text)
    except SvgFault as fault:
        assert fault.line >= 1 and fault.column >= 1
        return
    assert clean_svg(cleaned) == cleaned
    assert not any(word in cleaned.lower() for word in (b"<!", b"<?", b"http://e", b"script", b"onclick"))


def test_a_fault_is_shown_in_the_picture(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    put(project, "logo.svg").write_text(f"<svg {SVG}>\n  <image/>\n</svg>", "utf-8")
    book = project / "handbook/handbook.yaml"
    text = book.read_text("utf-8")
    assert "employer: {" in text
    book.write_text(text.replace("employer: {", "employer: {logo: logo.svg, "), "utf-8")
    [problem] = [problem for problem in diagnose(project) if problem.code == "X022"]
    assert problem.place and (problem.place.path, problem.place.line) == (f"{LOGO_FOLDER}/logo.svg", 2)
    assert problem.place.column == 3
    assert problem.source_line == "  <image/>"


# Pictures of pixels


def test_a_picture_must_be_what_its_name_says_and_small(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 20))
    ImageDraw.Draw(picture).ellipse((2, 2, 20, 18), fill="red")
    for name in ("logo.png", "logo.jpg", "logo.webp"):
        picture.save(put(tmp_path, name))
        assert read_logo(tmp_path, name)
    whole = put(tmp_path, "logo.jpg").read_bytes()
    put(tmp_path, "false.jpg").write_bytes(put(tmp_path, "logo.png").read_bytes())
    put(tmp_path, "torn.jpg").write_bytes(whole[: len(whole) // 4])
    Image.new("1", (5000, 10)).save(put(tmp_path, "wide.png"))
    put(tmp_path, "text.webp").write_text("no picture", "utf-8")
    put(tmp_path, "heavy.png").write_bytes(b"\x89PNG" + b"\0" * 600_000)
    for name in ("false.jpg", "torn.jpg", "wide.png", "text.webp", "heavy.png"):
        with pytest.raises(LogoFault):
            read_logo(tmp_path, name)


def test_a_logo_does_not_lead_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(GOOD.replace("{}", ""), "utf-8")
    put(tmp_path, "logo.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(LogoFault):
        read_logo(tmp_path, "logo.svg")


# An SVG as pixels

BLUR = '<feGaussianBlur stdDeviation="3"/>'
BLURRED = '<path d="M0 0h9v9z" filter="url(#f)"/>'


@pytest.fixture(scope="module")
def fonts() -> Path:
    return prepare_fonts(FONTS)


@pytest.mark.parametrize(
    "svg",
    [
        f'<svg {SVG} width="0" height="9"/>',
        f'<svg {SVG} viewBox="0 0 9 9"><filter id="f">{BLUR * 2500}</filter>{BLURRED * 150}</svg>',
    ],
    ids=["nothing", "work for an hour"],
)
def test_what_cannot_be_drawn_is_a_problem_and_no_accident(fonts: Path, svg: str) -> None:
    with pytest.raises(ContentError) as caught:
        draw_svg(clean_svg(svg.encode()), "logo.svg", 288, 72, fonts)
    [problem] = caught.value.diagnostics
    assert problem.code == "X022"
    assert "effort" in problem.message


def test_the_logo_of_the_project_can_be_drawn(fonts: Path) -> None:
    picture = draw_svg(read_logo(ROOT, "logo.svg"), "logo.svg", 288, 72, fonts)
    with Image.open(BytesIO(picture)) as opened:
        assert opened.size == (72, 72)
        assert (15, 76, 92, 255) in {colour for _, colour in opened.getcolors(1 << 16) or ()}
    drawing._run_resvg.cache_clear()
    assert draw_svg(read_logo(ROOT, "logo.svg"), "logo.svg", 288, 72, fonts) == picture


def test_the_logo_is_published_cleaned(careers: Path) -> None:
    assert (careers / "assets/logo.svg").read_bytes() == read_logo(ROOT, "logo.svg")
    assert "../../../assets/logo.svg" in read(careers / f"en/jobs/{POSTINGS['en']}/index.html").loads
