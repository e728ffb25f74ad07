"""County text reaches our workbooks only as text (design §9)."""

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from kexie_excel.scoring.result import BonusScore, Evaluation
from kexie_excel.summary.write import write_summary
from kexie_excel.text import clean
from tests.summary.builders import BONUS_KIND, SCHEME, Story, bonus_row, evaluation
from tests.summary.reading import data, sheet_of

NAME = SCHEME.units[0].name


def claimed(work: str) -> Evaluation:
    """Give an evaluation in which a county wrote this, in 加分项 and wherever its words come through."""
    year = evaluation({NAME: Story(rank=1, level="优秀", remarks=(work,))})
    (standing,) = year.standings
    assert standing.score is not None
    score = BonusScore(bonus_row(work, date=work, quantity=work), BONUS_KIND.item, None, work)
    return replace(year, standings=(replace(standing, score=replace(standing.score, bonus_rows=(score,))),))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "{=A1}",
        '=HYPERLINK("http://a")',
        "http://example.com",
        "007",
        "1e5",
        "<r><t>a</t></r>x",
    ],
)
def test_text_stays_text(text: str) -> None:
    """§9: a leading = is never a formula; nothing becomes a link or a number."""
    content = write_summary(claimed(text))
    sheet = sheet_of(content, "加分审核")
    cell = sheet["D2"]
    assert (cell.data_type, str(cell.value).strip(), cell.hyperlink) == ("s", text, None)
    assert data(content, "加分审核")[0]["数量"] in {text, f" {text}", int(text) if text.isdecimal() else text}
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


@pytest.mark.parametrize("text", ["<r><t>a</t></r>", "<r></r>", "<r>&</r>"])
def test_markup_stays_text(text: str) -> None:
    """§9: text that looks like the file format's own markup does not become part of it."""
    assert data(write_summary(claimed(text)), "加分审核")[0]["说明"] == f" {text}"


def test_characters_that_no_workbook_can_hold_are_dropped() -> None:
    """§9: control characters, lone surrogates and non-characters go; the file stays well-formed."""
    content = write_summary(claimed("甲\x00\x01\x0b乙\x1f\ud800丙\ufffe\uffff丁\r\n戊\r己"))
    assert data(content, "加分审核")[0]["工作（事项）名称"] == "甲乙丙丁\n戊\n己"
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            ET.fromstring(parts.read(name))  # noqa: S314 - our own file


@pytest.mark.no_cover
@pytest.mark.parametrize(("text", "kept"), [("长" * 40_000, 32_767), ("a" * 32_767, 32_767), ("𠮷" * 20_000, 16_383)])
def test_only_what_no_cell_can_hold_is_cut(text: str, kept: int) -> None:
    """§5.2: nothing is cut in a data sheet but beyond the 32,767 units of a cell, and never within a character."""
    content = write_summary(claimed(text))
    assert data(content, "加分审核")[0]["说明"] == text[:kept]
    # The highest row there is, in whole pixels.
    assert sheet_of(content, "加分审核").row_dimensions[2].height == 408.75


def test_a_long_text_that_looks_like_markup_is_still_text() -> None:
    """§9: cutting does not undo the caution."""
    assert len(clean("<r>" + "长" * 40_000 + "</r>")) == 32_767


@pytest.mark.no_cover
def test_rows_are_high_enough() -> None:
    """§5.2: no text is cut: a longer one gets a higher row."""
    heights = [
        sheet_of(write_summary(claimed("字" * length)), "加分审核").row_dimensions[2].height or 0
        for length in (3, 30, 300)
    ]
    assert heights == sorted(heights)
    assert heights[0] < 20
    assert heights[2] > 300
