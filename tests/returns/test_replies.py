"""县区回复 as it is read: by header, wherever the rows have moved to; of several rounds none is lost (design §5.1, §6)."""

from dataclasses import replace

import pytest

from kexie_excel.form.filling import Filling, QuestionLine
from kexie_excel.form.headers import Questions
from kexie_excel.form.write import write_form
from kexie_excel.returns.locate import Finder
from kexie_excel.returns.model import Reply
from kexie_excel.returns.replies import merged, read_replies
from kexie_excel.returns.settle import settle_unit
from kexie_excel.sheets.read.grid import Sheet, Workbook, open_workbook
from kexie_excel.sheets.style import Tone
from tests.builders import SCHEME, UNIT, full_answers, make_return
from tests.returned import LAYOUT, Desk, codes

FINDER = Finder(LAYOUT)
HEADER = (Questions.KEY, Questions.ITEM, Questions.PROBLEM, "县区回复", Questions.MARK)


def read(*rows: tuple[str, ...], name: str = Questions.SHEET) -> list[Reply]:
    """Read the replies of a sheet."""
    return list(read_replies(Workbook((Sheet("别的", ()), Sheet(name, rows))), "表.xlsx", 2, FINDER))


def test_replies_are_found_by_their_header_with_what_was_asked() -> None:
    found = read(
        ("", "标题"),
        HEADER,
        ("3.3", "", "必须改：高2分", " 属实\n见附件 ", "K304|3.3|3.3"),
        ("1.1", "", "没有回复", " ", "K1"),
        ("", Questions.SETTLED, "必须改：没填", "补了", "K201|1.1a|1.1a"),
        name="改了名",
    )
    assert [(reply.mark, reply.row, reply.problem, reply.text, reply.round) for reply in found] == [
        ("K304|3.3|3.3", "3.3", "必须改：高2分", " 属实\n见附件 ", 2),
        ("K201|1.1a|1.1a", "", "必须改：没填", "补了", 2),
    ]
    assert str(found[0].place) == "表.xlsx，改了名 D3"


def test_columns_may_change_places_and_the_mark_may_be_gone() -> None:
    (found,) = read(("县区回复", Questions.PROBLEM, Questions.KEY), ("属实", "高2分", "3.3"))
    assert (found.mark, found.row, found.problem) == ("", "3.3", "高2分")


def test_what_a_unit_was_called_when_the_form_went_out_does_not_matter() -> None:
    """The office may change its words between two rounds; a sentence that ends alike is no header."""
    header = (Questions.KEY, Questions.PROBLEM, "门店 回复")
    (found,) = read(("", "", "请逐条回复"), header, ("3.3", "高2分", "属实"))
    assert (found.row, found.problem, found.text) == ("3.3", "高2分", "属实")


def test_a_return_with_the_sheet_in_front_is_read_as_any_other(desk: Desk) -> None:
    line = QuestionLine("K304|3.3|3.3", "3.3", "", 5, 3, 2, "高2分", "", Tone.MUST, "属实")
    path = desk.folder / "反馈.xlsx"
    path.write_bytes(write_form(SCHEME, UNIT, Filling(UNIT, 4, lines=(line,))))
    book = open_workbook(path)
    assert isinstance(book, Workbook)
    front = {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets}
    desk.sheets = {Questions.SHEET: front[Questions.SHEET], **desk.sheets}
    entry = desk.read()
    assert [(reply.mark, reply.text) for reply in entry.replies] == [(line.mark, "属实")]
    assert codes(entry) == []
    desk.sheets[Questions.SHEET][3] = ["?"] * 9
    lost = desk.read()
    assert (lost.replies, codes(lost)) == ((), ["K118"])


def answer(mark: str, text: str, number: int, problem: str = "问") -> Reply:
    """Give a reply."""
    return Reply(mark, "", problem, text, number)


def test_a_later_round_goes_first_and_what_it_does_not_repeat_is_kept() -> None:
    new = [answer("A", "新", 2), answer("A", "新", 2), answer("A", "副本里另写的", 2), answer("", "散", 2)]
    old = [answer("A", "旧", 1), answer("B", "只在旧的里", 1), answer("", "散", 1), answer("", "另一条", 1)]
    assert [reply.text for reply in merged([new, old])] == ["新", "副本里另写的", "散", "只在旧的里", "另一条"]


@pytest.mark.parametrize("first", [0, 1])
def test_copies_and_superseded_returns_add_their_replies(first: int) -> None:
    base = make_return(full_answers())
    one = replace(base, file="一.xlsx", round=1, replies=(answer("A", "第一轮", 1), answer("B", "早先", 1)))
    two = replace(base, file="二.xlsx", round=2, replies=(answer("A", "第二轮", 2),))
    copy = replace(base, file="二（副本）.xlsx", round=2, replies=(answer("C", "副本", 2),))
    settled = settle_unit([one, two, copy] if first else [copy, two, one])
    assert settled.adopted is not None
    assert {reply.text for reply in settled.adopted.replies} == {"第二轮", "副本", "早先"}
