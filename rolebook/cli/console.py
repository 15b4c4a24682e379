"""Writes to the terminal: problems and progress to stderr, answers to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

if TYPE_CHECKING:
    from rolebook.build.progress import Progress
    from rolebook.diagnostics import Diagnostic
    from rolebook.pipeline import BuildReport, BuildRequest

GOOD, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class Console:
    """What a command says, and how: with or without colours, quietly or not."""

    def __init__(self, options: dict[str, Any]):
        self.quiet = bool(options.get("quiet"))
        plain = options.get("no_color") or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self.color_out = not plain and sys.stdout.isatty()
        self.color_err = not plain and sys.stderr.isatty()

    def say(self, text: str) -> None:
        """An answer, unless --quiet."""
        if not self.quiet:
            click.echo(text)

    def print_report(self, problems: Sequence[Diagnostic], form: str) -> None:
        """The report of a check, on stdout."""
        from rolebook import diagnostic_formats as formats

        if form == "human":
            if problems:
                click.echo(formats.format_human(problems, color=self.color_out))
            self.say(formats.summarise(problems))
            return
        write = {"json": formats.format_json, "github": formats.format_github, "sarif": formats.format_sarif}
        text = write[form](problems).rstrip("\n")
        if text:
            click.echo(text)

    def tell_problems(self, problems: Sequence[Diagnostic]) -> None:
        """Problems found on the way, on stderr; advice is left to `check`."""
        from rolebook.diagnostics import Severity

        shown = [problem for problem in problems if problem.severity is not Severity.ADVICE]
        if shown:
            from rolebook.diagnostic_formats import format_human, summarise

            click.echo(format_human(shown, color=self.color_err), err=True)
            click.echo(summarise(shown), err=True)

    def tell_build(self, report: BuildReport, request: BuildRequest, seconds: float) -> None:
        """The summary of a build, in one line, and where to look."""
        if report.failed:
            click.echo(f"Not built. The site in {show_path(request.output)} stays as it was.", err=True)
            return
        if report.unchanged:
            self.say(f"Nothing changed: {report.files} files are up to date ({seconds:.2f} s).")
            return
        self.say(
            f"Built {report.files} files for {count(report.roles, 'role')} in {count(report.languages, 'language')}: "
            f"{report.rendered} rendered, {report.cached} from the cache ({seconds:.1f} s)."
        )
        if (request.output / "index.html").is_file():
            self.say(f"Open {show_path(request.output / 'index.html')}")

    def tell_preview(self, text: str, *, error: bool = False) -> None:
        """A line from the preview server."""
        if error or not self.quiet:
            click.echo(text, err=error)

    def progress(self) -> Progress:
        """A progress bar if there is a terminal to draw it on, else nothing."""
        from rolebook.build.progress import Silence
        from rolebook.cli.progress import Bar

        drawn = sys.stderr.isatty() and not self.quiet and os.environ.get("TERM") != "dumb"
        return Bar(no_color=not self.color_err) if drawn else Silence()

    def stop(self, message: str, hint: str, status: int) -> NoReturn:
        """Say what went wrong and what to do, then exit."""
        label = "\x1b[1;31merror\x1b[0m" if self.color_err else "error"
        click.echo(f"{label}: {message}", err=True)
        if hint:
            click.echo(f"  hint: {hint}", err=True)
        sys.exit(status)


class Telling:
    """Turns the user's problems into words and an exit status; our own bugs keep their traceback.

    ``kept`` says what holds if the work is interrupted.
    """

    def __init__(self, console: Console, kept: str = "the site is as it was"):
        self.console = console
        self.kept = kept

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        if error is None or isinstance(error, SystemExit | click.ClickException):
            return False
        if isinstance(error, KeyboardInterrupt):
            from rolebook.build.errors import InterruptedLate

            late = isinstance(error, InterruptedLate)
            kept = "the new site has been published, whole" if late else self.kept
            click.echo(f"Interrupted. {kept[:1].upper()}{kept[1:]}.", err=True)
            sys.exit(INTERRUPTED)
        from rolebook.build.errors import BuildError, UnknownChoice, explain_os_error
        from rolebook.diagnostics import ContentError

        if isinstance(error, ContentError):
            self.console.tell_problems(error.diagnostics)
            sys.exit(FAILED)
        if isinstance(error, OSError) and error.filename:
            error = explain_os_error(error, "use", error.filename)
        if isinstance(error, BuildError):
            status = WRONG_USAGE if isinstance(error, UnknownChoice) else FAILED
            self.console.stop(error.message, error.hint, status)
        return False


def count(number: int, noun: str) -> str:
    """“1 role”, “8 roles”."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def show_path(path: Path) -> str:
    """A path as the user would write it: relative if it lies below the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
