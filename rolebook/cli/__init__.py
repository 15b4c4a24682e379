"""The commands: the only place that prints or exits.

Heavy modules are imported inside the commands, so that ``--help``, and a build in which nothing changed,
start fast.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rolebook import __version__
from rolebook.cli.assess import assess, new_results
from rolebook.cli.console import FAILED, GOOD, WRONG_USAGE, Console, Telling, show_path
from rolebook.cli.diff import diff
from rolebook.cli.options import (
    DefaultCommand,
    add_build_options,
    add_common_options,
    find_project,
    read_date,
    read_request,
)
from rolebook.cli.policies import policies
from rolebook.cli.postings import postings

FORMATS = ("human", "json", "github", "sarif")


@click.group(cls=DefaultCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rolebook")
def cli() -> None:
    """Role files in YAML become a browsable site and printable handbooks.

    Without a command it builds. `COMMAND --help` lists a command's options.
    """


@cli.command()
@add_build_options
def build(**options: Any) -> None:
    """Check everything, then build the site and the PDFs."""
    console = Console(options)
    started = time.monotonic()
    request = read_request(options)
    with Telling(console):
        from rolebook.pipeline import build_site

        report = build_site(request, console.progress())
    console.tell_problems(report.diagnostics)
    console.tell_build(report, request, time.monotonic() - started)
    sys.exit(FAILED if report.failed else GOOD)


@cli.command()
@add_common_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="human", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings fail the check too.")
@click.option("--date", "build_date", metavar="DATE", help="The date to check by.  [default: as for build]")
def check(form: str, strict: bool, build_date: str | None, **options: Any) -> None:
    """Check every file and report all problems at once; write nothing."""
    console = Console(options)
    project, today = find_project(options), read_date(build_date)
    with Telling(console):
        from rolebook.diagnostics import has_errors
        from rolebook.pipeline import check_project

        problems = check_project(project, today)
    console.print_report(problems, form)
    sys.exit(FAILED if has_errors(problems, strict=strict) else GOOD)


@cli.command()
@add_build_options
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int, **options: Any) -> None:
    """Preview the site; build and reload when a file is saved."""
    console = Console(options)
    request = read_request(options)
    with Telling(console):
        from rolebook.pipeline import preview_site

        preview_site(request, host=host, port=port, tell=console.tell_preview, color=console.color_err)


@cli.group()
def new() -> None:
    """Start a project, a role, a posting, a language or a table of results."""


@new.command("project")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--lang", multiple=True, metavar="TAG", help="A language (repeatable); the first is the source."
)
@add_common_options
def new_project(folder: Path, lang: tuple[str, ...], **options: Any) -> None:
    """Make a small project in FOLDER that builds at once."""
    _start(
        options,
        lambda scaffold: scaffold.start_project(folder, lang or ("en",), dt.date.today()),
        f"Next: rolebook --project {folder}",
    )


@new.command("role")
@click.argument("role_id", metavar="ID")
@click.option("--title", help="The role's title in the source language.")
@add_common_options
def new_role(role_id: str, title: str | None, **options: Any) -> None:
    """Make roles/ID with a first text to overwrite."""
    project = find_project(options)
    _start(
        options,
        lambda scaffold: scaffold.start_role(project, role_id, title, dt.date.today()),
        "Next: fill in the files, then run check.",
    )


@new.command("posting")
@click.argument("posting_id", metavar="ID")
@click.option("--role", "role_id", metavar="ID", required=True, help="The role that is to be filled.")
@add_common_options
def new_posting(posting_id: str, role_id: str, **options: Any) -> None:
    """Make postings/ID, a draft that advertises a role."""
    project = find_project(options)

    def start(_scaffold: Any) -> list[Path]:
        from rolebook.scaffold_posting import start_posting

        return start_posting(project, posting_id, role_id, dt.date.today())

    _start(options, start, "Next: fill in the files, run check, then write status: open.")


@new.command("language")
@click.argument("tag")
@add_common_options
def new_language(tag: str, **options: Any) -> None:
    """Add a language; every text waits as a comment to be translated."""
    project = find_project(options)
    _start(
        options,
        lambda scaffold: scaffold.start_language(project, tag),
        "Next: translate, then run check to see what is missing.",
    )


@cli.command()
@click.argument("code", required=False)
@add_common_options
def explain(code: str | None, **options: Any) -> None:
    """Explain a problem's CODE: cause, example, cure. Without CODE: list all."""
    from rolebook import codes

    if code is None:
        for name in codes.CODES:
            click.echo(f"{name}  {codes.read_code_page(name).title}")
        return
    try:
        click.echo(codes.explain_code(code.upper()))
    except KeyError:
        hint = "run `explain` without a code to list them all"
        Console(options).stop(f"there is no code “{code}”", hint, WRONG_USAGE)


@cli.command()
@add_common_options
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a schema is out of date.")
def schema(only_check: bool, **options: Any) -> None:
    """Write the JSON Schemas that editors use into PROJECT/schema."""
    from rolebook.content.schema import render_schemas

    console = Console(options)
    folder = find_project(options) / "schema"
    schemas = render_schemas()
    stale = [name for name, text in schemas.items() if not _holds_text(folder / name, text)]
    if only_check:
        if stale:
            console.stop(f"out of date: {', '.join(stale)}", "run `schema`", FAILED)
        return
    with Telling(console):
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(schemas[name], encoding="utf-8")
    console.say(f"{len(stale)} of {len(schemas)} schemas written to {show_path(folder)}")


@cli.command()
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The site.  [default: PROJECT/site]")
@click.option("--cache", "and_cache", is_flag=True, help="Remove the cache too.")
@add_common_options
def clean(output: Path | None, and_cache: bool, **options: Any) -> None:
    """Remove what builds made, and nothing else."""
    console = Console(options)
    project = find_project(options)
    with Telling(console):
        from rolebook.pipeline import clean_project

        removed = clean_project(project, output or project / "site", and_cache=and_cache)
    console.say(f"Removed {removed} files.")


cli.add_command(assess)
new.add_command(new_results)
cli.add_command(diff)
cli.add_command(postings)
cli.add_command(policies)


def _start(options: dict[str, Any], make: Callable[[Any], list[Path]], following: str) -> None:
    console = Console(options)
    from rolebook import scaffold

    with Telling(console):
        try:
            written = make(scaffold)
        except scaffold.ScaffoldError as error:
            console.stop(error.message, error.hint, FAILED)
        for path in written:
            console.say(f"wrote {show_path(path)}")
        console.say(following)


def _holds_text(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(default_project: Path | None = None, program: str = "rolebook") -> None:
    """Runs a command; ``default_project`` is the project if none is named."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us
            setattr(sys, name, open(os.devnull, "r+"))  # noqa: PTH123, SIM115 - open until the end
    cli(obj=default_project, prog_name=program)
