"""Every boundary of the 办法, from one side, on it and from the other; under the default reading and the other ones."""

from fractions import Fraction

import pytest

from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Standing, UnitScore
from tests.builders import SCHEME, full_answers, make_intake, make_return, row

COUNTIES = [unit.name for unit in SCHEME.units_in("县市")]
DISTRICTS = [unit.name for unit in SCHEME.units_in("区")]

ENTERPRISES = "3.3a 3.3b"
TOWNSHIPS = "3.3c 3.3d"
PARTY = "2.3a 2.3b"
INSPECTED = "5.3c 5.3d"
BUDGET = "1.5c 1.5b"
EDUCATION = "4.5d 4.5e"

NO_COVERAGE = {"3.3a": "10", "3.3b": "0", "3.3c": "10", "3.3d": "0", "3.3e": "0"}
NO_LEARNING = {"4.5a": "0", "4.5b": "0", "4.5c": "0", "4.5d": "0", "4.5e": "0"}
NO_SOCIETY = {"5.3a": "否", "5.3b": "0"}
NO_THEME = {"4.4a": "否", "4.4b": "否", "4.4c": "否", "4.4d": "否", "4.4e": "否"}
NO_DRIVE = {"5.1a": "否", "5.1b": "否"}


def answer(text: str) -> Answer:
    """Read an answer as it is written below."""
    words: dict[str, Answer] = {"是": True, "否": False, "空": Gap.BLANK, "不适用": Gap.NOT_APPLICABLE}
    if text in words:
        return words[text]
    return text if text.startswith(("建", "未")) else Fraction(text)


def score(facts: dict[str, str], scheme: Scheme = SCHEME) -> UnitScore:
    """Score a return that is perfect but for these facts."""
    answers = full_answers(scheme) | {fact: answer(text) for fact, text in facts.items()}
    return evaluate_unit(scheme, make_return(answers, scheme=scheme))


def points(item: str, facts: dict[str, str], scheme: Scheme = SCHEME) -> str:
    """Give an item's adopted points, or 待核."""
    adopted = score(facts, scheme).item_of[item].adopted
    return "待核" if adopted is None else str(adopted)


def pair(ids: str, whole: str, part: str) -> dict[str, str]:
    """Give the two facts of a share."""
    return dict(zip(ids.split(), (whole, part), strict=True))


CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "1.1 汇报0次": ("1.1", {"1.1a": "0"}, "0"),
    "1.1 汇报1次": ("1.1", {"1.1a": "1"}, "1"),
    "1.2 只有一名领导": ("1.2", {"1.2b": "否"}, "0"),
    "1.5 人均恰0.5元": ("1.5", pair(BUDGET, "50", "25"), "2"),
    "1.5 人均0.4999元": ("1.5", pair(BUDGET, "50", "24.995"), "0"),
    "1.5 人均0.496元印作0.50": ("1.5", pair(BUDGET, "50", "24.8"), "0"),
    "1.5 人均0.49999999元": ("1.5", pair(BUDGET, "100", "49.999999"), "0"),
    "1.5 未列入预算": ("1.5", {"1.5a": "否", **pair(BUDGET, "50", "60")}, "0"),
    "1.5 人口为0": ("1.5", pair(BUDGET, "0", "60"), "待核"),
    "1.5 人口为0且未列入预算": ("1.5", {"1.5a": "否", **pair(BUDGET, "0", "60")}, "0"),
    "1.6 只有调研": ("1.6", {"1.6b": "否"}, "0"),
    "2.1 缺总结": ("2.1", {"2.1c": "否"}, "0"),
    "2.2 缺述职": ("2.2", {"2.2d": "否"}, "0"),
    "2.3 覆盖率0": ("2.3", pair(PARTY, "10", "0"), "0"),
    "2.3 覆盖率9.99%": ("2.3", pair(PARTY, "10000", "999"), "0"),
    "2.3 覆盖率10%": ("2.3", pair(PARTY, "10", "1"), "2/5"),
    "2.3 覆盖率7/10恰70%": ("2.3", pair(PARTY, "10", "7"), "14/5"),
    "2.3 覆盖率8/9": ("2.3", pair(PARTY, "9", "8"), "16/5"),
    "2.3 覆盖率99.99%": ("2.3", pair(PARTY, "10000", "9999"), "18/5"),
    "2.3 覆盖率100%": ("2.3", pair(PARTY, "9", "9"), "4"),
    "2.3 学会数为0": ("2.3", pair(PARTY, "0", "0"), "待核"),
    "2.3 分子大于分母": ("2.3", pair(PARTY, "8", "9"), "待核"),
    "3.3 企业20%": ("3.3", {**NO_COVERAGE, **pair(ENTERPRISES, "10", "2")}, "1"),
    "3.3 企业19.99%": ("3.3", {**NO_COVERAGE, **pair(ENTERPRISES, "10000", "1999")}, "0"),
    "3.3 企业29.99%": ("3.3", {**NO_COVERAGE, **pair(ENTERPRISES, "10000", "2999")}, "1"),
    "3.3 企业30%": ("3.3", {**NO_COVERAGE, **pair(ENTERPRISES, "10", "3")}, "2"),
    "3.3 企业数为0": ("3.3", {**NO_COVERAGE, **pair(ENTERPRISES, "0", "0")}, "待核"),
    "3.3 乡镇69.99%": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10000", "6999")}, "0"),
    "3.3 乡镇7/10恰70%": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10", "7")}, "1"),
    "3.3 乡镇14/20恰70%": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "20", "14")}, "1"),
    "3.3 乡镇89.99%": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10000", "8999")}, "1"),
    "3.3 乡镇90%": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10", "9")}, "2"),
    "3.3 乡镇数为0": ("3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "0", "0")}, "待核"),
    "3.3 农技协0个": ("3.3", {**NO_COVERAGE, "3.3e": "0"}, "0"),
    "3.3 农技协1个": ("3.3", {**NO_COVERAGE, "3.3e": "1"}, "2"),
    "3.3 三处全满仍为5分": ("3.3", {}, "5"),
    "3.4 培训0次": ("3.4", {"3.4a": "0"}, "0"),
    "3.4 培训1次": ("3.4", {"3.4a": "1"}, "3"),
    "3.5 缺时限": ("3.5", {"3.5d": "否"}, "0"),
    "3.5 全部落实": ("3.5", {}, "4"),
    "3.6 不适用": ("3.6", {"3.6a": "不适用"}, "待核"),
    "3.7 未建立": ("3.7", {"3.7a": "未建立"}, "0"),
    "3.7 建立未实施": ("3.7", {"3.7a": "建立未实施"}, "1/2"),
    "3.7 建立并实施": ("3.7", {"3.7a": "建立并实施"}, "1"),
    "4.1 三组缺一": ("4.1", {"4.1a": "否"}, "2"),
    "4.3 传统媒体1次": ("4.3", {"4.3d": "1"}, "4"),
    "4.3 传统媒体2次": ("4.3", {"4.3d": "2"}, "5"),
    "4.3 新媒体1篇次": ("4.3", {"4.3e": "1"}, "4"),
    "4.3 新媒体2篇次": ("4.3", {"4.3e": "2"}, "5"),
    "4.4 其他4项": ("4.4", {**NO_THEME, "4.4f": "4"}, "4"),
    "4.4 其他6项不超过5分": ("4.4", {**NO_THEME, "4.4f": "6"}, "5"),
    "4.5 竞赛1次": ("4.5", {**NO_LEARNING, "4.5a": "1"}, "0"),
    "4.5 竞赛2次": ("4.5", {**NO_LEARNING, "4.5a": "2"}, "4"),
    "4.5 周六课堂1班": ("4.5", {**NO_LEARNING, "4.5b": "1"}, "2"),
    "4.5 小院士1班": ("4.5", {**NO_LEARNING, "4.5c": "1"}, "2"),
    "4.5 49名30课时": ("4.5", {**NO_LEARNING, **pair(EDUCATION, "49", "30")}, "0"),
    "4.5 50名29课时": ("4.5", {**NO_LEARNING, **pair(EDUCATION, "50", "29")}, "0"),
    "4.5 50名30课时": ("4.5", {**NO_LEARNING, **pair(EDUCATION, "50", "30")}, "2"),
    "4.6 四项缺一": ("4.6", {"4.6c": "否"}, "3/2"),
    "5.1 其他1项": ("5.1", {**NO_DRIVE, "5.1c": "1"}, "2"),
    "5.1 其他3项不超过4分": ("5.1", {**NO_DRIVE, "5.1c": "3"}, "4"),
    "5.2 咨询0次": ("5.2", {"5.2a": "0"}, "0"),
    "5.2 咨询1次": ("5.2", {"5.2a": "1"}, "2"),
    "5.3 学术交流1场次": ("5.3", {"5.3b": "1"}, "3"),
    "5.3 学术交流2场次": ("5.3", {"5.3b": "2"}, "4"),
    "5.3 年检9/10": ("5.3", {**NO_SOCIETY, **pair(INSPECTED, "10", "9")}, "2"),
    "5.3 年检8/9": ("5.3", {**NO_SOCIETY, **pair(INSPECTED, "9", "8")}, "0"),
    "5.3 应检学会为0": ("5.3", {**NO_SOCIETY, **pair(INSPECTED, "0", "0")}, "待核"),
    "5.5 新发展0个": ("5.5", {"5.5c": "0"}, "3"),
    "5.5 新发展1个": ("5.5", {"5.5c": "1"}, "4"),
    "5.6 帮扶0次": ("5.6", {"5.6a": "0"}, "0"),
    "5.6 帮扶1次": ("5.6", {"5.6a": "1"}, "1"),
    "5.6 帮扶2次": ("5.6", {"5.6a": "2"}, "3"),
    "5.6 帮扶3次": ("5.6", {"5.6a": "3"}, "3"),
    "6.1 推荐0名": ("6.1", {"6.1a": "0"}, "0"),
    "6.1 推荐1名": ("6.1", {"6.1a": "1"}, "2"),
    "6.1 推荐2名": ("6.1", {"6.1a": "2"}, "4"),
    "6.2 宣传0人次": ("6.2", {"6.2a": "0"}, "0"),
    "6.2 宣传1人次": ("6.2", {"6.2a": "1"}, "2"),
}


@pytest.mark.parametrize(("item", "facts", "expected"), CASES.values(), ids=CASES)
def test_items(item: str, facts: dict[str, str], expected: str) -> None:
    assert points(item, facts) == expected


def test_every_item_with_a_number_has_a_boundary_above() -> None:
    numeric = {item.id for item in SCHEME.items for fact in item.rule.facts if not fact.options}
    assert numeric <= {item for item, _, _ in CASES.values()}


READINGS: dict[str, tuple[dict[str, str], str, dict[str, str], str, str]] = {
    "3.3 乡镇恰70%": ({"乡镇覆盖70%": "不计分"}, "3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10", "7")}, "1", "0"),
    "3.3 乡镇70.01%": ({"乡镇覆盖70%": "不计分"}, "3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10000", "7001")}, "1", "1"),
    "3.3 乡镇69.99%": ({"乡镇覆盖70%": "不计分"}, "3.3", {**NO_COVERAGE, **pair(TOWNSHIPS, "10000", "6999")}, "0", "0"),
    "3.3 三处全满": ({"分值基准": "按文字"}, "3.3", {}, "5", "6"),
    "3.3 4分时": ({"分值基准": "按文字"}, "3.3", {"3.3e": "0"}, "4", "4"),
    "3.5 全部落实": ({"分值基准": "按文字"}, "3.5", {}, "4", "3"),
    "3.5 未落实": ({"分值基准": "按文字"}, "3.5", {"3.5a": "否"}, "0", "0"),
    "2.3 覆盖率8/9": ({"党组织覆盖率": "按比例折算"}, "2.3", pair(PARTY, "9", "8"), "16/5", "32/9"),
    "2.3 覆盖率9.99%": ({"党组织覆盖率": "按比例折算"}, "2.3", pair(PARTY, "10000", "999"), "0", "999/2500"),
    "2.3 覆盖率70%": ({"党组织覆盖率": "按比例折算"}, "2.3", pair(PARTY, "10", "7"), "14/5", "14/5"),
    "4.4 其他2项": ({"等类活动": "只计列明"}, "4.4", {"4.4a": "否", "4.4b": "否", "4.4f": "2"}, "5", "3"),
    "4.4 列明5项": ({"等类活动": "只计列明"}, "4.4", {"4.4f": "2"}, "5", "5"),
    "5.1 其他1项": ({"等类活动": "只计列明"}, "5.1", {"5.1a": "否", "5.1c": "1"}, "4", "2"),
}


@pytest.mark.parametrize(("choice", "item", "facts", "default", "other"), READINGS.values(), ids=READINGS)
def test_items_under_the_other_reading(
    choice: dict[str, str], item: str, facts: dict[str, str], default: str, other: str
) -> None:
    """Design §4.1: what the option says changes, its neighbour does not."""
    assert points(item, facts) == default
    assert points(item, facts, load_scheme(choices=choice)) == other


def test_the_two_bases_never_mix_and_section_3_is_19_either_way() -> None:
    """分值基准: 3.3 and 3.5 follow one column or one text."""
    for scheme in (SCHEME, load_scheme(choices={"分值基准": "按文字"})):
        full = score({}, scheme)
        assert sum(item.known for item in full.items if item.id.startswith("3.")) == 19
        assert full.base == 99


# 五、等次确定

LOSSES = "2.2a 4 2.1a 4 3.5a 4 1.6a 3 5.4a 3 1.3a 2 1.4a 2 3.1a 2 3.2a 2 3.6a 2 6.3a 2 6.4a 2 4.2a 2 4.2b 2 1.2a 1 4.1a 1 4.1b 1"
"""Facts, each with the points that 否 costs."""


def form(total: str) -> dict[str, Answer]:
    """Give answers that come to ``total``, a whole number from 60 to 99 or one tenth less than one."""
    facts, lost = full_answers(), 99 - Fraction(total)
    if lost.denominator > 1:
        facts |= {"2.3a": Fraction(10), "2.3b": Fraction(6), "4.6a": False}
        lost -= Fraction("2.1")
    words = LOSSES.split()
    for fact, cost in zip(words[::2], map(int, words[1::2]), strict=True):
        if cost <= lost:
            facts[fact] = False
            lost -= cost
    assert lost == 0
    return facts


def standings(
    totals: str, choices: dict[str, str] | None = None, vetoed: str = "", bonus: dict[str, int] | None = None
) -> dict[str, Standing]:
    """Evaluate units that come to these totals (``平江县 90 岳阳县 88``); a unit that is not named is absent."""
    scheme, words, returns = load_scheme(choices=choices), totals.split(), []
    for name, total in zip(words[::2], words[1::2], strict=True):
        facts = form(total) | {"2.1v": Fraction(1 if name in vetoed.split() else 0)}
        rows = [row("全市科协系统推广", f"经验{at}") for at in range((bonus or {}).get(name, 0))]
        returns.append(make_return(facts, rows, unit=name, scheme=scheme))
    evaluation = evaluate(scheme, make_intake(returns, scheme))
    return {standing.unit.name: standing for standing in evaluation.standings}


def lines(found: dict[str, Standing], category: str = "县市") -> str:
    """Write a category's standings as ``名次 单位 等次`` of those that were returned, in order."""
    own = [standing for standing in found.values() if standing.unit.category == category and standing.score]
    return "、".join(f"{standing.rank or '—'}{standing.unit.name}{standing.level}" for standing in own)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("total", "name", "other", "default", "alternative"),
    [
        ("59.9", "60分", "60分为不合格", "不合格", "不合格"),
        ("60", "60分", "60分为不合格", "合格", "不合格"),
        ("61", "60分", "60分为不合格", "合格", "合格"),
        ("84.9", "85分", "不含85分", "合格", "合格"),
        ("85", "85分", "不含85分", "优秀", "合格"),
        ("86", "85分", "不含85分", "优秀", "优秀"),
    ],
)
def test_the_total_on_a_bound(total: str, name: str, other: str, default: str, alternative: str) -> None:
    """综合评分在85分以上…为优秀，60分以下的为不合格; the only unit of its category is the first."""
    for choices, level in (({}, default), ({name: other}, alternative)):
        standing = standings(f"君山区 {total}", choices)["君山区"]
        assert standing.total == Fraction(total)
        assert standing.level == level


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("choice", "counties", "districts"),
    [("名次÷总数不超过30%", 1, 1), ("四舍五入", 2, 1), ("向上取整", 2, 2)],
)
def test_the_first_30_percent_of_6_and_of_4(choice: str, counties: int, districts: int) -> None:
    """排序居前30%: 1.8 of 6, 1.2 of 4."""
    totals = " ".join(f"{unit.name} {95 - at}" for at, unit in enumerate(SCHEME.units))
    found = standings(totals, {"前30%": choice})
    for names, places in ((COUNTIES, counties), (DISTRICTS, districts)):
        assert [found[name].level for name in names] == ["优秀"] * places + ["合格"] * (len(names) - places)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("名次÷总数不超过30%", "1平江县优秀、2岳阳县合格、2华容县合格、4湘阴县合格"),
        ("四舍五入", "1平江县优秀、2岳阳县优秀、2华容县优秀、4湘阴县合格"),
    ],
)
def test_a_tie_of_2_and_3(choice: str, expected: str) -> None:
    """Competition ranks 1, 2, 2, 4: all of a tie are in or out together, and flagged."""
    found = standings("平江县 92 岳阳县 90 华容县 90 湘阴县 88", {"前30%": choice})
    assert lines(found) == expected
    assert [name for name in found if "并列" in found[name].remarks] == ["岳阳县", "华容县"]


def test_a_tie_of_1_and_2() -> None:
    """Both are first of six: 1 ÷ 6 does not exceed 30 %."""
    assert lines(standings("平江县 90 岳阳县 90 华容县 89")) == "1平江县优秀、1岳阳县优秀、3华容县合格"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("不占名次", "1岳阳县优秀、2华容县合格、—平江县不合格"),
        ("占名次", "1平江县不合格、2岳阳县合格、3华容县合格"),
    ],
)
def test_a_veto_of_the_first(choice: str, expected: str) -> None:
    """2.1: 一票否决; the others move up, or the place is lost."""
    found = standings("平江县 95 岳阳县 90 华容县 88", {"否决单位名次": choice}, vetoed="平江县")
    assert lines(found) == expected
    assert found["平江县"].total == 95
    assert "一票否决" in found["平江县"].remarks


@pytest.mark.parametrize(("cases", "vetoed"), [("0", False), ("1", True), ("2", True)])
def test_one_case_is_enough(cases: str, *, vetoed: bool) -> None:
    """2.1: 出现1例."""
    scored = score({"2.1v": cases})
    assert scored.vetoed is vetoed
    assert scored.item_of["2.1"].adopted == 4


def test_one_unit_is_absent() -> None:
    """N stays 6, so that the place of the second does not become the first; the absent unit has no numbers."""
    found = standings("平江县 92 岳阳县 90 华容县 89 湘阴县 88 临湘市 87", {"前30%": "四舍五入"})
    assert lines(found) == "1平江县优秀、2岳阳县优秀、3华容县合格、4湘阴县合格、5临湘市合格"
    absent = found["汨罗市"]
    assert (absent.rank, absent.total, absent.level, absent.state) == (None, None, "未报送", UnitState.MISSING)


def test_three_of_four_districts_are_absent() -> None:
    """1 ÷ 4 does not exceed 30 %; n is not 1, nor 3."""
    assert lines(standings("君山区 90"), "区") == "1君山区优秀"


@pytest.mark.parametrize(("choice", "total", "level"), [("含加分", 86, "优秀"), ("不含加分", 80, "合格")])
def test_80_points_and_6_of_bonus(choice: str, total: int, level: str) -> None:
    standing = standings("君山区 80", {"综合评分": choice}, bonus={"君山区": 3})["君山区"]
    assert standing.total == total
    assert standing.level == level


def test_categories_are_never_merged() -> None:
    """10个县市区分2个类别."""
    found = standings("平江县 99 岳阳县 98 君山区 90 云溪区 89")
    assert lines(found) == "1平江县优秀、2岳阳县合格"
    assert lines(found, "区") == "1君山区优秀、2云溪区合格"


# 7.加分项


def bonus(item: str, *rows: tuple[str, str, int, int], choices: dict[str, str] | None = None, **facts: Answer) -> str:
    """Give a bonus item's adopted points for rows of kind, work, quantity and year, or 待核."""
    scheme = load_scheme(choices=choices)
    drawn = [row(kind, work, Fraction(quantity), year) for kind, work, quantity, year in rows]
    adopted = (
        evaluate_unit(scheme, make_return(full_answers(scheme, **facts), drawn, scheme=scheme)).item_of[item].adopted
    )
    return "待核" if adopted is None else str(adopted)


@pytest.mark.parametrize(("year", "points_"), [(2015, "0"), (2016, "5"), (2017, "5"), (2018, "0")])
def test_the_year_of_an_award(year: int, points_: str) -> None:
    """跨年度获得的奖项，仅在当年或来年使用一次."""
    assert bonus("7.1", ("省部级表彰奖励", "科普", 1, year)) == points_


NATIONAL, PROVINCIAL, CITY = (f"青少年科技创新大赛{level}奖项" for level in ("国家级", "省级", "市级"))


def test_the_same_work_at_three_levels() -> None:
    """同一工作获得多个奖项的，取最高奖励计分: 3, not 6; three works are three."""
    rows = [(kind, "机器人", 1, 2017) for kind in (CITY, PROVINCIAL, NATIONAL)]
    assert bonus("7.1", *rows) == "3"
    assert bonus("7.1", *((kind, f"机器人{at}", 1, 2017) for at, (kind, *_) in enumerate(rows))) == "6"


def test_a_team_of_three() -> None:
    """每人次: every person of a team."""
    assert bonus("7.1", (PROVINCIAL, "机器人", 3, 2017)) == "6"
    assert bonus("7.1", (PROVINCIAL, "机器人", 1, 2017), (PROVINCIAL, "机器人", 2, 2017)) == "6"


def test_a_commendation_counts_once_whatever_its_quantity() -> None:
    """每项."""
    assert bonus("7.1", ("省部级表彰奖励", "科普", 3, 2017)) == "5"


def test_one_matter_at_its_widest_level() -> None:
    """7.2: 同一事项不重复加分."""
    rows = [(kind, "智库", 1, 2017) for kind in ("本县市区推广", "全省科协系统推广", "全市科协系统推广")]
    assert bonus("7.2", *rows) == "3"


BEYOND = "小院士孵化工程超出班次"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("classes", "students", "claimed", "by_classes", "by_students"),
    [
        (0, 0, 1, "0", "0"),
        (1, 50, 1, "0", "0"),
        (2, 100, 1, "1", "1"),
        (2, 99, 1, "1", "0"),
        (3, 150, 2, "2", "2"),
        (3, 150, 1, "1", "1"),
        (3, 150, 5, "2", "2"),
        (2, 60, 1, "1", "0"),
        (1, 149, 1, "0", "1"),
    ],
)
def test_classes_beyond_the_first(classes: int, students: int, claimed: int, by_classes: str, by_students: str) -> None:
    """每超过1个班次（50名学生），加1分: 班次−1, or 学生数÷50取整−1; never more than claimed."""
    for label, expected in (("班次−1", by_classes), ("学生数÷50取整−1", by_students)):
        facts = {"f4_5c": Fraction(classes), "f4_5f": Fraction(students)}
        assert bonus("7.1", (BEYOND, "", claimed, 2017), choices={"超出班次": label}, **facts) == expected


def test_nothing_caps_the_bonus() -> None:
    """Design §4 ⟂."""
    assert bonus("7.1", ("国家（实用）发明专利", "", 60, 2017)) == "120"
