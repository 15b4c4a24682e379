"""What makes a book of a handbook: imprint, sheet to sign, how assessment works, calendar, index."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.pages import Frame
from rolebook.views.model.role import CalendarGroup
from rolebook.views.model.words import ContentsItem, Fact, Link, Mark, Ref, Text


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who answers for the edition, from when it counts, and by which digest a copy is known."""

    facts: tuple[Fact, ...]
    governing: str | None
    citation: str
    digest_note: str
    digest: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The sheet by which a person confirms having received the edition; ``digest`` names its content."""

    title: str
    facts: tuple[Fact, ...]
    statements: tuple[str, ...]
    blanks: tuple[str, ...]
    signers: tuple[str, ...]
    digest: str
    note: str


@dataclass(frozen=True, slots=True)
class Rating:
    """One step of the rating scale: the totals that earn it; ``failed`` says so if it means failure."""

    name: Text
    range: str
    meaning: Text | None
    failed: str | None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in one or two sentences, under the word that names it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A section on assessment: sentences, then steps in their order, then rules by name."""

    id: str
    anchor: str
    title: str
    sentences: tuple[str, ...] = ()
    formula: str = ""
    steps: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One KPI of the worked example."""

    number: str
    name: Text
    target: str
    actual: str
    score: str
    weight: str
    product: str


@dataclass(frozen=True, slots=True)
class ExampleSum:
    """A line below the worked example; ``strong`` if it is what the example leads to."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """An assessment by the rules of a real role, from the examples of its KPIs."""

    anchor: str
    title: str
    intro: str
    role: Ref
    rows: tuple[ExampleRow, ...]
    sums: tuple[ExampleSum, ...]


@dataclass(frozen=True, slots=True)
class AssessmentGuide:
    """How assessment works in an edition, or in the whole handbook."""

    title: str
    opening: str
    method: tuple[Explanation, ...]
    ratings_title: str
    ratings_anchor: str
    ratings: tuple[Rating, ...]
    rules: tuple[Explanation, ...]
    example: WorkedExample | None


@dataclass(frozen=True, slots=True)
class AssessmentGuidePage:
    """The site's page on how assessment works."""

    frame: Frame
    guide: AssessmentGuide
    contents: tuple[ContentsItem, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A printed handbook in the list: its name, its file, how many roles it holds, and its digest."""

    label: str
    href: str
    roles: str
    digest: str


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """The printed handbooks, with the digests by which signed sheets are matched to files."""

    frame: Frame
    title: str
    note: str
    editions: tuple[EditionRow, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentCalendar:
    """What falls due in the roles of one department that an edition holds."""

    anchor: str
    title: Text
    groups: tuple[CalendarGroup, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name, and the places in the book where it stands; ``also``: in the other language of an edition of two."""

    name: Text
    hrefs: tuple[str, ...]
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Names that begin alike; ``label`` is the letter (pinyin's letter in Chinese)."""

    label: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class BookIndex:
    """One of the indexes of a book: of KPIs, of competencies.

    ``language`` is that of its names in an edition of two languages, and empty in others.
    """

    id: str
    title: str
    groups: tuple[IndexGroup, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentChapter:
    """How the roles of an edition are assessed."""

    frame: DocumentFrame
    guide: AssessmentGuide


@dataclass(frozen=True, slots=True)
class CalendarChapter:
    """What falls due in some departments of an edition; ``opens``: with these the chapter begins."""

    frame: DocumentFrame
    departments: tuple[DepartmentCalendar, ...]
    opens: bool = True


@dataclass(frozen=True, slots=True)
class IndexChapter:
    """Indexes of an edition, or parts of them; ``opens``: with these the chapter begins.

    The page numbers come in when the book is put together.
    """

    frame: DocumentFrame
    indexes: tuple[BookIndex, ...]
    opens: bool = True


@dataclass(frozen=True, slots=True)
class AcknowledgementSheet:
    """The last leaf of an edition."""

    frame: DocumentFrame
    sheet: Acknowledgement
