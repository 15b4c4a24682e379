"""Colours of the house that can be read (code S022)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.content.contrast import DARK_GROUNDS, ENOUGH, LIGHT_GROUNDS, find_nearest, find_weakest
from rolebook.diagnostics import Diagnostic, Severity


def check_accents(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The accent stands out from what it is put on, in both themes, as WCAG 2.2 asks of text (1.4.3)."""
    look = catalogue.handbook.look
    for name, colour, grounds, where in (
        ("accent", look.accent, LIGHT_GROUNDS, "in the light theme"),
        ("accent_dark", look.accent_dark, DARK_GROUNDS, "in the dark theme"),
    ):
        if colour is None:
            continue
        contrast = find_weakest(colour, grounds)
        if contrast < ENOUGH:
            # Rounded down, so that 4.498 is not told as 4.5.
            message = (
                f"“{colour}” is hard to read {where}: its contrast is {int(contrast * 10) / 10}, not {ENOUGH}"
            )
            hint = f'the nearest colour that can be read is "{find_nearest(colour, grounds)}"'
            yield catalogue.handbook_file.diagnose("S022", Severity.ERROR, message, hint, at=("look", name))
