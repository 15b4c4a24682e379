"""Colours and sizes of Word documents: those of print, read from its style sheets."""

from __future__ import annotations

import re

from rolebook.render.settings import RenderSettings

SHEETS = ("assets/css/tokens.css", "assets/css/print.css")
"""The style sheets whose custom properties count; `build/fingerprint.py` names them too."""
_ROOT = re.compile(r":root(?::lang\(([a-z]+)\))?\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"(-?[\d.]+)(pt|mm|rem|)")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "": 1.0}


class Measures:
    """The custom properties that hold for a language; a project's own sheets go before the built-in ones."""

    def __init__(self, settings: RenderSettings, language: str):
        self._values: dict[str, str] = {}
        for folder in reversed(settings.template_folders):
            for name in SHEETS:
                path = folder / name
                if path.is_file():
                    self._read(path.read_text("utf-8"), language)

    def _read(self, sheet: str, language: str) -> None:
        for of_language, block in _ROOT.findall(_COMMENT.sub("", sheet)):
            if not of_language or of_language == language.split("-")[0]:
                self._values |= {name: value.strip() for name, value in _PROPERTY.findall(block)}

    def color(self, name: str) -> str:
        """A colour as six hexadecimal digits; ValueError if it is written in another way."""
        value = self._values[name].lstrip("#")
        value = "".join(digit * 2 for digit in value) if len(value) == 3 else value
        int(value, 16)
        return value.upper()

    def points(self, name: str) -> float:
        """A length in points; a rem is the size of body text."""
        match = _LENGTH.fullmatch(self._values[name])
        if match is None:
            raise ValueError(f"--{name} is no length: {self._values[name]}")
        unit = self.points("size-body") if match[2] == "rem" else _POINTS[match[2]]
        return float(match[1]) * unit

    def twips(self, name: str) -> int:
        """A length in twentieths of a point, the unit of Word."""
        return round(self.points(name) * 20)

    def half_points(self, name: str) -> int:
        """A size of type in half points."""
        return round(self.points(name) * 2)


def millimetres(length: float) -> int:
    """A length in twentieths of a point."""
    return round(length * _POINTS["mm"] * 20)
