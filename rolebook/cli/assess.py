"""The commands about results of people: `assess`, and `new results` to begin with."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any, Literal

import click

from rolebook.cli.console import FAILED, GOOD, Console, Telling, count, show_path
from rolebook.cli.options import add_common_options, find_fonts_folder, find_project, read_date

_FILES = click.Path(path_type=Path)


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=_FILES)
@click.option(
    "--out", type=_FILES, required=True, help="The folder for the scorecards: new, or of an earlier run."
)
@click.option(
    "--period",
    metavar="PERIOD",
    help="2026-11, 2026-Q4, 2026-H2 or 2026; else a column of the table says it.",
)
@click.option(
    "--lang",
    metavar="TAG",
    help="The language, where a row names none.  [default: the handbook's source language]",
)
@click.option("--role", metavar="ID", help="The role of people whose rows name none.")
@click.option("--sheet", metavar="NAME", help="The sheet of workbooks to read.  [default: the first one]")
@click.option(
    "--decimal",
    "mark",
    type=click.Choice(["point", "comma"]),
    help="What 1.234 and 1,234 mean; without it they are refused.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 256), help="How many processes render.  [default: one per core]"
)
@click.option("--date", "today", metavar="DATE", help="The date of the documents.  [default: as for build]")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@add_common_options
def assess(
    files: tuple[Path, ...],
    out: Path,
    period: str | None,
    lang: str | None,
    role: str | None,
    sheet: str | None,
    mark: Literal["point", "comma"] | None,
    jobs: int | None,
    today: str | None,
    strict: bool,
    **options: Any,
) -> None:
    """Make scorecards to sign, a summary and a team chart from tables of results (CSV, XLSX)."""
    console = Console(options)
    started = time.monotonic()
    from rolebook.assess import AssessRequest
    from rolebook.build.processes import count_cores

    request = AssessRequest(
        project=find_project(options),
        files=tuple((file.absolute(), _name_file(file)) for file in files),
        out=out.absolute(),
        today=read_date(today),
        period=period,
        language=lang,
        role=role,
        sheet=sheet,
        mark=mark,
        jobs=jobs or count_cores(),
        strict=strict,
        fonts=find_fonts_folder(),
    )
    with Telling(console, kept=f"{show_path(out)} is as it was"):
        from rolebook.assess import assess_people

        report = assess_people(request, console.progress())
    console.tell_problems(report.diagnostics)
    if report.failed:
        click.echo(f"No scorecards were made. {show_path(out)} is as it was.", err=True)
        sys.exit(FAILED)
    seconds = time.monotonic() - started
    console.say(f"{count(report.people, 'scorecard')} in {show_path(out)} ({seconds:.1f} s).")
    console.say(f"See {show_path(out / 'team.pdf')} and {show_path(out / 'summary.xlsx')}.")
    sys.exit(GOOD)


@click.command("results")
@click.argument("file", type=_FILES)
@click.option("--role", "roles", multiple=True, metavar="ID", required=True, help="A role (repeatable).")
@click.option("--lang", metavar="TAG", help="The language of the headings.  [default: the source language]")
@add_common_options
def new_results(file: Path, roles: tuple[str, ...], lang: str | None, **options: Any) -> None:
    """Make an empty table of results with the right headings: FILE ends in .xlsx or .csv."""
    console = Console(options)
    project = find_project(options)
    with Telling(console, kept="nothing was written"):
        from rolebook.assess import start_results

        start_results(project, file.absolute(), tuple(dict.fromkeys(roles)), lang, read_date(None))
    console.say(f"wrote {show_path(file)}")
    console.say(
        f"Next: a row for each person, then rolebook assess {show_path(file)} --out FOLDER --period 2026-11"
    )


def _name_file(file: Path) -> str:
    """The file as diagnostics name it: as seen from here, for places are never absolute."""
    try:
        name = os.path.relpath(file)
    except ValueError:
        name = file.name
    return Path(name).as_posix()
