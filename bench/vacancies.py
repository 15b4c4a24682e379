"""Measures the careers site of many vacancies, in three languages each.

    python bench/vacancies.py                     500 vacancies of 42 roles
    python bench/vacancies.py --postings 3000 --json results.json

A row is several runs, as in bench/run.py, whose rules of comparison hold here too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "bench"))

from make_project import LANGUAGES, OBJECTS, write_content, write_project  # noqa: E402
from run import HEAD, Row, Run, measure, repeat  # noqa: E402

PLACES: tuple[dict[str, str], ...] = (
    {"country": "ES", "region": "Madrid", "city": "Madrid", "postcode": "28001"},
    {"country": "CN", "region": "Jiangsu", "city": "Suzhou"},
    {"country": "GB", "region": "England", "city": "London", "postcode": "E1 6AN"},
)
CURRENCIES = ("EUR", "CNY", "GBP")
ADDRESS = "https://careers.example.com/"


def write_vacancies(folder: Path, roles: int, postings: int) -> None:
    """Write a project of so many roles and open vacancies into ``folder``, which need not exist."""
    write_project(folder, roles)
    for number in range(postings):
        posting = _folder_of(folder, number)
        posting.mkdir(parents=True, exist_ok=True)
        write_content(posting / "posting.yaml", _state_facts(number, roles))
        for place, language in enumerate(LANGUAGES):
            write_content(posting / f"{language}.yaml", _write_words(number, place))


def _folder_of(folder: Path, number: int) -> Path:
    return folder / "postings" / f"vacancy-{number:04d}"


def _state_facts(number: int, roles: int) -> dict[str, object]:
    place = number % len(PLACES)
    return {
        "role": f"role-{number % roles:04d}",
        "source_language": "en",
        "status": "open",
        "posted": f"2026-11-{number % 28 + 1:02d}",
        "valid_through": "2027-03-31",
        "places": [PLACES[place]],
        "employment": ["full-time"],
        "pay": {"min": 30000, "max": 36000, "currency": CURRENCIES[place], "per": "year"},
        "hours_per_week": 40,
        "starts": "as-soon-as-possible",
        "apply": {"url": f"{ADDRESS}apply/{number}"},
        "include": ["purpose", "duties", "qualifications"],
    }


def _write_words(number: int, place: int) -> dict[str, object]:
    thing = OBJECTS[number % len(OBJECTS)][place]
    return {
        "title": ("Sales consultant", "销售顾问", "Responsable de ventas")[place],
        "introduction": (
            f"Our team takes care of {thing}. We are looking for {{openings}} person.",
            f"团队负责{thing}，现招聘{{openings}}人。",
            f"El equipo se ocupa de {thing}. Buscamos a {{openings}} persona.",
        )[place],
        "offer": {
            "leave": ("Leave as the law has it.", "依法享受年休假。", "Vacaciones según la ley.")[place],
        },
        "process": {
            "review": ("You hear from us soon.", "将尽快回复。", "Responderemos pronto.")[place],
        },
    }


class CareersSite:
    """A synthetic project with vacancies, and the command that builds its public pages."""

    def __init__(self, folder: Path, roles: int, postings: int):
        self.folder = folder
        self._middle = _folder_of(folder, postings // 2) / "en.yaml"
        self._edits = 0
        write_vacancies(folder, roles, postings)

    def build(self, *options: str) -> Run:
        """Build its pages for the public, without flyers."""
        command = [sys.executable, str(ROOT / "build.py"), "build", "--project", str(self.folder), "--quiet"]
        command += ["--audience", "public", "--output", str(self.folder / "public"), "--base-url", ADDRESS]
        return measure([*command, "--only", "pages", "--date", "2026-12-01", *options])

    def forget(self) -> None:
        """Remove all that builds have made."""
        for name in ("public", ".rolebook/cache", ".rolebook/stamps"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self) -> None:
        """Change the title of a vacancy in the middle, in one language."""
        self._edits += 1
        words = self._middle.read_text("utf-8").splitlines()
        title = json.dumps("Sales consultant " + "of the team " * self._edits)
        self._middle.write_text("\n".join([f'"title": {title}', *words[1:]]) + "\n", "utf-8")


def measure_vacancies(site: CareersSite, postings: int, times: int) -> list[Row]:
    """Rows about the public pages of so many vacancies."""
    size = f"{postings} vacancies × {len(LANGUAGES)}"
    return [
        Row(
            f"{size}, cold, one process",
            repeat(1, site.forget, lambda: site.build("-j", "1")),
            postings * len(LANGUAGES),
        ),
        Row(f"{size}, nothing changed", repeat(times, list, site.build), aim="< 1 s"),
        Row(f"{size}, one edited", repeat(times, site.edit, site.build)),
    ]


def main() -> None:
    """Read the command line, measure, print a table and write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, default=42, metavar="N")
    parser.add_argument("--postings", type=int, default=500, metavar="N")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="runs of each quick row")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()

    where = f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    print(where, HEAD, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="rolebook-bench-") as folder:
        site = CareersSite(Path(folder), options.roles, options.postings)
        rows = measure_vacancies(site, options.postings, options.times)
    for row in rows:
        print(row.format())
    if options.json:
        figures = {"where": where, "postings": options.postings, "rows": [asdict(row) for row in rows]}
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
