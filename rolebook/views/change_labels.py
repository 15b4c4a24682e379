"""What sections, fields and choices are called, for those who read what changed."""

from __future__ import annotations

from rolebook.views.context import ViewContext
from rolebook.views.section_names import name_sections


def label_choices(context: ViewContext) -> dict[str, str]:
    """What a value is called that is one of a few."""
    _ = context._
    return {
        "percent": _("percent"),
        "money": _("money"),
        "count": _("a count"),
        "days": _("days"),
        "hours": _("hours"),
        "points": _("points"),
        "ratio": _("a ratio"),
        "higher": _("higher is better"),
        "lower": _("lower is better"),
        "required": _("required"),
        "preferred": _("preferred"),
        "information": _("for information"),
        "inside": _("inside the company"),
        "outside": _("outside the company"),
        "checklist": _("checklist"),
        "record": _("data to record"),
        "documents": _("documents"),
        "promises": _("promises"),
        "stated": _("stated"),
        "implied": _("implied"),
        "inferred": _("inferred"),
        "doubtful": _("doubtful"),
        "proposed": _("proposed"),
    }


def label_section(context: ViewContext, section: str) -> str:
    """The heading of a section, as role pages have it."""
    _ = context._
    return {"role": _("The role as a whole"), **name_sections(_)}.get(section, section)


def label_field(context: ViewContext, section: str, field: str) -> str:
    """What a field is called; its own name if it has no label."""
    _ = context._
    if (section, field) == ("authority", "by"):
        return _("Who decides or delegates")
    if (section, field) == ("competencies", "level"):
        return _("Level needed")
    if (section, field) == ("penalties", "at_most"):
        return _("At most in all")
    if (section, field) == ("relations", "with"):
        return _("With whom")
    return {
        "acts_for": _("Acts for"),
        "added": _("Added points"),
        "alternative_to": _("Alternative to"),
        "appeal_days": _("Time to appeal"),
        "approver": _("Who decides"),
        "at_least": _("At least"),
        "at_most": _("At most"),
        "better": _("Direction"),
        "breaks": _("Duties concerned"),
        "breaks_down": _("Broken down"),
        "by": _("Who acts"),
        "cadence": _("When"),
        "career": _("Career"),
        "certainty": _("Certainty"),
        "closing": _("Closing words"),
        "count": _("Number"),
        "currency": _("Currency"),
        "department": _("Department"),
        "draft": _("Draft"),
        "effect": _("Consequence"),
        "evidence": _("Evidence"),
        "examples": _("Worked examples"),
        "family": _("Family"),
        "flags": _("Cautions"),
        "follows": _("Shared workflows"),
        "group": _("Belongs to"),
        "guarantee": _("Guarantee"),
        "industry": _("Industry"),
        "intro": _("Introduction"),
        "kind": _("Kind"),
        "language": _("Language"),
        "level": _("Level"),
        "list": _("Kind of list"),
        "majors": _("Subjects of study"),
        "manages": _("Manages"),
        "measure": _("How it is measured"),
        "measured_by": _("Measured by"),
        "measures": _("Duties measured"),
        "minimum": _("Lowest degree"),
        "months_at_least": _("Experience at least"),
        "months_at_most": _("Experience at most"),
        "name": _("Name"),
        "named": _("Name"),
        "need": _("Need"),
        "note": _("Note"),
        "owner": _("Owner"),
        "per": _("Applies"),
        "period": _("Period"),
        "places": _("Place of work"),
        "purpose": _("Purpose"),
        "reports_to": _("Reports to"),
        "review_by": _("Review by"),
        "scale": _("Counted in units of"),
        "scoring": _("Scores"),
        "sections_first": _("Sections shown first"),
        "side": _("Inside or outside"),
        "source_language": _("Language first written in"),
        "spares": _("Not deducted again in"),
        "steps": _("At repetition"),
        "summary": _("Summary"),
        "target": _("Target"),
        "title": _("Title"),
        "trigger": _("Reason"),
        "triggers": _("Conditions"),
        "unit": _("Counted in"),
        "weight": _("Weight"),
        "window": _("Counted"),
    }.get(field, field)


def label_handbook(context: ViewContext, section: str) -> str:
    """What a section or field of the handbook is called; its own name if it has no label."""
    _ = context._
    return {
        "version": _("Version"),
        "effective": _("Effective"),
        "owner": _("Owner"),
        "languages": _("Languages"),
        "source_language": _("Language first written in"),
        "governing_language": _("Governing language"),
        "base_url": _("Address of the site"),
        "currency": _("Currency"),
        "audiences": _("Audiences"),
        "employer": _("Employer"),
        "look": _("Look"),
        "careers": _("Careers page"),
        "jurisdictions": _("Jurisdictions"),
        "departments": _("Departments"),
        "levels": _("Levels"),
        "industries": _("Industries"),
        "families": _("Families"),
        "positions": _("Positions"),
        "parties": _("Parties outside"),
        "events": _("Events"),
        "pay_components": _("Pay components"),
        "flags": _("Cautions"),
        "places": _("Places of work"),
        "majors": _("Subjects of study"),
        "kpis": _("Shared KPIs"),
        "workflows": _("Shared workflows"),
        "competency_levels": _("Levels of competencies"),
        "competency_scale": _("Levels of competencies"),
        "competency_groups": _("Groups of competencies"),
        "competencies": _("Competencies"),
        "assessment": _("Assessment"),
        "ratings": _("Ratings"),
        "editions": _("Editions"),
        "print": _("Print"),
        "glossary": _("Glossary"),
        "guides": _("Guides"),
        "forms": _("Forms"),
        "postings": _("Job postings"),
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "organisation": _("Organisation"),
        "introduction": _("Introduction"),
        "preface": _("Preface"),
    }.get(section, section)
