"""Parts of the checks that a case alone would not pin down."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from rolebook.checks.faults import can_take_points
from rolebook.checks.glossary import is_unspaced
from rolebook.checks.links import find_links, scheme_of
from rolebook.checks.reporting import find_cycles
from rolebook.checks.texts import iter_handbook_texts, iter_role_texts, locate_fragment
from rolebook.content.placeholders import (
    PLACEHOLDERS,
    find_placeholders,
    find_stray_braces,
    present_placeholders,
)
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import DutyFacts, KpiFacts, PenaltyFacts, QualificationFacts
from rolebook.content.yaml_reader import read_yaml
from tests.project import copy_sample, diagnose


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


def edit(project: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (project / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (project / path).write_text(text, encoding="utf-8")


def found(project: Path) -> list[str]:
    """Code, line and column of all problems."""
    return [f"{d.code} {d.place.line}:{d.place.column}" for d in diagnose(project) if d.place]


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://example.com", "https"),
        ("JavaScript:alert(1)", "javascript"),
        ("java&#115;cript:x", "javascript"),
        ("java\tscript:x", "javascript"),
        ("java&Tab;script:x", "javascript"),
        ("javascript&colon;x", "javascript"),
        ("javascript\\:x", "javascript"),
        ("\u0001javascript:x", "javascript"),
        ("vbscript:x", "vbscript"),
        ("mailto:a@example.com", "mailto"),
        ("guides/x/", None),
        ("#a:b", None),
        ("?a:b", None),
        ("a/b:c", None),
    ],
)
def test_scheme(target: str, scheme: str | None) -> None:
    assert scheme_of(target) == scheme


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ('[a](b) and ![c](<d e>) and [f](g(h)i "t")', ["b", "d e", "g(h)i"]),
        ("<https://a.example> <b@example.com> < c", ["https://a.example"]),
        ("[a]: javascript:x\n\n  [b]: <c>", ["javascript:x", "c"]),
        ("`[a](b)` ``[a](`b)`` [c](d)", ["d"]),
        ("[a](\n  b)", ["b"]),
        ("[a](javascript\\:x)", ["javascript\\:x"]),
        ("(a) [b] c](", []),
    ],
)
def test_links(text: str, targets: list[str]) -> None:
    assert [target for target, _ in find_links(text)] == targets
    assert all(text.startswith(target, offset) for target, offset in find_links(text))


def test_placeholders_in_text() -> None:
    text = "In {by} or { by }, {} and {a{b}} }"
    assert find_placeholders(text) == [("by", 3), (" by ", 11), ("", 19), ("b", 28)]
    assert [text[i] for i in find_stray_braces(text)] == ["{", "}", "}"]


@pytest.mark.parametrize(
    ("section", "entry", "names"),
    [
        ("duties", None, ""),
        ("duties", DutyFacts(), ""),
        ("duties", {"cadence": {"every": "week", "on": "monday"}}, "cadence every on"),
        ("duties", {"cadence": {"before": "x", "hours": "6"}}, "before cadence hours"),
        ("duties", {"cadence": {"every": "month", "from": "1", "by": "end"}}, "by cadence every from"),
        ("qualifications", {"kind": "experience", "months_at_least": "24"}, "months years"),
        ("qualifications", {"kind": "experience", "months_at_least": "18"}, "months"),
        ("qualifications", {"kind": "age", "at_least": "30", "at_most": "40"}, "at_least at_most"),
        ("kpis", {"weight": "1", "unit": "percent"}, "period weight"),
        ("kpis", {"weight": "1", "unit": "percent", "target": "0"}, "period target weight"),
        ("penalties", {"effect": {"kind": "warning"}}, "per"),
        (
            "penalties",
            {"effect": {"kind": "points", "points": "3"}, "appeal_days": "0"},
            "appeal_days per points",
        ),
        ("authority", {"weight": "1", "unit": "percent"}, ""),
    ],
)
def test_present_placeholders(section: str, entry: object, names: str) -> None:
    models: dict[str, type[BaseModel]] = {
        "duties": DutyFacts,
        "qualifications": QualificationFacts,
        "penalties": PenaltyFacts,
    }
    facts = models.get(section, KpiFacts).model_validate(entry) if isinstance(entry, dict) else entry
    present = present_placeholders(section, facts)
    assert sorted(present) == names.split()
    assert present <= PLACEHOLDERS.get(section, frozenset())


def test_cycles() -> None:
    graph = {
        "a": ("b", "x"),
        "b": ("c",),
        "c": ("a", "b"),
        "d": ("d",),
        "e": ("a",),
        "f": ("g",),
        "g": ("f", "a"),
    }
    assert find_cycles(graph) == [("a", "b", "c"), ("d",), ("f", "g")]
    assert find_cycles({"a": ("b",), "b": ()}) == []


def test_fragments_are_found_in_the_raw_text() -> None:
    text = (
        "a: one {x} two {x}\n"
        'b: |\n  first {x}\n\n  经理 {x} # no comment\nc: "q {x} \\u0041"\n'
        "d: >-\n  folded {x}\n  over {x}\ne: {f: '{x}', g: \"{x}\"}\nh: plain\n  on {x}\ni: {x}\n"
    )
    file, problems = read_yaml("a.yaml", text.encode())
    assert problems == []

    def spot(*path: str, occurrence: int = 0) -> tuple[int, int, int]:
        place = locate_fragment(file, path, "{x}", occurrence)
        return place.line, place.column, place.length

    assert spot("a") == (1, 8, 3)
    assert spot("a", occurrence=1) == (1, 16, 3)
    assert spot("b") == (3, 9, 3)
    assert spot("b", occurrence=1) == (5, 6, 3)
    assert spot("c") == (6, 7, 3)
    assert spot("d", occurrence=1) == (9, 8, 3)
    assert spot("e", "f") == (10, 9, 3)
    assert spot("e", "g") == (10, 19, 3)
    assert spot("h") == (12, 6, 3)
    assert spot("a", occurrence=2) == (1, 4, 15)  # not there: the value as a whole


def test_every_text_is_seen(project: Path) -> None:
    catalogue, _ = load_catalogue(project)
    role_words, book_words = catalogue.roles["sales-manager"].words["en"], catalogue.words["en"]
    assert sorted(t.value for t in iter_role_texts(role_words)) == sorted(_strings(role_words.model_dump()))
    assert sorted(t.value for t in iter_handbook_texts(book_words)) == sorted(
        _strings(book_words.model_dump())
    )


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for entry in value.values() for text in _strings(entry)] if isinstance(value, dict) else []


@pytest.mark.parametrize(
    ("character", "unspaced"), [("经", True), ("カ", True), ("a", False), ("ñ", False), ("1", False)]
)
def test_scripts(character: str, unspaced: bool) -> None:
    assert is_unspaced(character) is unspaced


def test_rejected_words_are_whole_words_in_latin_scripts(project: Path) -> None:
    edit(project, "handbook/glossary.yaml", ("[recaudación]", "[cobranza rápida]"))
    path = "roles/sales-department/es.yaml"
    edit(project, path, ("Vende lo que", "Cobranza rápidamente, recobranza rápida, vende lo que"))
    assert found(project) == []
    edit(project, path, ("recobranza rápida", "COBRANZA rápida, cobranza\u00a0rápida"))
    assert found(project) == ["L030 2:32", "L030 2:49"]


@pytest.mark.parametrize(
    ("rejected", "text"),
    [
        ("ısıtma", "ISITMA"),  # Turkish has four kinds of i; of the capital ones one has a dot
        ("istanbul", "İSTANBUL"),
        ("groß", "GROẞ"),
        ("precio de mercado", "Precio  de MERCADO"),
        ("K2", "\u212a2"),  # the sign for kelvin
    ],
)
def test_rejected_words_are_found_in_any_case(project: Path, rejected: str, text: str) -> None:
    edit(project, "handbook/glossary.yaml", ("[recaudación]", f"[{rejected}]"))
    edit(project, "roles/sales-department/es.yaml", ("Vende lo que", f"El {text}, vende lo que"))
    assert found(project) == ["L030 2:13"]


def test_longer_terms_may_contain_a_rejected_one(project: Path) -> None:
    edit(project, "roles/sales-department/zh.yaml", ("销售公司的产品。", "管理应收账款，不说账款。"))
    assert found(project) == ["L030 2:19"]


def test_problems_of_a_role_taken_over_are_told_once(project: Path) -> None:
    edit(project, "roles/sales-manager/en.yaml", ("Answers the customer.", "Answers {by}."))
    report = [line for line in found(project) if line.startswith("L019")]
    assert report == ["L019 39:23"]


def test_null_drops_what_another_role_gives_in_any_language(project: Path) -> None:
    edit(
        project,
        "roles/sales-manager/es.yaml",
        ("relations:\n  customers: Visita a los principales clientes.\n", ""),
    )
    edit(
        project,
        "roles/sales-representative/es.yaml",
        ("authority:\n", "relations:\n  customers:\nauthority:\n"),
    )
    assert "L033" not in "".join(found(project))


def test_dropped_entries_need_no_provenance(project: Path) -> None:
    for language in ("en", "zh", "es"):
        path = project / f"roles/sales-representative/{language}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "penalties:\n  no-report:\n", encoding="utf-8")
    path = project / "roles/sales-representative/role.yaml"
    own, _, _ = path.read_text(encoding="utf-8").partition("penalties:\n")
    path.write_text(own + "penalties:\n  no-report:\n", encoding="utf-8")
    assert found(project) == []


def test_an_inherited_penalty_spares_no_kpi_that_was_dropped(project: Path) -> None:
    path = project / "roles/sales-representative/role.yaml"
    own, _, _ = path.read_text(encoding="utf-8").partition("penalties:\n")
    path.write_text(own.replace("planning, weekly-report", "planning"), encoding="utf-8")
    assert load_catalogue(project)[0].roles["sales-representative"].facts.penalties["no-report"].spares == ()  # type: ignore[union-attr]
    assert found(project) == ["K010 8:1"]


def test_a_spared_kpi_must_exist(project: Path) -> None:
    edit(project, "roles/sales-manager/role.yaml", ("spares: [late-reports]", "spares: [late-report]"))
    (problem,) = diagnose(project)
    assert (problem.code, problem.message) == ("X007", "“late-report” is no KPI of “sales-manager”")
    assert "late-reports" in problem.hint
    edit(
        project,
        "roles/sales-manager/role.yaml",
        ("spares: [late-report]", "spares: [late-reports, late-reports]"),
    )
    assert found(project) == ["X013 53:28"]


@pytest.mark.parametrize(
    ("scoring", "takes"),
    [
        (None, True),
        ({"bands": [{"from": "1", "score": "5"}, {"below": "1", "score": "0"}]}, False),
        ({"bands": [{"from": "1", "score": "5"}, {"below": "1", "score": "-5"}]}, True),
        ({"bands": [{"from": "1", "score": "5"}, {"below": "1", "score": "-5"}], "floor": "0"}, False),
        ({"linear": {"at": "0", "score": "0", "each": "1", "gain": "5"}}, False),
        ({"linear": {"at": "0", "score": "0", "each": "1", "gain": "5", "lose": "1"}}, True),
        ({"linear": {"at": "0", "score": "-3", "each": "1", "gain": "5"}}, True),
        ({"linear": {"score": "0", "each": "1"}, "veto": {"worse_than": "1", "score": "-1"}}, True),
        ({"linear": {"score": "0", "each": "1"}, "veto": {"worse_than": "1", "total": "true"}}, True),
    ],
)
def test_points_that_are_only_added_punish_nobody(scoring: object, takes: bool) -> None:
    fields = {"unit": "count", "added": "true", "scoring": scoring}
    assert can_take_points(KpiFacts.model_validate(fields)) is takes
    assert can_take_points(KpiFacts.model_validate({**fields, "added": "false", "weight": "10"}))


@pytest.mark.parametrize(
    ("breaks", "codes"),
    [
        ("weekly-report", []),  # spared
        ("check-goods", []),  # spared too: the same KPI measures it
        ("targets", ["P010", "P011"]),
        ("planning", ["P010", "P011"]),  # the group of a duty that is measured
        ("weekly-report, planning", ["P010"]),
    ],
)
def test_one_fault_is_not_punished_twice(project: Path, breaks: str, codes: list[str]) -> None:
    edit(project, "roles/sales-manager/role.yaml", ("breaks: [weekly-report]", f"breaks: [{breaks}]"))
    assert [entry.split()[0] for entry in found(project)] == codes


def test_penalty_as_a_sentence_is_its_trigger(project: Path) -> None:
    edit(
        project,
        "roles/sales-manager/zh.yaml",
        ('{trigger: 不提交报告。, note: "罚款{amount}。"}', "不提交报告，罚款{amount}。"),
    )
    edit(project, "roles/sales-manager/en.yaml", (', note: "A fine of {amount}."', ""))
    edit(project, "roles/sales-manager/es.yaml", (', note: "Multa de {amount}."', ""))
    assert found(project) == []


def test_roles_outside_a_cycle_of_extends_are_not_blamed(project: Path) -> None:
    edit(project, "roles/sales-manager/role.yaml", ("kind: post\n", "kind: post\nextends: sales-manager\n"))
    (problem,) = diagnose(project)
    assert (problem.code, problem.message) == ("X005", "“sales-manager” extends itself")


def test_an_empty_field_is_told_at_its_place(project: Path) -> None:
    edit(project, "roles/sales-manager/en.yaml", ("title: Sales manager\n", "title: #1 manager\n"))
    (problem,) = diagnose(project)
    assert found(project) == ["S002 2:1"]
    assert "empty" in problem.message
    assert "comment" in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[en, zh, es]", "[en, zh, es, en]", "S010 2:1"),
        ("owner: hr\n", "owner: hr\nbase_url: https://u:p@host:99999/\n", "S012 8:11"),
        ("owner: hr\n", 'owner: hr\n"": x\n', "S001 8:1"),
        ("  individual: {}\n", "  individual:\n", "S003 13:3"),
    ],
)
def test_faults_of_the_handbook(project: Path, old: str, new: str, told: str) -> None:
    edit(project, "handbook/handbook.yaml", (old, new))
    assert found(project) == [told]
