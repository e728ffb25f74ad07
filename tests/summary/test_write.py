"""评估结果汇总表.xlsx and 收件登记.xlsx as wholes (design §5.2)."""

import os
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest

from kexie_excel.scheme.model import Unit
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.write import write_register, write_summary
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year
from tests.summary.reading import opened, printed, sheet_of

SHEETS = [
    "汇总表",
    "分项得分",
    "逐项得分",
    "逐项矩阵",
    "差异清单",
    "加分审核",
    "收件登记",
    "备查",
    "口径说明",
    "亮点短板",
]


def _many() -> Evaluation:
    """Give an evaluation so large that it goes through temporary files."""
    units = tuple(Unit(f"第{number}县", SCHEME.categories[0]) for number in range(201))
    stories = {unit.name: Story(Fraction(1), rank=1, level="合格") for unit in units}
    return evaluation(stories, scheme=replace(SCHEME, units=units))


@pytest.fixture
def other_timezone() -> Iterator[None]:
    """Let the clock be one of a far country for a while."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_the_summary_has_its_sheets_in_order() -> None:
    """§5.2: the sheets and their order; 汇总表 in front and open."""
    book = opened(write_summary(final_year()))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == SHEETS
    assert book["_kexie汇总"].sheet_state == "veryHidden"
    assert book.active is not None
    assert book.active.title == SHEETS[0]


def test_the_register_has_its_sheets_in_order() -> None:
    """§3: check leaves 收件登记.xlsx with what came in and what does not hold."""
    assert opened(write_register(open_year())).sheetnames == ["收件登记", "差异清单", "备查"]


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize("make", [final_year, open_year, _many])
def test_the_same_evaluation_gives_the_same_bytes(make: object) -> None:
    """§2: every command can be run again at any time and gives the same result."""
    assert callable(make)
    assert write_summary(make()) == write_summary(make())
    assert write_register(make()) == write_register(make())


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be changed here")
@pytest.mark.usefixtures("other_timezone")
def test_no_time_of_running_is_in_the_data() -> None:
    """§2: neither the day nor the clock of the machine leaves a trace."""
    year = time.strftime("%Y").encode()
    with zipfile.ZipFile(BytesIO(write_summary(final_year()))) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert year not in parts.read("docProps/core.xml")


@pytest.mark.parametrize("content", [write_summary(open_year()), write_register(open_year())])
def test_only_the_fonts_of_official_documents_are_used(content: bytes) -> None:
    """§5: 宋体, 黑体, 仿宋, 楷体, and nothing else."""
    for sheet in opened(content):
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert fonts <= {"宋体", "黑体", "仿宋", "楷体"}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_one_page_wide_with_page_numbers(name: str) -> None:
    """§5.2: A4 landscape, fit to one page wide, footer 第 x 页 共 y 页."""
    sheet = sheet_of(write_summary(final_year()), name)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in {None, 1}
    assert printed(sheet.oddFooter)[1] == "第 &P 页 共 &N 页"
    assert sheet.HeaderFooter.scaleWithDoc is False


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHEETS[1:])
def test_every_data_sheet_keeps_its_header_in_sight(name: str) -> None:
    """§5.2: the header row is frozen, and repeated where the records take more than a page; the heading names the sheet."""
    sheet = sheet_of(write_summary(open_year()), name)
    assert sheet.freeze_panes == ("D2" if name == "逐项矩阵" else "A2")
    assert sheet.print_title_rows == ("$1:$1" if name.startswith("逐项") else None)
    _, centre, right = printed(sheet.oddHeader)
    assert str(centre).endswith(f"绩效评估{name}")
    assert right == "未定稿"


def test_final_pages_carry_no_draft_mark() -> None:
    """§5.2: 未定稿 disappears from every printed heading once everything is settled."""
    assert printed(sheet_of(write_summary(final_year()), "分项得分").oddHeader)[2] is None


def test_a_title_with_marks_of_the_format_prints_as_it_is() -> None:
    """§9: an “&” or a leading figure in a title is text, not a mark of the printed heading."""
    year = replace(final_year(), scheme=replace(SCHEME, title="2031年A&B评估表"))
    with zipfile.ZipFile(BytesIO(write_summary(year))) as parts:
        assert (
            '&amp;C&amp;14&amp;"黑体,Regular"2031年A&amp;&amp;B评估分项得分'
            in parts.read("xl/worksheets/sheet2.xml").decode()
        )
