"""A fresh ledger: its sheets, headings, drop-downs, and the same bytes every time."""

from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.create import write_continuation, write_ledger
from kexie_excel.ledger.losses import losses
from kexie_excel.ledger.questions import Additions
from kexie_excel.scheme.load import BUILT_IN, build_scheme, read_document
from kexie_excel.scheme.model import Scheme
from tests.builders import SCHEME, UNIT
from tests.summary.reading import opened, sheet_of

HEADERS = {
    "基本信息": "项目 内容",
    "口径": "口径 问题 可选 采用",
    "审定": "单位 审定等次 理由 名次 综合评分 建议等次",
    "裁定": "单位 编号 问题 原值 裁定 理由 经办人 日期 状态",
    "采用文件": "单位 文件 采用",
}
ROWS = Additions(
    ({"单位": UNIT, "编号": "1.1", "问题": "=1+1", "原值": "<r>待核"},), ({"单位": UNIT, "文件": "甲.xlsx"},)
)


def choices(sheet: Worksheet, cell: str) -> list[str]:
    """Give the drop-down of a cell."""
    rules = [rule for rule in sheet.data_validations.dataValidation if cell in rule.cells]
    return [str(rule.formula1) for rule in rules if rule.type == "list"]


@pytest.mark.parametrize("name", HEADERS)
def test_headings_stand_in_the_first_row_and_stay_in_sight(name: str) -> None:
    sheet = sheet_of(write_ledger(SCHEME), name)
    assert [cell.value for cell in sheet[1]] == HEADERS[name].split()
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_every_clause_and_every_unit_has_a_row() -> None:
    content = write_ledger(SCHEME)
    readings = list(sheet_of(content, "口径").iter_rows(min_row=2, values_only=True))
    assert [(own[0], own[3]) for own in readings] == [(entry.id, entry.default) for entry in SCHEME.interpretations]
    assert choices(sheet_of(content, "口径"), "D2") == ['"按分值栏,按文字"']
    approvals = sheet_of(content, "审定")
    assert [cell.value for cell in approvals["A"]][1:] == [unit.name for unit in SCHEME.units]
    assert choices(approvals, "B11") == ['"优秀,合格,不合格"']
    assert choices(sheet_of(content, "采用文件"), "C2") == ['"是"']
    about = list(sheet_of(content, "基本信息").iter_rows(min_row=2, values_only=True))
    assert about[0] == ("年度", str(SCHEME.year))
    assert {"截止日期", "经办人", "上年汇总", "发文字号", "成文日期"} <= {topic for topic, *_content in about}


def test_what_people_fill_is_marked() -> None:
    sheet = sheet_of(write_ledger(SCHEME, ROWS), "裁定")
    fills = [cell.fill.start_color.rgb for cell in sheet[2]]
    assert fills[4:8] == ["FFFFF9E5"] * 4
    assert {*fills[:4], *fills[8:]} == {"FFF6F8FB"}


def test_a_spare_row_grows_with_what_is_typed() -> None:
    """A height of its own would cut a long 理由 off; a listed row is as high as what it says."""
    heights = sheet_of(write_ledger(SCHEME, ROWS), "裁定").row_dimensions
    assert heights[2].height
    assert [heights[row].height for row in range(3, 22)] == [None] * 19


def test_rows_are_text_whatever_they_say() -> None:
    sheet = sheet_of(write_ledger(SCHEME, ROWS), "裁定")
    assert [cell.value for cell in sheet[2]][:4] == [UNIT, "1.1", "=1+1", " <r>待核"]
    assert sheet["C2"].data_type == "s"


def test_the_continuation_has_the_new_rows_only() -> None:
    content = write_continuation(SCHEME, ROWS)
    assert opened(content).sheetnames == ["裁定", "采用文件", "_kexie"]
    assert sheet_of(content, "采用文件")["B2"].value == "甲.xlsx"


def test_the_same_ledger_is_the_same_bytes_and_can_be_edited() -> None:
    assert write_ledger(SCHEME, ROWS) == write_ledger(SCHEME, ROWS)
    assert losses(write_ledger(SCHEME, ROWS)) == ()


def test_many_units_and_no_clause_are_no_matter() -> None:
    document = read_document(BUILT_IN)
    units = [{"name": f"第{number}县", "category": "县市"} for number in range(300)]
    scheme = build_scheme(document | {"unit": units, "categories": ["县市"], "interpretation": []}, "多.toml")
    content = write_ledger(scheme)
    assert choices(sheet_of(content, "裁定"), "A2") == ["kexie_list_1"]
    assert opened(content).defined_names["kexie_list_1"].attr_text == "'_kexie'!$D$1:$D$300"
    assert "口径" not in opened(content).sheetnames


def test_the_help_names_what_the_scheme_has() -> None:
    """Its own 编号; no 加分项 where there is none, and its period where that is no year."""
    assert helped(SCHEME) == "填评估表里的编号：指标（如 1.1）、加分项（如 7.1）裁定分数；填报事项（如 1.1a）裁定答案。"
    quarter = replace(SCHEME, bonus=(), period="2017年第二季度")
    assert helped(quarter) == "填评估表里的编号：指标（如 1.1）裁定分数；填报事项（如 1.1a）裁定答案。"
    assert [cell.value for cell in sheet_of(write_ledger(quarter), "基本信息")[3]][:2] == ["评估期", "2017年第二季度"]
    assert sheet_of(write_ledger(SCHEME), "基本信息")["A3"].value == "方案"


def helped(scheme: Scheme) -> str:
    """Give what 裁定 says at its 编号."""
    rules = sheet_of(write_ledger(scheme), "裁定").data_validations.dataValidation
    return next(str(rule.prompt) for rule in rules if "编号：" in str(rule.prompt))
