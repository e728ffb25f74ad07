"""A Word document, ours or edited by anybody in any program → its paragraphs and tables as plain comparable text."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from kexie_excel.errors import KexieError
from kexie_excel.sheets.read.raw import compact
from kexie_excel.sheets.read.sniff import Kind, sniff

_MOST_BYTES = 100_000_000
"""Unpacked; a notice has some 100,000."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Holds once more what a newer program shows in another way."""
_SHOWN = 16
"""So many characters of a paragraph say which one is meant."""


@dataclass(frozen=True)
class Passage:
    """One paragraph that is not empty; full-width forms folded, no white space."""

    place: str
    text: str


@dataclass(frozen=True)
class Grid:
    """One table; a merged cell's text stands in every place it covers."""

    place: str
    rows: Sequence[Sequence[str]]


def read_document(path: Path) -> tuple[Passage | Grid, ...]:
    """Give paragraphs and tables in the order of the document; deleted text that is still marked as such is left out.

    Raises:
        KexieError: there is no such file, or it is no Word document that can be read.
    """
    _require_document(path)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        blocks = () if size > _MOST_BYTES else tuple(_blocks(docx.Document(str(path)).element.body))
    except Exception:  # noqa: BLE001 - a damaged file fails in more ways than the library names
        raise KexieError(
            f"读不了 {path.name}：文件已损坏，或不是 docx 文档；请用 WPS 或 Word 另存为 docx 再核对。"
        ) from None
    if size > _MOST_BYTES:
        raise KexieError(f"{path.name} 大得不正常：请另存为一份新的 docx 再核对。")
    return blocks


def _require_document(path: Path) -> None:
    """Refuse what is no Word document."""
    try:
        kind = sniff(path)
    except OSError:
        raise KexieError(f"打不开 {path}：请检查文件名和位置，或先关闭正打开它的程序。") from None
    if kind in {Kind.EMPTY, Kind.ENCRYPTED, Kind.CUT_OFF}:
        raise KexieError(f"读不了 {path.name}：{kind.what}；请换一份再核对。")
    if kind is not Kind.DOCUMENT:
        raise KexieError(f"{path.name} 不是 Word 文档：请给出通报的 docx 文件。")


def _blocks(body: BaseOxmlElement) -> Iterator[Passage | Grid]:
    """Walk through the document."""
    passages = tables = 0
    for element in body.iter(qn("w:p"), qn("w:tbl")):
        if any(True for _above in element.iterancestors(qn("w:tbl"), _FALLBACK)):
            continue
        if element.tag == qn("w:tbl"):
            tables += 1
            yield Grid(f"第{tables}个表", tuple(_rows(element)))
        elif text := compact(_own_text(element)):
            passages += 1
            start = text[:_SHOWN] + ("……" if len(text) > _SHOWN else "")
            yield Passage(f"第{passages}段“{start}”", text)


def _own_text(paragraph: BaseOxmlElement) -> str:
    """Give a paragraph's text without that of paragraphs inside it (a text box)."""
    parts = paragraph.iter(qn("w:t"))
    return "".join(part.text or "" for part in parts if next(part.iterancestors(qn("w:p"))) is paragraph)


def _rows(table: BaseOxmlElement) -> Iterator[list[str]]:
    """Give a table's rows, each cell as often as it is wide, a cell merged downwards in every row."""
    above: list[str] = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        texts: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            text = compact("".join(part.text or "" for part in cell.iter(qn("w:t"))))
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart" and len(texts) < len(above):
                text = above[len(texts)]
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            texts += [text] * (1 if span is None else int(span.get(qn("w:val"), "1")))
        yield texts
        above = texts
