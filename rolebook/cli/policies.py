"""The command that reports what policy checks find."""

from __future__ import annotations

import sys
from typing import Any

import click

from rolebook.cli.console import GOOD, WRONG_USAGE, Console, Telling
from rolebook.cli.options import add_common_options, find_project, read_date


@click.command()
@click.option("--format", "form", type=click.Choice(("human", "json")), default="human", show_default=True)
@click.option("--role", multiple=True, metavar="ID", help="Only this role (repeatable).")
@click.option("--posting", multiple=True, metavar="ID", help="Only this posting (repeatable).")
@click.option("--lang", metavar="TAG", help="The language of the findings.  [default: the source language]")
@click.option("--date", "build_date", metavar="DATE", help="The date to check by.  [default: as for build]")
@add_common_options
def policies(
    form: str,
    role: tuple[str, ...],
    posting: tuple[str, ...],
    lang: str | None,
    build_date: str | None,
    **options: Any,
) -> None:
    """Report what may breach a law or a rule of the house, role by role and posting by posting.

    It tells the law, how sure it is and since when, what to do, what is suppressed, what cannot be decided, and
    which entries postings withhold. It writes nothing, and is no legal advice.
    """
    console = Console(options)
    project, today = find_project(options), read_date(build_date)
    with Telling(console):
        from rolebook.checks.policy_packs import check_packs
        from rolebook.content.resolve import load_catalogue
        from rolebook.content.yaml_tree import suggest_nearest
        from rolebook.diagnostics import ContentError, has_errors
        from rolebook.policies import make_report
        from rolebook.policy_formats import choose_subjects, format_human, format_json

        catalogue, _ = load_catalogue(project)
        for names, known, what in (
            (role, list(catalogue.roles), "role"),
            (posting, list(catalogue.postings), "posting"),
            ((lang,) if lang else (), list(catalogue.handbook.languages), "language"),
        ):
            for name in names:
                if name not in known:
                    console.stop(f"there is no {what} “{name}”", suggest_nearest(name, known), WRONG_USAGE)
        if has_errors(problems := [*check_packs(catalogue)]):
            raise ContentError(problems)  # a detector that does not work would be silent
        report = make_report(catalogue, today)
        subjects = choose_subjects(catalogue, report, role, posting)
        if form == "json":
            click.echo(format_json(catalogue, report, subjects, str(today)))
        else:
            language = lang or catalogue.handbook.source_language
            console.say(format_human(catalogue, report, subjects, language))
    sys.exit(GOOD)
