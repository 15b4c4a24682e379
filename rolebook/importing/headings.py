"""Which words are a heading: of a role, of a section, or a label such as “Reports to:”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary, compile_any

_WRAPPING = " \t\u3000[]【】〖〗《》<>〈〉「」『』“”\"'*_#■◆●▲=~-—"
_END = r"[ ]*(?:[:：.。]|$|(?=[(（]?\d)|(?=[-—=]))"
_LONGEST_HEADING = 60
_LONE_LABELS = ("title", "superior", "subordinates", "department", "level", "place", "other")


@dataclass(frozen=True)
class RoleHeading:
    """A heading that begins a role: its title, the section it opens, and the words behind it.

    ``digits`` are the numbers that follow it, as written: that of the role, of its first item, or both glued.
    """

    title: str
    section: str
    digits: str
    number: int
    rest: str
    is_guide: bool = False


@dataclass(frozen=True)
class SectionHeading:
    """A heading that begins a section of a role, and the words behind it."""

    section: str
    words: str
    rest: str


@dataclass(frozen=True)
class FieldLine:
    """A label with its value, such as “Reports to: sales director”."""

    name: str
    label: str
    value: str


def strip_wrapping(text: str) -> str:
    """A heading without brackets, stars and the like around it."""
    return text.strip(_WRAPPING)


def find_role_heading(text: str, vocabulary: Vocabulary, *, whole: bool = False) -> RoleHeading | None:
    """A heading that names a role, at the start of a text; ``whole``: only if it is all of the text."""
    plain = widen(text)
    start = len(plain) - len(plain.lstrip(_WRAPPING))
    best: RoleHeading | None = None
    for pattern in vocabulary.role_headings:
        match = pattern.match(plain, start)
        if not match or len(match["title"]) > _LONGEST_HEADING:
            continue
        rest = plain[match.end() :]
        tail = re.match(r"[ ]*[】\]’”\"*_]*[ ]*[?？:：.。]?[ ]*((?:\d{1,3}(?=[ ]|[^\d]|$)[ ]?){0,3})", rest)
        assert tail is not None
        if not _ends_well(rest, vocabulary):
            continue
        digits = tail[1].strip()
        cut = match.end() + tail.end()
        kind = match["kind"]
        number = int(match.groupdict().get("number") or 0)
        found = RoleHeading(
            clean_title(text[match.start("title") : match.end("title")]),
            vocabulary.section_of(kind),
            digits,
            number,
            text[cut:].strip(),
            bool(vocabulary.how_to.search(kind)),
        )
        if whole and (found.rest.strip(" ?？。.)）(（") or digits):
            continue
        if best is None or len(found.rest) < len(best.rest):
            best = found
    return best


def _ends_well(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading ends here: a sentence that goes on in small letters is none, except in a summary."""
    after = rest.lstrip(' 】]’”"*_')
    if not after or after[0] in ":：.。?？(（-—[【\n" or after[0].isdigit():
        return True
    if not vocabulary.is_spaced:
        return False
    return after[0].isupper() or bool(re.match(r"[a-h][,)] |passed", after))


def clean_title(text: str) -> str:
    """A title as it may stand: no spaces around, no small letter at its start."""
    text = " ".join(strip_wrapping(text).split()).rstrip(" /、")
    return text[:1].upper() + text[1:]


def is_title(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is the name of a post and nothing else."""
    plain = widen(strip_wrapping(text))
    if not vocabulary.is_spaced and (len(plain) > 12 or vocabulary.starts_duty(plain)):
        return False
    return 2 <= len(plain) <= 50 and bool(vocabulary.title.fullmatch(plain))


def find_section_heading(
    text: str, vocabulary: Vocabulary, *, numbered: bool = False
) -> SectionHeading | None:
    """A heading of a section: the whole line, or what stands before a colon or before the first number."""
    plain = widen(text)
    core = plain.strip(_WRAPPING + ":：.。¿?？")
    if len(core) <= _LONGEST_HEADING and (section := name_section(core, vocabulary)):
        return SectionHeading(section, core, "")
    for match in re.finditer(
        r"[:：]|[】\]]|(?= ?\d{1,3} ?[.、,，;；)）])|(?= ?[(（]?[一1][)）、])|\.(?= )",
        plain[:_LONGEST_HEADING],
    ):
        head = plain[: match.start()].strip(_WRAPPING)
        if not head:
            continue
        section = name_section(head, vocabulary)
        # “Authority: signs contracts” is a label with its value where labels are known; lists are sections.
        if section and not (numbered and match[0] == "."):
            return SectionHeading(section, head, text[match.end() :].strip(" :：】]"))
    return None


def name_section(head: str, vocabulary: Vocabulary) -> str | None:
    """The section that a heading names, or None."""
    words = " ".join(head.split()) if vocabulary.is_spaced else re.sub(r"\s", "", head)
    words = re.sub(r"[(（][^()（）]*[)）]$", "", words).strip() or words
    for section, pattern in vocabulary.sections.items():
        if pattern.fullmatch(words):
            return str(section)
    if not vocabulary.is_spaced and (match := vocabulary.title.match(words)) and match.end() < len(words):
        return name_section(words[match.end() :].lstrip("的"), vocabulary)
    return None


def find_field(text: str, vocabulary: Vocabulary) -> FieldLine | None:
    """A label and its value on one line."""
    match = re.match(
        r"([^:：=\n]{2,40}?)[ ]*[:：=][ ]*(\S.*)$", text.strip(_WRAPPING.replace("[", "").replace("【", ""))
    )
    if not match:
        return None
    label = strip_wrapping(match[1])
    words = " ".join(widen(label).split()) if vocabulary.is_spaced else re.sub(r"\s", "", widen(label))
    for name, pattern in vocabulary.fields.items():
        if pattern.fullmatch(words):
            return FieldLine(name, label, match[2].strip("*_ "))
    return None


def find_lone_label(text: str, following: str, vocabulary: Vocabulary) -> str | None:
    """The name of a label that has a line of its own, with its value, if it has one, on the next line."""
    name = _name_label(text, vocabulary)
    words = strip_wrapping(text.rstrip(" :："))
    if name not in _LONE_LABELS or not following or (len(words.split()) < 2 and len(words) < 4):
        return None
    return name


def opens_role(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is what follows the title of a role: a label with its value, or a heading of duties or purpose."""
    if not text:
        return False
    section = find_section_heading(text, vocabulary)
    named = section.section in ("duties", "purpose", "header", "workflows") if section else False
    return (
        named or find_field(text, vocabulary) is not None or find_role_heading(text, vocabulary) is not None
    )


def is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a label without a value, or the heading of a section."""
    core = text.rstrip(" :：")
    return (
        _name_label(core, vocabulary) is not None
        or name_section(strip_wrapping(core), vocabulary) is not None
    )


def _name_label(text: str, vocabulary: Vocabulary) -> str | None:
    label = widen(strip_wrapping(text.rstrip(" :：")))
    words = " ".join(label.split()) if vocabulary.is_spaced else re.sub(r"\s", "", label)
    return next((name for name, pattern in vocabulary.fields.items() if pattern.fullmatch(words)), None)


def split_labels(text: str, vocabulary: Vocabulary) -> list[str]:
    """A line with several labels and values, cut before each label; else the line."""
    cuts = [
        match.start(1)
        for match in re.finditer(
            r"(?:^|[\s;；|])([^\s:：;；|]{2,20}(?: [^\s:：;；|]{2,20}){0,2})[ ]*[:：](?=\s*\S)", text
        )
        if _name_label(match[1], vocabulary)
    ]
    if len(cuts) < 2 or text[: cuts[0]].strip():
        return [text]
    return [text[a:b].strip(" ;；|") for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def split_glued_fields(text: str, vocabulary: Vocabulary) -> list[str]:
    """A line in which several labels stand without anything between, cut before each of them; else the line."""
    names = vocabulary.data.get("glued_labels")
    if not names:
        return [text]
    labels = compile_any(names)
    found: dict[str, int] = {}
    for label in labels.finditer(text):
        found.setdefault(label[0], label.start())
    short = [name for name in found if len(name) < 4]  # words that sentences use too, unless labels follow
    exact = [name for name in found if name not in short]
    if len(exact) < 2:
        return [text]
    first = min(found[name] for name in exact)
    cuts = [found[name] for name in exact]
    cuts += [at for name in short if 0 <= first - (at := text.rfind(name, 0, first - 1)) <= 14 and at >= 0]
    cuts.sort()
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if text[a:b].strip()]
    labelled = []
    for part in parts:
        match = labels.match(part)
        is_glued = match and part[match.end() : match.end() + 1] not in ("", ":", "：")
        labelled.append(f"{match[0]}：{part[match.end() :]}" if match and is_glued else part)
    return labelled
