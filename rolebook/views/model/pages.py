"""The pages of the site, and the frame around each."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.language.markdown import SafeHtml
from rolebook.views.model.brand import Brand, Icon, Logo, Social
from rolebook.views.model.changes import ChangeDay, RoleVersion
from rolebook.views.model.reference import Form, GlossaryGroup, Guide, OrgChart, ScaleLevel
from rolebook.views.model.role import CalendarGroup, Role, SharedWorkflow, Translation
from rolebook.views.model.words import ContentsItem, Link, Ref, Text


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language; ``url`` is absolute if the site has an address."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the site has around its content.

    ``root`` is the relative way from the page to the site's root (``../../`` or empty), ``path`` the
    page's own path from there. ``site_name`` stands at the head: the handbook's name, or in a public site
    (``is_public``) the company's, whose own site is ``company`` and whose notice for applicants is ``privacy``.
    ``has_brand``: there is a brand.css.
    Not ``indexed``: search engines are asked to leave the page out.
    """

    language: str
    direction: str
    path: str
    root: str
    title: str
    description: str
    handbook: str
    organisation: str
    home: str
    edition: str
    nav: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    searchable: bool = True
    indexed: bool = True
    site_name: str = ""
    is_public: bool = False
    has_brand: bool = False
    logo: Logo | None = None
    icon: Icon | None = None
    company: Link | None = None
    privacy: Link | None = None
    social: Social | None = None


@dataclass(frozen=True, slots=True)
class RelatedRoles:
    """Roles that a role stands with: those of its family or industry, under its name; ``more`` leads to all."""

    label: str
    roles: tuple[Ref, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class GuideCard:
    """A guide or form in a list: its title, what it is about, its page, and its PDF if it has one."""

    title: Text
    summary: Text | None
    href: str
    kind: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """An open vacancy on the page of its role; ``language`` if it is written in another one than the page."""

    title: str
    href: str
    details: tuple[str, ...]
    dates: tuple[str, ...]
    language: str | None
    language_name: str | None


@dataclass(frozen=True, slots=True)
class RolePage:
    """The page of one role; ``trail`` is the JSON-LD of the way here."""

    frame: Frame
    role: Role
    contents: tuple[ContentsItem, ...]
    documents: tuple[Link, ...]
    variants: tuple[RelatedRoles, ...]
    compare: str | None
    breadcrumbs: tuple[Link, ...] = ()
    trail: SafeHtml | None = None
    calendar: tuple[CalendarGroup, ...] = ()
    guides: tuple[GuideCard, ...] = ()
    assessment: tuple[Link, ...] = ()
    how_assessed: Link | None = None
    changes: tuple[RoleVersion, ...] = ()
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The changes of all roles, newest first."""

    frame: Frame
    days: tuple[ChangeDay, ...]
    document: Link


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The page of one guide."""

    frame: Frame
    guide: Guide
    contents: tuple[ContentsItem, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidesPage:
    """The list of all guides, forms and shared workflows."""

    frame: Frame
    guides: tuple[GuideCard, ...]
    forms: tuple[GuideCard, ...]
    workflows: tuple[SharedWorkflow, ...]
    assessment: Link | None = None


@dataclass(frozen=True, slots=True)
class FormPage:
    """The page on which a form is filled in; nothing that is written there leaves the browser."""

    frame: Frame
    form: Form
    document: Link
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What falls due in one department, rhythm by rhythm."""

    frame: Frame
    title: Text
    description: Text | None
    count: str
    groups: tuple[CalendarGroup, ...]
    roles: tuple[Ref, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """How many duties of a department fall due in one rhythm, linked to them."""

    count: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CalendarDepartment:
    """A department in the overview of the calendar."""

    name: Ref
    cells: tuple[CalendarCell, ...]


@dataclass(frozen=True, slots=True)
class CalendarsPage:
    """The overview of the calendar: departments by rhythms."""

    frame: Frame
    rhythms: tuple[str, ...]
    departments: tuple[CalendarDepartment, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with the number of roles that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the role list; ``id`` is department, level, industry or family."""

    id: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role in a list. ``values`` pairs each filter's id with the role's value for it."""

    id: str
    href: str
    title: Text
    summary: Text
    values: tuple[tuple[str, str], ...]
    department: str
    level: str
    industry: str
    translation: Translation
    search_text: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The start page of one language."""

    frame: Frame
    subtitle: Text | None
    introduction: Text | None
    filters: tuple[Filter, ...]
    cards: tuple[RoleCard, ...]
    count: str
    chart: OrgChart | None
    handbook: Link | None
    editions: tuple[Link, ...]
    compare: str | None
    about: Link | None = None
    digests: Link | None = None
    policies: Link | None = None


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The preface of the handbook, and the scale of its competencies."""

    frame: Frame
    preface: Text
    scale: tuple[ScaleLevel, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary in one language."""

    frame: Frame
    groups: tuple[GlossaryGroup, ...]
    count: str


@dataclass(frozen=True, slots=True)
class CompetencyLevel:
    """One level of a competency, with the roles that need it."""

    level: int
    name: str
    description: Text | None
    roles: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    """One competency: what it is, its levels, and the roles that need it."""

    frame: Frame
    id: str
    name: Text
    group: str | None
    definition: Text | None
    levels: tuple[CompetencyLevel, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """One competency in the list: its name, definition and how many roles need it."""

    name: Ref
    definition: Text | None
    count: str


@dataclass(frozen=True, slots=True)
class CompetencyGroup:
    """Competencies of one group."""

    name: str
    description: Text | None
    rows: tuple[CompetencyRow, ...]


@dataclass(frozen=True, slots=True)
class CompetenciesPage:
    """The list of all competencies."""

    frame: Frame
    groups: tuple[CompetencyGroup, ...]


@dataclass(frozen=True, slots=True)
class CompareChoice:
    """A role that can be compared, and the script that brings its rows."""

    id: str
    label: str
    script: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two roles side by side; the browser loads ``script`` of each role that is chosen."""

    frame: Frame
    roles: tuple[CompareChoice, ...]


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One row of a comparison; rows of two roles with the same ``key`` stand side by side."""

    section: str
    key: str
    label: str
    html: str


@dataclass(frozen=True, slots=True)
class CompareData:
    """All that the comparison needs of one role."""

    id: str
    title: str
    href: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class LanguageChoicePage:
    """The start page of the site: a choice of language; ``site`` is its JSON-LD."""

    title: str
    organisation: str
    default_language: str
    languages: tuple[Link, ...]
    canonical: str | None
    alternates: tuple[Alternate, ...]
    indexed: bool = True
    has_brand: bool = False
    icon: Icon | None = None
    logo: Logo | None = None
    site: SafeHtml | None = None


@dataclass(frozen=True, slots=True)
class LostWords:
    """The words of the “not found” page in one language."""

    language: str
    direction: str
    heading: str
    message: str
    home: Link


@dataclass(frozen=True, slots=True)
class LostPage:
    """The page for addresses that do not exist, in all languages at once; it links absolutely if it can."""

    title: str
    default_language: str
    words: tuple[LostWords, ...]
    brand: Brand | None = None


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page for the sitemap, with its other languages."""

    url: str
    changed: str | None
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The sitemap; empty if the site's address is not known."""

    entries: tuple[SitemapEntry, ...]
