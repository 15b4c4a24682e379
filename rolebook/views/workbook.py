"""The spreadsheet that computes an assessment: its words."""

from __future__ import annotations

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views.assessment import build_assessment_document
from rolebook.views.context import ViewContext
from rolebook.views.model.workbook import AssessmentWorkbook, WorkbookWords


def build_assessment_workbook(context: ViewContext, role: CatalogueRole) -> AssessmentWorkbook:
    """The spreadsheet of a role."""
    document = build_assessment_document(context, role)
    return AssessmentWorkbook(document.frame, document.form, _say_words(context))


def _say_words(context: ViewContext) -> WorkbookWords:
    _ = context._
    return WorkbookWords(
        # Translators: the name of a sheet of a spreadsheet: at most 31 characters.
        sheet=_("Assessment"),
        # Translators: the name of a sheet of a spreadsheet: at most 31 characters.
        rules_sheet=_("Calculation"),
        instructions=_(
            "Fill in the shaded cells; all others compute by themselves. The sheets are protected without a "
            "password, against slips of the hand."
        ),
        rules_instructions=_(
            "This sheet computes with whole numbers, so that no rounding creeps in: each number is multiplied by "
            "a power of ten. Nothing is to be filled in here."
        ),
        employee=_("Employee"),
        number=_("Employee number"),
        period=_("Period assessed"),
        superior=_("Superior"),
        results=_("Results"),
        kpi=_("KPI"),
        target=_("Target"),
        scoring=_("How it scores"),
        weight=_("Weight"),
        # Translators: the head of a column that says whether a KPI counts for this person.
        counts=_("Counts?"),
        # Translators: the choice in the column “Counts?”.
        counted=_("yes"),
        # Translators: not applicable, as a choice in a narrow column.
        not_applicable=_("n/a"),
        result=_("Actual result"),
        unit=_("Unit"),
        score=_("Score"),
        contribution=_("Score × weight"),
        self_rating=_("Self-rating"),
        superior_rating=_("Superior's rating"),
        evidence=_("Evidence and remarks"),
        check=_("check"),
        penalties=_("Penalties"),
        happened=_("What happened"),
        follows=_("What follows"),
        earlier=_("Earlier in the window"),
        now=_("In this period"),
        points=_("Points deducted"),
        other=_("Other consequences"),
        remarks=_("Dates and evidence"),
        total_section=_("Total and rating"),
        weighted=_("Weighted score"),
        added=_("Added points"),
        deducted=_("Deducted points"),
        total=_("Total"),
        rating=_("Rating"),
        scale=_("Rating scale"),
        with_result=_("KPIs with a result"),
        vetoed=_("A veto applies: lowest total and rating"),
        comments=_("Comments and agreements"),
        comment_employee=_("Comments of the employee"),
        comment_superior=_("Comments of the superior"),
        agreements=_("Agreements for the next period"),
        agrees=_("Does the employee agree?"),
        yes=_("yes"),
        no=_("no"),
        signed_by=_("Signed by"),
        name=_("Name"),
        signature=_("Signature"),
        date=_("Date"),
        signers=(_("Employee"), _("Superior"), _("Human resources")),
        prompt_result=_("The result as a number. Empty: no result, and the weight falls to the other KPIs."),
        prompt_percent=_("The percentage as a number: for 95% write 95, without the sign."),
        error_result=_("A number is expected here, between {low} and {high}."),
        prompt_counts=_("n/a leaves the KPI out: its weight falls to the others."),
        error_choice=_("Choose from the list."),
        error_count=_("A whole number from 0 to 999 is expected here."),
        whole_result=_("Result, whole"),
        whole_score=_("Score, whole"),
        whole_weight=_("Weight, whole"),
        product=_("Score × weight, whole"),
        veto=_("Veto"),
    )
