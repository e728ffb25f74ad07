"""亮点短板 (design §5.2): what stands out of each unit, how far the next level is, what all have in common."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.write import write_summary
from tests.builders import with_level
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year
from tests.summary.reading import data, sheet_of, texts

SHEET = "亮点短板"
NAMES = [unit.name for unit in SCHEME.units]
FIRST, SECOND, THIRD = NAMES[:3]
ABOVE = "距上一等次"


def line(year: Evaluation, unit: str, column: str = ABOVE) -> list[str]:
    """Give the lines of one cell."""
    (row,) = (row for row in data(write_summary(year), SHEET) if row["单位"] == unit)
    return str(row[column]).split("\n")


def with_best(*, with_bonus: bool = True, **changes: object) -> Scheme:
    """Give the scheme with another best level."""
    return replace(SCHEME, levels=replace(with_level(SCHEME.levels, 0, **changes), with_bonus=with_bonus))


def test_the_sheet_has_a_row_a_unit() -> None:
    """§5.2: the headers, and every unit in the order of 汇总表, with a score or without."""
    found = data(write_summary(open_year()), SHEET)
    records = found[: len(NAMES)]
    assert list(records[0]) == ["类别", "单位", "亮点", "短板", ABOVE]
    assert [row["单位"] for row in records] == [own.unit.name for own in open_year().standings]


def test_items_stand_with_their_points_and_the_mean() -> None:
    """Points lost in 6.4 … 6.1 against a unit without loss."""
    year = evaluation({FIRST: Story(rank=1), SECOND: Story(Fraction(6), rank=2)})
    assert line(year, SECOND, "亮点") == ["没有明显高于平均的"]
    assert line(year, SECOND, "短板") == [
        "6.2 科技人物宣传：0分（满分2，平均1）",
        "6.3 表彰先进：0分（满分2，平均1）",
        "6.4 科技工作者日：0分（满分2，平均1）",
    ]
    assert line(year, FIRST, "亮点")[0] == "6.2 科技人物宣传：2分（满分2，平均1）"
    assert line(year, FIRST, "短板") == ["没有明显低于平均的"]


def test_pending_items_are_named_as_not_compared() -> None:
    assert line(open_year(), NAMES[2], "短板")[-1] == "待核未比：1.5、2.3"


@pytest.mark.no_cover
def test_a_unit_without_a_return_is_not_judged() -> None:
    """Absent or undecided: no strengths, no distance."""
    absent, undecided = open_year().standings[4], open_year().standings[8]
    assert (absent.state, undecided.state) == (UnitState.MISSING, UnitState.UNDECIDED)
    assert line(open_year(), absent.unit.name) == ["未报送，无法计算"]
    assert line(open_year(), undecided.unit.name) == ["待定，无法计算"]
    assert line(open_year(), absent.unit.name, "亮点") == ["None"]


def test_points_places_and_losses_are_told() -> None:
    """90 behind 95: the points are there, the place is not."""
    year = evaluation({FIRST: Story(Fraction(4), rank=1), SECOND: Story(Fraction(9), rank=2)})
    assert line(year, FIRST) == ["按已核定的得分已够优秀"]
    assert line(year, SECOND) == [
        "距优秀：差5分（与第1名同分）",
        "名次需再进1位（现第2，前30%只有1名）",
        "失分最多：6.1（3分）、6.2（2分）、6.3（2分）",
    ]


def test_a_fail_is_told_what_a_pass_takes() -> None:
    assert line(evaluation({FIRST: Story(Fraction("40.005"), rank=1)}), FIRST)[0] == "距合格：差1.01分"


def test_points_are_printed_so_that_they_are_enough() -> None:
    """A third of a point is printed 0.34, not 0.33."""
    year = evaluation({FIRST: Story(Fraction(43, 3), rank=1)})
    assert line(year, FIRST)[0] == "距优秀：差0.34分"


def test_a_bound_that_does_not_count_itself_must_be_exceeded() -> None:
    """§4.1 85分: 83, and exactly 85."""
    scheme = with_best(bound_included=False)
    assert (
        line(evaluation({FIRST: Story(Fraction(16), rank=1)}, scheme=scheme), FIRST)[0] == "距优秀：差2分，且须超过85分"
    )
    assert line(evaluation({FIRST: Story(Fraction(14), rank=1)}, scheme=scheme), FIRST)[0] == "距优秀：须超过85分"


@pytest.mark.no_cover
def test_a_veto_is_not_mended_by_points() -> None:
    """2.1: 一票否决."""
    (vetoed,) = (own.unit.name for own in final_year().standings if own.score and own.score.vetoed)
    assert line(final_year(), vetoed) == ["一票否决，不能靠加分改变"]


def test_what_is_open_goes_before_the_rest() -> None:
    """Two rows pending, 2 and 4 points: enough for 85, not for the first place."""
    waiting = {
        "1.5": Outcome(Fraction(0), Fraction(2), "没有填"),
        "2.3": Outcome(Fraction(0), Fraction(4), "没有填"),
    }
    alone = evaluation({FIRST: Story(Fraction(11), rank=1, pending=waiting)})
    assert line(alone, FIRST)[:3] == ["待核2项，可再加6分", "距优秀：差3分", "待核的全部认定就够"]
    behind = evaluation({SECOND: Story(rank=1), FIRST: Story(Fraction(11), rank=2, pending=waiting)})
    assert line(behind, FIRST)[3] == "待核的全部认定也不够"
    assert "是否一票否决待核" in line(evaluation({FIRST: Story(rank=1, vetoed=None)}), FIRST)


def test_losses_that_are_too_little_are_said_to_be() -> None:
    """With the bonus the rest can come from there; without it, from nowhere."""
    stories = {FIRST: Story(bonus=2, rank=1), SECOND: Story(rank=2)}
    assert line(evaluation(stories), SECOND)[-1] == "各项失分共0分，还须靠加分"
    scheme = with_best(with_bonus=False, bound=Fraction(100))
    assert line(evaluation({FIRST: Story(Fraction(1), rank=1)}, scheme=scheme), FIRST)[-2:] == [
        "失分最多：6.4（1分）",
        "各项失分共1分，补满也不够",
    ]


def test_a_category_without_a_place_says_so() -> None:
    scheme = replace(SCHEME, units=SCHEME.units[:2])
    year = evaluation({FIRST: Story(rank=1), SECOND: Story(rank=2)}, scheme=scheme)
    assert line(year, SECOND) == ["前30%不足1名，本类别没有优秀名额"]


def test_a_scheme_without_bonus_or_categories_does_not_speak_of_them() -> None:
    """One category of two units, nothing to be added: neither is named, in the sentences and in the remarks below."""
    scheme = replace(SCHEME, units=SCHEME.units[:2], categories=SCHEME.categories[:1], bonus=())
    year = evaluation({FIRST: Story(rank=1), SECOND: Story(rank=None, vetoed=True)}, scheme=scheme)
    assert line(year, FIRST) == ["前30%不足1名，没有优秀名额"]
    assert line(year, SECOND) == ["一票否决，得分再高也不改变"]
    found = texts(write_summary(year), SHEET)
    assert not [text for text in found if "加分" in text or "本类别" in text or text == "类别"]
    three = replace(SCHEME, bonus=())
    behind = evaluation({FIRST: Story(rank=1, bonus=0), SECOND: Story(Fraction(20), rank=2)}, scheme=three)
    assert line(behind, SECOND)[0].startswith("距优秀")


def test_without_a_bonus_nothing_more_can_come() -> None:
    scheme = replace(with_best(bound=Fraction(100)), bonus=())
    assert (
        line(evaluation({FIRST: Story(Fraction(1), rank=1)}, scheme=scheme), FIRST)[-1] == "各项失分共1分，补满也不够"
    )


def test_what_all_units_fulfil_and_none_does_stands_below() -> None:
    """For 总结推广 and the next scheme."""
    year = evaluation({FIRST: Story(Fraction(2), rank=1), SECOND: Story(Fraction(2), rank=1)})
    found = texts(write_summary(year), SHEET)
    assert "（2）已读的2个单位都没有得分：6.4 科技工作者日。" in found
    (full,) = (text for text in found if "都得满分" in text)
    assert full.startswith("（1）已读的2个单位都得满分：1.1 听取科协工作汇报、")
    found = texts(write_summary(evaluation({FIRST: Story(rank=1), SECOND: Story(rank=1)})), SHEET)
    assert "（2）已读的2个单位都没有得分：没有这样的指标。" in found


def test_one_unit_has_nothing_in_common_with_others() -> None:
    found = texts(write_summary(evaluation({FIRST: Story(rank=1)})), SHEET)
    assert not any("都得满分" in text for text in found)
    assert "说明" in found


def test_rows_are_high_enough() -> None:
    """Four lines need more than four lines of print."""
    sheet = sheet_of(write_summary(final_year()), SHEET)
    tall = [cell.row for cell in sheet["D"] if str(cell.value).count("\n") == 3]
    assert tall
    assert all((sheet.row_dimensions[row].height or 0) > 60 for row in tall)
