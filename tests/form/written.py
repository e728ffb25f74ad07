"""The written form of 2017, looked at as another program reads it."""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.form.write import write_form
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme

SCHEME = load_scheme()
LAYOUT = Layout(SCHEME)
ITEM_TEXTS = {item.id: item.text for item in SCHEME.items} | {item.id: item.text for item in SCHEME.bonus}
NAMED = SCHEME.units[0].name
VISIBLE = (Cover.SHEET, Scores.SHEET, Facts.SHEET, Bonus.SHEET, Materials.SHEET)
DATA_SHEETS = pytest.mark.parametrize("layout", LAYOUT.data_sheets, ids=lambda layout: layout.name)


@cache
def blank_bytes(unit: str | None = None) -> bytes:
    """Give the form of a unit, or the blank one, as a file."""
    return write_form(SCHEME, unit)


@cache
def opened(unit: str | None = None, *, values: bool = False) -> Workbook:
    """Open it as another program does."""
    return openpyxl.load_workbook(BytesIO(blank_bytes(unit)), data_only=values)


def sheet_named(book: Workbook, name: str) -> Worksheet:
    """Give one sheet."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def texts_of(layout: SheetLayout, header: str) -> dict[str, object]:
    """Give a column of the blank form by key."""
    sheet = sheet_named(opened(), layout.name)
    return {key: sheet[layout.cell(key, header)].value for key in layout.keys}


def rules_of(sheet: Worksheet) -> Iterator[DataValidation]:
    """Give what may be typed, rule by rule."""
    yield from sheet.data_validations.dataValidation


def rule_at(sheet: Worksheet, cell: str) -> DataValidation:
    """Give the rule of a cell."""
    (rule,) = (rule for rule in rules_of(sheet) if cell in rule.sqref)
    return rule


def input_cells(scheme: Scheme) -> dict[str, set[str]]:
    """Give the cells that a county fills, sheet by sheet."""
    layout = Layout(scheme)
    required = [material.id for material in scheme.materials]
    enclosures = layout.materials.keys[len(required) :]
    wanted: dict[SheetLayout, list[tuple[Sequence[str], tuple[str, ...]]]] = {
        layout.scores: [(scheme.row_ids, (Scores.SELF,))],
        layout.facts: [(layout.facts.keys, (Facts.ANSWER, Facts.EVIDENCE))],
        layout.bonus: [
            (
                layout.bonus.keys,
                (
                    Bonus.KIND,
                    Bonus.WORK,
                    Bonus.AWARD,
                    Bonus.CERTIFICATE,
                    Bonus.ISSUER,
                    Bonus.DATE,
                    Bonus.QUANTITY,
                    Bonus.EVIDENCE,
                ),
            )
        ],
        layout.materials: [
            (required, (Materials.PRESENT, Materials.REMARK)),
            (enclosures, (Materials.MATERIAL, Materials.FOR_ITEM, Materials.REMARK)),
        ],
    }
    cells = {
        sheet.name: {sheet.cell(key, header) for keys, headers in blocks for key in keys for header in headers}
        for sheet, blocks in wanted.items()
    }
    return cells | {Cover.SHEET: {f"C{layout.cover_row(field)}" for field in Cover.FIELDS}, Stamp.SHEET: set()}
