"""Quantities: a count, a share of a whole (覆盖率), an amount per head (人均)."""

from collections.abc import Mapping

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.kinds.measure import Count, Ratio, Reading, find_fact, load_measure
from kexie_excel.scheme.kinds.rule import RuleDoubt
from tests.scheme.kinds import FACTS, RATE, SHARE, answered, table

COUNT = {"count": "n"}


def read(data: Mapping[str, object], **values: Answer) -> Reading | RuleDoubt:
    """Read the quantity that a table names."""
    return load_measure(table(data), FACTS).read(answered(**values))


@pytest.mark.parametrize(
    ("data", "values", "text"),
    [
        (COUNT, {"n": "3"}, "次数3次"),
        ({"count": "money"}, {"money": "3.25"}, "经费3.25万元"),
        (SHARE, {"part": "8", "whole": "9"}, "覆盖率 8/9＝88.8%"),
        (SHARE, {"part": "0", "whole": "9"}, "覆盖率 0/9＝0%"),
        (RATE, {"money": "24.995", "people": "50"}, "人均经费 24.995/50＝0.4999元/人"),
        (RATE, {"money": "60", "people": "50"}, "人均经费 60/50＝1.2元/人"),
    ],
)
def test_what_can_be_computed_reads_so(data: Mapping[str, object], values: Mapping[str, Answer], text: str) -> None:
    reading = read(data, **values)
    assert isinstance(reading, Reading)
    assert reading.text == text


@pytest.mark.parametrize(
    ("data", "values", "doubt"),
    [
        (COUNT, {}, RuleDoubt(("n",), "n 次数：未填")),
        (COUNT, {"n": Gap.UNREADABLE}, RuleDoubt(("n",), "n 次数：看不懂")),
        (COUNT, {"n": Gap.NOT_APPLICABLE}, RuleDoubt(("n",), "n 次数：填了“不适用”")),
        (COUNT, {"n": True}, RuleDoubt(("n",), "n 次数：看不懂")),
        (SHARE, {"part": "1"}, RuleDoubt(("whole",), "whole 总数：未填")),
        (SHARE, {}, RuleDoubt(("part", "whole"), "part 其中已建：未填，whole 总数：未填")),
        (SHARE, {"part": "0", "whole": "0"}, RuleDoubt(("part", "whole"), "总数为0，覆盖率无法计算")),
        (SHARE, {"part": "9", "whole": "8"}, RuleDoubt(("part", "whole"), "其中已建9多于总数8，覆盖率无法计算")),
        (RATE, {"money": "5", "people": "0"}, RuleDoubt(("money", "people"), "人口为0，人均经费无法计算")),
    ],
)
def test_what_cannot_be_computed_is_a_doubt(
    data: Mapping[str, object], values: Mapping[str, Answer], doubt: RuleDoubt
) -> None:
    """Design §7: denominator 0 or missing, numerator > denominator → pending, with the reason."""
    assert read(data, **values) == doubt


def test_a_rate_may_exceed_one() -> None:
    """人均 has no upper end; only a share lies within its whole."""
    assert isinstance(read(RATE, money="100", people="1"), Reading)
    assert not load_measure(table(RATE), FACTS).is_share
    assert not load_measure(table(COUNT), FACTS).is_share
    assert load_measure(table(SHARE), FACTS).is_share


def test_the_three_kinds_of_quantity() -> None:
    assert load_measure(table(COUNT), FACTS) == Count(FACTS["n"])
    assert load_measure(table(SHARE), FACTS) == Ratio("覆盖率", FACTS["part"], FACTS["whole"])
    assert load_measure(table(RATE), FACTS) == Ratio("人均经费", FACTS["money"], FACTS["people"], "元/人")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "rule.rate：缺这一项。"),
        ({"count": "x"}, "rule.count：没有编号为“x”的填报事项。"),
        ({"count": "a"}, "rule.count：填报事项“a”的类型不能用在这里。"),
        ({"count": 3}, "rule.count：应当是文字，现在是 3。"),
        ({**SHARE, "share": ["part"]}, "rule.share：应当写两个填报事项：分子、分母。"),
        ({**SHARE, "share": ["part", "whole", "n"]}, "rule.share：应当写两个填报事项：分子、分母。"),
        ({**SHARE, "share": ["part", "x"]}, "rule.share：没有编号为“x”的填报事项。"),
        ({**SHARE, "share": ["a", "whole"]}, "rule.share：填报事项“a”的类型不能用在这里。"),
        ({"share": ["part", "whole"]}, "rule.label：缺这一项。"),
        ({"rate": ["money", "people"], "label": "人均"}, "rule.unit：缺这一项。"),
    ],
)
def test_a_faulty_table_is_one_sentence(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_measure(table(data), FACTS)
    assert str(caught.value) == f"方案.toml：{sentence}"


def test_a_fact_is_found_by_its_id_and_kind() -> None:
    found = find_fact(table(COUNT), "count", FACTS, (FACTS["n"].kind,))
    assert found is FACTS["n"]
