"""The command that makes drafts of texts that HR has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

import click

from rolebook.cli.console import FAILED, GOOD, Console, Telling, count, show_path
from rolebook.cli.options import add_common_options, find_project, read_date


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The folder that the drafts go to.  [default: PROJECT/roles]",
)
@click.option(
    "--language", metavar="TAG", help="The language of the texts: en, zh or es.  [default: it is seen]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("txt", "md", "docx")),
    help="What the files are.  [default: by the ending of their names]",
)
@click.option(
    "--prefix", default="", metavar="TEXT", help="Put this before the id of each role, such as new-."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was done to this file as JSON.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write no drafts.")
@click.option("--date", "import_date", metavar="DATE", help="The day in the drafts.  [default: as for build]")
@add_common_options
def import_texts_command(
    files: tuple[Path, ...],
    into: Path | None,
    language: str | None,
    form: Literal["txt", "md", "docx"] | None,
    prefix: str,
    report: Path | None,
    dry_run: bool,
    import_date: str | None,
    **options: Any,
) -> None:
    """Make draft roles of texts: Word, Markdown or plain; English, Chinese or Spanish.

    A text may hold several roles. Nothing is overwritten, and no sentence is lost: what found no place stands as
    comments at the end of a draft.
    """
    console = Console(options)
    project, today = find_project(options), read_date(import_date)
    with Telling(console, kept="no draft was written"):
        from rolebook.importing.import_texts import ImportRequest, import_texts, write_drafts
        from rolebook.importing.problems import ImportProblem
        from rolebook.importing.report import render_human, render_json

        try:
            _check_prefix(prefix)
            folder = (into or project / "roles").absolute()
            outcome = import_texts(ImportRequest(project, files, folder, today, language, form, prefix))
            folders = [] if dry_run else write_drafts(outcome)
        except ImportProblem as error:
            console.stop(error.message, error.hint, FAILED)
        for one in outcome.reports:
            for line in render_human(one):
                console.say(line)
        if report is not None:
            report.write_text(render_json(outcome.reports, written=not dry_run), encoding="utf-8")
            console.say(f"wrote {show_path(report)}")
        if dry_run:
            console.say("Nothing was written (--dry-run).")
        else:
            console.say(
                f"Wrote {count(len(folders), 'draft')}, which no site shows yet. Next: read the end of their words "
                "first (what was not placed), then what “# guess:” marks; run check; delete “draft: true”."
            )
    sys.exit(GOOD)


def _check_prefix(prefix: str) -> None:
    import re

    if prefix and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-?", prefix):
        raise click.BadParameter(
            "use small letters a–z, digits and hyphens, such as new-", param_hint="--prefix"
        )
