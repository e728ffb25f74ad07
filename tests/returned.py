"""A filled form as plain grids, to be changed by hand as counties do, saved and read again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import xlsxwriter

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.inbox.receipts import Receipt
from kexie_excel.returns.model import Intake, Return, UnitState
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.fact import Value
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.raw import Raw
from scripts.fill import Award, Cell
from tests.builders import SCHEME

Grid = list[list[Raw]]

LAYOUT = Layout(SCHEME)
OF_SHEET: Mapping[str, SheetLayout] = {layout.name: layout for layout in LAYOUT.data_sheets}
DATA_SHEETS = (Scores.SHEET, Facts.SHEET, Bonus.SHEET, Materials.SHEET)

AWARDS = (
    Award("省部级表彰奖励", "全民科学素质工作", 1, certificate="湘科〔2017〕21号"),
    Award("国家（实用）发明专利", "自动浇水器", 2, certificate="ZL2017", evidence=""),
    Award("本县市区推广", "科普大集", "１次", "2017年5月", award="经验材料", certificate="平科〔2017〕9号"),
)


def typed(value: Value) -> Cell:
    """Give an answer as it is typed into a cell."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value


@dataclass
class Desk:
    """One county's workbook on the desk: ``sheets`` may be changed at will."""

    folder: Path
    sheets: dict[str, Grid]

    def belongs_to(self, unit: str) -> None:
        """Make it another unit's, as the unit's own form is."""
        self.sheets["_kexie"][2][1] = unit
        self.sheets[Cover.SHEET][LAYOUT.cover_row("单位") - 1][2] = unit

    def save(self, name: str = "回收件.xlsx") -> Path:
        """Save the workbook as it is now."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            for title, rows in self.sheets.items():
                sheet = book.add_worksheet(title)
                for row, values in enumerate(rows):
                    for column, value in enumerate(values):
                        if isinstance(value, str):
                            sheet.write_string(row, column, value)
                        else:
                            sheet.write(row, column, value)
        return path

    def attempt(self, name: str = "回收件.xlsx") -> Return | Rejected:
        """Save the workbook, and read it."""
        return Reader(SCHEME).read(self.save(name), name)

    def read(self, name: str = "回收件.xlsx") -> Return:
        """Save the workbook, and read it as a return."""
        entry = self.attempt(name)
        assert isinstance(entry, Return), entry
        return entry

    def reject(self, name: str = "回收件.xlsx") -> Rejected:
        """Save the workbook, and have it rejected."""
        entry = self.attempt(name)
        assert isinstance(entry, Rejected), entry
        return entry

    def put(self, sheet: str, key: str, header: str, value: Raw) -> None:
        """Type into a keyed cell, where the form has it."""
        layout = OF_SHEET[sheet]
        self.sheets[sheet][layout.row(key) - 1][layout.column(header) - 1] = value

    def insert_columns(self, sheet: str, before: int, count: int = 1) -> None:
        """Insert empty columns; ``before`` counts from 1."""
        for row in self.sheets[sheet]:
            row[before - 1 : before - 1] = [""] * count

    def drop_column(self, sheet: str, column: int) -> None:
        """Delete a column, so that everything right of it moves; ``column`` counts from 1."""
        for row in self.sheets[sheet]:
            del row[column - 1 : column]

    def clear_column(self, sheet: str, column: int) -> None:
        """Empty a column, its header too; ``column`` counts from 1."""
        for row in self.sheets[sheet]:
            row[column - 1 : column] = [""]


def content(entry: Return) -> object:
    """Give all that a return says, apart from where it says it."""
    return (
        {key: (fact.value, fact.raw) for key, fact in entry.facts.items()},
        {key: (score.value, score.raw) for key, score in entry.self_scores.items()},
        [
            (row.kind, row.work, row.award, row.certificate, row.issuer, row.year, row.date_text, row.evidence)
            for row in entry.bonus
        ],
        [(row.quantity.value, row.quantity.raw) for row in entry.bonus],
        dict(entry.materials),
    )


def codes(entry: Return) -> list[str]:
    """Give the codes of what reading came across."""
    return [found.code for found in entry.findings]


def sheet_of(desk: Desk, name: str) -> Sheet:
    """Give a sheet as the reader sees it."""
    return Sheet(name, desk.sheets[name])


def receipts(intake: Intake) -> dict[str, Receipt]:
    """Give the receipts by file."""
    by_file = {receipt.file: receipt for receipt in intake.receipts}
    assert len(by_file) == len(intake.receipts)
    return by_file


def assert_units_add_up(intake: Intake) -> None:
    """Every unit has one state, the line says so, and exactly those that were read have a return."""
    assert list(intake.states) == [unit.name for unit in SCHEME.units]
    found = re.fullmatch(r"应报10＝已读(\d+)＋不可读(\d+)＋待定(\d+)＋未报送(\d+)", intake.reconciliation())
    assert found
    assert sum(map(int, found.groups())) == len(intake.states)
    assert set(intake.returns) == {unit for unit, state in intake.states.items() if state is UnitState.READ}
