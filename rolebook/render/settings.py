"""What every renderer must know besides the view: where templates, assets and interface words lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

IMAGE_FOLDERS = ("images/", "handbook/images/")
"""Where a project's images lie."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """Folders in order of precedence: the project's own templates first, then the built-in ones.

    Each folder has the shape of ``templates/``: ``site/ print/ components/ assets/ locale/``. A project
    may override any single file. ``project`` is the root that images in content may come from.
    """

    template_folders: tuple[Path, ...]
    project: Path

    def find(self, name: str) -> Path | None:
        """The first file of this name (``assets/css/tokens.css``) in the template folders."""
        return next((folder / name for folder in self.template_folders if (folder / name).is_file()), None)

    def find_image(self, name: str) -> Path | None:
        """An image of the project by its path in it (``handbook/images/logo.svg``)."""
        path = self.project / name
        return path if name.startswith(IMAGE_FOLDERS) and path.is_file() else None
