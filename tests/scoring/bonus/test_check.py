"""Bonus rows of a unit, or of all units, held against each other: near names, numbers used twice, one work in two items."""

from collections.abc import Sequence

import pytest

from kexie_excel.findings import Finding
from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.bonus.check import shared_certificates
from kexie_excel.scoring.bonus.score import score_bonus
from kexie_excel.scoring.evaluate import evaluate_unit
from tests.builders import SCHEME, UNIT, full_answers, make_return, row

PROVINCE, NATION, CONTEST, PATENT, MATTER = (
    "省部级表彰奖励",
    "国家级表彰奖励",
    "青少年科技创新大赛省级奖项",
    "国家（实用）发明专利",
    "全省科协系统推广",
)


def asked(rows: Sequence[BonusRow], code: str) -> list[Finding]:
    """Give what one check finds in a unit's rows."""
    found = score_bonus(SCHEME, make_return(full_answers(), rows), full_answers()).findings
    assert all(one.unit == UNIT for one in found)
    return [one for one in found if one.code == code]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("科普大篷车", "科普 大篷车", True),
        ("科普大篷车", "科普大篷车。", True),
        ("“科普”大篷车", "科普大篷车", True),
        ("科普2017", "科普２０１７", True),
        ("STEM", "stem", True),
        ("科普大篷车", "科普大蓬车", False),
        ("科普大篷车", "科普大篷车2", False),
        ("科普大篷车", "科普大篷车", False),
        ("科普大篷车", " 科普大篷车 ", False),
        ("科普大篷车", "", False),
    ],
)
def test_names_that_are_nearly_the_same(first: str, second: str, *, near: bool) -> None:
    """K510: names that differ only in spaces, width, case or punctuation are asked about, not merged."""
    rows = [row(PROVINCE, first, certificate="奖牌"), row(CONTEST, second, certificate="奖牌", cell="B5")]
    found = asked(rows, "K510")
    assert bool(found) is near
    if near:
        assert found[0].message.endswith(f"现按不同工作（事项）计分：{first}；{second}")
        assert found[0].place.cell == "B5"
        assert score_bonus(SCHEME, make_return({}, rows), {}).outcomes["7.1"].low == 7


def test_three_spellings_are_asked_about_pair_by_pair() -> None:
    assert len(asked([row(PROVINCE, name) for name in ("科普", "科 普", "科普。", "科普")], "K510")) == 3


def test_names_are_held_against_each_other_within_an_item_only() -> None:
    """7.1 同一工作 and 7.2 同一事项 are separate; a patent has no work."""
    assert not asked([row(PROVINCE, "科普"), row(MATTER, "科 普")], "K510")
    assert not asked([row(PATENT, "科普"), row(PATENT, "科 普")], "K510")


def test_a_row_that_is_out_is_asked_nothing() -> None:
    """不在可用年度."""
    out = row(PROVINCE, "科 普", year=2015)
    assert not asked([row(PROVINCE, "科普"), out], "K510")
    assert not asked([row(PROVINCE, "科普"), out], "K517")
    assert not asked([row("省级", "科普"), row(PROVINCE, "科 普")], "K510")


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("湘科〔2017〕5号", "湘科〔2017〕5号", True),
        ("湘科〔2017〕5号", "湘科[2017] 5号", True),
        ("ZL2017", "zl２０１７", True),
        ("湘科〔2017〕5号", "湘科〔2017〕6号", False),
        ("奖牌", "奖牌", False),
        ("", "", False),
    ],
)
def test_one_number_under_two_works(first: str, second: str, *, twice: bool) -> None:
    """K517."""
    rows = [row(PROVINCE, "科普", certificate=first), row(PROVINCE, "院士行", certificate=second, cell="B5")]
    found = asked(rows, "K517")
    assert bool(found) is twice
    if twice:
        assert found[0].message == f"文号或证书编号“{first}”出现在B4、B5"


def test_one_number_for_one_work_is_in_order() -> None:
    """One document names three winners."""
    assert not asked([row(CONTEST, "机器人"), row(CONTEST, "机器人"), row(CONTEST, " 机器人")], "K517")


@pytest.mark.parametrize(
    ("rows", "flagged"),
    [
        ([row(PROVINCE, "科普"), row(MATTER, "科普")], True),
        ([row(MATTER, "科普"), row(PATENT, "科普")], True),
        ([row(PROVINCE, "科普"), row(MATTER, "院士行")], False),
        ([row(PROVINCE, "科普", year=Gap.BLANK), row(MATTER, "科普")], False),
        ([row(PROVINCE, "科普", year=2015), row(MATTER, "科普")], False),
        ([row(PATENT, ""), row(MATTER, "")], False),
        ([row(PROVINCE, "科普"), row(CONTEST, "科普")], False),
    ],
)
def test_one_work_in_two_items(rows: list[BonusRow], *, flagged: bool) -> None:
    """K516: across 7.1 and 7.2 both count, flagged; only rows that have points."""
    found = asked(rows, "K516")
    assert bool(found) is flagged
    if flagged:
        assert found[0].message.endswith("都有加分，两处都计：科普")


def shared(*certificates: str) -> list[Finding]:
    """Give what is asked when units in order use these numbers."""
    scores = [
        evaluate_unit(SCHEME, make_return(full_answers(), [row(PROVINCE, certificate=number)], unit=unit.name))
        for unit, number in zip(SCHEME.units, certificates, strict=False)
    ]
    return list(shared_certificates(scores))


def test_a_number_that_several_units_use() -> None:
    """K519, once for every unit that uses it."""
    found = shared("湘科〔2017〕5号", "湘科〔2017〕6号", "湘科[2017]5号")
    assert [(one.code, one.unit, one.row) for one in found] == [("K519", "平江县", "7.1"), ("K519", "华容县", "7.1")]
    assert found[0].message == "文号或证书编号“湘科〔2017〕5号”同时出现在平江县、华容县的加分项里"


def test_what_is_no_number_is_not_shared() -> None:
    assert shared("奖牌", "奖牌") == []
    assert shared("", "") == []
    assert shared("湘科〔2017〕5号", "湘科〔2017〕6号") == []


def test_a_number_that_one_unit_uses_twice_is_not_shared() -> None:
    own = make_return(full_answers(), [row(PROVINCE, "科普"), row(NATION, "科普")])
    assert list(shared_certificates([evaluate_unit(SCHEME, own)])) == []
