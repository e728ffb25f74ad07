"""What the look at an .ods sheet says of each cell beside its value (cases 31, 35, 48, 51, 52, 72). Written by hand."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from kexie_excel.sheets.look.look_ods import look_ods
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.read.package import Package

_HEAD = (
    "<d "
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_CELL = '<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'


def seen(folder: Path, table: str, styles: str = "") -> SheetLook:
    """Look at a sheet of the open format that is written by hand."""
    path = folder / "表.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f'{_HEAD}{styles}<table:table table:name="表">{table}</table:table></d>')
    return look_ods(Package(path))["表"]


@pytest.mark.parametrize(
    ("value", "text", "looks"),
    [
        ("3", "3", None),
        ("3", "3次", "3次"),
        ("1234.5", "1,234.50", None),
        ("0.4999", "0.5", None),
        ("0.4999", "0.499", "0.499"),
        ("120000", "1.2E+05", None),
        ("123456", "1.2E+05", None),
        ("130000", "1.2E+05", "1.2E+05"),
        ("0.3", "30%", "30%"),
        ("0", "0%", None),
        ("365000", "36.5万", "36.5万"),
        ("3", "", ""),
        ("3", "三", "三"),
    ],
)
def test_a_number_is_held_against_what_a_person_sees(tmp_path: Path, value: str, text: str, looks: str | None) -> None:
    """Case 52, 53: rounded for the screen it is the same number."""
    row = f"<table:table-row>{_CELL.format(value=value, text=text)}</table:table-row>"
    assert seen(tmp_path, row).looks == ({} if looks is None else {(1, 1): looks})


def test_repeated_rows_and_cells_stand_where_they_are_seen(tmp_path: Path) -> None:
    """Case 35: to the end of the sheet, and no further than a form can reach."""
    cell = '<table:table-cell table:number-columns-repeated="{n}" office:value-type="string"><text:p>否</text:p></table:table-cell>'
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    view = seen(
        tmp_path,
        f'<table:table-row table:number-rows-repeated="2">{empty}{cell.format(n=2)}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="3" table:visibility="collapse">{empty}</table:table-row>'
        f"<table:table-row>{cell.format(n=16000)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048000" table:visibility="filter">{empty}</table:table-row>',
    )
    assert view.values is not None
    assert [at for at in view.values if at[0] < 6] == [(1, 3), (2, 3), (1, 4), (2, 4)]
    assert {3, 4, 5} <= view.hidden_rows
    assert max(view.hidden_rows) < 20_000
    assert max(column for _row, column in view.values) < 256


def test_a_style_strikes_through_by_itself_by_its_column_or_by_the_one_it_follows(tmp_path: Path) -> None:
    line = '<style:text-properties style:text-line-through-style="{line}"/>'
    styles = (
        f'<style:style style:name="a" style:family="table-cell">{line.format(line="solid")}</style:style>'
        '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'
        f'<style:style style:name="c" style:family="table-cell" style:parent-style-name="a">{line.format(line="none")}'
        "</style:style>"
        '<style:style style:name="d" style:family="table-cell" style:parent-style-name="d"/>'
    )
    cell = '<table:table-cell{style} office:value-type="string"><text:p>否</text:p></table:table-cell>'
    cells = "".join(
        cell.format(style=f' table:style-name="{name}"' if name else "") for name in ("a", "b", "c", "d", "")
    )
    column = '<table:table-column table:number-columns-repeated="5" table:default-cell-style-name="a"/>'
    assert seen(tmp_path, f"{column}<table:table-row>{cells}</table:table-row>", styles).struck == {
        (1, 1),
        (1, 2),
        (1, 5),
    }


def test_a_formula_without_a_value_is_named_and_one_with_an_error_is_an_error(tmp_path: Path) -> None:
    """Cases 48 and 51, whichever program wrote it."""
    row = (
        '<table:table-row><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2017-06-05"><text:p>6月</text:p></table:table-cell>'
        '<table:table-cell><office:annotation><dc:creator>张</dc:creator><text:p>见<text:s text:c="2"/>附件</text:p>'
        "</office:annotation></table:table-cell></table:table-row>"
    )
    view = seen(tmp_path, row)
    assert view.uncalculated == {(1, 1): "=1+1"}
    assert view.errors == {(1, 2): "#DIV/0!"}
    assert view.values == {(1, 3): "#DIV/0!", (1, 4): True, (1, 5): dt.datetime(2017, 6, 5)}  # noqa: DTZ001
    assert [(own.cell, own.author, own.text) for own in view.comments] == [("F1", "张", "见  附件")]


@pytest.mark.parametrize(
    ("number", "text", "value"),
    [
        ("42887", "2017-06-01", dt.datetime(2017, 6, 1)),  # noqa: DTZ001 - a cell has no zone
        ("42887", "2017-06-02", 42887.0),
        ("42887", "42887", 42887.0),
    ],
)
def test_a_date_that_is_written_as_its_number(tmp_path: Path, number: str, text: str, value: object) -> None:
    """The text beside it says what it is, if it is the same day."""
    row = f"<table:table-row>{_CELL.format(value=number, text=text)}</table:table-row>"
    assert seen(tmp_path, row).values == {(1, 1): value}


def test_line_ends_tabs_and_times(tmp_path: Path) -> None:
    """Elements of their own in a text; of a time only that it is one."""
    row = (
        "<table:table-row><x/><table:table-cell><text:p>甲<text:tab/>乙<text:line-break/>丙</text:p></table:table-cell>"
        '<table:table-cell office:value-type="time" office:time-value="PT8H"><text:p>8:00</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert seen(tmp_path, row).values == {(1, 1): "甲\t乙\n丙", (1, 2): "PT8H"}
