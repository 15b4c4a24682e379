"""The command that tells where vacancies are published, and why not."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.console import GOOD, Console, Telling
from rolebook.cli.options import add_common_options, find_project, read_base_url, read_date

if TYPE_CHECKING:
    from rolebook.pipeline import PostingsReport

_HEADINGS = ("POSTING", "LANGUAGE", "STATE", "PAGE", "DATA", "FEEDS", "WHY NOT")


@click.command()
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("--date", "today", metavar="DATE", help="The day to tell it for.  [default: as for build]")
@click.option(
    "--base-url", metavar="URL", help="The address of the published site.  [default: that of handbook.yaml]"
)
@add_common_options
def postings(form: str, today: str | None, base_url: str | None, **options: Any) -> None:
    """Tell for each posting and language: has the public its page, structured data, feeds, and if not, why."""
    console = Console(options)
    project, address, day = find_project(options), read_base_url(base_url), read_date(today)
    with Telling(console, kept="nothing was written"):
        from rolebook.pipeline import report_postings

        report = report_postings(project, day, address)
    click.echo(_format_json(report) if form == "json" else _format_table(report))
    sys.exit(GOOD)


def _format_table(report: PostingsReport) -> str:
    if not report.rows:
        return "There are no postings."
    rows = [
        (
            row.posting,
            row.language,
            row.state,
            *("yes" if told else "–" for told in (row.page, row.structured_data, row.feeds)),
            row.reason.words if row.reason else "",
        )
        for row in report.rows
    ]
    lines = _align([_HEADINGS, *rows])
    if report.withheld:
        entries = [(entry.posting, entry.entry, entry.words) for entry in report.withheld]
        lines += ["", "Left out of postings:", *_align(entries)]
    number = len({row.posting for row in report.rows if row.structured_data})
    total = len({row.posting for row in report.rows})
    where = report.base_url or "no address is known"
    return "\n".join([*lines, "", f"{number} of {total} postings are open on {report.today} ({where})."])


def _align(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _format_json(report: PostingsReport) -> str:
    found = {
        "date": str(report.today),
        "base_url": report.base_url,
        "postings": [
            {
                "posting": row.posting,
                "language": row.language,
                "state": row.state,
                "page": row.page,
                "structured_data": row.structured_data,
                "feeds": row.feeds,
                "reason": {"code": row.reason.code, "words": row.reason.words} if row.reason else None,
                "url": row.url,
            }
            for row in report.rows
        ],
        "withheld": [
            {
                "posting": entry.posting,
                "entry": entry.entry,
                "reasons": entry.reasons,
                "rules": entry.rules,
            }
            for entry in report.withheld
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
