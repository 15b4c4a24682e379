"""The steps of an import: read the texts, draft roles, see that no sentence is lost, write the folders."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.sources import Sources, read_sources
from rolebook.content.validate import validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.content.yaml_text import MAX_BYTES
from rolebook.importing.cleaning import clean_line
from rolebook.importing.drafting import draft_roles
from rolebook.importing.drafts import Draft, Unplaced
from rolebook.importing.known_names import list_known_names, list_taken_ids
from rolebook.importing.markers import NumberChain, read_marker
from rolebook.importing.problems import ImportProblem
from rolebook.importing.report import TextReport
from rolebook.importing.role_texts import group_pieces
from rolebook.importing.segmenting import Segmenter
from rolebook.importing.sentences import list_lost
from rolebook.importing.source_text import Form, SourceText, read_source
from rolebook.importing.vocabulary import LANGUAGES, guess_language, load_vocabulary
from rolebook.importing.writing import render_facts, render_words


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported, into which folder of which project; the date stands in the drafts."""

    project: Path
    files: tuple[Path, ...]
    into: Path
    today: dt.date
    language: str | None = None
    form: Form | None = None
    prefix: str = ""


@dataclass(frozen=True)
class ImportOutcome:
    """What was understood of each text, and the files that the drafts are, path → text."""

    reports: list[TextReport]
    files: dict[Path, str]


def import_texts(request: ImportRequest) -> ImportOutcome:
    """Make drafts of texts; nothing is written. ImportProblem or ContentError if that cannot be done."""
    texts = [read_source(path, request.form) for path in request.files]
    sources, _ = read_sources(request.project)
    taken = list_taken_ids(sources)
    reports: list[TextReport] = []
    files: dict[Path, str] = {}
    for text in texts:
        language = request.language or guess_language("\n".join(line.text for line in text.lines))
        _check_language(text, language, sources.handbook.languages)
        report = _draft_text(text, language, request, sources, taken)
        reports.append(report)
        for draft in report.drafts:
            folder = request.into / draft.id
            report.folders[draft.id] = _show(folder, request.project)
            files |= _render(draft, folder, request)
    _check_free(request, reports)
    return ImportOutcome(reports, files)


def write_drafts(outcome: ImportOutcome) -> list[Path]:
    """Write the files of an import into new folders, all or none; the folders, in order."""
    folders = list(dict.fromkeys(path.parent for path in outcome.files))
    made: list[Path] = []
    try:
        for folder in folders:
            folder.parent.mkdir(parents=True, exist_ok=True)
            try:
                folder.mkdir()
            except FileExistsError:
                raise ImportProblem(
                    f"{folder} is there already", "move it away first; nothing was written"
                ) from None
            made.append(folder)
        for path, text in outcome.files.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except BaseException:
        for folder in made:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
        raise
    return folders


def _draft_text(
    text: SourceText, language: str, request: ImportRequest, sources: Sources, taken: set[str]
) -> TextReport:
    vocabulary = load_vocabulary(language)
    names = list_known_names(sources, vocabulary)
    segmenter = Segmenter(text.lines, vocabulary)
    roles = group_pieces(segmenter.segment())
    drafts = draft_roles(roles, text.name, vocabulary, names, taken, request.prefix)
    if not drafts:
        raise ImportProblem(
            f"{text.name}: no role was found in it",
            "it needs headings such as “Duties”, or lists; name its language with --language if it is not "
            + vocabulary.data["names"][0],
        )
    _keep_lost(text, drafts, request)
    return TextReport(text.name, text.form, text.encoding, language, drafts, segmenter.repairs)


def _keep_lost(text: SourceText, drafts: list[Draft], request: ImportRequest) -> None:
    """Whatever the rules let fall is listed: a sentence is in a draft, or told to be in none."""
    written = "\n".join(render_words(draft, "") + render_facts(draft, "", request.today) for draft in drafts)
    lines = [
        (line.number, clean_line(words)[0]) for line in text.lines for words in line.cells or (line.text,)
    ]
    vocabulary = load_vocabulary(drafts[0].language)

    def skip_marker(sentence: str) -> str:
        marker = read_marker(sentence.strip(), NumberChain(), vocabulary)
        return sentence.strip()[marker.end :] if marker else sentence

    for number, sentence in list_lost(lines, written, skip_marker):
        nearest = next((d for d in reversed(drafts) if d.first_line <= number), drafts[0])
        nearest.unplaced.append(Unplaced(number, sentence, "could not be read"))
    for draft in drafts:
        draft.unplaced.sort(key=lambda one: one.line)


def _render(draft: Draft, folder: Path, request: ImportRequest) -> dict[Path, str]:
    schema = os.path.relpath(request.project / "schema", folder).replace(os.sep, "/")
    files = {
        folder / "role.yaml": render_facts(draft, schema, request.today),
        folder / f"{draft.language}.yaml": render_words(draft, schema),
    }
    for path, text in files.items():
        if len(text.encode()) > MAX_BYTES:
            raise ImportProblem(f"the draft {draft.id} of {draft.source} is too large", "split the text")
        file, problems = read_yaml(path.name, text.encode())
        problems += validate_file(RoleFacts if path.name == "role.yaml" else RoleWords, file)[1]
        assert not problems, (
            f"{draft.source}: {path}: {problems[0]}"
        )  # a draft that is no role is a bug of ours
    return files


def _check_language(text: SourceText, language: str, languages: tuple[str, ...]) -> None:
    if language not in LANGUAGES:
        raise ImportProblem(f"texts in “{language}” cannot be imported", "only en, zh and es can")
    if language not in languages:
        raise ImportProblem(
            f"{text.name} is in “{language}”, which is no language of the handbook",
            f"add it with `rolebook new language {language}`, or name another with --language",
        )


def _check_free(request: ImportRequest, reports: list[TextReport]) -> None:
    clashes = [
        report.folders[draft.id] if os.path.lexists(request.into / draft.id) else f"roles/{draft.id}"
        for report in reports
        for draft in report.drafts
        if os.path.lexists(request.into / draft.id) or (request.project / "roles" / draft.id).exists()
    ]
    if clashes:
        more = f" and {len(clashes) - 3} more" if len(clashes) > 3 else ""
        raise ImportProblem(
            f"{', '.join(clashes[:3])}{more}: there already; nothing was written",
            "move the folder away, or give the new roles other ids with --prefix, such as --prefix new-",
        )


def _show(folder: Path, project: Path) -> str:
    try:
        return folder.relative_to(project).as_posix()
    except ValueError:
        return str(folder)
