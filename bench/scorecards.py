"""Measures `rolebook assess`: scorecards of many people, as the process that a user starts.

    python bench/scorecards.py                 500 people, all cores
    python bench/scorecards.py --people 50 -j 1

`measure_scorecards` gives the row to those who measure more.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROLE = "sales-department-head"
_KPIS = {
    "collection-rate": (98, 8),
    "plan-completion": (95, 6),
    "new-markets-opened": (2, 1),
    "new-users-won": (4, 2),
    "customer-satisfaction": (88, 6),
    "complaint-handling": (94, 4),
    "record-completeness": (1, 1),
    "contract-defects": (1, 1),
}
_NAMES = ("张伟", "Ann Lee", "José Peña", "王芳", "Tom Birch", "Lucía Gil")


@dataclass(frozen=True)
class ScorecardRun:
    """One run: seconds of wall clock and of processors, MB of all processes together at most and of the largest."""

    people: int
    wall: float
    cpu: float
    memory: float
    largest: float
    size: int

    def format(self) -> str:
        """The run in a line."""
        each = self.wall / self.people * 1000
        return (
            f"{self.people} scorecards: {self.wall:.1f} s ({each:.0f} ms each), {self.cpu:.1f} s of processors, "
            f"{self.memory:.0f} MB together, {self.largest:.0f} MB the largest process, "
            f"{self.size / self.people / 1024:.0f} KB a scorecard"
        )


def write_people(folder: Path, people: int) -> Path:
    """A table of invented people with one role, the same every time; every third has penalties."""
    chance = random.Random(people)
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "name", "role", "language", "manager", *_KPIS, "records-incomplete"])
        for number in range(people):
            results = [max(0, round(chance.gauss(*shape), 1)) for shape in _KPIS.values()]
            language = ("zh", "en", "es")[number % 3]
            name = _NAMES[number % len(_NAMES)]
            writer.writerow(
                [f"B{number:04d}", name, ROLE, language, "Eve Long", *results, int(number % 3 == 0)]
            )
    return path


def measure_scorecards(people: int = 500, jobs: int | None = None, project: Path = ROOT) -> ScorecardRun:
    """Assess so many people once, and measure it."""
    folder = Path(tempfile.mkdtemp(prefix="scorecards-"))
    try:
        table, out = write_people(folder, people), folder / "out"
        command = [sys.executable, str(ROOT / "build.py"), "assess", str(table), "--project", str(project)]
        command += ["--out", str(out), "--period", "2027-01", "--date", "2027-02-01", "--quiet"]
        command += ["-j", str(jobs)] if jobs else []
        begun = time.perf_counter()
        process = subprocess.Popen(command)
        peak = _Peak(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        together = peak.stop()
        if process.returncode:
            sys.exit("assess failed")
        size = sum(path.stat().st_size for path in (out / "scorecards").iterdir())
        return ScorecardRun(
            people, wall, usage.ru_utime + usage.ru_stime, together, usage.ru_maxrss / 1024, size
        )
    finally:
        shutil.rmtree(folder)


class _Peak:
    """The most memory that a process and its children have had at one time, in MB (proportional set size)."""

    def __init__(self, pid: int):
        self._pid, self._most, self._stop = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Stop looking."""
        self._stop.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            self._most = max(
                self._most, sum(_read_pss(pid) for pid in (self._pid, *_list_children(self._pid)))
            )


def _list_children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _read_pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0.0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("-j", "--jobs", type=int)
    given = parser.parse_args()
    print(measure_scorecards(given.people, given.jobs).format())
