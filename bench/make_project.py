"""A synthetic project of any size, for measurements: the same roles every time, of the size of real ones.

    python bench/make_project.py DIR --roles 400

Each role has 10 duties, 8 qualifications, 6 KPIs and 5 penalties in English, Chinese and Spanish: about two
and a half A4 pages. Roles report to one another as a tree in which everybody leads eight.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

LANGUAGES = ("en", "zh", "es")
SPAN = 8  # roles that report to one role
Words = tuple[str, str, str]

DEPARTMENTS: dict[str, Words] = {
    "sales": ("Sales", "销售部", "Ventas"),
    "marketing": ("Marketing", "市场部", "Marketing"),
    "finance": ("Finance", "财务部", "Finanzas"),
    "production": ("Production", "生产部", "Producción"),
    "purchasing": ("Purchasing", "采购部", "Compras"),
    "service": ("Customer service", "客户服务部", "Atención al cliente"),
}
LEVELS: dict[str, Words] = {
    "individual": ("Individual post", "员工", "Puesto individual"),
    "supervisor": ("Supervisor", "主管", "Supervisión"),
    "manager": ("Manager", "经理", "Gerencia"),
    "director": ("Director", "总监", "Dirección"),
}
INDUSTRIES: dict[str, Words] = {
    "manufacturing": ("Manufacturing", "制造业", "Industria"),
    "retail": ("Retail", "零售业", "Comercio minorista"),
    "chemicals": ("Chemicals", "化工", "Química"),
}
VERBS: tuple[Words, ...] = (
    ("Prepares", "负责编制", "Prepara"),
    ("Reviews", "负责审核", "Revisa"),
    ("Coordinates", "负责协调", "Coordina"),
    ("Keeps up to date", "及时更新", "Mantiene al día"),
    ("Reports to the superior on", "向上级汇报", "Informa a su superior sobre"),
)
OBJECTS: tuple[Words, ...] = (
    (
        "the yearly plan and its quarterly targets",
        "年度计划及季度目标",
        "el plan anual y sus metas trimestrales",
    ),
    (
        "contracts with key customers and dealers",
        "重点客户和经销商合同",
        "los contratos con clientes y distribuidores",
    ),
    (
        "the receivables and overdue payments",
        "应收账款与逾期款项",
        "las cuentas por cobrar y los pagos vencidos",
    ),
    ("the training of new colleagues", "部门新员工的培训", "la formación del personal nuevo"),
    ("complaints and the measures taken on each", "投诉及各项处理措施", "las quejas y las medidas tomadas"),
    (
        "stocks, deliveries and their documents",
        "库存、发货及随附单据",
        "las existencias, entregas y documentos",
    ),
    (
        "market prices and what competitors offer",
        "市场价格与竞争产品",
        "los precios y la oferta de la competencia",
    ),
)
REASONS: tuple[Words, ...] = (
    ("so that decisions rest on facts", "以便依据事实作出决策", "para que las decisiones se basen en hechos"),
    ("and discusses deviations every month", "并每月讨论偏差", "y analiza cada mes las desviaciones"),
    (
        "together with the departments concerned",
        "并与相关部门共同落实",
        "junto con los departamentos implicados",
    ),
)
PENALTY: Words = (
    "Hands in no report on {}, or hands it in after the agreed day",
    "未提交关于{}的报告，或未按约定日期提交",
    "No entrega el informe sobre {}, o lo entrega después del día acordado",
)
REQUIREMENT: Words = (
    "Sound knowledge of {}, proved in practice",
    "熟悉{}，并有实际经验",
    "Conocimiento sólido de {}, demostrado en la práctica",
)
MEASURE: Words = (
    "Completed items ÷ planned items × 100 %",
    "完成项目 ÷ 计划项目 × 100%",
    "Elementos completados ÷ previstos × 100 %",
)
COMPETENCIES: dict[str, Words] = {
    "negotiation": ("Negotiation", "谈判", "Negociación"),
    "leadership": ("Leadership", "领导力", "Liderazgo"),
    "analysis": ("Analysis", "分析", "Análisis"),
    "reporting": ("Reporting", "汇报", "Elaboración de informes"),
    "planning": ("Planning", "计划", "Planificación"),
}


def write_project(folder: Path, roles: int) -> None:
    """Write a project of so many roles into ``folder``, which need not exist."""
    handbook = folder / "handbook"
    handbook.mkdir(parents=True, exist_ok=True)
    write_content(handbook / "handbook.yaml", _handbook_facts())
    write_content(handbook / "glossary.yaml", {"terms": {}})
    for place, language in enumerate(LANGUAGES):
        write_content(handbook / f"{language}.yaml", _handbook_words(place))
    for number in range(roles):
        role = folder / "roles" / _role_id(number)
        role.mkdir(parents=True, exist_ok=True)
        write_content(role / "role.yaml", _role_facts(number))
        for place, language in enumerate(LANGUAGES):
            write_content(role / f"{language}.yaml", _role_words(number, place))


def write_content(path: Path, content: dict[str, object]) -> None:
    """Write a file of content: JSON is YAML, and a section to a line keeps it readable."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in content.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _role_id(number: int) -> str:
    return f"role-{number:04d}"


def _handbook_facts() -> dict[str, object]:
    return {
        "languages": LANGUAGES,
        "source_language": "en",
        "version": "1.0",
        "effective": "2026-12-01",
        "owner": "finance",
        "departments": {name: {} for name in DEPARTMENTS},
        "levels": {name: {} for name in LEVELS},
        "industries": {name: {} for name in INDUSTRIES},
        "positions": {"board": {}},
        "competency_groups": {"core": {}},
        "competencies": {name: {"group": "core"} for name in COMPETENCIES},
    }


def _handbook_words(place: int) -> dict[str, object]:
    levels = {str(level): f"{('Level', '级别', 'Nivel')[place]} {level}" for level in range(1, 5)}
    return {
        "title": ("Handbook of roles", "岗位手册", "Manual de puestos")[place],
        "organisation": ("Example Trading Company", "示例贸易公司", "Compañía Comercial Ejemplo")[place],
        "departments": {name: words[place] for name, words in DEPARTMENTS.items()},
        "levels": {name: words[place] for name, words in LEVELS.items()},
        "industries": {name: words[place] for name, words in INDUSTRIES.items()},
        "positions": {"board": ("Board of directors", "董事会", "Consejo de administración")[place]},
        "competency_scale": levels,
        "competency_groups": {"core": ("Core", "核心能力", "Básicas")[place]},
        "competencies": {
            name: {"name": words[place], "definition": words[place], "levels": levels}
            for name, words in COMPETENCIES.items()
        },
    }


def _role_facts(number: int) -> dict[str, object]:
    bands = [
        {"from": 95, "score": 100},
        {"from": 80, "score": 80},
        {"from": 60, "score": 60},
        {"below": 60, "score": 0},
    ]
    weights = (30, 20, 20, 10, 10, 10)
    return {
        "kind": "post",
        "source_language": "en",
        "department": list(DEPARTMENTS)[number % len(DEPARTMENTS)],
        "level": list(LEVELS)[max(0, len(LEVELS) - 1 - _depth(number))],
        "industry": list(INDUSTRIES)[number % len(INDUSTRIES)],
        "reports_to": [_role_id((number - 1) // SPAN)] if number else ["board"],
        "owner": "finance",
        "version": "1.0",
        "effective": "2026-12-01",
        "review_by": "2027-12-01",
        "duties": {f"duty-{item}": {"cadence": {"every": "month", "by": 9}} for item in range(0, 10, 2)},
        "qualifications": {
            f"requirement-{item}": {"kind": "knowledge", "need": "preferred" if item % 4 == 3 else "required"}
            for item in range(8)
        },
        "competencies": {name: 1 + (number + place) % 4 for place, name in enumerate(COMPETENCIES)},
        "kpis": {
            f"kpi-{item}": {
                "weight": weight,
                "unit": "percent",
                "target": 95,
                "better": "higher",
                "period": "quarter",
                "scoring": {"bands": bands},
                "measures": [f"duty-{item}"],
                "examples": [{"actual": 96, "score": 100}, {"actual": 79.9, "score": 60}],
            }
            for item, weight in enumerate(weights)
        },
        "penalties": {
            f"penalty-{item}": {
                "effect": {"kind": "points", "points": 5},
                "per": "occurrence",
                "window": "year",
                "breaks": [f"duty-{item}"],
                "spares": [f"kpi-{item}"],
                "approver": "board",
                "appeal_days": 5,
            }
            for item in range(5)
        },
    }


def _depth(number: int) -> int:
    depth = 0
    while number:
        number, depth = (number - 1) // SPAN, depth + 1
    return depth


def _role_words(number: int, place: int) -> dict[str, object]:
    stop = ".。."[place]
    space = " " if place != 1 else ""

    def sentence(item: int) -> str:
        parts = (VERBS, OBJECTS, REASONS)
        return space.join(bank[(number + item * 3) % len(bank)][place] for bank in parts) + stop

    def thing(item: int) -> str:
        return OBJECTS[(number + item) % len(OBJECTS)][place]

    department = DEPARTMENTS[list(DEPARTMENTS)[number % len(DEPARTMENTS)]][place]
    title = (
        f"Post {number} in {department}",
        f"{department}{number}号岗位",
        f"Puesto {number} de {department}",
    )[place]
    return {
        "title": title,
        "summary": f"{title}{':：:'[place]}{space}{sentence(0)}",
        "purpose": space.join(sentence(item) for item in range(4)),
        "duties": {
            f"part-{part}": {
                "title": DEPARTMENTS[list(DEPARTMENTS)[part]][place],
                "items": {f"duty-{item}": sentence(item) for item in range(part * 5, part * 5 + 5)},
            }
            for part in range(2)
        },
        "authority": {f"power-{item}": sentence(item + 20) for item in range(3)},
        "accountability": {f"answer-{item}": sentence(item + 30) for item in range(2)},
        "qualifications": {
            f"requirement-{item}": REQUIREMENT[place].format(thing(item)) for item in range(8)
        },
        "kpis": {f"kpi-{item}": {"name": thing(item), "measure": MEASURE[place]} for item in range(6)},
        "penalties": {f"penalty-{item}": PENALTY[place].format(thing(item)) for item in range(5)},
        "workflows": {
            "monthly": {
                "title": ("Month's end", "月末工作", "Fin de mes")[place],
                "items": {f"step-{item}": sentence(item + 40) for item in range(5)},
            }
        },
    }


def main() -> None:
    """Read the command line and write the project."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--roles", type=int, default=400, metavar="N")
    options = parser.parse_args()
    write_project(options.folder, options.roles)


if __name__ == "__main__":
    main()
