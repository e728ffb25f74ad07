"""The plain data of a scheme → the rows of 方案.xlsx; what a reading changes becomes a row that stands in for another."""

from collections.abc import Iterator, Mapping

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.patch import patched
from kexie_excel.scheme_book.rows import Adopted
from kexie_excel.scheme_book.sheets import READING, TABLES, ReadingSheet, RuleSheet
from kexie_excel.scheme_book.terms import Ways
from kexie_excel.scheme_book.writing.lines import reading_lines, sheet_lines, tables
from kexie_excel.scheme_book.writing.rules import Fields, Line

_KEYS = {spec.name: spec.key for spec in TABLES}
"""What a row repeats of the one it stands in for; nothing in a sheet in which no row can."""


def compose(document: Fields, source: str) -> dict[str, list[Line]]:
    """Give the rows of every sheet.

    Raises:
        SchemeError: the data hold something for which the workbook has no words.
    """
    base = sheet_lines(document, source)
    found = {name: [[line] for line in rows.values()] for name, rows in base.items()}
    for reading, patch in _readings(document):
        under = sheet_lines(patched(document, patch, source), source)
        for name, rows in under.items():
            places = {key: at for at, key in enumerate(base[name])}
            for key in (*rows, *(key for key in base[name] if key not in rows)):
                overlay = _overlay(name, base[name].get(key), rows.get(key), source)
                if overlay:
                    found[name][places[key]].append({**overlay, READING: "：".join(reading)})
    lines = {name: [line for own in groups for line in own] for name, groups in found.items()}
    return {**lines, ReadingSheet.SHEET: reading_lines(document)}


def _overlay(name: str, line: Line | None, other: Line | None, source: str) -> Line:
    """Give the row that stands in for ``line`` where it reads ``other``; empty where nothing differs."""
    if line == other:
        return {}
    key = _KEYS[name]
    if not key:
        raise SchemeError(f"口径改了“{name}”里的内容，写不成方案工作簿", source)
    if line is None or (other is None and name != RuleSheet.SHEET):
        raise SchemeError(f"口径增减了“{name}”里的行，写不成方案工作簿", source)
    keys = {header: line[header] for header in key if header in line}
    if other is None:
        return {**keys, RuleSheet.WAY: Ways.NONE}
    if line.keys() - other.keys():
        raise SchemeError(
            f"口径去掉了“{name}”里的内容（{'、'.join(line.keys() - other.keys())}），写不成方案工作簿", source
        )
    return {**keys, **{header: value for header, value in other.items() if line.get(header) != value}}


def _readings(document: Fields) -> Iterator[tuple[Adopted, Fields]]:
    """Give every reading with its patch."""
    for entry in tables(document, "interpretation"):
        for option in tables(entry, "option"):
            patch = option.get("patch", {})
            yield (str(entry["id"]), str(option["label"])), patch if isinstance(patch, Mapping) else {}
