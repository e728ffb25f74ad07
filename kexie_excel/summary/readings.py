"""口径说明: how every ambiguous clause was read and what another reading would change, the fixed readings, the slips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from kexie_excel.scheme.model import Interpretation, Scheme
from kexie_excel.scoring.insight.sensitivity import OtherReading
from kexie_excel.sheets.cells import Cell, put
from kexie_excel.sheets.style import KAI, NOTE_GREY
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import Column, write_data_sheet
from kexie_excel.summary.notes import write_notes
from kexie_excel.summary.phrases.what_if import MOST_NAMED, change_text, changed_units, most_telling
from kexie_excel.text import clean

_SHEET, _FIXED_SHEET = "口径说明", "计分说明"
_ONLY_FIXED = (Column("项目", 40, align="left"), Column("说明", 102, align="left"))
_UNTRIED, _NO_CHANGE = "未测算", "不改变名次和等次"
_COLUMNS = (
    Column("口径", 50, align="left"),
    Column("采用", 19, align="left"),
    Column("其他读法", 19, align="left"),
    Column("若改选的影响", 54, align="left"),
)
_WIDENED = 1.3
"""How much wider they are in a set for a meeting: what is shrunk to one page has room beside it, and is then less high."""

_Tried = Mapping[tuple[str, str], OtherReading]
"""Interpretation id and option → what it would change."""


def readings_sheet(scheme: Scheme) -> str:
    """Name the sheet that says how clauses are read; empty where there is nothing to say."""
    if scheme.interpretations:
        return _SHEET
    return _FIXED_SHEET if scheme.readings or scheme.slips else ""


def write_readings(report: Report) -> None:
    """Add the sheet 口径说明: a table of the readings with remarks below; remarks alone where nothing can be read two ways."""
    scheme = report.scheme
    notes = {
        "固定读法（不设选项，一律如此计分）": scheme.readings,
        "原文疏漏（照录备查）": [slip.text for slip in scheme.slips],
    }
    if not scheme.interpretations:
        fixed = [(kind, text) for kind, own in notes.items() for text in own]
        if fixed:
            write_data_sheet(report, _FIXED_SHEET, _ONLY_FIXED, fixed, filtered=False)
        return
    tried = {(reading.interpretation, reading.option): reading for reading in report.study.sensitivity or ()}
    rows = (_cells(entry, scheme, tried) for entry in scheme.interpretations)
    columns = (
        tuple(replace(column, width=column.width * _WIDENED) for column in _COLUMNS) if report.source else _COLUMNS
    )
    table = write_data_sheet(report, _SHEET, columns, rows, filtered=False)
    row = write_notes(report, table, notes)
    _write_rest(report, table.sheet, row, [reading for reading in tried.values() if len(reading.changes) > MOST_NAMED])


def _cells(entry: Interpretation, scheme: Scheme, tried: _Tried) -> tuple[Cell, ...]:
    """Give the row of one interpretation."""
    chosen = scheme.in_force[entry.id]
    others = [option.label for option in entry.options if option.label != chosen]
    lines = "\n".join(f"若{label}：{_told(tried[entry.id, label])}" for label in others if (entry.id, label) in tried)
    return (f"{entry.id}\n{entry.question}", chosen, "；".join(others), lines or _UNTRIED)


def _told(reading: OtherReading) -> str:
    """Say what another reading would change, unit by unit as far as a page holds it."""
    if not reading.changes:
        return _NO_CHANGE
    named = "；".join(f"{change.unit} {change_text(change)}" for change in most_telling(reading)[:MOST_NAMED])
    more = len(reading.changes) - MOST_NAMED
    return f"{changed_units(reading)}。其中 {named}；另{more}个列在本表下方（不打印）" if more > 0 else named


def _write_rest(report: Report, sheet: Worksheet, row: int, tried: Sequence[OtherReading]) -> None:
    """Write below what is printed every unit of those readings that a cell cannot name."""
    if not tried:
        return
    sheet.print_area(0, 0, row - 1, len(_COLUMNS) - 1)
    put(sheet, row + 1, 0, "若改选的影响，逐个单位（不打印）", report.styles.get(font_name=KAI, font_color=NOTE_GREY))
    form = report.styles.boxed(font_color=NOTE_GREY)
    for below, record in enumerate(_rest(tried), start=row + 2):
        for column, text in enumerate(record):
            put(sheet, below, column, clean(text), form)


def _rest(tried: Sequence[OtherReading]) -> Iterator[tuple[str, ...]]:
    """Give one record a change."""
    yield "口径", "改选", "单位", "影响"
    for reading in tried:
        for change in reading.changes:
            yield reading.interpretation, reading.option, change.unit, change_text(change)
