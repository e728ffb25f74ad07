"""Every sheet as it comes out of the printer (design §5.2), by a real spreadsheet program."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.scheme.model import Unit
from kexie_excel.scoring.insight.sensitivity import try_readings
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.write import write_register, write_summary
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.round import evaluate_folder
from tests.summary.builders import SCHEME, Story, evaluation, open_year, study
from tests.summary.printing import CAN_PRINT, Printed, chart_rows, print_out, printed_cells, squeezed
from tests.summary.reading import sheet_of

pytestmark = pytest.mark.no_cover

SAMPLE = Path(__file__).parents[2] / "samples" / "2017示例"
PAGES = {
    "汇总表": 1,
    "分项得分": 2,
    "逐项得分": 20,
    "逐项矩阵": 1,
    "差异清单": 3,
    "加分审核": 1,
    "收件登记": 1,
    "备查": 2,
    "口径说明": 2,
    "亮点短板": 2,
    "纵向对比": 1,
    "本次变动": 4,
}
"""The most pages of the sample folder's sheets."""
FONTS = {"宋体", "黑体", "仿宋", "楷体"}
LINE = 13.5 / 11
"""Points of row height that a line takes for a point of font size, as Excel has it for 宋体."""
LOWEST, HIGHEST = 13.5, 408
"""Points of a row that is left to itself, and of the highest there is."""
SHORT = 7
REGISTER = ["收件登记", "差异清单", "备查"]

needs_office = pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")


def sample() -> Evaluation:
    """Give the sample folder's evaluation."""
    return evaluate_folder(Folder.open(SAMPLE)).evaluation


def crowded() -> Evaluation:
    """Give a year of two large categories; the first is too large for charts."""
    first, second = SCHEME.categories
    units = [Unit(f"第{number}县", first) for number in range(1, 31)]
    units += [Unit(f"第{number}区", second) for number in range(1, 15)]
    stories = {unit.name: Story(Fraction(at), rank=at + 1, level="合格") for at, unit in enumerate(units)}
    return evaluation(stories, scheme=replace(SCHEME, units=tuple(units)))


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The summary of the sample folder."""
    year, told = study(sample())
    tried = try_readings(year, Folder.open(SAMPLE).load_scheme)
    return print_out(write_summary(year, replace(told, sensitivity=tried)), tmp_path_factory.mktemp("汇总"))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The register of the sample folder."""
    return print_out(write_register(sample()), tmp_path_factory.mktemp("登记"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The summary of a crowded year."""
    return print_out(write_summary(crowded()), tmp_path_factory.mktemp("大"))


@pytest.fixture(params=["summary", "register", "large"])
def printed(request: pytest.FixtureRequest) -> Printed:
    """Each of them."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Printed)
    return found


@needs_office
def test_every_sheet_takes_as_few_pages_as_it_can(summary: Printed, register: Printed) -> None:
    """§5.2: 汇总表 and 逐项矩阵 are one page; no sheet is lost, none runs over."""
    assert list(summary.sheets) == list(PAGES)
    assert list(register.sheets) == REGISTER
    for book in (summary, register):
        counts = {name: len(book.pages_of(name)) for name in book.sheets}
        assert sum(counts.values()) == len(book.pages)
        assert {name: count for name, count in counts.items() if not 0 < count <= PAGES[name]} == {}


@needs_office
def test_all_paper_is_a4_landscape(printed: Printed) -> None:
    """§5.2: whatever the sheet, the office's printer has one paper."""
    sizes = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", printed.sizes))
    assert sizes
    assert all((float(width), float(height)) == pytest.approx((842, 595), abs=1) for width, height in sizes)


@needs_office
def test_every_page_has_its_number(printed: Printed) -> None:
    """§5.2: 第 x 页 共 y 页 below every page."""
    count = len(printed.pages)
    for number, page in enumerate(printed.pages, start=1):
        assert f"第{number}页共{count}页" in page.text


@needs_office
def test_no_text_is_lost(printed: Printed) -> None:
    """§5.2: what stands in a printed cell stands on paper, whole and on one page; no figure turns into ###."""
    for name, sheet in printed.sheets.items():
        pages = printed.pages_of(name)
        missing = [
            (cell.coordinate, text)
            for cell, text in printed_cells(sheet)
            if not any(page.line_count(text) for page in pages)
        ]
        assert (name, missing) == (name, [])
    assert not any("###" in page.text for page in printed.pages)


@needs_office
def test_rows_are_as_high_as_their_lines(printed: Printed) -> None:
    """§5.2: no text is cut: a row has room for every line that its cells were broken into on paper."""
    for name, sheet in printed.sheets.items():
        for cell, text in printed_cells(sheet):
            height = sheet.row_dimensions[cell.row].height or LOWEST
            # A short text is on one line, and may by chance stand elsewhere as well, across two.
            lines = max(page.line_count(text) for page in printed.pages_of(name)) if len(text) > SHORT else 1
            assert height >= min(HIGHEST, lines * (cell.font.size or 11) * LINE), (name, cell.coordinate, lines)


@needs_office
def test_the_header_row_is_on_every_page_of_records(printed: Printed) -> None:
    """§5.2: whoever holds page 7 still knows what its columns are; on pages side by side, the first columns too."""
    for name in [name for name in printed.sheets if name != "汇总表"]:
        sheet = printed.sheets[name]
        header = [squeezed(str(cell.value)) for cell in next(sheet.iter_rows()) if cell.value]
        if name == "逐项矩阵":
            header = header[:3]
        ends = [area.min_row for area in sheet.merged_cells.ranges]
        records = {text for row, text in _longest(sheet) if 1 < row < min(ends, default=row + 1)}
        for page in printed.pages_of(name):
            # the names in a chart are no records
            if "一级指标" not in page.text and any(text in page.text for text in records):
                assert [text for text in header if text not in page.text] == [], name


def _longest(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Give each printed row's number and the longest text in it."""
    for row, cells in groupby(printed_cells(sheet), key=lambda found: found[0].row):
        yield row, max((text for _cell, text in cells), key=len)


@needs_office
def test_remarks_stay_with_their_heading(summary: Printed) -> None:
    """Below a table, a heading and its lines are turned over together: nothing begins in the last line of a page."""
    scheme = sample().scheme
    for remarks in (scheme.readings, [slip.text for slip in scheme.slips]):
        pages = [page for page in summary.pages_of("口径说明") if squeezed(remarks[0]) in page.text]
        assert len(pages) == 1
        assert all(squeezed(remark) in pages[0].text for remark in remarks)
    for page in summary.pages_of("亮点短板"):
        assert ("共同的长处和短处" in page.text) == ("个单位都没有得分" in page.text)


@needs_office
def test_no_header_stands_over_nothing(summary: Printed) -> None:
    """A page that holds remarks or charts alone has no empty table head."""
    assert "若改选的影响" not in summary.pages_of("口径说明")[-1].text
    assert "综合评分" not in summary.pages_of("分项得分")[-1].text


@needs_office
def test_a_wide_matrix_goes_on_sideways(large: Printed) -> None:
    """§5.2: more than a dozen units take pages side by side, each with the items' names; every unit is on one."""
    pages = large.pages_of("逐项矩阵")
    assert 3 <= len(pages) <= 4
    for page in pages:
        assert all(item.title in page.text for item in SCHEME.items)


@needs_office
def test_a_record_is_on_one_page(large: Printed) -> None:
    """§5.2: no row is split: unit, number and reason of an item stand on the same page."""
    sheet, pages = large.sheets["逐项得分"], large.pages_of("逐项得分")
    assert len(pages) > 40
    for row in sheet.iter_rows(2, 200, values_only=True):
        reason = squeezed(str(row[-1]))
        assert any(str(row[1]) in page.text and reason in page.text for page in pages)


@needs_office
def test_charts_are_printed_with_their_texts(summary: Printed) -> None:
    """§5.2: each chart's title, axes and names are on the page; the figures they are drawn from are not."""
    pages = "".join(page.text for page in summary.pages_of("分项得分"))
    for text in ("县市综合评分", "区各项得分率与平均水平", "综合评分(分)", "一级指标", "优秀线(85分)", "合格线(60分)"):
        assert text in pages
    assert "图表数据" not in pages


@pytest.mark.parametrize("make", [sample, crowded, open_year])
def test_no_chart_is_cut_by_a_page_break(make: object) -> None:
    """§5.2: a chart stands within one row, and a row is never split; it is lower than a page."""
    assert callable(make)
    sheet = sheet_of(write_summary(make()), "分项得分")
    rows = chart_rows(sheet)
    assert rows
    assert all(first == last for first, last in rows)
    assert all((sheet.row_dimensions[first + 1].height or 0) < 240 for first, _ in rows)


@pytest.mark.parametrize("make", [write_summary, write_register])
def test_the_file_names_no_other_font(make: object) -> None:
    """§5: cells, printed headings and charts name 宋体, 黑体, 仿宋, 楷体 and nothing else."""
    assert callable(make)
    found: set[str] = set()
    with zipfile.ZipFile(BytesIO(make(open_year()))) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            if name == "xl/styles.xml":
                found |= set(re.findall(r'<name val="([^"]*)"', text))
            elif name.startswith(("xl/charts/", "xl/drawings/")):
                found |= set(re.findall(r'typeface="([^"]*)"', text))
            elif name.startswith("xl/worksheets/"):
                found |= set(re.findall(r"&amp;\"([^,]*),", text))
    assert {"宋体", "黑体"} <= found <= FONTS
