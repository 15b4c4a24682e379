"""Packs of a project: patterns that work and keep their promise, names that lead somewhere (codes F022 to F024)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.content.policy_packs import Detector, PackSource, TextPatterns
from rolebook.content.yaml_tree import Key, suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity, shorten
from rolebook.policies.detecting import Detection, PatternTooSlow, compile_pattern
from rolebook.policies.packs import list_built_in, read_built_in
from rolebook.policies.report import tell_slowness


def check_packs(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The packs of a project: each pattern, each text that proves one, each id that they name."""
    if not catalogue.packs:
        return
    built_in = [read_built_in(name) for name in list_built_in()]
    own = [source.pack for source in catalogue.packs.values()]
    packs = (*built_in, *own)
    detectors = {name for pack in packs for name in pack.detectors}
    rules = {name for pack in packs for name in pack.rules}
    jurisdictions = {name for pack in packs for name in pack.jurisdictions}
    for source in catalogue.packs.values():
        yield from _check_names(source, detectors, rules, jurisdictions)
        yield from _check_repetitions(source, catalogue)
        for name, detector in source.pack.detectors.items():
            for language, patterns in detector.texts.items():
                yield from _check_patterns(source, ("detectors", name, "texts", language), patterns)
                try:
                    yield from _check_texts(source, name, detector, language, patterns)
                except PatternTooSlow as error:
                    yield tell_slowness(error, [source], source.file)


def _check_names(
    source: PackSource, detectors: set[str], rules: set[str], jurisdictions: set[str]
) -> Iterator[Diagnostic]:
    pack = source.pack
    for name, rule in pack.rules.items():
        yield from _refer(source, rule.detector, detectors, "detector", ("rules", name, "detector"))
        if rule.jurisdiction:
            at: tuple[Key, ...] = ("rules", name, "jurisdiction")
            yield from _refer(source, [rule.jurisdiction], jurisdictions, "jurisdiction", at)
        yield from _refer(source, rule.replaces, rules, "rule", ("rules", name, "replaces"))
    for name in pack.severities:
        yield from _refer(source, [name], rules, "rule", ("severities", name))
    yield from _refer(source, pack.enable, detectors, "detector", ("enable",))


def _refer(
    source: PackSource, names: Iterable[str], known: set[str], what: str, at: tuple[Key, ...]
) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known:
            message = f"there is no {what} “{name}”"
            hint = suggest_nearest(name, known, list_few=False) or "docs/policies.md lists all"
            yield source.file.diagnose("F024", Severity.ERROR, message, hint, at=at, at_key=at[-1] == name)


def _check_repetitions(source: PackSource, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Nothing of the packs that come with the program, or of another pack of the project, is defined anew."""
    others = {
        "a pack that comes with Rolebook": [read_built_in(name) for name in list_built_in()],
        **{other.file.path: [other.pack] for other in catalogue.packs.values() if other.id < source.id},
    }
    for section in ("detectors", "rules", "jurisdictions"):
        for name in getattr(source.pack, section):
            for where, packs in others.items():
                if any(name in getattr(pack, section) for pack in packs):
                    message = f"“{name}” is defined in {where} already"
                    hint = "give it another id"
                    at: tuple[Key, ...] = (section, name)
                    yield source.file.diagnose("F024", Severity.ERROR, message, hint, at=at, at_key=True)


def _check_patterns(source: PackSource, at: tuple[Key, ...], patterns: TextPatterns) -> Iterator[Diagnostic]:
    for field in ("find", "spare"):
        for index, pattern in enumerate(getattr(patterns, field)):
            if compile_pattern(pattern) is None:
                message = f"“{shorten(pattern)}” is no regular expression"
                hint = "write a word under words, or correct the expression; a backslash goes before . ( ) [ ] ? * +"
                yield source.file.diagnose("F022", Severity.ERROR, message, hint, at=(*at, field, index))


def _check_texts(
    source: PackSource, name: str, detector: Detector, language: str, patterns: TextPatterns
) -> Iterator[Diagnostic]:
    detection = Detection({name: detector})
    for field, wanted in (("hits", True), ("misses", False)):
        for index, text in enumerate(getattr(patterns, field)):
            if bool(detection.find_spans(language, detector.on[0], text)) != wanted:
                verb = "does not catch" if wanted else "catches"
                message = f"“{name}” {verb} “{shorten(text)}”, against what it says here"
                hint = "correct its patterns, or take the text out"
                at: tuple[Key, ...] = ("detectors", name, "texts", language, field, index)
                yield source.file.diagnose("F023", Severity.ERROR, message, hint, at=at)
