"""Small views of printed documents in three languages, without reading any content."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from rolebook.language.markdown import render_block, render_inline, strip_markdown
from rolebook.views.model import (
    Band,
    ChartBranch,
    ChartEdge,
    Charter,
    ChartNode,
    Competency,
    Contents,
    ContentsLine,
    Cover,
    DocumentFrame,
    Entry,
    Example,
    Fact,
    Flag,
    GlossaryChapter,
    GlossaryGroup,
    GlossaryTerm,
    Kpi,
    Mark,
    MatrixGroup,
    Occurrence,
    Organisation,
    OrgChart,
    PartOpening,
    Penalty,
    PenaltyChapter,
    PenaltyMatrix,
    PenaltyStep,
    Preface,
    Qualification,
    Ref,
    Role,
    RoleSection,
    ScaleLevel,
    Section,
    Signer,
    Text,
    Trace,
    TraceLink,
    TraceRow,
    Translation,
)
from rolebook.views.role import SECTIONS

LANGUAGES = ("en", "zh", "es")


class Words(NamedTuple):
    """What the sample says in one language."""

    title: str
    summary: str
    purpose: str
    group: str
    duties: tuple[str, str, str]
    cadence: str
    authority: str
    degree: str
    kpi: str
    measure: str
    band: str
    penalty: str
    fine: str
    approver: str
    implied: str
    handbook: str
    organisation: str
    version: str
    part: str
    preface: str
    term: str


WORDS = {
    "en": Words(
        title="Sales manager",
        summary="Leads the sales staff of a region.",
        purpose="The sales manager turns the yearly policy into *results* of the region.\n\nA second paragraph.",
        group="Plans and objectives",
        duties=("Draws up the sales plan of the region.", "Visits important customers.", "Reports the week."),
        cadence="every Monday",
        authority="Approves credit limits.",
        degree="Bachelor's degree in a related field",
        kpi="Payment collection rate",
        measure="Money collected ÷ collection task",
        band="95% or more",
        penalty="Hands in no market report in the year",
        fine="fine of 50 yuan",
        approver="Company leaders",
        implied="implied",
        handbook="Sales role handbook",
        organisation="Example Trading Company",
        version="Version 1.0, effective 1 December 2026",
        part="Sales",
        preface="People work better when they know what is expected of them.",
        term="accounts receivable",
    ),
    "zh": Words(
        title="销售经理",
        summary="带领区域销售人员完成销售目标。",
        purpose="销售经理把年度方针目标变为区域的*成果*，并对回款负责。\n\n第二段。",
        group="计划与目标",
        duties=("制订区域销售计划。", "拜访重要客户。", "汇报本周工作。"),
        cadence="每周一",
        authority="审批信用额度。",
        degree="相关专业本科学历",
        kpi="回款率",
        measure="实际回款额÷回款任务额",
        band="95%及以上",
        penalty="年度内未提交市场开发调查报告",
        fine="罚款50元",
        approver="公司领导",
        implied="隐含",
        handbook="销售岗位手册",
        organisation="示例贸易有限公司",
        version="第1.0版，自2026年12月1日起生效",
        part="销售部",
        preface="员工清楚公司对自己的要求，工作才能做得更好。",
        term="应收账款",
    ),
    "es": Words(
        title="Gerente de ventas",
        summary="Dirige al personal de ventas de una región.",
        purpose="Convierte los objetivos anuales en *resultados* de la región.\n\nUn segundo párrafo.",
        group="Planes y objetivos",
        duties=("Elabora el plan de ventas.", "Visita a los clientes importantes.", "Informa de la semana."),
        cadence="cada lunes",
        authority="Aprueba los límites de crédito.",
        degree="Grado en un campo afín",
        kpi="Tasa de cobro",
        measure="Importe cobrado ÷ meta de cobros",
        band="95 % o más",
        penalty="No presenta ningún informe de mercado en el año",
        fine="multa de 50 yuanes",
        approver="Dirección de la empresa",
        implied="implícito",
        handbook="Manual de puestos de ventas",
        organisation="Comercial Ejemplo",
        version="Versión 1.0, en vigor desde el 1 de diciembre de 2026",
        part="Ventas",
        preface="Las personas trabajan mejor cuando saben qué se espera de ellas.",
        term="cuentas por cobrar",
    ),
}


def text(words: str, language: str | None = None) -> Text:
    """A sentence; with a language: one that is not yet translated."""
    return Text(render_inline(words), strip_markdown(words), language)


def block(words: str) -> Text:
    """Paragraphs."""
    return Text(render_block(words), strip_markdown(words))


def fact(name: str, label: str, *values: str) -> Fact:
    """A line of the facts panel."""
    return Fact(name, label, tuple(Ref(text(value), None, "text") for value in values))


def make_role(language: str, role: str = "sales-manager", prefix: str = "") -> Role:
    """A role that has everything; `prefix` begins its anchors."""
    words = WORDS[language]
    implied = Mark("implied", words.implied, "…")
    doubtful = Mark("doubtful", "?", "…", suggestion="100")
    duty = Ref(text("1.1"), f"#{prefix}duties-plan", "duty")

    def entry(section: str, name: str, number: str, sentence: str, **more: object) -> Entry:
        return Entry(name, f"{prefix}{section}-{name}", number, 0, text=text(sentence), **more)  # type: ignore[arg-type]

    duties = (
        Entry(
            "plans",
            f"{prefix}duties-plans",
            "1",
            0,
            title=text(words.group),
            intro=text(words.group),
            items=(
                entry("duties", "plan", "1.1", words.duties[0], mark=implied),
                entry("duties", "visits", "1.2", words.duties[1], refs=(Ref(text(words.approver)),)),
            ),
        ),
        entry("duties", "week", "2", words.duties[2], cadence=words.cadence, flags=(Flag("age", "!"),)),
    )
    kpi = Kpi(
        id="collection",
        anchor=f"{prefix}kpi-collection",
        number="1",
        name=text(words.kpi),
        measure=text(words.measure),
        evidence=text(words.term),
        weight="60%",
        share=Decimal(60),
        tone=1,
        target="95%",
        period=words.cadence,
        direction="…",
        bands=(Band(words.band, "100"), Band(words.band, "80"), Band(words.band, "0")),
        examples=(Example("96%", "100"),),
        measures=(duty,),
        mark=Mark("proposed", words.implied, "…"),
    )
    penalty = Penalty(
        id="no-report",
        anchor=f"{prefix}penalty-no-report",
        number="1",
        trigger=text(words.penalty),
        effect=words.fine,
        per=words.cadence,
        approver=Ref(text(words.approver)),
        appeal="5",
        breaks=(duty,),
        steps=(PenaltyStep("1", words.fine), PenaltyStep("2", words.fine)),
        amount_mark=doubtful,
        note=text(words.penalty),
        counting=words.cadence,
        occurrences=(
            Occurrence("1", words.fine, 1),
            Occurrence("2+", words.fine, 2, (PenaltyStep("4", words.fine),)),
        ),
        spares=(Ref(text(words.kpi), f"#{prefix}kpi-collection", "kpi"),),
    )
    degree = Qualification("degree", text(words.degree), "…", "…", required=True)
    skill = Competency("skill", Ref(text(words.term)), 3, 4, "…", text(words.measure), implied)
    return Role(
        id=role,
        anchor=f"role-{role}",
        kind="post",
        title=text(words.title),
        summary=text(words.summary),
        purpose=block(words.purpose),
        facts=(
            fact("reports-to", "↑", words.approver),
            fact("manages", "↓", words.title, words.title),
            fact("version", "V", "1.0"),
        ),
        duties=duties,
        authority=(entry("authority", "credit", "1", words.authority),),
        accountability=(entry("accountability", "results", "1", words.authority),),
        qualifications=(degree,),
        kpis=(kpi, replace(kpi, anchor=f"{prefix}kpi-second", number="2", share=Decimal(40), tone=2)),
        penalties=(penalty,),
        workflows=(entry("workflows", "steps", "1", words.duties[1]),),
        competencies=(skill,),
        relations=(entry("relations", "inside", "1", words.duties[2]),),
        notes=(),
        closing=None,
        purpose_mark=None,
        shared=(),
        order=SECTIONS,
        version="1.0",
        effective="2026-12-01",
        review_by="2027-12-01",
        owner=Ref(text(words.approver)),
        translation=Translation(0, 10),
    )


def make_trace(language: str, prefix: str = "") -> Trace:
    """A group with a KPI and a penalty, two duties in it, and one with neither."""
    words = WORDS[language]
    kpi = TraceLink("1", Ref(text(words.kpi), f"#{prefix}kpi-collection", "kpi"))
    penalty = TraceLink("1", Ref(text(words.penalty), f"#{prefix}penalty-no-report", "penalty"))

    def duty(name: str, label: str) -> Ref:
        return Ref(text(label), f"#{prefix}duties-{name}", "duty")

    return Trace(
        words.measure,
        (
            TraceRow("1", 0, duty("plans", words.group), True, (kpi,)),
            TraceRow(
                "1.1", 1, duty("plan", words.duties[0]), False, (replace(kpi, through="1"),), (penalty,)
            ),
            TraceRow("1.2", 1, duty("visits", words.duties[1]), False, (replace(kpi, through="1"), kpi)),
            TraceRow("2", 0, duty("week", words.duties[2]), False, gap=words.term),
        ),
        has_kpis=True,
        has_penalties=True,
    )


def make_bare_role(language: str, role: str = "bare", prefix: str = "bare-") -> Role:
    """A role with nothing but its title, its summary and one duty."""
    full = make_role(language, role, prefix)
    return replace(
        full,
        purpose=None,
        duties=full.duties[1:],
        authority=(),
        accountability=(),
        qualifications=(),
        kpis=(),
        penalties=(),
        workflows=(),
        competencies=(),
        relations=(),
        review_by=None,
    )


def make_frame(language: str, title: str) -> DocumentFrame:
    """The frame of a document."""
    words = WORDS[language]
    return DocumentFrame(
        language=language,
        direction="ltr",
        paper="a4",
        title=title,
        handbook=words.handbook,
        organisation=words.organisation,
        edition=words.version,
        author=words.organisation,
        created="2026-12-01",
        keywords="roles, sales",
        language_name=language,
    )


def make_charter(language: str) -> Charter:
    """The charter of the full role."""
    role = make_role(language)
    return Charter(make_frame(language, role.title.plain), role, (Signer("A"), Signer("B"), Signer("C")))


def make_chart(language: str) -> OrgChart:
    """A chart of two boxes."""
    words = WORDS[language]
    leader = ChartNode("leader", (words.approver,), words.approver, None, "position", 0, 0, 180, 40)
    manager = ChartNode(
        "manager", (words.title,), words.title, "#role-sales-manager", "role", 220, 0, 180, 40
    )
    return OrgChart(
        width=400,
        height=40,
        nodes=(leader, manager),
        edges=(ChartEdge("M180 20H220"),),
        description=words.approver,
        outline=(ChartBranch(words.approver, None, (ChartBranch(words.title, "#role-sales-manager"),)),),
    )


def make_sections(
    language: str,
    *,
    frame: DocumentFrame | None = None,
    title: Text | None = None,
    part: Text | None = None,
    full: bool = True,
) -> tuple[Section, ...]:
    """The sections of a handbook of two parts with a full and a bare role; not ``full``: without what may be empty."""
    words = WORDS[language]
    frame = frame or make_frame(language, words.handbook)
    term = GlossaryTerm(
        "receivables",
        "term-receivables",
        text(words.term),
        (words.kpi,),
        (("en", "English", "accounts receivable"),),
        text(words.measure),
        (words.group,),
    )
    facts = (fact("version", "V", "1.0"), fact("language", "L", language))
    role = make_role(language, prefix="a-")
    role = replace(role, title=title or role.title, trace=make_trace(language, "a-"))
    matrix = PenaltyMatrix((MatrixGroup(Ref(role.title, f"#{role.anchor}"), role.penalties),))
    bare = make_bare_role(language)
    lines = [
        ContentsLine(item.anchor, item.title.plain, language=item.title.language) for item in (role, bare)
    ]
    title, other = part or text(words.part), text(words.group)
    scale = (ScaleLevel(1, words.implied), ScaleLevel(2, words.kpi))

    def section(name: str, view: Any, *lines: ContentsLine, right: bool = False) -> Section:
        return Section(name, f"print/book/{name.partition('-')[0]}.html.j2", lambda: view, lines, right)

    chapters = [
        section(
            "preface",
            Preface(frame, block(words.preface), scale),
            ContentsLine("preface", "Preface", "front"),
        )
        if full
        else None,
        section(
            "organisation",
            Organisation(frame, make_chart(language)),
            ContentsLine("organisation", "Organisation", "front"),
        ),
        section(
            "part-sales",
            PartOpening(frame, "1", "part-sales", title, text(words.preface), (lines[0],)),
            ContentsLine("part-sales", title.plain, "part", title.language, "1"),
            right=True,
        ),
        section("role-a", RoleSection(frame, role), lines[0]),
        section(
            "part-other",
            PartOpening(frame, "2", "part-other", other, None, (lines[1],)),
            ContentsLine("part-other", other.plain, "part", other.language, "2"),
            right=True,
        ),
        section("role-b", RoleSection(frame, bare), lines[1]),
        section(
            "penalties",
            PenaltyChapter(frame, matrix),
            ContentsLine("penalties", "Penalty matrix", "back"),
        )
        if full
        else None,
        section(
            "glossary",
            GlossaryChapter(frame, (GlossaryGroup("A", "letter-a", (term,)),)),
            ContentsLine("glossary", "Glossary", "back"),
        )
        if full
        else None,
    ]
    kept = tuple(chapter for chapter in chapters if chapter)
    contents = Contents(frame, tuple(line for chapter in kept for line in chapter.lines))
    cover = Cover(frame, text(words.summary) if full else None, words.part, facts)
    return (section("cover", cover, right=True), section("contents", contents, right=True), *kept)
