"""The sheet to sign of a bilingual edition: the same statements in both languages, one name, one signature."""

from __future__ import annotations

from rolebook.views.bilingual import pair_facts, pair_words
from rolebook.views.bilingual_labels import build_sides
from rolebook.views.book_front import build_acknowledgement
from rolebook.views.edition import EditionContext
from rolebook.views.model import BilingualSheet, DocumentFrame


def build_bilingual_sheet(
    own: EditionContext, other: EditionContext, frame: DocumentFrame, digest: str
) -> BilingualSheet:
    """The last leaf of an edition; ``digest`` names its content in both languages."""
    first, second = (build_acknowledgement(edition, digest) for edition in (own, other))
    say, same = own.context._, other.context._
    return BilingualSheet(
        frame=frame,
        sides=build_sides(own.context, other.context),
        title=pair_words(first.title, second.title),
        facts=pair_facts(first.facts, second.facts),
        statements=tuple(map(pair_words, first.statements, second.statements)),
        blanks=tuple(map(pair_words, first.blanks, second.blanks)),
        signers=tuple(map(pair_words, first.signers, second.signers)),
        date=pair_words(say("Date"), same("Date")),
        signature=pair_words(say("Signature"), same("Signature")),
        note=pair_words(first.note, second.note),
    )
