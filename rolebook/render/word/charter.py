"""The charter of a role in Word: the same view as the printed one, in the same order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rolebook.render.word.head import write_head, write_masthead
from rolebook.render.word.measures import millimetres
from rolebook.render.word.outline import say_signs, write_outline, write_workflow
from rolebook.render.word.role_tables import (
    write_competencies,
    write_kpis,
    write_penalties,
    write_qualifications,
)
from rolebook.render.word.runs import Words, join
from rolebook.render.word.writer import Writer
from rolebook.views.model import Charter, Role
from rolebook.views.section_names import name_sections

_AT_THE_END = frozenset({"version", "effective", "review-by", "owner"})
_OUTLINES = frozenset({"duties", "authority", "accountability", "relations"})
_TABLES: dict[str, Callable[[Writer, Any, str], None]] = {
    "qualifications": write_qualifications,
    "kpis": write_kpis,
    "penalties": write_penalties,
    "competencies": write_competencies,
}
_SIGN_WIDTHS, _SIGN_MM = (45, 50, 40, 30), 10


def write_charter(writer: Writer, charter: Charter) -> None:
    """A role as a document to sign."""
    _, role, frame = writer._, charter.role, charter.frame
    kind = _("Department charter") if role.kind == "unit" else _("Role charter")
    write_masthead(writer, frame.organisation, frame.handbook, kind)
    facts = (fact for fact in role.facts if fact.id not in _AT_THE_END)
    write_head(writer, role.title, role.summary, role.translation.label, facts)
    _write_sections(writer, role)
    _write_end(writer, charter)


def _write_sections(writer: Writer, role: Role) -> None:
    labels = name_sections(writer._)
    for name in role.order:
        content = getattr(role, name)
        if not content and not (name == "workflows" and role.shared):
            continue
        writer.write(
            "Heading1", [Words(labels[name]), *say_signs(role.purpose_mark if name == "purpose" else None)]
        )
        if name == "purpose":
            writer.write_prose(content)
        elif name in _OUTLINES:
            write_outline(writer, content)
        elif name == "workflows":
            if content:
                write_outline(writer, content)
            for workflow in role.shared:
                write_workflow(writer, workflow)
        else:
            _TABLES[name](writer, content, labels[name])
    if role.closing:
        writer.write_prose(role.closing, look="Strong", opens=True)


def _write_end(writer: Writer, charter: Charter) -> None:
    """Lines to sign, and what version it is; all on one page."""
    _, role = writer._, charter.role
    heading = _("Version and signatures")
    writer.keep_end()
    writer.write("Heading1", [Words(heading)])
    writer.write_table(
        _SIGN_WIDTHS,
        (_("Signed by"), _("Name"), _("Signature"), _("Date")),
        ([[("TableText", [Words(signer.label)])], *[[("TableText", [])]] * 3] for signer in charter.signers),
        caption=heading,
        height=millimetres(_SIGN_MM),
        to_sign=True,
    )
    parts = [[Words(_("Version %(version)s") % {"version": role.version})]] if role.version else []
    dated = (
        _("In force from %(date)s") % {"date": role.effective} if role.effective else charter.frame.edition
    )
    parts.append([Words(dated)])
    if role.review_by:
        parts.append([Words(_("To be reviewed by %(date)s") % {"date": role.review_by})])
    if role.owner:
        parts.append([Words(_("Owner:")), Words(" "), *writer.say(role.owner.label)])
    if charter.frame.language_name:
        parts.append([Words(_("Language:")), Words(f" {charter.frame.language_name}")])
    writer.write("SmallPrint", join(parts, "\u00a0· "), keep=bool(role.legend))
    if role.legend:
        marks = ([*say_signs(mark)[1:], Words(" "), Words(mark.description)] for mark in role.legend)
        writer.write("SmallPrint", join(marks, "  "))
