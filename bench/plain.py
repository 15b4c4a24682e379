"""The HTML of charters as our templates make it, for WeasyPrint without any of ours."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

from rolebook.build.plan import plan_site
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders, read_project
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import STYLE_SHEETS
from rolebook.render.settings import RenderSettings


def write_charters(project: Path, folder: Path, count: int) -> tuple[list[Path], list[Path]]:
    """Write so many charters as HTML into ``folder``; the style sheets and the files."""
    today = dt.date(2026, 12, 1)
    catalogue, _ = read_project(project, today)
    folders = find_template_folders(project)
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=today))
    settings = RenderSettings(folders, project)
    charters = (
        artifact
        for artifact in plan_site(catalogue, options, folders)
        if artifact.kind == "document" and artifact.role
    )
    files = []
    for number, artifact in enumerate(islice(charters, count)):
        path = folder / f"{number}.html"
        path.write_text(
            render_template(settings, artifact.template, artifact.language, artifact.view, name="doc"),
            "utf-8",
        )
        files.append(path)
    return [sheet for name in STYLE_SHEETS if (sheet := settings.find(name))], files
