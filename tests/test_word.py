"""Word documents, read back: numbers, headings and tables are those of the role."""

from __future__ import annotations

from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from rolebook.language.interface import load_interface
from tests.sample_views import LANGUAGES, make_charter
from tests.test_assessment_forms import LONG
from tests.word_documents import (
    EACH,
    OUTLINES,
    SETTINGS,
    charter_of,
    entry,
    list_numbers,
    render,
    walk,
    with_role,
)
from tests.word_reading import W, list_paragraphs, open_word, read_table


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
@pytest.mark.parametrize("apart", [False, True], ids=["as-word-counts", "each-list-apart"])
def test_numbers_are_those_of_the_role(role_and_language: tuple[str, str], apart: bool) -> None:
    charter = charter_of(*role_and_language)
    shown = list_paragraphs(open_word(render(charter)), apart=apart)
    listed = [item for item in shown if item.number]
    wanted = [(number, words) for number, words in list_numbers(charter.role) if number]
    assert len(wanted) > 10
    assert [item.number for item in listed] == [number for number, _ in wanted]
    for item, (_, words) in zip(listed, wanted, strict=True):
        assert item.text.startswith(words)


@pytest.mark.parametrize("apart", [False, True], ids=["as-word-counts", "each-list-apart"])
def test_numbers_survive_gaps_and_lists_of_other_kinds(apart: bool) -> None:
    duties = (
        entry("1", "a", entry("1.1", "aa"), entry("1.3", "ac"), entry("1.4", "ad")),
        entry("2", "b", entry("2.1", "ba"), entry("2.2", "bb"), style="checklist"),
        entry("4", "c", entry("4.2", "cb"), entry("4.3", "cc", entry("4.3.1", "cca"), entry("4.3.3", "ccc"))),
        entry("5", "d", entry("5.1", "da"), entry("5.2", "db")),
        entry("6", "e", entry("6.1", "ea"), style="promises"),
        entry("7", "f"),
        entry("9", "h", entry("9.1", "ha")),
    )
    charter = with_role(
        make_charter("en"), duties=duties, authority=(entry("2", "second"), entry("3", "third"))
    )
    shown = list_paragraphs(open_word(render(charter)), apart=apart)
    wanted = [number for number, _ in list_numbers(charter.role) if number]
    assert [item.number for item in shown if item.number] == wanted
    assert "ea" in [item.text for item in shown if not item.number]


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_headings_are_words_own_and_tell_the_sections(role_and_language: tuple[str, str]) -> None:
    charter = charter_of(*role_and_language)
    role, document = charter.role, open_word(render(charter))
    _ = load_interface(charter.frame.language, SETTINGS.template_folders).gettext
    shown = list_paragraphs(document)
    assert [item.text for item in shown if item.style == "Title"] == [role.title.plain]
    names = {"purpose": "Purpose", "kpis": "KPIs"} | {
        name: name.capitalize() for name in role.order if name != "kpis"
    }
    filled = [name for name in role.order if getattr(role, name) or (name == "workflows" and role.shared)]
    headings = [item.text for item in shown if item.style == "Heading1"]
    assert len(headings) == len(filled) + 1
    for heading, name in zip(headings, filled, strict=False):
        assert heading.startswith(_(names[name]))
    assert headings[-1] == _("Version and signatures")
    groups = [e.title.plain for name in OUTLINES for e in walk(getattr(role, name)) if e.items and e.title]
    groups += [workflow.title.plain for workflow in role.shared]
    found = [item.text for item in shown if item.style in ("Heading2", "Heading3")]
    assert len(found) == len(groups)
    assert all(any(title.startswith(group) for group in groups) for title in found)
    names_of = {style.style_id: style.name for style in document.styles}
    assert names_of["Heading1"] == "Heading 1"
    assert names_of["ListNumber2"] == "List Number 2"


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_tables_say_what_the_view_says(role_and_language: tuple[str, str]) -> None:
    charter = charter_of(*role_and_language)
    role, document = charter.role, open_word(render(charter))
    tables = [read_table(table) for table in document.tables]
    at = 0
    for name in role.order:
        if name == "qualifications" and role.qualifications:
            rows = tables[at][1:]
            assert len(rows) == len(role.qualifications)
            for (kind, words), item in zip(rows, role.qualifications, strict=True):
                assert item.kind in kind
                assert item.need in kind
                assert words.startswith(item.text.plain)
                assert all(note in words for note in item.notes)
            at += 1
        elif name == "kpis" and role.kpis:
            for (number, words, target, period, weight), kpi in zip(tables[at][1:], role.kpis, strict=True):
                assert (number, target, period, weight) == (kpi.number, kpi.target, kpi.period, kpi.weight)
                assert words.startswith(kpi.name.plain)
                assert kpi.measure is None or kpi.measure.plain in words
                assert all(f"{band.range}\xa0→\xa0{band.score}" in words for band in kpi.bands)
                assert all(rule in words for rule in kpi.rules)
            at += 1
        elif name == "penalties" and role.penalties:
            for (number, words, follows, decision), rule in zip(tables[at][1:], role.penalties, strict=True):
                assert number == rule.number
                assert words.startswith(rule.trigger.plain)
                assert rule.counting in words
                assert all(ref.label.plain in words for ref in (*rule.breaks, *rule.spares))
                assert rule.evidence is None or rule.evidence.plain in words
                assert rule.note is None or rule.note.plain in words
                assert all(f"{cell.label}\xa0→\xa0{cell.effect}" in follows for cell in rule.occurrences)
                assert all(f"{end.condition}\xa0→\xa0{end.result}" in follows for end in rule.outcomes)
                assert rule.approver is None or rule.approver.label.plain in decision
                assert rule.appeal is None or rule.appeal in decision
            at += 1
        elif name == "competencies" and role.competencies:
            words = "\n".join("\n".join(row) for row in tables[at])
            assert all(
                item.name.label.plain in words and item.level_name in words for item in role.competencies
            )
            at += 1
    assert [row[0] for row in tables[at][1:]] == [signer.label for signer in charter.signers]
    assert at == len(tables) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_head_that_comes_again_and_rows_that_do_not_split(language: str) -> None:
    document = open_word(render(charter_of(LONG, language)))
    assert len(document.tables) == 5
    for table in document.tables:
        first, *others = table._tbl.iterchildren(qn("w:tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))), (
            "simple tables are read aloud in order"
        )
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        section = document.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) / 635
        assert abs(sum(widths) - room) < 5


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_no_space_is_made_of_empty_paragraphs(role_and_language: tuple[str, str]) -> None:
    document = open_word(render(charter_of(*role_and_language)))
    assert [item for item in list_paragraphs(document) if not item.text.strip()] == []
    body = list(document.element.body)
    assert body[-1].tag == qn("w:sectPr")
    assert body[-2].tag == qn("w:p"), "Word adds an empty line below a table that ends a document"
    tags = [element.tag for element in body]
    assert (qn("w:tbl"), qn("w:tbl")) not in pairwise(tags), "tables that touch become one"
