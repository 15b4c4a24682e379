"""Where things are: the paths of the site, and how one page or document links to another thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


def home_path(language: str) -> str:
    """The start page of a language."""
    return f"{language}/index.html"


def role_path(language: str, role: str) -> str:
    """The page of a role."""
    return f"{language}/roles/{role}/index.html"


def charter_path(language: str, role: str) -> str:
    """The printable charter of a role."""
    return f"{language}/roles/{role}/charter.pdf"


def charter_word_path(language: str, role: str) -> str:
    """The charter of a role as a Word document."""
    return f"{language}/roles/{role}/charter.docx"


def assessment_path(language: str, role: str) -> str:
    """The assessment form of a role to print."""
    return f"{language}/roles/{role}/assessment.pdf"


def assessment_form_path(language: str, role: str) -> str:
    """The assessment form of a role to fill in on the screen."""
    return f"{language}/roles/{role}/assessment-form.pdf"


def assessment_workbook_path(language: str, role: str) -> str:
    """The spreadsheet that computes the assessment of a role."""
    return f"{language}/roles/{role}/assessment.xlsx"


def assessment_page_path(language: str, role: str) -> str:
    """The page that computes the assessment of a role."""
    return f"{language}/roles/{role}/assess/index.html"


def policies_path(language: str) -> str:
    """The report of policy checks."""
    return f"{language}/policies/index.html"


def jobs_path(language: str) -> str:
    """The list of vacancies."""
    return f"{language}/jobs/index.html"


def posting_path(language: str, posting: str) -> str:
    """The page of a vacancy."""
    return f"{language}/jobs/{posting}/index.html"


def posting_word_path(language: str, posting: str) -> str:
    """A vacancy as a Word document."""
    return f"{language}/jobs/{posting}/posting.docx"


def flyer_path(language: str, posting: str) -> str:
    """The vacancy as a document to print."""
    return f"{language}/jobs/{posting}/flyer.pdf"


def picture_path(page: str) -> str:
    """The picture that other sites show of a page, beside it."""
    return page.removesuffix("index.html") + "picture.png"


def logo_path(logo: str) -> str:
    """The logo as the site has it; ``logo`` is the name of its file."""
    return "assets/logo." + logo.rpartition(".")[2].lower()


def atom_path(language: str) -> str:
    """The vacancies as an Atom feed."""
    return f"{language}/jobs/atom.xml"


def json_feed_path(language: str) -> str:
    """The vacancies as a JSON Feed."""
    return f"{language}/jobs/feed.json"


def board_feed_path(language: str) -> str:
    """The vacancies as job boards read them."""
    return f"{language}/jobs/jobs.xml"


def compare_script_path(language: str, role: str) -> str:
    """The script that brings a role's rows to the comparison."""
    return f"{language}/roles/{role}/compare.js"


def compare_path(language: str) -> str:
    """The comparison page."""
    return f"{language}/compare/index.html"


def glossary_path(language: str) -> str:
    """The glossary."""
    return f"{language}/glossary/index.html"


def competencies_path(language: str) -> str:
    """The list of competencies."""
    return f"{language}/competencies/index.html"


def competency_path(language: str, competency: str) -> str:
    """The page of one competency."""
    return f"{language}/competencies/{competency}/index.html"


def about_path(language: str) -> str:
    """The preface of the handbook as a page."""
    return f"{language}/about/index.html"


def handbooks_path(language: str) -> str:
    """The list of printed handbooks, with their digests."""
    return f"{language}/handbooks/index.html"


def assessment_guide_path(language: str) -> str:
    """How assessment works."""
    return f"{language}/assessment/index.html"


def calendars_path(language: str) -> str:
    """The overview of the calendar."""
    return f"{language}/calendar/index.html"


def calendar_path(language: str, department: str) -> str:
    """The calendar of a department."""
    return f"{language}/calendar/{department}/index.html"


def changes_path(language: str) -> str:
    """The changes of all roles."""
    return f"{language}/changes/index.html"


def changes_document_path(language: str) -> str:
    """The changes of all roles as a printable document."""
    return f"{language}/changes/changes.pdf"


def guides_path(language: str) -> str:
    """The list of guides, forms and shared workflows."""
    return f"{language}/guides/index.html"


def guide_path(language: str, guide: str) -> str:
    """The page of a guide."""
    return f"{language}/guides/{guide}/index.html"


def form_path(language: str, form: str, variant: str) -> str:
    """The page on which a variant of a form is filled in."""
    return f"{language}/forms/{form}/{variant}/index.html"


def form_document_path(language: str, form: str, variant: str) -> str:
    """The printable document of a variant of a form."""
    return f"{language}/forms/{form}/{variant}/form.pdf"


def handbook_path(language: str, edition: str) -> str:
    """The printable handbook of an edition."""
    return f"{language}/handbooks/{edition}.pdf"


def edition_path(language: str, edition: str, languages: tuple[str, ...]) -> str:
    """The printable handbook of an edition; one in two languages lies in the folder of its first."""
    return handbook_path(languages[0] if languages else language, edition)


def role_anchor(role: str) -> str:
    """The place of a role in a handbook."""
    return f"role-{role}"


def section_path(language: str, name: str) -> str:
    """The name under which a section of handbooks is planned; it is not a file of the site."""
    return f"{language}/handbooks/sections/{name}"


def relative_href(from_path: str, to_path: str) -> str:
    """The link from one page to another, good for file:// and under any sub-path."""
    # posixpath.relpath would ask for the current folder each time: it is asked thousands of times a build.
    here, there = from_path.split("/")[:-1], to_path.split("/")
    shared = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "/".join((*(("..",) * (len(here) - shared)), *there[shared:]))


def public_url(base_url: str, path: str) -> str:
    """The address of a page on the published site; index.html is left out."""
    return base_url.rstrip("/") + "/" + (path[: -len("index.html")] if path.endswith("index.html") else path)


class Links(Protocol):
    """How one document links: to roles and competencies, and to anchors inside a role."""

    def role(self, role: str) -> str | None:
        """The link to a role, or None where the document has no place for it."""

    def competency(self, competency: str) -> str | None:
        """The link to a competency, or None."""

    def workflow(self, workflow: str) -> str | None:
        """The link to a workflow that stands once for several roles; None where each role has it whole."""

    def anchor(self, role: str, name: str) -> str:
        """The id of a place inside a role, unique in the document."""


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Links of a page of the site."""

    language: str
    path: str

    def role(self, role: str) -> str | None:
        """The relative link to the role's page."""
        return relative_href(self.path, role_path(self.language, role))

    def competency(self, competency: str) -> str | None:
        """The relative link to the competency's page."""
        return relative_href(self.path, competency_path(self.language, competency))

    def workflow(self, workflow: str) -> str | None:
        """None: each page shows the workflow whole."""
        return None

    def anchor(self, role: str, name: str) -> str:
        """The name itself: a page holds one role."""
        return name


@dataclass(frozen=True, slots=True)
class CharterLinks:
    """Links of a charter: it stands alone, so only its own anchors exist."""

    def role(self, role: str) -> str | None:
        """None: other roles are not in the charter."""
        return None

    def competency(self, competency: str) -> str | None:
        """None: competencies are not in the charter."""
        return None

    def workflow(self, workflow: str) -> str | None:
        """None: the charter holds the workflow whole."""
        return None

    def anchor(self, role: str, name: str) -> str:
        """The name itself."""
        return name


@dataclass(frozen=True, slots=True)
class HandbookLinks:
    """Links of a handbook: to any role, since sections are the same for all editions.

    Where an edition does not hold a role, its links become plain words when the book is put together.
    """

    def role(self, role: str) -> str | None:
        """The anchor of the role."""
        return f"#{role_anchor(role)}"

    def competency(self, competency: str) -> str | None:
        """None: competencies have no page in print."""
        return None

    def workflow(self, workflow: str) -> str | None:
        """The anchor of the workflow in the chapter that holds those of several roles."""
        return f"#workflow--{workflow}"

    def anchor(self, role: str, name: str) -> str:
        """The name with the role's id before it; no id holds two hyphens in a row."""
        return f"{role}--{name}"
