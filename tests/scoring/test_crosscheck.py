"""Answers, self scores, sums, materials and veto held against what the facts give: each finding, and its neighbour without."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import Facts
from kexie_excel.returns.doubts.displaced import MISMATCHED
from kexie_excel.returns.model import BonusRow, Entry, Return
from kexie_excel.scheme.fact import Answer, FactKind, Gap
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.crosscheck import expected
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.scoring.evaluate import evaluate_unit
from tests.builders import SCHEME, UNIT, full_answers, make_return, row, with_level

FULL: dict[str, Answer] = {item.id: item.points for item in SCHEME.items}
BLANK, UNREADABLE, NOT_APPLICABLE = Gap.BLANK, Gap.UNREADABLE, Gap.NOT_APPLICABLE
PATENTS = "国家（实用）发明专利"


def given(
    facts: Mapping[str, Answer] | None = None, selfs: Mapping[str, Answer] | None = None, bonus: Sequence[BonusRow] = ()
) -> Return:
    """Give a return in which everything holds but for what is named; numbers are written as texts."""
    answers = full_answers() | {key: _read(value) for key, value in (facts or {}).items()}
    own = FULL | {key: _read(value) for key, value in (selfs or {}).items()}
    return make_return(answers, bonus, own)


def _read(value: Answer) -> Answer:
    """Turn a text into a number."""
    return Fraction(value) if isinstance(value, str) else value


def found(entry: Return) -> list[Finding]:
    """Give what is found in a return, the comparison of sums aside."""
    return [one for one in evaluate_unit(SCHEME, entry).findings if one.code != "K307"]


def codes(entry: Return) -> list[tuple[str, str]]:
    """Give code and row of what is found."""
    return [(one.code, one.row) for one in found(entry)]


def message(entry: Return) -> str:
    """Give the one message."""
    (one,) = found(entry)
    return one.message


def written(entry: Return, fact: str, raw: str, why: str) -> Return:
    """Give a fact's cell an unreadable text."""
    return replace(entry, facts={**entry.facts, fact: Entry(UNREADABLE, raw, Place("表.xlsx", "完成情况", "D9"), why)})


def test_a_return_in_which_everything_holds_gives_no_finding() -> None:
    """The neighbour of all that follows."""
    score = evaluate_unit(SCHEME, given())
    assert score.findings == ()
    assert score.base == 99


CASES: dict[str, tuple[Return, list[tuple[str, str]]]] = {
    "K201 计数没有填": (given({"1.1a": BLANK}, {"1.1": "0"}), [("K201", "1.1a")]),
    "K201 几处没有填": (given({"1.2a": BLANK, "1.2b": BLANK}), [("K201", "1.2a"), ("K201", "1.2b")]),
    "K204 没有填但另一条件已不成立": (given({"1.2a": BLANK, "1.2b": False}, {"1.2": "0"}), [("K204", "1.2a")]),
    "K204 只用于核对的": (given({"4.5f": BLANK}), [("K204", "4.5f")]),
    "K202 看不懂": (given({"1.1a": UNREADABLE}), [("K202", "1.1a")]),
    "K208 看不懂但另一条件已不成立": (given({"1.5a": False, "1.5b": UNREADABLE}, {"1.5": "0"}), [("K208", "1.5b")]),
    "K203 不适用": (given({"3.6a": NOT_APPLICABLE}), [("K203", "3.6a")]),
    "K222 不适用但不影响": (given({"1.5a": False, "1.5b": NOT_APPLICABLE}, {"1.5": "0"}), [("K222", "1.5b")]),
    "K301 没有自评分": (given({}, {"1.1": BLANK}), [("K301", "1.1")]),
    "K302 超过分值": (given({}, {"1.1": "2"}), [("K302", "1.1")]),
    "K302 超过分值0.1": (given({}, {"1.1": "1.1"}), [("K302", "1.1")]),
    "K302 待核项超过分值": (given({"1.1a": BLANK}, {"1.1": "2"}), [("K302", "1.1"), ("K201", "1.1a")]),
    "K303 负数": (given({}, {"1.1": "-1"}), [("K303", "1.1")]),
    "K304 偏高": (given({"1.1a": "0"}), [("K304", "1.1")]),
    "K304 偏高0.1": (given({"2.3a": "9", "2.3b": "8"}, {"2.3": "3.3"}), [("K304", "2.3")]),
    "恰为核算分": (given({"2.3a": "9", "2.3b": "8"}, {"2.3": "3.2"}), []),
    "K305 偏低": (given({}, {"1.1": "0"}), [("K305", "1.1")]),
    "K308 自评分看不懂": (given({}, {"1.1": UNREADABLE}), [("K308", "1.1")]),
    "K309 高于可能得分": (
        given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": "3.5"}),
        [("K401", "5.3"), ("K309", "5.3")],
    ),
    "待核项自评恰为最多": (given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": "3"}), [("K401", "5.3")]),
    "待核项自评恰为至少": (given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": "1"}), [("K401", "5.3")]),
    "K310 低于已核定得分": (
        given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": "0.5"}),
        [("K401", "5.3"), ("K310", "5.3")],
    ),
    "K401 分母为0": (given({"2.3a": "0", "2.3b": "0"}), [("K401", "2.3")]),
    "K401 分子大于分母": (given({"2.3a": "8", "2.3b": "9"}), [("K401", "2.3")]),
    "分母为0但另一条件已不成立": (given({"1.5a": False, "1.5c": "0"}, {"1.5": "0"}), []),
    "分母没有填不另报K401": (given({"2.3a": BLANK}), [("K201", "2.3a")]),
    "K401 与没有填的并存": (
        given({"3.3a": "0", "3.3b": "0", "3.3e": BLANK}),
        [("K401", "3.3"), ("K201", "3.3e")],
    ),
    "K402 1例": (given({"2.1v": "1"}), [("K402", "2.1v")]),
    "K403 没有填": (given({"2.1v": BLANK}), [("K403", "2.1v")]),
    "K403 不适用": (given({"2.1v": NOT_APPLICABLE}), [("K403", "2.1v")]),
    "K403 看不懂": (given({"2.1v": UNREADABLE}), [("K403", "2.1v")]),
}


@pytest.mark.parametrize(("entry", "expected_codes"), CASES.values(), ids=CASES)
def test_each_finding_and_its_neighbour(entry: Return, expected_codes: list[tuple[str, str]]) -> None:
    assert codes(entry) == expected_codes


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (given({"1.1a": BLANK}), "“党委常委会或政府常务会听取科协工作汇报次数”没有填"),
        (given({"4.5f": BLANK}), "“小院士班学生总数”没有填，不影响本项得分"),
        (
            written(given({}, {"3.4": "0"}), "3.4a", "约3次", "不是一个确定的数"),
            "“集中培训次数”填的是“约3次”，不是一个确定的数",
        ),
        (
            written(given({"1.5a": False}, {"1.5": "0"}), "1.5b", "已核", "不是一个确定的数"),
            "“本级科普经费预算”填的是“已核”，不是一个确定的数；不影响本项得分",
        ),
        (
            given({"3.6a": NOT_APPLICABLE}),
            "“服务本县市区的省科协常委、委员开展“四联”工作”填了“不适用”，本项待裁定",
        ),
        (
            given({"1.5a": False, "1.5b": NOT_APPLICABLE}, {"1.5": "0"}),
            "“本级科普经费预算”填了“不适用”，不影响本项得分",
        ),
        (given({}, {"1.1": BLANK}), "本项没有填自评分"),
        (given({}, {"1.1": "2"}), "自评2分，超过分值1分"),
        (given({}, {"1.1": "-1"}), "自评-1分，是负数"),
        (
            given({"2.3a": "9", "2.3b": "8"}),
            "自评4分，按填报情况核算3.2分，高0.8分。覆盖率 8/9＝88.8%，满8个10个百分点，计3.2分",
        ),
        (
            given({}, {"1.3": "0.5"}),
            "自评0.5分，按填报情况核算2分，低1.5分。全民科学素质实施工作纳入党委政府绩效考核体系：是，计2分",
        ),
        (given({"2.3a": "0", "2.3b": "0"}), "县级学会总数为0，覆盖率无法计算，本项待核，最多还可得4分"),
        (given({"2.1v": "2"}), "年内违纪违规违法事件2例，按办法一票否决"),
        (given({"2.1v": BLANK}), "“年内违纪违规违法事件”未填，是否一票否决无法判断"),
        (given({"2.1v": NOT_APPLICABLE}), "“年内违纪违规违法事件”填了“不适用”，是否一票否决无法判断"),
        (
            written(given(), "2.1v", "无违纪", "不是一个确定的数"),
            "“年内违纪违规违法事件”填的是“无违纪”，不是一个确定的数，是否一票否决无法判断",
        ),
    ],
)
def test_what_a_finding_says(entry: Return, text: str) -> None:
    assert message(entry) == text


def test_an_unreadable_self_score_is_quoted() -> None:
    entry = given()
    scores = {
        **entry.self_scores,
        "1.1": Entry(UNREADABLE, "满分", Place("表.xlsx", "评估表", "E4"), "不是一个确定的数"),
    }
    (one,) = found(replace(entry, self_scores=scores))
    assert one.message == "自评分填的是“满分”，不是一个确定的数"
    assert one.place.cell == "E4"


@pytest.mark.parametrize(("claimed", "code"), [("3.5", "K309"), ("0.5", "K310")])
def test_a_pending_item_names_both_bounds(claimed: str, code: str) -> None:
    one = found(given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": claimed}))[-1]
    assert one.code == code
    assert one.message == f"自评{claimed}分，按填报情况核算至少1分、最多3分"


def test_a_finding_about_a_self_score_carries_both_numbers() -> None:
    """差异清单 has columns 自评 and 核算."""
    (high,) = found(given({"1.1a": "0"}))
    assert high.self_score == 1
    assert high.computed == 0
    (none,) = found(given({}, {"1.1": BLANK}))
    assert none.self_score is None
    assert none.computed == 1
    assert found(given({"5.3a": False, "5.3c": "0", "5.3d": "0"}, {"5.3": "0"}))[-1].computed is None


def test_a_self_score_may_reach_what_the_other_basis_pays() -> None:
    """分值基准: 6 by the words of 3.3 is over the 分值 of 5; 3.5 pays 4 by the column."""
    assert codes(given({}, {"3.3": "6"})) == [("K302", "3.3")]
    assert codes(given({}, {"3.5": "3"})) == [("K305", "3.5")]


THIRDS = load_scheme(choices={"党组织覆盖率": "按比例折算"})
"""2.3 by proportion: 8 of 9 are 3.555… points, which nobody can type."""


@pytest.mark.parametrize(("claimed", "told"), [("3.56", []), ("3.55", ["K305"]), ("3.57", ["K304"])])
def test_points_that_cannot_be_typed_are_claimed_as_they_are_printed(claimed: str, told: list[str]) -> None:
    """Nor do the sums differ then: nothing is left that the county could write."""
    entry = given({"2.3a": "9", "2.3b": "8"}, {"2.3": claimed})
    found = evaluate_unit(THIRDS, entry).findings
    assert [one.code for one in found if one.code != "K307"] == told
    assert any(one.code == "K307" for one in found) == bool(told)


def test_a_vetoed_unit_is_told_of_the_lowest_level_of_its_own_scheme() -> None:
    (one,) = found(given({"2.1v": "1"}))
    assert one.remedy == "请核实；属实的，考核等次评为不合格。"
    scheme = replace(SCHEME, levels=with_level(SCHEME.levels, -1, name="待整改"))
    (other,) = evaluate_unit(scheme, given({"2.1v": "1"})).findings
    assert other.remedy == "请核实；属实的，考核等次评为待整改。"


# 7.1, 7.2: no 分值

AWARDS = [row(PATENTS, quantity=Fraction(2))]
OPEN = [row(PATENTS, quantity=Fraction(2)), row(PATENTS, quantity=Fraction(1), certificate="", evidence="")]


@pytest.mark.parametrize(
    ("rows", "claimed", "expected_codes"),
    [
        ([], BLANK, []),
        ([], "0", []),
        ([], "1", ["K304"]),
        (AWARDS, BLANK, ["K301"]),
        (AWARDS, "4", []),
        (AWARDS, "40", ["K304"]),
        (AWARDS, "3", ["K305"]),
        (AWARDS, "-4", ["K303"]),
        (AWARDS, UNREADABLE, ["K308"]),
        (OPEN, "4", []),
        (OPEN, "6", []),
        (OPEN, "6.5", ["K309"]),
        (OPEN, "3.5", ["K310"]),
        (OPEN, BLANK, ["K301"]),
    ],
)
def test_the_self_score_of_a_bonus_item(rows: list[BonusRow], claimed: Answer, expected_codes: list[str]) -> None:
    entry = given({}, {"7.1": claimed}, rows)
    assert [code for code, _ in codes(entry) if code.startswith("K3")] == expected_codes


# sums and materials


@pytest.mark.parametrize(
    ("total", "sentence"),
    [("99", None), (BLANK, None), (UNREADABLE, None), ("100", "“合计”栏是100分，各项自评分相加是99分")],
)
def test_the_countys_own_total(total: Answer, sentence: str | None) -> None:
    """K306; a sum that no program calculated says nothing."""
    entry = replace(given(), own_total=Entry(_read(total), "", Place("表.xlsx", "评估表", "E38")))
    assert [(one.code, one.message, one.place.cell) for one in found(entry)] == (
        [("K306", sentence, "E38")] if sentence else []
    )


def test_section_and_grand_totals_that_differ() -> None:
    """K307: only the sections that differ, and the bonus."""
    entry = given({"1.1a": "0", "6.4a": False}, {"7.1": "2"}, AWARDS)
    (sums,) = [one for one in evaluate_unit(SCHEME, entry).findings if one.code == "K307"]
    assert sums.message == (
        "自评合计101分，核算100分："
        "1.党委政府重视程度自评11、核算10；6.人才服务与科技宣传自评10、核算8；7.加分项自评2、核算4"
    )
    assert sums.self_score == 101
    assert sums.computed == 100
    assert (sums.row, sums.place.cell) == ("", "")


def test_totals_that_agree_although_items_differ_are_not_set_side_by_side() -> None:
    """Two errors that cancel within a section are found item by item."""
    entry = given({"1.3a": False}, {"1.3": "2", "1.4": "0"})
    assert [one.code for one in evaluate_unit(SCHEME, entry).findings] == ["K304", "K305"]


@pytest.mark.parametrize(
    ("state", "expected_codes"),
    [(True, []), (False, ["K601"]), (BLANK, ["K602"]), (UNREADABLE, ["K602"])],
)
def test_the_three_materials(state: bool | Gap, expected_codes: list[str]) -> None:  # noqa: FBT001 - what the cell says
    """四、1: 年度工作总结、工作绩效评价表和相关佐证材料."""
    entry = given()
    results = found(replace(entry, materials={**entry.materials, "总结": state}))
    assert [one.code for one in results] == expected_codes
    assert all("年度工作总结" in one.message for one in results)


def test_findings_name_unit_and_cell() -> None:
    (one,) = found(given({"1.1a": BLANK}))
    assert one.unit == UNIT
    assert str(one.place) == "表.xlsx，完成情况 D4"


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("1.2a", "“是”或“否”"),
        ("3.6a", "“是”或“否”或“不适用”"),
        ("3.7a", "“未建立”或“建立未实施”或“建立并实施”"),
        ("1.1a", "一个整数，没有的填 0"),
        ("1.5b", "一个数，单位万元"),
    ],
)
def test_what_an_answer_looks_like(fact: str, text: str) -> None:
    assert expected(next(one for one in SCHEME.facts if one.id == fact)) == text


def test_what_was_ruled_is_not_asked_of_the_county_again() -> None:
    """3.6 不适用, ruled by the item; an answer that nobody understood, ruled by its fact: nothing is left for the county."""
    unread = given({"3.6a": NOT_APPLICABLE, "1.1a": UNREADABLE})
    hard = replace(
        unread, findings=(finding("K210", unit=UNIT, row="1.1a", words=dict.fromkeys(("header", "raw", "why"), "")),)
    )
    assert [found.code for found in evaluate_unit(SCHEME, hard).findings] == ["K307", "K210", "K202", "K203"]
    rulings = {"3.6": Ruling(Fraction(2), "没有委员"), "1.1": Ruling(Fraction(1), "看了原件")}
    assert [found.code for found in evaluate_unit(SCHEME, hard, rulings).findings] == ["K222"]
    by_fact = {"3.6a": Ruling(value=True, reason="没有委员"), "1.1a": Ruling(Fraction(1), "看了原件")}
    assert evaluate_unit(SCHEME, hard, by_fact).findings == ()


@pytest.mark.parametrize(("moved", "asked"), [(9, 9), (10, 0)])
def test_many_rows_that_do_not_fit_their_keys_are_one_question(moved: int, asked: int) -> None:
    """The sheet's own finding names them."""
    keys = [fact.id for fact in SCHEME.facts if fact.kind is FactKind.YES_NO][:moved]
    entry = given(dict.fromkeys(keys, UNREADABLE))
    facts = {key: answer._replace(why=MISMATCHED) if key in keys else answer for key, answer in entry.facts.items()}
    assert [one.code for one in found(replace(entry, facts=facts))].count("K202") == asked


def shown(entry: Return, **beside: str) -> Return:
    """Give a return as it was read from a form, with what stands beside its answers (named as f1_1a); 附件 elsewhere."""
    texts = {key[1:].replace("_", "."): text for key, text in beside.items()}
    evidence = tuple(texts.get(fact.id, "附件") for fact in SCHEME.facts)
    return replace(entry, typed={(Facts.SHEET, Facts.ANSWER): ("是",), (Facts.SHEET, Facts.EVIDENCE): evidence})


def test_points_without_evidence_are_one_question() -> None:
    """四、1: 并按要求准备好…相关佐证材料; 78 empty cells are no 78 questions."""
    (one,) = found(shown(given(), f1_1a="", f6_4a=" ", f1_2a=""))
    assert (one.code, one.row, one.place) == ("K604", "", Place(given().file, Facts.SHEET))
    assert one.message == "这2个得分的指标没有写明佐证材料：1.1、6.4"
    assert found(shown(given())) == []


def test_nearly_all_without_evidence_are_named_by_those_that_have_some() -> None:
    nothing = dict.fromkeys((f"f{fact.id.replace('.', '_')}" for fact in SCHEME.facts), "")
    (one,) = found(shown(given(), **nothing))
    assert one.message == "得分的32个指标没有写明佐证材料：全部"
    (one,) = found(shown(given(), **nothing | {"f1_1a": "纪要", "f6_4a": "方案"}))
    assert one.message == "得分的32个指标里有30个没有写明佐证材料：除1.1、6.4以外全部"


def test_what_earns_nothing_needs_no_evidence() -> None:
    assert found(shown(given({"1.3a": False}, {"1.3": Fraction(0)}), f1_3a="")) == []


def test_who_decided_on_an_item_has_seen_its_evidence() -> None:
    rulings = {"1.1": Ruling(Fraction(1), "看了纪要")}
    assert "K604" not in {one.code for one in evaluate_unit(SCHEME, shown(given(), f1_1a=""), rulings).findings}


def test_sums_that_others_have_to_settle_are_not_asked_of_the_unit() -> None:
    """K307: 不适用 waits for a ruling; beside a difference of the unit's own the sums stand all the same."""
    full = {item.id: item.points for item in SCHEME.items}
    waiting = make_return(full_answers(f3_6a=Gap.NOT_APPLICABLE), selfs=full)
    assert "K307" not in {found.code for found in evaluate_unit(SCHEME, waiting).findings}
    both = make_return(full_answers(f3_6a=Gap.NOT_APPLICABLE, f3_2a=False), selfs=full)
    assert "K307" in {found.code for found in evaluate_unit(SCHEME, both).findings}
