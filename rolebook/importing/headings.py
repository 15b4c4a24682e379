"""Which words are a heading: of a role, of a section, or a label such as “Reports to:”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary, compile_any

_WRAPPING = " \t\u3000[]【】〖〗《》<>〈〉「」『』“”\"'*_#■◆●▲=~-—"
_END = r"[ ]*(?:[:：.。]|$|(?=[(（]?\d)|(?=[-—=]))"
_LONGEST_HEADING = 60


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
    text = " ".join(strip_wrapping(text).split())
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
    core = plain.strip(_WRAPPING + ":：.。")
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
