"""Imports: forms that texts have, and by what their parts are known where no heading says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.import_drafts import draft, draft_text, list_comments, read_drafts

SECTION_HEADS = {"en": "Duties", "zh": "岗位职责", "es": "Funciones"}


def draft_page(project: Path, folder: Path, text: str, **choices: object) -> dict[str, tuple]:  # type: ignore[type-arg]
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return read_drafts(draft(project, path, **choices))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Job description: Night porter", "Night porter"),
        ("Position profile – Stock controller", "Stock controller"),
        ("Store Manager – Riverside", "Store Manager"),
        ("岗位说明书：出纳员", "出纳员"),
        ("测试工程师（支付方向）", "测试工程师"),
        ("Descripción del puesto: Cajera", "Cajera"),
        ("Recepcionista de hotel (turno de noche)", "Recepcionista de hotel"),
        ("Falconer", "Falconer"),  # no word of ours: a heading, and duties behind it
    ],
)
def test_title_of_a_page(blank_project: Path, tmp_path: Path, line: str, title: str) -> None:
    language = "zh" if "\u4e00" <= line[0] <= "\u9fff" else "es" if line[0] in "RD" else "en"
    text = f"# {line}\n## {SECTION_HEADS[language]}\n- ABC.\n- DEF.\n"
    ((_, words),) = draft_page(blank_project, tmp_path, text, language=language).values()
    assert words.title == title and len(words.duties) == 2


@pytest.mark.parametrize(
    ("language", "heading", "steps"),
    [
        (
            "en",
            "Locking up at night",
            ["Check that the hall is empty.", "Switch off.", "Lock the side doors."],
        ),
        ("zh", "每晚闭馆", ["检查展厅无人。", "关闭电源。", "整理钥匙并登记。"]),
        (
            "es",
            "Cierre de la sala",
            ["Comprobar que no queda nadie.", "Apagar las luces.", "Cerrar con llave."],
        ),
    ],
)
def test_numbers_under_a_heading_of_its_own_are_steps(
    blank_project: Path, tmp_path: Path, language: str, heading: str, steps: list[str]
) -> None:
    duties = {
        "en": "- Answers the bell.\n- Makes rounds.",
        "zh": "- 接待访客。\n- 巡查展厅。",
        "es": "- Atender.\n- Vigilar.",
    }
    head = f"# {SECTION_HEADS[language]}\n{duties[language]}\n# {heading}\n"
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    ((facts, words),) = draft_page(blank_project, tmp_path, f"{head}{numbered}\n", language=language).values()
    (workflow,) = words.workflows.values()
    assert workflow.title == heading and list(workflow.items.values()) == steps
    assert len(words.duties) == 2
    assert all(
        source.certainty == "inferred"
        for name, source in facts.provenance.items()
        if name.startswith("workflows")
    )
    bullets = "\n".join(f"- {step}" for step in steps)
    ((_, words),) = draft_page(blank_project, tmp_path, f"{head}{bullets}\n", language=language).values()
    assert not words.workflows and list(words.duties.values())[-1].title == heading


def test_what_a_page_offers_is_no_duty(blank_project: Path, tmp_path: Path) -> None:
    text = "# Duties\n- Answers.\n- Drives.\n# Why us\n- Flexible hours\n- Free lunch\n# Team spirit\n- We help.\n"
    ((_, words),) = draft_page(blank_project, tmp_path, text).values()
    assert list(words.duties.values()) == ["Answers.", "Drives."] and not words.qualifications


def test_columns_of_a_list(blank_project: Path, tmp_path: Path) -> None:
    text = (
        "Duties\n\nNo.\tDuty\tHow often\n1\tCounts the till\tdaily\n2\tOrders stamps\tevery Monday\n\n"
        "Requirements\n- Diploma\n"
    )
    outcome = draft_text(blank_project, tmp_path, text)
    ((facts, words),) = read_drafts(outcome).values()
    assert list(words.duties.values()) == ["Counts the till (daily)", "Orders stamps (every Monday)"]
    assert [duty.cadence.every for duty in facts.duties.values() if duty and duty.cadence] == [
        ("day",),
        ("week",),
    ]
    assert "No. | Duty | How often" in list_comments(outcome)


def test_areas_are_groups_and_wishes_are_preferred(blank_project: Path, tmp_path: Path) -> None:
    text = (
        "# Duties\n| Area | Tasks |\n|---|---|\n| Shop | Opens it |\n| | Closes it |\n| Stock | Counts it |\n"
        "# Requirements\n| | Essential | Desirable |\n|---|---|---|\n| Skills | Typing | Shorthand |\n"
        "# Nice to have\n- Spanish\n"
    )
    ((facts, words),) = draft_page(blank_project, tmp_path, text).values()
    shop, stock = words.duties.values()
    assert (shop.title, list(shop.items.values())) == ("Shop", ["Opens it", "Closes it"])
    assert stock.title == "Stock"
    needs = {words.qualifications[name]: need.need for name, need in facts.qualifications.items()}
    assert needs == {"Typing": "required", "Shorthand": "preferred", "Spanish": "preferred"}


def test_weights_make_a_table_one_of_kpis(blank_project: Path, tmp_path: Path) -> None:
    table = "| Result | Weight |\n|---|---|\n| Sales | 60 % |\n| Waste | 40 % |\n"
    text = f"# Duties\n- Sells.\n- Counts.\n# The year ahead\n{table}"
    ((facts, words),) = draft_page(blank_project, tmp_path, text).values()
    assert [words.kpis[name].name for name in facts.kpis] == ["Sales", "Waste"]
    assert [kpi.better for kpi in facts.kpis.values()] == ["higher", "lower"]


def test_the_unit_of_a_kpi_is_not_that_of_its_weight(blank_project: Path, tmp_path: Path) -> None:
    table = "| KPI | Weight | Target |\n|---|---|---|\n| Survey | 60 % | 8.5 |\n| Sales | 40 % | 95 % |\n"
    ((facts, _),) = draft_page(blank_project, tmp_path, f"# Duties\n- Sells.\n# KPIs\n{table}").values()
    assert [(kpi.unit, str(kpi.target)) for kpi in facts.kpis.values()] == [
        ("points", "8.5"),
        ("percent", "95"),
    ]


def test_labels_in_a_table_with_colons_and_remarks(blank_project: Path, tmp_path: Path) -> None:
    text = (
        "| Job title: | Porter | Band: | 2 |\n|---|---|---|---|\n| Reports to: | Matron | | |\n"
        "| Department | Wards | Code: P-2 | |\n\n# Duties\n- Carries.\n- Pushes.\n"
    )
    path = tmp_path / "form.md"
    path.write_text(text, encoding="utf-8")
    outcome = draft(blank_project, path)
    ((_, words),) = read_drafts(outcome).values()
    comments = list_comments(outcome)
    assert words.title == "Porter" and list(words.duties.values()) == ["Carries.", "Pushes."]
    for label in ("Band: 2", "Reports to: Matron", "Department: Wards", "Code: P-2"):
        assert label in comments


WRAPPED = """Acme Depot                                             Rules     Page 1

Storekeeper
Reports to: Depot manager
Purpose: to keep the goods safe and the books in good order for
all the shops.
Duties
- Counts every shelf in the cold store and enters the figure in the
Depot book before noon
- Tells the manager of broken goods and of those that are past
their date
Acme Depot                                             Rules     Page 2
- Signs for parcels
Needs
- Diploma
"""


def test_lines_cut_at_the_width_of_a_page(blank_project: Path, tmp_path: Path) -> None:
    outcome = draft_text(blank_project, tmp_path, WRAPPED)
    ((_, words),) = read_drafts(outcome).values()
    assert words.purpose.endswith("in good order for all the shops.")
    assert list(words.duties.values())[:3] == [
        "Counts every shelf in the cold store and enters the figure in the Depot book before noon",
        "Tells the manager of broken goods and of those that are past their date",
        "Signs for parcels",
    ]
    assert list_comments(outcome).count("Acme Depot Rules") == 2


def test_numbers_with_other_signs_go_on(blank_project: Path, tmp_path: Path) -> None:
    text = "Duties:\n1. Opens. 2. Sells. 3.\nCounts.\n4) Cleans.\n5º Closes.\nRequirements:\n⑴ Diploma\n⑵ Typing\n"
    ((_, words),) = read_drafts(draft_text(blank_project, tmp_path, text)).values()
    assert list(words.duties.values()) == ["Opens.", "Sells.", "Counts.", "Cleans.", "Closes."]
    assert list(words.qualifications.values()) == ["Diploma", "Typing"]


@pytest.mark.parametrize("bullet", ["\uf0b7", "§ ", "o\t", "Ø ", "ü\t", "v  "])
def test_bullets_of_symbol_faces(blank_project: Path, tmp_path: Path, bullet: str) -> None:
    text = f"Duties:\n{bullet}Opens the shop.\n{bullet}Counts the till.\nRequirements:\n{bullet}Typing.\n"
    ((_, words),) = read_drafts(draft_text(blank_project, tmp_path, text)).values()
    assert list(words.duties.values()) == ["Opens the shop.", "Counts the till."]


@pytest.mark.parametrize(
    ("language", "line", "title", "id_"),
    [
        ("en", "STORE MANAGER", "Store manager", "store-manager"),
        ("en", "HR ASSISTANT", "HR assistant", "hr-assistant"),
        ("es", "JEFE DE TURNO DE ALMACÉN", "Jefe de turno de almacén", "warehouse-shift-head"),
        ("zh", "护士长", "护士长", "head-nurse"),
    ],
)
def test_titles_and_their_ids(
    blank_project: Path, tmp_path: Path, language: str, line: str, title: str, id_: str
) -> None:
    text = f"{line}\n{SECTION_HEADS[language]}:\n1. ABC.\n2. DEF.\n"
    ((name, (_, words)),) = read_drafts(draft_text(blank_project, tmp_path, text, language=language)).items()
    assert (words.title, name) == (title, f"new-{id_}")


def test_links_of_a_page_are_furniture(blank_project: Path, tmp_path: Path) -> None:
    text = (
        "[Home](/) › [Jobs](/jobs) › Porter\n# Porter\n[Apply now](https://example.com/a?b=1) [Save](#)\n"
        "# Duties\n- Carries.\n- Pushes the [trolley](https://example.com/t).\n# Skills\n- A licence would be a plus\n"
    )
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    outcome = draft(blank_project, path)
    ((facts, words),) = read_drafts(outcome).values()
    assert list(words.duties.values()) == ["Carries.", "Pushes the [trolley](https://example.com/t)."]
    assert [need.need for need in facts.qualifications.values() if need] == ["preferred"]
    comments = list_comments(outcome)
    assert "line 1 (the way to a page)" in comments and "line 3 (links of a page)" in comments
    assert "could not be read" not in comments
