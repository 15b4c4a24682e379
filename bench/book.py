"""Makes the handbook of all roles in one language and nothing else, as a build would: for measurements.

    python bench/book.py PROJECT --lang en --jobs 2

Prints the number of pages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rolebook.build.artifact import Artifact  # noqa: E402
from rolebook.build.cache import open_cache  # noqa: E402
from rolebook.build.execute import render_missing  # noqa: E402
from rolebook.build.fingerprint import KeyContext  # noqa: E402
from rolebook.build.plan import Selection, plan_site  # noqa: E402
from rolebook.pipeline import (  # noqa: E402
    WORKSHOP,
    BuildRequest,
    choose_options,
    find_template_folders,
    read_project,
)
from rolebook.render.pdf.part import read_head  # noqa: E402
from rolebook.render.settings import RenderSettings  # noqa: E402
from rolebook.views import links  # noqa: E402

TODAY = dt.date(2026, 12, 1)


def make_book(project: Path, language: str, jobs: int) -> int:
    """Bring the handbook of all roles up to date in the cache; how many pages its sections have."""
    catalogue, _ = read_project(project, TODAY)
    folders = find_template_folders(project)
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
    selection = Selection(languages=frozenset({language}), only=frozenset({"documents"}))
    path = links.handbook_path(language, "all")
    artifacts = take_until(path, plan_site(catalogue, options, folders, selection))
    workshop, cache = project / WORKSHOP, open_cache(project)
    context = KeyContext(RenderSettings(folders, project), workshop)
    rendering = render_missing(artifacts, context, cache, fonts=workshop / "fonts", jobs=jobs)
    assert not rendering.diagnostics, rendering.diagnostics
    parts = (cache.find(key) for key in rendering.parts)
    return sum(len(read_head(part.path).pages) for part in parts if part)


def take_until(path: str, plan: Iterable[Artifact]) -> Iterator[Artifact]:
    """The plan as far as a handbook, of which the sections come first: views of charters are not made."""
    for artifact in plan:
        yield artifact
        if artifact.path == path:
            return


def main() -> None:
    """Read the command line and make the book."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path, metavar="PROJECT")
    parser.add_argument("--lang", default="en", metavar="TAG")
    parser.add_argument("--jobs", type=int, default=0, metavar="N")
    options = parser.parse_args()
    print(make_book(options.project, options.lang, options.jobs))


if __name__ == "__main__":
    main()
