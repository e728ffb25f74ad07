"""What is open, said once: the page, the screen and the notice count the same units (四、4; design §5.2)."""

from dataclasses import replace

import pytest

from kexie_excel.findings import finding
from kexie_excel.scoring.decisions import Decisions, SiteVisits
from kexie_excel.scoring.open import OpenUnits, open_points
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import state_line
from tests.builders import SCHEME
from tests.notice.notices import approved, decided_year
from tests.summary.builders import final_year, open_year

UNITS = [unit.name for unit in SCHEME.units]
REFUSED = Decisions(findings=(finding("K731", unit=UNITS[2], words={"raw": "良", "levels": "优秀"}),))
BROKEN = Decisions(onsite=SiteVisits(findings=(finding("K743", reason="文件打不开"),)))


def test_what_is_open_is_named_unit_by_unit() -> None:
    assert open_points(decided_year()).before_notice == ()
    everyone = "、".join(own.unit.name for own in open_year().standings)
    assert open_points(open_year()).before_notice == (
        f"1个单位未报送（{UNITS[4]}）",
        f"1个单位收到的填报还不能用（{UNITS[8]}）",
        f"2个单位有待核事项（{UNITS[2]}、{UNITS[9]}）",
        f"10个单位没有审定等次（{everyone}）",
    )


def test_before_the_result_is_final_the_questions_are_added_up() -> None:
    """A unit with two open rows and one whose veto is open: three things; a level that is not decided yet is none."""
    assert open_points(final_year()).before_final == ()
    assert open_points(open_year()).before_final == (
        "1个单位未报送",
        "1个单位收到的填报还不能用",
        "2个单位共3项待核",
    )


def test_the_screen_says_what_the_page_says() -> None:
    """A unit whose files are undecided was counted among those with pending rows here, and by itself there."""
    assert state_line(open_year()) == "未定稿：1个单位未报送，1个单位收到的填报还不能用，2个单位共3项待核。"
    assert state_line(final_year()) == "全部核定，没有待核事项。"


def test_an_unexplained_or_refused_decision_stands_in_the_way_of_the_notice() -> None:
    unexplained = open_points(approved(final_year(), **{UNITS[2]: "优秀"}))
    assert unexplained.before_notice == (f"1个单位审定等次与建议不同而没有写理由（{UNITS[2]}）",)
    assert unexplained.before_final == ()
    assert open_points(replace(decided_year(), decisions=REFUSED)).before_notice == ("台账里有1处要改",)


def test_an_on_site_workbook_that_is_not_obeyed_stands_in_the_way_of_the_notice() -> None:
    """As long as the summary says 未定稿 for it, there is nothing to announce."""
    year = replace(decided_year(), decisions=BROKEN)
    assert not year.is_final
    assert open_points(year).before_notice == ("现场评估表里有1处要改",)


@pytest.mark.parametrize(
    "year",
    [
        final_year(),
        decided_year(),
        open_year(),
        replace(decided_year(), decisions=REFUSED),
        replace(decided_year(), decisions=BROKEN),
    ],
    ids=["settled", "decided", "open", "refused", "broken"],
)
def test_a_result_is_final_exactly_when_nothing_is_said_to_be_open(year: Evaluation) -> None:
    assert year.is_final is not bool(open_points(year).before_final)


def test_what_is_to_be_done_comes_before_the_names() -> None:
    assert OpenUnits("未报送", ("甲县", "乙区")).asking("请催报") == "2个单位未报送：请催报。（甲县、乙区）"
    assert OpenUnits("未报送", ()).asking("请催报") == ""
