"""What the editing library would drop is found before anything is edited."""

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from kexie_excel.ledger.losses import losses
from tests.ledger.desk import Desk
from tests.ledger.test_read import with_part

SHEET = "xl/worksheets/sheet4.xml"


def made(add: str) -> bytes:
    """Give a workbook with something in it that xlsxwriter can make."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, [1, 2, 3])
    if add == "图表":
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$3"})
        sheet.insert_chart("C1", chart)
    elif add == "图形":
        sheet.insert_textbox("C1", "注意")
    elif add == "控件":
        sheet.insert_button("C1", {"caption": "点我"})
    elif add == "迷你图":
        sheet.add_sparkline("C1", {"range": "Sheet1!A1:A3"})
    elif add == "数据条":
        sheet.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})
    elif add == "公式":
        sheet.write_formula("C1", "=SUM(A1:A3)", None, 6)
    elif add == "宏":
        book.add_vba_project(BytesIO(b"\xd0\xcf\x11\xe0"), is_stream=True)
    elif add == "只读":
        book.read_only_recommended()
    elif add == "背景":
        sheet.set_background(BytesIO(PNG))
    book.close()
    return stream.getvalue()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff56c72f0d0000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ("", ()),
        ("图表", ("图形", "图表")),
        ("图形", ("图形",)),
        ("控件", ("控件或图形",)),
        ("迷你图", ("扩展的条件格式或数据有效性",)),
        ("数据条", ("扩展的条件格式或数据有效性",)),
        ("公式", ("公式",)),
        ("宏", ("宏",)),
        ("只读", ("只读建议",)),
        ("背景", ("图片", "背景图片")),
    ],
)
def test_what_would_be_lost_is_named(add: str, words: tuple[str, ...]) -> None:
    assert set(losses(made(add))) == set(words)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/threadedComments/threadedComment1.xml", "会话式批注"),
        ("xl/persons/person.xml", "会话式批注"),
        ("xl/externalLinks/externalLink1.xml", "外部链接"),
        ("xl/pivotTables/pivotTable1.xml", "数据透视表"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "数据透视表"),
        ("xl/cellimages.xml", "图片"),
        ("xl/ctrlProps/ctrlProp1.xml", "控件或嵌入对象"),
        ("xl/metadata.xml", "这个程序不认识的内容"),
        ("customStorage/customStorage.xml", "这个程序不认识的内容"),
    ],
)
def test_a_part_outside_the_list_counts_as_lost(desk: Desk, part: str, words: str) -> None:
    assert losses(with_part(desk.path.read_bytes(), part, ("", "<x/>"))) == (words,)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("</worksheet>", "<extLst><ext/></extLst></worksheet>", "扩展的条件格式或数据有效性"),
        ("<printOptions", "<protectedRanges/><printOptions", "这个程序不认识的内容"),
    ],
)
def test_an_element_outside_the_list_counts_as_lost(desk: Desk, old: str, new: str, words: str) -> None:
    assert words in losses(with_part(desk.path.read_bytes(), SHEET, (old, new)))


def test_pinyin_above_the_words_counts_as_lost(desk: Desk) -> None:
    content = with_part(desk.path.read_bytes(), "xl/sharedStrings.xml", ("</t>", "</t><rPh sb='0' eb='1'/>"))
    assert losses(content) == ("拼音标注",)


def test_ordinary_things_are_kept(desk: Desk) -> None:
    book = desk.book()
    sheet = book["裁定"]
    sheet["B2"].comment = Comment("看过", "张三")
    sheet.auto_filter.ref = "A1:H5"
    sheet.merge_cells("A30:B30")
    book.create_sheet("另一张").append(["甲", "乙"])
    book["另一张"].append([1, 2])
    book["另一张"].add_table(Table(displayName="表1", ref="A1:B2"))
    book.save(desk.path)
    assert losses(desk.path.read_bytes()) == ()


def test_an_old_workbook_counts_as_lost() -> None:
    assert losses(b"\xd0\xcf\x11\xe0") == ("旧格式的内容",)
