"""A form in the hands of another program: changed, saved, and read again."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as BookCell

from kexie_excel.form.headers import Facts
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.read import Reader
from tests.builders import SCHEME
from tests.returned import OF_SHEET

Change = Callable[[openpyxl.Workbook], None]


def changed(path: Path, change: Change) -> Return:
    """Change a workbook with openpyxl, and read it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read(path)


def read(path: Path) -> Return:
    """Read a workbook as a return."""
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return), entry
    return entry


def cell(book: openpyxl.Workbook, sheet: str, key: str, header: str) -> BookCell:
    """Give a keyed cell of a workbook."""
    found = book[sheet][OF_SHEET[sheet].cell(key, header)]
    assert isinstance(found, BookCell)
    return found


def typing(
    value: object, sheet: str = Facts.SHEET, key: str = "1.1a", header: str = Facts.ANSWER, number_format: str = ""
) -> Change:
    """Give the change that types into one cell."""

    def change(book: openpyxl.Workbook) -> None:
        own = cell(book, sheet, key, header)
        own.value = value  # type: ignore[assignment]
        own.number_format = number_format or own.number_format

    return change


def rewritten(path: Path, *replacements: tuple[str, str], part: str = "") -> Return:
    """Rewrite the XML inside a workbook by patterns, and read it."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for pattern, to in replacements if part in name else ():
                text = re.sub(pattern, to, text)
            new.writestr(name, text)
    path.write_bytes(stream.getvalue())
    return read(path)


def fact_of(entry: Return, key: str = "1.1a") -> tuple[object, str, str]:
    """Give what was read of a fact."""
    answer: Entry = entry.facts[key]
    return answer.value, answer.raw, answer.why


def add_part(path: Path, name: str, text: str, kind: str, to: str = "xl/workbook.xml") -> None:
    """Add a part to a workbook, and the relation that leads to it."""
    content_type = f"spreadsheetml.{kind}"
    stream = BytesIO()
    folder, _, own = to.rpartition("/")
    rels = f"{folder}/_rels/{own}.rels"
    relation = f'<Relationship Id="x{kind}" Type="http://x/{kind}" Target="/{name}"/></Relationships>'
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    kept = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    declared = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{content_type}+xml"/>'
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for other in {*old.namelist(), rels}:
            data = old.read(other).decode() if other in old.namelist() else empty
            data = data.replace("</Relationships>", relation.replace("http://x", kept)) if other == rels else data
            data = data.replace("</Types>", f"{declared}</Types>") if other == "[Content_Types].xml" else data
            new.writestr(other, data)
        new.writestr(name, text)
    path.write_bytes(stream.getvalue())
