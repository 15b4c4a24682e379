"""The logo for whoever puts it into an output: cleaned, as it may be published."""

from __future__ import annotations

from rolebook.content.logo import LogoFault, read_logo
from rolebook.diagnostics import ContentError
from rolebook.render.settings import RenderSettings


def load_logo(settings: RenderSettings, name: str) -> bytes:
    """The logo of this name without anything that does not draw. Raises ContentError if it cannot be published."""
    try:
        return read_logo(settings.project, name)
    except LogoFault as fault:
        raise ContentError([fault.diagnose(name)]) from None
