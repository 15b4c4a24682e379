"""Pictures of pixels lose what they tell, and no pixel."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rolebook.content.employer import LOGO_FOLDER
from rolebook.content.logo import read_logo
from rolebook.content.picture_notes import strip_notes
from rolebook.render.pdf.document import prepare_fonts, render_pdf
from rolebook.render.settings import RenderSettings
from tests.canaries import iter_layers
from tests.conftest import ROOT
from tests.noted_pictures import GPS, PROFILE, SIDE, make_picture, save_noted
from tests.project import FONTS

KINDS = ["png", "jpg", "webp"]


def open_frames(data: bytes) -> tuple[list[bytes], Any, int]:
    """Pixels of all frames, colour profile, and which side is up."""
    with Image.open(BytesIO(data)) as picture:
        frames = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            frames.append(picture.convert("RGBA").tobytes())
        return frames, picture.info.get("icc_profile"), picture.getexif().get(SIDE, 1)


@pytest.mark.parametrize("side", [1, 6])
@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("png", "RGB", {}),
        ("png", "RGBA", {}),
        ("png", "P", {"transparency": 3}),
        ("png", "RGB", {"save_all": True, "append_images": [make_picture().rotate(45)], "duration": 90}),
        ("jpg", "RGB", {}),
        ("jpg", "L", {}),
        ("jpg", "CMYK", {}),
        ("jpg", "RGB", {"progressive": True, "restart_marker_blocks": 2}),
        ("webp", "RGB", {}),
        ("webp", "RGBA", {}),
        ("webp", "RGB", {"lossless": False}),
        ("webp", "RGBA", {"save_all": True, "append_images": [make_picture("RGBA").rotate(45)]}),
    ],
)
def test_notes_go_and_pixels_stay(kind: str, mode: str, options: dict[str, Any], side: int) -> None:
    data = save_noted(make_picture(mode), kind, side, **options)
    assert b"Ann" in data
    stripped = strip_notes(data)
    frames, profile, found = open_frames(stripped)
    assert (frames, profile, found) == open_frames(data)
    assert (profile, found) == (PROFILE, side)
    assert len(frames) == 1 + ("save_all" in options)
    assert b"Ann" not in stripped and b"xmp" not in stripped.lower()
    assert b"tEXt" not in stripped and b"zTXt" not in stripped and b"iTXt" not in stripped
    assert (b"eXIf" in stripped or b"Exif\0" in stripped or b"EXIF" in stripped) == (side != 1)
    assert strip_notes(stripped) == stripped
    with Image.open(BytesIO(stripped)) as picture:
        assert set(picture.getexif()) <= {SIDE}
        assert not picture.getexif().get_ifd(GPS)


def test_thumbnails_and_pictures_behind_a_jpeg_go() -> None:
    """A thumbnail may show what was cut off the picture; phones put a second picture behind the first."""
    plain = BytesIO()
    make_picture().save(plain, "JPEG")
    data = plain.getvalue()
    thumbnail = b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01Ann"
    at = 4 + int.from_bytes(data[4:6])
    assert data[2:4] == b"\xff\xe0"
    data = data[:2] + b"\xff\xe0" + (len(thumbnail) + 2).to_bytes(2) + thumbnail + data[at:]
    assert b"Ann" not in strip_notes(data)
    assert open_frames(strip_notes(data)) == open_frames(plain.getvalue())
    several = BytesIO()
    make_picture().save(several, "MPO", save_all=True, append_images=[make_picture().rotate(9)])
    assert len(open_frames(several.getvalue())[0]) == 2
    assert open_frames(strip_notes(several.getvalue()))[0] == open_frames(several.getvalue())[0][:1]


def test_the_name_of_a_colour_profile_goes() -> None:
    file = BytesIO()
    make_picture().save(file, "PNG", icc_profile=PROFILE)
    data = file.getvalue()
    at = data.index(b"iCCP")
    end = at + 4 + int.from_bytes(data[at - 4 : at])
    body = b"Ann's monitor" + data[data.index(b"\0", at + 4) : end]
    named = data[: at - 4] + len(body).to_bytes(4) + b"iCCP" + body + zlib.crc32(b"iCCP" + body).to_bytes(4)
    named += data[end + 4 :]
    assert open_frames(named)[1] == PROFILE
    assert b"Ann" not in strip_notes(named)
    assert open_frames(strip_notes(named)) == open_frames(named)


def test_what_is_no_picture_stays() -> None:
    assert strip_notes(b"GIF89a") == b"GIF89a"
    assert strip_notes(b"") == b""


WHOLE = [save_noted(make_picture(), kind) for kind in KINDS]


@given(st.sampled_from(WHOLE), st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=12))
def test_broken_pictures_are_no_accident(data: bytes, at: int, length: int, instead: bytes) -> None:
    broken = data[:at] + instead + data[at + length :]
    stripped = strip_notes(broken)
    assert strip_notes(stripped) == stripped
    assert len(stripped) <= len(broken) + 64


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"RIFF\x40\0\0\0WEBP"]), st.binary(max_size=200))
def test_any_bytes_are_no_accident(head: bytes, data: bytes) -> None:
    strip_notes(head + data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_logo_is_read_without_its_notes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / LOGO_FOLDER / f"logo.{kind}"
    path.parent.mkdir(parents=True)
    path.write_bytes(save_noted(make_picture(), kind))
    data = read_logo(tmp_path, path.name)
    assert data == strip_notes(path.read_bytes())
    assert b"Ann" not in data


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_picture_tells_nothing(tmp_path: Path, kind: str) -> None:
    """WeasyPrint puts a JPEG into the PDF as it is."""
    prepare_fonts(FONTS)
    path = tmp_path / LOGO_FOLDER / f"plan.{kind}"
    path.parent.mkdir(parents=True)
    path.write_bytes(save_noted(make_picture(), kind, side=1))
    html = f'<!doctype html><html lang="en"><title>x</title><img alt="plan" src="{LOGO_FOLDER}/{path.name}">'
    printed = tmp_path / "x.pdf"
    printed.write_bytes(render_pdf(RenderSettings((ROOT / "templates",), tmp_path), html, name="x"))
    layers = list(iter_layers(printed))
    assert not any(b"Ann" in layer for layer in layers)
    if kind == "jpg":
        assert any(b"JFIF" in layer for layer in layers), "the picture is there"
