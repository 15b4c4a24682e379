"""A vacancy in Word: the same view as the flyer to print, in the same order."""

from __future__ import annotations

from collections.abc import Sequence

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
    _write_ways(writer, flyer)
    if advert.equal_opportunity:
        writer.write("SmallPrint", writer.say(advert.equal_opportunity))


def _write_points(writer: Writer, points: Sequence[Point], heading: str = "Heading2") -> None:
    for point in points:
        if point.points:
            writer.write(heading, writer.say(point.text))
            if point.intro:
                writer.write("BodyText", writer.say(point.intro), keep=True)
            _write_points(writer, point.points, "Heading3")
        else:
            words = writer.say(point.text)
            if point.intro:
                words += [Words(" "), *writer.say(point.intro, "SmallNote")]
            writer.write("ListBullet", words)


def _write_ways(writer: Writer, flyer: PostingFlyer) -> None:
    """How to apply, with the addresses to be read on paper."""
    _, advert = writer._, flyer.advert
    if not advert.apply and not advert.contact:
        return
    writer.write("Heading1", [Words(_("How to apply"))])
    for way in advert.apply:
        writer.write("BodyText", [Words(f"{way.label}: "), Words(way.note or way.href, href=way.href)])
    if flyer.address:
        words = [Words(_("This vacancy on the web:")), Words(" "), Words(flyer.address, href=flyer.address)]
        writer.write("BodyText", words)
    if advert.contact:
        writer.write("BodyText", writer.say(advert.contact))
