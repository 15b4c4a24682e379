"""Pictures of pages for chats and networks: titles of any length, letters, logos."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.picture.card import draw_card
from rolebook.render.picture.lettering import Lettering
from rolebook.render.settings import RenderSettings
from rolebook.views.model import PictureCard
from tests.conftest import ROOT
from tests.project import FONTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def fonts() -> Path:
    return prepare_fonts(FONTS)


def draw(fonts: Path, title: str, logo: str = "", project: Path = ROOT) -> Image.Image:
    card = PictureCard(title, "示例 Ltd", ("Madrid", "full time"), "#7a1f5c", logo)
    settings = RenderSettings((ROOT / "templates",), project)
    data = draw_card(settings, card, fonts)
    assert data == draw_card(settings, card, fonts), "the same bytes"
    return Image.open(BytesIO(data)).convert("RGB")


def measure_ink(picture: Image.Image, top: int, bottom: int) -> int:
    """How many pixels between two heights are white."""
    area = picture.crop((0, top, picture.width, bottom))
    return sum(count for count, colour in area.getcolors(1 << 20) or () if colour == (255, 255, 255))


@pytest.mark.parametrize(
    "title",
    [
        "Sales manager",
        "网络安全与云计算销售经理（华东地区及港澳台，含海外项目）",
        "Coordinador o coordinadora interna de ventas de equipos médicos " * 4,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    ],
)
def test_titles_of_any_length_stay_inside_the_picture(fonts: Path, title: str) -> None:
    picture = draw(fonts, title)
    assert measure_ink(picture, 200, 480) > 3000
    for box in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 60), (0, 590, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (122, 31, 92))]


def test_letters_that_our_fonts_lack_are_left_out_and_not_drawn_as_boxes(fonts: Path) -> None:
    picture = draw(fonts, "مدير المبيعات")
    assert measure_ink(picture, 200, 480) == 0
    assert measure_ink(picture, 60, 200) > 500, "the company is still told"


def test_a_line_does_not_begin_with_what_closes(fonts: Path) -> None:
    lettering = Lettering(fonts, "Bold", 60)
    for width in range(130, 900, 17):
        assert not [
            line
            for line in lettering.wrap("负责销售、采购，以及（华东）售后。", width)
            if line[0] in "、，）。"
        ]


def test_a_title_of_ten_thousand_letters_is_cut_at_once(fonts: Path) -> None:
    """Letter by letter, it took minutes of every build."""
    lettering = Lettering(fonts, "Bold", 42)
    begun = time.perf_counter()
    kept = lettering.cut("Seller" * 1700, 1040)
    assert time.perf_counter() - begun < 5
    assert kept.endswith("…") and lettering.measure(kept) <= 1040 < lettering.measure(f"{kept[:-1]}WW…")
    assert lettering.cut("Seller", 1) == "…"


def test_a_logo_of_pixels_stands_on_the_picture(fonts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    Image.new("RGBA", (300, 100), (10, 200, 30, 255)).save(folder / "logo.png")
    colours = {colour for _, colour in draw(fonts, "Title", "logo.png", tmp_path).getcolors(1 << 20) or ()}
    assert (10, 200, 30) in colours


@pytest.mark.parametrize("side", [1, 6])
def test_a_logo_stands_upright_on_the_picture(fonts: Path, tmp_path: Path, side: int) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = side
    wide = Image.new("RGB", (300, 100), (10, 200, 30))
    lying = wide if side == 1 else wide.transpose(Image.Transpose.ROTATE_90)
    lying.save(folder / "logo.png", exif=exif)
    picture = draw(fonts, "Title", "logo.png", tmp_path)
    green = [(x, y) for x in range(450) for y in range(200) if picture.getpixel((x, y)) == (10, 200, 30)]
    width, height = (max(place) - min(place) + 1 for place in zip(*green, strict=True))
    assert (width, height) == (216, 72)


def test_a_drawn_logo_stands_on_the_picture_in_its_colours(fonts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path fill="#0ac81e" d="M0 0h30v10H0z"/>'
        '<text x="2" y="8" font-size="8" fill="#f00">Ü 示</text></svg>',
        "utf-8",
    )
    picture = draw(fonts, "Title", "logo.svg", tmp_path)
    counted = {colour: count for count, colour in picture.getcolors(1 << 20) or ()}
    assert 10_000 < counted[10, 200, 30] < 216 * 72, "216 by 72 pixels, but for the letters"
    assert counted[255, 0, 0] > 200, "words are set, without fonts of the system"
