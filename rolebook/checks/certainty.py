"""Values that the source leaves in doubt: a person decides (codes X016 and X017)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.scoring import format_number
from rolebook.diagnostics import Diagnostic, Severity


def check_doubts(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every doubtful value is told, with what is suspected instead."""
    for path, provenance in role.facts.provenance.items():
        if provenance is None or provenance.certainty != "doubtful":
            continue
        at = ("provenance", path)
        if provenance.suggests is None:
            code, message = "X017", f"“{path}” is doubtful, and no value is suggested"
            hint = "add suggests: …, or have someone decide and write certainty: stated"
        else:
            code, message = "X016", f"“{path}” is doubtful; {format_number(provenance.suggests)} is suspected"
            hint = "have someone decide, then write certainty: stated"
        yield role.diagnose(code, Severity.ADVICE, message, hint, at=at, at_key=True)
