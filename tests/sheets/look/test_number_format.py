"""Number formats, rendered as a spreadsheet program shows them. The expected texts were taken from LibreOffice."""

from pathlib import Path

import pytest
import xlsxwriter

from kexie_excel.sheets.look.look_ods import look_ods
from kexie_excel.sheets.look.number_format import hides_text, is_date, is_plain, lacks_year, render
from kexie_excel.sheets.read.package import Package
from scripts.office import PROGRAM, convert

TABLE: tuple[tuple[str, float, str], ...] = (
    ("0", 30.46, "30"),
    ("0", 0.5, "1"),
    ("0.0", 30.46, "30.5"),
    ("0.00", 99.995, "100.00"),
    ("0.##", 0.3, "0.3"),
    ("#", 0, ""),
    ("#,##0", 1234567.891, "1,234,568"),
    ("#,##0.00", 1234.5, "1,234.50"),
    ("#,###", 200000, "200,000"),
    ("0%", 0.3, "30%"),
    ("0.0%", 0.295, "29.5%"),
    (r"0\.0000", 200000, "20.0000"),
    ('0"."0000', 200000, "20.0000"),
    ('0"万"0000', 365000, "36万5000"),
    ('#"万"####', 5, "万5"),
    ("00-00", 1234567.891, "12345-68"),
    ("000", 5, "005"),
    ("???", 5, "5"),
    ("0.???", 0.5, "0.5"),
    ('0"%"', 3, "3%"),
    ('"约"0', 3, "约3"),
    ('0"次"', 3, "3次"),
    ('General"次"', 2.5, "2.5次"),
    (";;", 5, ""),
    (";;;", 0, ""),
    ("0.0;;;", -3, ""),
    ("0;-0;", 0, ""),
    ('0;"负"0;"零"', 0, "零"),
    ('0;"负"0;"零"', -3, "负3"),
    ("0.00_);(0.00)", -0.4, "(0.40)"),
    ("0.00_);(0.00)", 3, "3.00"),
    ("+0;-0", 5, "+5"),
    ("0.0", -3, "-3.0"),
    ('#,##0,"千"', 365000, "365千"),
    ("0.0,,", 365000, "0.4"),
    ('0.0,"千"', 42798, "42.8千"),
    ("0.00E+00", 0.00012, "1.20E-04"),
    ("0.00E+00", 99.995, "1.00E+02"),
    ("0E+0", 365000, "4E+5"),
    ("0E-0", 365000, "4E5"),
    ("0.0E+0", 0, "0.0E+0"),
    ("[Red]0.0", 5, "5.0"),
    ("[$¥-804]#,##0.00", 1234.5, "¥1,234.50"),
    ('"无"', 5, "无"),
    ("General", 42798, "42798"),
    ("0;0;0;@", 5, "5"),
    ("0.0;@", 2.5, "2.5"),
)


@pytest.mark.parametrize(("code", "value", "seen"), TABLE)
def test_a_number_is_shown(code: str, value: float, seen: str) -> None:
    shown = render(value, code)
    assert shown is not None
    assert shown.strip() == seen


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_the_table_is_what_a_spreadsheet_program_shows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        for row, (code, value, _seen) in enumerate(TABLE):
            sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
    (saved,) = convert([path], ".ods", tmp_path / "另存")
    look = look_ods(Package(saved))["表"]
    told = {**look.looks, **look.rounded}
    for row, (code, _value, seen) in enumerate(TABLE, 1):
        if (row, 1) in told:
            assert (code, str(told[row, 1]).strip()) == (code, seen)


@pytest.mark.parametrize(
    "code", ["##0.0E+0", "# ?/?", "[DBNum1]General", "[>5]0;0", "0;0;0;0;0", "yyyy-mm-dd", "0 zł", "0General"]
)
def test_what_is_not_understood_is_not_rendered(code: str) -> None:
    assert render(3, code) is None


def test_a_format_that_shows_every_number_as_it_is() -> None:
    assert [is_plain(code) for code in ("General", "@", "", "0")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("code", "date", "yearless"),
    [
        ("yyyy-mm-dd", True, False),
        ('m"月"d"日"', True, True),
        ("m/d", True, True),
        ("[$-804]yyyy-m-d", True, False),
        ("[h]:mm", True, True),
        ("h:mm AM/PM", True, True),
        ("e", True, False),
        ("0.00", False, False),
        ("0次", False, False),
    ],
)
def test_dates(code: str, date: bool, yearless: bool) -> None:  # noqa: FBT001 - columns of the table
    assert (is_date(code), lacks_year(code)) == (date, yearless)


@pytest.mark.parametrize(("code", "hidden"), [(";;;", True), ("0;0;0;", True), ("0;0;0;@", False), (";;", False)])
def test_a_format_may_hide_texts(code: str, hidden: bool) -> None:  # noqa: FBT001 - a column of the table
    assert hides_text(code) is hidden
