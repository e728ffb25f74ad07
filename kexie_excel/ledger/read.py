"""Read the ledger and its continuation: every record of every sheet, raw. What the records mean, their own modules say."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.findings import Finding, Place, finding
from kexie_excel.ledger.book import read_book
from kexie_excel.ledger.model import COLUMNS, FILE, MORE_FILE, OPTIONAL, TELLING, Approvals, Ledger, Record, Rulings
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.raw import compact
from kexie_excel.sheets.read.tables import Table, Wanted, pick_table

_OTHER_FORMATS = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".csv")


def read_ledger(folder: Path) -> Ledger:
    """Read the ledger of a working folder; an empty one where there is none.

    Raises:
        KexieError: a ledger is there and cannot be read, or stands there in another format only.
    """
    require_no_other_format(folder)
    records: dict[str, list[Record]] = {}
    findings: list[Finding] = []
    contents: dict[str, bytes] = {}
    for name in (FILE, MORE_FILE):
        path = folder / name
        if not path.exists():
            continue
        contents[name] = _read_bytes(path)
        sheets = read_book(path).sheets
        for sheet in COLUMNS:
            table = find_table(sheets, sheet)
            if table:
                records.setdefault(sheet, []).extend(_records(name, table))
                findings += _lost_columns(name, sheet, table)
            elif name == FILE and (sheet not in OPTIONAL or any(compact(own.name) == sheet for own in sheets)):
                headers = "、".join(TELLING[sheet])
                findings.append(finding("K705", place=Place(name, sheet), sheet=sheet, headers=headers))
    return Ledger({sheet: tuple(own) for sheet, own in records.items()}, tuple(findings), contents)


def read_copy(path: Path) -> Ledger:
    """Read another workbook that may be a ledger; without records where it is none.

    Raises:
        KexieError: it cannot be read.
    """
    sheets = read_book(path).sheets
    found = {sheet: find_table(sheets, sheet) for sheet in COLUMNS}
    if not (found[Rulings.SHEET] and found[Approvals.SHEET]):
        return Ledger()
    return Ledger({sheet: tuple(_records(path.name, table)) for sheet, table in found.items() if table})


def find_table(sheets: Sequence[Sheet], name: str) -> Table | None:
    """Find the ledger's table of this name: by the sheet's name, else by its headers; columns wherever people moved them."""
    wanted = Wanted(name, {column.header for column in COLUMNS[name]}, TELLING[name])
    return pick_table(sheets, wanted, COLUMNS)


def require_no_other_format(folder: Path) -> None:
    """Refuse a folder whose ledger was saved under another format; a new one beside it would hide what it says.

    Raises:
        KexieError: there is such a ledger.
    """
    path = folder / FILE
    others = [path.with_suffix(suffix) for suffix in _OTHER_FORMATS if path.with_suffix(suffix).exists()]
    if others and not path.exists():
        raise KexieError(f"台账存成了 {others[0].name}：请打开它，另存为 {FILE}（Excel 工作簿），再运行。")


def _read_bytes(path: Path) -> bytes:
    """Read a file that somebody may have open."""
    try:
        return path.read_bytes()
    except OSError:
        raise KexieError(f"读不了 {path.name}：文件可能正被打开，请关闭后再运行。") from None


def _lost_columns(file: str, sheet: str, table: Table) -> Iterator[Finding]:
    """Report the columns that people fill and that are not there, as far as the table can be read without them."""
    place = Place(file, table.sheet.name)
    for column in COLUMNS[sheet]:
        if column.is_input and column.header not in table.columns:
            yield finding("K709", place=place, sheet=sheet, header=column.header)


def _records(file: str, table: Table) -> Iterator[Record]:
    """Give the records below the header row, empty ones left out."""
    for row in range(table.header_row + 1, len(table.sheet.rows) + 1):
        cells = {header: table.at(row, header) for header in table.columns}
        record = Record(file, table.sheet.name, row, table.columns, cells)
        if any(record.text(header) for header in cells):
            yield record


def listed(records: Sequence[Record], headers: Sequence[str]) -> set[tuple[str, ...]]:
    """Give the records' keys under these headers."""
    return {tuple(record.key(header) for header in headers) for record in records}
