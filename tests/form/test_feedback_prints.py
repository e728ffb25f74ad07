"""全部核对反馈: what is asked of every county in one workbook, a sheet a unit, as it stands in front of the unit's own."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kexie_excel.form.feedback_prints import write_feedback_prints
from kexie_excel.form.filling import Filling, QuestionLine
from kexie_excel.form.headers import Questions
from kexie_excel.form.write import write_form
from kexie_excel.sheets.style import Tone
from tests.builders import SCHEME
from tests.summary.printing import CAN_PRINT, print_out, squeezed
from tests.summary.reading import printed

UNITS = [unit.name for unit in SCHEME.units[:2]]
LINES = (
    QuestionLine("K304|3.3|3.3", "3.3", "基层组织体系", 5, 3, 2, "必须改：高2分。请改正。", "覆盖率 22.5%", Tone.MUST),
    QuestionLine("K202|1.5b|1.5b", "1.5b", "科普经费", 2, "待核", None, "字" * 400, "据" * 400, Tone.ASK, "答" * 500),
)
FILLINGS = [Filling(UNITS[0], 1, lines=LINES), Filling(UNITS[1], 2, lines=LINES * 3)]


def opened(content: bytes) -> Workbook:
    """Open a workbook."""
    return openpyxl.load_workbook(BytesIO(content))


@pytest.mark.no_cover
def test_each_sheet_is_what_stands_in_front_of_the_units_own() -> None:
    book = opened(write_feedback_prints(SCHEME, FILLINGS))
    assert book.sheetnames == UNITS
    for filling in FILLINGS:
        ours, own = book[filling.unit], opened(write_form(SCHEME, filling.unit, filling))[Questions.SHEET]
        assert ours["A2"].value == f"单位：{filling.unit}"
        assert own["A2"].value.startswith('="单位：')
        for row, ours_row in zip(own.iter_rows(), ours.iter_rows(), strict=True):
            for cell, same in zip(row, ours_row, strict=True):
                assert cell.coordinate == "A2" or same.value == cell.value
                assert repr((same.font, same.fill, same.border)) == repr((cell.font, cell.fill, cell.border))
        assert ours.sheet_view.tabSelected
        assert ours.protection.sheet
        assert f"{filling.unit}　第{filling.round}轮核对反馈" in str(printed(ours.oddFooter)[0])


def test_names_that_no_sheet_can_bear_and_names_that_are_alike() -> None:
    """A unit can be called what a sheet cannot; programs do not tell A from a."""
    long = "很" * 40
    units = ["城[东]区", "A区", "a区", long, f"{long}二"]
    book = opened(write_feedback_prints(SCHEME, [replace(FILLINGS[0], unit=unit) for unit in units]))
    assert book.sheetnames == ["城_东_区", "A区", "a区（2）", "很" * 31, f"{'很' * 27}（2）"]
    assert [sheet["A2"].value for sheet in book.worksheets] == [f"单位：{unit}" for unit in units]


@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
def test_each_units_pages_count_by_themselves(tmp_path: Path) -> None:
    """They are handed to different people."""
    pages = print_out(write_feedback_prints(SCHEME, FILLINGS), tmp_path).pages
    numbers = [re.findall("第[12]轮核对反馈第([0-9]+)页", page.text) for page in pages]
    assert numbers == [["1"], *([str(number)] for number in range(1, len(pages)))]
    assert len(pages) > 2
    assert squeezed("答" * 500) in pages[0].text
