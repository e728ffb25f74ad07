"""§4.1: what another reading would change, told on the sheet 口径说明, in the footnotes of 汇总表 and on the screen."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.scoring.insight.sensitivity import OtherReading, Shift
from kexie_excel.scoring.insight.study import NO_STUDY, Study
from kexie_excel.screen.ranking import reading_lines
from kexie_excel.summary.write import write_summary
from tests.summary.builders import SCHEME, final_year
from tests.summary.reading import rows, sheet_of, texts

FIRST, SECOND, THIRD = (unit.name for unit in SCHEME.units[:3])
SHEET, COLUMN = "口径说明", 3
RANK_ONLY = Shift(FIRST, 2, 3, "合格", "合格")
LEVEL_ONLY = Shift(SECOND, 1, 1, "合格", "优秀")
BOTH = Shift(THIRD, None, 6, "待定", "不合格")


def study(*changes: Shift, **options: tuple[Shift, ...]) -> Study:
    """Give a study in which every other reading was tried; only those of 前30% change anything, unless named."""
    tried = []
    for entry in SCHEME.interpretations:
        for option in entry.options:
            if option.label != entry.default:
                found = changes if option.label == "四舍五入" else options.get(option.label, ())
                tried.append(OtherReading(entry.id, option.label, found))
    return Study(sensitivity=tuple(tried))


def many(count: int) -> tuple[Shift, ...]:
    """Give so many changes, the last of a level."""
    ranks = (Shift(f"第{number}县", number, number + 1, "合格", "合格") for number in range(1, count))
    return (*ranks, Shift("末县", count, 1, "合格", "优秀"))


def told(content: bytes, name: str) -> str:
    """Give what the sheet tells of one interpretation."""
    (row,) = (row for row in rows(sheet_of(content, SHEET)) if str(row[0]).startswith(f"{name}\n"))
    return str(row[COLUMN])


def test_every_option_is_told_unit_by_unit() -> None:
    """The levels first; what changes nothing is said to change nothing."""
    content = write_summary(final_year(), study(RANK_ONLY, LEVEL_ONLY, BOTH))
    assert told(content, "前30%").split("\n") == [
        f"若四舍五入：{SECOND} 合格→优秀；{THIRD} 待定→不合格，名次—→6；{FIRST} 名次2→3",
        "若向上取整：不改变名次和等次",
    ]
    assert told(content, "85分") == "若不含85分：不改变名次和等次"


@pytest.mark.no_cover
def test_what_was_not_tried_is_not_told() -> None:
    """No change is made up."""
    assert told(write_summary(final_year()), "前30%") == "未测算"
    assert not any("改选" in text for text in texts(write_summary(final_year()), "汇总表"))


def below_print(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Give the records below the print area."""
    last = int(str(sheet.print_area).rsplit("$", 1)[1])
    return [row for row in rows(sheet)[last:] if any(row)]


def test_too_many_units_for_a_page_are_listed_below_it() -> None:
    """A country: counted and named as far as a cell goes, the rest in data that is not printed."""
    content = write_summary(final_year(), study(*many(40)))
    text = told(content, "前30%").split("\n")[0]
    assert text.startswith(
        "若四舍五入：1个单位改变等次，40个单位改变名次。其中 末县 合格→优秀，名次40→1；第1县 名次1→2；"
    )
    assert text.endswith("；第11县 名次11→12；另28个列在本表下方（不打印）")
    note, header, *records = below_print(sheet_of(content, SHEET))
    assert note[0] == "若改选的影响，逐个单位（不打印）"
    assert header == ("口径", "改选", "单位", "影响")
    assert len(records) == 40
    assert records[0] == ("前30%", "四舍五入", "第1县", "名次1→2")


def test_a_dozen_units_are_all_named() -> None:
    """Ten counties never need the list below."""
    content = write_summary(final_year(), study(*many(12)))
    assert told(content, "前30%").count("→") == 13
    assert sheet_of(content, SHEET).print_area in {None, ""}


def test_the_whole_of_it_is_seen() -> None:
    """§5: the row is as high as its text needs."""
    sheet = sheet_of(write_summary(final_year(), study(*many(12))), SHEET)
    at = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("前30%"))
    assert (sheet.row_dimensions[at].height or 0) > 80


def test_whose_level_hangs_on_a_reading_is_a_footnote_of_the_page() -> None:
    """One line; a change of rank alone is left to 口径说明."""
    content = write_summary(final_year(), study(RANK_ONLY, LEVEL_ONLY, 不含85分=(RANK_ONLY,)))
    (note,) = (text for text in texts(content, "汇总表") if text.startswith("改选口径"))
    assert note == f"改选口径会改变等次的：前30%改为四舍五入（{SECOND}）；见“口径说明”。"


def test_many_units_do_not_crowd_the_footnote() -> None:
    changes = tuple(Shift(f"第{number}县", 1, 1, "合格", "优秀") for number in range(1, 6))
    (note,) = (text for text in texts(write_summary(final_year(), study(*changes)), "汇总表") if "改选口径" in text)
    assert "前30%改为四舍五入（第1县、第2县、第3县等5个）" in note


def test_no_footnote_where_no_level_hangs_on_a_reading() -> None:
    content = write_summary(final_year(), study(RANK_ONLY))
    assert not any(text.startswith("改选口径") for text in texts(content, "汇总表"))


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (NO_STUDY, []),
        (study(), ["口径：改选任何一种都不改变名次和等次，见“口径说明”。"]),
        (
            study(LEVEL_ONLY, 不含85分=(RANK_ONLY,), 向上取整=(BOTH,)),
            ["口径：3种改选会改变名次或等次（不含85分；前30%改为四舍五入；前30%改为向上取整），见“口径说明”。"],
        ),
    ],
)
def test_the_screen_says_how_many(found: Study, lines: list[str]) -> None:
    assert list(reading_lines(found)) == lines
