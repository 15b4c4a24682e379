"""The spreadsheet that computes an assessment: the same view as the other forms, and its own words."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.assessment import Assessment
from rolebook.views.model.documents import DocumentFrame


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """The words of the spreadsheet, most of them labels of rows and columns."""

    sheet: str
    rules_sheet: str
    instructions: str
    rules_instructions: str
    employee: str
    number: str
    period: str
    superior: str
    results: str
    kpi: str
    target: str
    scoring: str
    weight: str
    counts: str
    counted: str
    not_applicable: str
    result: str
    unit: str
    score: str
    contribution: str
    self_rating: str
    superior_rating: str
    evidence: str
    check: str
    penalties: str
    happened: str
    follows: str
    earlier: str
    now: str
    points: str
    other: str
    remarks: str
    total_section: str
    weighted: str
    added: str
    deducted: str
    total: str
    rating: str
    scale: str
    with_result: str
    vetoed: str
    comments: str
    comment_employee: str
    comment_superior: str
    agreements: str
    agrees: str
    yes: str
    no: str
    signed_by: str
    name: str
    signature: str
    date: str
    signers: tuple[str, ...]
    prompt_result: str
    prompt_percent: str
    error_result: str
    prompt_counts: str
    error_choice: str
    error_count: str
    whole_result: str
    whole_score: str
    whole_weight: str
    product: str
    veto: str


@dataclass(frozen=True, slots=True)
class AssessmentWorkbook:
    """The spreadsheet of a role in one language."""

    frame: DocumentFrame
    form: Assessment
    words: WorkbookWords
