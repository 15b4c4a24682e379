"""The look of a house: its accent colour, its corners, and how its logo stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rolebook.content.fields import Color, Facts, Flag


def _refuse_nothing(value: Any) -> Any:
    """YAML takes an unquoted #0c5273 for a comment: who wrote one must hear of it."""
    return "" if value is None else value


HouseColor = Annotated[Color | None, BeforeValidator(_refuse_nothing)]


class LookFacts(Facts):
    """The colours of a house, for pages and print; everything else about the look is in templates/."""

    accent: HouseColor = Field(
        None, description="The colour of links, buttons and covers, in quotes since # begins a comment"
    )
    accent_dark: HouseColor = Field(
        None, description="The same in the dark theme; left out: the accent, as much lighter as it must be"
    )
    corners: Literal["square", "soft", "round"] = Field(
        "soft", description="The corners of buttons and panels"
    )
    wordmark: Flag = Field(
        False, description="true: the logo says the company's name, which then does not stand beside it"
    )


HOUSE_ACCENT = "#0c5273"
"""The accent of tokens.css, for what cannot read that: charts in print, pictures; a test compares them."""
