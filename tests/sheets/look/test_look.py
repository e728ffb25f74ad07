"""Where the reader of values fails, the reader that looks twice is asked before a file is called anything."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.sheets.look import look
from kexie_excel.sheets.look.look import read_otherwise
from kexie_excel.sheets.read import grid
from kexie_excel.sheets.read.grid import Unreadable, Workbook, open_workbook
from tests.builders import SCHEME
from tests.returned import codes, content

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例" / "2-回收"
ODS = SAMPLES / "云溪区-2017年度县市区科协绩效评估表.ods"
XLS = SAMPLES / "君山区-2017年度县市区科协绩效评估表.xls"
XLSX = SAMPLES / "平江县-2017年度县市区科协绩效评估表.xlsx"
READER = Reader(SCHEME)


def repacked(source: Path, folder: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """Copy a workbook, its parts changed or left out."""
    path = folder / source.name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = change(info.filename, old.read(info))
            if part:
                new.writestr(*part)
    return path


def assert_reads_the_same(path: Path, source: Path) -> None:
    """Hold a return against the one that it was made from."""
    entry, truth = READER.read(path, source.name), READER.read(source, source.name)
    assert isinstance(entry, Return), entry
    assert isinstance(truth, Return)
    assert content(entry) == content(truth)
    assert codes(entry) == codes(truth)


def spaced(name: str, data: bytes) -> tuple[str, bytes]:
    """Put blanks and line ends between the elements of rows and cells, as the format allows."""
    if name == "content.xml":
        data = re.sub(rb"(</table:table-(?:cell|row)>|<table:table-cell[^>]*/>)", rb"\1\n          ", data)
    return name, data


@pytest.mark.no_cover
def test_blanks_between_the_elements_of_an_ods(tmp_path: Path) -> None:
    assert_reads_the_same(repacked(ODS, tmp_path, spaced), ODS)


@pytest.mark.no_cover
def test_an_ods_that_does_not_say_what_it_is(tmp_path: Path) -> None:
    path = repacked(ODS, tmp_path, lambda name, data: None if name == "mimetype" else (name, data))
    assert_reads_the_same(path, ODS)


def test_a_main_part_in_another_folder(tmp_path: Path) -> None:
    """What it refers to is told from there; the reader of values looks in its own place only."""

    def moved(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "_rels/.rels":
            data = data.replace(b"xl/workbook.xml", b"book/main.xml")
        if name == "xl/_rels/workbook.xml.rels":
            return "book/_rels/main.xml.rels", re.sub(rb'Target="(?!/)', b'Target="/xl/', data)
        return ("book/main.xml" if name == "xl/workbook.xml" else name), data

    assert_reads_the_same(repacked(XLSX, tmp_path, moved), XLSX)


@pytest.mark.no_cover
@pytest.mark.parametrize("source", [XLS, ODS, XLSX], ids=["xls", "ods", "xlsx"])
def test_both_readers_read_the_same(source: Path) -> None:
    """Every sheet, every value; times of day and empty ends of rows aside."""
    book = open_workbook(source)
    assert isinstance(book, Workbook)
    others = read_otherwise(source, 5_000_000)
    assert [sheet.name for sheet in others] == [sheet.name for sheet in book.sheets]
    for sheet, other in zip(book.sheets, others, strict=True):
        for row, values in enumerate(sheet.rows, 1):
            for column, value in enumerate(values, 1):
                same = other.at(row, column)
                assert same == value or str(same).split()[:1] == str(value).split()[:1], (sheet.name, row, column)


def test_a_sheet_beyond_all_measure_is_not_laid_out() -> None:
    assert read_otherwise(XLSX, 100) == ()


def test_one_sheet_is_given_where_one_is_wanted(tmp_path: Path) -> None:
    book = open_workbook(repacked(ODS, tmp_path, spaced), only="完成情况")
    assert isinstance(book, Workbook)
    assert [sheet.name for sheet in book.sheets] == ["完成情况"]


def test_a_damaged_xls_is_not_read_by_a_reader_that_puts_up_with_damages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reading falls back to is never weaker than what it falls back from."""
    path = tmp_path / XLS.name
    path.write_bytes(XLS.read_bytes() + b"x" * 100)
    assert read_otherwise(XLS, 5_000_000)
    assert read_otherwise(path, 5_000_000) == ()

    def failing(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(grid, "_read_any", failing)
    assert isinstance(open_workbook(path), Unreadable)
    assert isinstance(open_workbook(XLS), Workbook)
    monkeypatch.setattr(look, "look_xls", failing)
    assert isinstance(open_workbook(XLS), Unreadable)
