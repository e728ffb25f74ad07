"""Whose return a workbook is: stamp → 单位 cell → title → file name (design §5.1)."""

from dataclasses import replace

import pytest

from kexie_excel.findings import Asked
from kexie_excel.form.digest import form_digest
from kexie_excel.form.headers import Cover, Scores, Stamp
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.identity import Identity, identify, unit_in
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.model import Unit
from kexie_excel.sheets.read.grid import Sheet, Workbook
from tests.builders import SCHEME, UNIT
from tests.returned import LAYOUT, Desk, codes

OTHER = SCHEME.units[1].name
THIRD = SCHEME.units[2].name
UNIT_ROW = LAYOUT.cover_row("单位")
STAMP_SCHEME_ROW, STAMP_UNIT_ROW, STAMP_ROUND_ROW, STAMP_FORM_ROW = 1, 3, 4, 5


def stamp(desk: Desk, unit: str) -> None:
    """Change the stamp's unit."""
    desk.sheets[Stamp.SHEET][STAMP_UNIT_ROW - 1][1] = unit


def cover(desk: Desk, unit: str) -> None:
    """Change the 单位 cell."""
    desk.sheets[Cover.SHEET][UNIT_ROW - 1][2] = unit


def title(desk: Desk, unit: str) -> None:
    """Change the line above the 评估表."""
    desk.sheets[Scores.SHEET][1][1] = f"单位：{unit}" if unit else ""


def say(desk: Desk, stamped: str, stated: str, titled: str) -> None:
    """Set all three places."""
    stamp(desk, stamped)
    cover(desk, stated)
    title(desk, titled)


def test_all_four_sources_agree(desk: Desk) -> None:
    say(desk, UNIT, UNIT, UNIT)
    entry = desk.read(f"{UNIT}.xlsx")
    assert (entry.unit, entry.findings) == (UNIT, ())


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("stamped", "stated", "titled", "name"),
    [
        (UNIT, "", "", "表.xlsx"),
        ("", UNIT, "", "表.xlsx"),
        ("", "", UNIT, "表.xlsx"),
        ("", "", "", f"{UNIT}-自评表(最终版)(2).xlsx"),
        ("", "", "", f"湖南省岳阳市{UNIT}科协/副本.xlsx"),
        ("", f"岳阳市{UNIT}科学技术协会", "", "表.xlsx"),
        ("", f" {UNIT}\u3000", "", "表.xlsx"),
    ],
)
def test_each_source_alone_is_enough(desk: Desk, stamped: str, stated: str, titled: str, name: str) -> None:
    """Cases 14 and 18."""
    say(desk, stamped, stated, titled)
    entry = desk.read(name)
    assert (entry.unit, entry.findings) == (UNIT, ())


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("said", "name", "found"),
    [
        ((UNIT, "", OTHER), f"{OTHER}.xlsx", ["K107"]),
        (("", UNIT, OTHER), f"{OTHER}.xlsx", ["K107"]),
        (("", "", UNIT), f"{OTHER}.xlsx", ["K107"]),
        ((UNIT, UNIT, UNIT), f"{OTHER}.xlsx", ["K107"]),
        ((UNIT, UNIT, OTHER), "表.xlsx", []),
        ((UNIT, UNIT, UNIT), f"{UNIT}、{OTHER}.xlsx", []),
    ],
)
def test_the_earlier_source_wins(desk: Desk, said: tuple[str, str, str], name: str, found: list[str]) -> None:
    """K107: a file name that speaks of another unit is asked about."""
    say(desk, *said)
    entry = desk.read(name)
    assert (entry.unit, codes(entry)) == (UNIT, found)


def test_k107_names_both(desk: Desk) -> None:
    (found,) = desk.read(f"{OTHER}.xlsx").findings
    assert (found.unit, found.message) == (UNIT, f"文件名里写的是{OTHER}，表里是{UNIT}")


def test_stamp_and_cell_disagree_and_nobody_guesses(desk: Desk) -> None:
    """K104: both units are named, and the return is undecided."""
    cover(desk, OTHER)
    rejected = desk.reject(f"{UNIT}.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K104", Fate.UNDECIDED, (UNIT, OTHER))
    assert rejected.finding.unit == f"{UNIT}、{OTHER}"
    assert UNIT in rejected.finding.message
    assert OTHER in rejected.finding.message


def test_a_unit_that_is_not_on_the_list(desk: Desk) -> None:
    """K110, case 47: a text on the cover that is no listed unit is never overruled by the file name."""
    say(desk, "", "长沙县", UNIT)
    rejected = desk.reject(f"{UNIT}.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K110", Fate.UNREADABLE, ())
    assert "长沙县" in rejected.finding.message


def renamed(*names: str) -> Reader:
    """Give the reader of a scheme in whose list the office put these in the place of the first unit after the forms went out."""
    units = (*(Unit(name, SCHEME.units[0].category) for name in names), *SCHEME.units[1:])
    return Reader(replace(SCHEME, units=units, issued=SCHEME))


@pytest.mark.parametrize(
    ("said", "names", "fate"),
    [
        ((UNIT, UNIT, UNIT), ("新城区",), Fate.UNDECIDED),
        ((UNIT, "", ""), ("新城区", "高新区"), Fate.UNDECIDED),
        (("", UNIT, ""), (), Fate.UNREADABLE),
    ],
)
def test_a_unit_that_the_office_took_off_the_list_since_is_asked_of_the_office(
    desk: Desk, said: tuple[str, str, str], names: tuple[str, ...], fate: Fate
) -> None:
    """K124, not K110: it wrote the name that it was issued with; it may be any that is new on the list."""
    say(desk, *said)
    rejected = renamed(*names).read(desk.save(), "回收件.xlsx")
    assert isinstance(rejected, Rejected)
    assert (rejected.finding.code, rejected.finding.asks, rejected.fate) == ("K124", Asked.OFFICE, fate)
    assert rejected.claimants == names
    assert rejected.finding.message == f"表里写的单位是“{UNIT}”，下发时在名单上，现在的名单上没有，没有读取"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ((UNIT, UNIT, UNIT), "新城区.xlsx"),
        ((UNIT, "新城区", ""), "表.xlsx"),
        (("新城区", UNIT, ""), "表.xlsx"),
    ],
)
def test_who_says_what_a_renamed_unit_is_called_now_is_believed(
    desk: Desk, said: tuple[str, str, str], name: str
) -> None:
    """And the name that it was issued with is no fault of it (K110)."""
    say(desk, *said)
    entry = renamed("新城区").read(desk.save(name), name)
    assert isinstance(entry, Return)
    assert (entry.unit, [found.code for found in entry.findings]) == ("新城区", [])


def test_the_form_of_a_unit_that_is_gone_is_not_another_s(desk: Desk) -> None:
    """K104: issued to the one, signed by a unit that was there before as well; only that one is on the list."""
    say(desk, UNIT, OTHER, "")
    rejected = renamed("新城区").read(desk.save(), "回收件.xlsx")
    assert isinstance(rejected, Rejected)
    assert (rejected.finding.code, rejected.claimants) == ("K104", (OTHER,))


LONGER = f"{UNIT}工业园"
"""Begins with another unit's whole name."""


def without_longer() -> Reader:
    """Give the reader of a scheme from whose list the office took it after the forms went out."""
    issued = replace(SCHEME, units=(*SCHEME.units, Unit(LONGER, SCHEME.units[0].category)))
    return Reader(replace(SCHEME, issued=issued))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((LONGER, LONGER, LONGER), "K124"),
        (("", LONGER, ""), "K124"),
        (("", "", ""), "K103"),
    ],
)
def test_part_of_a_name_that_was_on_the_list_is_not_the_other_unit(
    desk: Desk, said: tuple[str, str, str], code: str
) -> None:
    """K124: its form is never read as that of the unit whose name its own begins with, whatever says it."""
    say(desk, *said)
    rejected = without_longer().read(desk.save(), f"{LONGER}.xlsx")
    assert isinstance(rejected, Rejected)
    assert (rejected.finding.code, rejected.claimants) == (code, ())


def test_whose_name_is_part_of_another_s_is_read_as_ever(desk: Desk) -> None:
    say(desk, UNIT, UNIT, UNIT)
    entry = without_longer().read(desk.save(f"{UNIT}.xlsx"), f"{UNIT}.xlsx")
    assert isinstance(entry, Return)
    assert (entry.unit, codes(entry)) == (UNIT, [])


def test_a_name_that_was_never_on_the_list_is_asked_as_ever(desk: Desk) -> None:
    """K110, whatever else was changed on the list."""
    say(desk, "", "长沙县", "")
    rejected = renamed("新城区").read(desk.save(), "回收件.xlsx")
    assert isinstance(rejected, Rejected)
    assert rejected.finding.code == "K110"


@pytest.mark.no_cover
@pytest.mark.parametrize("stated", ["平江", "岳阳", f"{UNIT}、{OTHER}", "市科协"])
def test_a_short_or_double_name_is_no_name(desk: Desk, stated: str) -> None:
    """Case 47: exact only."""
    say(desk, "", stated, "")
    assert desk.reject().finding.code == "K110"


def test_the_stamp_stands_when_the_cell_says_something_else_than_a_unit(desk: Desk) -> None:
    """The stamp was made by the office; what is written over the cell is asked about."""
    cover(desk, "本县")
    entry = desk.read()
    assert (entry.unit, codes(entry)) == (UNIT, ["K110"])


def test_nothing_says_whose_it_is(desk: Desk) -> None:
    """K103."""
    say(desk, "", "", "")
    rejected = desk.reject("自评表.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K103", Fate.UNREADABLE, ())


def test_two_units_in_the_file_name_are_none(desk: Desk) -> None:
    say(desk, "", "", "")
    assert desk.reject(f"{UNIT}和{OTHER}.xlsx").finding.code == "K103"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("stamped", "stated", "claimants"),
    [(UNIT, "", (UNIT,)), ("", OTHER, (OTHER,)), (UNIT, OTHER, (OTHER,)), ("", "", ())],
)
def test_another_year_s_form(desk: Desk, stamped: str, stated: str, claimants: tuple[str, ...]) -> None:
    """K108, case 46."""
    say(desk, stamped, stated, "")
    desk.sheets[Stamp.SHEET][STAMP_SCHEME_ROW - 1][1] = "yueyang-2016"
    rejected = desk.reject()
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K108", Fate.UNREADABLE, claimants)
    assert "yueyang-2016" in rejected.finding.message
    assert SCHEME.id in rejected.finding.message


@pytest.mark.parametrize(
    ("digest", "year", "named"),
    [("0123456789abcdef", "2016", "别的方案（2016年度）"), ("0123456789abcdef", "2017", "内容不同的另一份方案")],
)
def test_a_form_of_another_scheme_under_the_same_id(desk: Desk, digest: str, year: str, named: str) -> None:
    """K108: last year's forms in this year's folder, whose scheme was copied without a new id."""
    desk.sheets[Stamp.SHEET][STAMP_FORM_ROW - 1][1] = digest
    desk.sheets[Stamp.SHEET][STAMP_FORM_ROW][1] = year
    rejected = desk.reject()
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K108", Fate.UNREADABLE, (UNIT,))
    assert f"这是“{named}”的表，本次评估用的是“yueyang-2017（2017年度）”" in rejected.finding.message


def test_a_form_of_another_quarter_says_which(desk: Desk) -> None:
    """K108: its stamp names the period, below the year."""
    desk.sheets[Stamp.SHEET][STAMP_SCHEME_ROW - 1][1] = "yueyang-2016"
    desk.sheets[Stamp.SHEET][STAMP_FORM_ROW : STAMP_FORM_ROW + 1] = [["年度", "2016"], ["评估期", "2016年第二季度"]]
    assert "这是“yueyang-2016（2016年第二季度）”的表" in desk.reject().finding.message


def test_a_form_issued_before_there_was_a_digest_is_read(desk: Desk) -> None:
    del desk.sheets[Stamp.SHEET][STAMP_FORM_ROW - 1 :]
    assert desk.read().unit == UNIT


@pytest.mark.parametrize(("written", "number"), [(2, 2), ("3", 3), ("", 0), ("第二轮", 0), ("9" * 5000, 0)])
def test_the_round_of_the_stamp(desk: Desk, written: str | int, number: int) -> None:
    desk.sheets[Stamp.SHEET][STAMP_ROUND_ROW - 1][1] = written
    assert desk.read().round == number


def test_without_a_stamp_the_round_is_the_first(desk: Desk) -> None:
    del desk.sheets[Stamp.SHEET]
    assert desk.read().round == 0


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *[
            (UNIT, UNIT),
            (f" {UNIT[0]} {UNIT[1:]}", UNIT),
            (f"岳阳市{UNIT}", UNIT),
            ("岳阳县和岳阳楼区", ""),
            ("岳阳楼区", "岳阳楼区"),
        ],
        *[("", ""), ("岳阳市", ""), (f"{UNIT}{UNIT}", UNIT)],
    ],
)
def test_the_one_unit_in_a_text(text: str, unit: str) -> None:
    assert unit_in(text, SCHEME) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *[
            ("12号店", "12号店"),
            ("2号店-评估表.xlsx", "2号店"),
            ("22号店", ""),
            ("2号店和12号店", ""),
            ("第12号店", "12号店"),
        ],
        *[("门店1", "门店1"), ("门店10.xlsx", "门店10"), ("门店100", ""), ("门店1、门店1（2）", "门店1")],
        *[
            ("二店", "二店"),
            ("十二店", "十二店"),
            ("三十二店", ""),
            ("Shop 1", "Shop 1"),
            ("shop1", ""),
            ("Shop12", ""),
        ],
        *[("城关镇中心店", "城关镇中心店"), ("城关镇", "城关镇")],
    ],
)
def test_names_that_stand_in_one_another(text: str, unit: str) -> None:
    """One unit's file is not another's because its name, or its number, holds the other's."""
    names = ("2号店", "12号店", "门店1", "门店10", "二店", "十二店", "Shop 1", "城关镇", "城关镇中心店")
    assert unit_in(text, replace(SCHEME, units=tuple(Unit(name, "店") for name in names))) == unit


def grids(**sheets: list[list[str]]) -> Workbook:
    """Give a workbook by its sheets."""
    return Workbook(tuple(Sheet(name, rows) for name, rows in sheets.items()))


def test_the_cover_is_the_sheet_that_asks_for_a_contact_too() -> None:
    """The header 单位 of 完成情况 is no label of a cover."""
    facts = [["编号", "填报", "单位"], ["1.1a", "3", "次"]]
    sheet = [["", "单 位：", UNIT, ""], ["", "联系人:", "张三", ""]]
    assert identify(grids(完成情况=facts), "", SCHEME).stated == ""
    assert identify(grids(完成情况=facts, 封面=sheet), "", SCHEME).stated == UNIT


@pytest.mark.parametrize(("gap", "stated"), [(0, UNIT), (2, UNIT), (3, "")])
def test_the_unit_stands_near_its_label(gap: int, stated: str) -> None:
    """Case 27: an inserted column moves the answer away from its label."""
    sheet = [["联系人", "", "", "", "", ""], ["单位", *[""] * gap, UNIT, ""]]
    assert identify(grids(封面=sheet), "", SCHEME).stated == stated


def test_a_sheet_of_the_county_s_own_is_no_stamp() -> None:
    """The stamp is known by its scheme and its version together."""
    own = [["方案", "扶贫"], ["单位", OTHER]]
    stamp_sheet = [["方案", SCHEME.id], ["表样版本", "1"], ["单位", UNIT]]
    identity = identify(grids(方案=own, 印记=stamp_sheet), "", SCHEME)
    assert (identity.scheme, identity.stamped) == (SCHEME.id, UNIT)


def test_a_workbook_that_says_nothing() -> None:
    assert identify(grids(表=[["单位：", "1"]]), "表.xlsx", SCHEME) == Identity("", 0, "", "", "", "")


def test_everything_a_workbook_says(desk: Desk) -> None:
    say(desk, UNIT, OTHER, THIRD)
    book = Workbook(tuple(Sheet(name, rows) for name, rows in desk.sheets.items()))
    cover = {Cover.UNIT: OTHER, Cover.CONTACT: "张三", Cover.PHONE: "0730-0000000", Cover.DATE: "2017-12-8"}
    said = Identity(SCHEME.id, 0, UNIT, OTHER, THIRD, UNIT, cover, form=form_digest(SCHEME), year="2017")
    assert identify(book, f"{UNIT}.xlsx", SCHEME) == said
