"""Imports: no sentence is lost, and any bytes are a draft or a problem."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.importing.problems import ImportProblem
from rolebook.importing.vocabulary import LANGUAGES
from tests.import_drafts import draft, draft_text, letters, read_drafts

SENTENCES = {
    "en": [
        "Counts the shelves in hall {n}",
        "Writes report {n} every Monday",
        "Has the right to stop line {n}",
        "College degree, aged 25 to {n}",
        "Late {n} times: fined 50 yuan",
        "It is said that {n} is a good number",
    ],
    "zh": [
        "清点第{n}号仓库的货物",
        "每周一提交{n}号报告",
        "有权停止{n}号生产线",
        "大专以上学历，年龄{n}岁以下",
        "迟到{n}次，罚款50元",
        "据说{n}是个好数字",
    ],
    "es": [
        "Contar las estanterías de la nave {n}",
        "Redactar el informe {n} cada lunes",
        "Está autorizado a parar la línea {n}",
        "Título universitario, edad máxima {n} años",
        "Llegar tarde {n} veces: multa de 50 euros",
        "Se dice que {n} es un buen número",
    ],
}
HEADINGS = {
    "en": [
        "Duties:",
        "Job requirements",
        "Penalties:",
        "Responsibilities of the buyer 2 ",
        "Benefits",
        "Buyer",
        "Workflow:",
        "KPIs",
    ],
    "zh": [
        "岗位职责：",
        "任职要求",
        "处罚规定",
        "采购经理岗位职责",
        "福利待遇",
        "二、采购专员",
        "工作流程：",
        "考核指标",
    ],
    "es": [
        "Funciones:",
        "Requisitos",
        "Sanciones:",
        "Responsabilidades del comprador: 2 ",
        "Beneficios",
        "Jefe de compras",
        "Procedimiento:",
        "Indicadores",
    ],
}
MARKS = [
    "",
    "{n}. ",
    "{n}、",
    "{n}, ",
    "（{n}）",
    "{n}) ",
    "① ",
    "一、",
    "a. ",
    "■",
    "- ",
    "1 {n}. ",
    "p>{n}. ",
    "<p>",
    "{n} ",
    "First, ",
    "第二，",
]
ENDS = ["\n", ".\n", "。\n", ";\n", " ", ". ", "。", ";", "\n\n", ".p>\n", "</p>\n", ":\n"]


@st.composite
def damaged_texts(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A language, a text, and the sentences in it."""
    language = draw(st.sampled_from(LANGUAGES))
    parts, sentences = [], []
    for index in range(draw(st.integers(1, 14))):
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(st.sampled_from(HEADINGS[language])) + draw(st.sampled_from(["\n", " ", ""])))
        sentence = draw(st.sampled_from(SENTENCES[language])).replace("{n}", str(40 + index))
        mark = draw(st.sampled_from(MARKS)).replace(
            "{n}", str(draw(st.integers(1, 5)) if draw(st.booleans()) else index + 1)
        )
        parts.append(mark + sentence + draw(st.sampled_from(ENDS)))
        sentences.append(sentence)
    return language, "".join(parts), sentences


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged_texts())
def test_no_sentence_is_lost(blank_project: Path, tmp_path: Path, case: tuple[str, str, list[str]]) -> None:
    language, text, sentences = case
    try:
        outcome = draft_text(blank_project, tmp_path, text, language=language)
    except ImportProblem as problem:
        assert "no role" in problem.message  # then nothing is written, and nothing lost
        return
    written = letters("\n".join(outcome.files.values()))
    for sentence in sentences:
        assert all(letters(clause) in written for clause in re.split("[,，:：]", sentence)), sentence


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "docx"]))
def test_any_bytes_are_a_draft_or_a_problem(
    blank_project: Path, tmp_path: Path, data: bytes, ending: str
) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(data)
    try:
        read_drafts(draft(blank_project, path))
    except ImportProblem as problem:
        assert problem.message
