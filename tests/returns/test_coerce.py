"""One cell → one value: every spelling is its right value or a question, never another value (design §6)."""

import datetime as dt
import unicodedata
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.returns.coerce import BLANK, Coerced, coerce, coerce_quantity, coerce_score
from kexie_excel.returns.spelling.dates import year_of
from kexie_excel.scheme.fact import Fact, FactKind, Gap
from kexie_excel.sheets.read.raw import Raw, compact, plain, shown

COUNT = Fact("1.1a", "听取汇报次数", FactKind.COUNT, "次")
MONEY = Fact("1.5b", "科普经费预算", FactKind.AMOUNT, "万元")
PEOPLE = Fact("1.5c", "人口", FactKind.AMOUNT, "万人")
BARE = Fact("9.9a", "没有计量单位", FactKind.AMOUNT)
YES_NO = Fact("1.3a", "纳入绩效考核", FactKind.YES_NO)
CHOICE = Fact("3.7a", "建立情况", FactKind.CHOICE, choices=("未建立", "建立（未实施）", "建立并实施"))
EVERY_KIND = (COUNT, MONEY, PEOPLE, BARE, YES_NO, CHOICE)

VAGUE = "不是一个确定的数"
FRACTIONAL = "不是整数"
NEGATIVE = "是负数"
PERCENT = "是百分比，这里要填数"
DATE = "是日期或时间，不是数"
DASHED = "说不清是没有、不适用还是漏填"
RAISED = "里面有上标、带圈数字或分数"
LONG = "数字超过15位"
NO_NUMBER = "不是数"
NEITHER = "看不出是“是”还是“否”"
NO_CHOICE = "不在选项里"
BOOLEANS = (True, False)
MIDNIGHT, MORNING = dt.datetime(2017, 6, 15), dt.datetime(2017, 6, 15, 8, 30)  # noqa: DTZ001 - cells know no zones


T = TypeVar("T")


def each(value: T, *raws: Raw) -> list[tuple[Raw, T]]:
    """Give rows of a table: every spelling of the value; a text may hold several, divided by ``|``."""
    return [(raw, value) for raw in cut(*raws)]


def cut(*raws: Raw) -> list[Raw]:
    """Give every spelling; a text may hold several, divided by ``|``."""
    return [part for raw in raws for part in (raw.split("|") if isinstance(raw, str) else (raw,))]


def beside(words: str) -> list[tuple[Raw, str]]:
    """Give rows of a table: 3 with each of these behind it, and the reason why it is asked about."""
    return [(f"3{word}", unknown(unicodedata.normalize("NFKC", word))) for word in words.split("|")]


def contradicted(words: str) -> str:
    """Give the reason where a remark does not go with the number."""
    return f"后面的“{words}”和前面的对不上，或者不知何意"


def unknown(words: str) -> str:
    """Give the reason where something unknown follows the number."""
    return f"后面的“{words}”不知何意"


COUNTS = [
    *each(0, 0, 0.0, -0.0, "0|０|零|0次|0.0|-0|00|０．０ 次"),
    *each(3, 3, 3.0, "3|３|3.0|３．０|3.|+3|03|'3|' 3| 3 |\t3\n|\r\n3|𝟑"),
    *each(3, "3\xa0|\xa03|\u30003\u3000|3\u200b|\ufeff3|3\u200d|3\u2060|3\x07|3\x0b|\x0b3"),
    *each(
        3,
        "3次|3 次|３次|3\xa0次|3\n次|3次。|3。|3；|3,|3 。|3!|3！|3;|3，|3个|3人次|3例|3名|3人|3场次|3项|3篇次|3班|3班次",
    ),
    *each(3, "3课时|3学时|3家|3所|3件|3起|3期|3届|3条|3份|三"),
    *each(1, "一|1例|１"),
    *each(2, "二|两|2场次"),
    *each(5, "5.0|５．０|5.|五"),
    *each(10, "十|一十|10|１０次"),
    *each(12, "十二|一十二|12篇次"),
    *each(20, "二十|20"),
    *each(99, "九十九|99"),
    *each(1234, "1,234|１，２３４|1,234次|1234|1,234.0|１，２３４ 人次"),
    *each(12_345_678, "12,345,678|12345678", 12_345_678),
    *each(10**14, 1e14, "100000000000000"),
    *each(999_999_999_999_999, "999999999999999"),
]

AMOUNTS = [
    *each("12.5", 12.5, "12.5|１２．５|12.5万元|12.5 万元|12.5万|１２．５万元|12.50|12.5\u200b万元|12.5。|'12.5|+12.5"),
    *each("0.3", 0.1 + 0.2, "0.3|0.30万"),
    *each("29.5", 29.499999999999996, "29.5"),
    *each("0.4999", "0.4999", 0.4999),
    *each("0", 0, "0|0万元|0.00|零"),
    *each("1234.5", "1,234.5|1,234.5万元。|１，２３４．５"),
    *each("7", 7, "7|七"),
    *each("0.0001", 0.0001, "0.0001"),
    *each("123.456789012345", "123.456789012345"),
]

NOT_A_COUNT = [
    # qualifiers, ranges, notes (cases 59 and 60)
    *each(VAGUE, "约3|≥3|>3|3-4|3～4|3至4|3—4|3到4次|近3|不少于3|已核|5→3|见附件|3次，其中2次|~~5~~3|第3次|大概3次"),
    *beside("左右|以上|+|余|多|?|？|*|、|次左右|-|''|次以上"),
    *each(contradicted("已核"), "3(已核)|3（已核）"),
    # units that change the number, or say nothing (case 58)
    *beside("亿|元|分|x|次次|年|月|号|kg|个半|小时"),
    # fractions, halves, raised digits (cases 62 and 63)
    *each(VAGUE, "1/2|半|二分之一|三分之一|Ⅲ|III"),
    *each(RAISED, "½|3½|3⅓|5²|5②|②|⑵|⒉|₃|㊂|①3|3①|1¼"),
    *each(FRACTIONAL, 0.5, 2.5, 0.85, 3.0000001, "0.5|2.5次|0.85|１．５"),
    # percentages (case 52)
    *each(PERCENT, "85%|８５％|85 %|85.5%|100%|85﹪|0%|％"),
    *each(VAGUE, "百分之八十五|八成"),
    *beside("‰|个百分点|成"),
    # look-alikes (case 74)
    *each(VAGUE, "O.5|l0|〇|○|Ｏ|I|٣|3٣|o"),
    *beside("O|l|o"),
    # signs
    *each(NEGATIVE, -3, -3.0, -0.5, "-3|－3|﹣3|-3次|-0.5"),
    *each(VAGUE, "−3|—3|负3|(3)|（３）|--3|+-3|±3|- 3"),
    # separators and points (case 61)
    *each(VAGUE, "1,23|1,2345|12,34,567|1，23|1.2.3|1..2|.5|1,234,56|1234,567|1、234|1 234|3 4|3\n4|3\t4|3\u30004"),
    *each(VAGUE, "3\x0b4|3\x074|3\r4|3:4|3：4|1_000|1’000|1'000|''3|3;4|1,234.5.6"),
    # machine spellings
    *each(VAGUE, '1E3|1e+03|0x10|nan|inf|#REF!|#DIV/0!|=3|=DISPIMG("ID_1",1)|未知|None|null|[图片]|-inf'),
    *each(LONG, float("inf"), float("-inf"), float("nan"), 1e15, 10**18, 1e300, -1e300),
    *each(LONG, "430602199001011234", "0" * 16, "9" * 5000, "3." + "0" * 15, "3." + "3" * 9999),
    # numerals that are not in the small set (case 62)
    *each(VAGUE, "一二|十十|廿|几|多次|百|二十二十|一千五|一百十|两三次|十几|三四个|〇"),
    # other types (cases 63 and 65)
    *each(NO_NUMBER, *BOOLEANS),
    *each(VAGUE, "TRUE|是|有|√|已落实|2017-06-15|6月15日"),
    *each(DATE, dt.date(2017, 6, 15), MIDNIGHT, MORNING, dt.time(3, 4), dt.timedelta(hours=3)),
    # words for nothing: no zero is made of them (case 66)
    *each(VAGUE, "暂无|空|否|未|没|×|。|...|……|,|未完成|未落实|未达到"),
    *each(DASHED, "/|／|—|——|-|－|--|---|―|–|_|__|?|？|\\|*|＊|/。| / |/\u200b|--。"),
]

NOT_AN_AMOUNT = [
    *beside("元|亿|万人|万元/年|万元左右|次|万万元"),
    *each(VAGUE, "￥12.5|¥12.5|约12.5|12.5-13|12,5|12.5.1|12.5 13|无|没有|12.5万元12.5|30万5|半|几十"),
    *each(NEGATIVE, -0.01, "-12.5|-12.5万元"),
    *each(PERCENT, "12.5%|12.5％"),
    *each(NO_NUMBER, *BOOLEANS),
    *each(DATE, dt.date(2017, 12, 5)),
    *each(DASHED, "/|—"),
    *each(LONG, "1234567890.123456", 1e16),
    *each(RAISED, "12.5②|12½"),
]

BLANKS = cut("| |\n|\t|\xa0|\u3000|\u200b|\ufeff|'| ' |\xa0\u200b|\x0b|\x07|\ufe0f|\r\n")
NOT_APPLICABLES = cut("不适用|不适用。| 不适用 |不涉及|N/A|n/a|Ｎ／Ａ|NA|#N/A|无此项|无此项工作|不适\u200b用")

YESES: list[Raw] = [
    True,
    *cut(
        "是|是。| 是 |是\u200b|有|对|√|✓|✔|✔\ufe0f|☑|☑\ufe0f|Y|y|Ｙ|yes|Yes|TRUE|true|已|已落实|落实|已完成|完成|已开展|开展",
        "已建立|建立|已设立|已实施|达标|已达标|符合|属实|'是|是！|是\x07",
    ),
]
NOES: list[Raw] = [
    False,
    *cut(
        "否|否。| 否|无|没有|不是|×|✗|✘|✘\ufe0f|N|n|Ｎ|no|NO|FALSE|false|未|未落实|未完成|未开展|未建立|未设立|未实施",
        "不达标|未达标|不符合|没",
    ),
]
NEITHERS = cut(
    *(1, 0, 1.0, dt.date(2017, 1, 1)),
    "是否|基本是|正在建立|部分落实|拟建立|1|3|x|ü|P|是/否|是、否|已核|有待落实|见附件|不|非|未知",
    "100%|否否|TRUE FALSE|是 否|。",
)

SCORES = [
    *each("0", 0, "0|0分"),
    *each("3", 3, "3|3分|三|3。|'3|３ 分"),
    *each("3.6", 3.6, "3.6|3.6分|３．６ 分"),
    *each("-1", -1, "-1"),
    *each("1000", "1,000"),
]
NO_SCORES = [
    *beside("次|左右"),
    *each(VAGUE, "约3|3/4|3/4分|满分|/|不适用|3-4|无"),
    *each(PERCENT, "80%"),
    *each(NO_NUMBER, *BOOLEANS),
    *each(DATE, dt.date(2017, 3, 4)),
    *each(RAISED, "4②"),
    *each(LONG, 1e17),
]
QUANTITIES = [*each(1, 1, "1|1 班次|1次。"), *each(2, 2.0, "2人次|两|2人"), *each(3, "3|３项"), *each(12, "12")]
NO_QUANTITIES = [
    *each("不是1以上的整数", 0, -1, 1.5, "0|0.5项|-2"),
    *each(VAGUE, "若干|/|1-2|无"),
    *each(NO_NUMBER, *BOOLEANS),
    *each(RAISED, "2②"),
    *each(PERCENT, "50%"),
    *each(DATE, dt.time(1)),
]

YEARS = [
    *each(2016, dt.datetime(2016, 1, 2, 3, 4), "2016.12.31|2016年2月29日|2016"),  # noqa: DTZ001 - cells know no zones
    *each(2017, dt.date(2017, 6, 1), 2017, 2017.0, 2017.5, 20170503, 201712.0, "2017|2017年|2017年5月|2017年5月3日"),
    *each(2017, "2017年05月03日|2017年5月3|２０１７年５月|2017-5-3|2017-05-03|2017/5/3|2017.5.3|2017.05|2017/12"),
    *each(2017, "20170503|201705|2017 年 5 月 3 日| 2017.5.3 |2017年5月。|2017.5.|'2017-5-3|2017\xa0年"),
]
NO_YEARS = cut(
    *(43000.0, True, dt.date(1905, 7, 9), dt.date(2200, 1, 1), dt.time(20, 17), dt.timedelta(days=2017)),
    "17年5月|26/3/5|5月3日|2016、2017|2016-2017|2016—2017年|2017-13-1|2017-2-30",
    "2017年13月|201713|20170230|2017.5.3.1|近期|待补|43000|1900-1-1|3017年|2017⑤|2017年5月至2018年1月",
    "2017-5-3 / 2016-4-2|2017年2017年|2017--5|20175|2017-18",
)
NO_DATES = cut("| |\u3000|/|—|-|无|没有|暂无|空|\u200b")


@pytest.mark.parametrize(("raw", "value"), COUNTS, ids=repr)
def test_counts(raw: Raw, value: int) -> None:
    assert coerce(raw, COUNT) == Coerced(Fraction(value))


@pytest.mark.parametrize(("raw", "value"), AMOUNTS, ids=repr)
def test_amounts(raw: Raw, value: str) -> None:
    assert coerce(raw, MONEY) == Coerced(Fraction(value))


def test_an_amount_takes_only_its_own_unit() -> None:
    assert coerce("58.2万", PEOPLE) == coerce("58.2万人", PEOPLE) == coerce(58.2, BARE) == Coerced(Fraction("58.2"))
    assert coerce("58.2万元", PEOPLE) == Coerced(Gap.UNREADABLE, unknown("万元"))
    assert coerce("58.2万", BARE) == Coerced(Gap.UNREADABLE, unknown("万"))


@pytest.mark.parametrize(("raw", "why"), NOT_A_COUNT, ids=lambda value: repr(value)[:40])
def test_what_is_no_certain_count_is_asked_about(raw: Raw, why: str) -> None:
    assert coerce(raw, COUNT) == Coerced(Gap.UNREADABLE, why)


@pytest.mark.parametrize(("raw", "why"), NOT_AN_AMOUNT, ids=repr)
def test_what_is_no_certain_amount_is_asked_about(raw: Raw, why: str) -> None:
    assert coerce(raw, MONEY) == Coerced(Gap.UNREADABLE, why)


@pytest.mark.parametrize("raw", BLANKS, ids=repr)
def test_blank_whatever_is_asked(raw: Raw) -> None:
    assert [coerce(raw, fact) for fact in EVERY_KIND] == [BLANK] * len(EVERY_KIND)
    assert coerce_score(raw) == coerce_quantity(raw) == BLANK


@pytest.mark.parametrize("raw", NOT_APPLICABLES)
def test_not_applicable_whatever_is_asked(raw: Raw) -> None:
    assert [coerce(raw, fact).value for fact in EVERY_KIND] == [Gap.NOT_APPLICABLE] * len(EVERY_KIND)


@pytest.mark.parametrize("raw", ["/", "—", "－", "?", "*"])
def test_a_dash_is_asked_about_whatever_is_asked(raw: Raw) -> None:
    assert [coerce(raw, fact) for fact in EVERY_KIND] == [Coerced(Gap.UNREADABLE, DASHED)] * len(EVERY_KIND)


def test_blank_not_applicable_unreadable_and_zero_are_four_results() -> None:
    """Design §6, case 66."""
    results = [coerce(raw, COUNT).value for raw in ("", "不适用", "约3", "0")]
    assert results == [Gap.BLANK, Gap.NOT_APPLICABLE, Gap.UNREADABLE, Fraction(0)]
    assert coerce("", COUNT).why == coerce("不适用", COUNT).why == ""


@pytest.mark.parametrize("raw", YESES, ids=repr)
def test_yes(raw: Raw) -> None:
    assert coerce(raw, YES_NO).value is True


@pytest.mark.parametrize("raw", NOES, ids=repr)
def test_no(raw: Raw) -> None:
    assert coerce(raw, YES_NO).value is False


@pytest.mark.parametrize("raw", NEITHERS, ids=repr)
def test_neither_yes_nor_no_is_asked_about(raw: Raw) -> None:
    """Case 65: True is a number in Python, and 1 is no answer to a yes-or-no question."""
    assert coerce(raw, YES_NO) == Coerced(Gap.UNREADABLE, NEITHER)


@pytest.mark.parametrize(
    "raw", ["建立（未实施）", "建立(未实施)", " 建立（未实施） ", "建立（未实施）。", "建立（未实施）\u200b"]
)
def test_a_choice_in_any_width_is_the_choice(raw: str) -> None:
    assert coerce(raw, CHOICE) == Coerced("建立（未实施）")


@pytest.mark.parametrize("raw", ["建立", "是", "未建立 未实施", "1", True, 3.0, "已建立", "建立并未实施"])
def test_what_is_no_choice_is_asked_about(raw: Raw) -> None:
    assert coerce(raw, CHOICE) == Coerced(Gap.UNREADABLE, NO_CHOICE)


@pytest.mark.parametrize(("raw", "value"), SCORES, ids=repr)
def test_self_scores(raw: Raw, value: str) -> None:
    assert coerce_score(raw) == Coerced(Fraction(value))


@pytest.mark.parametrize(("raw", "why"), NO_SCORES, ids=repr)
def test_what_is_no_score(raw: Raw, why: str) -> None:
    assert coerce_score(raw) == Coerced(Gap.UNREADABLE, why)


@pytest.mark.parametrize(("raw", "value"), QUANTITIES, ids=repr)
def test_quantities(raw: Raw, value: int) -> None:
    assert coerce_quantity(raw) == Coerced(Fraction(value))


@pytest.mark.parametrize(("raw", "why"), NO_QUANTITIES, ids=repr)
def test_what_is_no_quantity(raw: Raw, why: str) -> None:
    assert coerce_quantity(raw) == Coerced(Gap.UNREADABLE, why)


@pytest.mark.parametrize(("raw", "year"), YEARS, ids=repr)
def test_years(raw: Raw, year: int) -> None:
    assert year_of(raw) == year


@pytest.mark.parametrize("raw", NO_YEARS, ids=repr)
def test_what_could_be_two_dates_or_none_gives_no_year(raw: Raw) -> None:
    """Case 64; a year typed into a date cell shows as 1905 (case 63)."""
    assert year_of(raw) is Gap.UNREADABLE


@pytest.mark.parametrize("raw", NO_DATES, ids=repr)
def test_no_date(raw: Raw) -> None:
    assert year_of(raw) is Gap.BLANK


def test_the_tables_are_as_large_as_promised() -> None:
    """A guard against a table that shrinks unnoticed."""
    spellings = [*COUNTS, *AMOUNTS, *NOT_A_COUNT, *NOT_AN_AMOUNT]
    assert len(spellings) >= 200
    assert len([*YEARS, *NO_YEARS, *NO_DATES]) >= 40


SHOWN = [
    *each("3", 3.0, 3),
    *each("3.5", 3.5),
    *each("0.3", 0.1 + 0.2),
    *each("1e+20", 1e20),
    *each("nan", float("nan")),
    *zip(BOOLEANS, ("TRUE", "FALSE"), strict=True),
    *each("2017-06-15", MIDNIGHT, dt.date(2017, 6, 15)),
    *each("2017-06-15 08:30:00", MORNING),
    *each("08:05:00", dt.time(8, 5)),
    *each("３ ", "３ "),
    *each("", ""),
]


@pytest.mark.parametrize(("raw", "text"), SHOWN, ids=repr)
def test_shown_as_a_person_sees_it(raw: Raw, text: str) -> None:
    assert shown(raw) == text


def test_plain_and_compact() -> None:
    """Cases 55, 57 and 70."""
    assert plain("\ufeff ＡＢ　c\u200b\x0bd\x07 ") == "AB c\x0bd"
    assert plain("' 是") == "是"
    assert compact(" 工作（事项）\n名称\x0b ") == "工作(事项)名称"
    assert compact(1.1) == "1.1"


RAWS = st.one_of(
    st.text(max_size=12),
    st.text("0123456789.,-+/年月日次万元%约②½ \x0b\u200b", max_size=12),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.no_cover
@given(RAWS, st.sampled_from(EVERY_KIND))
def test_nothing_in_a_cell_raises_and_every_question_has_its_reason(raw: Raw, fact: Fact) -> None:
    for read in (coerce(raw, fact), coerce_score(raw), coerce_quantity(raw)):
        assert (read.value is Gap.UNREADABLE) == bool(read.why)
    assert isinstance(year_of(raw), int | Gap)


@given(st.integers(0, 99_999), st.sampled_from(["次", "个", "人次", "场次", "项"]), st.data())
def test_a_decorated_number_is_that_number(number: int, unit: str, data: st.DataObject) -> None:
    """Cases 55 to 58: width, invisible characters, apostrophe, unit and full stop change nothing."""
    digits = data.draw(st.sampled_from([str(number), f"{number:,}", f"{number}.0"]))
    wide = digits.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789,."})
    space = data.draw(st.sampled_from(["", " ", "\xa0", "\u3000", "\u200b", "\n"]))
    text = data.draw(st.sampled_from([digits, wide])) + data.draw(
        st.sampled_from(["", space + unit, space + unit + "。"])
    )
    assert coerce(data.draw(st.sampled_from(["", "'", "\ufeff", " "])) + text, COUNT).value == number


def test_the_unit_that_the_form_names_may_follow() -> None:
    """What the county reads in 单位 beside the cell, whatever measure words are usual elsewhere."""
    deals = Fact("3.2a", "交易笔数", FactKind.COUNT, "笔")
    assert coerce("３笔", deals).value == 3
    assert coerce("3笔交易", deals).value == 3
    assert coerce("3笔", COUNT).value is Gap.UNREADABLE
