"""The stamp: a sheet out of everybody's way that says what a workbook is and whom it was made for."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from kexie_excel.sheets.style import TEXT_FORMAT, Styles, protect


def write_stamp(sheet: Worksheet, styles: Styles, stamp: Mapping[str, str | int]) -> None:
    """Write the keys in column A from row 1, what they say beside them, and hide the sheet."""
    for row, (key, value) in enumerate(stamp.items()):
        sheet.write_string(row, 0, key, styles.get(num_format=TEXT_FORMAT))
        if isinstance(value, int):
            sheet.write_number(row, 1, value, styles.get())
        elif value:
            sheet.write_string(row, 1, value, styles.get(num_format=TEXT_FORMAT))
    sheet.very_hidden()
    protect(sheet)
