"""加分项 as counties write it: a kind with its points, and rows that claim nothing."""

import pytest

from kexie_excel.form.headers import INPUTS, Bonus
from kexie_excel.returns.spelling.awards import KindNames, claims_nothing
from kexie_excel.sheets.read.raw import Raw
from tests.builders import SCHEME
from tests.returned import Desk

NAMES = KindNames(SCHEME)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("省部级表彰奖励（5分）", "省部级表彰奖励"),
        ("省部级表彰奖励(5分)", "省部级表彰奖励"),
        ("省部级表彰奖励（5分/项）", "省部级表彰奖励"),
        ("省部级 表彰奖励（每项加5分）", "省部级表彰奖励"),
        ("国家(实用)发明专利（2分）", "国家（实用）发明专利"),
        ("国家（实用）发明专利", "国家（实用）发明专利"),
        ("7.2全省科协系统推广", "全省科协系统推广"),
        ("7.2 全省科协系统推广（3分）", "全省科协系统推广"),
        ("7.2、全省科协系统推广", "全省科协系统推广"),
    ],
)
def test_a_kind_with_its_points_or_its_item_is_the_kind(text: str, label: str) -> None:
    assert NAMES.read(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "省部级表彰奖励（3分）",
        "7.1全省科协系统推广",
        "全省推广",
        "省科协推广",
        "推广",
        "",
        "省部级表彰",
        "7.2",
        "省部级表彰奖励、国家级表彰奖励",
    ],
)
def test_what_names_no_kind_stays_as_it_is(text: str) -> None:
    """Points that are not those of the kind, or another item's number, contradict it."""
    assert NAMES.read(text) == text


def cells(**filled: Raw) -> dict[str, Raw]:
    """Give a row's input cells."""
    return dict.fromkeys(INPUTS[Bonus.SHEET], "") | {getattr(Bonus, name): value for name, value in filled.items()}


@pytest.mark.parametrize(
    ("number", "row"),
    [
        ("1", cells(KIND="无")),
        ("1", cells(WORK="无")),
        ("", cells(KIND="/")),
        ("1", cells(KIND="/", WORK="/", AWARD="/", QUANTITY="/", EVIDENCE="/")),
        ("1", cells(KIND="没有", QUANTITY="无")),
        ("合计", cells(QUANTITY=3)),
        ("", cells(KIND="合计", QUANTITY=3.0)),
        ("", cells(WORK="小计", QUANTITY="3")),
        ("合 计", cells(QUANTITY="/")),
        ("序号", cells(KIND="加分情形", WORK="工作（事项）名称", AWARD="奖项或文件名称")),
    ],
)
def test_a_row_that_claims_nothing(number: Raw, row: dict[str, Raw]) -> None:
    assert claims_nothing(number, row)


@pytest.mark.parametrize(
    ("number", "row"),
    [
        ("1", cells(KIND="国家级表彰奖励", WORK="无")),
        ("1", cells(KIND="加分情形")),
        ("1", cells(QUANTITY=3)),
        ("合计", cells(KIND="国家级表彰奖励", QUANTITY=1)),
        ("合计", cells(WORK="科普大集", QUANTITY=1)),
        ("1", cells(KIND="合计", WORK="科普大集")),
        ("1", cells(KIND="待定")),
    ],
)
def test_a_row_that_may_claim_something(number: Raw, row: dict[str, Raw]) -> None:
    assert not claims_nothing(number, row)


def test_rows_that_claim_nothing_are_no_claims_of_a_return(desk: Desk) -> None:
    before = desk.read().bonus
    for at, (number, row) in enumerate([("4", cells(KIND="无")), ("合计", cells(QUANTITY=4))], len(before) + 1):
        desk.put(Bonus.SHEET, str(at), Bonus.NUMBER, number)
        for header, value in row.items():
            desk.put(Bonus.SHEET, str(at), header, value)
    assert desk.read().bonus == before
