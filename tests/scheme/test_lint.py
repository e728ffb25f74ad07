"""Contradictions of a scheme: exactly the four slips of the original, and every other one that is put in."""

from copy import deepcopy
from fractions import Fraction

import pytest

from kexie_excel.scheme.lint import find_slips, text_points, undeclared_slips
from kexie_excel.scheme.load import BUILT_IN, literal_scheme, load_scheme, read_document
from kexie_excel.scheme.model import Slip
from tests.scheme.documents import Alter, Document, item

DOCUMENT = read_document(BUILT_IN)

ORIGINAL = (
    Slip("section/4", "“4.科学普及”标题写28分，所列各项分值合计27分。"),
    Slip("item/3.3/points", "3.3 文字合计6分，计分规则最多6分，分值栏5分。"),
    Slip("item/3.5/points", "3.5 文字合计3分，计分规则最多3分，分值栏4分。"),
    Slip("item/3.3/rule/乡镇科协覆盖率", "3.3 乡镇科协覆盖率在70%处，没有规定怎么计分。"),
)


def slips(alter: Alter) -> set[Slip]:
    """Give what is found in an altered document beyond the four slips of the original."""
    document: Document = deepcopy(DOCUMENT)
    alter(document)
    return set(find_slips(literal_scheme(document, "方案.toml"))) - set(ORIGINAL)


def bands(*tiers: dict[str, object]) -> Alter:
    """Give 5.6 (计3分 for 2, 计1分 for 1) these bands."""
    return lambda doc: item(doc, "5.6")["rule"].update(tiers=list(tiers))


def shares(*tiers: dict[str, object]) -> Alter:
    """Give 3.3's share of enterprises these bands."""
    return lambda doc: item(doc, "3.3")["rule"]["parts"][0].update(tiers=list(tiers))


def test_the_original_has_exactly_four_slips() -> None:
    """Design §4.1: 28/27; 3.3 6/5; 3.5 3/4; 乡镇 70%."""
    assert find_slips(literal_scheme(DOCUMENT, "方案.toml")) == ORIGINAL


def test_the_scheme_declares_all_of_them() -> None:
    assert undeclared_slips(literal_scheme(DOCUMENT, "方案.toml")) == ()
    assert undeclared_slips(load_scheme()) == ()


def test_no_option_mends_the_missing_point_and_70_percent_is_closed() -> None:
    """Design §4.1: the words of 3.3 and 3.5 stay as they are; the gap at 70 % is decided by an option."""
    assert [slip.at for slip in find_slips(load_scheme())] == ["section/4", "item/3.3/points", "item/3.5/points"]
    text = load_scheme(choices={"分值基准": "按文字"})
    assert [slip.at for slip in find_slips(text)] == ["section/4", "item/3.3/points", "item/3.5/points"]


def test_a_slip_that_is_not_declared() -> None:
    document = deepcopy(DOCUMENT)
    document["slip"] = []
    assert undeclared_slips(literal_scheme(document, "方案.toml")) == ORIGINAL


SUMS: dict[str, tuple[Alter, Slip]] = {
    "标题与各项之和": (
        lambda doc: doc["section"][0].update(points=10),
        Slip("section/1", "“1.党委政府重视程度”标题写10分，所列各项分值合计11分。"),
    ),
    "分值栏与文字": (
        lambda doc: (item(doc, "1.1").update(points=2), doc["section"][0].update(points=12)),
        Slip("item/1.1/points", "1.1 文字合计1分，计分规则最多1分，分值栏2分。"),
    ),
    "规则与文字": (
        lambda doc: item(doc, "1.3")["rule"].update(points=1),
        Slip("item/1.3/points", "1.3 文字合计2分，计分规则最多1分，分值栏2分。"),
    ),
    "文字与规则": (
        lambda doc: item(doc, "1.3").update(text="1.3全民科学素质实施工作。计3分，未落实不计分。"),
        Slip("item/1.3/points", "1.3 文字合计3分，计分规则最多2分，分值栏2分。"),
    ),
    "没有写分数的文字": (
        lambda doc: (
            item(doc, "1.3").update(text="1.3全民科学素质实施工作。"),
            item(doc, "1.3")["rule"].update(points=3),
        ),
        Slip("item/1.3/points", "1.3 计分规则最多3分，分值栏2分。"),
    ),
}


@pytest.mark.parametrize(("alter", "slip"), SUMS.values(), ids=SUMS)
def test_sums_that_do_not_agree(alter: Alter, slip: Slip) -> None:
    assert slips(alter) == {slip}


def test_a_text_that_names_no_points_says_nothing_against_the_column() -> None:
    assert slips(lambda doc: item(doc, "1.3").update(text="1.3全民科学素质实施工作。")) == set()


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("计2分，未落实不计分。", "2"),
        ("高于30%计2分，低于30%计1分。至少1个，计2分。", "4"),
        ("计1分，未开展不计分；不少于2场次，计1分", "2"),
        ("计4分，每10个百分点计0.4分。", "4"),
        ("每项计0.5分。", None),
        ("每开展一次得2分，最多得6分。", "6"),
        ("每开展一次得2分，最高不超过6分；有总结的，记1分。", "7"),
        ("符合的，得3分；按时的，加0.5分。", "7/2"),
        ("未建立不计分。", None),
        ("达标的计12分，不达标的计8分；没有差错的另记3分。合计最多计14分。", "14"),
        ("达标的计2分；没有差错的计3分；合计不超过9分。", "5"),
        ("每项计0.5分；每场计1分；合计最多得4分。", "4"),
        ("各项合计最多4分。", "4"),
    ],
)
def test_what_an_items_own_words_pay(text: str, points: str | None) -> None:
    """In every clause the largest amount, or its most; what each thing pays says nothing where their number is open."""
    assert text_points(text) == (None if points is None else Fraction(points))


def test_bands_of_one_quantity_are_not_added_up() -> None:
    """“2次以上计3分；1次计1分”: a county gets one of them."""
    assert text_points("2次以上，计3分；1次，计1分。") == Fraction(4)
    assert text_points("2次以上，计3分；1次，计1分。", of_bands=True) == Fraction(3)
    text = "5.6开展科技扶贫及企业帮扶活动2次以上，计3分；1次，计1分。"
    assert slips(lambda doc: item(doc, "5.6").update(text=text)) == set()


COUNT = "科技扶贫及企业帮扶活动次数"
COUNT_BANDS: dict[str, tuple[Alter, str]] = {
    "两档之间有空档": (
        bands({"points": 3, "low": 3, "low_included": True}, {"points": 1, "high": 2}),
        "在2次到3次之间没有规定计分",
    ),
    "两档都不含边界": (bands({"points": 3, "low": 2}, {"points": 1, "high": 2}), "在2次处，没有规定怎么计分"),
    "两档都含边界": (
        bands({"points": 3, "low": 2, "low_included": True}, {"points": 1, "high": 2, "high_included": True}),
        "在2次处，两档重叠",
    ),
    "两档重叠": (bands({"points": 3, "low": 1}, {"points": 1, "high": 2}), "在1次处，两档重叠"),
    "下一档没有上限": (
        bands({"points": 3, "low": 2}, {"points": 1, "low": 0, "low_included": True}),
        "在2次处，两档重叠",
    ),
    "两档都没有下限": (
        bands({"points": 3}, {"points": 1, "high": 2}),
        "有两档都没有下限，两档重叠",
    ),
    "最低一档以下": (bands({"points": 3, "low": 1, "low_included": True}), "低于1次的没有规定计分"),
    "恰为0": (bands({"points": 3, "low": 0}), "不超过0次的没有规定计分"),
    "最高一档以上": (bands({"points": 3, "high": 5, "high_included": True}), "高于5次的没有规定计分"),
    "达到最高一档的上限": (bands({"points": 3, "high": 5}), "达到5次的没有规定计分"),
}


@pytest.mark.parametrize(("alter", "fault"), COUNT_BANDS.values(), ids=COUNT_BANDS)
def test_bands_of_a_count(alter: Alter, fault: str) -> None:
    assert slips(alter) == {Slip(f"item/5.6/rule/{COUNT}", f"5.6 {COUNT}{fault}。")}


SHARE_BANDS: dict[str, tuple[Alter, str]] = {
    "两档之间有空档": (
        shares({"points": 2, "low": "30%", "low_included": True}, {"points": 0, "high": "20%"}),
        "在20%到30%之间没有规定计分",
    ),
    "不到100%": (shares({"points": 2, "high": "90%"}), "达到90%的没有规定计分"),
    "两档，不到100%": (
        shares({"points": 0, "high": "20%"}, {"points": 2, "low": "20%", "low_included": True, "high": "90%"}),
        "达到90%的没有规定计分",
    ),
    "不含100%": (shares({"points": 2, "high": 1}), "达到100%的没有规定计分"),
}


@pytest.mark.parametrize(("alter", "fault"), SHARE_BANDS.values(), ids=SHARE_BANDS)
def test_bands_of_a_share(alter: Alter, fault: str) -> None:
    label = "规上企业科协覆盖率"
    assert slips(alter) == {Slip(f"item/3.3/rule/{label}", f"3.3 {label}{fault}。")}


@pytest.mark.parametrize(
    "alter",
    [
        bands({"points": 3}),
        bands({"points": 3, "low": 0, "low_included": True}),
        bands({"points": 3, "low": 2}, {"points": 1, "high": 2, "high_included": True}),
        bands({"points": 1, "high": 2}, {"points": 3, "low": 2, "low_included": True}),
        shares({"points": 2, "high": 1, "high_included": True}),
        shares(
            {"points": 0, "high": "20%"},
            {"points": 2, "low": "20%", "low_included": True, "high": 1, "high_included": True},
        ),
        shares({"points": 2, "low": 0, "low_included": True, "high": "100%", "high_included": True}),
    ],
)
def test_bands_that_fit(alter: Alter) -> None:
    """In whatever order they stand, and up to 100 % where nothing lies beyond."""
    assert slips(alter) == set()


UNUSED: dict[str, tuple[Alter, str]] = {
    "规则漏用": (
        lambda doc: item(doc, "1.2")["rule"].update(when="1.2a"),
        "填报事项 1.2b（政府1名副职联系科协工作）没有用在任何计分规则里。",
    ),
    "否决漏用": (
        lambda doc: item(doc, "2.1").pop("veto"),
        "填报事项 2.1v（年内违纪违规违法事件）没有用在任何计分规则里。",
    ),
    "加分漏用": (
        lambda doc: doc["bonus"][0]["kind"][7].pop("beyond"),
        "填报事项 4.5f（小院士班学生总数）没有用在任何计分规则里。",
    ),
}


@pytest.mark.parametrize(("alter", "text"), UNUSED.values(), ids=UNUSED)
def test_a_fact_that_nobody_uses(alter: Alter, text: str) -> None:
    (slip,) = slips(alter)
    assert slip == Slip(f"fact/{text.split('（', maxsplit=1)[0].split()[1]}", text)


def test_options_that_do_not_decide_the_same_values() -> None:
    """Choosing one option and then another must not leave half of the first."""
    found = slips(lambda doc: doc["interpretation"][1]["option"][1]["patch"].popitem())
    path = "item/3.3/rule/parts/2/tiers/3/high_included"
    assert found == {Slip("interpretation/乡镇覆盖70%", f"口径“乡镇覆盖70%”的各选项改写的数值不一致（{path}）。")}
