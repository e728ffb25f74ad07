"""The worksheet that calculates what it holds. Clause: design §5.1 ⟂ (formula cells carry their right cached value)."""

from io import BytesIO

import openpyxl

from kexie_excel.sheets.style import Styles, new_workbook
from kexie_excel.sheets.worksheet import LiveWorksheet, write_formulas


def test_formulas_are_written_with_the_value_they_have() -> None:
    """Whatever is written in which order, on whichever sheet; texts that look like formulas stay texts."""
    stream = BytesIO()
    book = new_workbook(stream)
    form = Styles(book).get()
    first, second = (book.add_worksheet(name, LiveWorksheet) for name in ("甲", "乙"))
    first.write_formula(0, 0, "='乙'!A1&A2", form)
    first.write_string(1, 0, "=1+1", form)
    second.write_number(0, 0, 3, form)
    second.write_string(1, 0, "", form)
    second.write_formula(1, 0, "=A1/A3", form)
    second.write_formula(3, 0, "=A1>2", form)
    second.write_formula(4, 0, "=A1/2", form)
    write_formulas([first, second])
    book.close()
    shown, written = (openpyxl.load_workbook(stream, data_only=values) for values in (True, False))
    assert [shown["甲"]["A1"].value, shown["甲"]["A2"].value] == ["3=1+1", "=1+1"]
    assert [written["甲"]["A1"].value, written["甲"]["A2"].data_type] == ["='乙'!A1&A2", "s"]
    assert [shown["乙"][f"A{row}"].value for row in (2, 4, 5)] == ["#DIV/0!", True, 1.5]
