"""Documents of one role: its charter."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.model import Charter, Role, Signer
from rolebook.views.role import build_role

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The types of files that pages link to."""


def has_word_documents(context: ViewContext) -> bool:
    """Whether there are Word documents: they are for those who work on the texts, so not for the public."""
    return context.catalogue.handbook.print.word and context.sees("handbook")


def build_charter(context: ViewContext, role: CatalogueRole) -> Charter:
    """One role as a document to sign, in print and in Word."""
    return context.keep("charter", role.id, lambda: _build_charter(context, role))


def _build_charter(context: ViewContext, role: CatalogueRole) -> Charter:
    view = build_printed_role(context, role, links.CharterLinks())
    _ = context._
    signers = (Signer(_("Holder of the role")), Signer(_("Line manager")), Signer(_("Human resources")))
    assert role.facts.effective
    version = context.say_version(view.version, role.facts.effective)
    return Charter(
        build_document_frame(context, view.title.plain, version, str(role.facts.effective)), view, signers
    )


def build_printed_role(context: ViewContext, role: CatalogueRole, document: links.Links) -> Role:
    """A role without the editors' notes: they are for those who keep the files, not for those who sign."""
    return replace(build_role(context, role, document), notes=())
