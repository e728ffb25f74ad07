"""An edited notice held against the evaluation: what differs is named with its place, what agrees is let be."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kexie_excel.errors import KexieError
from kexie_excel.notice import read as notice_read
from kexie_excel.notice.check import check_notice
from kexie_excel.notice.write import Particulars, write_notice
from kexie_excel.scheme.model import Unit
from kexie_excel.scheme.wording import NEUTRAL
from kexie_excel.scoring.result import Evaluation
from tests.builders import FOUR, SCHEME
from tests.notice.notices import approved, besides, compared, decided_year, instead, opened, paragraphs
from tests.returns.strange import compound
from tests.summary.builders import open_year

PING, YUE, HUA, XIANG, LIN, MI, LOU, YUN, JUN, QU = (unit.name for unit in SCHEME.units)
Edit = Callable[[Document], object]


def four_levels() -> Evaluation:
    """Give the decided year with a fourth level, 良好, which one unit has."""
    year = approved(decided_year(), **{HUA: "良好"})
    return replace(year, scheme=replace(year.scheme, levels=FOUR))


def test_four_levels_are_listed_and_claimed(tmp_path: Path) -> None:
    """Lists by level, the best first; what a sentence says of 良好 is held against the decision."""
    year = four_levels()
    lists = [text for text in paragraphs(write_notice(year, Particulars(), draft=False)) if "（1个）：" in text]
    assert lists[0] == f"良好（1个）：{HUA}。"
    assert compared(year, tmp_path, besides(f"{HUA}被评为良好，良好1个")) == []
    assert compared(year, tmp_path, besides(f"{XIANG}被评为良好")) == [f"{XIANG}在这里是“良好”，应为“合格”。"]
    assert compared(year, tmp_path, besides("全市良好2个")) == ["“良好”写的是2个，应为1个。"]


SAME: dict[str, Edit] = {
    "一字未改": lambda _document: None,
    "数字写成全角": instead("92.40", "９２．４分"),
    "没有末尾的零": instead("110.00", "110"),
    "名次写成中文": besides(f"{HUA}名列第三名"),
    "个数写成中文": instead("优秀3个", "优秀三个"),
    "两个": instead("优秀（2个）", "优秀（两个）"),
    "二个": instead("优秀（2个）", "优秀 （ 二 个 ）"),
    "换了说法": besides(f"{PING}、{YUE}、{LOU}被评为优秀等次"),
    "带科协二字": instead(f"{PING}、{YUE}。", f"{PING}科协、{YUE}科协。"),
    "先后次序": instead(f"{HUA}、{XIANG}、{LIN}", f"{LIN}、{HUA}和{XIANG}"),
    "一句说几个等次": besides(f"优秀：{PING}；合格：{HUA}、{XIANG}；{QU}为不合格"),
    "分数和名次": besides(f"{HUA}综合评分92.4分，其中加分5分，居第3位"),
    "分别": besides(f"{HUA}、{XIANG}分别得92.4分、82.5分"),
    "并列": besides(f"{PING}、{YUE}并列第一名"),
    "同分": besides(f"{PING}和{YUE}综合评分均为110分"),
    "不是评分的分": besides(f"{HUA}自评分94.4分，比平均低3分，加5分，85分以上"),
    "等次名称": besides("每类分优秀、合格、不合格3个等次，合格率80%"),
    "规模": besides("对10个县市区（6个县市、4个区）进行评估，共10个单位"),
    "类别的个数": besides("县市类：优秀2个，合格3个"),
    "没有数字的话": besides("希望有关单位再接再厉。"),
    "连写的个数": besides("全市优秀3个合格5个"),
    "没有等次的表": lambda own: rebuilt(own, [["单位", "得分"], *(row[:2] for row in year_rows())]),
    "不是数的数": besides("优秀十十个"),
    "列表里的虚词": besides("不合格的县市：无"),
}
"""What agrees with the results, however it is written."""

DIFFERENT: dict[str, tuple[Edit, str]] = {
    "表里的评分": (instead("92.40", "92.5"), f"{HUA}的综合评分写的是“92.5”，应为92.4。"),
    "表里的评分不是数": (instead("92.40", "很高"), f"{HUA}的综合评分写的是“很高”，应为92.4。"),
    "正文的评分": (besides(f"{HUA}得92.5分"), f"{HUA}的综合评分写的是“92.5”，应为92.4。"),
    "正文的总分": (besides(f"{HUA}综合评分为93分，含加分5分"), f"{HUA}的综合评分写的是“93”，应为92.4。"),
    "正文的名次": (besides(f"{HUA}名列第2名"), f"{HUA}的名次写的是“2”，应为3。"),
    "排名": (besides(f"{HUA}排名第四"), f"{HUA}的名次写的是“4”，应为3。"),
    "没有名次的单位": (besides(f"{MI}排名第六"), f"{MI}的名次写的是“6”，没有名次。"),
    "并列错": (besides(f"{PING}、{HUA}并列第一名"), f"{HUA}的名次写的是“1”，应为3。"),
    "分别错": (besides(f"{HUA}、{XIANG}分别得82.5分和92.4分"), f"{XIANG}的综合评分写的是“92.4”，应为82.5。"),
    "看不出是哪一个": (
        besides(f"{HUA}得92.4分，也可能得90分"),
        f"{HUA}后面有不止一个综合评分，看不出是哪一个，请自己核对。",
    ),
    "表里的等次": (instead("不合格（一票否决）", "合格"), f"{MI}的等次写的是“合格”，应为“不合格”。"),
    "名单错列": (instead(f"{PING}、{YUE}。", f"{PING}、{HUA}。"), f"{HUA}在这里是“优秀”，应为“合格”。"),
    "后置的等次": (besides(f"不合格的没有，{HUA}、{YUN}被评为优秀"), f"{YUN}在这里是“优秀”，应为“合格”。"),
    "名单漏了": (instead(f"{PING}、{YUE}。", f"{PING}。"), f"等次名单里没有{YUE}（优秀）。"),
    "名单与个数": (instead(f"{PING}、{YUE}。", f"{PING}。"), "“优秀”写的是2个，后面列了1个。"),
    "总的个数": (instead("优秀3个", "优秀2个"), "“优秀”写的是2个，应为3个。"),
    "中文个数": (instead("优秀3个", "优秀两个"), "“优秀”写的是2个，应为3个。"),
    "个数在前": (besides("全市5个优秀"), "“优秀”写的是5个，应为3个。"),
    "类别里的个数": (instead("合格（2个）", "合格（3个）"), "“合格”写的是3个，应为2个。"),
    "单位总数": (instead("评估的10个单位", "评估的十一个单位"), "“参加评估的单位”写的是11个，应为10个。"),
    "类别总数": (instead("区（4个）", "区（5个）"), "“区”写的是5个，应为4个。"),
    "写错的名字": (instead(f"{PING}、{YUE}。", f"平江现、{YUE}。"), f"“平江现”不是名单里的单位，是不是“{PING}”？"),
    "别处的名字": (instead(f"{PING}、{YUE}。", f"{PING}、{YUE}、长沙县。"), "“长沙县”不是名单里的单位。"),
    "本类别的个数": (besides("优秀2个"), "“优秀”写的是2个，应为1个。"),
}
"""An edit, and what must be said of it."""


@pytest.mark.parametrize("edit", SAME.values(), ids=SAME)
def test_what_agrees_is_let_be(edit: Edit, tmp_path: Path) -> None:
    assert compared(decided_year(), tmp_path, edit) == []


@pytest.mark.parametrize(("edit", "told"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_is_named(edit: Edit, told: str, tmp_path: Path) -> None:
    assert told in compared(decided_year(), tmp_path, edit)


def test_the_place_is_named(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    document = opened(write_notice(decided_year(), Particulars(), draft=False))
    instead("92.40", "92.5")(document)
    instead(f"{PING}、{YUE}。", f"{PING}、{HUA}。")(document)
    document.save(str(path))
    told = [str(found) for found in check_notice(decided_year(), path)]
    assert told[0].startswith(f"第10段“优秀(2个):{PING}、{HUA}。”：{HUA}在这里是")
    assert told[1].startswith("第1个表第4行：")


def test_a_draft_agrees_with_the_year_it_was_written_from(tmp_path: Path) -> None:
    path = tmp_path / "草稿.docx"
    path.write_bytes(write_notice(open_year(), Particulars(), draft=True))
    assert check_notice(open_year(), path) == ()


def test_a_level_named_by_a_heading_holds_for_the_names_below_it(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for text in ("优秀等次单位", f"{PING}、{HUA}", "四、表彰", f"{QU}要加强学习"):
            document.add_paragraph(text)

    assert compared(decided_year(), tmp_path, edit) == [f"{HUA}在这里是“优秀”，应为“合格”。"]


def rebuilt(document: Document, rows: list[list[str]]) -> None:
    """Replace the tables by one."""
    for old in document.tables:
        old._tbl.getparent().remove(old._tbl)  # noqa: SLF001 - the library cannot remove tables
    table = document.add_table(0, len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def year_rows() -> list[list[str]]:
    """Give every unit with its points and level, in an order of somebody's own."""
    rows = [
        [own.unit.name, str(float(own.total or 0)), own.level, "—" if own.rank is None else f"第{own.rank}名"]
        for own in decided_year().standings
    ]
    return rows[::-1]


def test_columns_and_rows_may_stand_in_any_order(tmp_path: Path) -> None:
    head = ["县市区", "综合得分", "评估等次", "排名"]
    assert compared(decided_year(), tmp_path, lambda own: rebuilt(own, [head, *year_rows()])) == []


def test_two_tables_side_by_side_are_both_read(tmp_path: Path) -> None:
    rows = year_rows()
    head = ["单位", "得分", "等次", "名次"] * 2
    wide = [[*left, *right] for left, right in zip(rows[:5], rows[5:], strict=True)]
    assert compared(decided_year(), tmp_path, lambda own: rebuilt(own, [head, *wide])) == []
    wide[0][5] = "1"
    assert len(compared(decided_year(), tmp_path, lambda own: rebuilt(own, [head, *wide]))) == 1


def test_a_row_taken_out_of_the_table_and_a_name_misspelt_in_it(tmp_path: Path) -> None:
    rows = [["单位", "得分", "等次", "名次"], *year_rows()]
    rows[1] = ["屈原管里区", *rows[1][1:]]
    rows[2] = ["", "", "", ""]
    rows[3] = ["合计", "", "", ""]
    told = compared(decided_year(), tmp_path, lambda own: rebuilt(own, rows))
    assert told[0] == f"“屈原管里区”不是名单里的单位，是不是“{QU}”？"
    missing = {text for text in told[1:] if text.startswith("没有")}
    assert missing == {f"没有{QU}（不合格）。", f"没有{JUN}（合格）。", f"没有{YUN}（合格）。"}


def test_a_unit_that_is_nowhere_is_named(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        instead(f"{PING}、{YUE}。", f"{PING}。")(document)
        instead(YUE, "")(document)

    assert f"没有提到{YUE}（优秀）。" in compared(decided_year(), tmp_path, edit)


def test_a_table_without_our_headings_is_read_as_text(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        table = document.add_table(1, 2)
        for cell, text in zip(table.rows[0].cells, ("优秀", f"{PING}、{HUA}"), strict=True):
            cell.text = text

    assert compared(decided_year(), tmp_path, edit) == [f"{HUA}在这里是“优秀”，应为“合格”。"]


def test_merged_cells_stand_in_every_place_they_cover(tmp_path: Path) -> None:
    rows = [["等次", "单位", "得分", "得分"], *([row[2], row[0], row[1], row[1]] for row in year_rows())]

    def edit(document: Document) -> None:
        rebuilt(document, rows)
        table = document.tables[0]
        table.cell(0, 2).merge(table.cell(0, 3))
        levels = [row[0] for row in rows]
        for at in range(1, len(rows) - 1):
            if levels[at] == levels[at + 1]:
                table.cell(at + 1, 0).text = ""
                table.cell(at, 0).merge(table.cell(at + 1, 0))

    assert compared(decided_year(), tmp_path, edit) == []


def test_deleted_text_and_text_shown_in_another_way_are_left_out(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        run = document.add_paragraph(f"{HUA}被评为合格").add_run("")._r  # noqa: SLF001 - the library knows neither
        gone = OxmlElement("w:del")
        word = OxmlElement("w:delText")
        word.text = f"{HUA}优秀"
        gone.append(word)
        run.append(gone)
        box = OxmlElement("w:p")
        inner = OxmlElement("w:t")
        inner.text = f"{QU}被评为优秀"
        box.append(inner)
        run.append(box)

    assert compared(decided_year(), tmp_path, edit) == [f"{QU}在这里是“优秀”，应为“不合格”。"]


def test_a_table_in_a_cell_is_its_own(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.add_table(1, 1).rows[0].cells[0].text = "内"
        cell.add_paragraph("外")

    assert compared(decided_year(), tmp_path, edit) == []


REFUSED: dict[str, tuple[bytes | None, str]] = {
    "没有.docx": (None, "打不开"),
    "空的.docx": (b"", "文件是空的"),
    "半截.docx": (b"PK\x03\x04half", "文件不完整"),
    "旧格式.doc": (compound({"WordDocument": b"old"}), "请用 WPS 或 Word 另存为 docx"),
    "文本.txt": ("优秀".encode(), "不是 Word 文档"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_word_document_is_one_sentence(name: str, tmp_path: Path) -> None:
    content, told = REFUSED[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(KexieError, match=told) as caught:
        check_notice(decided_year(), tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_damaged_document_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏了.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<不完")
    with pytest.raises(KexieError, match="文件已损坏"):
        check_notice(decided_year(), path)


def test_a_document_that_unpacks_to_the_end_of_the_world_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.docx"
    docx.Document().save(str(path))
    monkeypatch.setattr(notice_read, "_MOST_BYTES", 1000)
    with pytest.raises(KexieError, match="大得不正常"):
        check_notice(decided_year(), path)


def test_the_table_may_leave_out_columns_and_cells(tmp_path: Path) -> None:
    rows = [["单位", "等次"], *([row[0], row[2]] for row in year_rows())]

    def edit(document: Document) -> None:
        rebuilt(document, rows)
        last = document.tables[0].rows[-1]._tr  # noqa: SLF001 - the library cannot remove cells
        last.remove(last.findall(qn("w:tc"))[-1])

    assert compared(decided_year(), tmp_path, edit) == [f"{PING}的等次写的是“”，应为“优秀”。"]


def in_words(**words: str) -> Evaluation:
    """Give the same year of a scheme that speaks other words."""
    year = decided_year()
    return replace(year, scheme=replace(year.scheme, words=replace(NEUTRAL, **words)))


@pytest.mark.no_cover
def test_the_words_are_those_of_the_scheme(tmp_path: Path) -> None:
    """A shop is addressed, counted and headed as the scheme says; what 2017 said means nothing there."""
    shops = in_words(unit="门店", addressee="{单位}店长", endings="店")
    head = ["门店", "综合得分", "评估等次", "排名"]
    assert compared(shops, tmp_path, lambda own: rebuilt(own, [head, *year_rows()])) == []
    assert compared(shops, tmp_path, besides(f"{PING}店长、{YUE}店长得110分")) == []
    assert compared(shops, tmp_path, besides("今年有9个门店参加")) == ["“参加评估的单位”写的是9个，应为10个。"]
    assert "“城南店”不是名单里的单位。" in compared(
        shops, tmp_path, instead(f"{PING}、{YUE}。", f"{PING}、{YUE}、城南店。")
    )


def renamed(**names: str) -> Evaluation:
    """Give the decided year with units and categories of other names."""
    year = decided_year()

    def other(unit: Unit) -> Unit:
        return replace(unit, name=names.get(unit.name, unit.name), category=names.get(unit.category, unit.category))

    scheme = replace(
        year.scheme,
        units=tuple(map(other, year.scheme.units)),
        categories=tuple(names.get(own, own) for own in year.scheme.categories),
    )
    standings = (replace(own, unit=other(own.unit)) for own in year.standings)
    return replace(year, scheme=scheme, standings=tuple(standings))


def test_a_name_may_hold_what_ends_one(tmp_path: Path) -> None:
    """和平小学 is no pair of schools, and what stands in brackets is a part of the name."""
    schools = renamed(**{PING: "和平小学", YUE: "及第小学（东校区）", HUA: "第一与第二小学", "县市": "小学（甲类）"})
    assert compared(schools, tmp_path, lambda _document: None) == []
    assert compared(schools, tmp_path, besides("小学（甲类）中优秀2个")) == []
    assert compared(schools, tmp_path, instead("和平小学、", "和睦小学、")) != []


def test_a_scheme_without_words_takes_no_place_for_a_unit(tmp_path: Path) -> None:
    """Some three units are not all of them, and a name is only asked about where it is like one of ours."""
    assert compared(in_words(), tmp_path, besides("其中3个单位进步较大")) == []
    assert compared(in_words(), tmp_path, instead(f"{PING}、{YUE}。", f"{PING}、{YUE}、长沙县。")) == []
    assert compared(in_words(), tmp_path, besides("优秀2个")) == ["“优秀”写的是2个，应为1个。"]
