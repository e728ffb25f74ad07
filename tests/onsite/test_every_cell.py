"""Every cell of an on-site workbook in which inspectors decide, and every way in which it is not obeyed, is said of its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.findings import Asked
from kexie_excel.form.headers import ONSITE
from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.settle import settle_visits
from kexie_excel.scoring.decisions import Decisions, Ruling
from kexie_excel.scoring.evaluation import evaluate
from scripts.fill import to_bytes
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return, row
from tests.onsite.test_read import collect
from tests.visits import Typed, onsite_bytes, onsite_sheet, row_of, typed_book

ENTRY = make_return(full_answers(), bonus=[row("省部级表彰奖励", "科普大赛", cell="B4")])
OFFICE, INSPECTORS = Asked.OFFICE, Asked.INSPECTORS
RULED = {"1.3": Ruling(Fraction(2), "复核"), "7.1": Ruling(Fraction(3), "复核")}


@dataclass(frozen=True)
class Slip:
    """One way in which what was typed is not obeyed."""

    about: str
    marks: Mapping[str, Typed]
    code: str
    at: str
    """The row, whose cell of 现场评分 is named."""
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    more: Mapping[str, Typed] | None = None
    """A second workbook."""
    asks: Asked = INSPECTORS


SLIPS: Sequence[Slip] = (
    Slip("看不懂", {"1.3": ("同意", "看过")}, "K747", "1.3"),
    Slip("超出", {"1.3": (3, "看过")}, "K748", "1.3"),
    Slip("负数", {"7.2": (-1, "看过")}, "K748", "7.2"),
    Slip("没有理由", {"1.3": (1, None)}, "K749", "1.3"),
    Slip("只有理由", {"1.3": (None, "没有文件")}, "K753", "1.3"),
    Slip("两份不同", {"1.3": (1, "甲")}, "K750", "1.3", more={"1.3": (0, "乙")}),
    Slip("一份空着", {"1.3": (1, "甲")}, "K752", "1.3", more={"1.1": (1, "乙")}),
    Slip("有裁定", {"1.3": (1, "甲")}, "K757", "1.3", RULED, asks=OFFICE),
    Slip("有裁定，看不懂", {"1.3": ("同意", "甲")}, "K758", "1.3", RULED, asks=OFFICE),
    Slip("有裁定，两份不同", {"1.3": (1, "甲")}, "K758", "1.3", RULED, {"1.3": (0, "乙")}, OFFICE),
    Slip("奖项：看不懂", {"7.1-1": ("再看看", "甲")}, "K771", "7.1-1"),
    Slip("奖项：没有理由", {"7.1-1": (Visit.REFUSED, None)}, "K772", "7.1-1"),
    Slip("奖项：只有理由", {"7.1-1": (None, "没有原件")}, "K778", "7.1-1"),
    Slip("奖项：两份不同", {"7.1-1": (Visit.REFUSED, "甲")}, "K773", "7.1-1", more={"7.1-1": (Visit.RECOGNISED, "乙")}),
    Slip("奖项：有裁定", {"7.1-1": (Visit.REFUSED, "甲")}, "K777", "7.1-1", RULED, asks=OFFICE),
    Slip("奖项：有裁定，看不懂", {"7.1-1": ("再看看", "甲")}, "K777", "7.1-1", RULED, asks=OFFICE),
    Slip("总分和逐项", {"7.1": (4, "甲"), "7.1-1": (Visit.REFUSED, "乙")}, "K776", "7.1"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.about for slip in SLIPS])
def test_what_is_not_obeyed_is_said_of_its_cell(tmp_path: Path, slip: Slip) -> None:
    blank = onsite_bytes(evaluate(SCHEME, make_intake([ENTRY])))
    book = typed_book(blank, slip.marks)
    books = collect(tmp_path, to_bytes(book))
    if slip.more is not None:
        books = collect(tmp_path, to_bytes(typed_book(blank, slip.more)), f"{UNIT}-现场评估表2.xlsx")
    intake, ruled = make_intake([ENTRY]), {UNIT: slip.rulings}
    visits = settle_visits(SCHEME, intake, books, ruled, {})
    done = evaluate(SCHEME, intake, Decisions(rulings=ruled, onsite=visits))
    own = next(found for found in done.decisions.onsite.findings if found.code == slip.code)
    column = "ABCDEFGHIJ"[Visit.COLUMNS.index(Visit.SCORE)]
    assert (own.place.sheet, own.place.cell) == (ONSITE, f"{column}{row_of(onsite_sheet(book), slip.at)}")
    assert own.asks is slip.asks


def test_a_workbook_that_waits_for_a_return_is_named_by_its_first_cell(tmp_path: Path) -> None:
    blank = onsite_bytes(evaluate(SCHEME, make_intake([ENTRY])))
    books = collect(tmp_path, to_bytes(typed_book(blank, {"1.3": (1, "没有文件")})))
    (own,) = settle_visits(SCHEME, make_intake([]), books, {}, {}).findings
    assert (own.code, own.place.sheet, own.asks) == ("K754", ONSITE, OFFICE)
    assert own.place.cell.startswith("I")


def test_what_was_said_of_an_award_is_kept_beside_the_ruling_that_agrees(tmp_path: Path) -> None:
    blank = onsite_bytes(evaluate(SCHEME, make_intake([ENTRY])))
    books = collect(tmp_path, to_bytes(typed_book(blank, {"7.1-1": (Visit.RECOGNISED, "看了原件")})))
    visits = settle_visits(SCHEME, make_intake([ENTRY]), books, {UNIT: RULED}, {})
    assert (visits.findings, visits.awards[UNIT]["7.1-1"].counts) == ((), True)
