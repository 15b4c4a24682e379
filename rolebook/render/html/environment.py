"""Templates filled with views; a fault in a template becomes a diagnostic with its file and line."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.runtime import missing
from markupsafe import Markup

from rolebook.diagnostics import ContentError, Diagnostic, Place, Severity
from rolebook.language.interface import load_interface
from rolebook.render.settings import RenderSettings

# A project's own template may still build on the one it replaces: {% extends "builtin/site/role.html.j2" %}.
BUILTIN_PREFIX = "builtin"


def render_template(
    settings: RenderSettings, template: str, language: str, view: object, *, name: str = "page"
) -> str:
    """What a template makes of a view, which it sees under ``name``; its own words in ``language``."""
    try:
        return _environment(settings, language).get_template(template).render({name: view})
    except TemplateSyntaxError as error:
        raise ContentError([_syntax_problem(settings, error)]) from error
    except TemplateNotFound as error:
        raise ContentError([_missing_problem(settings, template, error)]) from error
    except Exception as error:
        problem = _failure_problem(settings, error)
        if problem is None:
            raise
        raise ContentError([problem]) from error


def forget_templates() -> None:
    """Read templates and interface words anew next time: a preview calls this when one of them changed."""
    _environment.cache_clear()


@lru_cache(maxsize=32)
def _environment(settings: RenderSettings, language: str) -> Environment:
    folders = settings.template_folders
    environment = Environment(
        loader=ChoiceLoader([_Loader(folders), PrefixLoader({BUILTIN_PREFIX: _Loader(folders[-1:])})]),
        extensions=["jinja2.ext.i18n", _WithoutIndents],
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled,
        cache_size=-1,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.policies["json.dumps_function"] = dump_json
    environment.policies["json.dumps_kwargs"] = {}
    _install_words(environment, load_interface(language, settings.template_folders))
    return environment


def _install_words(environment: Environment, translations: NullTranslations) -> None:
    """Gettext as Jinja's newer style has it, ``_("%(this)s of %(all)s", …)``; plain messages are kept."""
    known: dict[str, Markup] = {}

    def gettext(message: str, /, **variables: Any) -> Markup:
        if variables:
            return Markup(translations.gettext(message)) % variables
        if message not in known:
            known[message] = Markup(translations.gettext(message)) % {}
        return known[message]

    def ngettext(singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
        return Markup(translations.ngettext(singular, plural, num)) % {"num": num, **variables}

    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)


class _Loader(FileSystemLoader):
    """Templates as UTF-8 files; one in another encoding is a fault of the template, not of ours."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            paths = (Path(folder, template) for folder in self.searchpath)
            file = next((str(path) for path in paths if path.is_file()), None)
            message = f"it is not UTF-8: byte 0x{error.object[error.start]:02x}"
            line = error.object[: error.start].count(b"\n") + 1
            raise TemplateSyntaxError(message, line, template, file) from error


class _Missing(StrictUndefined):
    """A name that does not exist, with words that a designer understands and the name that may be meant."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint or self._undefined_obj is missing:
            return self._undefined_hint or f"there is no “{name}” here"
        owner = self._undefined_obj
        known = [word for word in dir(owner) if not word.startswith("_")]
        near = get_close_matches(str(name), known, n=1)
        return f"{type(owner).__name__} has no “{name}”" + (f"; did you mean “{near[0]}”?" if near else "")


class _SharedBytecode(BytecodeCache):
    """Compiled templates, kept in memory: the languages of one process share them."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _SharedBytecode()


class _WithoutIndents(Extension):
    """Takes the indents of template lines away, so that pages are small and templates still readable."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def dump_json(value: object, **options: Any) -> str:
    """A view as JSON for a script; the ``tojson`` filter goes on to escape ``<``, ``>``, ``&`` and ``'``."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain, **options)
    # JavaScript before 2019 and some tools take these two for line ends.
    return words.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    return str(value)


def _syntax_problem(settings: RenderSettings, error: TemplateSyntaxError) -> Diagnostic:
    return Diagnostic(
        code="T001",
        severity=Severity.ERROR,
        message=f"This template cannot be read: {error.message}",
        hint="Look for a tag that is not closed, or a word that Jinja does not know, at or above this line.",
        **_whereabouts(settings, error.filename, error.name, error.lineno),
    )


def _missing_problem(settings: RenderSettings, template: str, error: TemplateNotFound) -> Diagnostic:
    asking = _template_frame(error.__traceback__)
    asked_for = str(error.name or error.message)
    inside = [path for path in settings.template_folders if path.is_relative_to(settings.project)]
    folders = [f"{path.relative_to(settings.project).as_posix()}/" for path in inside]
    if len(inside) < len(settings.template_folders):
        folders.append("the built-in templates")
    return Diagnostic(
        code="T003",
        severity=Severity.ERROR,
        message=f"There is no template {asked_for}",
        hint=f"This was searched, in this order: {', '.join(folders)}.",
        **_whereabouts(settings, *(asking or (None, template, 0))),
    )


def _failure_problem(settings: RenderSettings, error: Exception) -> Diagnostic | None:
    """What failed while a template ran; None if it was not the template but code of ours."""
    frame = _template_frame(error.__traceback__)
    if frame is None:
        return None
    if isinstance(error, UndefinedError):
        message = f"This template uses an unknown name: {error.message}"
    elif isinstance(error, TemplateError | TypeError | ValueError | ArithmeticError | LookupError):
        message = f"This template fails: {error}"
    else:
        return None
    return Diagnostic(
        code="T002",
        severity=Severity.ERROR,
        message=message,
        hint="The head of each template tells which names it may use.",
        **_whereabouts(settings, *frame),
    )


def _template_frame(trace: TracebackType | None) -> tuple[str, str, int] | None:
    """File, name and line of the innermost template that ran; Jinja puts its own lines into tracebacks."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if "__jinja_template__" in trace.tb_frame.f_globals or code.co_filename.endswith(".j2"):
            found = (code.co_filename, Path(code.co_filename).name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _whereabouts(settings: RenderSettings, file: str | None, name: str | None, line: int) -> dict[str, Any]:
    if file is None or not Path(file).is_file():
        return {"place": Place(name or "", line)}
    lines = Path(file).read_text("utf-8", errors="replace").splitlines()
    source_line = lines[line - 1] if 1 <= line <= len(lines) else None
    column = len(source_line) - len(source_line.lstrip()) + 1 if source_line else 0
    length = max(1, len(source_line.strip())) if source_line else 1
    return {
        "place": Place(_shown_path(settings, Path(file)), line, column, length),
        "source_line": source_line,
    }


def _shown_path(settings: RenderSettings, path: Path) -> str:
    """Relative to the project if it lies there, else to its template folder: never an absolute path."""
    if path.is_relative_to(settings.project):
        return path.relative_to(settings.project).as_posix()
    for folder in settings.template_folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
