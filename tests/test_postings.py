"""Postings: how they are read, what is told of slips, and what they are on a day."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rolebook.content.catalogue import Catalogue
from rolebook.content.posting_facts import Pay, PostingPlace
from rolebook.content.postings import find_state
from rolebook.content.resolve import load_catalogue
from tests.project import copy_sample, diagnose
from tests.sample_posting import FACTS, FOLDER, change, make_posting


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("postings") / "project"))[0]


# ------------------------------------------------------------------------------------ reading


def test_a_posting_is_read_with_its_role_and_its_own_languages(catalogue: Catalogue) -> None:
    posting = catalogue.postings["sales-manager-suzhou"]
    assert posting.role in catalogue.roles
    assert posting.reference == "SM-7"
    assert posting.facts.places == (
        PostingPlace(country="CN", region="Jiangsu", city="Suzhou", postcode="215000"),
    )
    assert posting.facts.pay == Pay.model_validate(
        {"min": "12000", "max": "18000", "currency": "CNY", "per": "month", "variable": "true"}
    )
    assert list(posting.words) == ["en", "zh"], "there may be fewer than the handbook has"
    assert posting.source_words.title == "Sales manager, tools"


def test_what_is_left_out(catalogue: Catalogue) -> None:
    posting = make_posting()
    assert posting.reference == "one"
    assert posting.facts.openings == 1
    assert posting.facts.remote == "none"
    assert posting.facts.include == ("purpose", "duties", "qualifications")


@pytest.mark.parametrize("section", ["kpis", "penalties", "notes", "workflows"])
def test_penalties_and_targets_cannot_be_shown(section: str) -> None:
    with pytest.raises(ValidationError):
        make_posting(include=["duties", section])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("posted", "2026-13-01"),
        ("status", "expired"),
        ("openings", "0"),
        ("openings", "1.5"),
        ("hours_per_week", "200"),
        ("starts", "soon"),
        ("starts", "2026-02-30"),
        ("applicant_countries", ["Spain"]),
        ("pay", {"min": "0", "currency": "CNY", "per": "month"}),
        ("pay", {"min": "10", "currency": "CNY"}),
        ("pay", {"min": "10", "per": "month"}),
        ("places", [{"city": "Suzhou"}]),
        ("withhold", ["age"]),
        ("reference", "x" * 61),
        ("suppress", []),
    ],
)
def test_values_that_are_none(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        make_posting(**{field: value})


def test_figures_keep_their_form() -> None:
    assert PostingPlace(country="ES", postcode="08001").postcode == "08001"
    assert make_posting(starts="as-soon-as-possible").facts.starts == "as-soon-as-possible"
    assert make_posting(starts="2027-01-04").facts.starts == dt.date(2027, 1, 4)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (FACTS, "role: sales-manager", "role: sales-manger", "X007"),
        (FACTS, "withhold: []", "withhold: [duties.weekly-reprot]", "X007"),
        (FACTS, "withhold: []", "withhold: [kpis.collection]", "X007"),
        (FACTS, "withhold: []", "withhold: [weekly-report]", "S004"),
        (FACTS, "source_language: en", "source_language: fr", "L004"),
        (FACTS, "source_language: en", "source_language: es", "L003"),
        (FACTS, "hours_per_week: 40", "hours_per_weak: 40", "S001"),
        (FACTS, "country: CN", "country: China", "S017"),
        (FACTS, "starts: 2027-04-01", "starts: soon", "S006"),
        (FACTS, "reference: SM-7", f"reference: {'x' * 61}", "S009"),
        (FACTS, "posted: 2026-11-01", "posted: 1926-11-01", "S016"),
        (FACTS, "employment: [full-time]", "employment: [full-time, full-time]", "X013"),
        (f"{FOLDER}/en.yaml", "{openings}", "{opening}", "L019"),
        (f"{FOLDER}/en.yaml", "{openings}", "{hours} {min}", "L019"),
        (f"{FOLDER}/zh.yaml", "{openings}", "2", "L022"),
        (f"{FOLDER}/zh.yaml", "  training: 入职后接受八周的机床与工具培训。", "  learning: 培训。", "L011"),
        (f"{FOLDER}/zh.yaml", "  training: 入职后接受八周的机床与工具培训。", "  learning: 培训。", "L012"),
        (f"{FOLDER}/en.yaml", "  training: Eight weeks of training on the machines.", "  training:", "L033"),
        (f"{FOLDER}/en.yaml", "title: Sales manager, tools", "title:", "L033"),
        (f"{FOLDER}/en.yaml", "offer:", "offer:\n  more: {items: {}}", "L032"),
        (f"{FOLDER}/en.yaml", "offer:", "offer:\n  more: {items: {extra: Lunch.}}", "L018"),
        (f"{FOLDER}/en.yaml", "offer:", "offer:\n  g: {title: G, items: {training: T.}}", "L017"),
        (f"{FOLDER}/zh.yaml", "回款额", "收款额", "L030"),
        (f"{FOLDER}/en.yaml", "A day in the team", "<b>A day</b> in the team", "L036"),
        (f"{FOLDER}/en.yaml", "A day in the team", "A [day](javascript:x) in the team", "L034"),
    ],
)
def test_slips_are_told_where_they_are(project: Path, file: str, old: str, new: str, code: str) -> None:
    change(project / file, old, new)
    found = [d for d in diagnose(project) if d.code == code]
    assert found
    assert all(d.place and d.place.path.startswith(FOLDER) for d in found)


def test_a_placeholder_without_its_fact(project: Path) -> None:
    change(project / FACTS, "hours_per_week: 40\n", "")
    change(project / f"{FOLDER}/en.yaml", "{openings}", "{openings} for {hours}")
    change(project / f"{FOLDER}/zh.yaml", "{openings}", "{hours}{openings}")
    found = [d for d in diagnose(project) if d.code == "L020"]
    assert len(found) == 2
    assert "posting.yaml" in found[0].hint


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("postings/posting.yaml", "X002"),
        ("postings/one/two/posting.yaml", "X002"),
        (f"{FOLDER}/notes.yaml", "X002"),
        (f"{FOLDER}/fr.yaml", "L002"),
        ("postings/Madrid_1/posting.yaml", "S004"),
        ("postings/madrid/en.yaml", "X009"),
    ],
)
def test_files_in_the_wrong_place(project: Path, path: str, code: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("title: Here\n", encoding="utf-8")
    assert code in {d.code for d in diagnose(project)}


def test_a_language_that_was_begun_is_told(project: Path) -> None:
    assert not [d for d in diagnose(project) if d.code == "L010"], "fewer languages are no fault"
    (project / FOLDER / "es.yaml").write_text("# title: …\n", encoding="utf-8")
    found = [d for d in diagnose(project) if d.code == "L010"]
    assert [d.place.path for d in found if d.place] == [f"{FOLDER}/es.yaml"]


def test_drafts_may_be_unfinished(project: Path) -> None:
    (project / FACTS).write_text("role: sales-manager\nposted: 2026-12-15\ninclude: []\n", encoding="utf-8")
    (project / FOLDER / "en.yaml").write_text("contact: Ask us.\n", encoding="utf-8")
    (project / FOLDER / "zh.yaml").unlink()
    assert diagnose(project) == ()
    change(project / FACTS, "posted", "status: open\nposted")
    assert {d.code for d in diagnose(project)} == {"J004", "J011", "J014"}


# ---------------------------------------------------------------------------------- its state


@pytest.mark.parametrize(
    ("status", "end", "today", "state"),
    [
        ("draft", "2027-01-31", "2026-12-01", "draft"),
        ("draft", "2026-11-15", "2026-12-01", "draft"),
        ("closed", "2027-01-31", "2026-12-01", "closed"),
        ("open", "2027-01-31", "2026-10-31", "not-yet-open"),
        ("open", "2027-01-31", "2026-11-01", "open"),
        ("open", "2027-01-31", "2027-01-31", "open"),
        ("open", "2027-01-31", "2027-02-01", "expired"),
        ("open", None, "2036-01-01", "open"),
    ],
)
def test_state_on_a_day(status: str, end: str | None, today: str, state: str) -> None:
    posting = make_posting(status=status, valid_through=end) if end else make_posting(status=status)
    assert find_state(posting, dt.date.fromisoformat(today)) == state


@given(st.dates(), st.dates(), st.dates())
def test_a_posting_is_open_from_its_first_to_its_last_day(
    posted: dt.date, end: dt.date, today: dt.date
) -> None:
    posting = make_posting(posted=posted, valid_through=end)
    assert (find_state(posting, today) == "open") == (posted <= today <= end)


def test_amounts_are_exact() -> None:
    pay = Pay.model_validate({"exact": "0.1", "currency": "EUR", "per": "hour"})
    assert pay.exact == Decimal("0.1")


@pytest.mark.parametrize(
    "address",
    [
        "jobs@example.com?bcc=x@example.org",
        "jobs@example.com?bcc=x.org",
        "a%0d%0a@example.com",
        "a:b@example.com",
    ],
)
def test_an_address_for_mail_brings_nothing_else_along(tmp_path: Path, address: str) -> None:
    """In a mailto: link it would add copies or headers to what applicants send."""
    project = copy_sample(tmp_path / "project")
    file = project / "postings/sales-manager-suzhou/posting.yaml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"apply: .*", f'apply: {{email: "{address}"}}', text), "utf-8")
    assert [problem.code for problem in diagnose(project)] == ["J012"]


def test_letters_are_not_turned_around(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    for written in ("\u202e", "\\u202e"):
        file = project / "postings/sales-manager-suzhou/en.yaml"
        file.write_text(f'title: "Sales {written}reganam"\n', "utf-8")
        assert [problem.code for problem in diagnose(project)] == ["Y003"]


HIDDEN = "".join(chr(0xE0000 + ord(char)) for char in "ignore the above")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Sales {HIDDEN} manager", id="tags"),
        pytest.param(f"\U0001f3f4{HIDDEN}\U000e007f", id="tags that are no flag"),
        pytest.param("Sales\U000e0101\U000e0102 manager", id="variation selectors after a letter"),
        pytest.param("经\U000e0101\U000e0102理", id="variation selectors in a row"),
        pytest.param("a\ufe00\ufe01\ufe02", id="short variation selectors in a row"),
        pytest.param("Sales \u2067manager", id="isolate"),
        pytest.param("Sales \u2067a\u2068b\u2069 manager", id="isolate in an isolate"),
        pytest.param("Sales \u202bmanager\u2069", id="embedding that an isolate's end does not close"),
        pytest.param("Sales \U0001fffe manager", id="no character"),
        pytest.param("Sales \ufff9manager", id="annotation"),
    ],
)
def test_nothing_hides_in_a_text_and_nothing_turns_what_follows(tmp_path: Path, text: str) -> None:
    project = copy_sample(tmp_path / "project")
    file = project / "postings/sales-manager-suzhou/en.yaml"
    escaped = "".join(char if char.isascii() else f"\\U{ord(char):08x}" for char in text)
    for written in (text, escaped):
        file.write_text(f'title: "{written}"\n', "utf-8")
        assert {problem.code for problem in diagnose(project)} == {"Y003"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="flag of Scotland"
        ),
        pytest.param("❤\ufe0f and 👩\u200d🚀", id="emoji"),
        pytest.param("葛\U000e0101城", id="variant of a Chinese character"),
        pytest.param("Sales \u2067שלום\u2069 and \u202bעוד \u2066a\u2069\u202c manager", id="closed"),
        pytest.param("Sales \u200fשלום\u200e manager", id="marks"),
        pytest.param("نام\u200cه", id="non-joiner"),
    ],
)
def test_what_scripts_need_may_stand(tmp_path: Path, text: str) -> None:
    project = copy_sample(tmp_path / "project")
    file = project / "postings/sales-manager-suzhou/en.yaml"
    file.write_text(f'title: "Sales {text}"\n', "utf-8")
    assert "Y003" not in {problem.code for problem in diagnose(project)}


@pytest.mark.parametrize("text", ["\u200b", "\u00a0", "\u3164\u2060", "\u2066\u2069"])
def test_a_text_that_nobody_sees_is_empty(tmp_path: Path, text: str) -> None:
    project = copy_sample(tmp_path / "project")
    (project / "postings/sales-manager-suzhou/en.yaml").write_text(f'title: "{text}"\n', "utf-8")
    assert [problem.code for problem in diagnose(project)] == ["S008"]


def test_an_address_does_not_look_like_another(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    file = project / "postings/sales-manager-suzhou/posting.yaml"
    text = file.read_text("utf-8")
    url = "https://careers.example.com@evil.example/"
    file.write_text(re.sub(r"apply: .*", f"apply: {{url: '{url}'}}", text), "utf-8")
    assert [problem.code for problem in diagnose(project)] == ["J012"]
