"""Postings: how they are read, what they are on a day, what they say, and how they are started and compared."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rolebook.checks.countries import is_country, list_currencies
from rolebook.checks.posting_titles import _list_faults
from rolebook.content.catalogue import Catalogue
from rolebook.content.posting_facts import Pay, PostingFacts, PostingPlace
from rolebook.content.posting_words import PostingWords
from rolebook.content.postings import POSTING_OUTLINES, Posting, find_state
from rolebook.content.resolve import load_catalogue
from rolebook.content.yaml_tree import YamlFile
from rolebook.diagnostics import ContentError
from rolebook.history.compare import compare_catalogues
from rolebook.history.revisions import open_version
from rolebook.language.interface import load_interface
from rolebook.language.locales import find_language
from rolebook.language.phrases import Phrases
from rolebook.language.posting_phrases import list_posting_values, say_pay, say_start
from rolebook.language.posting_wording import PostingWording
from rolebook.pipeline import BuildRequest, build_site
from rolebook.scaffold import ScaffoldError, start_language, start_project
from rolebook.scaffold_posting import start_posting
from tests.project import TODAY, copy_sample, diagnose
from tests.versions import git

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "postings/sales-manager-suzhou"
FACTS = f"{FOLDER}/posting.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("postings") / "project"))[0]


def say_in(tag: str) -> Phrases:
    return Phrases(find_language(tag), load_interface(tag, [ROOT / "templates"]), "CNY")


PHRASES = {tag: say_in(tag) for tag in ("en", "zh", "es")}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def make_posting(**facts: object) -> Posting:
    given = {"role": "sales-manager", "status": "open", "posted": "2026-11-01", **facts}
    empty = YamlFile(FACTS, (), None)
    return Posting(
        "one",
        "sales-manager",
        PostingFacts.model_validate(given),
        {"en": PostingWords()},
        "en",
        empty,
        {"en": empty},
    )


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


# ---------------------------------------------------------------------------------- its title


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Sales manager", []),
        ("Sales manager, tools (B2B)", []),
        ("Key account manager, 3D printing", []),
        ("Director of sales, Suzhou", ["Suzhou"]),
        ("Suzhouer sales", []),
        ("Sales manager SM-7", ["SM-7"]),
        ("Sales manager #204", ["#204"]),
        ("Sales manager 2026", ["2026"]),
        ("Sales manager €45,000", ["€45,000"]),
        ("Sales manager, 45k", ["45k"]),
        ("Sales manager at Sample Tools Ltd", ["Sample Tools Ltd"]),
        ("Join us!", ["!"]),
        ("SALES MANAGER", ["SALES MANAGER"]),
        ("CEO", []),
        ("Sales manager ({pay})", ["{pay}"]),
    ],
)
def test_titles(catalogue: Catalogue, title: str, parts: list[str]) -> None:
    posting = catalogue.postings["sales-manager-suzhou"]
    assert [fragment for _, _, fragment in _list_faults(title, posting, catalogue, "en")] == parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [("销售经理", []), ("苏州销售经理", ["苏州"]), ("销售经理（江苏）", ["江苏"]), ("急聘！", ["！"])],
)
def test_titles_in_chinese(catalogue: Catalogue, title: str, parts: list[str]) -> None:
    posting = catalogue.postings["sales-manager-suzhou"]
    assert [fragment for _, _, fragment in _list_faults(title, posting, catalogue, "zh")] == parts


@given(st.text())
def test_any_title_can_be_looked_at(title: str) -> None:
    posting = make_posting(places=[{"country": "CN", "city": "Suzhou"}])
    catalogue, _ = load_catalogue(ROOT / "tests" / "sample")
    for _, offset, fragment in _list_faults(title, posting, catalogue, "en"):
        assert title[offset : offset + len(fragment)] == fragment


def test_countries_are_those_of_today() -> None:
    assert all(is_country(code) for code in ("CN", "ES", "US", "MX", "GB", "DE", "TW", "HK", "AQ"))
    assert not any(is_country(code) for code in ("UK", "EU", "SU", "DD", "YU", "ZZ", "XX"))
    assert list_currencies("ES") == ("EUR",)
    assert "MXN" in list_currencies("MX")


# ---------------------------------------------------------------------------------- its words


@pytest.mark.parametrize(
    ("pay", "en", "zh", "es"),
    [
        (
            {"min": 12000, "max": 18000, "currency": "CNY", "per": "month"},
            "12,000–18,000 yuan a month",
            "每月12,000～18,000元",
            "12.000-18.000 yuanes al mes",
        ),
        (
            {"exact": 9500, "currency": "CNY", "per": "month"},
            "9,500 yuan a month",
            "每月9,500元",
            "9500 yuanes al mes",
        ),
        (
            {"min": 30000, "currency": "EUR", "per": "year"},
            "from €30,000 a year",
            "每年€30,000起",
            "desde 30.000\xa0€ al año",
        ),
        (
            {"max": 250, "currency": "EUR", "per": "day"},
            "up to €250 a day",
            "每天最高€250",
            "hasta 250\xa0€ al día",
        ),
        (
            {"min": "20.5", "max": "22", "currency": "USD", "per": "hour"},
            "US$20.50–22.00 an hour",
            "每小时US$20.50～22.00",
            "20,50-22,00\xa0US$ por hora",
        ),
    ],
)
def test_pay_in_words(pay: dict[str, object], en: str, zh: str, es: str) -> None:
    said = [say_pay(PHRASES[tag], Pay.model_validate(pay)) for tag in ("en", "zh", "es")]
    assert said == [en, zh, es]


def test_first_day_in_words() -> None:
    assert say_start(PHRASES["zh"], "as-soon-as-possible") == "尽快"
    assert say_start(PHRASES["es"], dt.date(2027, 1, 4)) == "4 de enero de 2027"


def test_placeholders_stand_for_facts(catalogue: Catalogue) -> None:
    values = list_posting_values(catalogue.postings["sales-manager-suzhou"], PHRASES["en"])
    assert values == {
        "openings": "2",
        "posted": "1 November 2026",
        "reference": "SM-7",
        "pay": "12,000–18,000 yuan a month",
        "hours": "40 hours",
        "starts": "1 April 2027",
        "closes": "31 March 2027",
    }


def test_words_of_a_language_and_of_the_source_where_one_is_missing(project: Path) -> None:
    change(project / f"{FOLDER}/zh.yaml", "equal_opportunity: 欢迎各年龄、性别和背景的人士应聘。\n", "")
    posting = load_catalogue(project)[0].postings["sales-manager-suzhou"]
    wording = PostingWording(posting, "zh", PHRASES)
    introduction, equal = wording.sentence("introduction"), wording.sentence("equal_opportunity")
    assert introduction and "2名" in introduction.text and introduction.language is None
    assert equal and equal.language == "en"
    assert wording.sentence("contact") is None
    assert wording.place_name("Suzhou") == "苏州市"
    assert wording.place_name("Main street 1") == "Main street 1"
    steps = [wording.item_text(item) for item in wording.list_items("process")]
    assert [step.text for step in steps if step] == ["半小时电话沟通。", "到团队体验一天，按日计酬。"]
    measured = wording.measure_completeness()
    assert (measured.missing, measured.total) == (1, 8)
    assert PostingWording(posting, "en", PHRASES).measure_completeness().missing == 0


def test_groups_have_title_and_intro(project: Path) -> None:
    path = project / FOLDER / "en.yaml"
    change(path, "offer:", "offer:\n  care: {title: Care, intro: For all., items: {health: A doctor.}}")
    posting = load_catalogue(project)[0].postings["sales-manager-suzhou"]
    wording = PostingWording(posting, "en", PHRASES)
    group, entry, _ = wording.list_items("offer")
    texts = [wording.item_text(group), wording.item_text(group, "intro"), wording.item_text(entry)]
    assert [text.text for text in texts if text] == ["Care", "For all.", "A doctor."]


def test_outlines_are_named_once() -> None:
    outlines = {name for name, field in PostingWords.model_fields.items() if field.default == {}} - {"places"}
    assert outlines == set(POSTING_OUTLINES)


# ------------------------------------------------------------------------ started, kept, compared


def test_a_new_posting_is_a_draft_without_fault(tmp_path: Path) -> None:
    project = tmp_path / "acme"
    start_project(project, ("es", "en"), TODAY)
    written = start_posting(project, "2026-12-ventas", "sales-manager", TODAY)
    assert [path.name for path in written] == ["posting.yaml", "es.yaml"]
    assert diagnose(project) == ()
    posting = load_catalogue(project)[0].postings["2026-12-ventas"]
    assert find_state(posting, TODAY) == "draft"
    assert (posting.facts.posted, posting.facts.valid_through) == (TODAY, dt.date(2027, 1, 30))
    assert "currency: EUR" in (project / "postings/2026-12-ventas/posting.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "role", "told"),
    [
        ("Madrid 1", "sales-manager", "id"),
        ("madrid", "sales-manger", "no role"),
        ("madrid", "sales-department", "department"),
        ("sales-manager-suzhou", "sales-manager", "already"),
    ],
)
def test_a_posting_that_cannot_be_started(project: Path, name: str, role: str, told: str) -> None:
    with pytest.raises(ScaffoldError, match=told):
        start_posting(project, name, role, TODAY)
    assert [path.name for path in (project / "postings").iterdir()] == ["sales-manager-suzhou"]


def test_a_new_language_leaves_postings_alone(project: Path) -> None:
    start_language(project, "fr")
    assert not (project / FOLDER / "fr.yaml").exists(), "nobody need advertise in every language"


def test_comparison_tells_of_postings(project: Path, tmp_path: Path) -> None:
    before = load_catalogue(project)[0]
    change(project / f"{FOLDER}/zh.yaml", "两次", "三次")
    (project / "postings/two").mkdir()
    (project / "postings/two/posting.yaml").write_text("role: sales-manager\nposted: 2026-12-15\n")
    (project / "postings/two/en.yaml").write_text("title: Sales manager\n")
    found = compare_catalogues(before, load_catalogue(project)[0]).handbook
    assert [(c.section, c.id, c.change) for c in found] == [
        ("postings", "sales-manager-suzhou", "changed"),
        ("postings", "two", "added"),
    ]


def test_the_employer_is_told_in_words_when_it_changes(project: Path) -> None:
    before = load_catalogue(project)[0]
    change(
        project / "handbook/handbook.yaml",
        "owner: hr\n",
        "owner: hr\nemployer: {url: https://example.com, headcount: {total: 20, countries: {CN: 18, ES: 2}}}\n",
    )
    found = compare_catalogues(before, load_catalogue(project)[0]).handbook
    assert [(c.section, c.new) for c in found] == [
        (
            "employer",
            "url: https://example.com, headcount: (total: 20, countries: (CN: 18, ES: 2))",
        )
    ]


def test_an_older_version_has_its_postings(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "one")
    with open_version("HEAD", project) as version:
        assert list(load_catalogue(version.root)[0].postings) == ["sales-manager-suzhou"]


@pytest.mark.parametrize("name", ["../logo.svg", "logo.exe", "images/logo.svg", "none.png"])
def test_the_logo_is_a_picture_of_the_project(project: Path, name: str) -> None:
    (project / "handbook" / "images").mkdir()
    (project / "handbook" / "images" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    book = project / "handbook/handbook.yaml"
    change(book, "owner: hr\n", "owner: hr\nemployer: {logo: logo.svg}\n")
    assert diagnose(project) == ()
    change(book, "logo.svg", name)
    assert {d.code for d in diagnose(project)} == {"X021"}


@pytest.mark.parametrize(
    ("employer", "code"),
    [
        ("{url: www.example.com}", "S012"),
        ("{same_as: [ftp://example.com]}", "S012"),
        ("{headcount: {total: 10, countries: {UK: 2}}}", "J008"),
        ("{headcount: {total: 10, countries: {China: 2}}}", "S017"),
        ("{headcount: {total: 10, regions: {Jiangsu: 2}}}", "S017"),
        ("{headcount: {countries: {CN: 2}}}", "S002"),
    ],
)
def test_the_employer(project: Path, employer: str, code: str) -> None:
    change(project / "handbook/handbook.yaml", "owner: hr\n", f"owner: hr\nemployer: {employer}\n")
    assert {d.code for d in diagnose(project)} == {code}


def test_a_posting_with_an_error_stops_the_build(project: Path, tmp_path: Path) -> None:
    change(project / FACTS, "apply: {url: https://careers.example.com/sm-7}\n", "")
    request = BuildRequest(project, tmp_path / "site", only=("pages",), build_date=TODAY)
    with pytest.raises(ContentError) as error:
        build_site(request)
    assert [d.code for d in error.value.diagnostics] == ["J011"]
    assert not (tmp_path / "site").exists()


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
