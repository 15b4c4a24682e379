"""Contrast of colours as WCAG 2.2 (1.4.3) reckons it, and the nearest colour that has enough.

Colours are ``#rrggbb``. The grounds are those of tokens.css and dark.css; a test compares them.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from functools import lru_cache

ENOUGH = 4.5
LIGHT_GROUNDS = ("#ffffff", "#f5f4f0")
"""What the accent stands on in the light theme and in print, or what stands on it: surface and accent-text, raised."""
DARK_GROUNDS = ("#14181c", "#1e2429", "#0d1a22")
"""The same in the dark theme: surface, raised, accent-text."""
_EASY = 7.0
"""The contrast that an accent gets in the dark theme if nobody chose one."""
_STEPS = 400


def measure_contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_measure_luminance(one), _measure_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def find_weakest(colour: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour with that ground from which it stands out least."""
    return min(measure_contrast(colour, ground) for ground in grounds)


def find_nearest(colour: str, grounds: tuple[str, ...], enough: float = ENOUGH) -> str:
    """The colour of the same hue, nearest in lightness, that stands out from all grounds; itself if it does."""
    if find_weakest(colour, grounds) >= enough:
        return colour.lower()
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _split(colour)))
    shades = (
        _join(*colorsys.hls_to_rgb(hue, step / _STEPS, saturation))
        for step in sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    )
    return next(shade for shade in shades if find_weakest(shade, grounds) >= enough)


@lru_cache(maxsize=8)  # every page asks for the same one
def derive_dark(accent: str) -> str:
    """The accent for the dark theme, if none was chosen: lighter, until it is read with ease."""
    return find_nearest(accent, DARK_GROUNDS, _EASY)


def _split(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _join(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _measure_luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _split(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
