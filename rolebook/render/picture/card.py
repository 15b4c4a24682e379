"""The picture of a page: the title, large, on the colour of the house; the same bytes every time."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.content.employer import LOGO_FOLDER
from rolebook.render.logo import load_logo
from rolebook.render.picture.drawing import draw_svg
from rolebook.render.picture.lettering import Lettering
from rolebook.render.settings import RenderSettings
from rolebook.views.brand import PICTURE_SIZE
from rolebook.views.model import PictureCard

if TYPE_CHECKING:
    from PIL.Image import Image

_INK = 255
_MARGIN = 80
_PLATE = 96
_INSET = 12
_TITLE_SIZES = (88, 80, 72, 64, 56, 48, 42)
_MOST_LINES = 4
_LEADING = 1.18


def draw_card(settings: RenderSettings, card: PictureCard, fonts: Path) -> bytes:
    """The picture as PNG; ``fonts`` is the folder of the prepared fonts. Words that they cannot set are left out."""
    from PIL import Image, ImageDraw

    width, height = PICTURE_SIZE
    # White on black first, then from the accent to white: flat colours, in a small file, exactly those of the house.
    picture = Image.new("L", PICTURE_SIZE)
    canvas = ImageDraw.Draw(picture)
    logo = _open_logo(settings, card.logo, fonts) if card.logo else None
    x: float = _MARGIN
    if logo:
        plate = (_MARGIN, _MARGIN, _MARGIN + logo.width + 2 * _INSET, _MARGIN + _PLATE)
        canvas.rounded_rectangle(plate, 14, fill=_INK)
        x = plate[2] + 28
    name = Lettering(fonts, "SemiBold", 38)
    if name.can_set(card.organisation):
        line = name.cut(card.organisation, width - _MARGIN - x)
        name.draw(canvas, (x, _MARGIN + _PLATE / 2 + 13), line, _INK)
    y: float = height - _MARGIN
    small = Lettering(fonts, "Regular", 34)
    details = " · ".join(detail for detail in card.details if small.can_set(detail))
    if details:
        small.draw(canvas, (_MARGIN, y), small.cut(details, width - 2 * _MARGIN), _INK)
        y -= 92
    title, lines = _fit_title(card.title, fonts, y - _MARGIN - _PLATE - 56)
    if not title.can_set(card.title):
        lines = []
    for line in reversed(lines):
        title.draw(canvas, (_MARGIN - title.size * 0.05, y), line, _INK)
        y -= title.size * _LEADING
    picture.putpalette(_blend(card.accent))
    if logo:
        picture = picture.convert("RGB")
        picture.paste(logo, (_MARGIN + _INSET, _MARGIN + (_PLATE - logo.height) // 2), logo)
    file = BytesIO()
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _blend(accent: str) -> list[int]:
    """A palette of 256 colours from the accent to white."""
    ground = bytes.fromhex(accent.removeprefix("#"))
    return [round(part + (255 - part) * step / 255) for step in range(256) for part in ground]


def _fit_title(title: str, fonts: Path, room: float) -> tuple[Lettering, list[str]]:
    """The title as large as it fits, in lines; cut if it does not fit at all."""
    width = PICTURE_SIZE[0] - 2 * _MARGIN
    for size in _TITLE_SIZES:
        lettering = Lettering(fonts, "Bold", size)
        lines = lettering.wrap(title, width)
        most = min(_MOST_LINES, int(room / (size * _LEADING)))
        if len(lines) <= most and all(lettering.measure(line) <= width for line in lines):
            return lettering, _balance(lettering, title, width, lines)
    kept = [*lines[: most - 1], "".join(f"{line} " for line in lines[most - 1 :]).strip()]
    return lettering, [lettering.cut(line, width) for line in kept if line]


def _balance(lettering: Lettering, title: str, width: float, lines: list[str]) -> list[str]:
    """The same number of lines, as equally long as words allow: no single word in the last."""
    while width > 100:
        width -= 20
        narrower = lettering.wrap(title, width)
        if len(narrower) > len(lines) or any(lettering.measure(line) > width for line in narrower):
            break
        lines = narrower
    return lines


def _open_logo(settings: RenderSettings, name: str, fonts: Path) -> Image | None:
    """The logo in the size that fits its plate; None if it is gone."""
    path = settings.find_image(f"{LOGO_FOLDER}/{name}")
    if path is None:
        return None
    state = path.stat()
    return _fit_logo(settings, name, fonts, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=2)
def _fit_logo(settings: RenderSettings, name: str, fonts: Path, state: tuple[int, int]) -> Image:
    """The same, kept while its file is in this state: a thousand cards show one logo."""
    from PIL import Image, ImageOps

    room = _PLATE - 2 * _INSET
    data = load_logo(settings, name)
    if name.lower().endswith(".svg"):
        data = draw_svg(data, name, 4 * room, room, fonts)
    with Image.open(BytesIO(data)) as opened:
        logo = ImageOps.exif_transpose(opened).convert("RGBA")
    scale = min(room / logo.height, 4 * room / logo.width)
    size = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    return logo.resize(size, Image.Resampling.LANCZOS)
