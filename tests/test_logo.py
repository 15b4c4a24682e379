"""The logo: shapes only, small, and without a word about who made it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from rolebook.content.logo import MOST_SVG, find_logo_fault
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]
from tests.careers_site import POSTINGS, read

# The logo

GOOD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
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
    '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="/home/ann/secret.png"/>',
    '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="C:\\Ann\\secret.png"/>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<g xml:base="https://example.com/"><use href="#x"/></g>',
    "<g>",
)


def test_a_plain_svg_is_a_logo(tmp_path: Path) -> None:
    quoted = "<style>path { fill: url('#a'); stroke: url( \"#a\" ) }</style>"
    for part in ("", quoted):
        (tmp_path / "logo.svg").write_text(GOOD.replace("{}", part), "utf-8")
        assert find_logo_fault(tmp_path, "logo.svg") is None
    assert find_logo_fault(ROOT / "handbook/images", "logo.svg") is None


@pytest.mark.parametrize("part", BAD)
def test_an_svg_that_runs_or_loads_is_refused(tmp_path: Path, part: str) -> None:
    (tmp_path / "logo.svg").write_text(GOOD.replace("{}", part), "utf-8")
    assert find_logo_fault(tmp_path, "logo.svg")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<?xml-stylesheet href="x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "<svg><path/></svg>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "",
        '<svg xmlns="http://www.w3.org/2000/svg">' + " " * MOST_SVG + "</svg>",
    ],
)
def test_what_is_no_plain_svg_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "logo.svg").write_text(text, "utf-8")
    assert find_logo_fault(tmp_path, "logo.svg")


def test_a_picture_must_be_what_its_name_says_and_small(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 20))
    ImageDraw.Draw(picture).ellipse((2, 2, 20, 18), fill="red")
    for name in ("logo.png", "logo.jpg", "logo.webp"):
        picture.save(tmp_path / name)
        assert find_logo_fault(tmp_path, name) is None
    shutil.copyfile(tmp_path / "logo.png", tmp_path / "false.jpg")
    whole = (tmp_path / "logo.jpg").read_bytes()
    (tmp_path / "torn.jpg").write_bytes(whole[: len(whole) // 4])
    Image.new("1", (5000, 10)).save(tmp_path / "wide.png")
    (tmp_path / "text.webp").write_text("no picture", "utf-8")
    (tmp_path / "heavy.png").write_bytes(b"\x89PNG" + b"\0" * 600_000)
    for name in ("false.jpg", "torn.jpg", "wide.png", "text.webp", "heavy.png"):
        assert find_logo_fault(tmp_path, name), name


@pytest.mark.parametrize("name", ["logo.jpg", "logo.png", "logo.webp"])
def test_a_logo_does_not_tell_where_or_by_whom_it_was_made(tmp_path: Path, name: str) -> None:
    picture = Image.new("RGB", (40, 20))
    notes = {"harmless": Image.Exif(), "artist": Image.Exif(), "camera": Image.Exif(), "place": Image.Exif()}
    for exif in notes.values():
        exif[0x0112] = 1  # which side is up
    notes["artist"][0x013B] = "Ann"
    notes["camera"].get_ifd(0x8769)[0xA431] = "serial number"
    notes["place"].get_ifd(0x8825).update({1: "N", 2: (40.0, 25.0, 0.0)})
    for told, exif in notes.items():
        picture.save(tmp_path / name, exif=exif)
        assert bool(find_logo_fault(tmp_path, name)) == (told != "harmless"), told


def test_a_logo_does_not_lead_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "secret.svg").write_text(GOOD.replace("{}", ""), "utf-8")
    (tmp_path / "images/logo.svg").symlink_to(tmp_path / "secret.svg")
    assert find_logo_fault(tmp_path / "images", "logo.svg")


def test_the_logo_is_published_as_it_is(careers: Path) -> None:
    assert (careers / "assets/logo.svg").read_bytes() == (ROOT / "handbook/images/logo.svg").read_bytes()
    assert "../../../assets/logo.svg" in read(careers / f"en/jobs/{POSTINGS['en']}/index.html").loads
