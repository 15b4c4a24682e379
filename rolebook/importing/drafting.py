"""From the text of a role to its draft: title, place in the organisation, sections, and what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from rolebook.importing.drafts import Draft, Guess, Unplaced
from rolebook.importing.headings import clean_title
from rolebook.importing.known_names import KnownNames
from rolebook.importing.naming import first_free, name_role
from rolebook.importing.placing import Placer
from rolebook.importing.role_texts import RoleText
from rolebook.importing.sentences import split_sentences, tidy_sentence
from rolebook.importing.titles import lower_capitals
from rolebook.importing.vocabulary import Vocabulary

_LONGEST_SUMMARY = 240


def draft_roles(
    roles: Sequence[RoleText],
    source: str,
    vocabulary: Vocabulary,
    names: KnownNames,
    taken: set[str],
    prefix: str,
) -> list[Draft]:
    """The drafts of a text's roles. What belongs to none is listed in the nearest one; no draft: no role was found.

    ``taken`` are ids that others have; the new ones are added. ``prefix`` stands before every id.
    """
    drafts: list[Draft] = []
    waiting: list[Unplaced] = []
    headings: list[tuple[int, str]] = []
    for role in roles:
        draft = _draft_role(role, source, vocabulary, names)
        if not any(draft.sections.values()):
            left = _list_everything(draft, role)
            if drafts and not role.title:
                drafts[-1].unplaced += left
            else:
                waiting += left
            continue
        draft.unplaced = waiting + draft.unplaced
        draft.headings = headings + draft.headings
        waiting, headings = [], []
        drafts.append(draft)
    if drafts:
        drafts[-1].unplaced += waiting
    _name_drafts(drafts, roles, vocabulary, taken, prefix, source)
    for draft in drafts:
        draft.headings = sorted(set(draft.headings))
    return drafts


def _draft_role(role: RoleText, source: str, vocabulary: Vocabulary, names: KnownNames) -> Draft:
    draft = Draft("", vocabulary.language, source)
    draft.headings = [(piece.line, piece.text) for piece in role.headings]
    draft.unplaced = [Unplaced(piece.line, piece.text, piece.reason) for piece in role.furniture]
    placer = Placer(draft, vocabulary, names)
    title = role.title
    stated: dict[str, str] = {}
    joint = ": " if vocabulary.is_spaced else "："
    for field, piece in role.fields:
        if field.name == "title":
            title = clean_title(field.value)
            draft.header.append((piece.line, f"{field.label}{joint}{field.value}"))
        elif field.name in ("authority", "accountability", "relations", "qualifications"):
            text = piece.text if field.name == "qualifications" else field.value
            placer.filler.add(field.name, text, piece.line, "stated")
            draft.headings.append((piece.line, field.label))
        elif field.name == "purpose":
            draft.purpose = "\n\n".join(filter(None, (draft.purpose, tidy_sentence(field.value))))
            draft.purpose_line = draft.purpose_line or piece.line
            draft.headings.append((piece.line, field.label))
        else:
            stated.setdefault(field.name, field.value)
            draft.header.append((piece.line, f"{field.label}{joint}{field.value}"))
    placer.place(role)
    lines = [entry.line for section in draft.sections for entry in draft.entries(section)]
    lines += [piece.line for piece in role.headings] + [line for line, _ in draft.header]
    draft.first_line, draft.last_line = min(lines, default=0), max(lines, default=0)
    text = " ".join(piece.text for section in role.sections for piece in section.pieces)
    title = lower_capitals(title, vocabulary)
    draft.title = tidy_sentence(title) if title else ""
    if not title and (spoken := _find_spoken_title(f"{draft.purpose} {text}", vocabulary)):
        draft.title, title = spoken, spoken.value
    draft.is_unit = bool(title and vocabulary.find("units_of_company", title.strip()))
    draft.department = names.choose_department(stated.get("department", ""), title)
    draft.level = names.choose_level(stated.get("level", ""), title, unit=draft.is_unit)
    if draft.is_unit and not names.sources.handbook.levels[draft.level.value].unit:
        draft.is_unit = False
    draft.industry = names.choose_industry(f"{title} {text}")
    book = names.sources.handbook
    draft.owner = Guess(book.owner or draft.department.value, "the handbook's owner")
    draft.reports_to = _find_superior(stated.get("superior", ""), text, title, vocabulary, names)
    draft.superior = stated.get("superior", "")
    draft.manages = _find_subordinates(stated.get("subordinates", ""), names)
    draft.summary = _summarise(draft)
    return draft


def _find_spoken_title(text: str, vocabulary: Vocabulary) -> Guess | None:
    """The title of a role whose text names it only in passing: “the buyer is responsible for …”."""
    for pattern in vocabulary.title_phrases:
        if match := pattern.search(text):
            return Guess(tidy_sentence(clean_title(match[1])), f"the text says “{match[0].strip()}”")
    return None


def _find_superior(
    stated: str, text: str, title: str, vocabulary: Vocabulary, names: KnownNames
) -> Guess | None:
    """The role or position that the text names as the superior, or that the duties speak of as one."""
    if stated:
        found = names.find_person(stated)
        return Guess(found, f"the text says “{stated}”") if found else None
    for pattern in vocabulary.superior_phrases:
        for match in pattern.finditer(text):
            spoken = next((group for group in match.groups()[::-1] if group), match[0])
            found = names.find_person(spoken)
            if found and found != name_role(title, vocabulary):
                return Guess(found, f"the text says “{match[0].strip()}”")
    return None


def _find_subordinates(stated: str, names: KnownNames) -> tuple[Guess, ...]:
    parts = re.split(r"[,，、/;；]| and | y | e |和|及", stated)
    found = [(names.find_person(part), part.strip(" .。")) for part in parts if part.strip(" .。")]
    positions = names.sources.handbook.positions
    return tuple(Guess(id_, f"the text says “{part}”") for id_, part in found if id_ in positions)


def _summarise(draft: Draft) -> Guess | str:
    """One sentence for lists: the purpose's first, else the first duty's, to be replaced by a person."""
    if draft.purpose:
        sentence = split_sentences(draft.purpose)[0]
        return Guess(_shorten(sentence), "the first sentence of the purpose")
    first = next((entry for section in ("duties", *draft.sections) for entry in draft.leaves(section)), None)
    return (
        Guess(_shorten(first.text), "the first entry; say in one sentence what the role is for")
        if first
        else ""
    )


def _shorten(text: str) -> str:
    return (
        text
        if len(text) <= _LONGEST_SUMMARY
        else text[: _LONGEST_SUMMARY - 1].rsplit(" ", 1)[0].rstrip() + "…"
    )


def _list_everything(draft: Draft, role: RoleText) -> list[Unplaced]:
    """All words of a role in which nothing was found."""
    left = list(draft.unplaced)
    left += [Unplaced(piece.line, piece.text, "a heading without duties under it") for piece in role.headings]
    left += [Unplaced(line, text, "a label without duties under it") for line, text in draft.header]
    if draft.purpose:
        left.append(Unplaced(draft.purpose_line, draft.purpose, "prose without duties under it"))
    return sorted(left, key=lambda one: one.line)


def _name_drafts(
    drafts: Sequence[Draft],
    roles: Sequence[RoleText],
    vocabulary: Vocabulary,
    taken: set[str],
    prefix: str,
    source: str,
) -> None:
    """Titles and ids that no two drafts share: the number that the text gives a role tells it from its like."""
    numbers = {piece.line: role.number for role in roles for piece in role.headings}
    titles: set[str] = set()
    for draft in drafts:
        title = draft.title if isinstance(draft.title, str) else draft.title.value
        if not title:
            title = clean_title(PurePath(source).stem.replace("_", " ").replace("-", " "))
            draft.title = Guess(tidy_sentence(title), "the text names none; from the name of the file")
        number = next((numbers[line] for line, _ in draft.headings if numbers.get(line)), 0)
        base = prefix + (name_role(title, vocabulary) or "role")
        draft.id = base if base not in taken else first_free(base, taken, [number])
        taken.add(draft.id)
        if title.casefold() in titles:
            plain, count = title, max(2, number)
            joint = " " if vocabulary.is_spaced else ""
            while (title := f"{plain}{joint}{count}").casefold() in titles:
                count += 1
            draft.title = Guess(title, "the text has several of this title: tell them apart")
        titles.add(title.casefold())
