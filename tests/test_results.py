"""Tables of results: what cells mean, files of every kind, hostile ones, and people put together from several."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from babel.numbers import format_decimal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.assess import AssessRequest, read_results
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.results.cell_values import CellFault, is_not_applicable, read_count, read_day, read_number
from rolebook.results.comma_separated import read_csv
from rolebook.results.file_names import name_files, safe_stem
from rolebook.results.files import read_sheet
from rolebook.results.headings import FIELDS, find_field, fold
from rolebook.results.period import parse_period
from rolebook.results.sheet import MAX_ROWS, Cell, Sheet, SheetUnreadable, cell_name
from rolebook.results.workbook import read_xlsx
from tests.project import TODAY, copy_sample

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "results"


def cell(text: str) -> Cell:
    return Cell(text, 1, 1, len(text))


# ------------------------------------------------------------------------------------ cells

NUMBERS = [
    ("95", "95"),
    ("95%", "95"),
    ("95 %", "95"),
    ("95.5%", "95.5"),
    ("95,5", "95.5"),
    ("-3", "-3"),
    ("−3,5", "-3.5"),
    ("+4", "4"),
    ("９５．５", "95.5"),
    ("９５％", "95"),
    ("1,234.5", "1234.5"),
    ("1.234,5", "1234.5"),
    ("1,234,567", "1234567"),
    ("1.234.567", "1234567"),
    ("1 234,5", "1234.5"),
    ("1\u202f234\u202f567", "1234567"),
    ("1'234.50", "1234.5"),
    ("0.125", "0.125"),
    ("0,125", "0.125"),
    ("1234.567", "1234.567"),
    ("12.5000", "12.5"),
    ("100.0", "100"),
    ("007", "7"),
    ("33.33333333333333", "33.333333"),
    ("66.6666665", "66.666667"),
    ("99.9999999", "100"),
    ("-0.0000005", "-0.000001"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: str) -> None:
    amount = read_number(cell(text))
    assert amount.value == Decimal(value)
    assert "E" not in str(amount.value)
    assert amount.percent == text.endswith(("%", "％"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "A011") for text in ("1.234", "1,234", "12.345", "-123,456", "1.234%")),
        *((text, "A010") for text in ("", "abc", "95 items", "1,23,4", "1.2.3", "1,2345.6", "1,234.567.8")),
        *(
            (text, "A010")
            for text in (".5", "5.", "--5", "1E5", "$5", "５个", "1 23", "1'2345", "#N/A", "=1+1")
        ),
        *((text, "A010") for text in ("1e400", "1" * 16, "nan", "Infinity", "٣", "½", "1_000", "0x10")),
    ],
)
def test_what_is_no_number(text: str, code: str) -> None:
    with pytest.raises(CellFault) as caught:
        read_number(cell(text))
    assert (caught.value.code, bool(caught.value.hint)) == (code, True)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234", "point", "1.234"),
        ("1.234", "comma", "1234"),
        ("1,234", "point", "1234"),
        ("1,234", "comma", "1.234"),
        ("1.234,5", "comma", "1234.5"),
        ("95", "comma", "95"),
    ],
)
def test_the_decimal_mark_can_be_said(text: str, mark: Any, value: str) -> None:
    assert read_number(cell(text), mark).value == Decimal(value)


@pytest.mark.parametrize(("text", "mark"), [("1.234,5", "point"), ("1,234.5", "comma"), ("1,5", "point")])
def test_the_other_mark_is_then_refused(text: str, mark: Any) -> None:
    with pytest.raises(CellFault):
        read_number(cell(text), mark)


@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from([("en", "point"), ("es", "comma"), ("zh", "point")]),
)
def test_numbers_as_people_write_them(value: Decimal, language: tuple[str, Any]) -> None:
    text = format_decimal(value, locale=language[0], decimal_quantization=False)
    assert read_number(cell(text), language[1]).value == value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    for read in (read_number, read_count, read_day):
        try:
            read(cell(text.strip()))
        except CellFault as fault:
            assert fault.code in ("A010", "A011", "A012", "A015")


@pytest.mark.parametrize("text", ["n/a", "N/A", "-", "–", "—", "不适用", "No aplica", "Ｎ／Ａ", "NA"])
def test_not_applicable(text: str) -> None:
    assert is_not_applicable(cell(text))


def test_blank_and_zero_are_results() -> None:
    assert not is_not_applicable(cell(""))
    assert not is_not_applicable(cell("0"))


@pytest.mark.parametrize("text", ["2026-11-05", "2026/11/5", "2026年11月5日", "２０２６-１１-０５"])
def test_days(text: str) -> None:
    assert read_day(cell(text)) == dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    "text", ["05/11/2026", "5.11.26", "2026-13-01", "2026-02-30", "November", "", "20261105"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(CellFault) as caught:
        read_day(cell(text))
    assert caught.value.code == "A015"


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("2026-11", "2026-11", "2026-11-01", "2026-11-30"),
        ("2024-2", "2024-02", "2024-02-01", "2024-02-29"),
        ("2026/11", "2026-11", "2026-11-01", "2026-11-30"),
        ("2026年11月", "2026-11", "2026-11-01", "2026-11-30"),
        ("2026-Q4", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026q1", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-H2", "2026-H2", "2026-07-01", "2026-12-31"),
        ("2026", "2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods(text: str, name: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.text, str(period.span.first), str(period.span.last)) == (name, first, last)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "26-11", "0000", "x"]
)
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


# ---------------------------------------------------------------------------------- headings


def test_every_heading_means_one_field() -> None:
    seen: dict[str, str] = {}
    for field, names in FIELDS.items():
        for name in names:
            assert seen.setdefault(fold(name), field) == field, name
    assert all(seen)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Name", "name"),
        ("员工姓名", "name"),
        ("NOMBRE Y APELLIDOS", "name"),
        ("Nº", "number"),
        ("工号", "number"),
        ("Número de empleado", "number"),
        ("岗位", "role"),
        ("Período", "period"),
        ("periodo", "period"),
        ("Real (%)", "actual"),
        ("实际值（%）", "actual"),
        ("fecha", "date"),
        ("Collection", None),
        ("", None),
    ],
)
def test_headings(heading: str, field: str | None) -> None:
    assert find_field(heading) == field


# --------------------------------------------------------------------------------------- CSV

TABLE = "姓名,number,señal\n李伟,1,España\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = TABLE if encoding != "gb18030" else TABLE.replace("ñ", "n")
    sheet = read_csv("x.csv", text.encode(encoding))
    assert [c.text for c in sheet.headings] == text.splitlines()[0].split(",")
    assert [c.text for c in sheet.rows[0]] == text.splitlines()[1].split(",")


@pytest.mark.parametrize("name", ["Peña", "José Núñez", "María Ibáñez Güell", "CIGÜEÑA"])
def test_a_spanish_spreadsheet_is_not_taken_for_chinese(name: str) -> None:
    sheet = read_csv("x.csv", f"nombre;número\r\n{name};7\r\n".encode("cp1252"))
    assert sheet.rows[0][0].text == name


@pytest.mark.parametrize("name", ["王喆", "刘堃", "李伟", "朱镕基"])
def test_a_chinese_spreadsheet_is_not_taken_for_western(name: str) -> None:
    assert read_csv("x.csv", f"姓名,工号\r\n{name},7\r\n".encode("gb18030")).rows[0][0].text == name


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "sep=;\na;b\n1;2\n", "\n\na,b\n\n1,2\n,\n\n", "a,b\r1,2"],
)
def test_separators_and_blank_lines(text: str) -> None:
    sheet = read_csv("x.csv", text.encode())
    assert [[c.text for c in row] for row in (sheet.headings, *sheet.rows)] == [["a", "b"], ["1", "2"]]


def test_quoted_cells_and_their_places() -> None:
    sheet = read_csv("x.csv", b'name,"a ""b"", c",d\r\n"two\r\nlines",x,"5,5"\r\ny,,z\r\n')
    assert [c.text for c in sheet.headings] == ["name", 'a "b", c', "d"]
    first, second = sheet.rows
    assert [c.text for c in first] == ["two\nlines", "x", "5,5"]
    assert [(c.line, c.column) for c in first] == [(2, 1), (3, 8), (3, 10)]
    assert [(c.text, c.line) for c in second] == [("y", 4), ("", 4), ("z", 4)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "A020"),
        (b"\xef\xbb\xbf", "A020"),
        (b"a,b\n", "A020"),
        (b'a,b\n"open,2\n', "A001"),
        (b"a,b\n1,2,3\n", "A001"),
        (b"a,b\n1,\x07\n", "A001"),
        (b"\xff\xfea", "A001"),
        (b"a\n" + b"1\n" * (MAX_ROWS + 1), "A002"),
        (b"a\n" + b"x" * 10_001, "A002"),
        (b"a" * (11 << 20), "A002"),
    ],
)
def test_bad_tables_are_told(data: bytes, code: str) -> None:
    with pytest.raises(SheetUnreadable) as caught:
        read_csv("x.csv", data)
    assert caught.value.diagnostic.code == code


@given(st.binary(max_size=400) | st.text(alphabet='a",;\n\t\r\\é中=', max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_told(data: bytes) -> None:
    try:
        sheet = read_csv("x.csv", data)
    except SheetUnreadable as error:
        assert error.diagnostic.code in ("A001", "A002", "A020")
    else:
        assert all(len(row) == len(sheet.headings) for row in sheet.rows)


# -------------------------------------------------------------------------------------- XLSX


def make_book(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if change:
        change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repack(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, change(content) if part.filename == name else content)
    return result.getvalue()


def test_cells_of_a_workbook() -> None:
    def style(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = '0.0"%"'  # a sign that only looks like a percentage

    day = dt.datetime(2026, 11, 5, 9, 30)
    row = ["李伟", 0.955, 95.5, day, 0.1 + 0.2, 1042, True, "  text ", "#N/A"]
    sheet = read_xlsx("x.xlsx", make_book(list("abcdefghi"), row, change=style))
    cells = sheet.rows[0]
    assert read_number(cells[1]) == read_number(cell("95.5%"))
    assert read_number(cells[2]).value == Decimal("95.5") and not read_number(cells[2]).percent
    assert read_day(cells[3]) == dt.date(2026, 11, 5)
    assert read_number(cells[4]).value == Decimal("0.3")
    assert [c.text for c in cells[5:]] == ["1042", "true", "text", "#N/A"]
    assert [c.text for c in cells[:2]] == ["李伟", "95.5%"]


def test_a_formula_counts_with_the_value_that_was_saved() -> None:
    data = make_book(["a", "b"], [1, "=1+1"])
    assert read_xlsx("x.xlsx", data).rows[0] == (Cell("1", 2, 1, 0, Decimal(1)), Cell("", 2, 2))
    saved = repack(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert read_number(read_xlsx("x.xlsx", saved).rows[0][1]).value == 2


def test_sheets_are_chosen_by_name() -> None:
    def more(book: Any) -> None:
        other = book.create_sheet("其他")
        other.append(["a"])
        other.append(["other"])
        book.worksheets[0].sheet_state = "hidden"

    data = make_book(["a"], ["first"], change=more)
    assert read_xlsx("x.xlsx", data).rows[0][0].text == "other"
    assert read_xlsx("x.xlsx", data, "Sheet").rows[0][0].text == "first"
    with pytest.raises(SheetUnreadable, match="no sheet “x”"):
        read_xlsx("x.xlsx", data, "x")


def test_places_of_a_workbook_are_named_as_it_names_them() -> None:
    assert [cell_name(3, column) for column in (1, 26, 27, 702, 703)] == ["A3", "Z3", "AA3", "ZZ3", "AAA3"]
    sheet = read_xlsx("x.xlsx", make_book(["a", "b"], [], ["x", "y"]))
    from rolebook.diagnostics import Severity

    told = sheet.diagnose("A010", Severity.ERROR, "wrong", at=sheet.rows[0][1])
    assert (told.message, told.place.line, told.place.column) == ("B3: wrong", 3, 2)  # type: ignore[union-attr]


def bomb(data: bytes) -> bytes:
    return repack(data, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (201 << 20))


def entities(data: bytes) -> bytes:
    return repack(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + xml,
    )


def hidden_entities(data: bytes) -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'
    return repack(data, "xl/workbook.xml", lambda xml: text.encode("utf-16"))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (bomb, "A002"),
        (entities, "A001"),
        (hidden_entities, "A001"),
        (lambda data: data[: len(data) // 2], "A001"),
        (lambda data: data[:100], "A001"),
        (lambda data: repack(data, "xl/workbook.xml", lambda xml: b"<x/>"), "A001"),
        (lambda data: repack(data, "xl/worksheets/sheet1.xml", lambda xml: b""), "A001"),
        (lambda data: repack(data, "[Content_Types].xml", lambda xml: b"no"), "A001"),
        (lambda data: data + b"\0" * (20 << 20), "A002"),
    ],
)
def test_hostile_and_damaged_workbooks(spoil: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(SheetUnreadable) as caught:
        read_xlsx("x.xlsx", spoil(make_book(["a", "b"], [1, 2])))
    assert caught.value.diagnostic.code == code


def test_a_cell_far_away_costs_nothing() -> None:
    def far(book: Any) -> None:
        book.worksheets[0]["A1048576"] = "x"

    assert len(read_xlsx("x.xlsx", make_book(["a", "b"], [1, 2], change=far)).rows) == 2


def test_many_rows_and_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SheetUnreadable, match="columns"):
        read_xlsx("x.xlsx", make_book(["a"] * 501, [1] * 501))
    for module in ("sheet", "workbook"):
        monkeypatch.setattr(f"rolebook.results.{module}.MAX_ROWS", 50)
        monkeypatch.setattr(f"rolebook.results.{module}.MAX_CELLS", 2_000)
    with pytest.raises(SheetUnreadable, match="rows"):
        read_xlsx("x.xlsx", make_book(["a"], *([1] for _ in range(60))))
    with pytest.raises(SheetUnreadable, match="cells"):
        read_xlsx("x.xlsx", make_book(["a"] * 500, *([1] * 500 for _ in range(6))))


SMALL = make_book(["name", "a"], ["x", 1])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_byte_is_told_or_does_not_matter(at: int, junk: bytes) -> None:
    try:
        read_xlsx("x.xlsx", SMALL[:at] + junk + SMALL[at + len(junk) :])
    except SheetUnreadable as error:
        assert error.diagnostic.code in ("A001", "A002", "A020")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        ("x.zip", b"PK\x03\x04nothing", "damaged"),
    ],
)
def test_other_files_are_told(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SheetUnreadable, match=words):
        read_sheet(tmp_path / name, name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(SheetUnreadable) as caught:
            read_sheet(path, "none.csv")
        assert caught.value.diagnostic.code == "A001"


# ------------------------------------------------------------------------------------ people


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("p") / "project"))[0]


def gather(catalogue: Catalogue, tmp_path: Path, *tables: str, **options: Any) -> tuple[list[Any], list[Any]]:
    files = []
    for number, table in enumerate(tables):
        path = tmp_path / f"t{number}.csv"
        path.write_text(table, encoding="utf-8")
        files.append((path, path.name))
    options.setdefault("period", "2026-12")
    request = AssessRequest(tmp_path, tuple(files), tmp_path / "out", TODAY, **options)
    return read_results(catalogue, request)


def test_names_of_kpis_in_three_languages(catalogue: Catalogue, tmp_path: Path) -> None:
    role = catalogue.roles["sales-manager"]
    names = [role.words[tag].kpis["collection"].name for tag in ("en", "zh", "es")]  # type: ignore[union-attr]
    titles = [role.words[tag].title for tag in ("en", "zh", "es")]
    for name, title in zip(names, titles, strict=True):
        table = f"姓名,岗位,{name} (%),late-reports\n李伟,{title},96,1\n"
        results, problems = gather(catalogue, tmp_path, table)
        assert problems == []
        assert results[0].person.actuals == {"collection": 96, "late-reports": 1}
        assert results[0].assessment.total == 84


def test_one_row_a_kpi_and_several_files(catalogue: Catalogue, tmp_path: Path) -> None:
    results, problems = gather(
        catalogue,
        tmp_path,
        "número;nombre;puesto;indicador;resultado\n7;Ana Gil;sales-manager;collection;85,5\n"
        "7;Ana Gil;;late-reports;no aplica\n",
        "name,superior,comment\nAna Gil,Li Wei,=HYPERLINK(1)\n",
        "工号,处罚,日期,证据\n7,no-report,2026-12-09,会议记录\n7,no-report,2026-03-01,\n7,no-report,2026-12-02,周报\n",
    )
    assert problems == []
    (result,) = results
    assert (result.person.manager, result.person.comment) == ("Li Wei", "=HYPERLINK(1)")
    assert result.person.actuals == {"collection": Decimal("85.5"), "late-reports": None}
    assert result.assessment.total == 80
    assert [(p.applied.ordinal, str(p.applied.date), p.evidence) for p in result.penalties] == [
        (2, "2026-12-02", "周报"),
        (3, "2026-12-09", "会议记录"),
    ]


def test_counts_and_earlier_occurrences(catalogue: Catalogue, tmp_path: Path) -> None:
    head = "name,role,collection,late-reports,no-report,no-report earlier"
    results, problems = gather(
        catalogue, tmp_path, f"{head}\nLi,sales-manager,95,0,2,1\nAna,sales-manager,95,0,,3\n"
    )
    assert problems == []
    assert [[p.applied.ordinal for p in r.penalties] for r in results] == [[2, 3], []]


def test_one_name_and_two_people(catalogue: Catalogue, tmp_path: Path) -> None:
    table = "name,number,role,collection,late-reports\nLi Wei,1,sales-manager,96,0\nli  wei,2,sales-manager,70,3\n"
    results, problems = gather(catalogue, tmp_path, table, "number,penalty\n2,no-report\n")
    assert problems == []
    assert [len(r.penalties) for r in results] == [0, 1]
    assert name_files([r.person for r in results], ".pdf") == ["Li Wei 1.pdf", "li wei 2.pdf"]


def test_a_role_for_all_and_a_period_of_each(catalogue: Catalogue, tmp_path: Path) -> None:
    table = "name,period,collection,late-reports\nA,2026-Q4,96,0\nB,2027,96,0\n"
    results, problems = gather(catalogue, tmp_path, table, role="sales-manager", period=None)
    assert problems == []
    assert [r.person.period.text for r in results] == ["2026-Q4", "2027"]


def test_a_table_for_all_roles(catalogue: Catalogue, tmp_path: Path) -> None:
    """Columns of roles that nobody here has may stand empty."""
    table = "name,role,collection,late-reports\nA,sales-representative,96,{}\n"
    results, problems = gather(catalogue, tmp_path, table.format(""))
    assert (len(results), problems) == (1, [])
    _, problems = gather(catalogue, tmp_path, table.format("2"))
    assert [p.code for p in problems] == ["A014"]


def test_all_problems_are_told_at_once(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = "A,sales-manager,x,\nB,nobody,96,0\n,sales-manager,96,0\nD,sales-manager,1.234,80%\n"
    _, problems = gather(catalogue, tmp_path, "name,role,collection,late-reports\n" + rows)
    assert [p.code for p in problems] == ["A010", "A009", "A008", "A007", "A011", "A012"]
    assert all(p.place and p.place.line and p.hint for p in problems)


def test_problems_of_a_workbook_name_the_cell(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = (["name", "role", "collection", "late-reports"], ["Li", "sales-manager", "1.234", None])
    (tmp_path / "x.xlsx").write_bytes(make_book(*rows))
    files = ((tmp_path / "x.xlsx", "x.xlsx"),)
    _, problems = read_results(catalogue, AssessRequest(tmp_path, files, tmp_path / "out", TODAY, "2026-12"))
    assert [p.message.partition(":")[0] for p in problems] == ["C2", "D2"]


def test_the_examples_say_the_same_in_both_forms() -> None:
    catalogue = load_catalogue(ROOT)[0]

    def read(table: str, penalties: str, sheet: str | None) -> Any:
        found: list[Any] = []
        files = tuple((EXAMPLES / name, name) for name in (table, penalties))
        request = AssessRequest(ROOT, files, ROOT / "out", TODAY, "2027-01")
        found, problems = read_results(catalogue, request)
        assert problems == []
        return [(r.person.name, r.person.actuals, r.person.comment, r.assessment, r.penalties) for r in found]

    penalties = "penalties-2027-01.csv"
    results = read("team-2027-01.csv", penalties, None)
    assert len(results) == 30
    assert results == read("team-2027-01.xlsx", penalties, None)
    book = openpyxl.load_workbook(EXAMPLES / "team-2027-01.xlsx")
    rows = list(book["Penalties"].iter_rows(min_row=2, values_only=True))
    lines = (EXAMPLES / penalties).read_text("utf-8-sig").splitlines()[1:]
    assert [row[:3] for row in rows] == [tuple(line.split(",")[:3]) for line in lines]


# -------------------------------------------------------------------------------- file names


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("张伟", "张伟"),
        ("José Peña", "José Peña"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        (".hidden", "hidden"),
        ("CON", "CON-"),
        ("...", "person"),
        ("", "person"),
        ("=cmd|x", "cmd-x"),
        ("a\u202egnp.exe", "agnp-exe"),
        ("O'Neill", "O'Neill"),
    ],
)
def test_names_of_files(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@given(st.text(max_size=300))
def test_any_name_makes_a_file_name(name: str) -> None:
    stem = safe_stem(name)
    assert stem and len(stem.encode()) <= 121
    assert not set(stem) & set('/\\:*?"<>|\0\n\r\t') and stem not in (".", "..") and stem[0] not in ". -"


def test_sheets_are_values() -> None:
    assert read_csv("x", b"a\n1\n") == Sheet("x", (Cell("a", 1, 1),), ((Cell("1", 2, 1),),), ("a", "1", ""))
