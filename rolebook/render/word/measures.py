"""Colours and sizes of Word documents: those of print, read from its style sheets."""

from __future__ import annotations

import re

from rolebook.render.settings import RenderSettings

SHEETS = ("assets/css/tokens.css", "assets/css/print.css")
"""The style sheets whose custom properties count; `build/fingerprint.py` names them too."""
_ROOT = re.compile(r":root(?::lang\(([a-z]+)\))?\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CHOICE = re.compile(r"var\(--([a-z0-9-]+),\s*([^()]+)\)")
_COLOR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|mm|rem|)")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "": 1.0}


class Measures:
    """The custom properties that hold for a language; a project's own sheets go before the built-in ones.

    What Word cannot have, such as ``rgb(…)`` or ``calc(…)``, is passed over for the value before it. ``accent`` is
    that of the house, if it chose one.
    """

    def __init__(self, settings: RenderSettings, language: str, accent: str | None = None):
        self._values: dict[str, list[str]] = {}
        for folder in reversed(settings.template_folders):
            for name in SHEETS:
                path = folder / name
                if path.is_file():
                    self._read(path.read_text("utf-8", "replace"), language.split("-")[0])
        if accent:
            self._values["brand-accent"] = [accent]

    def _read(self, sheet: str, language: str) -> None:
        for of_language, block in _ROOT.findall(_COMMENT.sub("", sheet)):
            if of_language in ("", language):
                for name, value in _PROPERTY.findall(block):
                    self._values.setdefault(name, []).append(value.strip())

    def _find(self, name: str, form: re.Pattern[str]) -> re.Match[str]:
        for value in reversed(self._values.get(name, ())):
            if match := form.fullmatch(self._replace_choice(value)):
                return match
        raise ValueError(f"the style sheets of print have no --{name} that Word understands")

    def _replace_choice(self, value: str) -> str:
        """``var(--brand-accent, #0c5273)`` as what the house chose, or else what stands behind the comma."""
        choice = _CHOICE.fullmatch(value)
        return self._values.get(choice[1], [choice[2]])[-1] if choice else value

    def color(self, name: str) -> str:
        """A colour as six hexadecimal digits."""
        digits = self._find(name, _COLOR)[1].upper()
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)

    def points(self, name: str) -> float:
        """A length in points; a rem is the size of body text. A plain number is itself."""
        match = self._find(name, _LENGTH)
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
