"""Headings of result tables: which field of a person or of a result a column has, in three languages."""

from __future__ import annotations

import re
import unicodedata

FIELDS: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "person", "employee", "full name", "employee name", "member"),
        *("姓名", "员工", "员工姓名", "名字"),
        *("nombre", "nombre y apellidos", "nombre completo", "persona", "empleado", "empleada"),
    ),
    "number": (
        *("number", "no", "id", "employee number", "employee id", "employee no", "staff number"),
        *("personnel number", "工号", "编号", "员工编号", "员工号"),
        *(
            "número",
            "n.º",
            "nº",
            "número de empleado",
            "n.º de empleado",
            "id de empleado",
            "legajo",
            "matrícula",
            "código",
        ),
    ),
    "role": (
        *("role", "post", "position", "job", "job title", "岗位", "职位", "职务", "角色"),
        *("puesto", "cargo", "rol", "puesto de trabajo"),
    ),
    "manager": (
        *("manager", "superior", "line manager", "supervisor", "上级", "直接上级", "主管", "经理"),
        *("jefe", "jefa", "superior directo", "responsable", "superior jerárquico"),
    ),
    "period": (
        "period",
        "assessment period",
        "期间",
        "考核期",
        "考核期间",
        "考核周期",
        "período",
        "periodo",
        "período de evaluación",
    ),
    "department": ("department", "team", "部门", "所属部门", "departamento", "equipo"),
    "language": ("language", "lang", "语言", "idioma", "lengua"),
    "self": (
        *(
            "self score",
            "self rating",
            "self assessment",
            "own score",
            "自评",
            "自评分",
            "自我评分",
            "自评得分",
        ),
        *("autoevaluación", "autocalificación", "puntuación propia"),
    ),
    "comment": (
        *("comment", "comments", "remarks", "note", "notes", "备注", "评语", "说明", "意见"),
        *("comentario", "comentarios", "observaciones", "nota", "notas"),
    ),
    "kpi": ("kpi", "indicator", "指标", "考核指标", "kpi指标", "关键指标", "indicador", "indicador kpi"),
    "actual": (
        *("actual", "actual result", "result", "value", "achieved", "实际", "实际值", "实际完成", "实际结果"),
        *("完成值", "结果", "real", "resultado", "resultado real", "valor", "valor real"),
    ),
    "penalty": (
        *("penalty", "offence", "offense", "处罚", "处罚项", "违规", "违规项", "扣罚项"),
        *("sanción", "penalización", "falta", "infracción"),
    ),
    "date": ("date", "day", "date of occurrence", "日期", "发生日期", "fecha", "día"),
    "evidence": (
        *("evidence", "proof", "证据", "依据", "凭证", "evidencia", "prueba", "pruebas", "justificante"),
    ),
    "count": ("count", "times", "occurrences", "次数", "发生次数", "veces", "ocurrencias", "número de veces"),
    "earlier": ("earlier", "earlier occurrences", "此前", "此前次数", "anteriores", "veces anteriores"),
    "begun": (
        *("begun", "guarantee begun", "guaranteed from", "担保开始", "担保日", "担保起始日"),
        *("inicio", "inicio de la garantía", "garantía desde"),
    ),
    "orders": (
        *("orders", "orders closed", "成交", "成交单数", "订单", "订单数"),
        *("pedidos", "pedidos cerrados", "operaciones cerradas"),
    ),
}
"""Each field of a row, and the headings under which it may stand; case, accents and punctuation do not matter."""

PERSON_FIELDS = ("number", "name", "role", "manager", "period", "department", "language", "self", "comment")
RESULT_FIELDS = ("kpi", "actual")
OCCURRENCE_FIELDS = ("penalty", "date", "evidence", "count", "earlier", "begun", "orders")

_EARLIER = re.compile(r"(.+?)[\s,:·–-]+(?:earlier|此前|anteriores)|(.+)此前", re.IGNORECASE)


def fold(text: str) -> str:
    """A name as it is compared: letters and digits only, without case, accents and width."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in plain if c.isalnum())


def without_unit(text: str) -> str:
    """A heading without the unit in brackets at its end: “Revenue (CNY)” is “Revenue”."""
    return re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", text)


def split_earlier(text: str) -> str | None:
    """The penalty of a heading such as “late-report earlier”; None if it is not of that form."""
    match = _EARLIER.fullmatch(text.strip())
    return (match[1] or match[2]).strip() if match else None


def find_field(heading: str) -> str | None:
    """The field of a heading, if it is one of ours."""
    return _BY_NAME.get(fold(heading)) or _BY_NAME.get(fold(without_unit(heading)))


def list_field_names(is_long: bool) -> tuple[str, ...]:
    """Every heading that is known in a table, to suggest one from."""
    return tuple(
        name for field, names in FIELDS.items() if is_long or field in PERSON_FIELDS for name in names
    )


_BY_NAME = {fold(name): field for field, names in FIELDS.items() for name in names}
