"""A project with vacancies of every kind: two open ones more than the sample has, and one in each other state."""

from __future__ import annotations

from pathlib import Path

from tests.project import copy_sample

SITE = "https://example.com/jobs-of/tools"
MANAGER, REMOTE, TOWNS = "sales-manager-suzhou", "remote-trainer", "two-towns"
HIDDEN = {"over": "closed", "late": "expired", "idea": "draft", "soon": "not-yet-open"}
"""Postings that are not open on the tests' day, and their states."""

_FILES = {
    f"{REMOTE}/posting.yaml": """
        role: sales-manager
        status: open
        posted: 2026-11-20
        remote: full
        applicant_countries: [ES, MX]
        employment: [part-time, contractor]
        pay: {exact: 20.50, currency: EUR, per: hour}
        starts: as-soon-as-possible
        apply: {email: jobs@example.com}
        include: [purpose, authority, qualifications, competencies, relations]
    """,
    f"{REMOTE}/en.yaml": """
        title: Trainer for drills & saws
        introduction: |
          You teach *people* how to <saw>, with `</script>` and "quotes" ]]> & more.

          - at home
          - [on the road](https://example.com/road)

          ### Why now

          Because we grow.
        schedule: Mornings, 20 hours a week.
        offer:
          tools: A box of tools.
          time: {title: Time, items: {holidays: Thirty days of holidays., friday: Fridays are free.}}
        equal_opportunity: All people are welcome.
    """,
    f"{REMOTE}/es.yaml": """
        title: Formador de taladros y sierras
        introduction: |
          Enseñas a la *gente* a <serrar>, con `</script>` y "comillas" ]]> & más.

          - en casa
          - [de viaje](https://example.com/road)

          ### Por qué ahora

          Porque crecemos.
        schedule: Mañanas, 20 horas por semana.
        offer:
          tools: Una caja de herramientas.
          time: {title: Tiempo, items: {holidays: Treinta días de vacaciones., friday: Viernes libres.}}
        equal_opportunity: Todas las personas son bienvenidas.
    """,
    f"{TOWNS}/posting.yaml": """
        role: sales-manager
        status: open
        reference: TT-1
        posted: 2026-11-10
        valid_through: 2026-12-01
        places:
          - {country: ES, region: Madrid, city: Madrid, street: Calle Mayor 1, postcode: "28013"}
          - {country: US, region: NY, city: New York, street: 350 Fifth Avenue, postcode: "10118"}
          - {country: ES, region: Sevilla}
        remote: none
        employment: [full-time]
        pay: {min: 30000, currency: EUR, per: year}
        starts: 2027-01-15
        apply: {url: https://careers.example.com/tt-1, email: jobs@example.com}
        direct_apply: true
    """,
    f"{TOWNS}/en.yaml": "contact: Ana answers your questions.",
    f"{TOWNS}/zh.yaml": """
        contact: 有问题请联系安娜。
        places: {Madrid: 马德里, Calle Mayor 1: 市长街1号, New York: 纽约, Sevilla: 塞维利亚}
    """,
    f"{TOWNS}/es.yaml": "contact: Ana responde a tus preguntas.",
}
_OTHERS = {
    "over": "status: closed\nposted: 2026-09-01",
    "late": "status: open\nposted: 2026-09-01\nvalid_through: 2026-11-30",
    "idea": "status: draft\nposted: 2026-09-01",
    "soon": "status: open\nposted: 2026-12-02",
}


def make_openings(project: Path) -> Path:
    """The sample project with these postings, in a new folder; every vacancy has words in English."""
    copy_sample(project)
    files = {name: _undent(text) for name, text in _FILES.items()}
    for name, facts in _OTHERS.items():
        files[f"{name}/posting.yaml"] = (
            f"role: sales-manager\n{facts}\nplaces: [{{country: CN, city: Suzhou}}]\n"
            f"apply: {{url: https://careers.example.com/{name}}}\n"
        )
        files[f"{name}/en.yaml"] = (
            f"title: {HIDDEN[name].capitalize()} position\nintroduction: About {name}.\n"
        )
    for name, text in files.items():
        path = project / "postings" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    handbook = project / "handbook/handbook.yaml"
    text = handbook.read_text("utf-8")
    handbook.write_text(text.replace("employer: {", "employer: {url: https://www.example.com, "), "utf-8")
    return project


def _undent(text: str) -> str:
    return "\n".join(line.removeprefix(" " * 8) for line in text.splitlines()) + "\n"
