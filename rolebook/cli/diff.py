"""The command that compares two versions of a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.console import FAILED, GOOD, WRONG_USAGE, Console, Telling, count, show_path
from rolebook.cli.options import add_common_options, find_fonts_folder, find_project

if TYPE_CHECKING:
    from rolebook.history.record import Recording


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(("human", "json")), default="human", show_default=True)
@click.option("--role", multiple=True, metavar="ID", help="Only this role (repeatable).")
@click.option("--lang", metavar="TAG", help="The language to tell it in.  [default: the source language]")
@click.option(
    "--pdf",
    "--output",
    "-o",
    "pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a PDF for staff to this file.",
)
@click.option(
    "--record", is_flag=True, help="Write roles/ID/changes.yaml for each role whose version changed."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
@add_common_options
def diff(
    old: str,
    new: str | None,
    form: str,
    role: tuple[str, ...],
    lang: str | None,
    pdf: Path | None,
    record: bool,
    exit_code: bool,
    **options: Any,
) -> None:
    """Tell what changed from OLD to NEW: penalties and KPIs first, then the rest, then words.

    OLD and NEW are revisions of the git repository that holds the project, or folders that are projects.
    NEW is the project as it is now if it is left out.
    """
    console = Console(options)
    project = find_project(options)
    if record and new is not None:
        raise click.UsageError("--record writes into the project as it is now: leave NEW out")
    with Telling(console):
        from rolebook import versions as steps
        from rolebook.history.revisions import RevisionError

        try:
            versions = steps.compare_versions(project, old, new)
        except RevisionError as error:
            console.stop(error.message, error.hint, WRONG_USAGE if error.usage else FAILED)
        except steps.UnreadableVersion as error:
            console.tell_problems(error.diagnostics)
            which = f"the version “{error.name}”" if error.name else "the project as it is now"
            hint = "correct it, or name a version that this release can read"
            console.stop(f"{which} has errors and cannot be compared", hint, FAILED)
        from rolebook.diff_formats import format_human, format_json

        roles = steps.choose_roles(versions.comparison, tuple(dict.fromkeys(role)))
        contexts = steps.make_contexts(versions.comparison, project, lang)
        changed = any(one.state != "same" for one in roles.values()) or bool(versions.comparison.handbook)
        if form == "json":
            click.echo(format_json(versions, contexts, roles))
        else:
            console.say(format_human(versions, contexts, roles) or "Nothing changed.")
        if pdf is not None:
            fonts = find_fonts_folder() or project / ".rolebook" / "fonts"
            _write(pdf, steps.print_changes(versions, contexts, project, roles, fonts))
            _tell(console, f"wrote {show_path(pdf)}")
        good = True
        if record:
            good = _tell_recording(console, steps.record_versions(versions, project, roles))
    sys.exit(FAILED if not good or (exit_code and changed) else GOOD)


def _tell_recording(console: Console, recording: Recording) -> bool:
    """Say what was recorded; whether all that had to be was."""
    for path in recording.written:
        _tell(console, f"wrote {show_path(path)}")
    if not (recording.written or recording.refused):
        known = f": {count(len(recording.kept), 'role')} recorded already" if recording.kept else ""
        _tell(console, f"Nothing to record{known or ': no role has another version'}.")
    for name, reason in recording.refused:
        click.echo(f"not recorded: roles/{name}/changes.yaml: {reason}", err=True)
    return not recording.refused


def _tell(console: Console, text: str) -> None:
    """What was done besides, apart from the answer itself."""
    if not console.quiet:
        click.echo(text, err=True)


def _write(path: Path, data: bytes) -> None:
    """A file as a whole or not at all."""
    waiting = path.with_name(f".{path.name}.new")
    try:
        waiting.write_bytes(data)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
