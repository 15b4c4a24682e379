"""The first and the last leaf of a book: the imprint, and the sheet by which a person confirms having received it."""

from __future__ import annotations

from rolebook.views.context import ViewContext, plain_text
from rolebook.views.edition import DOCUMENT, EditionContext
from rolebook.views.model import Acknowledgement, Cover, Fact, Imprint, Ref

_FEW = 6
"""So many roles are named in the imprint; of more the number is told, and the contents name them."""


def build_imprint(edition: EditionContext, cover: Cover, digest: str) -> Imprint:
    """Who answers for the edition, which language counts, and how to cite it."""
    context, frame = edition.context, edition.frame
    _ = context._
    roles = [context.refer(role.id, DOCUMENT) for role in edition.roles]
    facts = [
        _say(_("Published by"), frame.organisation, "organisation"),
        *(fact for fact in cover.facts if fact.id != "roles"),
    ]
    if roles:
        values = tuple(roles) if len(roles) <= _FEW else (_count_roles(context, len(roles)),)
        facts.append(Fact("roles", _("Roles"), values))
    facts.append(_say(_("Digest"), digest, "digest"))
    citation = _("Cite as: {organisation}, {title}, {edition}. {version}. {language}. Digest {digest}.")
    return Imprint(
        facts=tuple(facts),
        governing=_explain_governing(context),
        citation=citation.format(
            organisation=frame.organisation,
            title=frame.title,
            edition=edition.label,
            version=frame.edition,
            language=frame.language_name,
            digest=digest,
        ),
        digest_note=_(
            "The digest is computed from all that this edition says. Copies with the same digest say the same, and a "
            "signed sheet with this digest belongs to this text."
        ),
        digest=digest,
    )


def build_acknowledgement(edition: EditionContext, digest: str) -> Acknowledgement:
    """The sheet to sign: what was received, in which version, and by whom."""
    _, frame = edition.context._, edition.frame
    return Acknowledgement(
        title=_("Acknowledgement of receipt"),
        facts=(
            _say(_("Handbook"), frame.title, "title"),
            _say(_("Edition"), edition.label, "edition"),
            _say(_("Version"), frame.edition, "version"),
            _say(_("Language"), frame.language_name, "language"),
            _say(_("Digest"), digest, "digest"),
        ),
        statements=(
            _("I have received this handbook in the edition named here."),
            _("I have read what concerns my role, and I could ask questions about it."),
            _("My signature confirms receipt. It gives up no right that the law gives me."),
        ),
        blanks=(_("Name"), _("Role")),
        signers=(_("Holder of the role"), _("For the organisation")),
        digest=digest,
        note=_(
            "The digest also stands in the imprint and in the properties of the file. Keep this sheet with it."
        ),
    )


def _explain_governing(context: ViewContext) -> str | None:
    book, _ = context.catalogue.handbook, context._
    governing = book.governing_language
    if governing is None or len(book.languages) < 2:
        return None
    if governing == context.tag:
        return _("This is the text that counts where the language versions differ.")
    return _("This is a translation: where it differs from the text in {language}, that text counts.").format(
        language=context.language.name_of(governing)
    )


def _count_roles(context: ViewContext, number: int) -> Ref:
    label = context.count("{count} role", "{count} roles", number)
    return Ref(plain_text(label), None, "text")


def _say(label: str, value: str, key: str) -> Fact:
    return Fact(key, label, (Ref(plain_text(value), None, "text"),))
