"""What an advert says, section by section: of the role what the posting shows, then the posting's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolebook.content.catalogue import OutlineItem, Role
from rolebook.content.postings import Posting
from rolebook.content.role_words import Group, OutlineEntry
from rolebook.language.names import Phrase
from rolebook.language.posting_wording import PostingWording
from rolebook.language.wording import RoleWording
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.model import Text
from rolebook.views.model.posting import AdvertSection, Point
from rolebook.views.role import competency_level, competency_name

_OWN_AFTER = ("offer", "schedule", "workplace", "process")
"""Sections of the posting that follow those of the role, in this order."""


def build_sections(
    context: ViewContext, posting: Posting, wording: PostingWording
) -> tuple[AdvertSection, ...]:
    """The sections of an advert that say anything, in the order in which applicants read them."""
    role = posting.shown
    assert role, "postings are shown from a released catalogue"
    spoken = RoleWording(role, context.tag, context.phrases, context.catalogue)
    names = _name_sections(context)
    sections: list[AdvertSection] = []
    for name in (*posting.facts.include, "duties", "qualifications", *_OWN_AFTER):
        if any(section.id == name for section in sections):
            continue
        body, points = _fill_section(context, posting, wording, spoken, name)
        if body or points:
            sections.append(AdvertSection(name, names[name], body, points))
    return tuple(sections)


def _name_sections(context: ViewContext) -> dict[str, str]:
    _ = context._
    return {
        "purpose": _("What this role is for"),
        "duties": _("The work"),
        "authority": _("Authority"),
        "accountability": _("Accountability"),
        "qualifications": _("What you bring"),
        "competencies": _("What you are good at"),
        "relations": _("Who you work with"),
        "offer": _("What we offer"),
        "schedule": _("Working hours"),
        "workplace": _("Where and how we work"),
        "process": _("What happens after you apply"),
    }


def _fill_section(
    context: ViewContext, posting: Posting, wording: PostingWording, spoken: RoleWording, name: str
) -> tuple[Text | None, tuple[Point, ...]]:
    """The paragraphs and the points of a section."""
    role, included = spoken.role, posting.facts.include
    if name == "purpose":
        purpose = spoken.sentence("purpose")
        return (to_text(purpose, block=True) if purpose else None), ()
    if name in ("schedule", "workplace"):
        phrase = wording.sentence(name)
        return (to_text(phrase, block=True) if phrase else None), ()
    if name == "competencies":
        return None, _list_competencies(context, role)
    own = _list_own(wording, name) if name in ("duties", "qualifications", "offer", "process") else ()
    if name == "qualifications":
        return None, (*_list_requirements(context, spoken, own),)
    theirs = _list_points(spoken, name, getattr(role.source_words, name)) if name in included else ()
    body = wording.sentence("pay_note") if name == "offer" else None
    # Single points stand before those under headings, or they would seem to belong to the last of these.
    points = sorted((*theirs, *own), key=lambda point: bool(point.points))
    return (to_text(body, block=True) if body else None), tuple(points)


def _list_points(spoken: RoleWording, section: str, entries: Mapping[str, OutlineEntry]) -> tuple[Point, ...]:
    """The entries of one of the role's outlines; groups with their title."""
    points = []
    for key, entry in entries.items():
        if isinstance(entry, Group):
            title, intro = (spoken.group_text(section, key, field, entry) for field in ("title", "intro"))
            inner = _list_points(spoken, section, entry.items)
            if title:
                points.append(Point(to_text(title), to_text(intro) if intro else None, inner))
            else:
                points += inner
        elif entry is not None:
            points.append(Point(to_text(spoken.outline_text(section, key, entry))))
    return tuple(points)


def _list_requirements(context: ViewContext, spoken: RoleWording, own: tuple[Point, ...]) -> Iterable[Point]:
    """Requirements by how much they are needed; those of the vacancy alone are needed."""
    _ = context._
    titles = {"required": _("Essential"), "preferred": _("Desirable"), "information": _("Good to know")}
    rows: dict[str, list[Point]] = {need: [] for need in titles}
    for key, facts in spoken.role.facts.qualifications.items():
        if facts is not None:
            rows[facts.need].append(Point(to_text(spoken.qualification(key))))
    rows["required"] += own
    filled = {need: points for need, points in rows.items() if points}
    if filled.keys() == {"required"}:
        return filled["required"]
    return tuple(Point(plain_text(titles[need]), points=tuple(points)) for need, points in filled.items())


def _list_own(wording: PostingWording, section: str) -> tuple[Point, ...]:
    """The entries of one of the posting's own outlines."""
    return _nest(wording, wording.list_items(section))


def _nest(wording: PostingWording, items: Iterable[OutlineItem]) -> tuple[Point, ...]:
    points: list[Point] = []
    rest = list(items)
    while rest:
        item = rest.pop(0)
        inside = []
        while rest and rest[0].depth > item.depth:
            inside.append(rest.pop(0))
        text = _text_of(wording.item_text(item)) or plain_text(item.id)
        intro = _text_of(wording.item_text(item, "intro")) if item.is_group else None
        points.append(Point(text, intro, _nest(wording, inside)))
    return tuple(points)


def _text_of(phrase: Phrase | None) -> Text | None:
    return to_text(phrase) if phrase else None


def _list_competencies(context: ViewContext, role: Role) -> tuple[Point, ...]:
    """What the role asks for, the highest level first; without the level's number, which is for staff."""
    wanted = sorted(
        ((level, key) for key, level in role.facts.competencies.items() if level is not None),
        key=lambda pair: -pair[0],
    )
    return tuple(
        Point(competency_name(context, key), competency_level(context, key, level)) for level, key in wanted
    )
