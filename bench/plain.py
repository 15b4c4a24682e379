"""The HTML of charters and handbooks as our templates make it, for WeasyPrint without any of ours."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from pathlib import Path

from rolebook.build.plan import plan_site
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders, read_project
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.document import STYLE_SHEETS
from rolebook.render.settings import RenderSettings
from rolebook.views.book import list_sections, open_edition
from rolebook.views.context import make_context


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


def write_handbook(project: Path, folder: Path, language: str) -> tuple[list[Path], Path]:
    """Write the handbook of all roles as one HTML file; the style sheets and the file.

    It is what its sections say, one after the other: the numbers in the contents stay 8888.
    """
    today = dt.date(2026, 12, 1)
    catalogue, _ = read_project(project, today)
    folders = find_template_folders(project)
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=today))
    settings = RenderSettings(folders, project)
    edition = open_edition(make_context(catalogue, options, language, folders), "all")
    front, bodies = "", []
    for section in list_sections(edition):
        html = render_template(settings, section.template, language, section.make(), name="doc")
        front = front or html[: html.index(">", html.index("<body")) + 1]
        bodies.append(re.sub(r"(?s).*<body[^>]*>|</body>.*", "", html))
    path = folder / "handbook.html"
    between = '<div style="break-before: page">'
    path.write_text(front + "".join(f"{between}{body}</div>" for body in bodies) + "</body></html>", "utf-8")
    return [sheet for name in STYLE_SHEETS if (sheet := settings.find(name))], path
