"""Every cell in which a person decides, and every way in which it is not obeyed: a finding names the cell, and who is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from kexie_excel.findings import Asked, Finding
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.ledger.model import FILE, About, Approvals, Contacts, Files, Readings, Rulings
from kexie_excel.scheme.fact import Gap
from tests.builders import UNIT, full_answers, make_intake, make_return
from tests.ledger.desk import Desk

FULL = make_return(full_answers())
OPEN = make_return(full_answers(f5_3b=Gap.BLANK))
RULED: dict[str, object] = {"单位": UNIT, "编号": "1.1", "裁定": 0, "理由": "看了原件", "原值": "1"}
CHOSEN: dict[str, object] = {"单位": UNIT, "文件": "甲.xlsx", "采用": "是"}


def typed(sheet: str, *rows: Mapping[str, object]) -> Callable[[Desk], None]:
    """Type rows below a sheet."""
    return lambda desk: desk.fill(sheet, rows)


def put(sheet: str, key: str, header: str, value: object) -> Callable[[Desk], None]:
    """Type into a row that is there."""
    return lambda desk: desk.put(sheet, key, header, value)


def both(*acts: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """Do one after the other."""

    def act(desk: Desk) -> None:
        for one in acts:
            one(desk)

    return act


def renamed(sheet: str, old: str, new: str, *acts: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """Type, then reword a header."""

    def act(desk: Desk) -> None:
        both(*acts)(desk)
        book = desk.book()
        head = next(cell for cell in book[sheet][1] if cell.value == old)
        head.value = new
        book.save(desk.path)

    return act


def far_below(desk: Desk) -> None:
    """Type a ruling far below the table, with nothing in between."""
    book = desk.book()
    sheet = book[Rulings.SHEET]
    for at, value in ((1, UNIT), (2, "9.9"), (5, 1), (6, "看了原件")):
        sheet.cell(400, at, value)
    book.save(desk.path)


@dataclass(frozen=True)
class Slip:
    """One way in which a decision is not obeyed."""

    about: str
    act: Callable[[Desk], None]
    code: str
    at: str
    """Sheet and cell; no cell where a whole column or sheet is meant."""


def approved(level: object, **more: object) -> Callable[[Desk], None]:
    """Decide on a unit's level."""
    return both(
        put(Approvals.SHEET, UNIT, Approvals.LEVEL, level),
        *(put(Approvals.SHEET, UNIT, header, value) for header, value in more.items()),
    )


SLIPS: Sequence[Slip] = (
    Slip("基本信息：日期看不懂", put(About.SHEET, "截止日期", "内容", "年底前"), "K710", "基本信息 B5"),
    Slip("基本信息：成文日期看不懂", put(About.SHEET, "成文日期", "内容", "元旦"), "K710", "基本信息 B9"),
    Slip("基本信息：另写一行", typed(About.SHEET, {"项目": "截止时间", "内容": "2017-12-08"}), "K708", "基本信息 A10"),
    Slip(
        "基本信息：两行",
        both(put(About.SHEET, "经办人", "内容", "张三"), typed(About.SHEET, {"项目": "经办人", "内容": "李四"})),
        "K707",
        "基本信息 B10",
    ),
    Slip("基本信息：自己的备注", typed(About.SHEET, {"项目": "备注", "内容": "年底上会"}), "", ""),
    Slip("基本信息：表头改名", renamed(About.SHEET, "内容", "说明"), "K705", "基本信息"),
    Slip("口径：没有这种读法", put(Readings.SHEET, "60分", "采用", "都行"), "K701", "口径 D6"),
    Slip("口径：没有这一条", typed(Readings.SHEET, {"口径": "90分", "采用": "合格"}), "K702", "口径 A12"),
    Slip("口径：没有写哪一条", typed(Readings.SHEET, {"采用": "合格"}), "K702", "口径 A12"),
    Slip("口径：两种", typed(Readings.SHEET, {"口径": "60分", "采用": "60分为不合格"}), "K703", "口径 D6"),
    Slip("口径：清空", put(Readings.SHEET, "60分", "采用", None), "K704", "口径 D6"),
    Slip("口径：整行没有了", put(Readings.SHEET, "60分", "口径", "及格线"), "K704", "口径"),
    Slip("口径：表头改名", renamed(Readings.SHEET, "采用", "选用"), "K705", "口径"),
    Slip("审定：看不懂", approved("良好"), "K731", "审定 B2"),
    Slip("审定：名单外", typed(Approvals.SHEET, {"单位": "长沙县", "审定等次": "合格"}), "K706", "审定 A12"),
    Slip("审定：没有单位", typed(Approvals.SHEET, {"审定等次": "合格"}), "K706", "审定 A12"),
    Slip(
        "审定：两行不同",
        both(approved("优秀"), typed(Approvals.SHEET, {"单位": UNIT, "审定等次": "合格"})),
        "K732",
        "审定 B12",
    ),
    Slip("审定：与建议不同", approved("合格"), "K733", "审定 B2"),
    Slip("审定：只有理由", put(Approvals.SHEET, UNIT, "理由", "贡献突出"), "K737", "审定 B2"),
    Slip("审定：理由改名", renamed(Approvals.SHEET, "理由", "说明", approved("合格", 理由="会议定")), "K709", "审定"),
    Slip("审定：表头改名", renamed(Approvals.SHEET, "审定等次", "等次", approved("合格")), "K705", "审定"),
    Slip("裁定：名单外", typed(Rulings.SHEET, RULED | {"单位": "长沙县"}), "K706", "裁定 A2"),
    Slip("裁定：没有单位", typed(Rulings.SHEET, RULED | {"单位": None}), "K706", "裁定 A2"),
    Slip("裁定：没有这个编号", typed(Rulings.SHEET, RULED | {"编号": "9.9"}), "K712", "裁定 B2"),
    Slip("裁定：没有编号", typed(Rulings.SHEET, RULED | {"编号": None}), "K712", "裁定 B2"),
    Slip("裁定：单个奖项", typed(Rulings.SHEET, RULED | {"编号": "7.1-1"}), "K712", "裁定 B2"),
    Slip("裁定：看不懂", typed(Rulings.SHEET, RULED | {"裁定": "同意"}), "K714", "裁定 E2"),
    Slip("裁定：超出", typed(Rulings.SHEET, RULED | {"裁定": 2}), "K713", "裁定 E2"),
    Slip("裁定：负数", typed(Rulings.SHEET, RULED | {"编号": "7.1", "裁定": -1}), "K713", "裁定 E2"),
    Slip("裁定：没有理由", typed(Rulings.SHEET, RULED | {"理由": None}), "K711", "裁定 F2"),
    Slip("裁定：只有理由", typed(Rulings.SHEET, RULED | {"裁定": None}), "K719", "裁定 E2"),
    Slip("裁定：两行不同", typed(Rulings.SHEET, RULED, RULED | {"裁定": 1}), "K715", "裁定 E3"),
    Slip("裁定：原值变了", typed(Rulings.SHEET, RULED | {"原值": "0"}), "K716", "裁定 D2"),
    Slip("裁定：没有原值", typed(Rulings.SHEET, RULED | {"原值": None}), "K717", "裁定 D2"),
    Slip(
        "裁定：事项和指标",
        typed(Rulings.SHEET, RULED | {"编号": "1.1a", "裁定": 0, "原值": None}, RULED | {"裁定": 1}),
        "K720",
        "裁定 E2",
    ),
    Slip("裁定：表的下面", far_below, "K712", "裁定 B400"),
    Slip("裁定：理由改名", renamed(Rulings.SHEET, "理由", "说明", typed(Rulings.SHEET, RULED)), "K709", "裁定"),
    Slip("裁定：日期改名", renamed(Rulings.SHEET, "日期", "时间", typed(Rulings.SHEET, RULED)), "K709", "裁定"),
    Slip("裁定：表头改名", renamed(Rulings.SHEET, "裁定", "结论", typed(Rulings.SHEET, RULED)), "K705", "裁定"),
    Slip("采用文件：看不懂", typed(Files.SHEET, CHOSEN | {"采用": "待商"}), "K723", "采用文件 C2"),
    Slip("采用文件：名单外", typed(Files.SHEET, CHOSEN | {"单位": "长沙县"}), "K706", "采用文件 A2"),
    Slip("采用文件：不在了", typed(Files.SHEET, CHOSEN), "K722", "采用文件 B2"),
    Slip("采用文件：没有写文件", typed(Files.SHEET, CHOSEN | {"文件": None}), "K722", "采用文件 B2"),
    Slip("采用文件：两份", typed(Files.SHEET, CHOSEN, CHOSEN | {"文件": "乙.xlsx"}), "K721", "采用文件 C3"),
    Slip("采用文件：被替代", typed(Files.SHEET, CHOSEN | {"文件": "旧.xlsx"}), "K724", "采用文件 B2"),
    Slip("采用文件：现场评估表不在了", typed(Files.SHEET, CHOSEN | {"文件": "4-现场/甲.xlsx"}), "K756", "采用文件 B2"),
    Slip("采用文件：表头改名", renamed(Files.SHEET, "采用", "选用", typed(Files.SHEET, CHOSEN)), "K705", "采用文件"),
    Slip("通讯录：表头改名", renamed(Contacts.SHEET, "邮箱", "电子邮件"), "K705", "通讯录"),
    Slip("通讯录：电话改名", renamed(Contacts.SHEET, "电话", "手机"), "K709", "通讯录"),
)


def found(desk: Desk) -> tuple[Finding, ...]:
    """Evaluate a full return, one that it superseded beside it, and give what the ledger is told."""
    old = Receipt("旧.xlsx", UNIT, Fate.SUPERSEDED, "", None, 1, "")
    intake = make_intake([FULL])
    return desk.obey(intake=type(intake)(**{**vars(intake), "receipts": (*intake.receipts, old)})).findings


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.about for slip in SLIPS])
def test_what_is_not_obeyed_is_said_of_its_cell(desk: Desk, slip: Slip) -> None:
    slip.act(desk)
    said = {own.code: own for own in found(desk)}
    if not slip.code:
        assert said == {}
        return
    own = said[slip.code]
    assert (f"{own.place.sheet} {own.place.cell}".strip(), own.place.file) == (slip.at, FILE)
    assert own.asks is Asked.OFFICE


def test_a_ruling_waits_for_a_return_that_is_missing(desk: Desk) -> None:
    desk.fill(Rulings.SHEET, [RULED])
    (own,) = desk.obey().findings
    assert (own.code, str(own.place)) == ("K718", f"{FILE}，裁定 E2")


def test_a_veto_that_was_ruled_on_reaches_the_level_whatever_the_item_was_given(desk: Desk) -> None:
    """No other fact does: nothing is said of this one."""
    desk.rule("2.1v", 1, was="0例")
    desk.rule("2.1", 4, was="4")
    done = desk.obey(FULL)
    assert done.codes == []
    assert done.evaluation.standings[0].level == "不合格"
