"""A scheme that was changed after the forms went out: a unit that was right by its form has nothing to mend (使用手册, 核对反馈)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.findings import Asked, Severity
from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Answers, Gap
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.patch import patched
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.scoring.evaluate import evaluate_unit
from tests.builders import SCHEME, full_answers, make_return, row

FULL = {item.id: item.points for item in SCHEME.items}
PATENTS = "国家（实用）发明专利"


def changed(patch: Mapping[str, object]) -> Scheme:
    """Give the scheme as the office changed it after the forms went out."""
    return replace(build_scheme(patched(read_document(BUILT_IN), patch, "方案"), "方案"), issued=SCHEME)


HALVED = changed({"item/1.3/points": 1, "item/1.3/rule/points": 1})
DOUBLED = changed({"item/1.3/points": 4, "item/1.3/rule/points": 4})


def codes(scheme: Scheme, answers: Answers, rows: Sequence[BonusRow] = (), **claims: float) -> list[tuple[str, str]]:
    """Give what is found in a return that claims the full points of every item, but for some."""
    selfs = {**FULL, **{key[1:].replace("_", "."): Fraction(claimed) for key, claimed in claims.items()}}
    entry = make_return(answers, rows, selfs)
    return [(found.code, found.row) for found in evaluate_unit(scheme, entry).findings]


@pytest.mark.parametrize(("scheme", "counts"), [(HALVED, 1), (DOUBLED, 4)])
def test_what_was_right_by_the_form_is_noted_for_the_office(scheme: Scheme, counts: int) -> None:
    """1.3: 落实 gave 2 by the form; the office made it 1 or 4 since (K312, not K302, K304, K305; no sums, K307)."""
    score = evaluate_unit(scheme, make_return(full_answers(), selfs=FULL))
    assert score.item_of["1.3"].adopted == counts
    (found,) = score.findings
    assert (found.code, found.row, found.severity, found.asks) == ("K312", "1.3", Severity.NOTE, Asked.OFFICE)
    assert found.message.startswith(f"自评2分，照下发时的方案和口径算没有错；现在核算{counts}分。")


def test_what_is_right_by_what_counts_now_is_nothing_to_speak_of() -> None:
    """1.3: who knows of the change and claims 1 is right as well."""
    assert codes(HALVED, full_answers(), f1_3=1) == []
    assert codes(DOUBLED, full_answers(), f1_3=4) == []


def test_what_was_wrong_by_the_form_too_is_asked_with_the_points_that_count_now() -> None:
    """1.3: 落实 gave 2 and gives 1 now; the county claims 1.5. Nothing was done for it: 0 by either."""
    score = evaluate_unit(HALVED, make_return(full_answers(), selfs={**FULL, "1.3": Fraction("1.5")}))
    found = next(found for found in score.findings if found.row == "1.3")
    assert (found.code, found.severity) == ("K304", Severity.MUST)
    assert found.message.startswith("自评1.5分，按填报情况核算1分，高0.5分。")


def test_the_points_printed_on_the_form_may_be_claimed_without_being_above_them() -> None:
    """1.3: 2 is what the form says, so it is not 超过分值 (K302), but 0 is what 未落实 gives; 3 was above them ever."""
    assert codes(HALVED, full_answers(f1_3a=False), f1_3=2) == [("K307", ""), ("K304", "1.3")]
    assert codes(HALVED, full_answers(), f1_3=3) == [("K307", ""), ("K302", "1.3")]


def test_an_open_item_says_what_it_may_still_come_to() -> None:
    """1.3 was not answered: 2 was possible by the form, 0 to 1 is now; the question is the answer, not the score."""
    score = evaluate_unit(HALVED, make_return(full_answers(f1_3a=Gap.BLANK), selfs=FULL))
    assert [(found.code, found.row) for found in score.findings] == [("K312", "1.3"), ("K201", "1.3a")]
    assert "现在核算待核（0至1分）。" in score.findings[0].message


def test_another_reading_that_was_chosen_since_is_the_same() -> None:
    """口径 分值基准: 3.5 paid 4 when the forms were issued, and pays 3 按文字; 3.3 paid 5 at most and pays 6."""
    scheme = replace(load_scheme(choices={"分值基准": "按文字"}), issued=SCHEME)
    assert codes(scheme, full_answers()) == [("K312", "3.3"), ("K312", "3.5")]
    assert codes(scheme, full_answers(), f3_3=6, f3_5=3) == []
    assert ("K305", "3.5") in codes(scheme, full_answers(), f3_5=2)


def test_a_ruling_and_a_change_together() -> None:
    """1.3: right by the form; that 1.3a was ruled 否 and the points halved are both not the county's."""
    entry = make_return(full_answers(), selfs=FULL)
    ruled = evaluate_unit(HALVED, entry, {"1.3a": Ruling(value=False, reason="没有文件")})
    assert [(found.code, found.row) for found in ruled.findings] == [("K312", "1.3")]
    decided = evaluate_unit(HALVED, entry, {"1.3": Ruling(Fraction(1), "按新的分值")})
    assert [(found.code, found.row) for found in decided.findings] == [("K311", "1.3")]


def test_bonus_points_that_were_changed() -> None:
    """7.1: a patent brought 2 by the form and brings 1 now."""
    scheme = changed({f"bonus/7.1/kind/{PATENTS}/points": 1})
    assert codes(scheme, full_answers(), [row(PATENTS)], f7_1=2) == [("K312", "7.1")]
    assert codes(scheme, full_answers(), [row(PATENTS)], f7_1=3) == [("K307", ""), ("K304", "7.1")]


def test_an_award_that_only_counts_no_more_is_not_to_be_struck_out() -> None:
    """7.1: 上年 was allowed by the form; the office allows none but the year's own since (K504 for nothing else)."""
    scheme = changed({"bonus/7.1/years_back": 0})
    assert codes(scheme, full_answers(), [row(PATENTS, year=2016)], f7_1=2) == [("K312", "7.1")]
    too_old = codes(scheme, full_answers(), [row(PATENTS, year=2015)], f7_1=2)
    assert too_old == [("K307", ""), ("K304", "7.1"), ("K504", "7.1")]


def test_what_a_row_waits_for_since_must_be_answered_all_the_same() -> None:
    """7.1: say papers were not needed by the form; they are now, and the row cannot count without them (K505)."""
    scheme = replace(SCHEME, issued=changed({"bonus/7.1/needs_evidence": False}))
    bare = [row(PATENTS, certificate="", evidence="")]
    assert codes(scheme, full_answers(), bare, f7_1=2) == [("K307", ""), ("K505", "7.1")]


def test_a_bonus_that_could_not_be_claimed_by_the_form_may_stay_blank() -> None:
    """7.1: an award of 2015 was out of time by the form, and so 0 and blank; the office allows two years since (no K301)."""
    scheme = changed({"bonus/7.1/years_back": 2})
    assert codes(scheme, full_answers(), [row(PATENTS, year=2015)]) == []
    assert ("K301", "7.1") in codes(scheme, full_answers(), [row(PATENTS, year=2017)])
