"""逐项认定 (四、2; 七、加分项): each award is recognised or not, and the rest follows from the same rules."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.read import OnsiteBook, OnsiteReader
from kexie_excel.onsite.settle import settle_visits
from kexie_excel.returns.model import BonusRow, Return
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.bonus.adopted import adopted_awards
from kexie_excel.scoring.decisions import Decisions, Ruling
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.insight.sensitivity import try_readings
from kexie_excel.scoring.result import Evaluation, UnitScore
from scripts.fill import to_bytes
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return, row
from tests.onsite.test_read import collect
from tests.onsite.test_settle import together
from tests.visits import codes, onsite_bytes, onsite_sheet, row_of, typed_book

PROVINCE, CITY, SPREAD = "省部级表彰奖励", "岳阳市委市政府表彰奖励", "全市科协系统推广"
AWARDS = (row(PROVINCE, "科普大赛", cell="B4"), row(CITY, "科普大赛", cell="B5"), row(SPREAD, "经验", cell="B6"))
"""One work with two awards, of which the higher counts (5), and a matter that was spread (2)."""
REFUSED, SEEN = (Visit.REFUSED, "证书是别人的"), (Visit.RECOGNISED, "看了原件")
Typed = dict[str, tuple[object, object]]


def sent(*bonus: BonusRow) -> Return:
    """Give a unit's return with these awards."""
    return make_return(full_answers(), bonus=bonus)


def visited(
    folder: Path,
    entry: Return,
    *marks: Typed,
    now: Return | None = None,
    rulings: dict[str, Ruling] | None = None,
) -> Evaluation:
    """Make the workbook, let inspectors type into copies of it, read them, and evaluate what the unit sent ``now``."""
    blank = onsite_bytes(evaluate(SCHEME, make_intake([entry])))
    books = collect(folder, to_bytes(typed_book(blank, marks[0])))
    for number, more in enumerate(marks[1:], 2):
        books = collect(folder, to_bytes(typed_book(blank, more)), f"{UNIT}-现场评估表{number}.xlsx")
    intake, ruled = make_intake([now or entry]), {UNIT: rulings or {}}
    visits = settle_visits(SCHEME, intake, books, ruled, {})
    return evaluate(SCHEME, intake, Decisions(rulings=ruled, onsite=visits))


def score(done: Evaluation) -> UnitScore:
    """Give the unit's score."""
    found = next(own.score for own in done.standings if own.unit.name == UNIT)
    assert found
    return found


def test_without_a_word_the_computed_points_stand(tmp_path: Path) -> None:
    done = score(visited(tmp_path, sent(*AWARDS), {}))
    assert together(done.item_of["7.1"].adopted, done.item_of["7.2"].adopted) == (5, 2)
    assert done.item_of["7.1"].visit is None


def test_an_award_that_is_not_recognised_leaves_its_work_to_the_next(tmp_path: Path) -> None:
    """同一工作取最高: without the province's the city's 3 points count; 核算 stays what the rules give."""
    done = visited(tmp_path, sent(*AWARDS), {"7.1-1": REFUSED})
    item = score(done).item_of["7.1"]
    assert together(item.computed.low, item.onsite, item.adopted) == (5, 3, 3)
    assert score(done).item_of["7.2"].adopted == 2
    assert codes(done) == []
    assert [own.points for own in adopted_awards(score(done))] == [0, 3, 2]
    assert "现场不认定：证书是别人的" in score(done).bonus_rows[0].note


@pytest.mark.no_cover
def test_whoever_sees_the_original_settles_what_was_not_proven(tmp_path: Path) -> None:
    """加分依据以文件、奖牌或证书为准: a row without any is open until somebody has it in his hands."""
    bare = row(PROVINCE, certificate="", award="", evidence="")
    assert score(visited(tmp_path, sent(bare), {})).item_of["7.1"].adopted is None
    assert score(visited(tmp_path, sent(bare), {"7.1-1": SEEN})).item_of["7.1"].adopted == 5
    assert score(visited(tmp_path, sent(bare), {"7.1-1": REFUSED})).item_of["7.1"].adopted == 0


def test_what_no_sight_settles_stays_open(tmp_path: Path) -> None:
    """A work without a name may be another row's work; a kind of no name may be any."""
    nameless = row(PROVINCE, work="")
    assert score(visited(tmp_path, sent(nameless), {"7.1-1": SEEN})).item_of["7.1"].adopted is None
    unknown = row("优秀", cell="B4")
    assert score(visited(tmp_path, sent(unknown), {"7.1-1": SEEN})).item_of["7.1"].adopted is None
    assert score(visited(tmp_path, sent(unknown), {"7.1-1": REFUSED})).item_of["7.1"].adopted == 0


def test_an_award_of_another_year_stays_out(tmp_path: Path) -> None:
    """跨年度 (7.1): recognised or not, it is not of this year."""
    old = row(PROVINCE, year=2012)
    assert score(visited(tmp_path, sent(old), {"7.1-1": SEEN})).item_of["7.1"].adopted == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("再看看", "不清楚"), "K771"),
        ((3, "三分"), "K771"),
        ((Visit.REFUSED, None), "K772"),
    ],
)
def test_what_cannot_be_obeyed_leaves_the_award_open(tmp_path: Path, typed: tuple[object, object], code: str) -> None:
    """A silent 5 or a silent 0 would be a guess."""
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": typed})
    item = score(done).item_of["7.1"]
    assert together(codes(done), item.adopted, item.known, item.could_add) == ([code], None, 0, 5)
    (own,) = adopted_awards(score(done))
    assert own.points is None
    assert "现场认定没有说清" in own.note


def test_what_agrees_with_the_rules_needs_no_reason(tmp_path: Path) -> None:
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": (Visit.RECOGNISED, None)})
    assert together(codes(done), score(done).item_of["7.1"].adopted) == ([], 5)


def test_inspectors_who_differ_are_asked(tmp_path: Path) -> None:
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": REFUSED}, {"7.1-1": SEEN})
    assert codes(done) == ["K773"]
    assert score(done).item_of["7.1"].adopted is None
    assert UNIT in done.decisions.onsite.competing


def test_an_award_that_is_another_now_is_asked_about(tmp_path: Path) -> None:
    """The county sent another list after the visit: what was said of the old award says nothing of the new one."""
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": REFUSED}, now=sent(row(PROVINCE, "别的工作")))
    assert codes(done) == ["K774"]
    assert score(done).item_of["7.1"].adopted is None
    gone = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": REFUSED}, now=sent())
    assert together(codes(gone), score(gone).item_of["7.1"].adopted) == (["K775"], 0)


def test_a_score_of_all_awards_is_asked_about_once_they_are_others(tmp_path: Path) -> None:
    """K780: worth as many points, so that 核算 is the same; what was said is said of the one that was seen."""
    typed: Typed = {"7.1": (0, "证书是复印件")}
    done = visited(tmp_path, sent(*AWARDS[:1]), typed, now=sent(row(PROVINCE, "别的工作")))
    assert together(codes(done), score(done).item_of["7.1"].adopted) == (["K780"], 0)
    message = done.decisions.onsite.findings[0].message
    assert "不再申报1：省部级表彰奖励 科普大赛" in message
    assert "新申报1：省部级表彰奖励 别的工作" in message


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ((0, "证书是复印件"), (replace(AWARDS[0], number="3"),)),
        ((5, None), (row(PROVINCE, "别的工作"),)),
        ((0, "证书是复印件"), (row(PROVINCE, "别的工作"), AWARDS[0])),
    ],
    ids=["只换了行", "现场没有改分", "核算也变了"],
)
def test_a_score_of_all_awards_that_rests_on_nothing_new_is_not_asked_about(
    tmp_path: Path, typed: tuple[object, object], now: tuple[BonusRow, ...]
) -> None:
    """Where 核算 is another as well, K751 asks already."""
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1": typed}, now=sent(*now))
    assert "K780" not in codes(done)


@pytest.mark.parametrize("reason", [None, "看了原件"])
def test_a_word_on_one_award_settles_no_fault_of_another(tmp_path: Path, reason: str | None) -> None:
    """K504, K304: the second is too old, and the county must mend that, whatever was said of the first."""
    old = row(PROVINCE, "第二件", year=2014, cell="B5")
    entry = make_return(full_answers(), bonus=(AWARDS[0], old), selfs={"7.1": Fraction(10)})
    done = score(visited(tmp_path, entry, {"7.1-1": (Visit.RECOGNISED, reason)}))
    assert together(done.item_of["7.1"].adopted) == (5,)
    asked = {found.code for found in done.findings if found.row == "7.1"}
    assert {"K504", "K304"} <= asked
    assert "K311" not in asked


def test_a_recognised_award_that_counts_for_nothing_stays_the_county_s_fault(tmp_path: Path) -> None:
    """认定 makes up for papers that were not sent, not for a year that is too early."""
    old = row(PROVINCE, "第一件", year=2014)
    entry = make_return(full_answers(), bonus=(old,), selfs={"7.1": Fraction(5)})
    done = score(visited(tmp_path, entry, {"7.1-1": SEEN}))
    assert done.item_of["7.1"].adopted == 0
    assert {"K504", "K304"} <= {found.code for found in done.findings if found.row == "7.1"}


NEW = row(CITY, "新的工作", cell="B4")


@pytest.mark.parametrize(
    ("now", "points"),
    [
        ((NEW, AWARDS[0]), 3),
        ((NEW, AWARDS[2], AWARDS[0]), 3),
        ((AWARDS[1], AWARDS[0]), 3),
    ],
    ids=["另一项填在前面", "移到后面", "两行对调"],
)
def test_what_was_said_of_an_award_goes_with_it_to_another_row(
    tmp_path: Path, now: tuple[BonusRow, ...], points: int
) -> None:
    """The county sends the refused award again, on another row: it does not count there either."""
    done = visited(tmp_path, sent(*AWARDS[:2]), {"7.1-1": REFUSED}, now=sent(*now))
    assert codes(done) == []
    assert score(done).item_of["7.1"].adopted == points


def test_an_award_whose_place_another_has_taken_is_told_to_be_gone(tmp_path: Path) -> None:
    """K775: the first is claimed no more, and the second, which was recognised, has moved up."""
    typed: Typed = {"7.1-1": REFUSED, "7.1-2": (Visit.RECOGNISED, None)}
    apart = (AWARDS[0], row(CITY, "第二件", cell="B5"))
    done = visited(tmp_path, sent(*apart), typed, now=sent(apart[1]))
    assert together(codes(done), score(done).item_of["7.1"].adopted) == (["K775"], 3)


def test_an_award_that_stands_there_twice_is_asked_about(tmp_path: Path) -> None:
    """K774: of which of the two it was said, nobody can tell."""
    done = visited(tmp_path, sent(*AWARDS[:1]), {"7.1-1": REFUSED}, now=sent(NEW, AWARDS[0], AWARDS[0]))
    assert codes(done) == ["K774"]
    assert score(done).item_of["7.1"].adopted is None


def test_the_sum_and_the_awards_must_agree(tmp_path: Path) -> None:
    typed: Typed = {"7.1-1": REFUSED, "7.1": (1, "看过")}
    done = visited(tmp_path, sent(*AWARDS), typed)
    item = score(done).item_of["7.1"]
    assert together(codes(done), item.adopted, item.known, item.could_add) == (["K776"], None, 1, 2)
    same = visited(tmp_path, sent(*AWARDS), typed | {"7.1": (3, "看过")})
    assert together(codes(same), score(same).item_of["7.1"].adopted) == ([], 3)
    ruled = visited(tmp_path, sent(*AWARDS), typed, rulings={"7.1": Ruling(Fraction(4), "集体研究")})
    assert together("K776" in codes(ruled), score(ruled).item_of["7.1"].adopted) == (False, 4)


@pytest.mark.no_cover
def test_other_readings_keep_what_was_said_of_the_awards(tmp_path: Path) -> None:
    """若改选 超出班次: what the inspectors did not recognise stays out by every reading."""
    classes = row("小院士孵化工程超出班次", quantity=Fraction(2), cell="B7")
    entry = make_return(
        full_answers(f4_5c=Fraction(3), f4_5f=Fraction(150)), bonus=[*AWARDS[:1], classes], selfs={"7.1": Fraction(7)}
    )
    done = visited(tmp_path, entry, {"7.1-1": REFUSED})
    assert score(done).item_of["7.1"].adopted == 2
    effects = try_readings(done, lambda readings: load_scheme(choices=readings))
    brute = {}
    for entry_of in SCHEME.interpretations:
        for option in entry_of.options:
            if option.label != entry_of.default:
                other = load_scheme(choices={entry_of.id: option.label})
                brute[entry_of.id, option.label] = [
                    (own.unit.name, own.rank, own.level)
                    for own in evaluate(other, done.intake, done.decisions).standings
                ]
    now = {own.unit.name: (own.rank, own.level) for own in done.standings}
    for effect in effects:
        changed = {shift.unit for shift in effect.changes}
        assert changed == {
            unit for unit, rank, level in brute[effect.interpretation, effect.option] if (rank, level) != now[unit]
        }


def test_a_signed_workbook_is_a_visit(tmp_path: Path) -> None:
    """A filled 检查人 or 日期 says that somebody was there, though nothing differs."""
    blank = onsite_bytes(evaluate(SCHEME, make_intake([sent()])))
    books = collect(tmp_path, to_bytes(typed_book(blank, {}, "王五", "2017-12-20")))
    visits = settle_visits(SCHEME, make_intake([sent()]), books, {}, {})
    assert visits.visited == {UNIT}
    assert visits.scores == {UNIT: {}}


def test_a_county_may_have_written_more_than_the_form_has_room_for() -> None:
    """Rows put in between have a place of their own."""
    reader = OnsiteReader(SCHEME)
    assert isinstance(reader, OnsiteReader)
    many = [replace(row(PROVINCE, f"工作{number}"), slot=str(number)) for number in range(1, 75)]
    sheet = onsite_sheet(typed_book(onsite_bytes(evaluate(SCHEME, make_intake([sent(*many)])))))
    assert row_of(sheet, "7.1-74") > Visit.HEADER_ROW


def test_what_was_said_is_read_as_it_was_typed(tmp_path: Path) -> None:
    blank = onsite_bytes(evaluate(SCHEME, make_intake([sent(*AWARDS)])))
    typed: Typed = {"7.1-1": (" 不予认定", "甲"), "7.1-2": ("√", ""), "7.2-3": (None, "只写了理由")}
    (book,) = collect(tmp_path, to_bytes(typed_book(blank, typed))).books
    assert isinstance(book, OnsiteBook)
    said = {mark.row: mark.score.value for mark in book.marks}
    assert together(said["7.1-1"], said["7.1-2"]) == (False, True)
    assert next(mark.content for mark in book.marks if mark.row == "7.1-2").startswith("申报1：岳阳市委市政府表彰奖励")
