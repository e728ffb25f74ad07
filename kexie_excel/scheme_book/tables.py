"""A workbook's sheets → the author's rows, found by the names of sheets and headers, whatever their order."""

from collections.abc import Mapping, Sequence

from kexie_excel.findings import Place
from kexie_excel.scheme_book.review import Review, nearest
from kexie_excel.scheme_book.rows import Adopted, AuthorCell, AuthorRow, AuthorTable, Layered
from kexie_excel.scheme_book.seen import Beside
from kexie_excel.scheme_book.sheets import (
    EXAMPLES_SHEET,
    GUIDE_SHEET,
    READING,
    REMARKS,
    TABLES,
    BonusSheet,
    HeadSheet,
    ItemSheet,
    LevelSheet,
    ReadingSheet,
    RuleSheet,
    SheetSpec,
)
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.raw import compact, plain, shown

_HEADER_REACH = 12
"""The header row is one of the first so many."""
_OWN_SHEETS = {GUIDE_SHEET, EXAMPLES_SHEET, "检查结果", "与上年相比", "规则预览", "试算结果"}
"""Sheets of ours that nobody reads."""
_HIDDEN = "_"


def find_sheets(book: Workbook, review: Review) -> dict[str, Sheet]:
    """Give the sheets by the names they ought to have; one that is missing or misspelt is a fault."""
    named = {compact(sheet.name): sheet for sheet in reversed(book.sheets)}
    found = {spec.name: named[spec.name] for spec in TABLES if spec.name in named}
    others = [sheet for name, sheet in named.items() if name not in found and _matters(sheet)]
    for spec in TABLES:
        if spec.name in found:
            continue
        near = nearest(spec.name, (sheet.name for sheet in others))
        if near:
            found[spec.name] = next(sheet for sheet in others if sheet.name == near)
            others.remove(found[spec.name])
            review.add("K902", Place("", near), spec.name, sheet=spec.name, found=near)
        elif not spec.may_be_missing:
            review.add("K901", Place("", spec.name), spec.name, sheet=spec.name)
            review.doubtful.add(ReadingSheet.SHEET)
    for sheet in others:
        review.add("K905", Place("", sheet.name), f"sheet/{sheet.name}", what="工作表", found=sheet.name)
    return found


def _matters(sheet: Sheet) -> bool:
    """Tell whether a sheet that is none of ours says anything."""
    name = compact(sheet.name)
    return name not in _OWN_SHEETS and not name.startswith((_HIDDEN, REMARKS)) and any(map(any, sheet.rows))


def read_rows(spec: SheetSpec, sheet: Sheet, review: Review, look: SheetLook) -> tuple[AuthorRow, ...] | None:
    """Give a sheet's rows; ``None`` where its headers leave it without meaning."""
    head = _header_row(spec, sheet)
    columns = _columns(spec, sheet, head, review)
    lost = [header for header in spec.needed if header not in columns]
    read = {header: at for header, at in columns.items() if header not in spec.live}
    beside = Beside(look, sheet, read, review)
    rows = []
    for number, values in enumerate(sheet.rows[head:], head + 1):
        cells = {
            header: AuthorCell(values[at - 1], sheet.name, cell_name(number, at))
            for header, at in read.items()
            if at <= len(values) and plain(values[at - 1])
        }
        beside.ask(number)
        if cells:
            rows.append(AuthorRow(sheet.name, number, columns, {**cells, **dict(beside.above(number))}))
    if lost and spec.is_layered:
        review.doubtful.add(ReadingSheet.SHEET)
    return None if lost else tuple(rows)


def _header_row(spec: SheetSpec, sheet: Sheet) -> int:
    """Give the row near the top that holds most of the headers."""
    counts = [len(set(map(compact, values)) & set(spec.headers)) for values in sheet.rows[:_HEADER_REACH]]
    return counts.index(max(counts)) + 1 if counts else 1


def _columns(spec: SheetSpec, sheet: Sheet, head: int, review: Review) -> Mapping[str, int]:
    """Give the columns by header; one that is missing, misspelt or there twice is a fault."""
    columns: dict[str, int] = {}
    strays: dict[str, int] = {}
    for at, value in enumerate(sheet.rows[head - 1] if sheet.rows else (), 1):
        header = compact(value)
        place = Place("", sheet.name, cell_name(head, at))
        if header in columns:
            review.add("K909", place, spec.name, what="表头", found=header, others=cell_name(head, columns[header]))
        elif header in spec.headers:
            columns[header] = at
        elif header and not header.startswith(REMARKS):
            strays[shown(value).strip()] = at
    for header in spec.headers:
        if header in columns or header in spec.live or header in spec.more:
            continue
        near = nearest(header, strays)
        place = Place("", sheet.name, cell_name(head, strays.get(near, 1)))
        if near:
            columns[header] = strays.pop(near)
            review.add("K904", place, f"{spec.name}/{header}", found=near, header=header)
        else:
            _note_missing(spec, header, Place("", sheet.name, f"第{head}行"), review)
    for stray, at in strays.items():
        place = Place("", sheet.name, cell_name(head, at))
        review.add("K905", place, f"{spec.name}/{stray}", what="表头", found=stray)
    return columns


def _note_missing(spec: SheetSpec, header: str, place: Place, review: Review) -> None:
    """Note a header that is not there; without some of them the whole sheet says nothing."""
    if header in spec.needed:
        review.add("K903", place, spec.name, header=header)
    else:
        review.add("K934", place, f"{spec.name}/{header}", header=header)
    if header == READING:
        review.doubtful.add(ReadingSheet.SHEET)


def _part(spec: SheetSpec, row: AuthorRow) -> str:
    """Give the path of the part of the scheme that a row belongs to."""
    item = row.text(RuleSheet.ITEM if spec.name == RuleSheet.SHEET else ItemSheet.ID)
    return {LevelSheet.SHEET: "levels", HeadSheet.SHEET: "levels", BonusSheet.SHEET: f"bonus/{item}"}.get(
        spec.name, f"item/{item}"
    )


def layered(spec: SheetSpec, rows: Sequence[AuthorRow], readings: Mapping[str, Adopted], review: Review) -> AuthorTable:
    """Lay the rows that stand in for others over them.

    Args:
        spec: the sheet.
        rows: its rows.
        readings: what is written for a reading (“口径：选项”, without blanks) → the reading.
        review: where faults are noted.
    """
    entries: list[Layered] = []
    for row in rows:
        if not spec.is_layered or READING not in row.cells:
            entries.append(Layered(row, []))
            continue
        reading = readings.get(compact(row.cells[READING].raw))
        base = next((entry for entry in reversed(entries) if entry.row.agrees(row, spec.key)), None)
        at = f"{spec.name}/{row.number}"
        if reading is None and f"{ReadingSheet.SHEET}/{ReadingSheet.ID}" in review.doubtful:
            continue
        if reading is None:
            near = nearest(compact(row.cells[READING].raw), readings)
            review.fault("K910", row, READING, at, what="读法", guess=f"，是不是“{near}”？" if near else "")
            review.doubtful.add(ReadingSheet.SHEET)
        elif base is None:
            review.fault("K927", row, READING, at)
            review.doubtful.add(f"interpretation/{reading[0]}")
        else:
            base.overlays.append((reading, row))
            review.standing_in.setdefault(reading[0], set()).add(_part(spec, base.row.under(row)))
    return AuthorTable(spec.name, tuple(entries))
