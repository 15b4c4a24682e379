"""What the sections of a role are called, and the kinds of its requirements."""

from __future__ import annotations

from collections.abc import Callable


def name_sections(_: Callable[[str], str]) -> dict[str, str]:
    """The heading of each section by its name in the files; ``_`` translates."""
    return {
        "purpose": _("Purpose"),
        "duties": _("Duties"),
        "authority": _("Authority"),
        "accountability": _("Accountability"),
        "qualifications": _("Qualifications"),
        "kpis": _("KPIs"),
        "penalties": _("Penalties"),
        "workflows": _("Workflows"),
        "competencies": _("Competencies"),
        "relations": _("Relations"),
    }


def name_requirements(_: Callable[[str], str]) -> dict[str, str]:
    """What each kind of requirement is called; ``_`` translates."""
    return {
        "education": _("Education"),
        "experience": _("Experience"),
        "skill": _("Skill"),
        "knowledge": _("Knowledge"),
        "language": _("Language"),
        "trait": _("Personal quality"),
        "licence": _("Licence"),
        "age": _("Age"),
        "sex": _("Sex"),
        "health": _("Health"),
        "resource": _("Resources"),
        "other": _("Other"),
    }
