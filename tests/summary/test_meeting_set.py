"""上会材料: three of the summary's sheets in the order in which they are printed, the same in all but how they fill the page."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.scoring.insight.sensitivity import try_readings
from kexie_excel.scoring.insight.study import Study
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.write import write_meeting_set, write_summary
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.round import evaluate_folder
from tests.summary.builders import final_year, open_year, study
from tests.summary.printing import CAN_PRINT, print_out
from tests.summary.reading import opened, printed

SHEETS = ["汇总表", "口径说明", "逐项矩阵"]
SOURCE = "据“评估结果汇总表-第3次”"
SAMPLE = Path(__file__).parents[2] / "samples" / "2017示例"


def told() -> tuple[Evaluation, Study]:
    """Give the sample folder's evaluation, and what other readings would change."""
    year, own = study(evaluate_folder(Folder.open(SAMPLE)).evaluation)
    return year, replace(own, sensitivity=try_readings(year, Folder.open(SAMPLE).load_scheme))


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The set of the sample folder."""
    return opened(write_meeting_set(*told(), SOURCE))


def shown(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """Give every cell's value and look."""
    return {
        cell.coordinate: (
            cell.value,
            cell.number_format,
            *map(repr, (cell.font, cell.fill, cell.border, cell.alignment)),
        )
        for row in sheet.iter_rows()
        for cell in row
    }


@pytest.mark.no_cover
@pytest.mark.slow
def test_values_and_formats_are_those_of_the_summary(book: Workbook) -> None:
    whole = opened(write_summary(*told()))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == SHEETS
    for name in SHEETS:
        assert shown(book[name]) == shown(whole[name])
        assert book[name].merged_cells.ranges == whole[name].merged_cells.ranges


def test_programs_print_all_of_it_and_a_slip_changes_none(book: Workbook) -> None:
    """What is selected is printed; typing into one of several selected sheets would go into all of them."""
    for name in SHEETS:
        assert book[name].sheet_view.tabSelected
        assert book[name].protection.sheet
    assert book.active is book["汇总表"]


def test_every_page_says_of_which_summary_it_is_and_that_it_is_no_final_one() -> None:
    unfinished = opened(write_meeting_set(*study(open_year()), SOURCE))
    for name in SHEETS:
        assert printed(unfinished[name].oddFooter)[2] == SOURCE
        assert "未定稿" in f"{printed(unfinished[name].oddHeader)[2]}{unfinished[name]['A1'].value}"
    finished = opened(write_meeting_set(*study(final_year()), SOURCE))
    assert "未定稿" not in str([printed(sheet.oddHeader) for sheet in finished.worksheets])


def test_the_summary_itself_names_no_source() -> None:
    whole = opened(write_summary(*study(open_year())))
    assert {printed(sheet.oddFooter)[2] for sheet in whole.worksheets} == {None}
    assert [sheet.title for sheet in whole.worksheets if sheet.sheet_view.tabSelected] == ["汇总表"]


@pytest.mark.no_cover
@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
def test_three_pages(tmp_path: Path) -> None:
    out = print_out(write_meeting_set(*told(), SOURCE), tmp_path)
    assert [len(out.pages_of(name)) for name in SHEETS] == [1, 1, 1]
    assert len(out.pages) == 3
    for number, page in enumerate(out.pages, start=1):
        assert f"第{number}页共3页" in page.text
        assert SOURCE in page.text
        assert "未定稿" in page.text


@pytest.mark.no_cover
def test_what_would_be_too_small_to_read_takes_two_pages() -> None:
    year, own = told()
    many = replace(year.scheme, readings=year.scheme.readings * 3)
    sheet = opened(write_meeting_set(replace(year, scheme=many), own, SOURCE))["口径说明"]
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.row_breaks.brk
