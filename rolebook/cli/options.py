"""The options of the commands, and what they mean together."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.console import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from rolebook.pipeline import BuildRequest


AUDIENCES = ("public", "staff", "assessor")  # as in content/audience_facts, which costs more to import
_OUTPUTS = {"public": "public", "staff": "staff", "assessor": "site"}


class DefaultCommand(click.Group):
    """A group that builds when no command is named, and takes the options before or after the command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the command first: ``--project X check`` is ``check --project X``; no command is ``build``."""
        position = _find_command(args, _list_options(self))
        if position is not None:
            words, before, after = [args[position]], args[:position], args[position + 1 :]
            # “new” is followed by a command of its own, which the options belong to.
            if words == ["new"] and after and not after[0].startswith("-"):
                words.append(after.pop(0))
            args = [*words, *before, *after]
        elif not args or args[0] not in ("--help", "-h", "--version"):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; Ctrl-C before or after its work has the same exit status as during it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            sys.exit(INTERRUPTED)
        except OSError as error:
            if error.filename or error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            click.echo(f"error: cannot write what there is to say: {error.strerror}", err=True)
            # What still waits in the buffer would fail once more when Python ends, with a status of its own.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            sys.exit(FAILED)


def _find_command(args: Sequence[str], takes_value: Mapping[str, bool]) -> int | None:
    """Where the command stands; None if there is none, or an unknown option before it may take a value."""
    skip = False
    for index, arg in enumerate(args):
        if skip:
            if arg in takes_value:  # the value was forgotten
                return None
            skip = False
        elif not arg.startswith("-"):
            return index
        elif arg in takes_value:
            skip = takes_value[arg]
        elif arg != "--" and arg.partition("=")[0] not in takes_value and arg[:2] not in takes_value:
            return None
    return None


def _list_options(group: click.Group) -> dict[str, bool]:
    """Every option of every command, and whether it takes a value."""
    found = {"--help": False, "-h": False}
    commands: list[click.Command] = [group]
    for command in commands:
        if isinstance(command, click.Group):
            commands += command.commands.values()
        for option in command.params:
            if isinstance(option, click.Option):
                found |= dict.fromkeys(option.opts, not option.is_flag)
    return found


def _add_options(command: Any, options: Sequence[Any]) -> Any:
    for option in reversed(options):
        command = option(command)
    return command


def add_common_options(command: Any) -> Any:
    """--project, --no-color and --quiet, which every command has."""
    project_help = "The project: a folder with handbook/handbook.yaml.  [default: this folder]"
    return _add_options(
        command,
        (
            click.option("--project", type=click.Path(path_type=Path), help=project_help),
            click.option("--no-color", is_flag=True, help="Plain text (also by the variable NO_COLOR)."),
            click.option("--quiet", is_flag=True, help="Print problems only."),
        ),
    )


def add_build_options(command: Any) -> Any:
    """The options of a build."""
    output_help = (
        "Where the site goes.  [default: PROJECT/site; PROJECT/public or PROJECT/staff for these audiences]"
    )
    audience_help = (
        "For whom: public, staff, or assessor, who sees everything. handbook.yaml says what each may see.  "
        "[default: assessor]"
    )
    date_help = "The build's date, YYYY-MM-DD.  [default: SOURCE_DATE_EPOCH, or today]"
    url_help = "The address of the published site, for canonical links, sitemap and feeds."
    return _add_options(
        add_common_options(command),
        (
            click.option("--output", "-o", type=click.Path(path_type=Path), help=output_help),
            click.option("--audience", type=click.Choice(AUDIENCES), default="assessor", help=audience_help),
            click.option("--lang", multiple=True, metavar="TAG", help="Only this language (repeatable)."),
            click.option(
                "--role",
                multiple=True,
                metavar="ID",
                help="Only this role's pages, charter and forms (repeatable).",
            ),
            click.option(
                "--only",
                multiple=True,
                type=click.Choice(["pages", "documents"]),
                help="Only web pages, or only PDFs.",
            ),
            click.option(
                "--jobs",
                "-j",
                type=click.IntRange(1, 256),
                help="How many processes render.  [default: one per core]",
            ),
            click.option("--base-url", metavar="URL", help=url_help),
            click.option("--date", "build_date", metavar="DATE", help=date_help),
            click.option("--strict", is_flag=True, help="Warnings fail the build too."),
        ),
    )


def read_request(options: dict[str, Any]) -> BuildRequest:
    """What a build was asked to do; wrong usage is told by click."""
    from rolebook.pipeline import BuildRequest

    project = find_project(options)
    return BuildRequest(
        project=project,
        output=(options["output"] or project / _OUTPUTS[options["audience"]]).absolute(),
        audience=options["audience"],
        languages=tuple(dict.fromkeys(options["lang"])),
        roles=tuple(dict.fromkeys(options["role"])),
        only=tuple(sorted(set(options["only"]))),
        jobs=options["jobs"] or _count_cores(),
        base_url=read_base_url(options["base_url"]),
        strict=options["strict"],
        build_date=read_date(options["build_date"]),
        fonts=find_fonts_folder(),
    )


def read_base_url(text: str | None) -> str | None:
    """The address of the site, as it was given; wrong usage is told by click."""
    if text is not None:
        from rolebook.checks.links import is_site_address

        if not is_site_address(text):
            message = f"“{text}” is no address for a site; write it like https://example.com/handbook"
            raise click.BadParameter(message, param_hint="--base-url")
    return text


def read_date(text: str | None) -> dt.date:
    """The build's date: the option, else SOURCE_DATE_EPOCH (reproducible-builds.org), else today."""
    if text is not None:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise click.BadParameter("a date is written YYYY-MM-DD", param_hint="--date") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.date.today()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds, not “{epoch}”") from None


def find_project(options: dict[str, Any]) -> Path:
    """The project's folder: the option, else build.py's own folder, else the current one."""
    named = options.get("project") or click.get_current_context().find_root().obj or Path.cwd()
    project = Path(named).absolute()
    if project.is_file():
        raise click.UsageError(f"{project} is a file, and a project is a folder")
    if not project.is_dir():
        raise click.UsageError(f"there is no folder {project}")
    return project


def find_fonts_folder() -> Path | None:
    """A folder that all projects share (XDG Base Directory Specification), or None if there can be none."""
    configured = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(configured) if Path(configured).is_absolute() else Path.home() / ".cache"
        folder = base / "rolebook" / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: nobody knows a home
        return None
    return folder if os.access(folder, os.W_OK) else None


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
