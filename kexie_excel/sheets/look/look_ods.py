"""The look at an .ods workbook: its one part of content says of every cell what it holds and how a person sees it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from kexie_excel.sheets.address import Cell, cell_name
from kexie_excel.sheets.look.comments import Comment, note
from kexie_excel.sheets.look.dates import moment_of
from kexie_excel.sheets.look.ods_styles import PLAIN, OdsStyles, namespace, read_styles
from kexie_excel.sheets.look.seen_cells import SeenCells
from kexie_excel.sheets.look.sheet_look import Area, SheetLook
from kexie_excel.sheets.look.sight import Sight, compare
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw, plain
from kexie_excel.text import day_of

_TABLE, _OFFICE, _TEXT = map(namespace, ("table", "office", "text"))
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_TYPE, _VALUE, _COMMENT = f"{_OFFICE}value-type", f"{_OFFICE}value", f"{_OFFICE}annotation"
_FORMULA, _PARAGRAPH = f"{_TABLE}formula", f"{_TEXT}p"
_SPANS = (f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned")
_SAYING = frozenset({_TYPE, _FORMULA, _SPANS[0]})
"""Attributes of a cell of which there is something to say."""
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LAST_ROW, _LAST_COLUMN = 20_000, 256
"""A form ends long before; what is repeated beyond, to the end of the sheet, is not followed."""
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d+")
_NUMERIC = frozenset({"float", "percentage", "currency"})


def look_ods(package: Package, areas: Mapping[str, Area] | None = None) -> Mapping[str, SheetLook]:
    """Look at the sheets of an .ods workbook.

    Args:
        package: its parts.
        areas: sheet name → what is asked about in it; everything in every sheet where it is left out.

    Raises:
        Exception: whatever a damaged archive or broken XML leads to.
    """
    content = ET.fromstring(package.part("content.xml"))  # noqa: S314 - expat bounds entities, and a worker process reads
    styles = read_styles(package.part("styles.xml"), content)
    tables = {table.get(f"{_TABLE}name", ""): table for table in content.iter(f"{_TABLE}table")}
    if areas is None:
        return {name: _view(table, styles, None) for name, table in tables.items()}
    return {name: _view(tables[name], styles, area.matter.keys()) for name, area in areas.items()}


@dataclass(frozen=True)
class _Seen:
    """One cell."""

    at: Cell
    element: ET.Element
    style: str

    @property
    def kind(self) -> str:
        """What kind of value it has; empty without one."""
        return self.element.get(_TYPE, "")

    @cached_property
    def text(self) -> str:
        """What a person sees in it."""
        return _paragraphs(self.element)

    @property
    def formula(self) -> str:
        """Its formula; empty where it has none."""
        return self.element.get(_FORMULA, "").removeprefix("of:")

    @property
    def error(self) -> str:
        """Its error value; empty where it has none."""
        is_error = self.element.get(_ERROR_TYPE) == "error" or (self.formula and _ERROR.fullmatch(self.text))
        return (self.text or "#") if is_error else ""

    @property
    def is_uncalculated(self) -> bool:
        """Whether there is a formula, and no value."""
        return bool(self.formula) and not self.kind and not self.text

    @property
    def value(self) -> Raw:
        """Its value as the first reader would give it; of a time only that it is one."""
        if self.kind in _NUMERIC:
            number = float(self.element.get(_VALUE, "nan"))
            day, moment = day_of(self.text), moment_of(number)
            # some programs write a date as its number, and only the text beside it says what it is
            is_day = day is not None and isinstance(moment, dt.datetime) and moment.date() == day
            return moment if is_day else number
        if self.kind == "boolean":
            return self.element.get(f"{_OFFICE}boolean-value") == "true"
        if self.kind == "date":
            return dt.datetime.fromisoformat(self.element.get(f"{_OFFICE}date-value", ""))
        if self.kind == "time":
            return self.element.get(f"{_OFFICE}time-value", "")
        return self.text

    @property
    def sight(self) -> Sight:
        """How a number agrees with what is seen of it; what is no number is seen as it is."""
        if self.kind not in _NUMERIC:
            return Sight.SAME
        return compare(float(self.element.get(_VALUE, "0")), self.text)

    @property
    def lacks_year(self) -> bool:
        """Whether it is a date, and its year is not among what is seen."""
        year = self.element.get(f"{_OFFICE}date-value", "")[:4]
        return self.kind == "date" and year[2:] not in plain(self.text)

    @property
    def last(self) -> Cell:
        """The last cell that it was merged with; itself where it was not."""
        down, across = (self.element.get(name, "1") for name in _SPANS)
        return self.at[0] + int(down) - 1, self.at[1] + int(across) - 1

    @property
    def comments(self) -> Iterator[Comment]:
        """What people wrote on it."""
        for own in self.element.iterfind(_COMMENT):
            yield note(cell_name(*self.at), own.findtext(_CREATOR, ""), _paragraphs(own))


def _view(table: ET.Element, styles: OdsStyles, asked: AbstractSet[int] | None) -> SheetLook:
    """Look at one sheet; at what stands in its cells only in the columns that are asked about, or in all."""
    columns = list(_columns(table))
    seen, merged, comments = SeenCells(), list[tuple[Cell, Cell]](), list[Comment]()
    for cell in _cells(table, [style for _hidden, style in columns]):
        if cell.last != cell.at:
            merged.append((cell.at, cell.last))
        comments += cell.comments
        if asked is None or cell.at[1] in asked:
            _see(seen, cell, styles)
    return SheetLook(
        **vars(seen),
        comments=tuple(comments),
        hidden_rows=frozenset(row for first, end, _row in _rows(table, hidden=True) for row in range(first, end)),
        hidden_columns=tuple(range(at, at + 1) for at, (hidden, _style) in enumerate(columns, 1) if hidden),
        merged=tuple(merged),
        is_hidden=styles.hides(table.get(f"{_TABLE}style-name", "")),
    )


def _see(seen: SeenCells, cell: _Seen, styles: OdsStyles) -> None:
    """Put down what is seen in one cell."""
    at, error, sight = cell.at, cell.error, cell.sight
    if error:
        seen.errors[at] = error
    elif cell.is_uncalculated:
        seen.uncalculated[at] = cell.formula
    elif (value := cell.value) != "":
        seen.values[at] = value
    look = styles.look(cell.element, cell.style) if cell.text else PLAIN
    for cells, is_so in ((seen.struck, look.is_struck), (seen.unseen, look.is_unseen), (seen.raised, look.is_raised)):
        if is_so:
            cells.add(at)
    if sight is Sight.OTHER:
        seen.looks[at] = cell.text
    elif sight is Sight.ROUNDED:
        seen.rounded[at] = cell.text
    if cell.lacks_year:
        seen.yearless.add(at)


def _columns(table: ET.Element) -> Iterator[tuple[bool, str]]:
    """Give of every column whether it is hidden, and the style of those of its cells that have none."""
    left = _LAST_COLUMN
    for column in table.iter(f"{_TABLE}table-column"):
        count = min(left, _repeated(column, "columns"))
        left -= count
        yield from [(_is_hidden(column), column.get(f"{_TABLE}default-cell-style-name", ""))] * count


def _rows(table: ET.Element, *, hidden: bool = False) -> Iterator[tuple[int, int, ET.Element]]:
    """Give the rows, or those that are hidden: number of the first and behind the last that an element stands for."""
    first = 1
    for row in table.iter(f"{_TABLE}table-row"):
        end = min(_LAST_ROW, first + _repeated(row, "rows"))
        if not hidden or _is_hidden(row):
            yield first, end, row
        first = end


def _cells(table: ET.Element, styles: list[str]) -> Iterator[_Seen]:
    """Give the cells in which something stands, or that were merged with others."""
    for first, end, row in _rows(table):
        own = row.get(f"{_TABLE}default-cell-style-name", "")
        column = 1
        for element in row:
            if element.tag not in _CELLS:
                continue
            count = _repeated(element, "columns")
            for at in range(column, min(column + count, _LAST_COLUMN)) if _is_filled(element) else ():
                style = element.get(f"{_TABLE}style-name") or own or (styles[at - 1] if at <= len(styles) else "")
                yield from (_Seen((number, at), element, style) for number in range(first, end))
            column += count


def _is_filled(element: ET.Element) -> bool:
    """Tell whether there is anything to say of a cell."""
    return len(element) > 0 or not _SAYING.isdisjoint(element.attrib)


def _is_hidden(element: ET.Element) -> bool:
    """Tell whether a row or column is hidden, or filtered out."""
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _repeated(element: ET.Element, what: str) -> int:
    """Give how many rows, columns or cells an element stands for."""
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _paragraphs(element: ET.Element) -> str:
    """Give the paragraphs of a cell or a comment, one below the other."""
    return "\n".join(map(_text, element.iterfind(_PARAGRAPH)))


def _text(element: ET.Element) -> str:
    """Give the text of a paragraph; runs of blanks, tabs and line ends are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            parts.append("\t" if child.tag.endswith("tab") else "\n")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
