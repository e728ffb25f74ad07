"""What is open is listed once, whatever else the ledger holds."""

from dataclasses import replace

from kexie_excel.ledger.model import Files, Rulings
from kexie_excel.returns.model import Entry
from kexie_excel.scheme.fact import Gap
from kexie_excel.text import clean
from tests.builders import UNIT, full_answers, make_intake, make_return, row
from tests.ledger.desk import Desk

OPEN = make_return(full_answers(f5_3b=Gap.BLANK, f2_1v=Gap.BLANK), [row("全国科协系统推广", quantity=Gap.UNREADABLE)])


def test_every_pending_row_and_an_open_veto_are_asked(desk: Desk) -> None:
    rows = desk.obey(OPEN).additions.rulings
    assert [(own["单位"], own["编号"], own["原值"]) for own in rows] == [
        (UNIT, "5.3", "待核（3至4分）"),
        (UNIT, "7.2", "待核（0至5分）"),
        (UNIT, "2.1v", "未填"),
    ]
    assert "5.3b" in rows[0][Rulings.QUESTION]
    assert "一票否决" in rows[2][Rulings.QUESTION]


def test_what_is_listed_is_not_listed_again(desk: Desk) -> None:
    additions = desk.obey(OPEN).additions
    desk.lay(additions)
    assert desk.obey(OPEN).additions.count == 0
    desk.put(Rulings.SHEET, UNIT, "裁定", "看不懂的")
    assert desk.obey(OPEN).additions.count == 0


def test_every_competing_file_is_listed_once(desk: Desk) -> None:
    came = replace(make_intake([]), competing={UNIT: ("甲.xlsx", "乙.xlsx")})
    desk.fill(Files.SHEET, [{"单位": UNIT, "文件": "甲.xlsx", "采用": "否"}])
    additions = desk.obey(intake=came).additions
    assert additions.files == ({"单位": UNIT, "文件": "乙.xlsx"},)
    assert (additions.count, additions.of("口径")) == (1, ())


def test_a_county_text_that_no_cell_can_hold_is_asked_once(desk: Desk) -> None:
    place = OPEN.facts["2.1v"].place
    entry = replace(OPEN, facts={**OPEN.facts, "2.1v": Entry(Gap.UNREADABLE, "=\x01<r>约3\r\n例", place, "不是数")})
    desk.lay(desk.obey(entry).additions)
    assert desk.obey(entry).additions.count == 0


def test_text_is_made_fit_for_a_cell() -> None:
    assert clean("a\x00b\r\nc\rd\ud800") == "ab\nc\nd"
    assert len(clean("好" * 40000)) == 32767
    assert clean("x" + "😀" * 20000) == "x" + "😀" * 16383
