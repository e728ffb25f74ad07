"""One return per unit: same content once, a later round supersedes, different content is a person's to choose."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import Entry, Reply, Return
from kexie_excel.returns.settle import settle_unit
from kexie_excel.scheme.fact import Answer, Gap
from tests.builders import full_answers, make_return, row


def sent(file: str, round_: int = 0, *, day: int | None = None, **raws: str) -> Return:
    """Give a return in which the named facts read so; each round was saved a day after the one before."""
    entry = make_return(full_answers(), [row("国家级表彰奖励", cell="B4")] if raws.pop("award", "") else [])
    facts = dict(entry.facts)
    for name, raw in raws.items():
        value: Answer = raw == "是" if raw in {"是", "否"} else Gap.UNREADABLE
        number = raw.removesuffix("次")
        facts[name[1:].replace("_", ".")] = Entry(Fraction(number) if number.isdecimal() else value, raw)
    saved = dt.datetime(2018, 1, 1 + (round_ if day is None else day))  # noqa: DTZ001 - the office's own clock
    return replace(entry, file=file, round=round_, facts=facts, modified=saved)


def grown(entry: Return, *old: Return) -> Return:
    """Give a return that was filled in a feedback workbook about another."""
    return replace(entry, grown_from=tuple(other.said for other in old))


def test_one_return_is_adopted() -> None:
    only = sent("甲.xlsx")
    settled = settle_unit([only])
    assert settled.adopted is only
    assert (settled.notes, settled.findings, settled.competing) == ({}, (), ())


def test_the_same_content_counts_once() -> None:
    settled = settle_unit([sent("甲.xlsx"), sent("乙.xlsx")])
    assert settled.adopted is not None
    assert settled.adopted.file == "甲.xlsx"
    assert settled.notes["乙.xlsx"][0] is Fate.DUPLICATE


def test_files_that_differ_only_in_how_a_number_is_written_are_the_same() -> None:
    settled = settle_unit([sent("甲.xlsx", f1_1a="3"), sent("乙.xlsx", f1_1a="3次")])
    assert settled.adopted is not None
    assert settled.notes["乙.xlsx"][0] is Fate.DUPLICATE


def test_two_texts_that_are_not_understood_are_not_the_same() -> None:
    assert settle_unit([sent("甲.xlsx", f1_1a="约3"), sent("乙.xlsx", f1_1a="约4")]).adopted is None


def test_the_same_text_struck_through_is_not_the_same_content() -> None:
    """Whichever of the two came first must not decide whether the answer counts."""
    sound, struck = sent("甲.xlsx", award="1"), sent("乙.xlsx", award="1")
    doubted = {"1.1a": struck.facts["1.1a"]._replace(value=Gap.UNREADABLE, why="上面有删除线")}
    waiting = replace(struck.bonus[0], quantity=struck.bonus[0].quantity._replace(value=Gap.UNREADABLE))
    for other in (replace(struck, facts={**struck.facts, **doubted}), replace(struck, bonus=(waiting,))):
        for pair in ([sound, other], [other, sound]):
            assert settle_unit(pair).adopted is None


def test_different_content_waits_for_a_person() -> None:
    settled = settle_unit([sent("甲.xlsx"), sent("乙.xlsx", f1_1a="7")])
    assert settled.adopted is None
    assert [fate for fate, _ in settled.notes.values()] == [Fate.UNDECIDED] * 2
    assert [found.code for found in settled.findings] == ["K105"]
    assert settled.competing == ("甲.xlsx", "乙.xlsx")


def test_the_chosen_file_is_adopted_and_its_copies_are_duplicates() -> None:
    returns = [sent("甲.xlsx"), sent("乙.xlsx", f1_1a="7"), sent("丙.xlsx", f1_1a="7")]
    settled = settle_unit(returns, chosen="丙.xlsx")
    assert settled.adopted is returns[2]
    assert {file: fate for file, (fate, _) in settled.notes.items()} == {
        "甲.xlsx": Fate.SET_ASIDE,
        "乙.xlsx": Fate.DUPLICATE,
    }
    assert settled.competing == ("甲.xlsx", "乙.xlsx", "丙.xlsx")


def test_a_later_round_supersedes_and_its_changes_are_listed() -> None:
    settled = settle_unit([sent("一.xlsx", 0, f1_1a="3"), sent("二.xlsx", 1, f1_1a="5", award="1")])
    assert settled.adopted is not None
    assert settled.adopted.file == "二.xlsx"
    assert settled.notes["一.xlsx"][0] is Fate.SUPERSEDED
    (change,) = settled.findings
    assert change.code == "K112"
    assert "1.1a 3→5" in change.message
    assert "加分项0行→1行" in change.message


def test_a_correction_in_one_of_several_superseded_files_is_not_lost_without_a_word() -> None:
    """The first form, corrected and sent again, may come after the feedback workbook was sent back."""
    first, late = sent("一.xlsx", f1_1a="3"), sent("二.xlsx", f1_1a="7")
    again = sent("三.xlsx", 1, f1_1a="3", f1_2a="否")
    settled = settle_unit([first, late, again])
    assert settled.adopted is again
    assert [found.code for found in settled.findings] == ["K112", "K112", "K120"]
    assert "1.1a 7→3" in settled.findings[1].message
    assert "一.xlsx、二.xlsx" in settled.findings[2].message
    assert [found.code for found in settle_unit([first, late, again], chosen="一.xlsx").findings] == ["K112", "K112"]
    last = sent("四.xlsx", 2, f1_1a="3", f1_2a="否", f1_2b="否")
    told = settle_unit([first, late, again, last]).findings
    assert [(found.code, "三.xlsx" in found.message) for found in told] == [
        ("K112", True),
        *[("K112", False)] * 2,
        ("K120", False),
    ]


def test_a_correction_that_a_later_round_takes_back_is_asked_about() -> None:
    """The second feedback workbook was made, and answered, before the first came back corrected."""
    first, second = sent("一.xlsx", f1_1a="约3", f1_2a="是"), sent("二.xlsx", 1, f1_1a="5", f1_2a="是")
    back, on = sent("三.xlsx", 2, f1_1a="约3", f1_2a="否"), sent("三.xlsx", 2, f1_1a="6", f1_2a="否")
    told = settle_unit([first, second, back]).findings
    assert [found.code for found in told] == ["K112", "K121"]
    assert told[1].message == "第2轮里有的格子又是更早一轮的内容，二.xlsx 里的改动没有了：1.1a 5→约3"
    assert [found.code for found in settle_unit([first, second, on]).findings] == ["K112"]


def test_a_later_round_without_changes_says_so() -> None:
    settled = settle_unit([sent("一.xlsx", 1), sent("二.xlsx", 2)])
    assert "没有改动" in settled.findings[0].message


def test_two_different_files_of_the_later_round_wait_for_a_person() -> None:
    settled = settle_unit([sent("一.xlsx"), sent("二.xlsx", 1), sent("三.xlsx", 1, f1_1a="9")])
    assert settled.adopted is None
    assert settled.notes["一.xlsx"][0] is Fate.SUPERSEDED
    assert settled.competing == ("二.xlsx", "三.xlsx")


def waits(*returns: Return) -> tuple[str, ...]:
    """Give the files among which a person is asked to choose."""
    return settle_unit(returns).competing


def test_a_plain_form_sent_after_a_round_came_back_is_asked_about() -> None:
    """Counties are told that they may send again at any time: what differs and is newer is never passed over."""
    first, back = sent("一.xlsx", f1_1a="3"), sent("二.xlsx", 1, f1_1a="5")
    again = sent("三.xlsx", day=2, f1_1a="6")
    assert waits(first, grown(back, first), again) == ("二.xlsx", "三.xlsx")
    assert waits(first, back, again) == ("二.xlsx", "三.xlsx")
    settled = settle_unit([first, grown(back, first), again])
    assert settled.findings[0].message == "收到2份内容不同的填报：二.xlsx（第1轮核对反馈）、三.xlsx"
    assert settled.notes["一.xlsx"][0] is Fate.SUPERSEDED


def test_the_same_content_sent_again_after_a_round_counts_once() -> None:
    first, back = sent("一.xlsx", f1_1a="3"), sent("二.xlsx", 1, f1_1a="5")
    again = sent("三.xlsx", day=2, f1_1a="5")
    settled = settle_unit([first, grown(back, first), again])
    assert settled.adopted is not None
    assert (settled.adopted.file, settled.adopted.round, settled.competing) == ("二.xlsx", 1, ())


def test_what_a_round_was_filled_with_is_superseded_whatever_its_time() -> None:
    """The office may have saved it since."""
    first = sent("一.xlsx", day=9, f1_1a="3")
    back, other = sent("二.xlsx", 1, f1_1a="5"), sent("三.xlsx", 1, f1_1a="3")
    assert waits(first, grown(back, first)) == ()
    assert waits(first, back) == ("一.xlsx", "二.xlsx")
    assert waits(first, grown(other, first)) == ()
    later = grown(sent("四.xlsx", 2, f1_1a="7"), back, first)
    assert waits(first, later) == ()


def test_without_times_only_what_a_round_was_filled_with_is_superseded() -> None:
    first, back = (replace(entry, modified=None) for entry in (sent("一.xlsx"), sent("二.xlsx", 1, f1_1a="5")))
    assert waits(first, back) == ("一.xlsx", "二.xlsx")
    assert waits(first, grown(back, first)) == ()


def test_a_round_that_changed_nothing_supersedes_nothing() -> None:
    """“已在原表改正，见新表”: the reply is all that came in the feedback workbook."""
    first, mended = sent("一.xlsx", f1_1a="0"), sent("新.xlsx", f1_1a="3")
    said = Reply("K304|1.1|1.1", "1.1", "问", "已在原表改正，见新表", 1)
    back = replace(grown(sent("回复.xlsx", 1, f1_1a="0"), first), replies=(said,))
    assert waits(mended, back) == ("新.xlsx", "回复.xlsx")
    assert waits(first, mended, back) == ("回复.xlsx", "新.xlsx")
    assert waits(first, mended, replace(back, grown_from=())) == ("回复.xlsx", "新.xlsx")
    message = settle_unit([mended, back]).findings[0].message
    assert message == "收到2份内容不同的填报：新.xlsx、回复.xlsx（第1轮核对反馈，内容没有改动）"
    settled = settle_unit([mended, back], chosen="新.xlsx")
    assert settled.adopted is not None
    assert (settled.adopted.file, settled.adopted.replies) == ("新.xlsx", (said,))
    assert settled.notes["回复.xlsx"][0] is Fate.SET_ASIDE
