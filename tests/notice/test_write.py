"""通报 (四、4): what it says, what it looks like (GB/T 9704—2012), and that the same results give the same file."""

import datetime as dt
import re
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx.shared import Mm

from kexie_excel.errors import KexieError
from kexie_excel.notice.paper import is_untouched
from kexie_excel.notice.write import Particulars, write_notice
from scripts.office import HAS_WRITER, convert
from tests.builders import SCHEME
from tests.notice.notices import approved, decided_year, opened, paragraphs, tables
from tests.summary.builders import final_year, open_year
from tests.summary.printing import CAN_PRINT, squeezed

DAY = dt.date(2018, 1, 8)
WHOLE = Particulars("岳市科协〔2018〕3号", DAY)
UNITS = [unit.name for unit in SCHEME.units]


def final() -> bytes:
    """Give the notice of a decided year."""
    return write_notice(decided_year(), WHOLE, draft=False)


def parts(content: bytes) -> dict[str, str]:
    """Give the XML of a file by part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_same_results_same_bytes() -> None:
    assert final() == final()
    with zipfile.ZipFile(BytesIO(final())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_says_every_part_of_an_official_document_in_order() -> None:
    assert SCHEME.notice is not None
    told = paragraphs(final())
    order = [
        "岳市科协〔2018〕3号",
        SCHEME.notice.title,
        "各县市区科协，机关各部室、事业单位：",
        SCHEME.notice.opening,
        "一、评估工作情况",
        "二、评估结果",
        "三、工作要求",
        "附件：岳阳市2017年度县市区科协绩效评估结果表",
        SCHEME.notice.office,
        "2018年1月8日",
        "附件",
        "岳阳市2017年度县市区科协绩效评估结果表",
    ]
    assert [text for text in told if text in order] == order
    assert SCHEME.source in SCHEME.notice.opening


def test_levels_are_listed_by_category_in_the_order_of_rank_and_the_veto_is_named() -> None:
    told = paragraphs(final())
    start = told.index("（一）县市（6个）")
    assert told[start : start + 8] == [
        "（一）县市（6个）",
        f"优秀（2个）：{UNITS[0]}、{UNITS[1]}。",
        f"合格（3个）：{UNITS[2]}、{UNITS[3]}、{UNITS[4]}。",
        f"不合格（1个）：{UNITS[5]}（一票否决）。",
        "（二）区（4个）",
        f"优秀（1个）：{UNITS[6]}。",
        f"合格（2个）：{UNITS[7]}、{UNITS[8]}。",
        f"不合格（1个）：{UNITS[9]}。",
    ]
    assert "参加评估的10个单位分县市（6个）、区（4个）2个类别，结果为优秀3个、合格5个、不合格2个。" in told


def test_a_scheme_of_one_category_speaks_of_none() -> None:
    year = decided_year()
    own = tuple(entry for entry in year.standings if entry.unit.category == "县市")
    scheme = replace(SCHEME, categories=("县市",), units=tuple(entry.unit for entry in own))
    told = paragraphs(write_notice(replace(year, scheme=scheme, standings=own), WHOLE, draft=False))
    assert "参加评估的6个单位，结果为优秀2个、合格3个、不合格1个。" in told


def test_the_enclosure_is_a_table_a_category() -> None:
    """Scores stand below each other with two places, as in 汇总表."""
    first, second = tables(final())
    assert first[0] == second[0] == ["名次", "单位", "综合评分", "等次"]
    assert [row[0] for row in first[1:]] == ["1", "1", "3", "4", "5", "—"]
    assert first[3] == ["3", UNITS[2], "92.40", "合格"]
    assert first[6] == ["—", UNITS[5], "94.20", "不合格（一票否决）"]
    assert len(second) == 5


def test_the_approved_level_is_announced_not_the_suggested_one() -> None:
    year = approved(final_year(), **{UNITS[2]: "优秀"})
    assert f"优秀（3个）：{UNITS[0]}、{UNITS[1]}、{UNITS[2]}。" in paragraphs(write_notice(year, WHOLE, draft=False))


def test_number_and_date_are_a_persons_choice() -> None:
    blank = paragraphs(write_notice(decided_year(), Particulars(), draft=False))
    assert blank[0] == "岳市科协〔　　〕　　号"
    assert "　　　　年　　月　　日" in blank
    dated = paragraphs(write_notice(decided_year(), Particulars(date=DAY), draft=False))
    assert dated[0] == "岳市科协〔2018〕　　号"


def test_a_draft_says_so_and_shows_what_is_only_suggested() -> None:
    told = paragraphs(write_notice(open_year(), Particulars(), draft=True))
    assert told.count("（征求意见稿）") == 2
    assert f"待定（1个）：{UNITS[2]}。" in told
    assert f"未报送（1个）：{UNITS[4]}。" in told
    assert "注：各单位的等次尚未审定，以上按评估等次建议列出，供征求意见。" in told
    first, second = tables(write_notice(open_year(), Particulars(), draft=True))
    assert {row[1]: row[3] for row in first[1:]} | {row[1]: row[3] for row in second[1:]} == {
        UNITS[0]: "优秀（建议）",
        UNITS[1]: "优秀（建议）",
        UNITS[2]: "待定",
        UNITS[3]: "合格（建议）",
        UNITS[4]: "未报送",
        UNITS[5]: "不合格（一票否决，建议）",
        UNITS[6]: "优秀（建议）",
        UNITS[7]: "合格（建议）",
        UNITS[8]: "待定",
        UNITS[9]: "待定",
    }
    assert first[5] == ["—", UNITS[4], "—", "未报送"]


def test_a_draft_names_the_units_that_are_not_approved() -> None:
    year = approved(final_year(), **{UNITS[3]: ""})
    note = f"注：{UNITS[3]}的等次尚未审定，以上按评估等次建议列出，供征求意见。"
    assert note in paragraphs(write_notice(year, Particulars(), draft=True))


def test_a_scheme_without_words_is_one_sentence() -> None:
    with pytest.raises(KexieError, match="方案里没有通报的文字"):
        write_notice(replace(decided_year(), scheme=replace(SCHEME, notice=None)), WHOLE, draft=False)


def test_page_and_grid_are_those_of_the_standard() -> None:
    """GB/T 9704—2012 5.2: A4, 天头37, 订口28, 版心156×225 mm, 22行、每行28字."""
    section = opened(final()).sections[0]
    assert [round(value.mm) for value in (section.page_width, section.page_height) if value] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(value.mm) for value in margins if value] == [37, 35, 28, 26]
    document = parts(final())["word/document.xml"]
    pitch = re.search(r'w:docGrid w:linePitch="(\d+)" w:type="lines"|w:type="lines"[^>]*w:linePitch="(\d+)"', document)
    assert pitch
    twips = int(pitch[1] or pitch[2])
    assert 22 * twips <= Mm(225).twips < 23 * twips
    space = re.search(r'<w:spacing w:val="(-?\d+)"/>', parts(final())["word/styles.xml"])
    assert space
    assert 28 * (320 + int(space[1])) <= Mm(156).twips < 29 * (320 + int(space[1]))


def test_every_run_and_style_names_an_allowed_font_for_chinese_text_and_figures() -> None:
    fonts = {"宋体", "黑体", "仿宋", "楷体"}
    for name, part in parts(final()).items():
        runs, named = part.count("<w:r>"), re.findall(r"<w:rFonts [^>]*>", part)
        assert "Theme" not in part
        for one in named:
            assert set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', one)) <= fonts, name
            assert one.count("=") == 4, name
        if runs:
            assert len(named) == runs, name
    assert "theme" not in " ".join(parts(final()))


def test_page_numbers_stand_outside() -> None:
    """7.5 页码: 四号宋体, 单页码居右空一字, 双页码居左空一字."""
    document = opened(final())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, align, side in ((section.footer, 2, "right"), (section.even_page_footer, 0, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == align
        assert f'w:{side}Chars="100"' in paragraph._p.xml  # noqa: SLF001 - the library knows no characters
        assert 'w:instr="PAGE"' in paragraph._p.xml  # noqa: SLF001
        assert paragraph.text.startswith("— ")
        assert paragraph.text.endswith(" —")


def test_an_edited_file_is_told_from_one_that_nobody_touched() -> None:
    content = final()
    assert is_untouched(content)
    document = opened(content)
    document.paragraphs[0].add_run("改")
    stream = BytesIO()
    document.save(stream)
    assert not is_untouched(stream.getvalue())
    assert not is_untouched(b"")


@pytest.mark.skipif(not (CAN_PRINT and HAS_WRITER), reason="needs the office program")
@pytest.mark.parametrize("draft", [False, True])
def test_it_prints_on_three_pages_with_nothing_cut_off(draft: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    year = open_year() if draft else decided_year()
    path = tmp_path / "通报.docx"
    path.write_bytes(write_notice(year, Particulars(), draft=draft))
    (pdf,) = convert([path], ".pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")  # noqa: S607 - wherever it is installed
    pages = [squeezed(page) for page in text.stdout.split("\f")[:-1]]
    assert [re.search(r"—(\d)—", page)[1] for page in pages] == ["1", "2", "3"]  # type: ignore[index]
    assert pages[2].startswith("附件")
    assert all(unit in pages[2] for unit in UNITS)
    assert "科学技术协会" in pages[1]
