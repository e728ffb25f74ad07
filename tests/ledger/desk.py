"""A ledger on the desk: filled in with openpyxl, as another program, and obeyed without any files of counties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.findings import Finding
from kexie_excel.ledger.create import write_ledger
from kexie_excel.ledger.files import chosen_files
from kexie_excel.ledger.model import FILE, Ledger, Question, Rulings
from kexie_excel.ledger.questions import Additions, new_rows
from kexie_excel.ledger.read import read_ledger
from kexie_excel.ledger.readings import chosen_readings
from kexie_excel.ledger.settle import settle
from kexie_excel.ledger.states import Spot, State
from kexie_excel.returns.model import Intake, Return
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation, ItemScore
from tests.builders import SCHEME, UNIT, make_intake

Cell = object
CLERK, DAY = "张三", "2018-01-05"


@dataclass(frozen=True)
class Outcome:
    """What came of a ledger."""

    evaluation: Evaluation
    ledger: Ledger
    reopened: tuple[Question, ...]
    fates: Mapping[Spot, State]
    bound: Mapping[Spot, str]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the ledger was told."""
        return tuple(found for found in self.evaluation.findings if found.code.startswith("K7"))

    @property
    def codes(self) -> list[str]:
        """The codes of what the ledger was told."""
        return [found.code for found in self.findings]

    @property
    def additions(self) -> Additions:
        """The rows that would be added."""
        return new_rows(self.ledger, self.evaluation, self.reopened, self.fates, self.bound)

    def item(self, row: str, unit: str = UNIT) -> ItemScore:
        """Give one item of one unit."""
        score = next(own.score for own in self.evaluation.standings if own.unit.name == unit)
        assert score is not None
        return score.item_of[row]


@dataclass(frozen=True)
class Desk:
    """A working folder with a ledger."""

    folder: Path

    @property
    def path(self) -> Path:
        """The ledger."""
        return self.folder / FILE

    def lay(self, additions: Additions | None = None, scheme: Scheme = SCHEME) -> None:
        """Write a fresh ledger."""
        self.path.write_bytes(write_ledger(scheme, additions or Additions()))

    def book(self) -> openpyxl.Workbook:
        """Open the ledger."""
        return openpyxl.load_workbook(self.path)

    def fill(self, sheet: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Type rows below what the sheet holds."""
        book = self.book()
        table = book[sheet]
        assert isinstance(table, Worksheet)
        below = 1 + max(cell.row for cells in table.iter_rows() for cell in cells if cell.value is not None)
        columns = header_columns(table)
        for number, row in enumerate(rows, below):
            for header, value in row.items():
                table.cell(number, columns[header]).value = value  # type: ignore[assignment]
        book.save(self.path)

    def put(self, sheet: str, key: str, header: str, value: Cell) -> None:
        """Type into a cell of the row that begins with ``key``."""
        book = self.book()
        table = book[sheet]
        assert isinstance(table, Worksheet)
        row = next(cell.row for (cell,) in table.iter_rows(max_col=1) if cell.value == key)
        assert row is not None
        table.cell(row, header_columns(table)[header]).value = value  # type: ignore[assignment]
        book.save(self.path)

    def rule(self, row: str, value: Cell, **more: Cell) -> None:
        """Type a whole ruling; ``more`` changes it by ``unit``, ``was``, ``reason``, ``clerk``, ``date``."""
        words = {"unit": UNIT, "was": None, "reason": "看了原件", "clerk": CLERK, "date": DAY} | more
        headers = {"unit": "单位", "was": "原值", "reason": "理由", "clerk": "经办人", "date": "日期"}
        record = {headers[name]: text for name, text in words.items() if text is not None}
        self.fill(Rulings.SHEET, [record | {"编号": row, "裁定": value}])

    def obey(self, *returns: Return, intake: Intake | None = None) -> Outcome:
        """Read the ledger and evaluate these returns by it."""
        ledger = read_ledger(self.folder)
        readings = chosen_readings(ledger, SCHEME)
        scheme = load_scheme(choices=readings.readings)
        files = chosen_files(ledger, scheme)
        came = intake or make_intake(returns)
        settled = settle(ledger, readings, files, scheme, came)
        evaluation = evaluate(scheme, came, settled.decisions)
        return Outcome(evaluation, ledger, settled.reopened, settled.fates, settled.bound)


def header_columns(sheet: Worksheet) -> dict[str, int]:
    """Give header → column of the first row."""
    return {str(cell.value): at for at, cell in enumerate(sheet[1], 1)}
