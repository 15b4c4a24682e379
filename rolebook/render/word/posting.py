"""A vacancy in Word: the same view as the flyer to print, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.render.word.head import write_head, write_masthead
from rolebook.render.word.runs import Words
from rolebook.render.word.writer import Writer
from rolebook.views.model.posting import Point, PostingFlyer


def write_posting(writer: Writer, flyer: PostingFlyer) -> None:
    """A vacancy as a document to work on."""
    _, advert = writer._, flyer.advert
    write_masthead(writer, flyer.frame.organisation, "", _("Vacancy"))
    write_head(writer, advert.title, advert.summary, advert.notice, advert.facts)
    if advert.introduction:
        writer.write_prose(advert.introduction, opens=True)
    for section in advert.sections:
        writer.write("Heading1", [Words(section.title)])
        if section.body:
            writer.write_prose(section.body)
        _write_points(writer, section.points)
    end = [("BodyText", words) for words in _list_ways(writer, flyer)]
    writer.keep_end()
    if end:
        writer.write("Heading1", [Words(_("How to apply"))])
    if advert.equal_opportunity:
        end.append(("SmallPrint", writer.say(advert.equal_opportunity)))
    for at, (style, words) in enumerate(end, 1):
        writer.write(style, words, keep=at < len(end))  # all on one page


_BULLETS = ("ListBullet", "ListBullet", "ListBullet2", "ListBullet3")
"""The styles of points by their depth: those of a group stand no further in than those of none."""


def _write_points(writer: Writer, points: Sequence[Point], depth: int = 0) -> None:
    """Points in groups under headings; a group in a group is a list in a list, so that one sees where it ends."""
    bullet = _BULLETS[min(depth, len(_BULLETS) - 1)]
    for point in points:
        if point.points and not depth:
            writer.write("Heading2", writer.say(point.text))
            if point.intro:
                writer.write("BodyText", writer.say(point.intro), keep=True)
        else:
            words = writer.say(point.text, strong=bool(point.points))
            if point.intro:
                words += [Words(" "), *writer.say(point.intro, "" if point.points else "SmallNote")]
            writer.write(bullet, words, keep=bool(point.points))
        _write_points(writer, point.points, depth + 1)


def _list_ways(writer: Writer, flyer: PostingFlyer) -> Iterator[list[Words]]:
    """How to apply, with the addresses to be read on paper; nothing if nobody can."""
    _, advert = writer._, flyer.advert
    if not (advert.apply or advert.contact or advert.privacy):
        return
    for way in advert.apply:
        yield [Words(way.label + flyer.colon), Words(way.note or way.href, href=way.href)]
    if flyer.address:
        yield [Words(_("This vacancy on the web:")), Words(" "), Words(flyer.address, href=flyer.address)]
    if advert.contact:
        yield writer.say(advert.contact)
    for notice in advert.privacy:
        yield [Words(notice.label + flyer.colon), Words(notice.href, href=notice.href)]
